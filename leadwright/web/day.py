"""What the day still brings, and how it goes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.inbox.models import Reply
from leadwright.tasks.models import Task
from leadwright.team.models import Member
from leadwright.web.desk import SHOWN, Desk, Item, end_of_day, read, who
from leadwright.web.work import NAME_OF, calls_due, coming, home_of_row

Ahead = tuple[datetime, Callable[[], Item]]  # when it is to be done, and how its row is made


def later(at: Desk) -> list[Item]:
    """What is not to be done yet, the soonest first: calls outside the lead's hours, and what falls due or comes back
    before the day ends. The member's own, not of those they cover for."""
    ahead = sorted([*calls_not_yet(at), *due_later(at), *put_off(at)], key=lambda each: each[0])
    return [made() for _when, made in ahead[:SHOWN]]


def calls_not_yet(at: Desk) -> Iterator[Ahead]:
    for task, opens, _closes in calls_due(at):
        if task.owner_id != at.member.pk:
            continue
        if task.rests_until:
            yield task.rests_until, partial(resting_item, task, at)
        elif opens > at.now:
            yield opens, partial(closed_item, task, opens, at)


def due_later(at: Desk) -> Iterator[Ahead]:
    return ((task.due_at, partial(due_item, task, at)) for task in coming(at) if task.owner_id == at.member.pk)


def put_off(at: Desk) -> Iterator[Ahead]:
    """Replies that were put off to a later hour of this day."""
    asleep = Reply.objects.seen_by(at.member).filter(owner=at.member, settled_at=None)
    asleep = asleep.filter(snoozed_until__gt=at.now, snoozed_until__lt=end_of_day(at.member, at.now))
    for reply in read(asleep.order_by("snoozed_until"), ["pk", "words", "snoozed_until"])[:SHOWN]:
        yield reply.snoozed_until, partial(asleep_item, reply, at)


def asleep_item(reply: NamedTuple, at: Desk) -> Item:
    back = formats.date_format(at.member.local(reply.snoozed_until), "H:i")
    why, gist = _("You put it off; it comes back at %s.") % back, " ".join(reply.words.split())[:160]
    return Item("reply", reply.pk, who(reply), gist, why, spoken=True, clock=True, later=True, sign="clock")


def resting_item(task: NamedTuple, at: Desk) -> Item:
    """A call to a number that is given up for a while: it can be skipped, or the number mended."""
    day = formats.date_format(at.member.local(task.rests_until), "j M Y")
    why = _("Their number failed on three separate days. Nobody rings it before %s.") % day
    return Item("call", task.pk, who(task), task.title, why, later=True, sign="alert")


def due_item(task: NamedTuple, at: Desk) -> Item:
    due = _("Due at %(time)s.") % {"time": formats.date_format(at.member.local(task.due_at), "H:i")}
    why = f"{task.why} {due}".strip()
    return Item(NAME_OF[task.kind], task.pk, who(task), task.title, why, clock=True, later=True, sign="clock")


def closed_item(task: NamedTuple, opens: datetime, at: Desk) -> Item:
    there, here = opens.astimezone(home_of_row(task, at).clock), at.member.local(opens)
    why = _("Outside their hours: may be called from %(there)s there, %(here)s for you.") % {
        "there": formats.date_format(there, "D H:i"),
        "here": formats.date_format(here, "D H:i"),
    }
    return Item("call", task.pk, who(task), task.title, why, clock=True, later=True, sign="clock")


@dataclass(frozen=True)
class Pace:
    """How the day goes: done of all, and how much should be done by now."""

    done: int
    whole: int
    due: int

    @property
    def ahead(self) -> int:
        return self.done - self.due

    @property
    def behind(self) -> int:
        return self.due - self.done


def day_pace(member: Member, now: datetime, waiting: int) -> Pace:
    starts = member.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    tasks = Task.objects.seen_by(member).filter(closed_by=member, closed_at__gte=starts, outcome=Task.Outcome.DONE)
    settled = Reply.objects.seen_by(member).filter(settled_by=member, settled_at__gte=starts)
    done = tasks.count() + settled.count()
    whole = done + waiting
    return Pace(done, whole, round(whole * day_gone(member, now)))


def day_gone(member: Member, now: datetime) -> float:
    """The share of the working day that is over, 0 to 1."""
    here = member.local(now)
    first = here.replace(hour=member.day_starts.hour, minute=member.day_starts.minute, second=0, microsecond=0)
    last = here.replace(hour=member.day_ends.hour, minute=member.day_ends.minute, second=0, microsecond=0)
    if last <= first:
        return 1.0
    return min(max((here - first) / (last - first), 0.0), 1.0)
