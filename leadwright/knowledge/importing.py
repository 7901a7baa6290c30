"""Articles from files: Markdown, or a table of questions and answers as JSON or CSV. What stands is mended by title."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.knowledge.bookcase import Paper, Unreadable, of_json, of_markdown
from leadwright.knowledge.models import Article
from leadwright.knowledge.passages import Text
from leadwright.team.models import Member

LONGEST = 20_000


@dataclass(frozen=True)
class Imported:
    """How many became articles, how many mended one, how many said the same, and what could not be taken."""

    created: int
    changed: int
    same: int
    refused: tuple[str, ...]


def papers(name: str, content: bytes) -> list[Paper]:
    """The articles of one file. Raises `Unreadable`."""
    letters = content.decode("utf-8-sig", errors="replace").replace("\x00", "")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "json":
        return [Paper(text) for text in of_json(letters)]
    if ending == "csv":
        return [Paper(text) for text in of_csv(letters)]
    if ending in {"md", "markdown", "txt"}:
        return [of_markdown(letters, name)]
    raise Unreadable(_("This is no Markdown, JSON or CSV file."))


def of_csv(letters: str) -> list[Text]:
    """A table whose head names `question` (or `title`) and `answer`; the columns may stand in any order."""
    head = letters.split("\n", 1)[0]
    rows = csv.DictReader(io.StringIO(letters), delimiter=max(",;\t", key=head.count))
    names = {(name or "").strip().lower(): name for name in rows.fieldnames or []}
    title = names.get("question") or names.get("title")
    answer = names.get("answer") or names.get("body")
    if title is None or answer is None:
        raise Unreadable(_("The table needs the columns “question” and “answer”."))
    return [Text(at, (row[title] or "").strip(), (row[answer] or "").strip()) for at, row in enumerate(rows)]


def take_in(found: Iterable[Paper], *, by: Member, now: datetime) -> Imported:
    """Each paper becomes an article or mends the one of its title. The same file twice changes nothing."""
    created, changed, same, refused = 0, 0, 0, []
    for paper in found:
        title, body = paper.text.title.strip()[:200], paper.text.body.strip()
        if not title or not body or len(body) > LONGEST:
            reason = _("longer than 20,000 characters") if body else _("without words")
            refused.append(f"{title or paper.text.key}: {reason}")
            continue
        with transaction.atomic():
            standing = Article.objects.select_for_update().filter(workspace_id=by.workspace_id, title__iexact=title)
            article = standing.first() or Article(workspace_id=by.workspace_id, title=title, owner=by)
            before = [article.pk, article.body, article.product, article.language, article.review_on]
            article.body = body
            article.product = paper.facts.get("product", article.product)[:80]
            article.language = paper.text.language[:2] or article.language
            article.review_on = _day(paper.facts.get("review", "")) or article.review_on
            if before == [article.pk, article.body, article.product, article.language, article.review_on]:
                same += 1
                continue
            article.keep(by=by, now=now)
            created, changed = created + (before[0] is None), changed + (before[0] is not None)
    return Imported(created, changed, same, tuple(refused))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
