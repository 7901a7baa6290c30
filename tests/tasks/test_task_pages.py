import pytest
from django.urls import reverse

from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task
from tests.cast import a_lead


@pytest.fixture
def task(cast, now):
    lead = a_lead(cast.alice)
    return ask(kind="other", lead=lead, owner=cast.alice, title="Look", why="asked", key="k", due_at=now, now=now)


def test_done_is_done_once_and_can_be_taken_back(cast, as_member, task):
    client = as_member(cast.alice)
    for _ in range(2):
        assert client.post(reverse("tasks:close", args=[task.pk]), {"outcome": "done"}).status_code == 303
    task.refresh_from_db()
    assert task.outcome == "done"
    client.post(reverse("tasks:reopen", args=[task.pk]))
    task.refresh_from_db()
    assert task.is_open


def test_skipping_asks_for_a_reason(cast, as_member, task):
    client = as_member(cast.bob)
    assert client.post(reverse("tasks:close", args=[task.pk]), {"outcome": "skipped"}).status_code == 422
    client.post(reverse("tasks:close", args=[task.pk]), {"outcome": "skipped", "note": "on leave"})
    task.refresh_from_db()
    assert (task.outcome, task.note, task.closed_by) == ("skipped", "on leave", cast.bob)


def test_putting_off_goes_to_the_next_morning_or_to_a_day_that_is_given(cast, as_member, task, stopped_clock):
    client = as_member(cast.alice)
    client.post(reverse("tasks:snooze", args=[task.pk]))
    task.refresh_from_db()
    assert task.due_at.isoformat() == "2026-11-24T09:00:00+00:00"
    client.post(reverse("tasks:snooze", args=[task.pk]), {"day": "2026-12-01", "hour": "14:30"})
    task.refresh_from_db()
    assert task.due_at.isoformat() == "2026-12-01T14:30:00+00:00"
    assert client.post(reverse("tasks:snooze", args=[task.pk]), {"day": "2020-01-01"}).status_code == 422


def test_a_reminder_is_set_once_for_each_form(cast, as_member, task, stopped_clock):
    client = as_member(cast.alice)
    given = {"lead": task.lead_id, "title": "Ring her", "day": "2026-12-01", "hour": "10:00", "once": "abc"}
    for _ in range(2):
        client.post(reverse("tasks:new"), given, headers={"HX-Request": "true"})
    assert Task.objects.filter(title="Ring her").count() == 1
    wrong = client.post(reverse("tasks:new"), {**given, "day": "2020-01-01", "once": "b"})
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ["close", "reopen", "snooze"])
def test_another_workspace_finds_no_task_and_get_changes_nothing(cast, as_member, task, name):
    url = reverse(f"tasks:{name}", args=[task.pk])
    assert as_member(cast.charlie).post(url, {"outcome": "done"}).status_code == 404
    assert as_member(cast.mara).post(url, {"outcome": "done"}).status_code == 403
    assert as_member(cast.alice).get(url).status_code == 405
    task.refresh_from_db()
    assert task.is_open


def test_a_reminder_for_a_lead_of_another_workspace_is_not_set(cast, as_member, task):
    client = as_member(cast.charlie)
    assert client.post(reverse("tasks:new"), {"lead": task.lead_id, "title": "x"}).status_code == 404
    assert client.get(reverse("tasks:panel", args=[task.lead_id])).status_code == 404


def test_the_panel_shows_what_is_open_and_why(cast, as_member, task):
    page = as_member(cast.alice).get(reverse("tasks:panel", args=[task.lead_id])).content.decode()
    assert "Look" in page
    assert "asked" in page
