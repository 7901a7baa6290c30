from datetime import timedelta

from leadwright.activities.models import Activity
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task
from tests.cast import a_lead


def a_task(cast, now, **changes):
    lead = changes.pop("lead", None) or a_lead(cast.alice)
    given = {"kind": "call", "owner": cast.alice, "title": "Call Rūta", "why": "Step 5.", "key": "touch:1:5"}
    return ask(lead=lead, **{**given, "due_at": now, "now": now, **changes})


def test_asked_twice_is_one_task_also_when_it_was_closed(cast, now):
    task = a_task(cast, now)
    again = a_task(cast, now, lead=task.lead, title="Another title")
    assert again == task
    task.close(by=cast.alice, outcome="done", now=now)
    assert a_task(cast, now, lead=task.lead).closed_at == now
    assert Task.objects.get().title == "Call Rūta"


def test_closing_twice_is_once(cast, now):
    task = a_task(cast, now)
    assert task.close(by=cast.alice, outcome="skipped", note="No number.", now=now)
    assert not task.close(by=cast.bob, outcome="done", now=now + timedelta(hours=1))
    task.refresh_from_db()
    assert (task.closed_by, task.outcome, task.note) == (cast.alice, "skipped", "No number.")
    assert Activity.objects.filter(kind="task_skipped").count() == 1


def test_what_is_dropped_or_told_elsewhere_writes_no_second_line(cast, now):
    task = a_task(cast, now)
    task.close(by=None, outcome="dropped", now=now)
    other = a_task(cast, now, lead=task.lead, key="touch:1:6")
    other.close(by=cast.alice, outcome="done", now=now, told=False)
    assert Activity.objects.count() == 0


def test_a_closed_task_is_not_put_off_but_can_be_opened_again(cast, now):
    task = a_task(cast, now)
    later = now + timedelta(days=1)
    assert task.snooze(later, cast.alice, now)
    assert task.due_at == later
    task.close(by=cast.alice, outcome="done", now=now)
    assert not task.snooze(later + timedelta(days=1), cast.alice, now)
    assert task.reopen(cast.alice, now)
    assert task.is_open
    assert not task.reopen(cast.alice, now)


def test_only_open_tasks_are_due(cast, now):
    task = a_task(cast, now)
    assert list(Task.objects.seen_by(cast.alice).owned_by(cast.alice).due(now)) == [task]
    assert not Task.objects.seen_by(cast.charlie).exists()
    assert not Task.objects.due(now - timedelta(minutes=1)).exists()
