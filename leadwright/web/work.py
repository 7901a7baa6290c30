"""The rows of Today that are tasks: calls inside the lead's hours, and what else a person is asked to do."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When, Window
from django.db.models.functions import RowNumber
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.cadences.hours import CALL_HOURS, Place, open_window, place
from leadwright.conversations.models import Message, NumberHold
from leadwright.inbox.models import Kind, Reply
from leadwright.leads.models import Lead
from leadwright.leads.places import zone_of
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Workspace
from leadwright.web.desk import Desk, Find, Item, end_of_day, read, who

KNOWN = [Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED]
ASKED_BACK = "callback:"  # the key of a call that they asked for (cadences/calling.py)
ANY_HOURS = (8, 21)
LOOKED_AT = 300  # due calls whose hours are looked at, and what comes later: more than a day's work
KIND_OF_TASK = {
    "call": [TaskKind.CALL],
    "approve": [TaskKind.APPROVE],
    "settle": [TaskKind.SETTLE],
    "linkedin": [TaskKind.LINKEDIN],
    "reminder": [TaskKind.REMINDER, TaskKind.OTHER],
}
NAME_OF = {kind: name for name, kinds in KIND_OF_TASK.items() for kind in kinds}
OF_A_TASK = ("pk", "owner_id", "kind", "title", "why", "due_at")


def calls(at: Desk) -> tuple[list[Item], int]:
    """Calls that are due while it is office time where the lead lives."""
    due = [(task, closes) for task, opens, closes in calls_due(at) if not task.rests_until and opens <= at.now]
    return [call_item(task, closes, at) for task, closes in due[: at.most]], len(due)


def calls_due(at: Desk) -> Iterator[tuple[NamedTuple, datetime, datetime]]:
    """Those whose time has come by our clock, with from when and until when they may be made by the lead's."""
    windows: dict[tuple, tuple[datetime, datetime]] = {}
    for task in calls_and_coming(at):
        if task.kind == TaskKind.CALL and (task.due_at <= at.now or task.woken):
            where, asked = home_of_row(task, at), task.key.startswith(ASKED_BACK)
            if (where, asked) not in windows:
                windows[where, asked] = window(where, at.now, asked)
            yield task, *windows[where, asked]


def coming(at: Desk) -> Iterator[NamedTuple]:
    """Tasks that fall due before the day ends."""
    ends = end_of_day(at.member, at.now)
    return (task for task in calls_and_coming(at) if at.now < task.due_at < ends and not task.woken)


def calls_and_coming(at: Desk) -> list[NamedTuple]:
    """All calls that are due, whether they may be made by now or not, and what is still to come today: one query."""
    if "calls" not in at.found:
        ends = end_of_day(at.member, at.now)
        tasks = open_tasks(at).filter(Q(due_at__lt=ends) | Q(wakes_after__isnull=False))
        tasks = tasks.filter(Q(kind=TaskKind.CALL) | Q(due_at__gt=at.now)).order_by("due_at", "pk")
        rests = Case(When(kind=TaskKind.CALL, then=Subquery(resting(at.now).values("until")[:1])))
        tasks = tasks.annotate(rests_until=rests, woken=woken())
        fields = (*OF_A_TASK, "key", "rests_until", "woken", "lead__country", "lead__account__country")
        at.found["calls"] = list(read(tasks, fields)[:LOOKED_AT])
    return at.found["calls"]


def resting(now: datetime) -> QuerySet[NumberHold]:
    """For a query of tasks: the hold on the number of the task's lead."""
    holds = NumberHold.objects.filter(until__gt=now, workspace=OuterRef("workspace"))
    return holds.filter(number=OuterRef("lead__phone"))


def call_item(task: NamedTuple, closes: datetime, at: Desk) -> Item:
    there = formats.date_format(closes.astimezone(home_of_row(task, at).clock), "H:i")
    until = _("May be called until %(time)s there.") % {"time": there}
    why = at.because(task.owner_id, f"{task.why} {until}".strip())
    lead = who(task)
    return Item("call", task.pk, lead, gist=lead.title, why=why, clock=True)


