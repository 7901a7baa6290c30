"""Who gets a meeting. Pure: rules, seats and the past in, a name and the reason out.

Ordered rules, the first that fits wins, and the last fits always. A rule gives the lead to its owner, to one person,
or to a queue. A queue is fair by weights over what was held or is still to come: each booking is owed in parts, by
weight, to all who stand in the queue at that moment, and one of them takes the whole. Who has taken more than they
were owed is ahead and waits; of the others the one whose next booking has been due for longest takes it (Tijdeman's
rule for chairs, 1980): with a queue that stands still nobody is ever a whole booking before or behind their share.

A meeting that did not take place, or was called off, is taken out as if it had never been: its host is owed one again.
Who is away, or has as many as they wanted in the hour, day, week or month, is owed nothing meanwhile: they come back
where they left, neither flooded nor skipped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

BOOKING = 10**12  # what is owed is counted in parts of a booking, in whole numbers
MOST_WEIGHT = 10_000
OWNER, PERSON, QUEUE = "owner", "person", "queue"  # what a rule gives a lead to
IN, OFF, AWAY, FULL, BUSY = "in", "off", "away", "full", "busy"  # how a seat stands in the queue


@dataclass(frozen=True)
class Caps:
    """At most so many bookings in the last hour, and in the day, week and month that run; 0 is no cap."""

    hour: int = 0
    day: int = 0
    week: int = 0
    month: int = 0


@dataclass(frozen=True)
class Booked:
    """How many bookings a seat took, in the same spans."""

    hour: int = 0
    day: int = 0
    week: int = 0
    month: int = 0


@dataclass(frozen=True)
class Seat:
    """One person in a queue. `owed` is in parts of a BOOKING; less than nothing is ahead. `priority` breaks ties, the
    highest first. `free` is whether their calendar has room for this meeting."""

    who: int
    weight: int = 100
    priority: int = 0
    owed: int = 0
    caps: Caps = Caps()
    booked: Booked = Booked()
    away: bool = False
    free: bool = True


@dataclass(frozen=True)
class Standing:
    """How a seat stood when a booking was given away: `share` is what it was owed of it, `owed` what it is owed with
    that, `late` in how many bookings of the queue its next one is due (the least comes first), in millionths."""

    who: int
    state: str
    share: int = 0
    owed: int = 0
    late: int = 0


@dataclass(frozen=True)
class Choice:
    """`who` takes it; None where nobody can. `passed` are those whose turn it was and whose calendar had no room."""

    who: int | None
    standings: tuple[Standing, ...]
    passed: tuple[int, ...] = ()

    @property
    def shares(self) -> dict[int, int]:
        """What is to be kept of it, so that it can be taken out again to the last part."""
        return {standing.who: standing.share for standing in self.standings if standing.share}


def assign(seats: Sequence[Seat]) -> Choice:
    """The seat that takes the next booking of a queue."""
    shares = shares_of(seats)
    standings = {seat.who: _standing(seat, shares.get(seat.who, 0)) for seat in seats}
    turn = sorted((seat for seat in seats if seat.who in shares), key=lambda seat: _turn(seat, standings[seat.who]))
    taker = next((seat for seat in turn if seat.free), None)
    passed = [seat.who for seat in turn[: turn.index(taker)]] if taker else [seat.who for seat in turn]
    return Choice(taker.who if taker else None, tuple(standings.values()), tuple(passed))


def shares_of(seats: Iterable[Seat]) -> dict[int, int]:
    """One booking in parts by weight, to the last part: the first seats get the rest of the division."""
    standing = [seat for seat in seats if state_of(seat) == IN]
    whole = sum(seat.weight for seat in standing)
    shares = {seat.who: BOOKING * seat.weight // whole for seat in standing}
    rest = BOOKING - sum(shares.values()) if standing else 0
    return {who: share + (at < rest) for at, (who, share) in enumerate(shares.items())}


def state_of(seat: Seat) -> str:
    """In the queue, or why not. A full calendar does not put anybody out of it: what they miss stays owed."""
    if seat.weight <= 0:
        return OFF
    if seat.away:
        return AWAY
    spans = ((seat.caps.hour, seat.booked.hour), (seat.caps.day, seat.booked.day))
    spans += ((seat.caps.week, seat.booked.week), (seat.caps.month, seat.booked.month))
    return FULL if any(cap and booked >= cap for cap, booked in spans) else IN


def owed_after(choice: Choice, owed: Mapping[int, int]) -> dict[int, int]:
    """What each seat is owed once the booking is given away."""
    after = {who: sum_ + choice.shares.get(who, 0) for who, sum_ in owed.items()}
    if choice.who is not None:
        after[choice.who] -= BOOKING
    return after


def owed_without(host: int, shares: Mapping[int, int], owed: Mapping[int, int]) -> dict[int, int]:
    """What each seat is owed once a booking of the past is taken out: `shares` is what was owed of it then."""
    after = {who: sum_ - shares.get(who, 0) for who, sum_ in owed.items()}
    if host in after:
        after[host] += BOOKING
    return after


def _standing(seat: Seat, share: int) -> Standing:
    state = state_of(seat)
    if state != IN:
        return Standing(seat.who, state, owed=seat.owed)
    owed = seat.owed + share
    # Bookings of the queue until a whole one is owed, in millionths and rounded: the rest of a division is no lead.
    late = (2 * (BOOKING - owed) * 10**6 + share) // (2 * share)
    return Standing(seat.who, IN if seat.free else BUSY, share, owed, late)


def _turn(seat: Seat, standing: Standing) -> tuple[bool, int, int, int]:
    """Those who are ahead of their share come last; of the others the most overdue first."""
    return (standing.owed <= 0, standing.late, -seat.priority, seat.who)


def owed_passed_on(was: int, to: int, owed: Mapping[int, int]) -> dict[int, int]:
    """What each seat is owed once a booking goes from one seat to another: who had it is owed one again."""
    return {who: sum_ + BOOKING * ((who == was) - (who == to)) for who, sum_ in owed.items()}


@dataclass(frozen=True)
class Rule:
    """`field` of the lead passes `test`; without a field it fits always. `gives` says to whom, `to` is the number of
    the person or the queue."""

    pk: int
    field: str
    test: str
    value: str
    gives: str
    to: int | None = None


@dataclass(frozen=True)
class Routed:
    """The rule that won, and what it gives to. `tried` are the rules before it, in order, each with why it did not."""

    rule: Rule
    tried: tuple[tuple[Rule, str], ...] = ()


NOT_SO, NO_OWNER, OWNER_AWAY = "not_so", "no_owner", "owner_away"
IS, ONE_OF, AT_LEAST, AT_MOST, HAS_WORD = "is", "one_of", "at_least", "at_most", "has_word"


def route(rules: Sequence[Rule], lead: Mapping[str, str], *, owner: int | None, here: bool) -> Routed | None:
    """The first rule that fits. A rule for the owner fits where there is one and, with `here`, they are not away. None
    where there is no rule that fits always."""
    tried = []
    for rule in rules:
        why_not = _why_not(rule, lead, owner, here)
        if not why_not:
            return Routed(rule, tuple(tried))
        tried.append((rule, why_not))
    return None


def _why_not(rule: Rule, lead: Mapping[str, str], owner: int | None, here: bool) -> str:
    if rule.field and not holds(rule.test, rule.value, lead.get(rule.field, "")):
        return NOT_SO
    if rule.gives == OWNER and owner is None:
        return NO_OWNER
    return OWNER_AWAY if rule.gives == OWNER and not here else ""


def holds(test: str, value: str, cell: str) -> bool:
    """Whether a field of the lead passes a test; a blank passes none. Case does not count."""
    said, wanted = " ".join(cell.casefold().split()), [part.strip().casefold() for part in value.split(",")]
    if not said:
        return False
    if test in {AT_LEAST, AT_MOST}:
        digits, bound = _whole(said), _whole(value)
        if digits is None or bound is None:
            return False
        return digits >= bound if test == AT_LEAST else digits <= bound
    if test == HAS_WORD:
        words = "".join(sign if sign.isalnum() else " " for sign in said).split()
        return any(word in words for word in wanted)
    return said in [" ".join(word.split()) for word in wanted]


def _whole(text: str) -> int | None:
    digits = "".join(text.replace(",", "").split())
    return int(digits) if digits.isdecimal() else None


def is_away(day: date, leaves: Iterable[tuple[date, date]], *, stop_days: int = 0, resume_days: int = 0) -> bool:
    """Whether new meetings are not given out on that day: from `stop_days` before a leave until `resume_days` before
    its end."""
    stop, resume = timedelta(days=stop_days), timedelta(days=resume_days)
    return any(first - stop <= day <= max(first, last - resume) for first, last in leaves)


def span_starts(at: datetime) -> dict[str, datetime]:
    """From when the bookings of each cap are counted: an hour that rolls; the day, week and month of `at`'s zone."""
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return {
        "hour": at - timedelta(hours=1),
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
    }
