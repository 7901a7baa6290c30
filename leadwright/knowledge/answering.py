"""A question gets a draft of the articles' own sentences, each with its source. A person sends it; where no article
answers, the draft stays empty and says so."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import transaction
from django.db.models import Count, Max

from leadwright.ai.models import LanguageModel
from leadwright.kit.bulk import insert_rows
from leadwright.knowledge.jobs import phrase
from leadwright.knowledge.marked import marked
from leadwright.knowledge.meaning import installed
from leadwright.knowledge.models import Answer, Article
from leadwright.knowledge.passages import Text
from leadwright.knowledge.ranking import Found, Shelf
from leadwright.leads.models import Lead
from leadwright.team.models import Member

WORDS = SearchVector("title", "body", config="english")
MOST_SHELVES = 8
_SHELVES: OrderedDict[tuple, Shelf] = OrderedDict()


def draft_answer(
    *, workspace_id: int, question: str, lead: Lead | None, key: str, now: datetime, asker: Member | None = None
) -> Answer:
    """The answer of that key: drafted now, or as it stands. `asker` is the rep who asks, where it is no reply."""
    standing = Answer.objects.filter(workspace_id=workspace_id, key=key).first()
    if standing:
        return standing
    found = find(workspace_id, question)
    with transaction.atomic():
        answer, new = Answer.objects.get_or_create(
            workspace_id=workspace_id,
            key=key,
            defaults={"lead": lead, "asker": asker, "question": question, "draft": found.answer, "created_at": now},
        )
        if new and not found.abstained:
            answer.sources.set([source.key for source in found.sources])
            if LanguageModel.objects.filter(workspace_id=workspace_id).exists():
                phrase.defer(answer=answer.pk)
    return answer


def draft_answers(workspace_id: int, asked: Sequence[tuple[str, str, Lead]], *, now: datetime) -> None:
    """Answers under keys that the caller has just made (so nobody has asked under them), each with its question and
    who asks, in a few statements however many they are."""
    if not asked:
        return
    books = shelf(workspace_id)
    found = [books.ask(question) for _key, question, _lead in asked]
    rows = [
        Answer(workspace_id=workspace_id, key=key, lead=lead, question=question, draft=one.answer, created_at=now)
        for (key, question, lead), one in zip(asked, found, strict=True)
    ]
    insert_rows(rows)
    answered = [(row, one) for row, one in zip(rows, found, strict=True) if not one.abstained]
    links = Answer.sources.through
    insert_rows([links(answer_id=row.pk, article_id=source.key) for row, one in answered for source in one.sources])
    if answered and LanguageModel.objects.filter(workspace_id=workspace_id).exists():
        for row, _one in answered:
            phrase.defer(answer=row.pk)


def ask_marked(note: str, *, lead: Lead, asker: Member, key: str, now: datetime) -> list[Answer]:
    """Each question that is marked in a note, asked once: `key` names the note."""
    return [
        draft_answer(
            workspace_id=lead.workspace_id, question=question, lead=lead, key=f"{key}:{at}", now=now, asker=asker
        )
        for at, question in enumerate(marked(note))
    ]


def find(workspace_id: int, question: str) -> Found:
    """What this workspace's articles say to the question; `Source.key` is an article's pk."""
    return shelf(workspace_id).ask(question)


def shelf(workspace_id: int) -> Shelf:
    """The workspace's articles, ready for questions. Kept in this process until one of them changes."""
    articles = Article.objects.filter(workspace_id=workspace_id)
    state = articles.aggregate(count=Count("pk"), newest=Max("updated_at"), last=Max("pk"))
    key = (workspace_id, *state.values())
    if key in _SHELVES:
        _SHELVES.move_to_end(key)
        return _SHELVES[key]
    for old in [old for old in _SHELVES if old[0] == workspace_id]:
        _SHELVES.pop(old, None)
    rows = articles.order_by("pk").values_list("pk", "title", "body", "language")
    made = _SHELVES[key] = Shelf([Text(*row) for row in rows], installed())
    while len(_SHELVES) > MOST_SHELVES:
        _SHELVES.popitem(last=False)
    return made


def near(workspace_id: int, words: str, most: int = 6) -> list[int]:
    """The keys of the articles that mean something like these words, the nearest first."""
    return [int(source.key) for source in shelf(workspace_id).near(words, most)]


def search(articles, words: str):
    """Articles that hold these words, best first; a part of a title is enough."""
    asked = SearchQuery(words, search_type="websearch", config="english")
    # Of several words PostgreSQL ranks also what lacks some a hair above nothing: the rank alone is no match.
    by_words = (
        articles.annotate(held=WORDS, rank=SearchRank(WORDS, asked)).filter(held=asked).order_by("-rank", "title")
    )
    return by_words if by_words.exists() else articles.filter(title__icontains=words).order_by("title")
