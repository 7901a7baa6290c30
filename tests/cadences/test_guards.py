from datetime import timedelta

import pytest

from leadwright.activities.models import Activity, Kind
from leadwright.cadences.engine import advance_due
from leadwright.cadences.enrolling import enrol, enrol_all
from leadwright.cadences.guards import OUTSIDE, last_look
from leadwright.cadences.models import Enrolment, Refusal, Version
from leadwright.cadences.shipped import default_cadence
from leadwright.cadences.stopping import hold_all, stop_all
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead, OptOut, Status, opt_out
from leadwright.team.models import Workspace
from tests.cadences.floor import a_good_lead, enrolled
from tests.cast import a_lead, a_mailbox


@pytest.fixture
def mail(cast, now) -> Message:
    """A mail of a cadence that is queued."""
    enrolled(cast.alice, now=now)
    Mailbox.objects.update(read_at=now)
    advance_due(now=now + timedelta(hours=2), worker="test")
    return Message.objects.get()


def test_a_mail_against_which_nothing_speaks_may_leave(mail):
    assert last_look([mail])[0] == ""


CHANGES = {
    "opted out of e-mail": lambda lead, now: opt_out(lead, channel="email", source="reply", at=now),
    "opted out": lambda lead, now: opt_out(lead, channel="all", source="reply", at=now),
    "cadence has ended": lambda lead, now: stop_all(lead, code="answered", why="She wrote.", now=now),
    "On hold": lambda lead, now: hold_all(lead, code="manual", reason="Asked.", until=None, now=now),
    "They answered": lambda lead, now: lead.mark(Status.ANSWERED),
    "They are disqualified": lambda lead, now: lead.mark(Status.DISQUALIFIED),
    "Sending is stopped": lambda lead, now: Workspace.objects.update(sending_stopped_at=now),
    "Sending is stopped: Audit": lambda lead, now: Workspace.objects.update(
        sending_stopped_at=now, sending_stopped_why="Audit"
    ),
    "They opted out": lambda lead, now: (
        OptOut.objects.create(
            workspace=lead.workspace, address=lead.email, channel="email", source="import", at=now
        ),
        Lead.objects.update(email="new@pieno-kelias.example"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", CHANGES)
def test_the_last_look_sees_what_changed_since_it_was_queued(mail, now, words):
    CHANGES[words](mail.lead, now)
    assert words in last_look([Message.objects.get()])[0]


@pytest.mark.parametrize(
    ("zone", "country", "hours", "leaves"),
    [
        ("UTC", "", 0, True),
        ("UTC", "", 5.9, True),
        ("UTC", "", 6, False),
        ("Pacific/Chatham", "", 0, False),
        ("", "JP", 0, False),
        ("UTC", "", 24 * 5, False),
    ],
)
def test_a_mail_that_had_to_wait_does_not_leave_outside_their_hours(mail, zone, country, hours, leaves):
    """It was due at eleven on a Monday; at five, at night where they live, and on Saturday it does not go."""
    Lead.objects.update(timezone=zone, country=country)
    waited = Message.objects.get()
    waited.at += timedelta(hours=hours)
    assert last_look([waited])[0] == ("" if leaves else OUTSIDE)


def test_a_mail_called_off_for_the_hour_is_written_anew_for_their_next_working_day(mail, now):
    night = now + timedelta(hours=13)
    Message.objects.update(state=Message.State.CANCELLED, failure=f"last_look: {OUTSIDE}", at=night)
    Mailbox.objects.update(read_at=night)
    advance_due(now=night, worker="test")
    due = Enrolment.objects.get().due_at
    assert due.date() == (now + timedelta(days=1)).date() and 9 <= due.hour < 17
    Mailbox.objects.update(read_at=due)
    advance_due(now=due, worker="test")
    assert Message.objects.filter(state=Message.State.QUEUED).count() == 1


def test_a_persons_own_mail_is_looked_at_for_opt_outs_only(mail, now):
    mail.touch.delete()
    mail.lead.mark(Status.ANSWERED)
    assert last_look([Message.objects.get()])[0] == ""
    opt_out(mail.lead, channel="all", source="reply", at=now)
    assert "opted out" in last_look([Message.objects.get()])[0]


def failed_before(lead, cast, now):
    box = cast.alice.mailboxes.get()
    conversation = lead.conversations.create(workspace=lead.workspace, mailbox=box, started_at=now)
    Message.objects.create(
        workspace=lead.workspace, conversation=conversation, mailbox=conversation.mailbox, lead=lead, outbound=True,
        state="failed", message_id="<1@x.example>", sender="a@x.example", recipient=lead.email, at=now,
    )  # fmt: skip


REASONS = {
    "opted_out": lambda lead, cast, now: opt_out(lead, channel="email", source="reply", at=now),
    "ended": lambda lead, cast, now: lead.mark(Status.BOUNCED),
    "answered": lambda lead, cast, now: lead.mark(Status.ANSWERED),
    "waiting": lambda lead, cast, now: lead.mark(Status.WAITING),
    "not_yours": lambda lead, cast, now: Lead.objects.update(owner=cast.bob),
    "no_address": lambda lead, cast, now: Lead.objects.update(email=""),
    "address_failed": failed_before,
    "brief_not_good": lambda lead, cast, now: lead.brief.delete(),
    "no_mailbox": lambda lead, cast, now: Mailbox.objects.update(stopped_at=now),
    "no_steps": lambda lead, cast, now: Version.objects.create(
        cadence=default_cadence(cast.workspace, by=None, now=now), number=2, created_at=now
    ),
}


@pytest.mark.parametrize("code", REASONS)
def test_who_may_not_be_contacted_is_refused_with_a_code_and_a_sentence(cast, now, code):
    a_mailbox(cast.alice)
    lead = a_good_lead(cast.alice, now=now)
    cadence = default_cadence(cast.workspace, by=None, now=now)
    REASONS[code](lead, cast, now)
    for _twice in range(2):
        refusal = enrol(Lead.objects.get(pk=lead.pk), cadence=cadence, by=cast.alice, now=now)
        assert isinstance(refusal, Refusal)
        assert refusal.code == code
        assert refusal.sentence.endswith(".")
    assert Refusal.objects.filter(enrolment=None).count() == 1
    assert Enrolment.objects.count() == 0


def test_enrolled_twice_is_enrolled_once(cast, now):
    enrolment = enrolled(cast.alice, now=now)
    cadence = enrolment.version.cadence
    assert enrol(enrolment.lead, cadence=cadence, by=cast.alice, now=now).code == "already_active"
    assert Activity.objects.filter(kind=Kind.ENROLLED).count() == 1
    assert Lead.objects.get().status == Status.WORKING


def test_a_manager_may_enrol_for_the_owner_whose_mailbox_writes(cast, now):
    box = a_mailbox(cast.alice)
    a_mailbox(cast.dana)
    lead = a_good_lead(cast.alice, now=now)
    cadence = default_cadence(cast.workspace, by=None, now=now)
    assert enrol(lead, cadence=cadence, by=cast.dana, now=now).mailbox == box


def test_who_wrote_before_writes_again(cast, now):
    first = a_mailbox(cast.alice, address="first@northmark.example")
    lead = a_good_lead(cast.alice, now=now)
    cadence = default_cadence(cast.workspace, by=None, now=now)
    enrol(lead, cadence=cadence, by=cast.alice, now=now)
    stop_all(lead, code="manual", why="Later.", by=cast.alice, now=now)
    a_mailbox(cast.alice, address="zweite@northmark.example")
    lead.refresh_from_db()
    assert lead.status == Status.READY
    assert enrol(lead, cadence=cadence, by=cast.alice, now=now).mailbox == first


def test_leads_of_another_workspace_are_not_even_looked_at(cast, now):
    elsewhere = a_lead(cast.charlie, "ona@elsewhere.example")
    cadence = default_cadence(cast.workspace, by=None, now=now)
    assert enrol_all([elsewhere], cadence=cadence, by=cast.alice, now=now) == []
