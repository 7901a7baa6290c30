"""The market in the running demo: its clock, its beat every two seconds, and a whole day at once."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from leadwright.kit.models import MarketClock
from leadwright.market.demo import BEGUN_A_DAY
from leadwright.market.floor import Floor
from leadwright.market.models import Market
from leadwright.market.relay import STEP, Relay, hours, settle
from leadwright.team.models import Member
from leadwright.team.roles import Role

RATES = {"pause": 0.0, "live": 1.0, "run": 1440.0, "faster": 4320.0}  # virtual seconds a second
LOCK = 7_302_026


def beat(now: datetime) -> None:
    """Everything that is due in the market by now. One worker at a time; the others pass."""
    market = Market.objects.select_related("workspace").order_by("pk").first()
    if market is None:
        return
    with the_only_one(wait=False) as mine:
        if mine:
            relay_of(market).step(now)
            keep_clock()


def one_day_on(market: Market) -> datetime:
    """The relay runs, hour by hour, to the same hour of the next working day. Returns the new time."""
    with the_only_one(wait=True):
        clock = MarketClock.objects.get(pk=1)
        rate, now = clock.rate, clock.at(datetime.now(UTC))
        clock.run(rate=0)
        relay = relay_of(market)
        end = next_working_day(now)
        try:
            for moment in [*hours(now + STEP, end), end]:
                stand_at(clock, moment)
                relay.step(moment)
        finally:
            clock.run(rate=rate)
    return end


def stand_at(clock: MarketClock, moment: datetime) -> None:
    clock.virtual_at, clock.real_at = max(clock.virtual_at, moment), datetime.now(UTC)
    clock.save(update_fields=["virtual_at", "real_at"])


def next_working_day(now: datetime) -> datetime:
    day = now + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


def keep_clock() -> None:
    """Write down where the clock stands, so that a program that was off for a night goes on from there.

    Only if nobody turned it meanwhile.
    """
    clock = MarketClock.objects.filter(pk=1).first()
    if clock is not None:
        real = datetime.now(UTC)
        same = MarketClock.objects.filter(pk=1, rate=clock.rate, real_at=clock.real_at)
        same.update(virtual_at=clock.at(real), real_at=real)


def relay_of(market: Market) -> Relay:
    return Relay(floor_of(market), workers(market), settled)


def workers(market: Market) -> list[Member]:
    """Everybody but the visitor's own person, unless the market plays them as well."""
    members = list(Member.objects.filter(workspace=market.workspace, active=True).select_related("user", "workspace"))
    visitor = visitor_of(market)
    return [member for member in members if market.plays_visitor or member != visitor]


def visitor_of(market: Market) -> Member | None:
    people = Member.objects.filter(workspace=market.workspace, active=True, role=Role.SDR)
    return people.select_related("user").order_by("pk").first()


_floors: dict[int, Floor] = {}


def floor_of(market: Market) -> Floor:
    """The reps remember within a process which day they have begun."""
    floor = _floors.setdefault(market.pk, Floor(market, enrolled_a_day=BEGUN_A_DAY, researched_a_day=BEGUN_A_DAY))
    floor.market = market
    return floor


def settled() -> None:
    if settings.MARKET_ADDRESS:
        with suppress(OSError):  # the servers are just starting; what they have not read, they read at the next beat
            settle(settings.MARKET_ADDRESS)


@contextmanager
def the_only_one(*, wait: bool) -> Iterator[bool]:
    """A lock of the database session, so that it goes with the process that held it."""
    call = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}(%s)", [LOCK])
        mine = wait or cursor.fetchone()[0]
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
