"""Mail comes in: whose it is, what it does, and that it does it once."""

from datetime import UTC, datetime, timedelta

import pytest

from leadwright.activities.models import Activity
from leadwright.cadences.models import Enrolment, Hold
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.receiving import attach, receive, receive_or_keep
from leadwright.knowledge.models import Answer
from leadwright.leads.models import OptOut, Status
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_bounce, a_complaint, a_mail


@pytest.fixture
def box(cast):
    return a_mailbox(cast.alice)


@pytest.fixture
def lead(cast):
    return a_lead(cast.alice, status=Status.WORKING)


@pytest.fixture
def sent(lead, box, cast, now):
    """What we wrote to Rūta."""
    message = queue_email(
        lead=lead,
        mailbox=box,
        author=cast.alice,
        subject="Your cold chain",
        text="Hello",
        automatic=True,
        due_at=now,
        now=now,
    )
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT)
    return message


@pytest.fixture
def enrolment(lead, box, cast, now):
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    return Enrolment.objects.create(
        lead=lead, version=cadence.current, mailbox=box, by=cast.alice, due_at=now, started_at=now
    )


def answer(sent, text="Yes, I am interested.", **more) -> bytes:
    return a_mail(text, in_reply_to=sent.message_id, **more)


def test_an_answer_stops_the_cadence_and_waits_for_a_person(box, lead, sent, enrolment, now):
    reply = receive(box, answer(sent), now=now)
    enrolment.refresh_from_db()
    lead.refresh_from_db()
    assert (reply.kind, reply.intent, reply.settled_at, reply.owner) == ("reply", "interested", None, lead.owner)
    assert (enrolment.state, enrolment.ended_code) == ("stopped", "answered")
    assert lead.status == Status.ANSWERED
    assert reply.message.conversation_id == sent.conversation_id
    assert Activity.objects.filter(lead=lead, kind="email_received").count() == 1


@pytest.mark.parametrize("text", ["Yes, I am interested.", "Unsubscribe", "How much does it cost?"])
def test_the_same_mail_twice_is_once(box, lead, sent, enrolment, now, text):
    first = receive(box, answer(sent, text), now=now)
    before = Activity.objects.count(), OptOut.objects.count(), Answer.objects.count()
    assert receive(box, answer(sent, text), now=now + timedelta(hours=1)) == first
    assert Message.objects.filter(outbound=False).count() == 1
    assert (Activity.objects.count(), OptOut.objects.count(), Answer.objects.count()) == before


def test_the_same_mail_in_a_teammates_mailbox_is_once(cast, box, sent, now):
    receive(box, answer(sent), now=now)
    receive(a_mailbox(cast.bob), answer(sent), now=now)
    assert Reply.objects.count() == 1


def test_another_mail_with_a_stolen_id_is_another_mail(box, sent, now):
    receive(box, answer(sent, message_id="<same@x.example>"), now=now)
    for _ in range(2):
        receive(box, answer(sent, "Unsubscribe", message_id="<same@x.example>"), now=now)
    assert Reply.objects.count() == 2
    assert set(Reply.objects.values_list("intent", flat=True)) == {"interested", "opt_out"}


def test_a_mail_without_an_id_is_stored_once(box, sent, now):
    raw = b"From: ruta@pieno-kelias.example\nIn-Reply-To: " + sent.message_id.encode() + b"\n\nNot interested."
    for _ in range(2):
        receive_or_keep(box, raw, now=now)
    assert (Reply.objects.count(), Triage.objects.count()) == (1, 0)


def test_the_thread_counts_before_the_address(cast, box, lead, sent, now):
    other = a_lead(cast.bob, email="jonas@other.example", given_name="Jonas")
    reply = receive(box, answer(sent, sender=other.email), now=now)
    assert reply.lead == lead
    assert reply.message.sender == other.email


def test_references_count_where_in_reply_to_is_missing(box, lead, sent, now):
    raw = a_mail("Not interested.", sender="x@nowhere.example", references=f"<other@x.example> {sent.message_id}")
    assert receive(box, raw, now=now).lead == lead


