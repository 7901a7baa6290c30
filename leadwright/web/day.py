"""What the day still brings, and how it goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, Subquery
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.inbox.models import Reply
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member
from leadwright.web.desk import SHOWN, UNSEEN_BEHIND, Item
from leadwright.web.work import KIND_OF_TASK, UNSEEN, calling_window, home_of, resting


def later(member: Member, now: datetime) -> list[Item]:
    """What is not to be done yet: calls outside the lead's hours, and tasks that fall due before the day ends."""
    ends = end_of_day(member, now)
    tasks = Task.objects.seen_by(member).open().filter(owner=member, due_at__lt=ends, lead__isnull=False)
    tasks = tasks.filter(Q(due_at__gt=now) | Q(kind=TaskKind.CALL)).select_related("lead__account").defer(*UNSEEN)
    windows: dict = {}
    items = []
    tasks = tasks.annotate(rests_until=Subquery(resting(now).values("until")[:1]))
    for task in tasks.order_by("due_at", "pk")[: SHOWN * 4]:
        task.lead.workspace = member.workspace  # the same for all of them: not asked for with each
        rests = task.rests_until and task.kind == TaskKind.CALL
        if item := resting_item(task, member) if rests else later_item(task, now, member, windows):
            items.append(item)
    items += put_off(member, now, ends)
    return sorted(items, key=lambda item: item.at)[:SHOWN]


def put_off(member: Member, now: datetime, ends: datetime) -> list[Item]:
    """Replies that were put off to a later hour of this day."""
    asleep = Reply.objects.seen_by(member).filter(owner=member, settled_at=None)
    asleep = asleep.filter(snoozed_until__gt=now, snoozed_until__lt=ends).select_related("lead__account")
    found = []
    for reply in asleep.defer(*UNSEEN_BEHIND).order_by("snoozed_until")[:SHOWN]:
        back = formats.date_format(member.local(reply.snoozed_until), "H:i")
        why, gist = _("You put it off; it comes back at %s.") % back, " ".join(reply.words.split())[:160]
        at = {"at": reply.snoozed_until, "clock": True, "later": True, "sign": "clock"}
        found.append(Item("reply", reply.pk, reply.lead, gist, why, spoken=True, **at))
    return found


def resting_item(task: Task, member: Member) -> Item:
    """A call to a number that is given up for a while: it can be skipped, or the number mended."""
    day = formats.date_format(member.local(task.rests_until), "j M Y")
    why = _("Their number failed on three separate days. Nobody rings it before %s.") % day
    return Item("call", task.pk, task.lead, task.title, why, later=True, at=task.rests_until, sign="alert")


def later_item(task: Task, now: datetime, member: Member, windows: dict) -> Item | None:
    kind = next((name for name, kinds in KIND_OF_TASK.items() if task.kind in kinds), "reminder")
    if task.due_at > now:
        why = _("Due at %(time)s.") % {"time": formats.date_format(member.local(task.due_at), "H:i")}
        why = f"{task.why} {why}".strip()
        return Item(kind, task.pk, task.lead, task.title, why, clock=True, later=True, at=task.due_at, sign="clock")
    opens = calling_window(task, now, windows)[0]
    if opens <= now:
        return None
    there, here = opens.astimezone(home_of(task.lead).clock), member.local(opens)
    why = _("Outside their hours: may be called from %(there)s there, %(here)s for you.") % {
        "there": formats.date_format(there, "D H:i"),
        "here": formats.date_format(here, "D H:i"),
    }
    return Item(kind, task.pk, task.lead, task.title, why, clock=True, later=True, at=opens, sign="clock")


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


def end_of_day(member: Member, now: datetime) -> datetime:
    here = member.local(now)
    return here.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
