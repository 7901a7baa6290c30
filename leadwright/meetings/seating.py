"""The seats of a queue as the rule reads them, and what a booking does to them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from leadwright.meetings import routing
from leadwright.meetings.availability import leaves_of, taken, working_hours
from leadwright.meetings.free_time import is_free, is_within, merged, padded
from leadwright.meetings.models import Meeting, Queue, Seat
from leadwright.team.models import Member

COUNTS = (Meeting.State.BOOKED, Meeting.State.HELD, Meeting.State.NO_SHOW)


@dataclass(frozen=True)
class Taken:
    """A seat with what the rule wants to know of it at one moment."""

    seat: Seat
    booked: routing.Booked
    away: bool
    free: bool

    @property
    def pk(self) -> int:
        return self.seat.pk

    @property
    def who(self) -> int:
        return self.seat.member_id

    @property
    def member(self) -> Member:
        return self.seat.member

    def value(self, *, free: bool) -> routing.Seat:
        seat = self.seat
        return routing.Seat(
            seat.member_id,
            seat.weight if seat.member.active else 0,
            seat.priority,
            seat.owed,
            seat.caps,
            self.booked,
            self.away,
            free,
        )


def seats_at(queue: Queue, at: datetime, *, now: datetime, but: Meeting | None = None) -> list[Taken]:
    """The seats of a queue for a meeting at `at`. The caller holds the queue locked where it gives one away."""
    seats = list(Seat.objects.filter(queue=queue).select_related("member__user", "member__workspace").order_by("pk"))
    members = [seat.member for seat in seats]
    span = padded(at, queue.minutes, queue.buffer_minutes)
    ends = at + timedelta(minutes=queue.minutes)
    busy, leaves, booked = taken(members, *span, but=but), leaves_of(members), booked_of(queue, now)
    found = []
    for seat in seats:
        member = seat.member
        away = routing.is_away(
            member.local(at).date(), leaves[member.pk], stop_days=queue.stop_days, resume_days=queue.resume_days
        )
        works = is_within((at, ends), working_hours(member, at, ends))
        found.append(Taken(seat, booked[member.pk], away, works and is_free(span, merged(busy[member.pk]))))
    return found


def booked_of(queue: Queue, now: datetime) -> dict[int, routing.Booked]:
    """How many each got in the hour, day, week and month of the workspace's clock, by when they were booked."""
    starts = routing.span_starts(now.astimezone(ZoneInfo(queue.workspace.timezone)))
    counts: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(starts, 0))
    rows = Meeting.objects.filter(queue=queue, state__in=COUNTS, created_at__gte=min(starts.values()))
    for who, at in rows.values_list("host", "created_at"):
        for span, start in starts.items():
            counts[who][span] += at >= start
    return defaultdict(routing.Booked, {who: routing.Booked(**found) for who, found in counts.items()})


def take_part(meeting: Meeting, choice: routing.Choice, seats: Sequence[Taken]) -> None:
    """Keep what the booking does to each seat, and on the meeting what is needed to take it out again."""
    _keep(seats, routing.owed_after(choice, {seat.who: seat.seat.owed for seat in seats}))
    meeting.shares = {str(who): share for who, share in choice.shares.items()}
    meeting.passed = list(choice.passed)
    meeting.save(update_fields=["shares", "passed"])


def give_back(meeting: Meeting) -> None:
    """The booking never was: its host is owed one again. Once a meeting; the caller holds its row locked."""
    if not meeting.shares or meeting.queue_id is None:
        return
    Queue.objects.select_for_update(no_key=True).get(pk=meeting.queue_id)
    seats = list(Seat.objects.filter(queue=meeting.queue_id))
    shares = {int(who): share for who, share in meeting.shares.items()}
    _keep_rows(seats, routing.owed_without(meeting.host_id, shares, {seat.member_id: seat.owed for seat in seats}))
    meeting.shares = {}
    meeting.save(update_fields=["shares"])


def pass_on(meeting: Meeting, to: Member) -> None:
    """Another member hosts it: who had it is owed one again, and a seat of the other in the same queue has taken one.
    The caller holds the meeting locked and changes its host."""
    if not meeting.shares or meeting.queue_id is None:
        return
    Queue.objects.select_for_update(no_key=True).get(pk=meeting.queue_id)
    seats = list(Seat.objects.filter(queue=meeting.queue_id))
    owed = {seat.member_id: seat.owed for seat in seats}
    if to.pk in owed:
        _keep_rows(seats, routing.owed_passed_on(meeting.host_id, to.pk, owed))
    else:
        give_back(meeting)


def _keep(seats: Sequence[Taken], owed: dict[int, int]) -> None:
    _keep_rows([seat.seat for seat in seats], owed)


def _keep_rows(seats: Sequence[Seat], owed: dict[int, int]) -> None:
    changed = [seat for seat in seats if seat.owed != owed[seat.member_id]]
    for seat in changed:
        seat.owed = owed[seat.member_id]
    Seat.objects.bulk_update(changed, ["owed"])
