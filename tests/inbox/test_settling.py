"""What a person does with a reply: answers, corrects, closes, opens again."""

from datetime import timedelta

import pytest

from leadwright.activities.models import Activity
from leadwright.cadences.models import Enrolment, Hold
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.inbox.receiving import attach, receive
from leadwright.inbox.settling import Refused
from leadwright.knowledge.models import Answer
from leadwright.leads.models import OptOut, Status
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_bounce, a_mail


@pytest.fixture
def box(cast):
    return a_mailbox(cast.alice)


@pytest.fixture
def enrolment(cast, box, now) -> Enrolment:
    lead = a_lead(cast.alice, status=Status.WORKING)
    version = default_cadence(cast.workspace, by=cast.dana, now=now).current
    return Enrolment.objects.create(lead=lead, version=version, mailbox=box, by=cast.alice, due_at=now, started_at=now)


@pytest.fixture
def sent(cast, box, enrolment, now) -> Message:
    message = queue_email(
        lead=enrolment.lead,
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
def said(box, sent, now):
    """`said("Yes")`: the reply as it was read."""
    return lambda text, **more: receive(box, a_mail(text, in_reply_to=sent.message_id, **more), now=now)


def fresh(row):
    row.refresh_from_db()
    return row


def test_an_answer_goes_into_the_thread_from_the_mailbox_that_was_written_to(cast, said, now):
    reply = said("How much does it cost?")
    message = reply.answer("Nine euros.", cast.alice, now)
    assert message.conversation == reply.message.conversation
    assert (message.mailbox, message.recipient) == (reply.message.mailbox, reply.lead.email)
    assert message.in_reply_to == reply.message.message_id
    assert reply.message.message_id in message.references
    assert (reply.settled_how, reply.settled_by) == ("answered", cast.alice)
    assert Answer.objects.get(key=f"reply:{reply.pk}").sent_by == cast.alice


def test_an_answer_twice_is_one_message(cast, said, now):
    reply = said("How much does it cost?")
    first = reply.answer("Nine euros.", cast.alice, now)
    assert reply.answer("Nine euros.", cast.alice, now) == first
    assert Reply.objects.get().answer("Nine euros.", cast.bob, now) == first


def test_a_colleague_who_answers_gets_the_answer(cast, said, now):
    reply = said("I run quality now. How much is it?", sender="priya@pieno-kelias.example")
    assert reply.answer("Nine euros.", cast.alice, now).recipient == "priya@pieno-kelias.example"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 60_000])
def test_an_answer_that_cannot_be_sent_is_refused(cast, said, now, text):
    reply = said("How much does it cost?")
    with pytest.raises(Refused) as refused:
        reply.answer(text, cast.alice, now)
    assert refused.value.sentence
    assert fresh(reply).settled_at is None


def test_nobody_who_opted_out_is_answered(cast, said, now):
    reply = said("Unsubscribe")
    with pytest.raises(Refused):
        reply.answer("But why?", cast.alice, now)
    assert not Message.objects.filter(outbound=True, automatic=False).exists()


def test_an_answer_that_has_not_left_is_taken_back(cast, said, now):
    reply = said("How much does it cost?")
    message = reply.answer("Nine euros.", cast.alice, now)
    assert message.due_at > now
    reply.reopen(cast.alice, now)
    assert fresh(message).state == Message.State.CANCELLED
    assert (fresh(reply).settled_at, Answer.objects.get().sent_at) == (None, None)
    assert reply.answer("Ten euros.", cast.alice, now) != message


def test_an_answer_that_has_left_is_not_taken_back(cast, said, now):
    reply = said("How much does it cost?")
    message = reply.answer("Nine euros.", cast.alice, now)
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT)
    with pytest.raises(Refused):
        reply.reopen(cast.alice, now)
    assert fresh(reply).settled_how == "answered"


def test_closing_settles_and_opening_takes_it_back(cast, said, now):
    reply = said("Hm.")
    reply.close(cast.alice, now)
    reply.close(cast.bob, now + timedelta(hours=1))
    assert (reply.settled_how, fresh(reply).settled_by) == ("closed", cast.alice)
    reply.reopen(cast.alice, now)
    assert fresh(reply).settled_at is None


def test_a_corrected_opt_out_gives_the_person_back(cast, said, now):
    reply = said("Unsubscribe")
    reply.correct(Kind.REPLY, Intent.QUESTION, cast.alice, now)
    lead = fresh(reply.lead)
    assert not OptOut.objects.exists()
    assert lead.status == Status.ANSWERED
    assert (reply.read_as, reply.corrected_by, fresh(reply).settled_at) == ("opt_out", cast.alice, None)


def test_a_missed_opt_out_stops_everything(cast, said, now):
    reply = said("Hm.")
    reply.correct(Kind.REPLY, Intent.OPT_OUT, cast.alice, now)
    assert fresh(reply.lead).status == Status.OPTED_OUT
    assert OptOut.objects.get().words == "Hm."
    assert reply.settled_how == "automatic"


