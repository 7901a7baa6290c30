"""Conditions, branches that join again, calendar days, dates, leave and letters, as the planner has them: pure."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.cadences.branches import days, forks, tidy
from leadwright.cadences.carrying import Place as Spot
from leadwright.cadences.carrying import goes_straight, way_on
from leadwright.cadences.conditions import EVENTS, EVER, Condition, met_since
from leadwright.cadences.explaining import why_next
from leadwright.cadences.forecast import foresee
from leadwright.cadences.hours import Place, closes_on, day_of, in_words, week, windows_on
from leadwright.cadences.moves import CHANNELS
from leadwright.cadences.planner import (
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
    due_at,
    is_theirs,
    may_go,
    next_move,
)

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CONNECTED = Condition("connected")
# A mail; a wait of 5 days for the connection; the arm for it, the other arm, and what joins them.
FORK = (
    PlannedStep(1, 1, "email", "First"),
    PlannedStep(2, 2, "wait", "Connected?", 0, 5, condition=CONNECTED),
    PlannedStep(3, 3, "message", "Message", 1, arm="yes", fork=2),
    PlannedStep(4, 4, "call", "Call", 2, arm="no", fork=2),
    PlannedStep(5, 5, "email", "Second", 4, arm="no", fork=2),
    PlannedStep(6, 6, "email", "Last", 3),
)
BEGUN = Snapshot(FORK, (), MONDAY, Place("UTC"), 0)
FIRST = Touched(FORK[0], "done", MONDAY, MONDAY, mail="sent")
WAITING = Touched(FORK[1], "pending", MONDAY)


@dataclass
class Row:
    kind: str
    arm: str = ""


def rows(*words):
    return [Row(*word.split(":")) for word in words]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["email", "wait", "email:yes", "call:no", "email"], [None, None, 1, 1, None]),
        (["email:yes", "wait", "email", "call:no"], [None, None, None, None]),
        (["wait", "wait:yes", "email:no", "wait", "call:yes"], [None, 0, 0, None, 3]),
        ([], []),
    ],
)
def test_a_mark_belongs_to_the_deciding_step_right_before_it(steps, expected):
    assert forks(rows(*steps)) == expected


def test_marks_that_mean_nothing_are_taken_away():
    steps = rows("email:yes", "wait", "email:yes", "email", "call:no")
    tidy(steps)
    assert [step.arm for step in steps] == ["", "", "yes", "", ""]


def test_both_branches_begin_at_the_step_that_decides_and_the_longer_one_is_waited_for():
    steps = rows("email", "wait", "message:yes", "call:no", "email:no", "email")
    assert days(steps, [0, 2, 1, 2, 4, 3]) == [1, 3, 4, 5, 9, 12]


FACTS = {"company.employees": "1 200", "lead.country": "LT", "lead.title": "Head of quality", "lead.city": ""}


@pytest.mark.parametrize(
    ("field", "operator", "value", "expected"),
    [
        ("lead.country", "is", "lt", True),
        ("lead.country", "is", "LV", False),
        ("lead.country", "is_not", "LV", True),
        ("lead.title", "contains", "QUALITY", True),
        ("lead.title", "contains", "", False),
        ("company.employees", "at_least", "200", True),
        ("company.employees", "at_most", "200", False),
        ("company.employees", "at_least", "many", False),
        ("company.employees", "at_least", "nan", False),
        ("lead.city", "known", "", False),
        ("lead.city", "unknown", "", True),
        ("lead.language", "is", "lt", False),
    ],
)
def test_a_field_says_so_or_not(field, operator, value, expected):
    condition = Condition("field", False, field, operator, value)
    assert (met_since(condition, {}, FACTS) == EVER) is expected
    assert str(condition).startswith(field)


def test_an_event_holds_from_when_it_happened_and_its_contrary_until_then():
    assert met_since(CONNECTED, {"connected": MONDAY}, {}) == MONDAY
    assert met_since(CONNECTED, {}, {}) is None
    assert met_since(replace(CONNECTED, negated=True), {}, {}) == EVER
    assert met_since(replace(CONNECTED, negated=True), {"connected": MONDAY}, {}) is None
    assert {str(Condition(event)) for event in EVENTS}.isdisjoint({str(Condition(event, True)) for event in EVENTS})


def moved(**changes):
    return next_move(replace(BEGUN, **changes), changes.pop("now", MONDAY))


def at(day, hour=10):
    return MONDAY.replace(hour=hour) + DAY * day


CASES = [
    ("a wait begins", {"touches": (FIRST,)}, at(0), Touch, "step 1", ""),
    ("it lasts", {"touches": (FIRST, WAITING)}, at(2), Wait, "whether they accepted", ""),
    ("and a hold is told", {"touches": (FIRST, WAITING), "holds": (Held(at(1), at(9), "Away."),)}, at(2), Wait,
     "Away.", ""),
    ("until it happens", {"touches": (FIRST, WAITING), "events": {"connected": at(1)}}, at(2), Settle, "Yes", "yes"),
    ("what happened before counts from now on", {"touches": (FIRST, WAITING), "events": {"connected": at(-9)}}, at(0),
     Settle, "Yes", "yes"),
    ("or the time is over", {"touches": (FIRST, WAITING)}, at(7, 17), Settle, "No", "no"),
    ("then the branch is theirs", {"touches": (FIRST, replace(WAITING, outcome="done", arm="yes"))}, at(1), Touch,
     "Step 3", ""),
    ("and the other one for the others", {"touches": (FIRST, replace(WAITING, outcome="done", arm="no"))}, at(2),
     Touch, "Step 4", ""),
    ("a step is for some only", {"steps": (replace(FORK[0], condition=Condition("replied")),)}, at(0), PassOver,
     "Only where they replied", ""),
    ("that is looked at when it is due",
     {"steps": (replace(FORK[0], wait_days=2, condition=Condition("replied")),)}, at(0), Wait, "cadence starts", ""),
    ("a wait without a condition is only a wait", {"steps": (PlannedStep(1, 1, "wait", "Rest", 0, 1),),
     "touches": (Touched(PlannedStep(1, 1, "wait", "Rest", 0, 1), "pending", MONDAY),)}, at(1, 17), Settle,
     "The time is over", "no"),
    ("one that decides at once", {"steps": (replace(FORK[1], patience_days=0),),
     "touches": (Touched(replace(FORK[1], patience_days=0), "pending", MONDAY),)}, at(0), Settle, "No", "no"),
    ("a date waits", {"steps": (replace(FORK[0], on=date(2026, 12, 3)),)}, at(0), Wait, "3 Dec 2026", ""),
    ("a date that had passed is left out", {"steps": (replace(FORK[0], on=date(2026, 11, 20)),)}, at(0), PassOver,
     "had passed", ""),
    ("nothing while the sender is on leave", {"away": ((date(2026, 11, 20), date(2026, 11, 27)),)}, at(0), Wait,
     "cadence starts", ""),
    ("a follow-up without anything to answer", {"steps": (replace(FORK[0], begins=False),)}, at(0), PassOver,
     "none was sent", ""),
    ("but what a person left out does not break it", {
        "steps": (replace(FORK[0], approved_first=True), replace(FORK[5], begins=False)),
        "touches": (Touched(replace(FORK[0], approved_first=True), "passed_over", MONDAY, MONDAY, by_hand=True),)},
     at(3), Touch, "Step 6", ""),
    ("a letter waits for its person", {"touches": (Touched(FORK[0], "pending", MONDAY, by_hand=True),)}, at(0), Wait,
     "Waits for step 1", ""),
    ("a letter that was left out", {"touches": (Touched(FORK[0], "pending", MONDAY, task="skipped", by_hand=True),)},
     at(0), Settle, "Skipped", ""),
    ("a letter that was approved is a mail", {
        "touches": (Touched(FORK[0], "pending", MONDAY, mail="queued", by_hand=True),)}, at(0), Wait, "queue", ""),
    ("a hold that ends the cadence", {"holds": (Held(at(-3), at(0, 8), "A colleague wrote.", ends="answered"),)},
     at(0), Finish, "colleague", ""),
    ("but not before its day", {"holds": (Held(at(-3), at(4), "A colleague wrote.", ends="answered"),)}, at(0), Wait,
     "colleague", ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "now", "kind", "words", "arm"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_next_move(changes, now, kind, words, arm):
    move = next_move(replace(BEGUN, **changes), now)
    assert isinstance(move, kind), move
    assert words in move.why
    assert getattr(move, "arm", "") == arm


def test_the_branch_is_counted_from_the_event_and_the_others_from_the_end_of_the_wait():
    happened = replace(WAITING, outcome="done", arm="yes", done_at=at(1))
    assert due_at(FORK[2], replace(BEGUN, touches=(FIRST, happened))).date() == at(2).date()
    ran_out = replace(WAITING, outcome="done", arm="no", done_at=at(7))
    assert due_at(FORK[3], replace(BEGUN, touches=(FIRST, ran_out))).date() == at(9).date()


def test_what_joins_again_is_counted_without_the_other_branch():
    happened = replace(WAITING, outcome="done", arm="yes", done_at=at(1))
    message = Touched(FORK[2], "done", at(2), at(2))
    assert due_at(FORK[5], replace(BEGUN, touches=(FIRST, happened, message))).date() == at(7).date()


def test_calendar_days_run_through_the_week_end():
    steps = (FORK[0], PlannedStep(2, 2, "other", "Card", 7, calendar=True), PlannedStep(3, 3, "email", "Then", 1))
    begun = replace(BEGUN, steps=steps, touches=(replace(FIRST, step=steps[0]),))
    assert due_at(steps[1], begun).date() == at(7).date()
    held = replace(begun, holds=(Held(at(1), at(4), "Away.", over_at=at(4)),))
    assert due_at(steps[1], held).date() == at(10).date()
    before = replace(begun, holds=(Held(at(-8), at(-4), "Away.", over_at=at(-4)),))
    assert due_at(steps[1], before) == due_at(steps[1], begun)
    left_out = replace(begun, touches=(*begun.touches, Touched(steps[1], "passed_over", at(0), at(0))))
    assert due_at(steps[2], left_out).date() == at(8).date()


def test_a_mail_waits_until_its_sender_is_back_and_a_task_does_not():
    away = replace(BEGUN, away=((date(2026, 11, 20), date(2026, 11, 25)), (date(2026, 11, 26), date(2026, 11, 27))))
    assert due_at(FORK[0], away).date() == date(2026, 11, 30)
    assert not may_go(FORK[0], at(0), away)
    assert may_go(replace(FORK[0], kind="message"), at(0), away)


OFFICE = ((time(8), time(12)), (time(14), time(18)))
OPEN = week((OFFICE, OFFICE, OFFICE, OFFICE, ((time(8), time(12)),), ((time(10), time(12)),), ()))


def test_a_week_of_its_own_has_windows_for_each_day_and_keeps_public_holidays():
    lt = Place("Europe/Vilnius", "LT")
    assert windows_on(date(2026, 11, 28), lt, OPEN) == ((time(10), time(12)),)  # a Saturday
    assert windows_on(date(2026, 12, 25), lt, OPEN) == ()
    assert windows_on(date(2026, 11, 29), lt, OPEN) == ()
    assert in_words(OPEN) == "Mon–Thu 08:00–12:00, 14:00–18:00; Fri 08:00–12:00; Sat 10:00–12:00"
    assert closes_on(date(2026, 11, 27), lt, OPEN) == datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert closes_on(date(2026, 11, 29), Place("UTC"), OPEN) == datetime(2026, 11, 29, 17, tzinfo=UTC)
    at_night = replace(BEGUN, mail_hours=OPEN, started_at=datetime(2026, 11, 27, 13, tzinfo=UTC))
    assert due_at(FORK[0], at_night) == datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert "Sat" not in why_next(at_night, at_night.started_at)[-3].text
    assert any("10:00 to 12:00" in reason.text for reason in why_next(at_night, at_night.started_at))


def test_the_forecast_takes_the_branch_of_those_for_whom_nothing_happens():
    found = [(each.step.id, (each.at - MONDAY).days) for each in foresee(BEGUN, MONDAY, MONDAY + DAY * 40)]
    assert [step for step, _day in found] == [1, 4, 5, 6]
    happened = replace(BEGUN, events={"connected": MONDAY})
    assert [each.step.id for each in foresee(happened, MONDAY, MONDAY + DAY * 40)] == [1, 3, 6]


@pytest.mark.parametrize(
    ("snapshot", "code", "words"),
    [
        (replace(BEGUN, touches=(FIRST, WAITING)), "branch", "by the other one"),
        (replace(BEGUN, touches=(FIRST,)), "wait", "nothing is sent"),
        (replace(BEGUN, steps=(replace(FORK[0], on=date(2026, 12, 3)),)), "on", "Thu 3 Dec 2026"),
        (replace(BEGUN, steps=(replace(FORK[0], condition=CONNECTED),)), "condition", "they accepted"),
        (replace(BEGUN, away=((date(2026, 11, 23), date(2026, 11, 27)),)), "leave", "on leave"),
        (replace(BEGUN, steps=(replace(FORK[0], wait_days=3, calendar=True),)), "counted", "3 calendar days later"),
    ],
)
def test_each_reason_is_told(snapshot, code, words):
    assert any(words in reason.text for reason in why_next(snapshot, MONDAY) if reason.code == code)


def spots(*given_):
    return [Spot(n, identity, 0, arm, fork) for n, (identity, arm, fork) in enumerate(given_, start=1)]


def test_who_chose_a_branch_is_carried_over_without_the_other_one():
    old = spots((1, "", None), (2, "", None), (3, "yes", 2), (4, "no", 2), (5, "", None))
    new = spots((1, "", None), (2, "", None), (3, "yes", 2), (6, "yes", 2), (4, "no", 2), (5, "", None))
    way = way_on(old[:2], old, new, {2: "yes"})
    assert [step.identity for step in way] == [1, 2, 3, 6, 5]
    assert goes_straight(way, new, {2: "yes"})
    open_ = way_on(old[:2], old, new, {})
    assert [step.identity for step in open_] == [1, 2, 3, 6, 4, 5]
    assert goes_straight(open_, new, {})


def test_a_deciding_step_that_was_put_behind_them_counts_as_not_happened():
    old = spots((1, "", None), (2, "", None), (5, "", None))
    new = spots((1, "", None), (9, "", None), (2, "", None), (7, "", None), (8, "yes", 9), (6, "no", 9), (5, "", None))
    way = way_on(old[:2], old, new, {})
    assert [(step.identity, step.arm) for step in way] == [(1, ""), (2, ""), (7, ""), (6, ""), (5, "")]


@st.composite
def floors(draw):
    """A cadence of any kinds and branches, a reader anywhere, and events that happen or do not."""
    kinds = draw(st.lists(st.sampled_from([*CHANNELS, "wait", "wait"]), min_size=1, max_size=7))
    marked = [Row(kind, draw(st.sampled_from(["", "yes", "no"]))) for kind in kinds]
    tidy(marked)
    decides = forks(marked)
    steps = []
    for n, (row, fork) in enumerate(zip(marked, decides, strict=True), start=1):
        asks = draw(st.sampled_from([*EVENTS, ""])) if row.kind != "wait" else draw(st.sampled_from(EVENTS))
        condition = Condition(asks, draw(st.booleans())) if asks else None
        wait, patience = draw(st.integers(0, 4)), draw(st.integers(0 if row.kind == "wait" else 1, 3))
        on = draw(st.sampled_from([None, None, date(2026, 11, 20), date(2026, 12, 1)]))
        more = {"calendar": draw(st.booleans()), "on": on, "arm": row.arm, "condition": condition}
        more |= {"fork": None if fork is None else fork + 1, "begins": draw(st.booleans())}
        steps.append(PlannedStep(n, n, row.kind, row.kind, wait, patience, **more))
    hours = draw(st.sampled_from([OPEN, ((time(9), time(17)),)]))
    away = draw(st.sampled_from([(), ((date(2026, 11, 24), date(2026, 11, 26)),)]))
    events = {name: MONDAY + DAY * draw(st.integers(-3, 12)) for name in draw(st.sets(st.sampled_from(EVENTS)))}
    place = Place(
        draw(st.sampled_from(["UTC", "Europe/Vilnius", "Asia/Dubai"])), draw(st.sampled_from(["", "LT", "AE"]))
    )
    return Snapshot(tuple(steps), (), MONDAY, place, 7, mail_hours=hours, call_hours=hours, away=away), events


@given(floors(), st.data())
def test_every_step_of_their_way_is_settled_once_in_order_and_none_of_another_branch(floor, data):
    snapshot, events = floor
    now, did = MONDAY, []
    for _turn in range(300):
        snapshot = replace(snapshot, events={name: when for name, when in events.items() if when <= now})
        assert why_next(snapshot, now)
        move = next_move(snapshot, now)
        if isinstance(move, Finish):
            break
        snapshot, now = play(snapshot, move, now, did, data)
    else:
        pytest.fail("it never ends")
    assert did == sorted(set(did)) == [step.position for step in snapshot.steps if is_theirs(step, snapshot)]
    decided = {touch.step.id: touch.arm for touch in snapshot.touches if touch.step.kind == "wait"}
    assert all(arm in {"yes", "no"} for arm in decided.values())


def play(snapshot, move, now, did, data):
    """Do what the planner says, as the engine does."""
    match move:
        case Touch(step):
            if step.kind != "wait":
                assert may_go(step, now, snapshot)
                assert step.on is None or day_of(now, snapshot.place) >= step.on
            did.append(step.position)
            mail = data.draw(st.sampled_from(["sent", "unknown"])) if step.kind == "email" else ""
            return replace(snapshot, touches=(*snapshot.touches, Touched(step, "pending", now, mail=mail))), now
        case PassOver(step, why):
            assert why
            did.append(step.position)
            out = Touched(step, "passed_over", now, now)
            return replace(snapshot, touches=(*snapshot.touches, out)), now
        case Settle(step, outcome, ended_at, _why, arm):
            said = data.draw(st.sampled_from(["", "no_answer"]))
            changed = {"outcome": outcome, "done_at": ended_at, "arm": arm, "disposition": said}
            assert bool(arm) == (step.kind == "wait")
            return with_last(snapshot, step, **changed), now
        case Doubt(_step, until):
            return snapshot, until
        case Wait(until):
            assert until >= now
            return snapshot, max(until, now + timedelta(minutes=1))
    raise AssertionError(move)


def with_last(snapshot, step, **changes):
    touches = (replace(touch, **changes) if touch.step.id == step.id else touch for touch in snapshot.touches)
    return replace(snapshot, touches=tuple(touches))
