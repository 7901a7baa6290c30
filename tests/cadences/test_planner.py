from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.cadences.hours import Place, is_open, is_working_day
from leadwright.cadences.planner import (
    HOURS,
    Doubt,
    Finish,
    Held,
    PassOver,
    PlannedStep,
    Settle,
    Snapshot,
    Touch,
    Touched,
    Wait,
    next_move,
)

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
KINDS = ["email", "linkedin", "email", "email", "call", "voicemail", "email", "email", "email", "email"]
WAITS = [0, 0, 2, 4, 2, 0, 0, 4, 4, 5]
STEPS = tuple(
    PlannedStep(id=n, position=n, kind=kind, name=f"{kind} {n}", wait_days=wait)
    for n, (kind, wait) in enumerate(zip(KINDS, WAITS, strict=True), start=1)
)


def snapshot(**changes) -> Snapshot:
    given = {"steps": STEPS, "touches": (), "started_at": MONDAY, "place": Place("UTC"), "seed": 0}
    return Snapshot(**{**given, **changes})


def done(position: int, at: datetime = MONDAY, **changes) -> Touched:
    return Touched(STEPS[position - 1], "done", at, done_at=at, **changes)


def pending(position: int, at: datetime = MONDAY, **changes) -> Touched:
    return Touched(STEPS[position - 1], "pending", at, **changes)


def at(day: int, hour: int = 10) -> datetime:
    return MONDAY.replace(hour=hour) + timedelta(days=day)


