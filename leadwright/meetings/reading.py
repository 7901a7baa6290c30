"""Calendars and invitations of others (RFC 5545, 5546), whatever wrote them. Pure.

A calendar is read or refused, never half: where a line or a part makes no sense, that part alone is left out and
counted, so that one broken event of a year does not hide the others. Times without a zone are the reader's own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import recurring_ical_events
from icalendar import Calendar
from icalendar.cal import Component

from leadwright.meetings.free_time import Span, merged

MOST_BYTES = 2 * 1024 * 1024
MOST_COMPONENTS = 20_000
MOST_TURNS = 4_000  # of repeating events in the time that is asked for
ALARM = re.compile(r"(?ims)^BEGIN:VALARM\r?$.*?^END:VALARM\r?\n")  # says nothing about time that is taken
BARE = re.compile(r"(?i)BEGIN:(VEVENT|VFREEBUSY)\r?\n")  # some programs leave the calendar around it out
FREE = {"TRANSPARENT"}
OFF = {"CANCELLED"}


class NotACalendar(Exception):
    """This cannot be read; the sentence says why."""


@dataclass(frozen=True)
class Taken:
    """Taken time, and how many parts could not be read."""

    spans: tuple[Span, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Answer:
    """What a guest answers to an invitation, or changes in their own calendar: `said` is ACCEPTED, DECLINED,
    TENTATIVE or NEEDS-ACTION by address, lower-case."""

    method: str
    uid: str
    sequence: int
    said: dict[str, str] = field(default_factory=dict)


def calendars_in(content: bytes) -> list[Calendar]:
    """Every calendar of a file. Raises NotACalendar; visiting cards are none."""
    if len(content) > MOST_BYTES:
        raise NotACalendar("This calendar is larger than 2 MB.")
    text = ALARM.sub("", _decoded(content))
    if BARE.match(text):
        text = f"BEGIN:VCALENDAR\r\n{text.rstrip()}\r\nEND:VCALENDAR\r\n"
    if "BEGIN:VCALENDAR" not in text.upper():
        raise NotACalendar("There is no calendar in it.")
    try:
        found = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NotACalendar(f"It is damaged: {str(error)[:120]}") from None
    calendars = [one for one in found if isinstance(one, Calendar)]
    if not calendars:
        raise NotACalendar("There is no calendar in it.")
    if sum(len(one.subcomponents) for one in calendars) > MOST_COMPONENTS:
        raise NotACalendar("It holds more than 20,000 entries.")
    return calendars


def taken_in(content: bytes, begins: datetime, ends: datetime, zone: tzinfo, *, but: str = "") -> Taken:
    """The time between two moments that events and free-busy entries take. What is marked as free, or called off,
    takes none, nor do events whose id ends in `but`."""
    spans: list[Span] = []
    left_out = 0
    for calendar in calendars_in(content):
        for part in _groups(calendar, but):
            try:
                spans += _of_events(part, begins, ends, zone)
            except Exception:  # what others wrote breaks the rules of repetition in dozens of ways
                left_out += 1
        spans_here, failed = _of_free_busy(calendar, zone)
        spans += spans_here
        left_out += failed
    inside = [(max(start, begins), min(end, ends)) for start, end in spans if start < ends and end > begins]
    return Taken(tuple(merged(inside)), left_out)


def answer_in(content: bytes) -> Answer:
    """The method of a calendar mail with what its first event says of the guests. Raises NotACalendar."""
    calendar = calendars_in(content)[0]
    event = next((one for one in calendar.walk("VEVENT")), None)
    if event is None or not event.get("UID"):
        raise NotACalendar("It names no event.")
    return Answer(
        str(calendar.get("METHOD", "")).upper(),
        str(event["UID"])[:300],
        _number(event.get("SEQUENCE")),
        guests_of(event),
    )


def guests_of(event: Component) -> dict[str, str]:
    """What each guest said, by address."""
    listed = event.get("ATTENDEE", [])
    found = {}
    for guest in listed if isinstance(listed, list) else [listed]:
        address = str(guest).lower().removeprefix("mailto:").strip()
        found[address] = str(getattr(guest, "params", {}).get("PARTSTAT", "NEEDS-ACTION")).upper()
    return found


def _groups(calendar: Calendar, but: str) -> Iterable[Calendar]:
    """The events of one id with the zones, as a calendar of its own: an event and its exceptions belong together."""
    zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
    events: dict[str, list] = {}
    for at, part in enumerate(calendar.subcomponents):
        if part.name == "VEVENT" and not (but and str(part.get("UID", "")).endswith(but)):
            events.setdefault(str(part.get("UID") or f"without an id {at}"), []).append(part)
    for parts in events.values():
        alone = Calendar()
        for part in [*zones, *parts]:
            alone.add_component(part)
        yield alone


def _of_events(calendar: Calendar, begins: datetime, ends: datetime, zone: tzinfo) -> list[Span]:
    if any(event.errors for event in calendar.walk("VEVENT")) and not _has_times(calendar):
        raise NotACalendar("Its times cannot be read.")
    found = []
    for turn, event in enumerate(recurring_ical_events.of(calendar).between(begins, ends)):
        if turn >= MOST_TURNS:
            raise NotACalendar("It repeats too often.")
        if str(event.get("TRANSP", "")).upper() in FREE or str(event.get("STATUS", "")).upper() in OFF:
            continue
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        span = (_moment(start, zone), _moment(end, zone))
        found += [span] if span[0] < span[1] else []
    return found


def _has_times(calendar: Calendar) -> bool:
    return all(event.get("DTSTART") is not None for event in calendar.walk("VEVENT"))


def _of_free_busy(calendar: Calendar, zone: tzinfo) -> tuple[list[Span], int]:
    """The BUSY periods of VFREEBUSY (RFC 5545, 3.6.4), which CalDAV servers answer with."""
    found, failed = [], 0
    for part in calendar.walk("VFREEBUSY"):
        listed = part.get("FREEBUSY", [])
        for entry in listed if isinstance(listed, list) else [listed]:
            try:
                if str(entry.params.get("FBTYPE", "BUSY")).upper() != "FREE":
                    for period in getattr(entry, "dts", None) or [entry]:
                        start, end = _period(period, zone)
                        found.append((start, end))
            except (AttributeError, TypeError, ValueError):
                failed += 1
    return found, failed


def _period(period: object, zone: tzinfo) -> Span:
    start, end = period.dt if hasattr(period, "dt") else (period.start, period.end)
    begins = _moment(start, zone)
    return begins, begins + end if isinstance(end, timedelta) else _moment(end, zone)


def _moment(value: date | datetime, zone: tzinfo) -> datetime:
    """Whole days and times without a zone are those of the reader."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(0))
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


def _decoded(content: bytes) -> str:
    text = content.decode("utf-8-sig", "replace") if _is_utf8(content) else content.decode("cp1252", "replace")
    return text.replace("\x00", "").lstrip()


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _number(value: object) -> int:
    try:
        return max(0, int(value))
    except (TypeError, ValueError):
        return 0
