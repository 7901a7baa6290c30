"""Mails of which nobody knows whether they were sent: one task for each, whoever wrote it and however its cadence
stands. Here because conversations may not ask for tasks, and the planner looks only at cadences that still run."""

from datetime import datetime

from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from leadwright.tasks.asking import request
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member

PREFIX = "settle:"  # and the number of the message: web/acts.py reads it


def ask_about_doubts(now: datetime) -> int:
    """Ask for each doubtful mail once, and drop the questions that have their answer. How many were asked anew; may run
    twice, or twice at once."""
    drop_answered(now)
    doubtful = Message.objects.filter(state=Message.State.UNKNOWN).values_list("pk", flat=True)
    unasked = {key_of(pk): pk for pk in doubtful}
    for key in Task.objects.filter(kind=TaskKind.SETTLE, key__in=list(unasked)).values_list("key", flat=True):
        del unasked[key]
    messages = Message.objects.filter(pk__in=unasked.values()).select_related("lead__owner", "mailbox__member")
    questions = [question(message, message.lead, owner_of(message), now) for message in messages.order_by("pk")]
    Task.objects.bulk_create(questions, ignore_conflicts=True)
    return len(questions)


def drop_answered(now: datetime) -> None:
    """By now it is known: a person said so beside the mail, or the worker's own receipt came after all."""
    asked = Task.objects.open().filter(kind=TaskKind.SETTLE, key__startswith=PREFIX)
    numbers = {pk: int(key.removeprefix(PREFIX)) for pk, key in asked.values_list("pk", "key")}
    doubtful = Message.objects.filter(pk__in=numbers.values(), state=Message.State.UNKNOWN)
    still = set(doubtful.values_list("pk", flat=True))
    answered = [pk for pk, message in numbers.items() if message not in still]
    dropped = {"closed_at": now, "outcome": Task.Outcome.DROPPED, "note": "It is known by now."}
    Task.objects.open().filter(pk__in=answered).update(**dropped)


def question(message: Message, lead: Lead | None, owner: Member, now: datetime) -> Task:
    """The task that asks whether the mail was sent, not written yet."""
    later = "; after 24 hours it counts as sent." if message.automatic else "."
    return request(
        kind=TaskKind.SETTLE,
        lead=lead,
        owner=owner,
        title=f"Was this mail sent? {message.subject}",
        why=f"The server did not answer after it had the mail. It will not be tried again by itself{later}",
        key=key_of(message.pk),
        due_at=now,
        now=now,
    )


def key_of(message: int) -> str:
    return f"{PREFIX}{message}"


def owner_of(message: Message) -> Member:
    """The lead's owner; where there is none, whose mailbox wrote."""
    return (message.lead and message.lead.owner) or message.mailbox.member
