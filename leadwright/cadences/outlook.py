"""The next 30 days of a workspace, if nobody answers and nobody else is enrolled: what each mailbox, person and channel
would have to do, beside what they can."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from django.db.models import Count
from django.db.models.functions import Mod, TruncDate

from leadwright.cadences import planner
from leadwright.cadences.forecast import Load, foresee, loads, overload
from leadwright.cadences.models import Enrolment
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.cadences.touching import owner_of
from leadwright.channels.models import Mailbox
from leadwright.tasks.models import Leave, Task
from leadwright.team.models import Member, Workspace

DAYS = 30
MOST = 2_000  # walked one by one; of more than that every second, third ... is, and stands for the others
CHUNK = 500
LOOK_BACK = timedelta(days=30)
FEWEST_DAYS = 5
ASSUMED_A_DAY = 40  # tasks, where a person's own days do not say yet


@dataclass(frozen=True)
class Row:
    """One mailbox, person or channel over the days. `measured` says whether the limit was measured or set."""

    name: str
    loads: list[Load]
    limit: int | None = None
    measured: bool = True
    pk: int = 0

    @property
    def whole(self) -> int:
        return sum(load.asked for load in self.loads)

    @property
    def over(self) -> list[Load]:
        return overload(self.loads)


@dataclass(frozen=True)
class Outlook:
    days: list[date]
    mailboxes: list[Row]
    people: list[Row]
    channels: list[Row]
    enrolments: int
    walked: int

    @property
    def sampled(self) -> bool:
        return self.walked < self.enrolments

    @property
    def overloads(self) -> list[tuple[Row, list[Load]]]:
        return [(row, row.over) for row in (*self.mailboxes, *self.people) if row.over]


def outlook(workspace: Workspace, member: Member, now: datetime, most: int = MOST) -> Outlook:
    """Days are those of the reader's calendar, beginning with today."""
    today = member.local(now).date()
    days = [today + timedelta(days=n) for n in range(DAYS)]
    active = Enrolment.objects.active().filter(lead__workspace=workspace)
    whole = active.count()
    every = max(ceil(whole / most), 1)
    chosen = list(active.alias(turn=Mod("pk", every)).filter(turn=0).order_by("pk").values_list("pk", flat=True))
    counted = count_days(chosen, member, now)
    scale = whole / len(chosen) if chosen else 1.0
    return Outlook(
        days=days,
        mailboxes=mailbox_rows(workspace, counted, days, scale),
        people=people_rows(workspace, counted, days, scale, now),
        channels=[
            Row(channel, loads(counted["channel", channel], days, None, scale))
            for channel in dict.fromkeys(planner.CHANNELS.values())
            if channel
        ],
        enrolments=whole,
        walked=len(chosen),
    )


def count_days(pks: list[int], member: Member, now: datetime) -> dict[tuple[str, int | str], Counter[date]]:
    """How many touches fall on each day, by ("mailbox", pk), ("person", pk) and ("channel", name)."""
    found: dict[tuple[str, int | str], Counter[date]] = defaultdict(Counter)
    until = now + timedelta(days=DAYS)
    for start in range(0, len(pks), CHUNK):
        batch = Batch(with_everything(Enrolment.objects.filter(pk__in=pks[start : start + CHUNK])), now)
        for enrolment in batch.enrolments:
            for touch in foresee(batch.snapshot(enrolment), now, until):
                day, kind = member.local(touch.at).date(), touch.step.kind
                found["channel", planner.CHANNELS[kind]][day] += 1
                if touch.step.approved_first:
                    found["person", owner_of(enrolment).pk][day] += 1
                if kind == planner.EMAIL:
                    found["mailbox", enrolment.mailbox_id][day] += 1
                else:
                    found["person", owner_of(enrolment).pk][day] += 1
    return found


def mailbox_rows(workspace: Workspace, counted: dict, days: list[date], scale: float) -> list[Row]:
    boxes = Mailbox.objects.filter(workspace=workspace).defer("password").order_by("address")
    return [
        Row(
            box.address,
            [
                Load(load.day, load.asked, 0 if box.stopped_at else box.limit_of(load.day))
                for load in loads(counted["mailbox", box.pk], days, None, scale)
            ],
            box.daily_limit,
            pk=box.pk,
        )
        for box in boxes
        if not box.stopped_at or counted["mailbox", box.pk]
    ]


def people_rows(workspace: Workspace, counted: dict, days: list[date], scale: float, now: datetime) -> list[Row]:
    """A person's limit is what they do on a good day; on leave it is nothing, so that the need for cover is seen."""
    good = good_days(workspace, now)
    away = defaultdict(set)
    for leave in Leave.objects.filter(workspace=workspace, ended_at=None, last_on__gte=days[0], first_on__lte=days[-1]):
        away[leave.member_id] |= {day for day in days if leave.first_on <= day <= leave.last_on}
    rows = []
    members = Member.objects.filter(workspace=workspace, active=True).select_related("user").order_by("user__name")
    for member in members:
        if ("person", member.pk) not in counted:
            continue
        limit = good.get(member.pk)
        can = limit or ASSUMED_A_DAY
        found = loads(counted["person", member.pk], days, None, scale)
        found = [Load(load.day, load.asked, 0 if load.day in away[member.pk] else can) for load in found]
        rows.append(Row(member.name, found, can, limit is not None, member.pk))
    return rows


def good_days(workspace: Workspace, now: datetime) -> dict[int, int]:
    """Tasks that each person did on a good day: of the days of the last month on which they did any, what a quarter of
    them reached. Left out who worked on fewer than five."""
    closed = Task.objects.filter(
        workspace=workspace, closed_at__gt=now - LOOK_BACK, closed_at__lte=now, outcome=Task.Outcome.DONE
    )
    by_day = closed.values_list("owner", TruncDate("closed_at")).annotate(n=Count("pk"))
    counts: dict[int, list[int]] = defaultdict(list)
    for owner, _day, n in by_day:
        counts[owner].append(n)
    return {owner: upper_quarter(found) for owner, found in counts.items() if len(found) >= FEWEST_DAYS}


def upper_quarter(found: list[int]) -> int:
    return sorted(found, reverse=True)[max(ceil(len(found) / 4), 1) - 1]
