"""Working hours, leave and calendars of members, read for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from leadwright.cadences.hours import Place, day_of, windows_of
from leadwright.meetings.free_time import Span
from leadwright.meetings.models import Busy, Meeting
from leadwright.tasks.models import Leave
from leadwright.team.models import Member


def place_of(member: Member) -> Place:
    return Place(member.timezone, member.workspace.country.upper())


def working_hours(member: Member, begins: datetime, ends: datetime) -> list[Span]:
    """The member's working time between two moments: no weekend, no public holiday."""
    if member.day_starts >= member.day_ends:
        return []
    where, found = place_of(member), []
    day = day_of(begins, where)
    while day <= day_of(ends, where):
        found += windows_of(day, where, ((member.day_starts, member.day_ends),))
        day += timedelta(days=1)
    return found


def taken(members: Iterable[Member], begins: datetime, ends: datetime, *, but: Meeting | None = None) -> dict:
    """What is in the calendars and in our own book, by member. `but` is a meeting that is about to move."""
    found: dict[int, list[Span]] = defaultdict(list)
    pks = [member.pk for member in members]
    busy = Busy.objects.filter(calendar__member__in=pks, starts_at__lt=ends, ends_at__gt=begins)
    for who, start, end in busy.values_list("calendar__member", "starts_at", "ends_at"):
        found[who].append((start, end))
    booked = Meeting.objects.filter(host__in=pks, state=Meeting.State.BOOKED, busy__overlap=(begins, ends))
    for meeting in booked.exclude(pk=but.pk if but else None):
        found[meeting.host_id].append((meeting.busy.lower, meeting.busy.upper))
    return found


def leaves_of(members: Sequence[Member]) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Leave.objects.filter(member__in=members, ended_at=None).values_list("member", "first_on", "last_on")
    for who, first, last in rows:
        found[who].append((first, last))
    return found
