"""What happens next to one enrolment: pure, from what stands on the rows.

The rules, in words:
- Steps are done in their order, each at most once; a step that is left out says why.
- Days are working days where the reader lives, counted from the last step that was done. A window that was missed
  moves to the next one and the later steps move with it: nothing is caught up.
- A task waits for its person until their patience is over (`patience_days` working days), then it is passed over.
- A no, an answer or an end stops everything; a no to one channel leaves out that channel's steps only.
- A hold does not eat the days of the step that waits.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from leadwright.cadences.hours import (
    CALL_HOURS,
    MAIL_HOURS,
    Place,
    Windows,
    add_working_days,
    day_of,
    is_open,
    moment,
    next_open,
    slot,
    start_of,
    working_days_between,
)

EMAIL, LINKEDIN, CALL, VOICEMAIL = "email", "linkedin", "call", "voicemail"
CHANNELS = {EMAIL: "email", LINKEDIN: "linkedin", CALL: "phone", VOICEMAIL: "phone"}
HOURS: dict[str, Windows] = {EMAIL: MAIL_HOURS, LINKEDIN: MAIL_HOURS, CALL: CALL_HOURS, VOICEMAIL: CALL_HOURS}
PENDING, DONE, PASSED_OVER = "pending", "done", "passed_over"
SILENCE_DAYS = 5
HOLD_LOOK = timedelta(days=14)
DOUBT = timedelta(hours=24)
LOOK_AGAIN = timedelta(hours=24)
MAILBOX_LOOK = timedelta(minutes=15)


@dataclass(frozen=True)
class PlannedStep:
    id: int
    position: int
    kind: str
    name: str
    wait_days: int = 0
    patience_days: int = 3


@dataclass(frozen=True)
class Touched:
    """A touch as it stands. `mail` is the state of its message, `task` how its task was closed ("" while open)."""

    step: PlannedStep
    outcome: str
    at: datetime
    done_at: datetime | None = None
    mail: str = ""
    mail_at: datetime | None = None
    mail_why: str = ""
    bad_address: bool = False
    task: str = ""
    task_due_at: datetime | None = None
    task_closed_at: datetime | None = None
    task_why: str = ""
    disposition: str = ""


@dataclass(frozen=True)
class Held:
    at: datetime
    until: datetime | None
    why: str
    over_at: datetime | None = None


@dataclass(frozen=True)
class Snapshot:
    """Everything that a move hangs on. `steps` in the order of their positions, `touches` of this enrolment only."""

    steps: tuple[PlannedStep, ...]
    touches: tuple[Touched, ...]
    started_at: datetime
    place: Place
    seed: int
    opted_out: frozenset[str] = frozenset()
    ended: tuple[str, str] | None = None
    holds: tuple[Held, ...] = ()
    has_phone: bool = True
    wrong_number: bool = False
    mailbox_shut: str = ""
    mailbox_full: str = ""


@dataclass(frozen=True)
class Touch:
    """Do this step now."""

    step: PlannedStep
    why: str


@dataclass(frozen=True)
class Settle:
    """The step under way has come to its end: done, or passed over with a reason."""

    step: PlannedStep
    outcome: str
    at: datetime
    why: str


@dataclass(frozen=True)
class PassOver:
    """Leave this step out, and say why; the next one is looked at at once."""

    step: PlannedStep
    why: str


@dataclass(frozen=True)
class Doubt:
    """Nobody knows whether this mail was sent: a person is asked, and it is never sent again by itself."""

    step: PlannedStep
    until: datetime
    why: str


@dataclass(frozen=True)
class Wait:
    until: datetime
    why: str


@dataclass(frozen=True)
class Finish:
    code: str
    why: str


Move = Touch | Settle | PassOver | Doubt | Wait | Finish


def next_move(snapshot: Snapshot, now: datetime) -> Move:
    """The one thing to do now. Called again after each move, until it says Wait, Doubt or Finish."""
    if ended := end_of(snapshot):
        return ended
    under_way = next((touch for touch in snapshot.touches if touch.outcome == PENDING), None)
    settled = settle(under_way, snapshot, now) if under_way else None
    if isinstance(settled, Settle | Finish | Doubt):  # a person is asked also while it is held
        return settled
    if hold := open_hold(snapshot):
        return Wait(max(hold.until or now + HOLD_LOOK, now), hold.why)
    if isinstance(settled, Wait):
        return settled
    step = under_way.step if under_way else next_step(snapshot)
    if step is None:
        return after_the_last(snapshot, now)
    if why := reason_to_leave_out(step, snapshot):
        return Settle(step, PASSED_OVER, now, why) if under_way else PassOver(step, why)
    return touch_or_wait(step, snapshot, now, again=under_way)


def end_of(snapshot: Snapshot) -> Finish | None:
    if "all" in snapshot.opted_out:
        return Finish("opted_out", "They opted out of every channel.")
    if snapshot.ended:
        return Finish(*snapshot.ended)
    return None


def open_hold(snapshot: Snapshot) -> Held | None:
    return next((hold for hold in snapshot.holds if hold.over_at is None), None)


def next_step(snapshot: Snapshot) -> PlannedStep | None:
    touched = {touch.step.id for touch in snapshot.touches}
    return next((step for step in snapshot.steps if step.id not in touched), None)


def settle(touch: Touched, snapshot: Snapshot, now: datetime) -> Settle | Doubt | Wait | Finish | None:
    """What has become of the touch under way; None where its mail was called off unsent and it may be tried again."""
    if touch.step.kind == EMAIL:
        return settle_mail(touch, now)
    if touch.task:
        return settle_task(touch)
    if why := reason_to_leave_out(touch.step, snapshot):
        return Settle(touch.step, PASSED_OVER, now, why)
    if hold := open_hold(snapshot):
        return Wait(hold.until or now + HOLD_LOOK, hold.why)
    until = patience_ends(touch, snapshot)
    if now >= until:
        days = touch.step.patience_days
        return Settle(touch.step, PASSED_OVER, until, f"Not done within {days} working days: the cadence goes on.")
    return Wait(until, f"Waits for step {touch.step.position}, {touch.step.name}; after that it goes on without it.")


def settle_mail(touch: Touched, now: datetime) -> Settle | Doubt | Wait | Finish | None:
    step, at = touch.step, touch.mail_at or touch.at
    match touch.mail:
        case "sent":
            return Settle(step, DONE, at, "")
        case "failed" if touch.bad_address:
            return Finish("bounced", f"Their mail server refuses the address: {touch.mail_why}"[:300])
        case "failed":
            return Finish("failed", f"Step {step.position} could not be sent: {touch.mail_why}"[:300])
        case "unknown" if now >= at + DOUBT or touch.task:
            return Settle(step, DONE, at, "Delivery not confirmed: counted as sent, never sent again.")
        case "unknown":
            return Doubt(step, at + DOUBT, "It is not known whether the last mail was sent; a person is asked.")
        case "cancelled" | "":
            return None
    return Wait(now + LOOK_AGAIN, f"Step {step.position}, {step.name}, is in the mailbox's queue.")


def settle_task(touch: Touched) -> Settle:
    closed_at = touch.task_closed_at or touch.at
    if touch.task == "done":
        return Settle(touch.step, DONE, closed_at, "")
    words = {"skipped": "Skipped by a person", "dropped": "No longer needed"}[touch.task]
    return Settle(touch.step, PASSED_OVER, closed_at, f"{words}: {touch.task_why}" if touch.task_why else words + ".")


def patience_ends(touch: Touched, snapshot: Snapshot) -> datetime:
    """The end of the working day on which a person's patience ends. Putting the task off, or a hold, puts it off."""
    where, asked_at = snapshot.place, max(touch.at, touch.task_due_at or touch.at)
    days = touch.step.patience_days + sum(held_days(hold, asked_at, where) for hold in snapshot.holds)
    last = add_working_days(day_of(asked_at, where), days, where.country)
    return moment(last, HOURS[touch.step.kind][-1][1], where)