def test_the_address_counts_without_a_thread(box, lead, now):
    reply = receive(box, a_mail("How much does it cost?"), now=now)
    assert reply.lead == lead
    assert reply.message.conversation.lead == lead


def test_nobodys_mail_is_kept_for_a_person(box, now):
    kept = receive(box, a_mail("Hello, I found you at the fair.", sender="new@nowhere.example"), now=now)
    assert isinstance(kept, Triage)
    assert (kept.settled_at, kept.sender) == (None, "new@nowhere.example")


def test_a_lead_of_another_workspace_is_nobody(cast, box, now):
    a_lead(cast.charlie, email="theirs@south.example")
    assert isinstance(receive(box, a_mail("Yes", sender="theirs@south.example"), now=now), Triage)


@pytest.mark.parametrize("sender", ["alice@northmark.example", "bob@northmark.example"])
def test_our_own_copies_are_no_replies(cast, box, lead, sent, now, sender):
    a_mailbox(cast.bob)
    kept = receive(box, answer(sent, sender=sender), now=now)
    lead.refresh_from_db()
    assert isinstance(kept, Triage)
    assert kept.settled_at == now
    assert lead.status == Status.WORKING


def test_a_question_gets_a_draft(box, sent, now):
    reply = receive(box, answer(sent, "How much does it cost per vehicle?"), now=now)
    assert Answer.objects.get(key=f"reply:{reply.pk}").question == reply.words


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("I am out of the office until Friday, 4 December 2026.", datetime(2026, 12, 7, tzinfo=UTC)),
        ("I am out of the office, back on 1 December.", datetime(2026, 12, 2, tzinfo=UTC)),
        ("I am out of the office.", datetime(2026, 11, 30, tzinfo=UTC)),
    ],
)
def test_an_absence_holds_every_cadence_until_after_the_return(box, lead, sent, enrolment, now, words, until):
    reply = receive(box, answer(sent, words, Auto_Submitted="auto-replied"), now=now)
    enrolment.refresh_from_db()
    lead.refresh_from_db()
    assert (reply.kind, reply.settled_how) == ("out_of_office", "automatic")
    assert (enrolment.state, lead.status) == ("active", Status.WORKING)
    assert Hold.objects.get(enrolment=enrolment).until == until


def test_another_automatic_answer_changes_nothing(box, lead, sent, enrolment, now):
    reply = receive(box, answer(sent, "We have received your message.", Auto_Submitted="auto-replied"), now=now)
    enrolment.refresh_from_db()
    assert (reply.kind, reply.settled_how, enrolment.state) == ("auto_reply", "automatic", "active")
    assert not Hold.objects.exists()


def test_somebody_who_left_stops_the_cadence_and_waits(box, lead, sent, enrolment, now):
    words = "Rūta no longer works here. Please write to Jonas."
    reply = receive(box, answer(sent, words, Auto_Submitted="auto-replied"), now=now)
    enrolment.refresh_from_db()
    assert (reply.kind, reply.settled_at, enrolment.state) == ("auto_reply", None, "stopped")


def test_a_dead_address_ends_the_cadence(box, lead, sent, enrolment, now):
    reply = receive(box, a_bounce(sent.message_id, recipient=lead.email), now=now)
    enrolment.refresh_from_db()
    lead.refresh_from_db()
    assert (reply.kind, enrolment.ended_code, lead.status) == ("bounce", "bounced", Status.BOUNCED)
    assert Activity.objects.get(lead=lead, kind="bounced").detail["hard"] is True


def test_a_full_box_is_only_noted(box, lead, sent, enrolment, now):
    raw = a_bounce(sent.message_id, recipient=lead.email, status="5.2.2", said="552 5.2.2 mailbox full")
    receive(box, raw, now=now)
    enrolment.refresh_from_db()
    lead.refresh_from_db()
    assert (enrolment.state, lead.status) == ("active", Status.WORKING)


def test_a_bounce_of_an_address_that_was_corrected_strikes_nobody_off(box, lead, sent, now):
    lead.email = "ruta.k@pieno-kelias.example"
    lead.save(update_fields=["email"])
    receive(box, a_bounce(sent.message_id, recipient="ruta@pieno-kelias.example"), now=now)
    lead.refresh_from_db()
    assert lead.status == Status.WORKING


