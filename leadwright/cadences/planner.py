"""What happens next to one enrolment: pure, from what stands on the rows.

The rules, in words:
- Steps are done in their order, each at most once; a step that is left out says why.
- Days are working days where the reader lives, or calendar days where the step says so, counted from the last step
  that was done. A window that was missed moves to the next one and the later steps move with it: nothing is caught up.
- A task waits for its person until their patience is over (`patience_days` working days), then it is passed over.
- A step that waits for an event lasts until the event, or until its patience is over; which of both decides the branch
  (branches.py). The steps of the other branch are not theirs: they are neither done nor left out.
- A condition on a step is looked at when the step falls due, not before.
- A no, an answer or an end stops everything; a no to one channel leaves out that channel's steps only.
- A hold does not eat the days of the step that waits.
"""

from datetime import datetime
from functools import lru_cache

from leadwright.cadences.branches import NO, YES
from leadwright.cadences.conditions import FIELD, OPENED, met_since
from leadwright.cadences.hours import add_working_days, day_of, next_open, start_of
from leadwright.cadences.moves import (
    CALL,
    CHANNELS,
    DONE,
    DOUBT,
    EMAIL,
    EVENT_LOOK,
    HOLD_LOOK,
    HOURS,
    LINKEDIN,
    LOOK_AGAIN,
    MAILBOX_LOOK,
    PASSED_OVER,
    PENDING,
    SILENCE_DAYS,
    VOICEMAIL,
    WAIT,
    Doubt,
    Finish,
    Held,
    Move,
    PassOver,
    PlannedStep,
    Settle,
    Snapshot,
    Touch,
    Touched,
    Wait,
)
from leadwright.cadences.timing import (
    Since,
    due_at,
    due_since,
    held_days,
    hours_of,
    is_theirs,
    last_done,
    may_go,
    next_morning,
    patience_ends,
    since,
    slot_of,
)

__all__ = [
    "CALL",
    "CHANNELS",
    "DONE",
    "EMAIL",
    "HOLD_LOOK",
    "HOURS",
    "LINKEDIN",
    "PASSED_OVER",
    "PENDING",
    "VOICEMAIL",
    "WAIT",
    "Doubt",
    "Finish",
    "Held",
    "Move",
    "PassOver",
    "PlannedStep",
    "Settle",
    "Since",
    "Snapshot",
    "Touch",
    "Touched",
    "Wait",
    "due_at",
    "held_days",
    "hours_of",
    "is_theirs",
    "may_go",
    "next_move",
    "patience_ends",
    "since",
]


OPTED_OUT = {
    "email": "They opted out of e-mail.",
    "linkedin": "They opted out of LinkedIn.",
    "phone": "They opted out of calls.",
}
NO_PARENT, CALLING_LIST = "thread_parent_not_sent", "calling_list"


def next_move(snapshot: Snapshot, now: datetime) -> Move:
    """The one thing to do now. Called again after each move, until it says Wait, Doubt or Finish."""
    if ended := end_of(snapshot):
        return ended
    under_way = under_way_of(snapshot)
    settled = settle(under_way, snapshot, now) if under_way else None
    if isinstance(settled, (Settle, Finish, Doubt)):  # a person is asked also while it is held
        return settled
    if snapshot.holds and (hold := open_hold(snapshot)):
        if hold.ends and hold.until and now >= hold.until:
            return Finish(hold.ends, hold.why)
        return Wait(max(hold.until or now + HOLD_LOOK, now), hold.why)
    if isinstance(settled, Wait):
        return settled
    step = under_way.step if under_way else next_step(snapshot)
    if step is None:
        return after_the_last(snapshot, now)
    if why := reason_to_leave_out(step, snapshot):
        code = CALLING_LIST if why == snapshot.no_calls else ""
        return Settle(step, PASSED_OVER, now, why) if under_way else PassOver(step, why, code)
    return touch_or_wait(step, snapshot, now, again=under_way)


def end_of(snapshot: Snapshot) -> Finish | None:
    if "all" in snapshot.opted_out:
        return Finish("opted_out", "They opted out of every channel.")
    if snapshot.ended:
        return Finish(*snapshot.ended)
    return None


def under_way_of(snapshot: Snapshot) -> Touched | None:
    for touch in snapshot.touches:
        if touch.outcome == PENDING:
            return touch
    return None


def open_hold(snapshot: Snapshot) -> Held | None:
    return next((hold for hold in snapshot.holds if hold.over_at is None), None)


def next_step(snapshot: Snapshot) -> PlannedStep | None:
    touched = {touch.step.id for touch in snapshot.touches}
    for step in snapshot.steps:
        if step.id not in touched and (step.fork is None or is_theirs(step, snapshot)):
            return step
    return None


def settle(touch: Touched, snapshot: Snapshot, now: datetime) -> Settle | Doubt | Wait | Finish | None:
    """What has become of the touch under way; None where its mail was called off unsent and it may be tried again."""
    if touch.step.kind == EMAIL and (touch.mail or not touch.by_hand):
        return settle_mail(touch, now)
    if touch.step.kind == WAIT:
        return settle_wait(touch, snapshot, now)
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


def settle_wait(touch: Touched, snapshot: Snapshot, now: datetime) -> Settle | Wait:
    """It happened, or their time for it is over: either decides which way they go on."""
    step, until = touch.step, patience_ends(touch, snapshot)
    condition = step.condition
    since_when = met_since(condition, snapshot.events, snapshot.fields) if condition else None
    if since_when is not None and max(since_when, touch.at) <= max(now, touch.at):
        return Settle(step, DONE, max(since_when, touch.at), f"Yes: {condition}.", YES)
    if hold := open_hold(snapshot):
        return Wait(hold.until or now + HOLD_LOOK, hold.why)
    if now >= until:
        return Settle(step, DONE, until, f"No: not that {condition}." if condition else "The time is over.", NO)
    look = now + EVENT_LOOK if condition and condition.asks in {OPENED, FIELD} else until
    return Wait(min(until, look), f"Waits in step {step.position}, {step.name}: whether {condition}.")


