"""The days to come, walked by the planner itself."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.urls import reverse

from leadwright.cadences.forecast import Load, foresee, loads, overload
from leadwright.cadences.hours import Place
from leadwright.cadences.models import Enrolment, Touch
from leadwright.cadences.outlook import ASSUMED_A_DAY, good_days, outlook, upper_quarter
from leadwright.cadences.planner import Held, PlannedStep, Snapshot, Touched
from leadwright.cadences.rules import default_ruleset
from leadwright.channels.models import Mailbox
from leadwright.tasks.models import Leave, Task
from tests.cadences.floor import enrolled, run, tick

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
STEPS = (
    PlannedStep(1, 1, "email", "First"),
    PlannedStep(2, 2, "call", "Call", 2),
    PlannedStep(3, 3, "voicemail", "Voicemail"),
    PlannedStep(4, 4, "email", "Last", 4),
)
BEGUN = Snapshot(STEPS, (), NOW, Place("UTC"), seed=0)


def days(snapshot, length=30):
    return [(touch.step.id, (touch.at - NOW).days) for touch in foresee(snapshot, NOW, NOW + timedelta(days=length))]


def test_the_whole_way_is_foreseen_day_by_day():
    assert days(BEGUN) == [(1, 0), (2, 2), (3, 2), (4, 8)]
    assert days(BEGUN, 3) == [(1, 0), (2, 2), (3, 2)]


def test_a_step_that_will_be_left_out_is_not_counted():
    assert days(replace(BEGUN, has_phone=False)) == [(1, 0), (4, 8)]
    assert days(replace(BEGUN, opted_out=frozenset({"all"}))) == []


def test_a_hold_moves_all_that_follows_and_one_without_a_date_takes_it_out():
    held = Held(NOW, NOW + timedelta(days=7), "Away.")
    assert days(replace(BEGUN, holds=(held,)))[0] == (1, 7)
    assert days(replace(BEGUN, holds=(replace(held, until=None),))) == []


def test_what_is_under_way_counts_once_and_today():
    queued = Touched(STEPS[0], "pending", NOW, mail="queued", mail_at=NOW)
    assert days(replace(BEGUN, touches=(queued,))) == [(1, 0), (2, 2), (3, 2), (4, 8)]
    called = (Touched(STEPS[0], "done", NOW, NOW), Touched(STEPS[1], "pending", NOW, task_due_at=NOW))
    assert [step for step, _day in days(replace(BEGUN, touches=called))] == [2, 3, 4]
    doubt = Touched(STEPS[0], "pending", NOW, mail="unknown", mail_at=NOW)
    assert [step for step, _day in days(replace(BEGUN, touches=(doubt,)))] == [2, 3, 4]
    off = Touched(STEPS[0], "pending", NOW, mail="cancelled", mail_at=NOW)
    assert days(replace(BEGUN, touches=(off,)))[0] == (1, 1)


def test_a_full_or_a_shut_mailbox_still_shows_what_is_asked_of_it():
    assert days(replace(BEGUN, mailbox_full="Full.", mailbox_shut="Stopped.")) == days(BEGUN)


def test_a_day_over_its_limit_is_an_overload():
    day = date(2026, 11, 23)
    found = loads(Counter({day: 4}), [day], 10, scale=3.0)
    assert found == [Load(day, 12, 10)]
    assert overload(found)[0].over == 2
    assert not overload([Load(day, 5, None), Load(day, 5, 5)])


def test_a_good_day_is_what_a_quarter_of_the_days_reach():
    assert upper_quarter([1, 2, 3, 4, 5, 6, 7, 8]) == 7


def test_what_is_foreseen_is_what_then_happens(cast, now):
    """The forecast of the first minute against the floor itself, where nobody answers and tasks are done at once."""
    for number in range(2):
        enrolled(cast.alice, now=now, email=f"p{number}@company{number}.example")
    seen = outlook(cast.workspace, cast.alice, now)
    expected = {row.name: [load.asked for load in row.loads[:12]] for row in seen.channels}

    def all_tasks_done(at):
        for task in Task.objects.open().filter(kind__in=["call", "linkedin"]):
            task.close(by=cast.alice, outcome="done", now=at)
        tick(at)

    run(now, days=12, each_hour=all_tasks_done)
    for channel, kind in (("email", "email"), ("linkedin", "linkedin")):
        done = Touch.objects.filter(step__kind=kind, outcome="done").values_list("at", flat=True)
        happened = Counter(at.date() for at in done)
        assert expected[channel] == [happened[day] for day in seen.days[:12]], channel


def test_the_page_shows_what_is_too_much(cast, now, as_member):
    for number in range(4):
        enrolled(cast.alice, now=now, email=f"p{number}@company{number}.example")
    Mailbox.objects.update(daily_limit=3)
    rules = default_ruleset(cast.workspace)
    rules.waits_for_leave = False  # else nothing is asked of her while she is away
    rules.save(update_fields=["waits_for_leave"])
    Leave.objects.create(
        workspace=cast.workspace,
        member=cast.alice,
        cover=cast.bob,
        first_on=now.date(),
        last_on=now.date() + timedelta(days=3),
        at=now,
    )
    seen = outlook(cast.workspace, cast.dana, now)
    [box], [alice] = seen.mailboxes, seen.people
    assert box.over[0].over == 1
    assert (alice.limit, alice.measured, alice.over[0].limit) == (ASSUMED_A_DAY, False, 0)
    page = as_member(cast.dana).get(reverse("cadences:forecast"))
    assert b"More is asked for" in page.content
    assert as_member(cast.alice).get(reverse("cadences:forecast")).status_code == 403


def test_of_very_many_some_are_walked_and_stand_for_the_others(cast, now):
    for number in range(9):
        enrolled(cast.alice, now=now, email=f"p{number}@company{number}.example")
    seen = outlook(cast.workspace, cast.dana, now, most=3)
    assert (seen.enrolments, seen.sampled, seen.walked) == (9, True, 3)
    assert seen.mailboxes[0].loads[0].asked == 9
    assert Enrolment.objects.active().count() == 9


def test_a_persons_good_day_is_measured(cast, now):
    for day in range(6):
        for number in range(day + 1):
            Task.objects.create(
                workspace=cast.workspace,
                owner=cast.alice,
                kind="other",
                title="t",
                key=f"{day}:{number}",
                due_at=now,
                created_at=now,
                outcome="done",
                closed_at=now - timedelta(days=day, hours=1),
            )
    assert good_days(cast.workspace, now) == {cast.alice.pk: 5}
