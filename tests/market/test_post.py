"""The market's mail over real SMTP and IMAP."""

import imaplib
import smtplib
from datetime import timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime

import pytest

from leadwright.channels.email.imap import new_mail
from leadwright.market.models import Arrival, Letter
from leadwright.market.people import person
from leadwright.market.post import deliver_due, password_of

pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True)]


def mail(recipient: str, message_id: str, at, in_reply_to: str = "") -> bytes:
    thread = f"In-Reply-To: {in_reply_to}\r\nReferences: {in_reply_to}\r\n" if in_reply_to else ""
    return (
        f"From: Alice Marlowe <alice@northmark.example>\r\nTo: Jonas Brandt <{recipient}>\r\nSubject: A question\r\n"
        f"Message-ID: {message_id}\r\nDate: {format_datetime(at)}\r\n{thread}"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nHello Jonas,\r\n\r\nis this on your desk?\r\n"
    ).encode()


def somebody(**wanted) -> str:
    for number in range(5000):
        address = f"jonas.b{number}@firm{number}.example"
        who = person(7, address)
        if all(getattr(who, name) == value for name, value in wanted.items()):
            return address
    raise AssertionError(wanted)


@pytest.fixture
def send(servers, alices_box):
    with smtplib.SMTP("127.0.0.1", servers.ports.smtp) as smtp:
        smtp.login(alices_box.address, password_of(alices_box.address))
        yield lambda recipient, raw: smtp.sendmail(alices_box.address, [recipient], raw)


def test_the_doors_open_to_the_right_password_and_the_own_address_only(servers, send, alices_box, now):
    with smtplib.SMTP("127.0.0.1", servers.ports.smtp) as smtp, pytest.raises(smtplib.SMTPAuthenticationError):
        smtp.login(alices_box.address, "wrong")
    imap = imaplib.IMAP4("127.0.0.1", servers.ports.imap)
    with pytest.raises(imaplib.IMAP4.error):
        imap.login(alices_box.address, "wrong")
    imap.shutdown()
    with smtplib.SMTP("127.0.0.1", servers.ports.smtp) as smtp:
        smtp.login(alices_box.address, password_of(alices_box.address))
        with pytest.raises(smtplib.SMTPSenderRefused):
            smtp.sendmail("bob@northmark.example", ["x@y.example"], mail("x@y.example", "<1@n.example>", now))
    unknown = somebody(mailbox="refused")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(unknown, mail(unknown, "<one@northmark.example>", now))


def test_a_dead_mailbox_sends_a_report_that_lies_in_the_senders_inbox(servers, send, alices_box, now):
    recipient = somebody(mailbox="dead")
    send(recipient, mail(recipient, "<one@northmark.example>", now))
    servers.settle()
    assert deliver_due(now) == set()
    assert deliver_due(now + timedelta(hours=1)) == {alices_box.address}
    report = message_from_bytes(next(iter(new_mail(alices_box))).raw, policy=policy.default)
    assert report.get_content_type() == "multipart/report"
    assert "<one@northmark.example>" in report.as_string()
    assert f"Final-Recipient: rfc822; {recipient}" in report.as_string()


def test_an_answer_stands_in_the_thread_and_signs_as_it_was_addressed(servers, send, alices_box, now):
    recipients = [f"jonas.b{number}@firm{number}.example" for number in range(60)]
    for recipient in recipients:
        if person(7, recipient).mailbox == "good":
            send(recipient, mail(recipient, f"<{recipient.replace('@', '.')}@northmark.example>", now))
    servers.settle()
    deliver_due(now + timedelta(days=9))
    human = {letter.message_id: letter for letter in Letter.objects.exclude(kind__in=["out_of_office", "auto_reply"])}
    found = {
        str(one["Message-ID"]): one
        for one in (message_from_bytes(arrived.raw, policy=policy.default) for arrived in new_mail(alices_box))
    }
    assert human
    assert human.keys() <= found.keys()
    for message_id, letter in human.items():
        answer = found[message_id]
        assert answer["In-Reply-To"] == f"<{letter.from_address.replace('@', '.')}@northmark.example>"
        assert "Jonas" in answer.get_content()
        assert "> is this on your desk?" in answer.get_content()
        assert answer["Auto-Submitted"] is None


def test_each_mail_arrives_once_and_its_place_in_the_mailbox_never_changes(servers, send, alices_box, now):
    recipient = somebody(mailbox="dead")
    for number in [0, 1, 2, 1]:
        send(recipient, mail(recipient, f"<{number}@northmark.example>", now))
    servers.settle()
    deliver_due(now + timedelta(hours=1))
    deliver_due(now + timedelta(hours=2))
    places = [(arrived.uid_validity, arrived.uid) for arrived in new_mail(alices_box)]
    assert places == [(1, 1), (1, 2), (1, 3)]
    assert Arrival.objects.count() == Letter.objects.count() == 3
