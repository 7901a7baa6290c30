"""The rows of Today that are tasks: calls inside the lead's hours, and what else a person is asked to do."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.cadences.hours import CALL_HOURS, Place, open_window, place
from leadwright.conversations.models import Message, NumberHold
from leadwright.inbox.models import Kind, Reply
from leadwright.leads.models import Lead
from leadwright.leads.places import zone_of
from leadwright.tasks.models import Task, TaskKind
from leadwright.web.desk import UNSEEN_BEHIND, Desk, Find, Item

KNOWN = [Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED]
UNSEEN = ("words", "note", *UNSEEN_BEHIND)  # of a task, in a list
ASKED_BACK = "callback:"  # the key of a call that they asked for (cadences/calling.py)
ANY_HOURS = (8, 21)
CALLS_LOOKED_AT = 300  # due calls whose hours are looked at: more than a day's work
KIND_OF_TASK = {
    "call": [TaskKind.CALL],
    "approve": [TaskKind.APPROVE],
    "settle": [TaskKind.SETTLE],
    "linkedin": [TaskKind.LINKEDIN],
    "reminder": [TaskKind.REMINDER, TaskKind.OTHER],
}


def calls(at: Desk) -> tuple[list[Item], int]:
    """Calls that are due while it is office time where the lead lives."""
    windows: dict[Place, tuple[datetime, datetime]] = {}
    due = []
    for task in due_tasks(at, [TaskKind.CALL]).filter(~Exists(resting(at.now)))[:CALLS_LOOKED_AT]:
        task.lead.workspace = at.member.workspace  # the same for all of them: not asked for with each
        window = calling_window(task, at.now, windows)
        if window[0] <= at.now:
            due.append((task, window[1]))
    return [call_item(task, closes, at) for task, closes in due[: at.most]], len(due)


def resting(now: datetime) -> QuerySet[NumberHold]:
    """For a query of tasks: the hold on the number of the task's lead."""
    holds = NumberHold.objects.filter(until__gt=now, workspace=OuterRef("workspace"))
    return holds.filter(number=OuterRef("lead__phone"))


def call_item(task: Task, closes: datetime, at: Desk) -> Item:
    there = formats.date_format(closes.astimezone(home_of(task.lead).clock), "H:i")
    until = _("May be called until %(time)s there.") % {"time": there}
    why = at.because(task.owner_id, f"{task.why} {until}".strip())
    return Item("call", task.pk, task.lead, gist=task.lead.title, why=why, clock=True)


def calling_window(
    task: Task, now: datetime, known: dict[Place, tuple[datetime, datetime]] | None = None
) -> tuple[datetime, datetime]:
    """From when and until when the lead may be called, by the clock on their wall. `known` keeps what was found."""
    if task.key.startswith(ASKED_BACK):
        return asked_for(task.lead, now)
    home = home_of(task.lead)
    known = {} if known is None else known
    if home not in known:
        known[home] = open_window(now, home, CALL_HOURS)
    return known[home]


def asked_for(lead: Lead, now: datetime) -> tuple[datetime, datetime]:
    """Whoever asked for a call is called at the time that they named, on any day, but never in the night: between
    8 and 21 by their clock (47 CFR 64.1200(c)(1) draws that line, and it is a good one everywhere)."""
    there = now.astimezone(home_of(lead).clock)
    opens, closes = (there.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in ANY_HOURS)
    if there < opens:
        return opens, closes
    return (now, closes) if there < closes else (opens + timedelta(days=1), closes + timedelta(days=1))


def home_of(lead: Lead) -> Place:
    """The lead's zone, else the one of their country and city, else the workspace's."""
    country = lead.country or (lead.account.country if lead.account else "")
    ladder = [lead.timezone, zone_of(country, lead.city), lead.workspace.timezone]
    return place(ladder, country or lead.workspace.country)


def tasks_of(kind: str) -> Find:
    """The finder of a kind of row that is made of tasks."""

    def find(at: Desk) -> tuple[list[Item], int]:
        tasks = [task for task in other_tasks(at) if task.kind in KIND_OF_TASK[kind]]
        count = sum({task.kind: task.whole for task in tasks}.values())
        return [task_item(kind, task, at) for task in tasks[: at.most]], count

    return find


def other_tasks(at: Desk) -> list[Task]:
    """What is due besides the calls: `at.most` of each kind, each with the number of its kind (`whole`). One query."""
    if "tasks" not in at.found:
        each = {"partition_by": "kind"}
        kinds = [kind for name, kinds in KIND_OF_TASK.items() if name != "call" for kind in kinds]
        # Of a mail that is known by now to have left or not, nothing more is asked.
        due = due_tasks(at, kinds).exclude(kind=TaskKind.SETTLE, touch__message__state__in=KNOWN)
        due = due.annotate(
            place=Window(RowNumber(), order_by=["due_at", "pk"], **each), whole=Window(Count("pk"), **each)
        )
        at.found["tasks"] = list(due.filter(place__lte=at.most))
    return at.found["tasks"]


def due_tasks(at: Desk, kinds: list[str]) -> QuerySet[Task]:
    """Due, or put off until an answer that has come."""
    due = Task.objects.seen_by(at.member).open().filter(is_due(at.now), owner__in=at.owners)
    due = due.filter(kind__in=kinds, lead__isnull=False, **({"lead__list": at.of} if at.of else {}))
    return due.select_related("lead__account").defer(*UNSEEN).order_by("due_at", "pk")


def is_due(now: datetime) -> Q:
    wrote = Reply.objects.filter(lead=OuterRef("lead"), kind=Kind.REPLY, at__gt=OuterRef("wakes_after"))
    return Q(due_at__lte=now) | (Q(wakes_after__isnull=False) & Exists(wrote))


def task_item(kind: str, task: Task, at: Desk) -> Item:
    overdue = (at.now - task.due_at).days
    chip = _("Overdue %(days)d d") % {"days": overdue} if overdue > 1 else ""
    why = _("They wrote; you waited for that.") if task.due_at > at.now else task.why
    why = at.because(task.owner_id, why)
    return Item(kind, task.pk, task.lead, gist=task.title, why=why, chip=chip, tone="warn" if chip else "")
