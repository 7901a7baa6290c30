"""When somebody can meet. Pure: working hours and taken time in, beginnings out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
STEP_MINUTES = 30


def openings(
    windows: Iterable[Span],
    taken: Iterable[Span],
    *,
    minutes: int,
    buffer_minutes: int = 0,
    not_before: datetime,
    step_minutes: int = STEP_MINUTES,
) -> list[datetime]:
    """The moments at which a meeting can begin: on the step from the begin of each window, whole within it, nothing
    taken in it nor within the buffer on either side. A buffer may reach out of the working hours."""
    spans = merged(taken)
    found = []
    for opens, closes in windows:
        at = opens
        while at + timedelta(minutes=minutes) <= closes:
            if at >= not_before and is_free(padded(at, minutes, buffer_minutes), spans):
                found.append(at)
            at += timedelta(minutes=step_minutes)
    return found


def padded(at: datetime, minutes: int, buffer_minutes: int) -> Span:
    """The time of a meeting with its buffers."""
    buffer = timedelta(minutes=buffer_minutes)
    return at - buffer, at + timedelta(minutes=minutes) + buffer


def is_free(span: Span, taken: Iterable[Span]) -> bool:
    """What only touches does not overlap."""
    return not any(begins < span[1] and span[0] < ends for begins, ends in taken)


def is_within(span: Span, windows: Iterable[Span]) -> bool:
    return any(opens <= span[0] and span[1] <= closes for opens, closes in windows)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Overlapping and touching spans as one, in order."""
    found: list[Span] = []
    for begins, ends in sorted(spans):
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((begins, ends))
    return found


def without(windows: Sequence[Span], taken: Iterable[Span]) -> list[Span]:
    """What of the windows is not taken."""
    found = []
    spans = merged(taken)
    for opens, closes in windows:
        at = opens
        for begins, ends in spans:
            if ends <= at or begins >= closes:
                continue
            if begins > at:
                found.append((at, begins))
            at = max(at, ends)
        if at < closes:
            found.append((at, closes))
    return found
