"""Working days and hours where the reader lives. Pure: no database, no clock.

Weekends and public holidays are those of the country (`holidays`); hours are local, so a change of the clocks moves
nothing: nine o'clock is nine o'clock.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

Windows = tuple[tuple[time, time], ...]


class Week:
    """Windows for each weekday, Monday first: a day without any is closed, whatever the country's weekend is. Public
    holidays stay closed. Made by `week`, which gives the same object for the same windows."""

    __slots__ = ("days",)

    def __init__(self, days: tuple[Windows, ...]) -> None:
        self.days = days


Hours = Windows | Week


@lru_cache(maxsize=1024)
def week(days: tuple[Windows, ...]) -> Week:
    return Week(days)


MAIL_HOURS: Windows = ((time(9), time(17)),)
# People answer the phone when they are at their desk and not at lunch.
CALL_HOURS: Windows = ((time(9, 30), time(12)), (time(13), time(16, 30)))
SPREAD_MINUTES = 120
HORIZON_DAYS = 60
WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


def of_table(table: Sequence[str], otherwise: Hours) -> Hours:
    """The hours as they are written down: for each weekday, Monday first, "09:00-12:00, 13:00-17:00" or nothing. Raises
    ValueError for what is no such table; an empty one means `otherwise`."""
    return of_words(tuple(table)) if table else otherwise


@lru_cache(maxsize=1024)
def of_words(table: tuple[str, ...]) -> Week:
    if len(table) != 7 or not any(words.strip() for words in table):
        raise ValueError("a week has seven days, and some hours in them")
    return week(tuple(windows_said(words) for words in table))


def windows_said(words: str) -> Windows:
    """09:00-12:00, 13:00-17:00"""
    found: list[tuple[time, time]] = []
    for part in filter(None, (part.strip() for part in words.replace("–", "-").split(","))):
        opens, _dash, closes = (each.strip() for each in part.partition("-"))
        window = (time.fromisoformat(opens.zfill(5)), time.fromisoformat(closes.zfill(5)))
        if window[0] >= window[1] or (found and window[0] < found[-1][1]):
            raise ValueError(f"{part}: windows follow each other and end after they begin")
        found.append(window)
    return tuple(found)


class Place(NamedTuple):
    """Where somebody lives: an IANA zone, and ISO letters of the country ("" where not known)."""

    zone: str
    country: str = ""

    @property
    def clock(self) -> ZoneInfo:
        return clock_of(self.zone)


clock_of = lru_cache(maxsize=1024)(ZoneInfo)  # which has a cache of its own, and takes five times as long to look there


def place(zones: list[str], country: str) -> Place:
    """The first zone of the ladder (the reader's, the country's, the sender's) that exists; UTC at the end."""
    return Place(next((zone for zone in zones if zone and zone_exists(zone)), "UTC"), country.upper())


@lru_cache(maxsize=1024)
def zone_exists(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@lru_cache(maxsize=1024)
def days_off(country: str, year: int) -> frozenset[date]:
    """Public holidays of a country in a year; none where the country is not known."""
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except (NotImplementedError, AttributeError, TypeError):
        return frozenset()


@lru_cache(maxsize=256)
def weekend(country: str) -> frozenset[int]:
    """Weekday numbers, Monday is 0: Friday and Saturday in some countries, Saturday and Sunday in most."""
    try:
        return frozenset(holidays.country_holidays(country).weekend)
    except (NotImplementedError, AttributeError, TypeError):
        return frozenset({5, 6})


def is_working_day(day: date, country: str) -> bool:
    return day.weekday() not in weekend(country) and day not in days_off(country, day.year)


@lru_cache(maxsize=1 << 14)
def add_working_days(day: date, count: int, country: str) -> date:
    """The day itself for 0, else the `count`th working day after it."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, country)
    return day


def working_days_between(first: date, last: date, country: str) -> int:
    """Working days after `first`, up to and with `last`."""
    span = range(1, (last - first).days + 1)
    return sum(is_working_day(first + timedelta(days=step), country) for step in span)


def next_open(at: datetime, zone: str, country: str = "", hours: Hours = MAIL_HOURS) -> datetime:
    """`at` itself where a window is open then, else the next moment at which one opens (UTC)."""
    return open_window(at, Place(zone, country), hours)[0]


def is_open(at: datetime, where: Place, hours: Hours = MAIL_HOURS) -> bool:
    return open_window(at, where, hours)[0] == at


def slot(at: datetime, where: Place, hours: Hours, seed: int) -> datetime:
    """A moment in the first window from `at` on, put back by 0 to 120 minutes that hang on the seed alone, so that a
    whole list does not go out at nine sharp. Never after the window has closed."""
    opens, closes = open_window(at, where, hours)
    room = (closes - opens) // A_MINUTE
    return opens + A_MINUTE * (seed % max(1, min(SPREAD_MINUTES, room))) if seed else opens


def open_window(at: datetime, where: Place, hours: Hours) -> tuple[datetime, datetime]:
    """From when and until when the first window from `at` on is open (UTC)."""
    day = day_of(at, where)
    for _ in range(HORIZON_DAYS):
        for start, end in windows_of(day, where, hours):
            if at < end:
                return (start if at < start else at.astimezone(UTC)), end
        day += A_DAY
    raise ValueError(f"no working day within {HORIZON_DAYS} days in {where.country!r}")


@lru_cache(maxsize=1 << 14)
def windows_of(day: date, where: Place, hours: Hours) -> list[tuple[datetime, datetime]]:
    """The windows of one day (UTC), in order; none on a day off, nor where the clocks leap over the whole of one."""
    hours = windows_on(day, where, hours)
    if not hours:
        return []
    begin, end = start_of(day, where) - timedelta(seconds=1), start_of(day + timedelta(days=1), where)
    if offset(begin, where) == offset(end, where):
        return [(moment(day, opens, where), moment(day, closes, where)) for opens, closes in hours]
    return joined(sorted(each for window in hours for each in around_a_change(day, window, begin, end, where)))


def windows_on(day: date, where: Place, hours: Hours) -> Windows:
    """By the clock on the wall; none on a day off."""
    if isinstance(hours, Week):
        return () if day in days_off(where.country, day.year) else hours.days[day.weekday()]
    return hours if is_working_day(day, where.country) else ()


def in_words(hours: Hours) -> str:
    """09:30–12:00, 13:00–16:30; of a week day by day, those that are alike together."""
    if not isinstance(hours, Week):
        return spoken(hours)
    told: list[tuple[list[int], Windows]] = []
    for day, windows in enumerate(hours.days):
        if windows and told and told[-1][1] == windows and told[-1][0][-1] == day - 1:
            told[-1][0].append(day)
        elif windows:
            told.append(([day], windows))
    return "; ".join(f"{span(days)} {spoken(windows)}" for days, windows in told)


def spoken(windows: Windows) -> str:
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in windows)


def span(days: list[int]) -> str:
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}–{names[days[-1]]}"


def closes_on(day: date, where: Place, hours: Hours) -> datetime:
    """When the last window of that day closes; of a day that is closed, the end of a usual one."""
    windows = windows_on(day, where, hours) if isinstance(hours, Week) else hours
    return moment(day, windows[-1][1] if windows else MAIL_HOURS[-1][1], where)


def around_a_change(
    day: date, window: tuple[time, time], begin: datetime, end: datetime, where: Place
) -> Iterator[tuple[datetime, datetime]]:
    """The clocks change between `begin` and `end`: the window by the one offset and by the other. What is leapt over is
    in neither; what comes twice is in both."""
    at = change_between(begin, end, where)
    for shift, first, last in ((offset(begin, where), begin - WEEK, at), (offset(end, where), at, end + WEEK)):
        opens, closes = (datetime.combine(day, clock, tzinfo=UTC) - shift for clock in window)
        if max(opens, first) < min(closes, last):
            yield max(opens, first), min(closes, last)


def change_between(begin: datetime, end: datetime, where: Place) -> datetime:
    """The first second of the new offset."""
    seconds = range(int((end - begin).total_seconds()) + 1)
    known, second = offset(begin, where), timedelta(seconds=1)
    return begin + second * bisect_left(seconds, True, key=lambda n: offset(begin + second * n, where) != known)


def joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Those that follow each other without a gap as one."""
    found: list[tuple[datetime, datetime]] = []
    for opens, closes in spans:
        if found and found[-1][1] == opens:
            opens = found.pop()[0]
        found.append((opens, closes))
    return found


def offset(at: datetime, where: Place) -> timedelta | None:
    return at.astimezone(where.clock).utcoffset()


@lru_cache(maxsize=1 << 14)
def moment(day: date, clock: time, where: Place) -> datetime:
    return datetime.combine(day, clock, tzinfo=where.clock).astimezone(UTC)


def day_of(at: datetime, where: Place) -> date:
    return at.astimezone(clock_of(where.zone)).date()


def start_of(day: date, where: Place) -> datetime:
    return moment(day, time(0), where)
