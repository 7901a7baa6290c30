"""A question that no article answers goes to the colleague who knows; what they write is the answer's draft, and the
article that answers the next one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.knowledge.models import Answer, Article
from leadwright.team.access import SELLERS
from leadwright.team.models import Member


class Refused(Exception):
    """This cannot be done; the sentence says why. Nothing was changed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def colleagues(workspace_id: int):
    """Who may be asked: everybody who may write an article."""
    members = Member.objects.filter(workspace_id=workspace_id, active=True, role__in=SELLERS)
    return members.select_related("user").order_by("user__name")


def ask(answer: Answer, colleague: Member, *, by: Member, now: datetime) -> None:
    """The question waits for this colleague. Raises `Refused` where it is answered already."""
    with transaction.atomic():
        fresh = _open(answer)
        fresh.asked_of, fresh.asked_by, fresh.asked_at = colleague, by, now
        fresh.save(update_fields=["asked_of", "asked_by", "asked_at"])
        said = _("Asked %(colleague)s: “%(question)s”") % {"colleague": colleague.name, "question": _short(fresh)}
        why = _("No article answers it.")
        _record(fresh, f"answer:{fresh.pk}:asked:{colleague.pk}", said=said, why=why, by=by, now=now)


def write(answer: Answer, text: str, *, by: Member, article: Article | None, now: datetime) -> None:
    """What the colleague knows becomes the draft of the answer, and the words of `article` where one is given: a new
    one is kept with these words, one that stands gets them after its own. Raises `Refused`."""
    with transaction.atomic():
        fresh = _open(answer)
        fresh.draft, fresh.written_by, fresh.written_at = text, by, now
        fresh.save(update_fields=["draft", "written_by", "written_at"])
        if article:
            article.body = f"{article.body.rstrip()}\n\n{text}" if article.pk else text
            article.keep(by=by, now=now)
            fresh.sources.set([article])
        why = _("It is now in the article “%s”.") % article.title if article else ""
        said = _("%(colleague)s answered: “%(question)s”") % {"colleague": by.name, "question": _short(fresh)}
        _record(fresh, f"answer:{fresh.pk}:written", said=said, why=why, by=by, now=now)


def set_aside(answer: Answer) -> None:
    """The articles' draft does not answer it: it is open again, and counts among the gaps. Raises `Refused`."""
    with transaction.atomic():
        fresh = Answer.objects.select_for_update().get(pk=answer.pk)
        if fresh.sent_at or fresh.written_by_id:
            raise Refused(_("This question has its answer already."))
        fresh.draft = ""
        fresh.save(update_fields=["draft"])
        fresh.sources.clear()


def _open(answer: Answer) -> Answer:
    fresh = Answer.objects.select_for_update().get(pk=answer.pk)
    if fresh.draft:
        raise Refused(_("This question has its answer already."))
    return fresh


def _short(answer: Answer) -> str:
    return " ".join(answer.question.split())[:120]


def _record(answer: Answer, key: str, *, said: str, why: str, by: Member, now: datetime) -> None:
    if answer.lead_id:
        record(
            Kind.NOTE,
            workspace_id=answer.workspace_id,
            key=key,
            summary=said,
            why=why,
            lead=answer.lead,
            member=by,
            at=now,
        )