def test_backscatter_is_nobodys(box, lead, sent, now):
    kept = receive(box, a_bounce("<never@northmark.example>", recipient=lead.email), now=now)
    lead.refresh_from_db()
    assert isinstance(kept, Triage)
    assert lead.status == Status.WORKING


def test_a_bounce_without_the_id_is_matched_by_the_address(box, lead, sent, now):
    raw = a_bounce("", recipient=lead.email)
    assert receive(box, raw, now=now).lead == lead


@pytest.mark.parametrize("make", [lambda sent: answer(sent, "Unsubscribe"), lambda sent: a_complaint(sent.message_id)])
def test_a_no_stops_everything_for_good(box, lead, sent, enrolment, now, make):
    receive(box, make(sent), now=now)
    enrolment.refresh_from_db()
    lead.refresh_from_db()
    assert (enrolment.ended_code, lead.status) == ("opted_out", Status.OPTED_OUT)
    assert lead.opted_out_of("email")
    receive(box, answer(sent, "Actually, how much does it cost?"), now=now)
    lead.refresh_from_db()
    assert lead.status == Status.OPTED_OUT


@pytest.mark.parametrize("before", [Status.FINISHED, Status.BOUNCED, Status.WAITING, Status.READY])
def test_a_late_answer_opens_the_lead_again(box, lead, sent, now, before):
    lead.mark(before)
    receive(box, answer(sent), now=now + timedelta(days=90))
    lead.refresh_from_db()
    assert lead.status == Status.ANSWERED


def test_an_answer_leaves_a_qualified_lead_qualified(box, lead, sent, now):
    lead.mark(Status.QUALIFIED)
    receive(box, answer(sent), now=now)
    lead.refresh_from_db()
    assert lead.status == Status.QUALIFIED


def test_a_mail_that_cannot_be_read_is_kept_with_the_reason(box, now):
    kept = receive_or_keep(box, b"A: b\n" * 2000, now=now)
    assert "1,000 headers" in kept.reason
    assert bytes(kept.raw).startswith(b"A: b")
    receive_or_keep(box, b"A: b\n" * 2000, now=now)
    assert Triage.objects.count() == 1


def test_hostile_letters_are_stored(box, lead, sent, now):
    raw = answer(sent, "Interested").replace(b"Interested", b"Interested \x00 \xed\xa0\x80")
    assert receive(box, raw, now=now).lead == lead


def test_html_is_stored_clean(box, lead, sent, now):
    html = '<p onclick="x()">Hi <img src="http://track.example/p.gif"></p><script>steal()</script>'
    reply = receive(box, answer(sent, "", html=html), now=now)
    assert "script" not in reply.message.html
    assert "track.example" not in reply.message.html


def test_a_mail_that_takes_our_own_id_is_another_mail(box, lead, sent, now):
    raw = answer(sent, message_id=sent.message_id)
    assert {receive(box, raw, now=now).pk, receive(box, raw, now=now).pk} == {Reply.objects.get().pk}


def test_an_unsure_opt_out_holds_at_once_and_waits_for_a_person(box, lead, sent, enrolment, now):
    reply = receive(box, answer(sent, "Your messages go straight to the bin here."), now=now)
    lead.refresh_from_db()
    enrolment.refresh_from_db()
    assert (reply.intent, reply.confidence < 0.8, reply.settled_at) == ("opt_out", True, None)
    assert lead.status == Status.OPTED_OUT
    assert enrolment.state == "stopped"
    assert reply.correct("reply", "interested", by=lead.owner, now=now)
    assert not lead.opted_out_of("email")


def test_a_mail_that_gets_its_lead_by_hand_is_kept_once(box, lead, cast, now):
    row = receive(box, a_mail("Is this the right address?", sender="else@where.example"), now=now)
    reply = attach(row, lead, by=cast.alice, now=now)
    row.refresh_from_db()
    assert (bytes(row.raw), row.message) == (b"", reply.message)
    assert b"right address" in bytes(reply.message.raw)
    assert attach(row, lead, by=cast.alice, now=now) == reply
