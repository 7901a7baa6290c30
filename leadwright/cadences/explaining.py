"""Why the next thing happens when it does, and why the last thing did not: the planner's own rules, told step by step.

Pure: from the same snapshot that the planner decides on, so that what is told is what is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from leadwright.cadences import planner
from leadwright.cadences.hours import Hours, Week, day_of, days_off, weekend
from leadwright.cadences.planner import PlannedStep, Snapshot, Touched


@dataclass(frozen=True)
class Reason:
    """One sentence of the story. `code` says what kind of reason it is, `at` the time that it names, if any."""

    code: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Missed:
    """Something that did not happen: what, when that was settled, and the reason as it was kept."""

    code: str
    what: str
    why: str
    at: datetime


def why_next(snapshot: Snapshot, now: datetime) -> list[Reason]:
    """What happens next to an active enrolment and why then, the first cause first. The last reason has the time."""
    if ended := planner.end_of(snapshot):
        return [Reason(ended.code, f"{ended.why} The next look ends the cadence.", now)]
    under_way = next((touch for touch in snapshot.touches if touch.outcome == planner.PENDING), None)
    told = [*held(snapshot)]
    if under_way and under_way.mail not in {"", "cancelled"}:
        return [*told, *mail_under_way(under_way, snapshot, now)]
    if under_way and under_way.step.kind == planner.WAIT:
        return [*told, *wait_under_way(under_way, snapshot)]
    if under_way and (under_way.step.kind != planner.EMAIL or under_way.by_hand):
        return [*told, *task_under_way(under_way, snapshot)]
    left_out, step = next_that_is_done(snapshot, under_way)
    told += left_out
    if step is None:
        return [*told, *the_end(snapshot, now)]
    told += counted(step, snapshot)
    return told + gates(step, snapshot, now, under_way)


def held(snapshot: Snapshot) -> Iterable[Reason]:
    if hold := planner.open_hold(snapshot):
        until = "until somebody lets it go on" if hold.until is None else f"until {spoken(hold.until, snapshot)}"
        yield Reason("held", f"On hold since {spoken(hold.at, snapshot)}, {until}: {hold.why}", hold.until)
        yield Reason("held", "The days of a hold are not taken off the wait; a step that was done is not done again.")


def mail_under_way(touch: Touched, snapshot: Snapshot, now: datetime) -> list[Reason]:
    step = named(touch.step, snapshot)
    if touch.mail == "unknown":
        text = f"{step}: the server did not answer after it had the mail, so nobody knows whether it was sent."
        until = (touch.mail_at or touch.at) + planner.DOUBT
        rest = "A person is asked. It is never sent again by itself; without an answer it counts as sent after a day."
        return [Reason("unknown", text), Reason("unknown", rest, until)]
    if touch.mail in {"sent", "failed"}:
        return [Reason(touch.mail, f"{step}: what became of its mail is taken up at the next look.", now)]
    told = [Reason("queued", f"{step}: its mail is written and waits in the mailbox's queue.")]
    if why := snapshot.mailbox_shut or touch.mail_why:
        told.append(Reason("mailbox", f"It has not left yet: {why}"))
    return [*told, Reason("last_look", "Before it leaves, answers, opt-outs and holds are looked at a last time.")]


def task_under_way(touch: Touched, snapshot: Snapshot) -> list[Reason]:
    step, days = named(touch.step, snapshot), touch.step.patience_days
    if touch.task:
        return [Reason("task", f"{step}: its task is closed; the next look goes on from there.")]
    until = planner.patience_ends(touch, snapshot)
    asked_at = touch.task_due_at or touch.at
    patience = f"{days} working day{'' if days == 1 else 's'}"
    return [
        Reason("task", f"{step} is a person's to do, since {spoken(asked_at, snapshot)}. It is due now."),
        Reason("patience", f"The cadence waits {patience} for it, then it goes on without it and says so.", until),
    ]


def wait_under_way(touch: Touched, snapshot: Snapshot) -> list[Reason]:
    """What it waits for, and which way they go on."""
    step, until = named(touch.step, snapshot), planner.patience_ends(touch, snapshot)
    what = f"Waits since {spoken(touch.at, snapshot)} for this: {touch.step.condition}."
    ways = f"If so, they go on by the branch for it at once; if not by {spoken(until, snapshot)}, by the other one."
    return [Reason("next", f"{step}: the cadence waits here."), Reason("wait", what), Reason("branch", ways, until)]


def next_that_is_done(snapshot: Snapshot, under_way: Touched | None) -> tuple[list[Reason], PlannedStep | None]:
    """The step that will be done, and those before it that are left out, with why."""
    touched = {touch.step.id for touch in snapshot.touches if touch is not under_way}
    told = []
    for step in snapshot.steps:
        if step.id in touched or not planner.is_theirs(step, snapshot):
            continue
        why = planner.reason_to_leave_out(step, snapshot)
        if not why:
            return told, step
        told.append(Reason("left_out", f"{named(step, snapshot)}, is left out: {why}"))
    return told, None


def counted(step: PlannedStep, snapshot: Snapshot) -> list[Reason]:
    """From where the days are counted, which days do not count, and their hours."""
    begun_by = planner.since(step, snapshot)
    last = begun_by.last
    where, name = snapshot.place, named(step, snapshot)
    begun = (last.done_at or last.at) if last else snapshot.started_at
    since = f"step {last.step.position} was done" if last else "the cadence was started"
    told = [Reason("next", f"{name}, comes next.")]
    told.append(Reason("counted", f"It is due {days_later(begun_by)}: {since} on {spoken(begun, snapshot)}.", begun))
    if step.on is not None:
        told.append(Reason("on", f"It has a date of its own: not before {step.on:%a %-d %b %Y}."))
    if step.condition and step.kind != planner.WAIT:
        told.append(Reason("condition", f"Only where {step.condition}; that is looked at when it falls due."))
    for hold in snapshot.holds:
        if out := planner.held_days(hold, begun, where):
            told.append(
                Reason("held_days", f"A hold took {out} working day{'' if out == 1 else 's'} out of it: {hold.why}")
            )
    due = planner.due_at(step, snapshot)
    if skipped := not_counted(day_of(begun, where), day_of(due, where), where.country):
        told.append(Reason("days_off", f"Not counted: {skipped}."))
    if step.kind == planner.WAIT:
        return [*told, Reason("wait", "It waits for an event; nothing is sent or asked of anybody.", due)]
    words = hours(planner.hours_of(step, snapshot), day_of(due, where).weekday())
    told.append(Reason("hours", f"In their hours, {words} in {where.zone}.", due))
    if step.kind == planner.EMAIL and snapshot.away:
        told.append(Reason("leave", "Not while the sender is on leave."))
    if step.kind == planner.EMAIL:
        told.append(Reason("spread", "Mail is spread over the first two hours, so that a list does not go at once."))
    return told


def gates(step: PlannedStep, snapshot: Snapshot, now: datetime, again: Touched | None) -> list[Reason]:
    """What moves it past the time that was counted, and when it happens after all."""
    told = []
    if again:
        why = again.mail_why or "it was called off"
        told.append(Reason("again", f"It was written once and did not leave: {why} So it is tried on another day."))
    due = planner.due_at(step, snapshot)
    if now >= due and step.kind != planner.WAIT and not planner.may_go(step, now, snapshot):
        told.append(Reason("missed", "Its window went by, so it moves to the next one; the later steps move with it."))
    if step.kind == planner.EMAIL and (why := snapshot.mailbox_shut or snapshot.mailbox_full):
        told.append(Reason("mailbox", why))
    move = planner.next_move(snapshot, max(now, due))
    until = move.until if isinstance(move, planner.Wait) else max(now, due)
    return [*told, Reason("when", f"So it happens on {spoken(until, snapshot)}, their time.", until)]


def the_end(snapshot: Snapshot, now: datetime) -> list[Reason]:
    move = planner.after_the_last(snapshot, now)
    return [Reason("end", move.why, move.until if isinstance(move, planner.Wait) else now)]


def why_not(missed: Iterable[Missed], most: int = 20) -> list[Missed]:
    """What did not happen, the latest first; the same said twice at one moment is said once."""
    seen: set[tuple[str, str, datetime]] = set()
    told = []
    for each in sorted(missed, key=lambda each: each.at, reverse=True):
        if (each.what, each.why, each.at) not in seen:
            seen.add((each.what, each.why, each.at))
            told.append(each)
    return told[:most]


def named(step: PlannedStep, snapshot: Snapshot) -> str:
    return f"Step {step.position} of {len(snapshot.steps)}, {step.name}"


def spoken(at: datetime, snapshot: Snapshot) -> str:
    return f"{at.astimezone(snapshot.place.clock):%a %-d %b, %H:%M}"


def days_later(begun: planner.Since) -> str:
    counted = [(begun.calendar, "calendar"), (begun.wait, "working")]
    words = [f"{n} {what} day{'' if n == 1 else 's'}" for n, what in counted if n]
    return f"{' and '.join(words)} later" if words else "on the same day"


def hours(found: Hours, weekday: int) -> str:
    windows = found.days[weekday] if isinstance(found, Week) else found
    return " and ".join(f"{opens:%H:%M} to {closes:%H:%M}" for opens, closes in windows)


def not_counted(first: date, last: date, country: str) -> str:
    """The days off between two days, in words: weekends together, public holidays one by one."""
    span = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    free = sum(day.weekday() in weekend(country) for day in span)
    public = [day for day in span if day in days_off(country, day.year) and day.weekday() not in weekend(country)]
    words = [f"{free} day{'' if free == 1 else 's'} of weekend"] if free else []
    words += [f"{day:%a %-d %b}, a public holiday" for day in public]
    return "; ".join(words)