def settle_task(touch: Touched) -> Settle:
    closed_at = touch.task_closed_at or touch.at
    if touch.task == "done":
        return Settle(touch.step, DONE, closed_at, "")
    words = {"skipped": "Skipped by a person", "dropped": "No longer needed"}[touch.task]
    return Settle(touch.step, PASSED_OVER, closed_at, f"{words}: {touch.task_why}" if touch.task_why else words + ".")


def reason_to_leave_out(step: PlannedStep, snapshot: Snapshot) -> str:
    """Why this step is not done for this person; "" where it is."""
    channel = CHANNELS[step.kind]
    if channel in snapshot.opted_out:
        return OPTED_OUT[channel]
    if channel == "phone" and not snapshot.has_phone:
        return "No phone number is known."
    if channel == "phone" and snapshot.wrong_number:
        return "The phone number was wrong."
    if channel == "phone" and snapshot.no_calls:
        return snapshot.no_calls
    if step.kind == VOICEMAIL:
        return reason_against_voicemail(step, snapshot)
    if step.on is not None and step.kind != WAIT and step.on < day_of(begun_at(snapshot), snapshot.place):
        return f"Its day, {step.on:%-d %b %Y}, had passed."
    return ""


def begun_at(snapshot: Snapshot) -> datetime:
    """From when the next step is counted."""
    last = last_done(snapshot)
    return (last.done_at or last.at) if last else snapshot.started_at


def reason_against_voicemail(step: PlannedStep, snapshot: Snapshot) -> str:
    """A voicemail follows a call that nobody answered, and nothing else."""
    calls = [t for t in snapshot.touches if t.step.kind == CALL and t.step.position < step.position]
    call = max(calls, key=lambda touch: touch.step.position, default=None)
    if call is None or call.outcome != DONE:
        return "There was no call before it."
    if call.disposition in {"no_answer", "voicemail"}:
        return ""
    return "They were reached." if call.disposition else "No outcome of the call was noted."


def touch_or_wait(step: PlannedStep, snapshot: Snapshot, now: datetime, again: Touched | None) -> Touch | Wait:
    begun = since(step, snapshot)
    due, hours, where = due_since(begun, step, snapshot), hours_of(step, snapshot), snapshot.place
    if again:  # its mail was called off before it left: not before the next day's window
        due = max(due, next_morning(again.mail_at or again.at, step, snapshot))
    if now < due:
        return Wait(due, f"{describe_since(begun, step, snapshot)}.")
    if left_out := reason_when_due(step, snapshot):
        return Settle(step, PASSED_OVER, now, left_out.why) if again else left_out
    if step.kind == WAIT:
        return Touch(step, f"{describe_since(begun, step, snapshot)}.")
    if not may_go(step, now, snapshot):
        late = slot_of(step, now, snapshot)
        return Wait(late, f"{describe(step, snapshot)}; now it is outside their hours, so it moves to the next window.")
    if step.kind == EMAIL and snapshot.mailbox_shut:
        look = next_open(now + MAILBOX_LOOK, where.zone, where.country, hours)
        return Wait(look, snapshot.mailbox_shut, snapshot.mailbox_code)
    if step.kind == EMAIL and snapshot.mailbox_full and not step.approved_first:
        return Wait(next_morning(now, step, snapshot), snapshot.mailbox_full)
    return Touch(step, f"{describe_since(begun, step, snapshot)}.")


def reason_when_due(step: PlannedStep, snapshot: Snapshot) -> PassOver | None:
    """What is looked at only when the step falls due: its condition, and whether a follow-up has what it answers."""
    condition = step.condition
    if condition and step.kind != WAIT and met_since(condition, snapshot.events, snapshot.fields) is None:
        return PassOver(step, f"Only where {condition}; that was not so.")
    if step.kind == EMAIL and not step.begins and not may_begin(step, snapshot):
        return PassOver(step, "It answers a mail of ours in the same thread, and none was sent.", NO_PARENT)
    return None


def may_begin(step: PlannedStep, snapshot: Snapshot) -> bool:
    """A follow-up answers the last mail that left. Where a person left the mail before it out, it takes its subject
    over and begins the thread: what a person skips does not break what comes after it."""
    mails = [touch for touch in snapshot.touches if touch.step.kind == EMAIL and touch.step.id != step.id]
    return any(touch.outcome == DONE or touch.by_hand for touch in mails)


def describe(step: PlannedStep, snapshot: Snapshot) -> str:
    """Step 5 of 10, Call: 2 working days after step 4, in their hours (Europe/Vilnius)"""
    return describe_since(since(step, snapshot), step, snapshot)


def describe_since(begun: Since, step: PlannedStep, snapshot: Snapshot) -> str:
    last, wait, calendar = begun
    since = f"{after(wait, calendar)} step {last.step.position}" if last else "the cadence starts with it"
    if step.on is not None:
        since = f"not before {step.on:%-d %b %Y}, {since}"
    name = f"Step {step.position} of {len(snapshot.steps)}, {step.name}"
    return f"{name}: {since}, in their hours ({snapshot.place.zone})"


@lru_cache(maxsize=256)
def after(wait: int, calendar: int) -> str:
    """2 calendar days and 1 working day after; on the same day as"""
    days = [f"{n} {what} day{'' if n == 1 else 's'}" for n, what in ((calendar, "calendar"), (wait, "working")) if n]
    return f"{' and '.join(days)} after" if days else "on the same day as"


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
