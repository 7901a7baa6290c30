"""A LinkedIn touch: a person does it by hand (LinkedIn forbids programs), and says so once. So is it with the answer:
that they accepted the connection is seen by a person, and what waits for it goes on at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.calling import done
from leadwright.cadences.models import Enrolment
from leadwright.leads.locking import lock
from leadwright.leads.models import Lead
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


def accepted(lead: Lead, *, by: Member, now: datetime) -> None:
    """They accepted the connection. Said again, the first time stands."""
    with transaction.atomic():
        lock(lead)
        record(
            Kind.LINKEDIN,
            workspace_id=lead.workspace_id,
            key=f"lead:{lead.pk}:connected",
            summary=_("Accepted the connection on LinkedIn"),
            lead=lead,
            member=by,
            detail={"accepted": True},
            at=now,
        )
        wake(lead, now)


def wake(lead: Lead, now: datetime) -> None:
    """What waits for an event of this lead is looked at again now."""
    Enrolment.objects.active().filter(lead=lead).update(due_at=now)
