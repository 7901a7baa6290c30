"""Every change of the clocks from 2024 to 2030, in every zone that IANA names: the windows open and close by the clock
on the reader's wall.

What ought to be is reckoned from offsets alone. Between two changes an offset holds; within that stretch a window is
a plain interval, and what is open is the union of them. Nothing is asked of the code but `next_open` and `is_open`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest

from leadwright.cadences.hours import CALL_HOURS, MAIL_HOURS, Place, is_open, next_open

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
LOOK = timedelta(days=10)  # the shortest spell of summer time is four weeks of Morocco's winter
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
# The last two lie where clocks are changed: at night, and over each of the usual hours of it.
WINDOWS = {
    "mail": MAIL_HOURS,
    "calls": CALL_HOURS,
    "night": ((time(0), time(6)),),
    "slices": ((time(0, 30), time(1, 30)), (time(2, 15), time(2, 45)), (time(3), time(4, 10))),
}
COUNTRY = "SA"  # works on Sundays, on which most clocks are changed
AT = [-26, -1.25, -0.01, 0, 0.4, 1.1, 8]  # hours from the change: looked from there


def changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Each moment at which the offset changes, with the offsets before and after it."""
    at = FIRST
    while at < LAST:
        after = at + LOOK
        if offset(at, zone) != offset(after, zone):
            yield first_second(at, after, zone)
        at = after


def first_second(low: datetime, high: datetime, zone: ZoneInfo) -> tuple[datetime, timedelta, timedelta]:
    before, seconds = offset(low, zone), range(int((high - low).total_seconds()) + 1)
    found = low + SECOND * bisect_right(
        seconds, False, key=lambda number: offset(low + SECOND * number, zone) != before
    )
    return found, before, offset(found, zone)


def offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset()


def stretches(change, hours) -> list[tuple[datetime, datetime]]:
    """When it is open around a change: an hour that is leapt over is in neither stretch, what comes twice in both."""
    at, before, after = change
    days = [(at + DAY * number).replace(hour=0, minute=0, second=0) for number in range(-5, 12)]
    return sorted(
        (max(day + of_day(opens) - shift, begin), min(day + of_day(closes) - shift, end))
        for shift, begin, end in ((before, at - 9 * DAY, at), (after, at, at + 20 * DAY))
        for day in filter(works, days)
        for opens, closes in hours
    )


FREE = {year: holidays.country_holidays(COUNTRY, years=year) for year in range(2023, 2032)}


def works(day: datetime) -> bool:
    return day.weekday() not in {4, 5} and day.date() not in FREE[day.year]


def of_day(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


ALL = [(name, change) for name in sorted(available_timezones()) for change in changes(ZoneInfo(name))]


def test_every_zone_is_among_them():
    zones = {name for name, _change in ALL}
    assert {"Europe/Vilnius", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Chatham", "EST5EDT", "NZ"} <= zones
    assert len(zones) > 190 and len(ALL) > 2_500


@pytest.mark.parametrize("window", WINDOWS)
def test_windows_keep_to_the_clock_on_the_wall_through_every_change(window):
    wrong = []
    for name, change in ALL:
        open_at = stretches(change, WINDOWS[window])
        for number in AT:
            at = change[0] + timedelta(hours=number)
            expected = next(max(low, at) for low, high in open_at if max(low, at) < high)
            found = next_open(at, name, COUNTRY, WINDOWS[window])
            if found != expected or is_open(at, Place(name, COUNTRY), WINDOWS[window]) != (expected == at):
                wrong.append(f"{name}, {number} h from {change[0]}: {found} and not {expected}")
    assert wrong == []
