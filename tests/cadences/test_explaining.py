"""The story that a lead's page tells: why then, and why not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from leadwright.cadences import planner
from leadwright.cadences.enrolling import enrol
from leadwright.cadences.explaining import Missed, why_next, why_not
from leadwright.cadences.hours import Place
from leadwright.cadences.models import Enrolment, Override
from leadwright.cadences.planner import Held, PlannedStep, Snapshot, Touched
from leadwright.cadences.shipped import default_cadence
from leadwright.cadences.stopping import hold_all
from leadwright.conversations.models import Message
from leadwright.leads.models import opt_out
from tests.cadences.floor import enrolled, tick
from tests.cast import a_lead, a_mailbox

NOW = datetime(2026, 12, 22, 9, 0, tzinfo=UTC)  # the Tuesday before Christmas
STEPS = (
    PlannedStep(1, 1, "email", "First"),
    PlannedStep(2, 2, "call", "Call", 2),
    PlannedStep(3, 3, "email", "Second", 0),
)
BEGUN = Snapshot(STEPS, (), NOW, Place("Europe/Vilnius", "LT"), seed=17)
FIRST_DONE = replace(BEGUN, touches=(Touched(STEPS[0], "done", NOW, NOW),))


def codes(told):
    return [each.code for each in told]


def texts(told):
    return " ".join(each.text for each in told)


def test_the_days_off_that_do_not_count_are_named():
    told = why_next(FIRST_DONE, NOW + timedelta(hours=1))
    assert codes(told) == ["next", "counted", "days_off", "hours", "when"]
    assert "2 working days later: step 1 was done on Tue 22 Dec, 11:00." in texts(told)
    assert "Thu 24 Dec, a public holiday" in texts(told)
    assert told[-1].at == planner.due_at(STEPS[1], FIRST_DONE)


def test_a_step_that_is_left_out_says_why_before_the_one_that_comes():
    told = why_next(replace(FIRST_DONE, has_phone=False), NOW)
    assert codes(told)[:2] == ["left_out", "next"]
    assert "No phone number is known." in told[0].text
    assert "Step 3 of 3, Second, comes next." in told[1].text


@pytest.mark.parametrize(
    ("snapshot", "code", "word"),
    [
        (replace(BEGUN, ended=("answered", "They answered.")), "answered", "They answered."),
        (replace(BEGUN, holds=(Held(NOW, None, "She asked."),)), "held", "until somebody lets it go on: She asked."),
        (replace(BEGUN, mailbox_shut="The mailbox is stopped."), "mailbox", "The mailbox is stopped."),
        (replace(BEGUN, mailbox_full="It has its 50 mails."), "mailbox", "It has its 50 mails."),
        (
            replace(BEGUN, touches=(Touched(STEPS[0], "pending", NOW, mail="queued", mail_why="waits for its turn"),)),
            "mailbox",
            "waits for its turn",
        ),
        (
            replace(BEGUN, touches=(Touched(STEPS[0], "pending", NOW, mail="unknown", mail_at=NOW),)),
            "unknown",
            "never sent again by itself",
        ),
        (
            replace(BEGUN, touches=(Touched(STEPS[0], "pending", NOW, mail="cancelled", mail_why="A hold."),)),
            "again",
            "did not leave: A hold.",
        ),
        (
            replace(FIRST_DONE, touches=(*FIRST_DONE.touches, Touched(STEPS[1], "pending", NOW))),
            "patience",
            "waits 3 working days for it",
        ),
        (
            replace(FIRST_DONE, touches=tuple(Touched(step, "done", NOW, NOW) for step in STEPS)),
            "end",
            "5 working days are left for an answer",
        ),
    ],
)
def test_each_reason_that_the_planner_has_is_told(snapshot, code, word):
    told = why_next(snapshot, NOW + timedelta(hours=1))
    assert code in codes(told)
    assert word in texts(told)


def test_a_window_that_was_missed_is_told():
    late = datetime(2026, 12, 22, 20, 0, tzinfo=UTC)
    assert "missed" in codes(why_next(BEGUN, late))


@given(some.integers(0, 60 * 24 * 9), some.integers(0, 2), some.booleans(), some.booleans())
def test_what_is_told_is_what_the_planner_does(minutes, done, phone, held):
    touches = tuple(Touched(step, "done", NOW, NOW) for step in STEPS[:done])
    holds = (Held(NOW, NOW + timedelta(days=1), "Away.", NOW + timedelta(days=1)),) if held else ()
    snapshot = replace(BEGUN, touches=touches, has_phone=phone, holds=holds)
    now = NOW + timedelta(minutes=minutes)
    move = planner.next_move(snapshot, now)
    told = why_next(snapshot, now)
    if isinstance(move, planner.Wait):
        assert told[-1].at == move.until
    elif isinstance(move, planner.Touch):
        assert told[-1].at == now


def test_what_did_not_happen_is_told_once_the_latest_first():
    first = Missed("failed", "A mail", "Full.", NOW)
    second = Missed("passed_over", "A call", "No number.", NOW + timedelta(days=1))
    assert why_not([first, first, second]) == [second, first]


def address(lead):
    return reverse("cadences:story", args=[lead.pk])


def test_the_page_tells_both_for_any_lead(cast, now, as_member):
    enrolment = enrolled(cast.alice, now=now)
    client = as_member(cast.alice)
    assert b"comes next" in client.get(address(enrolment.lead)).content
    tick(now + timedelta(hours=3))
    Message.objects.update(state="cancelled", failure="last_look: On hold: She is away.")
    hold_all(enrolment.lead, code="manual", reason="She asked.", until=now + timedelta(days=9), now=now)
    page = client.get(address(enrolment.lead)).content.decode()
    assert "She asked." in page
    assert "On hold: She is away." in page
    nobody = a_lead(cast.alice, "new@company.example")
    assert b"brief_not_good" in client.get(address(nobody)).content
    assert as_member(cast.charlie).get(address(nobody)).status_code == 404
    assert client.post(address(nobody)).status_code in {404, 405}


def test_only_a_manager_overrules_a_refusal_and_it_is_kept(cast, now, as_member):
    a_mailbox(cast.alice)
    lead = a_lead(cast.alice)
    cadence = default_cadence(cast.workspace, by=None, now=now)
    enrol(lead, cadence=cadence, by=cast.alice, now=now)
    url = reverse("cadences:override", args=[lead.pk])
    said = {"code": "brief_not_good", "why": "I know her well."}
    assert as_member(cast.alice).post(url, said).status_code == 403
    client = as_member(cast.dana)
    assert b"Enrol all the same" in client.get(reverse("cadences:panel", args=[lead.pk])).content
    assert client.post(url, {**said, "code": "opted_out"}).status_code == 422
    assert client.post(url, {**said, "why": ""}).status_code == 422
    assert client.post(url, said).status_code == 303
    kept = Override.objects.get()
    assert (kept.by, kept.why, kept.sentence) == (cast.dana, "I know her well.", "The brief is not good enough yet.")
    assert Enrolment.objects.get().state == "active"
    assert cast.workspace.activities.filter(why="I know her well.").count() == 1
    assert client.post(url, said).status_code == 303
    assert Override.objects.count() == 1
    assert "I know her well." in client.get(address(lead)).content.decode()


def test_a_no_is_never_overruled_by_the_way(cast, now, as_member):
    a_mailbox(cast.alice)
    lead = a_lead(cast.alice)
    opt_out(lead, channel="email", source="form", at=now)
    url = reverse("cadences:override", args=[lead.pk])
    as_member(cast.dana).post(url, {"code": "brief_not_good", "why": "I know her."})
    assert not Enrolment.objects.exists()
    assert not Override.objects.exists()


def test_refusals_are_counted_on_the_cadence(cast, now, as_member):
    a_mailbox(cast.alice)
    cadence = default_cadence(cast.workspace, by=None, now=now)
    for number in range(3):
        enrol(a_lead(cast.alice, f"p{number}@c{number}.example"), cadence=cadence, by=cast.alice, now=now)
    page = as_member(cast.alice).get(reverse("cadences:detail", args=[cadence.pk]))
    assert [(each["code"], each["leads"]) for each in page.context["refusals"]] == [("brief_not_good", 3)]