def reason_to_leave_out(step: PlannedStep, snapshot: Snapshot) -> str:
    """Why this step is not done for this person; "" where it is."""
    channel = CHANNELS[step.kind]
    if channel in snapshot.opted_out:
        return {
            "email": "They opted out of e-mail.",
            "linkedin": "They opted out of LinkedIn.",
            "phone": "They opted out of calls.",
        }[channel]
    if channel == "phone" and not snapshot.has_phone:
        return "No phone number is known."
    if channel == "phone" and snapshot.wrong_number:
        return "The phone number was wrong."
    if step.kind == VOICEMAIL:
        return reason_against_voicemail(step, snapshot)
    return ""


def reason_against_voicemail(step: PlannedStep, snapshot: Snapshot) -> str:
    """A voicemail follows a call that nobody answered, and nothing else."""
    calls = [t for t in snapshot.touches if t.step.kind == CALL and t.step.position < step.position]
    call = max(calls, key=lambda touch: touch.step.position, default=None)
    if call is None or call.outcome != DONE:
        return "There was no call before it."
    if call.disposition in {"no_answer", "voicemail"}:
        return ""
    return "They were reached." if call.disposition else "No outcome of the call was noted."


class Since(NamedTuple):
    """What a step is counted from: the last one that was done, and the working days between. The days of steps that
    were left out in between count."""

    last: Touched | None
    wait: int


