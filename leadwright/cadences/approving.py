"""A mail of a cadence that a person reads first: sent by their word, changed where they changed it, in the thread and
from the mailbox of the cadence."""

from datetime import datetime

from django.db import transaction

from leadwright.cadences.hours import next_open
from leadwright.cadences.models import Enrolment, Touch
from leadwright.cadences.snapshots import place_of
from leadwright.cadences.touching import last_mail
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.leads.locking import lock
from leadwright.leads.models import Channel
from leadwright.tasks.models import Task
from leadwright.team.models import Member


def of_a_cadence(task: Task) -> bool:
    return Touch.objects.filter(task=task).exists()


def approve(task: Task, *, subject: str, text: str, by: Member, due_at: datetime, now: datetime) -> Message | None:
    """The mail goes at `due_at`, or when the reader's next hours begin: approved in their evening, it would be called
    off at the last look and asked for again every day. Paced like every mail of a cadence. None where it was approved
    or dropped before, where they opted out meanwhile, or where the cadence stands still or has ended."""
    with transaction.atomic():
        lock(task.lead)
        touch = Touch.objects.select_for_update(of=("self",)).filter(task=task, outcome=Touch.Outcome.PENDING).first()
        if touch is None or task.lead.opted_out_of(Channel.EMAIL) or not is_going_on(touch.enrolment):
            return None
        if not task.close(by=by, outcome=Task.Outcome.DONE, now=now, told=False):
            return None
        before = Touch.objects.filter(enrolment=touch.enrolment_id).exclude(pk=touch.pk).select_related("message")
        where = place_of(touch.enrolment)
        parent = None if touch.step.new_thread else last_mail(list(before.order_by("pk")))
        touch.message = queue_email(
            lead=task.lead,
            mailbox=touch.enrolment.mailbox,
            author=by,
            subject=" ".join(subject.split()),
            text=text,
            automatic=True,
            parent=parent,
            files=touch.template.enclosures if touch.template else (),
            tracked=bool(touch.template and touch.template.tracked),
            due_at=next_open(due_at, where.zone, where.country),
            now=now,
        )
        touch.save(update_fields=["message"])
    return touch.message


def is_going_on(enrolment: Enrolment) -> bool:
    return enrolment.state == Enrolment.State.ACTIVE and not enrolment.holds.filter(lifted_at=None).exists()