def calling_window(task: Task, now: datetime) -> tuple[datetime, datetime]:
    """From when and until when the lead may be called, by the clock on their wall."""
    return window(home_of(task.lead), now, task.key.startswith(ASKED_BACK))


def window(home: Place, now: datetime, asked_back: bool) -> tuple[datetime, datetime]:
    return asked_for(home, now) if asked_back else open_window(now, home, CALL_HOURS)


def asked_for(home: Place, now: datetime) -> tuple[datetime, datetime]:
    """Whoever asked for a call is called at the time that they named, on any day, but never in the night: between
    8 and 21 by their clock (47 CFR 64.1200(c)(1) draws that line, and it is a good one everywhere)."""
    there = now.astimezone(home.clock)
    opens, closes = (there.replace(hour=hour, minute=0, second=0, microsecond=0) for hour in ANY_HOURS)
    if there < opens:
        return opens, closes
    return (now, closes) if there < closes else (opens + timedelta(days=1), closes + timedelta(days=1))


def home_of(lead: Lead) -> Place:
    country = lead.country or (lead.account.country if lead.account else "")
    return home(lead.timezone, country, lead.city, lead.workspace.timezone, lead.workspace.country)


def home_of_row(task: NamedTuple, at: Desk) -> Place:
    own: Workspace = at.member.workspace
    country = task.lead__country or task.lead__account__country or ""
    return home(task.lead__timezone, country, task.lead__city, own.timezone, own.country)


@lru_cache(maxsize=4096)
def home(zone: str, country: str, city: str, our_zone: str, our_country: str) -> Place:
    """The lead's zone, else the one of their country and city, else the workspace's."""
    return place([zone, zone_of(country, city), our_zone], country or our_country)


def tasks_of(kind: str) -> Find:
    """The finder of a kind of row that is made of tasks."""

    def find(at: Desk) -> tuple[list[Item], int]:
        tasks = [task for task in other_tasks(at) if task.kind in KIND_OF_TASK[kind]]
        count = sum({task.kind: task.whole for task in tasks}.values())
        return [task_item(kind, task, at) for task in tasks[: at.most]], count

    return find


def other_tasks(at: Desk) -> list[NamedTuple]:
    """What is due besides the calls: `at.most` of each kind, each with the number of its kind (`whole`). One query."""
    if "tasks" not in at.found:
        each = {"partition_by": "kind"}
        kinds = [kind for name, kinds in KIND_OF_TASK.items() if name != "call" for kind in kinds]
        due = open_tasks(at).filter(Q(due_at__lte=at.now) | woken(), kind__in=kinds)
        # Of a mail that is known by now to have left or not, nothing more is asked.
        due = due.exclude(kind=TaskKind.SETTLE, touch__message__state__in=KNOWN)
        place_in = Window(RowNumber(), order_by=["due_at", "pk"], **each)
        due = due.annotate(place=place_in, whole=Window(Count("pk"), **each)).order_by("due_at", "pk")
        at.found["tasks"] = list(read(due.filter(place__lte=at.most), (*OF_A_TASK, "whole")))
    return at.found["tasks"]


def open_tasks(at: Desk) -> QuerySet[Task]:
    tasks = Task.objects.seen_by(at.member).open().filter(owner__in=at.owners, lead__isnull=False)
    return tasks.filter(lead__list=at.of) if at.of else tasks


def woken() -> Q:
    """Put off until an answer that has come."""
    wrote = Reply.objects.filter(lead=OuterRef("lead"), kind=Kind.REPLY, at__gt=OuterRef("wakes_after"))
    return Q(wakes_after__isnull=False) & Exists(wrote)


def task_item(kind: str, task: NamedTuple, at: Desk) -> Item:
    overdue = (at.now - task.due_at).days
    chip = _("Overdue %(days)d d") % {"days": overdue} if overdue > 1 else ""
    why = _("They wrote; you waited for that.") if task.due_at > at.now else task.why
    why = at.because(task.owner_id, why)
    return Item(kind, task.pk, who(task), gist=task.title, why=why, chip=chip, tone="warn" if chip else "")
