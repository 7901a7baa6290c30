"""All kinds of steps on the real clockwork: letters that a person approves, branches, tasks, dates."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.cadences import versions
from leadwright.cadences.hours import is_open
from leadwright.cadences.linkedin import accepted
from leadwright.cadences.linkedin import touched as noted
from leadwright.cadences.models import Enrolment, Refusal
from leadwright.cadences.snapshots import place_of
from leadwright.cadences.stopping import hold_all, resume
from leadwright.conversations.models import Message
from leadwright.leads.models import opt_out
from leadwright.tasks.models import Task
from leadwright.web import letters
from tests.cadences.floor import a_cadence, on, run, tick

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIRST = {"kind": "email", "subject": "For {{ lead.given_name }}"}
BRANCHES = (
    FIRST,
    {"kind": "linkedin", "patience_days": 1},
    {"kind": "wait", "asks": "connected", "patience_days": 5},
    {"kind": "message", "arm": "yes", "wait_days": 1},
    {"kind": "call", "arm": "no", "wait_days": 2},
    {"kind": "email", "wait_days": 1},
)


def way(enrolment):
    rows = enrolment.touches.order_by("step__position").values_list("step__kind", "outcome", "arm")
    return [row[:2] if not row[2] else row for row in rows]


def do_open_tasks(by, now):
    for task in Task.objects.open().filter(due_at__lte=now):
        if task.kind == "linkedin":
            noted(task, by=by, note="", now=now)
        elif task.kind != "approve":
            task.close(by=by, outcome="done", now=now)


@pytest.mark.parametrize("accepts", [True, False])
def test_they_go_by_the_branch_of_what_happened_and_join_again(cast, now, accepts):
    enrolment = on(a_cadence(cast.alice, *BRANCHES, now=now), cast.alice, now=now)

    def world(at):
        do_open_tasks(cast.alice, at)
        if accepts and at > now + 2 * DAY:
            accepted(enrolment.lead, by=cast.alice, now=at)

    run(now, days=21, each_hour=world)
    enrolment.refresh_from_db()
    taken = [("wait", "done", "yes"), ("message", "done")] if accepts else [("wait", "done", "no"), ("call", "done")]
    assert way(enrolment) == [("email", "done"), ("linkedin", "done"), *taken, ("email", "done")]
    assert enrolment.state == "finished"
    decided = enrolment.touches.get(step__kind="wait")
    assert decided.why.startswith("Yes" if accepts else "No")
    assert (decided.done_at < now + 4 * DAY) is accepts


def test_a_change_for_all_keeps_the_branch_that_was_chosen(cast, now):
    cadence = a_cadence(cast.alice, *BRANCHES, now=now)
    enrolment = on(cadence, cast.alice, now=now)
    tick(now + 3 * HOUR)
    do_open_tasks(cast.alice, now + 4 * HOUR)
    tick(now + 4 * HOUR)
    accepted(enrolment.lead, by=cast.alice, now=now + 5 * HOUR)
    tick(now + 5 * HOUR)
    last = cadence.current.steps.get(position=6)
    versions.move(last, to=5, by=cast.dana, now=now + 6 * HOUR, everybody=True)
    assert [step.arm for step in cadence.current.steps.order_by("position")] == ["", "", "", "yes", "no", ""]
    run(now + DAY, days=20, each_hour=lambda at: do_open_tasks(cast.alice, at))
    enrolment.refresh_from_db()
    kinds = [row[0] for row in way(enrolment)]
    assert kinds == ["email", "linkedin", "wait", "message", "call"]
    assert enrolment.state == "finished"


LETTER = ({**FIRST, "approved_first": True}, {"kind": "email", "wait_days": 2})


@pytest.fixture
def letter(cast, now):
    enrolment = on(a_cadence(cast.alice, *LETTER, now=now), cast.alice, now=now)
    tick(now + 3 * HOUR)
    return Task.objects.get(kind="approve", lead=enrolment.lead)


def say_yes(task, by, at, text="Hello, as I wrote it"):
    return letters.approve(task, subject="For Rūta", text=text, by=by, now=at)


def test_a_letter_goes_by_a_persons_word_and_the_next_mail_answers_it(cast, now, letter):
    assert letter.words == "For Rūta\n\nHello Rūta"
    assert not Message.objects.exists()
    message = say_yes(letter, cast.alice, now + 4 * HOUR)
    assert (message.automatic, message.author, message.text) == (True, cast.alice, "Hello, as I wrote it")
    assert say_yes(letter, cast.alice, now + 5 * HOUR) is None
    run(now + 5 * HOUR, days=4)
    first, second = Message.objects.order_by("pk")
    assert (first.state, second.in_reply_to, second.subject) == ("sent", first.message_id, "Re: For Rūta")


def test_a_letter_that_is_approved_in_their_evening_goes_in_their_next_hours(cast, now, letter):
    """Due at once it would be called off at the last look, and asked for again every day."""
    message = say_yes(letter, cast.alice, now + 16 * HOUR)
    where = place_of(letter.touch.enrolment)
    assert not is_open(now + 16 * HOUR, where)
    assert message.due_at > now + 16 * HOUR
    assert is_open(message.due_at, where)


def test_undo_and_a_hold_bring_the_letter_back_to_its_person(cast, now, letter):
    at = now + 4 * HOUR
    say_yes(letter, cast.alice, at)
    assert letters.take_back(at, by=cast.alice, now=at) == 1
    tick(at + HOUR)
    assert Task.objects.get(pk=letter.pk).is_open
    say_yes(letter, cast.alice, at + HOUR)
    hold_all(letter.lead, code="manual", reason="Not now.", until=at + 2 * DAY, by=cast.alice, now=at + HOUR)
    assert say_yes(letter, cast.alice, at + HOUR) is None
    tick(at + 2 * HOUR)
    assert Message.objects.filter(state="cancelled").count() == 2
    resume(Enrolment.objects.get(), by=cast.alice, now=at + DAY)
    tick(at + DAY)
    again = Task.objects.get(pk=letter.pk)
    assert again.is_open and say_yes(again, cast.alice, at + DAY)
    tick(at + DAY + HOUR)
    assert way(Enrolment.objects.get()) == [("email", "done")]


def test_a_letter_that_is_left_out_does_not_break_the_mail_after_it(cast, now, letter):
    letter.close(by=cast.alice, outcome="skipped", note="Spoke to her.", now=now + 4 * HOUR)
    run(now + 4 * HOUR, days=4)
    [message] = Message.objects.all()
    assert (message.in_reply_to, message.subject) == ("", "For Rūta")


def test_no_letter_goes_to_who_opted_out_or_from_a_cadence_that_ended(cast, now, letter):
    opt_out(letter.lead, channel="email", source="rep", at=now)
    assert say_yes(letter, cast.alice, now + 4 * HOUR) is None
    run(now + 4 * HOUR, days=1)
    assert say_yes(Task.objects.get(pk=letter.pk), cast.alice, now + DAY) is None
    assert not Message.objects.exists()


def test_a_follow_up_without_a_mail_before_it_is_refused_with_a_code(cast, now):
    steps = ({**FIRST, "asks": "replied"}, {"kind": "email"}, {"kind": "other", "name": "Send a card"})
    enrolment = on(a_cadence(cast.alice, *steps, now=now), cast.alice, now=now)
    tick(now + 3 * HOUR)
    assert way(enrolment) == [("email", "passed_over"), ("email", "passed_over"), ("other", "pending")]
    refusal = Refusal.objects.get(enrolment=enrolment)
    assert (refusal.code, refusal.lead) == ("thread_parent_not_sent", enrolment.lead)
    assert Task.objects.get().title == "Send a card: Rūta Kazlauskaitė"


def test_a_mailbox_that_was_not_read_is_a_refusal_once(cast, now):
    from leadwright.cadences.engine import advance_due
    from leadwright.channels.models import Mailbox

    enrolment = on(a_cadence(cast.alice, FIRST, now=now), cast.alice, now=now)
    Mailbox.objects.update(read_at=now - DAY)
    for hours in (3, 4, 5):
        advance_due(now=now + hours * HOUR, worker="test")
    assert list(Refusal.objects.values_list("enrolment", "code")) == [(enrolment.pk, "stale_inbox")]


@pytest.mark.parametrize(
    ("kind", "task", "title"),
    [
        ("view", "linkedin", "Look at the LinkedIn profile of"),
        ("message", "linkedin", "Write to"),
        ("comment", "linkedin", "Comment on a post by"),
        ("sms", "other", "Send"),
        ("other", "other", "other 1: "),
    ],
)
def test_what_a_person_does_by_hand_is_a_task_with_its_words(cast, now, kind, task, title):
    on(a_cadence(cast.alice, {"kind": kind}, now=now), cast.alice, now=now)
    tick(now + HOUR)
    asked = Task.objects.get()
    assert (asked.kind, asked.title.startswith(title)) == (task, True)
    assert asked.words == ("" if kind == "view" else "Hello Rūta")


@pytest.mark.parametrize(
    ("field", "expected"), [("company.employees", "done"), ("lead.custom.plant", "done"), ("lead.city", "passed_over")]
)
def test_a_field_of_the_lead_or_their_company_decides(cast, now, field, expected):
    step = {**FIRST, "asks": "field", "asks_field": field, "asks_operator": "at_least", "asks_value": "200"}
    enrolment = on(a_cadence(cast.alice, step, now=now), cast.alice, now=now, custom={"plant": 250}, city="Vilnius")
    enrolment.lead.account.employees = 800
    enrolment.lead.account.save()
    tick(now + 3 * HOUR)
    assert way(enrolment) == [("email", expected)]


def test_that_they_accepted_is_noted_on_the_lead_by_those_who_may(cast, now, as_member):
    enrolment = on(a_cadence(cast.alice, *BRANCHES, now=now), cast.alice, now=now)
    url = reverse("cadences:connection", args=[enrolment.lead_id])
    assert (
        b"They accepted on LinkedIn"
        in as_member(cast.alice).get(reverse("cadences:panel", args=[enrolment.lead_id])).content
    )
    assert as_member(cast.erin).post(url).status_code == 403
    assert as_member(cast.charlie).post(url).status_code == 404
    assert as_member(cast.alice).get(url).status_code == 405
    for _twice in range(2):
        assert as_member(cast.alice).post(url).status_code == 303
    assert enrolment.lead.activities.filter(key=f"lead:{enrolment.lead_id}:connected").count() == 1


STEP = {"name": "Connected?", "kind": "wait", "wait_days": "0", "patience_days": "7", "asks": "connected"}


def test_a_manager_adds_a_branch_and_sees_it_drawn(cast, now, as_member):
    cadence = a_cadence(cast.alice, FIRST, {"kind": "email", "wait_days": 2}, now=now)
    url = reverse("cadences:steps", args=[cadence.pk])
    dana = as_member(cast.dana)
    assert b"What it waits for" in dana.get(url, {"after": 1, "kind": "wait"}).content
    assert dana.post(url, {**STEP, "after": "1"}).status_code == 303
    assert b"Who gets it" in dana.get(url, {"after": 2, "kind": "message"}).content
    message = {"name": "Thanks", "kind": "message", "wait_days": "1", "patience_days": "3", "arm": "yes", "body": "Hi"}
    assert dana.post(url, {**message, "after": "2"}).status_code == 303
    page = dana.get(reverse("cadences:detail", args=[cadence.pk]))
    assert [(line.step.arm, line.day) for line in page.context["lines"]] == [("", 1), ("", 1), ("yes", 2), ("", 4)]
    assert [edge["arm"] for edge in page.context["way"]["edges"]] == ["yes", "yes", "no"]
    assert b"whether they accepted the connection" in page.content
    fork = cadence.current.steps.get(kind="wait")
    assert dana.post(reverse("cadences:removal", args=[fork.pk])).status_code == 303
    assert [step.arm for step in cadence.current.steps.order_by("position")] == ["", "", ""]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"asks": ""}, "asks"),
        ({"asks": "field", "asks_field": "lead.shoe_size", "asks_value": "44"}, "asks_field"),
        ({"asks": "field", "asks_field": "lead.city"}, "asks_value"),
        ({"kind": "message", "body": ""}, "body"),
        ({"kind": "call", "body": "Hi", "patience_days": "0"}, "patience_days"),
        ({"kind": "email", "body": "Hi", "new_thread": "on"}, "subject"),
    ],
)
def test_a_step_that_means_nothing_is_not_kept(cast, now, as_member, changes, field):
    cadence = a_cadence(cast.alice, FIRST, now=now)
    answer = as_member(cast.dana).post(reverse("cadences:steps", args=[cadence.pk]), {**STEP, **changes, "after": "1"})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert cadence.versions.count() == 1