CASES = [
    ("the first step goes on the first day", {}, MONDAY, Touch, "cadence starts"),
    ("not at night", {}, at(0, 20), Wait, "next window"),
    ("not on a Sunday", {"started_at": at(-1)}, at(-1), Wait, "cadence starts"),
    ("an opt-out of everything ends it", {"opted_out": frozenset({"all"})}, MONDAY, Finish, "every channel"),
    ("an answer ends it", {"ended": ("answered", "They answered.")}, MONDAY, Finish, "They answered."),
    ("an opt-out of mail leaves mail out", {"opted_out": frozenset({"email"})}, MONDAY, PassOver, "e-mail"),
    ("no LinkedIn where they said no", {"touches": (done(1),), "opted_out": frozenset({"linkedin"})}, MONDAY,
     PassOver, "LinkedIn"),
    ("a hold waits", {"holds": (Held(MONDAY, at(9), "Away."),)}, at(1), Wait, "Away."),
    ("a hold without a date is looked at again", {"holds": (Held(MONDAY, None, "Asked."),)}, at(1), Wait, "Asked."),
    ("queued mail is waited for", {"touches": (pending(1, mail="queued"),)}, at(0), Wait, "queue"),
    ("sent mail settles its step", {"touches": (pending(1, mail="sent", mail_at=at(0)),)}, at(0), Settle, ""),
    ("failed mail ends it", {"touches": (pending(1, mail="failed", mail_why="554 no"),)}, at(0), Finish, "554 no"),
    ("a bad address ends it", {"touches": (pending(1, mail="failed", bad_address=True),)}, at(0), Finish, "address"),
    ("a lost answer is a doubt", {"touches": (pending(1, mail="unknown"),)}, at(0), Doubt, "not known"),
    ("a doubt is one also on hold",
     {"touches": (pending(1, mail="unknown"),), "holds": (Held(at(0), at(20), "Away."),)}, at(0), Doubt, "not known"),
    ("after a day a doubt counts as sent", {"touches": (pending(1, mail="unknown"),)}, at(2), Settle, "counted"),
    ("a person settles a doubt", {"touches": (pending(1, mail="unknown", task="done"),)}, at(0), Settle, "counted"),
    ("cancelled mail is tried the next day", {"touches": (pending(1, mail="cancelled"),)}, at(0), Wait, "starts"),
    ("and then goes", {"touches": (pending(1, mail="cancelled"),)}, at(1), Touch, "starts"),
    ("cancelled mail is left out after an opt-out",
     {"touches": (pending(1, mail="cancelled"),), "opted_out": frozenset({"email"})}, at(1), Settle, "e-mail"),
    ("a task is waited for", {"touches": (done(1), pending(2))}, at(1), Wait, "Waits for step 2"),
    ("a done task settles", {"touches": (done(1), pending(2, task="done", task_closed_at=at(1)))}, at(1), Settle, ""),
    ("a skipped task is passed over",
     {"touches": (done(1), pending(2, task="skipped", task_why="No profile."))}, at(1), Settle, "No profile."),
    ("a dropped task is passed over", {"touches": (done(1), pending(2, task="dropped"))}, at(1), Settle, "No longer"),
    ("patience ends", {"touches": (done(1), pending(2))}, at(3, 17), Settle, "3 working days"),
    ("putting it off prolongs it", {"touches": (done(1), pending(2, task_due_at=at(2)))}, at(4), Wait, "Waits for"),
    ("a hold stops the clock of a task",
     {"touches": (done(1), pending(2)), "holds": (Held(at(0), at(20), "Away."),)}, at(9), Wait, "Away."),
    ("a task under way is left out after an opt-out",
     {"touches": (done(1), pending(2)), "opted_out": frozenset({"linkedin"})}, at(0), Settle, "LinkedIn"),
    ("no call without a number", {"touches": (done(1), done(2), done(3), done(4)), "has_phone": False}, at(2),
     PassOver, "No phone number"),
    ("no call to a wrong number", {"touches": (done(1), done(2), done(3), done(4)), "wrong_number": True}, at(2),
     PassOver, "wrong"),
    ("no voicemail where nobody was called", {"touches": tuple(done(n) for n in (1, 2, 3, 4)) + (
        Touched(STEPS[4], "passed_over", MONDAY, done_at=MONDAY),)}, at(0), PassOver, "no call"),
    ("no voicemail where they answered", {"touches": tuple(done(n) for n in (1, 2, 3, 4)) + (
        done(5, disposition="reached"),)}, at(0), PassOver, "reached"),
    ("no voicemail where nobody noted what came of the call", {"touches": tuple(done(n) for n in (1, 2, 3, 4)) + (
        done(5),)}, at(0), PassOver, "No outcome"),
    ("a voicemail where nobody answered", {"touches": tuple(done(n) for n in (1, 2, 3, 4)) + (
        done(5, disposition="no_answer"),)}, at(0), Touch, "same day"),
    ("no mail from a shut mailbox", {"mailbox_shut": "It is stopped."}, at(0), Wait, "stopped"),
    ("no mail from a full mailbox", {"mailbox_full": "It is full."}, at(0), Wait, "full"),
    ("silence after the last step", {"touches": tuple(done(n) for n in range(1, 11))}, at(3), Wait, "left for"),
    ("and then it is finished", {"touches": tuple(done(n) for n in range(1, 11))}, at(7), Finish, "without an answer"),
    ("nothing could be done", {"touches": tuple(
        Touched(step, "passed_over", MONDAY, done_at=MONDAY) for step in STEPS)}, at(0), Finish, "left out"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "now", "kind", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_the_next_move(changes, now, kind, words):
    move = next_move(snapshot(**changes), now)
    assert isinstance(move, kind), move
    assert words in move.why
    if isinstance(move, Wait):
        assert move.until >= now


def test_held_days_are_not_eaten():
    held = Held(at(1), at(8), "Away.", over_at=at(8))
    free = next_move(snapshot(touches=(done(1), done(2))), at(0))
    later = next_move(snapshot(touches=(done(1), done(2)), holds=(held,)), at(0))
    assert later.until - free.until == timedelta(days=7)
    past = Held(at(-9), at(-8), "Away.", over_at=at(-8))
    assert next_move(snapshot(touches=(done(1), done(2)), holds=(past,)), at(0)) == free


def test_a_missed_window_moves_everything_after_it():
    late = at(7)  # the second mail was due on Wednesday, the worker came back a week later
    move = next_move(snapshot(touches=(done(1), done(2), done(3, at=late))), late)
    assert move.until.date() == (late + timedelta(days=4)).date()


@st.composite
def floors(draw):
    """A cadence of any shape, a reader anywhere, and what the people of the market and the reps will do."""
    kinds = draw(st.lists(st.sampled_from(["email", "linkedin", "call", "voicemail"]), min_size=1, max_size=7))
    waits = draw(st.lists(st.integers(0, 6), min_size=len(kinds), max_size=len(kinds)))
    steps = tuple(
        PlannedStep(n, n, kind, kind, wait, draw(st.integers(1, 4)))
        for n, (kind, wait) in enumerate(zip(kinds, waits, strict=True), start=1)
    )
    zone = draw(st.sampled_from(["UTC", "Europe/Vilnius", "America/New_York", "Pacific/Auckland", "Asia/Dubai"]))
    start = draw(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))
    place = Place(zone, draw(st.sampled_from(["", "LT", "US", "AE"])))
    seed = draw(st.integers(0, 10**6))
    opted = frozenset(draw(st.sets(st.sampled_from(["email", "linkedin", "phone"]), max_size=1)))
    return Snapshot(steps, (), start, place, seed, opted_out=opted, has_phone=draw(st.booleans()))


@settings(max_examples=120, deadline=None)
@given(floors(), st.data())
def test_each_step_is_done_once_or_left_out_with_a_reason_in_order_and_in_their_hours(floor, data):
    now, did = floor.started_at, []
    for _turn in range(400):
        move = next_move(floor, now)
        if isinstance(move, Finish):
            break
        floor, now = play(floor, move, now, did, data)
    else:
        pytest.fail("it never ends")
    assert did == sorted(set(did)) == [step.position for step in floor.steps]
    for touch in floor.touches:
        assert touch.outcome == "done" or touch.task_why


def play(floor: Snapshot, move, now: datetime, did: list[int], data) -> tuple[Snapshot, datetime]:
    """Do what the planner says, as the engine does, and let the world answer now and then."""
    match move:
        case Touch(step):
            assert is_open(now, floor.place, HOURS[step.kind])
            assert is_working_day(now.astimezone(floor.place.clock).date(), floor.place.country)
            did.append(step.position)
            state = data.draw(st.sampled_from(["sent", "queued", "unknown"])) if step.kind == "email" else ""
            return replace(floor, touches=(*floor.touches, Touched(step, "pending", now, mail=state))), now
        case PassOver(step, why):
            assert why
            did.append(step.position)
            left_out = Touched(step, "passed_over", now, done_at=now, task_why=why)
            return replace(floor, touches=(*floor.touches, left_out)), now
        case Settle(step, outcome, ended_at, why):
            said = data.draw(st.sampled_from(["", "reached", "no_answer", "voicemail"]))
            changed = {"outcome": outcome, "done_at": ended_at, "task_why": why, "disposition": said}
            return with_last(floor, step, **changed), now
        case Doubt(_step, until):
            return floor, until
        case Wait(until):
            assert until >= now
            under_way = next((touch for touch in floor.touches if touch.outcome == "pending"), None)
            if under_way and under_way.mail == "queued":
                return with_last(floor, under_way.step, mail="sent", mail_at=now), now
            if under_way and not under_way.mail and data.draw(st.booleans()):
                return with_last(floor, under_way.step, task="done", task_closed_at=now), now
            return floor, max(until, now + timedelta(minutes=1))
    raise AssertionError(move)


def with_last(floor: Snapshot, step: PlannedStep, **changes) -> Snapshot:
    return replace(floor, touches=tuple(replace(t, **changes) if t.step.id == step.id else t for t in floor.touches))
