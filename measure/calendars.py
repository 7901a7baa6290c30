"""Calendars and cards that other programs wrote, some of them broken: each is read or refused, with the reason."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from leadwright.meetings.reading import NotACalendar, taken_in
from measure.figure import Figure

BEGINS, ENDS = datetime(1990, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)


def figures(data: Path) -> Iterator[Figure]:
    files = sorted((data / "icalendar_vobject").glob("*.ics"))
    read, refused, spans, left_out, events = 0, [], 0, 0, 0
    for file in files:
        try:
            taken = taken_in(file.read_bytes(), BEGINS, ENDS, UTC)
        except NotACalendar as refusal:
            refused.append(f"{file.stem}: {refusal}")
            continue
        read += 1
        events += holds_event(file)
        spans += len(taken.spans)
        left_out += taken.left_out
    note = f"{read} read with {spans} spans and {left_out} parts left out; refused: {'; '.join(refused)}"
    yield Figure("icalendar_vobject", "calendars read, or refused with a reason", read + len(refused), len(files), note)
    holds = sum(holds_event(file) for file in files)
    yield Figure("icalendar_vobject", "files with an event that were read", events, holds)


def holds_event(file: Path) -> bool:
    return "BEGIN:VEVENT" in file.read_text(errors="replace").upper()