def since(step: PlannedStep, snapshot: Snapshot) -> Since:
    last = last_done(snapshot)
    after = last.step.position if last else 0
    return Since(last, sum([each.wait_days for each in snapshot.steps if after < each.position <= step.position]))


def last_done(snapshot: Snapshot) -> Touched | None:
    found, when = None, None
    for touch in snapshot.touches:
        if touch.outcome == DONE:
            at = touch.done_at or touch.at
            if found is None or (at, touch.step.position) > (when, found.step.position):
                found, when = touch, at
    return found


def due_at(step: PlannedStep, snapshot: Snapshot) -> datetime:
    """When the step falls due: its working day after the last step that was done, in the window of its channel."""
    return due_since(since(step, snapshot), step, snapshot)


def due_since(begun: Since, step: PlannedStep, snapshot: Snapshot) -> datetime:
    return slot(earliest(begun, snapshot), snapshot.place, HOURS[step.kind], spread(step, snapshot))


def spread(step: PlannedStep, snapshot: Snapshot) -> int:
    """Only mail is spread; a task shows as soon as its window opens."""
    return snapshot.seed if step.kind == EMAIL else 0


def earliest(begun: Since, snapshot: Snapshot) -> datetime:
    where, last, wait = snapshot.place, begun.last, begun.wait
    base = (last.done_at or last.at) if last else snapshot.started_at
    for hold in snapshot.holds:
        wait += held_days(hold, base, where)
    if wait == 0:
        return base
    return start_of(add_working_days(day_of(base, where), wait, where.country), where)


def held_days(hold: Held, base: datetime, where: Place) -> int:
    """Working days that a hold took out of the wait that began at `base`."""
    if hold.over_at is None or hold.over_at <= base:
        return 0
    return working_days_between(day_of(max(hold.at, base), where), day_of(hold.over_at, where), where.country)


def touch_or_wait(step: PlannedStep, snapshot: Snapshot, now: datetime, again: Touched | None) -> Touch | Wait:
    begun = since(step, snapshot)
    due, hours, where = due_since(begun, step, snapshot), HOURS[step.kind], snapshot.place
    if again:  # its mail was called off before it left: not before the next day's window
        due = max(due, next_morning(again.mail_at or again.at, step, snapshot))
    if now < due:
        return Wait(due, f"{describe_since(begun, step, snapshot)}.")
    if not is_open(now, where, hours):
        late = slot(now, where, hours, spread(step, snapshot))
        return Wait(late, f"{describe(step, snapshot)}; now it is outside their hours, so it moves to the next window.")
    if step.kind == EMAIL and snapshot.mailbox_shut:
        return Wait(next_open(now + MAILBOX_LOOK, where.zone, where.country, hours), snapshot.mailbox_shut)
    if step.kind == EMAIL and snapshot.mailbox_full:
        return Wait(next_morning(now, step, snapshot), snapshot.mailbox_full)
    return Touch(step, f"{describe_since(begun, step, snapshot)}.")


def next_morning(at: datetime, step: PlannedStep, snapshot: Snapshot) -> datetime:
    where = snapshot.place
    day = start_of(add_working_days(day_of(at, where), 1, where.country), where)
    return slot(day, where, HOURS[step.kind], spread(step, snapshot))


def describe(step: PlannedStep, snapshot: Snapshot) -> str:
    """Step 5 of 10, Call: 2 working days after step 4, in their hours (Europe/Vilnius)"""
    return describe_since(since(step, snapshot), step, snapshot)


def describe_since(begun: Since, step: PlannedStep, snapshot: Snapshot) -> str:
    last, wait = begun
    days = f"{wait} working day{'' if wait == 1 else 's'} after" if wait else "on the same day as"
    since = f"{days} step {last.step.position}" if last else "the cadence starts with it"
    name = f"Step {step.position} of {len(snapshot.steps)}, {step.name}"
    return f"{name}: {since}, in their hours ({snapshot.place.zone})"


def after_the_last(snapshot: Snapshot, now: datetime) -> Wait | Finish:
    last = last_done(snapshot)
    where = snapshot.place
    if last is None:
        return Finish("left_out", "Every step had to be left out; the reasons stand beside each.")
    days = SILENCE_DAYS + sum(held_days(hold, last.done_at or last.at, where) for hold in snapshot.holds)
    until = start_of(add_working_days(day_of(last.done_at or last.at, where), days, where.country), where)
    if now < until:
        return Wait(until, f"All steps are done; {SILENCE_DAYS} working days are left for an answer.")
    return Finish("finished", f"Every step was done and {SILENCE_DAYS} working days passed without an answer.")
