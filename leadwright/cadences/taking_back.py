"""A call or a LinkedIn touch was logged by mistake: it is taken back, with what it did to the cadence, as far as the
cadence has not gone on since. The ledger keeps both: what was logged, and that it was taken back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.models import Enrolment, Hold, Touch
from leadwright.conversations.models import Call, NumberHold
from leadwright.leads.models import Lead, Status
from leadwright.tasks.models import Task
from leadwright.team.models import Member


def take_back(task: Task, *, by: Member, now: datetime) -> bool:
    """The task waits again as if nothing had been logged. False where it is open already."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update(no_key=True).get(pk=task.lead_id)
        closed_at = Task.objects.filter(pk=task.pk).values_list("closed_at", flat=True).get()
        if closed_at is None or not task.reopen(by=by, now=now):
            return False
        call = Call.objects.filter(workspace_id=task.workspace_id, key=f"task:{task.pk}").first()
        if call is not None:
            forget(call, by=by, now=now)
        follow_ups(task).delete()
        enrolment = Enrolment.objects.select_for_update().filter(touches__task=task).first()
        if enrolment is not None:
            bring_back(enrolment, lead, closed_at, now)
            undo_touches(enrolment, task, closed_at)
    return True


def forget(call: Call, *, by: Member, now: datetime) -> None:
    """The row goes, so that the figures do not count it and the next outcome is the one that stands."""
    record(
        Kind.NOTE,
        workspace_id=call.workspace_id,
        key=f"call:{call.pk}:taken_back",
        summary=_("Taken back: %(outcome)s") % {"outcome": call.get_disposition_display()},
        why=_("It was logged by mistake."),
        lead=call.lead,
        member=by,
        at=now,
    )
    NumberHold.objects.filter(workspace=call.workspace_id, number=call.number, at=call.at).delete()
    call.delete()


def follow_ups(task: Task):
    """What the outcome asked for, while nobody has done it."""
    keys = [f"voicemail:{task.pk}", f"callback:{task.pk}"]
    return Task.objects.open().filter(workspace_id=task.workspace_id, key__in=keys)


def bring_back(enrolment: Enrolment, lead: Lead, at: datetime, now: datetime) -> None:
    """What ended, or stood still, at the moment of the outcome goes on. One that began since has the lead."""
    others = Enrolment.objects.active().filter(lead=lead).exclude(pk=enrolment.pk)
    if enrolment.ended_at == at and not others.exists():
        enrolment.state, enrolment.ended_at = Enrolment.State.ACTIVE, None
        enrolment.ended_code = enrolment.ended_why = ""
        if lead.status in {Status.ANSWERED, Status.READY}:
            lead.mark(Status.WORKING)
        dropped = Task.objects.filter(touch__enrolment=enrolment, outcome=Task.Outcome.DROPPED, closed_at=at)
        dropped.update(closed_at=None, outcome="", note="")
        passed = Touch.objects.filter(enrolment=enrolment, outcome=Touch.Outcome.PASSED_OVER, done_at=at)
        passed.update(outcome=Touch.Outcome.PENDING, done_at=None, why="")
        Hold.objects.filter(enrolment=enrolment, lifted_at=at).update(lifted_at=None)
    Hold.objects.filter(enrolment=enrolment, code="call_back", at=at, lifted_at=None).update(lifted_at=now)
    if enrolment.state == Enrolment.State.ACTIVE:
        enrolment.due_at, enrolment.due_why = now, _("An outcome was taken back.")
    enrolment.save(update_fields=["state", "ended_at", "ended_code", "ended_why", "due_at", "due_why"])


def undo_touches(enrolment: Enrolment, task: Task, at: datetime) -> None:
    """The step waits again, unless a later one was done since: then it stays done, and the task is only logged anew."""
    touch = Touch.objects.select_related("step").get(task=task)
    later = Touch.objects.filter(enrolment=enrolment, step__position__gt=touch.step.position)
    later.filter(message=None, task=None, at=at, done_at=at).delete()  # the voicemail that was left in the same call
    if not later.exists():
        Touch.objects.filter(pk=touch.pk).update(outcome=Touch.Outcome.PENDING, done_at=None)
        enrolment.position = touch.step.position
        enrolment.save(update_fields=["position"])
