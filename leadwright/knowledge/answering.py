"""A question gets a draft of the articles' own sentences, each with its source. A person sends it; where no article
answers, the draft stays empty and says so."""

from datetime import datetime

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import transaction

from leadwright.knowledge.models import Answer, Article
from leadwright.knowledge.passages import Passage, Text, best_passages, stems
from leadwright.leads.models import Lead

MOST_ARTICLES = 20
WORDS = SearchVector("title", "body", config="english")


def draft_answer(*, workspace_id: int, question: str, lead: Lead | None, key: str, now: datetime) -> Answer:
    """The answer of that key: drafted now, or as it stands."""
    standing = Answer.objects.filter(workspace_id=workspace_id, key=key).first()
    if standing:
        return standing
    passages = find(workspace_id, question)
    with transaction.atomic():
        answer, new = Answer.objects.get_or_create(
            workspace_id=workspace_id,
            key=key,
            defaults={
                "lead": lead,
                "question": question,
                "draft": "\n\n".join(" ".join(passage.sentences) for passage in passages),
                "created_at": now,
            },
        )
        if new:
            answer.sources.set([passage.key for passage in passages])
    return answer


def find(workspace_id: int, question: str) -> list[Passage]:
    """The passages of this workspace's articles that answer the question, best first."""
    articles = candidates(workspace_id, question)
    return best_passages(question, [Text(article.pk, article.title, article.body) for article in articles])


def candidates(workspace_id: int, question: str) -> list[Article]:
    """The articles that share words with the question, by PostgreSQL's rank: enough to weigh sentence by sentence."""
    words = [stem for stem in dict.fromkeys(stems(question)) if stem.isalnum()]
    if not words:
        return []
    # Beginnings of words, so that endings do not matter; `stems` leaves letters and digits only, nothing of a query.
    asked = SearchQuery(" | ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    vector = SearchVector("title", "body", config="simple")
    rows = Article.objects.filter(workspace_id=workspace_id).annotate(rank=SearchRank(vector, asked))
    return list(rows.filter(rank__gt=0).order_by("-rank", "pk")[:MOST_ARTICLES])


def search(articles, words: str):
    """Articles that hold these words, best first; a part of a title is enough."""
    asked = SearchQuery(words, search_type="websearch", config="english")
    by_words = articles.annotate(rank=SearchRank(WORDS, asked)).filter(rank__gt=0).order_by("-rank", "title")
    return by_words if by_words.exists() else articles.filter(title__icontains=words).order_by("title")
