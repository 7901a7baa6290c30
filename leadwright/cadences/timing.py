"""When a step falls due: from what it is counted, which days do not count, and in which hours. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple

from leadwright.cadences.hours import (
    Hours,
    Place,
    add_working_days,
    closes_on,
    day_of,
    open_window,
    slot,
    start_of,
    working_days_between,
)
from leadwright.cadences.moves import CALL, DONE, EMAIL, VOICEMAIL, WAIT, Held, PlannedStep, Snapshot, Touched

A_DAY = timedelta(days=1)
BY_PHONE = {CALL, VOICEMAIL}


class Since(NamedTuple):
    """What a step is counted from: the last one that was done, and the working and calendar days between. The days of
    steps that were left out in between count; those of a branch that was not taken do not."""

    last: Touched | None
    wait: int
    calendar: int = 0


def hours_of(step: PlannedStep, snapshot: Snapshot) -> Hours:
    return snapshot.call_hours if step.kind in BY_PHONE else snapshot.mail_hours


def is_theirs(step: PlannedStep, snapshot: Snapshot) -> bool:
    """Whether the step is on their way: on no branch, or on the one that was taken."""
    if step.fork is None:
        return True
    return any(touch.arm == step.arm for touch in snapshot.touches if touch.step.id == step.fork)


def since(step: PlannedStep, snapshot: Snapshot) -> Since:
    last = last_done(snapshot)
    after = last.step.position if last else 0
    wait = calendar = 0
    for each in snapshot.steps:
        if after < each.position <= step.position and (each.fork is None or is_theirs(each, snapshot)):
            if each.calendar:
                calendar += each.wait_days
            else:
                wait += each.wait_days
    return Since(last, wait, calendar)


def last_done(snapshot: Snapshot) -> Touched | None:
    found, when = None, None
    for touch in snapshot.touches:
        if touch.outcome == DONE:
            at = touch.done_at or touch.at
            if found is None or at > when or (at == when and touch.step.position > found.step.position):
                found, when = touch, at
    return found


def due_at(step: PlannedStep, snapshot: Snapshot) -> datetime:
    """When the step falls due: its day after the last step that was done, in the window of its channel."""
    return due_since(since(step, snapshot), step, snapshot)


def due_since(begun: Since, step: PlannedStep, snapshot: Snapshot) -> datetime:
    at = earliest(begun, snapshot)
    if step.on is not None:
        at = max(at, start_of(step.on, snapshot.place))
    return at if step.kind == WAIT else slot_of(step, at, snapshot)


def slot_of(step: PlannedStep, at: datetime, snapshot: Snapshot) -> datetime:
    """The first moment from `at` on at which the step may be done: in its hours, and not while its sender is away.
    Only mail is spread over the morning; a task shows as soon as its window opens."""
    seed = snapshot.seed if step.kind == EMAIL else 0
    found = slot(at, snapshot.place, hours_of(step, snapshot), seed)
    while back := returns(step, found, snapshot):
        found = slot(back, snapshot.place, hours_of(step, snapshot), seed)
    return found


def returns(step: PlannedStep, at: datetime, snapshot: Snapshot) -> datetime | None:
    """When the sender is back, where they are away at `at` and the step is a mail of theirs."""
    if not snapshot.away or step.kind != EMAIL:
        return None
    day = day_of(at, snapshot.place)
    last = max((last for first, last in snapshot.away if first <= day <= last), default=None)
    return None if last is None else start_of(last + A_DAY, snapshot.place)


def may_go(step: PlannedStep, at: datetime, snapshot: Snapshot) -> bool:
    return open_window(at, snapshot.place, hours_of(step, snapshot))[0] == at and returns(step, at, snapshot) is None


def earliest(begun: Since, snapshot: Snapshot) -> datetime:
    where, last, wait, calendar = snapshot.place, begun.last, begun.wait, begun.calendar
    base = (last.done_at or last.at) if last else snapshot.started_at
    for hold in snapshot.holds:
        if calendar and not wait:
            calendar += held_calendar_days(hold, base, where)
        else:
            wait += held_days(hold, base, where)
    if wait == 0 and calendar == 0:
        return base
    day = day_of(base, where) + A_DAY * calendar
    return start_of(add_working_days(day, wait, where.country), where)


def held_days(hold: Held, base: datetime, where: Place) -> int:
    """Working days that a hold took out of the wait that began at `base`."""
    if hold.over_at is None or hold.over_at <= base:
        return 0
    return working_days_between(day_of(max(hold.at, base), where), day_of(hold.over_at, where), where.country)


def held_calendar_days(hold: Held, base: datetime, where: Place) -> int:
    if hold.over_at is None or hold.over_at <= base:
        return 0
    return (day_of(hold.over_at, where) - day_of(max(hold.at, base), where)).days


def next_morning(at: datetime, step: PlannedStep, snapshot: Snapshot) -> datetime:
    where = snapshot.place
    return slot_of(step, start_of(add_working_days(day_of(at, where), 1, where.country), where), snapshot)


def patience_ends(touch: Touched, snapshot: Snapshot) -> datetime:
    """The end of the working day on which a person's patience ends. Putting the task off, or a hold, puts it off. What
    waits for an event waits from when it began, and with a patience of 0 not at all."""
    where, step = snapshot.place, touch.step
    asked_at = max(touch.at, touch.task_due_at or touch.at)
    if step.kind == WAIT and step.patience_days == 0:
        return asked_at
    days = step.patience_days + sum(held_days(hold, asked_at, where) for hold in snapshot.holds)
    last = add_working_days(day_of(asked_at, where), days, where.country)
    return closes_on(last, where, hours_of(step, snapshot))
