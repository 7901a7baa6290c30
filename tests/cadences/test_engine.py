import threading
from datetime import timedelta

import pytest
from django.db import connection

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.calling import call_made
from leadwright.cadences.engine import advance_due
from leadwright.cadences.linkedin import touched
from leadwright.cadences.models import Enrolment, Hold, Refusal, Touch
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.cadences.stopping import hold_all, resume, stop_all
from leadwright.channels.models import Mailbox
from leadwright.conversations.calls import log_call
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead, Status, opt_out
from leadwright.tasks.models import Task
from tests.cadences.floor import enrolled, run, send_everything, tick


def do_tasks(by, disposition="no_answer"):
    """A rep who does each task as soon as it stands there."""

    def at(now):
        for task in Task.objects.open().filter(due_at__lte=now).exclude(touch=None):
            if task.kind == "linkedin":
                touched(task, by=by, note="", now=now)
            else:
                left = "voicemail" if task.title.startswith("Leave") else disposition
                call_made(task, disposition=left, note="", by=by, now=now)

    return at


def days_of_touches(enrolment):
    """Working day (1 is the first) of each step."""
    found = []
    for touch in enrolment.touches.order_by("step__position"):
        first = enrolment.started_at.date()
        span = (touch.done_at.date() - first).days
        days = [first + timedelta(days=n) for n in range(span + 1)]
        found.append(sum(day.weekday() < 5 for day in days))
    return found


def test_the_shipped_cadence_runs_on_its_days_in_one_thread(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=45, each_hour=do_tasks(cast.alice))
    enrolment.refresh_from_db()
    assert days_of_touches(enrolment) == [1, 1, 3, 7, 9, 9, 9, 13, 17, 22]
    assert set(enrolment.touches.values_list("outcome", flat=True)) == {"done"}
    assert (enrolment.state, enrolment.ended_code) == ("finished", "finished")
    assert enrolment.lead.status == Status.FINISHED
    assert Activity.objects.filter(kind=Kind.STOPPED, lead=enrolment.lead).count() == 1
    mails = list(Message.objects.filter(lead=enrolment.lead).order_by("at"))
    assert len(mails) == 7
    assert len({mail.conversation_id for mail in mails}) == 1
    for before, after in zip(mails, mails[1:], strict=False):
        assert after.in_reply_to == before.message_id
        assert after.subject == f"Re: {mails[0].subject}"
    assert all("Rūta" in mail.text for mail in mails)


