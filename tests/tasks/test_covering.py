"""Cover for leave, work taken over, and what is late given new days: each in one act, each taken back by one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.tasks import covering
from leadwright.tasks.models import Leave, Move, Task
from leadwright.web.today import queue
from tests.browser.a_day import a_task
from tests.cast import a_lead

DAY = timedelta(days=1)


@pytest.fixture
def late(cast, now):
    lead = a_lead(cast.bob)
    tasks = [a_task(lead, "reminder", f"T{n}", "Because.", now - (n + 1) * DAY) for n in range(1)]
    for number in range(1, 40):
        lead = a_lead(cast.bob, f"p{number}@firm.example")
        tasks.append(a_task(lead, "reminder", f"T{number}", "Because.", now - DAY - number * timedelta(minutes=1)))
    return tasks


def seen(member, now) -> int:
    return sum(group.count for group in queue(member, now) if group.kind.name == "reminder")


def test_the_cover_sees_the_work_and_it_is_not_moved(as_member, stopped_clock, cast, now, late):
    client = as_member(cast.bob)
    given = {"member": cast.bob.pk, "cover": cast.alice.pk, "first_on": "2026-11-23", "last_on": "2026-11-27"}
    answer = client.post(reverse("tasks:leaves"), given)
    assert answer.status_code == 303
    group = next(group for group in queue(cast.alice, now) if group.kind.name == "reminder")
    assert group.count == 40 and "Bob is away, you cover" in group.items[0].why
    assert seen(cast.alice, now + 5 * DAY) == 0
    assert Task.objects.filter(owner=cast.bob).count() == 40
    client.post(reverse("tasks:leave_ending", args=[Leave.objects.get().pk]))
    assert seen(cast.alice, now) == 0


def test_a_rep_says_it_of_themselves_and_a_manager_of_anybody(as_member, stopped_clock, cast, now, late):
    given = {"member": cast.bob.pk, "cover": cast.alice.pk, "first_on": "2026-11-23", "last_on": "2026-11-27"}
    assert as_member(cast.alice).post(reverse("tasks:leaves"), given).status_code == 422
    assert as_member(cast.alice).post(reverse("tasks:moves"), {"member": cast.bob.pk}).status_code == 422
    assert as_member(cast.dana).post(reverse("tasks:leaves"), given).status_code == 303
    for wrong in (
        {"cover": cast.bob.pk},
        {"last_on": "2026-11-20"},
        {"last_on": "2026-11-22", "first_on": "2026-11-21"},
    ):
        assert as_member(cast.dana).post(reverse("tasks:leaves"), {**given, **wrong}).status_code == 422
    leave = Leave.objects.get()
    assert as_member(cast.alice).post(reverse("tasks:leave_ending", args=[leave.pk])).status_code == 403
    assert as_member(cast.charlie).post(reverse("tasks:leave_ending", args=[leave.pk])).status_code == 404


def test_what_is_late_gets_new_days_a_days_work_each_and_goes_back(cast, now, late):
    before = dict(Task.objects.values_list("pk", "due_at"))
    act = covering.shift(cast.bob, by=cast.bob, now=now)
    days = [due.date().isoformat() for due in Task.objects.order_by("due_at").values_list("due_at", flat=True)]
    assert (days.count("2026-11-24"), days.count("2026-11-25")) == (30, 10)
    assert covering.shift(cast.bob, by=cast.bob, now=now) is None
    late[0].close(by=cast.bob, outcome="done", now=now)
    assert covering.take_back(act, now=now) == 39
    assert covering.take_back(act, now=now) == 0
    assert all(before[task.pk] == task.due_at for task in Task.objects.open())


def test_a_manager_gives_all_that_is_due_to_a_colleague(as_member, stopped_clock, cast, now, late):
    client = as_member(cast.dana)
    page = client.get(reverse("tasks:team")).content.decode()
    assert "40 tasks due" in page
    client.post(reverse("tasks:moves"), {"member": cast.bob.pk, "to": cast.alice.pk})
    assert (seen(cast.alice, now), seen(cast.bob, now)) == (40, 0)
    act = Move.objects.get()
    assert as_member(cast.alice).post(reverse("tasks:move_taking_back", args=[act.pk])).status_code == 403
    as_member(cast.dana).post(reverse("tasks:move_taking_back", args=[act.pk]))
    assert (seen(cast.alice, now), seen(cast.bob, now)) == (0, 40)
