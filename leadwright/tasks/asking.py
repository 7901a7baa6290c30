"""Asking a person to do something: once for each key, however often it is asked."""

from datetime import datetime

from leadwright.leads.models import Lead
from leadwright.tasks.models import Task
from leadwright.team.models import Member


def ask(
    *,
    kind: str,
    lead: Lead | None,
    owner: Member,
    title: str,
    why: str,
    words: str = "",
    key: str,
    due_at: datetime,
    now: datetime,
) -> Task:
    """The task of that key: made now, or as it stands where it was asked before (open or closed)."""
    asked = {
        "lead": lead,
        "owner": owner,
        "kind": kind,
        "title": str(title)[:200],
        "why": str(why)[:300],
        "words": words,
        "due_at": due_at,
        "created_at": now,
    }
    return Task.objects.get_or_create(workspace_id=owner.workspace_id, key=key[:80], defaults=asked)[0]
