"""A LinkedIn touch: a person does it by hand (LinkedIn forbids programs), and says so once."""

from datetime import datetime

from django.db import transaction

from leadwright.activities.models import Kind, record
from leadwright.cadences.calling import done
from leadwright.leads.locking import lock
from leadwright.tasks.models import Task
from leadwright.team.models import Member


def touched(task: Task, *, by: Member | None, note: str, now: datetime) -> bool:
    """The contact was made. False where it was noted before: that stands."""
    with transaction.atomic():
        lock(task.lead)
        if not task.close(by=by, outcome=Task.Outcome.DONE, note=note, now=now, told=False):
            return False
        done(task, now)
        record(
            Kind.LINKEDIN,
            workspace_id=task.workspace_id,
            key=f"task:{task.pk}:linkedin",
            summary=task.title,
            why=note or task.why,
            lead=task.lead,
            member=by,
            at=now,
        )
    return True
