"""A draft of quotes is phrased by the workspace's language model, where there is one, and what it added is kept as
evidence. Without one, or where it fails, the quotes stay the draft."""

from datetime import datetime

from django.db import transaction

from leadwright.ai.models import LanguageModel
from leadwright.ai.phrasing import Phrased, phrased
from leadwright.ai.speaking import NotSaid
from leadwright.knowledge.models import Answer, Phrasing


def phrase(pk: int, *, now: datetime) -> None:
    """May run twice. A draft that a person wrote, or that was sent, stays as it is."""
    answer = Answer.objects.filter(pk=pk, phrasing=None, sent_at=None, written_by=None).exclude(draft="").first()
    model = LanguageModel.objects.filter(workspace_id=answer.workspace_id).first() if answer else None
    if model is None:
        return
    failure = ""
    try:
        found = phrased(model, question=answer.question, quotes=quotes(answer.draft))
    except NotSaid as error:
        found, failure = Phrased("", "", ()), error.sentence
    struck = [{"sentence": one.sentence, "why": one.why, "words": list(one.words)} for one in found.struck]
    with transaction.atomic():
        fresh = Answer.objects.select_for_update().get(pk=pk)
        standing = fresh.draft == answer.draft and fresh.sent_at is None
        kept = {
            "extract": answer.draft,
            "said": found.said,
            "struck": struck,
            "used": bool(found.text) and standing,
            "model": model.name,
            "failure": failure[:300],
            "phrased_at": now,
        }
        row, new = Phrasing.objects.get_or_create(answer=fresh, defaults=kept)
        if new and row.used:
            fresh.draft = found.text
            fresh.save(update_fields=["draft"])


def quotes(draft: str) -> list[str]:
    return [part.strip() for part in draft.split("\n\n") if part.strip()]