def test_twice_is_once(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    assert advance_due(now=later, worker="one") == 1
    assert advance_due(now=later, worker="one") == 0
    Enrolment.objects.update(due_at=later)
    advance_due(now=later, worker="one")
    assert Message.objects.count() == 1
    assert Touch.objects.filter(enrolment=enrolment).count() == 1


def test_a_task_that_nobody_does_is_passed_over_and_says_so(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=8)
    linkedin = enrolment.touches.get(step__position=2)
    assert linkedin.outcome == "passed_over"
    assert "3 working days" in linkedin.why
    assert linkedin.task.outcome == "dropped"
    assert enrolment.touches.filter(step__position=3).exists()


def test_an_answered_call_ends_the_cadence(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=20, each_hour=do_tasks(cast.alice, disposition="reached"))
    enrolment.refresh_from_db()
    assert enrolment.ended_code == "answered"
    assert enrolment.lead.status == Status.ANSWERED
    assert not enrolment.touches.filter(step__position__gt=5).exists()


def test_voicemail_in_the_call_does_the_voicemail_step_and_makes_a_reminder(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=13, each_hour=do_tasks(cast.alice, disposition="voicemail"))
    assert enrolment.touches.get(step__position=6).outcome == "done"
    reminder = Task.objects.get(kind="reminder", lead=enrolment.lead)
    call = enrolment.touches.get(step__position=5)
    assert reminder.due_at.date() > call.done_at.date()
    assert Task.objects.filter(title__startswith="Leave a voicemail").count() == 0


def test_a_call_back_holds_the_cadence_until_then(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=10, each_hour=do_tasks(cast.alice, disposition="call_back"))
    run(now + timedelta(days=10), days=1, each_hour=do_tasks(cast.alice, disposition="call_back"))
    assert Hold.objects.get(enrolment=enrolment).code == "call_back"
    assert Task.objects.open().filter(title__endswith="back").count() == 1


def test_no_mail_goes_after_an_answer_and_what_was_queued_is_called_off(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    assert stop_all(enrolment.lead, code="answered", why="She wrote back.", now=later) == 1
    assert stop_all(enrolment.lead, code="answered", why="She wrote back.", now=later) == 0
    assert Message.objects.get().state == Message.State.CANCELLED
    assert enrolment.touches.get().outcome == "passed_over"
    run(later, days=40)
    assert Message.objects.count() == 1


def test_opting_out_of_mail_leaves_the_calls(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=1)
    opt_out(enrolment.lead, channel="email", source="one_click", at=now)
    run(now + timedelta(days=1), days=30, each_hour=do_tasks(cast.alice))
    outcomes = dict(enrolment.touches.values_list("step__position", "outcome"))
    assert outcomes == {1: "done", 2: "done", 3: "passed_over", 4: "passed_over", 5: "done", 6: "done"} | {
        position: "passed_over" for position in (7, 8, 9, 10)
    }
    assert Message.objects.count() == 1


def test_opting_out_of_everything_ends_it(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    opt_out(enrolment.lead, channel="all", source="reply", at=now)
    run(now, days=2)
    enrolment.refresh_from_db()
    assert enrolment.ended_code == "opted_out"
    assert Lead.objects.get().status == Status.OPTED_OUT
    assert Message.objects.count() == 0


def test_a_missing_name_is_asked_for_and_nothing_is_sent_until_it_is_there(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    Lead.objects.update(given_name="")
    run(now, days=1)
    assert Message.objects.count() == 0
    refusal = Refusal.objects.get(code="missing_field")
    assert "lead.given_name" in refusal.sentence
    asked = Task.objects.open().get(key__startswith="missing:")
    Lead.objects.update(given_name="Rūta")
    run(now + timedelta(days=1), days=1)
    assert Message.objects.filter(text__contains="Hello Rūta").count() == 1
    asked.refresh_from_db()
    assert asked.outcome == "dropped"
    enrolment.refresh_from_db()
    assert enrolment.position >= 1


def test_a_hold_stands_still_and_lifts_itself_on_its_date(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    run(now, days=1, each_hour=do_tasks(cast.alice))
    until = now + timedelta(days=7)
    hold_all(enrolment.lead, code="out_of_office", reason="On holiday.", until=until, now=now + timedelta(days=1))
    run(now + timedelta(days=1), days=5, each_hour=do_tasks(cast.alice))
    assert Message.objects.count() == 1
    run(now + timedelta(days=6), days=6, each_hour=do_tasks(cast.alice))
    assert Message.objects.count() == 2
    assert Hold.objects.get().lifted_at == until


def test_a_persons_hold_is_not_overridden_by_the_program(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    week, month = now + timedelta(days=7), now + timedelta(days=30)
    assert hold_all(enrolment.lead, code="manual", reason="Asked.", until=week, by=cast.alice, now=now) == 1
    assert hold_all(enrolment.lead, code="out_of_office", reason="Away.", until=month, now=now) == 0
    assert Hold.objects.get().until == week
    assert resume(enrolment, by=cast.alice, now=now)
    assert not resume(enrolment, by=cast.alice, now=now)


def test_a_hold_without_a_date_is_asked_about_after_two_weeks(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    hold_all(enrolment.lead, code="manual", reason="She asked.", until=None, by=cast.alice, now=now)
    run(now, days=16)
    assert Task.objects.open().filter(key__startswith="hold:").count() == 1


def test_a_called_off_mail_is_written_anew_the_next_day_when_the_reason_is_gone(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    Message.objects.update(state=Message.State.CANCELLED, failure="last_look: On hold.")
    run(later, days=1)
    assert enrolment.touches.get(step__position=1).message is None or Message.objects.count() == 2
    run(later + timedelta(days=1), days=1)
    assert Message.objects.filter(state=Message.State.SENT).count() == 1
    assert enrolment.touches.filter(step__position=1).count() == 1


@pytest.mark.parametrize(
    ("failure", "code", "status"),
    [("bad_address: 550 no such user", "bounced", Status.BOUNCED), ("refused: 554", "failed", Status.READY)],
)
def test_a_mail_that_fails_for_good_ends_the_cadence(cast, now, failure, code, status):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    Message.objects.update(state=Message.State.FAILED, failure=failure)
    tick(later)
    enrolment.refresh_from_db()
    assert enrolment.ended_code == code
    assert Lead.objects.get().status == status
    assert Task.objects.open().filter(key=f"failed:{enrolment.pk}").count() == (code == "failed")


def test_a_doubtful_mail_asks_once_and_counts_as_sent_after_a_day(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later)
    advance_due(now=later, worker="test")
    Message.objects.update(state=Message.State.UNKNOWN, at=later, failure="no_answer: gone")
    for hours in range(30):
        tick(later + timedelta(hours=hours))
    assert Task.objects.filter(kind="settle").count() == 1
    touch = enrolment.touches.get(step__position=1)
    assert touch.outcome == "done"
    assert "not confirmed" in touch.why
    assert Message.objects.filter(subject__startswith="Re:").count() == 0


def test_nothing_is_planned_into_a_mailbox_that_is_shut_or_full(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=None)
    advance_due(now=later, worker="test")
    enrolment.refresh_from_db()
    assert "was not read" in enrolment.due_why
    Mailbox.objects.update(read_at=later + timedelta(hours=1), daily_limit=0)
    advance_due(now=later + timedelta(hours=1), worker="test")
    enrolment.refresh_from_db()
    assert "24 hours" in enrolment.due_why
    assert enrolment.due_at.date() > later.date()
    assert Message.objects.count() == 0


def test_one_row_that_cannot_be_planned_does_not_stop_the_others(cast, now):
    broken = enrolled(cast.alice, now=now)
    fine = enrolled(cast.alice, now=now, email="jonas@pieno-kelias.example")
    Touch.objects.create(enrolment=broken, step=broken.version.steps.first(), outcome="pending", at=now)
    task = Task.objects.create(
        workspace=cast.workspace, owner=cast.alice, kind="call", title="x", key="x", due_at=now, created_at=now,
        closed_at=now, outcome="odd",
    )  # fmt: skip
    broken.touches.update(task=task, step=broken.version.steps.get(position=2))
    tick(now + timedelta(hours=3))
    broken.refresh_from_db()
    fine.refresh_from_db()
    assert "error" in broken.due_why
    assert fine.position >= 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_step_once(transactional_db, now):
    from tests.cast import assemble

    cast = assemble()
    for number in range(30):
        enrolled(cast.alice, now=now, email=f"lead{number}@pieno-kelias.example")
    later = now + timedelta(hours=3)
    Mailbox.objects.update(read_at=later, daily_limit=100)
    start = threading.Barrier(2)

    def work():
        start.wait()
        try:
            for _ in range(3):
                advance_due(now=later, worker="w", limit=500)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Message.objects.count() == 30
    send_everything(later)
    advance_due(now=later, worker="w")
    assert Touch.objects.filter(step__position=1, outcome="done").count() == 30


def test_a_batch_of_any_size_costs_the_same_few_questions(cast, now, django_assert_max_num_queries):
    for number in range(20):
        enrolled(cast.alice, now=now, email=f"lead{number}@pieno-kelias.example")
    with django_assert_max_num_queries(20):
        Enrolment.objects.update(due_at=now, due_why="")
        advance_due(now=now - timedelta(hours=1), worker="test")
    Mailbox.objects.update(read_at=now)
    Enrolment.objects.update(due_at=now - timedelta(hours=2))
    early = now - timedelta(hours=1)  # before the window opens: each row is planned, none is written
    with django_assert_max_num_queries(20 + 20 * 2):
        assert advance_due(now=early, worker="test") == 20


def test_a_wrong_number_is_of_the_number_and_not_of_the_lead(cast, now):
    enrolment = enrolled(cast.alice, now=now, phone="+37060000111")
    Enrolment.objects.update(position=1)
    log_call(lead=enrolment.lead, member=cast.alice, disposition="wrong_number", note="", key="task:1", now=now)
    assert says_wrong(enrolment, now)
    Lead.objects.update(phone="+37060000222")
    assert not says_wrong(enrolment, now)


def says_wrong(enrolment, now) -> bool:
    batch = Batch(with_everything(Enrolment.objects.filter(pk=enrolment.pk)), now)
    return batch.snapshot(batch.enrolments[0]).wrong_number