def test_a_corrected_intent_gets_its_draft(cast, said, now):
    reply = said("Hm.")
    reply.correct(Kind.REPLY, Intent.QUESTION, cast.alice, now)
    assert Answer.objects.filter(key=f"reply:{reply.pk}").exists()
    assert fresh(reply).settled_at is None


def test_an_absence_that_was_none_becomes_an_answer(cast, said, enrolment, now):
    reply = said("I am out of the office.", Auto_Submitted="auto-replied")
    reply.correct(Kind.REPLY, Intent.INTERESTED, cast.alice, now)
    assert fresh(enrolment).state == Enrolment.State.STOPPED
    assert fresh(reply.lead).status == Status.ANSWERED
    assert fresh(reply).settled_at is None


def test_an_absence_that_was_nothing_lets_the_cadence_go_on(cast, said, enrolment, now):
    reply = said("I am out of the office.", Auto_Submitted="auto-replied")
    assert Hold.objects.filter(enrolment=enrolment, lifted_at=None).exists()
    reply.correct(Kind.AUTO_REPLY, "", cast.alice, now)
    assert not Hold.objects.filter(enrolment=enrolment, lifted_at=None).exists()
    assert fresh(enrolment).state == Enrolment.State.ACTIVE


def test_an_answer_that_was_a_machine_waits_no_more(cast, said, now):
    reply = said("Hm.")
    reply.correct(Kind.AUTO_REPLY, "", cast.alice, now)
    assert fresh(reply).settled_how == "automatic"
    assert fresh(reply.lead).status == Status.READY


def test_a_bounce_that_was_none_gives_the_person_back(cast, box, sent, now):
    reply = receive(box, a_bounce(sent.message_id, recipient=sent.lead.email), now=now)
    reply.correct(Kind.REPLY, Intent.INTERESTED, cast.alice, now)
    assert fresh(reply.lead).status == Status.ANSWERED


def test_the_same_correction_twice_is_once(cast, said, now):
    reply = said("Hm.")
    assert reply.correct(Kind.REPLY, Intent.OBJECTION, cast.alice, now)
    before = Activity.objects.count()
    assert not reply.correct(Kind.REPLY, Intent.OBJECTION, cast.alice, now)
    assert Activity.objects.count() == before


@pytest.mark.parametrize(("kind", "intent"), [("nonsense", ""), (Kind.REPLY, "nonsense")])
def test_a_reading_that_does_not_exist_is_refused(cast, said, now, kind, intent):
    reply = said("Hm.")
    with pytest.raises(Refused):
        reply.correct(kind, intent, cast.alice, now)


# One for each thing that a reading may do, and two that do the same.
READINGS = [
    Intent.QUESTION,
    Intent.NOT_NOW,
    Intent.OPT_OUT,
    Kind.COMPLAINT,
    Kind.BOUNCE,
    Kind.OUT_OF_OFFICE,
    Kind.OTHER,
]


@pytest.mark.parametrize("first", READINGS)
@pytest.mark.parametrize("then", READINGS)
def test_any_correction_after_any_other_leaves_a_lead_that_stands_somewhere(cast, said, now, first, then):
    reply = said("Hm.")
    for name in (first, then):
        kind, intent = (Kind.REPLY, name) if name in Intent.values else (name, "")
        reply.correct(kind, intent, cast.alice, now)
    lead = fresh(reply.lead)
    opted_out = then in {Intent.OPT_OUT, Kind.COMPLAINT}
    assert OptOut.objects.exists() == opted_out
    assert (lead.status == Status.OPTED_OUT) == opted_out
    assert (lead.status == Status.BOUNCED) == (then == Kind.BOUNCE)
    assert (fresh(reply).settled_at is None) == (then in Intent.values and not opted_out)


def test_mail_of_nobody_is_given_to_a_lead_by_a_person(cast, box, enrolment, now):
    raw = a_mail("Yes, I am interested.", sender="ruta.private@mail.example")
    row = receive(box, raw, now=now)
    reply = attach(row, enrolment.lead, by=cast.alice, now=now)
    assert attach(fresh(row), enrolment.lead, by=cast.alice, now=now) == reply
    assert (reply.lead, reply.intent) == (enrolment.lead, Intent.INTERESTED)
    assert fresh(row).settled_by == cast.alice
    assert fresh(enrolment).ended_code == "answered"


def test_the_same_reading_said_once_more_confirms_an_unsure_opt_out(cast, said, now):
    reply = said("Unsubscribe")
    unsure = {"confidence": 0.6, "settled_at": None, "settled_how": ""}
    Reply.objects.filter(pk=reply.pk).update(**unsure)
    assert not fresh(reply).correct(Kind.REPLY, Intent.OPT_OUT, cast.alice, now)
    assert (reply.confidence, reply.corrected_by, fresh(reply).settled_how) == (1.0, cast.alice, "closed")
    assert OptOut.objects.count() == 1
