"""Mails that were fetched together: the plain ones in one transaction, and each as if it had come alone."""

import pytest
from django.db import IntegrityError
from django.test.utils import CaptureQueriesContext

from leadwright.activities.models import Activity
from leadwright.cadences.models import Enrolment
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.models import Attachment, Message
from leadwright.conversations.writing import queue_email
from leadwright.inbox import effects
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.opening import Round
from leadwright.inbox.receiving import receive, receive_all
from leadwright.leads.models import OptOut, Status
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_bounce, a_mail


@pytest.fixture
def box(cast):
    return a_mailbox(cast.alice)


@pytest.fixture
def five(cast, box, now):
    """Five people whom we wrote to, each on a cadence."""
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    found = []
    for number in range(5):
        lead = a_lead(cast.alice, email=f"p{number}@five.example", status=Status.WORKING)
        sent = queue_email(
            lead=lead, mailbox=box, author=cast.alice, subject="Your cold chain", text="Hello", automatic=True,
            due_at=now, now=now,
        )  # fmt: skip
        Message.objects.filter(pk=sent.pk).update(state=Message.State.SENT)
        Enrolment.objects.create(
            lead=lead, version=cadence.current, mailbox=box, by=cast.alice, due_at=now, started_at=now
        )
        found.append(sent)
    return found


def letters(five) -> list[bytes]:
    answers = [("0", "Yes, I am interested."), ("1", "Please take me off your list."), ("2", "How much is it?")]
    mails = [
        a_mail(text, sender=f"p{number}@five.example", message_id=f"<m{number}@x.example>", in_reply_to=sent.message_id)
        for (number, text), sent in zip(answers, five, strict=False)
    ]
    away = a_mail(
        "I am out of the office until 7 December 2026.", sender="p3@five.example", message_id="<m3@x.example>",
        in_reply_to=five[3].message_id, Auto_Submitted="auto-replied",
    )  # fmt: skip
    return [*mails, away, a_bounce(five[4].message_id, recipient="p4@five.example")]


def standing() -> dict:
    """What is known of everybody, without keys and times."""
    return {
        "replies": sorted(Reply.objects.values_list("lead__email", "kind", "intent", "settled_how", "owner__pk")),
        "leads": sorted(Enrolment.objects.values_list("lead__email", "lead__status", "state", "ended_code")),
        "noes": sorted(OptOut.objects.values_list("lead__email", "source")),
        "told": sorted(Activity.objects.values_list("lead__email", "kind", "summary", "why")),
        "threads": sorted(Message.objects.values_list("lead__email", "outbound", "conversation__subject", "subject")),
    }


def test_many_have_the_effects_that_each_has_alone(box, five, now, django_capture_on_commit_callbacks):
    from django.db import transaction

    with transaction.atomic():
        for raw in letters(five):
            receive(box, raw, now=now)
        alone = standing()
        transaction.set_rollback(True)
    receive_all(box, letters(five), now=now, standing=Round(box))
    assert standing() == alone
    assert {row[2] for row in alone["leads"]} == {"stopped", "active"}


def test_the_same_mails_again_change_nothing(box, five, now):
    receive_all(box, letters(five), now=now, standing=Round(box))
    before = standing()
    receive_all(box, letters(five)[::-1], now=now, standing=Round(box))
    assert standing() == before


def test_two_of_one_person_and_one_that_came_twice_are_each_stored_once(box, five, now):
    first, second = (
        a_mail(text, sender="p0@five.example", message_id=f"<{text}@x.example>", in_reply_to=five[0].message_id)
        for text in ("one", "two")
    )
    receive_all(box, [first, second, first, *letters(five)[1:]], now=now, standing=Round(box))
    assert Reply.objects.filter(lead=five[0].lead).count() == 2
    assert Message.objects.filter(outbound=False).count() == 6


def test_strangers_copies_and_broken_mails_go_their_own_way(box, five, now):
    own = a_mail("Hello", sender=box.address, message_id="<own@x.example>")
    stranger = a_mail("Is this the right address?", sender="n@nowhere.example", message_id="<n@x.example>")
    receive_all(box, [own, stranger, b"A: b\r\n" * 2000, *letters(five)], now=now, standing=Round(box))
    assert (Reply.objects.count(), Triage.objects.count()) == (5, 3)


def test_what_one_breaks_is_undone_and_each_comes_alone(box, five, now, monkeypatch):
    whole = effects.tell

    def breaks_for_one(reply, *said, **more):
        if reply.lead.email == "p1@five.example":
            raise IntegrityError("broken")
        return whole(reply, *said, **more)

    monkeypatch.setattr(effects, "tell", breaks_for_one)
    receive_all(box, letters(five), now=now, standing=Round(box))
    assert set(Reply.objects.values_list("lead__email", flat=True)) == {f"p{n}@five.example" for n in (0, 2, 3, 4)}
    assert "IntegrityError" in Triage.objects.get().reason


def test_files_of_many_are_listed_with_their_own_mail(box, five, now):
    from email.message import EmailMessage

    def with_file(number: int) -> bytes:
        mail = EmailMessage()
        mail["From"], mail["To"] = f"p{number}@five.example", box.address
        mail["Message-ID"], mail["In-Reply-To"] = f"<f{number}@x.example>", five[number].message_id
        mail.set_content("See the plan.")
        mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename=f"plan{number}.pdf")
        return mail.as_bytes()

    receive_all(box, [with_file(0), with_file(1)], now=now, standing=Round(box))
    rows = Attachment.objects.values_list("message__sender", "name")
    assert set(rows) == {("p0@five.example", "plan0.pdf"), ("p1@five.example", "plan1.pdf")}


def test_a_further_mail_costs_few_statements(box, five, now):
    from django.db import connection

    with CaptureQueriesContext(
        connection,
    ) as many:
        receive_all(box, letters(five), now=now, standing=Round(box))
    assert len(many) < 60
