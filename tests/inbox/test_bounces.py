"""Bounces in the forms of many programs, as they arrive and as they break on the way."""

import pytest

from leadwright.inbox.parsing import parse
from leadwright.inbox.reading import read
from tests.inbox.letters import a_mail

DAEMON = {"sender": "mailer-daemon@mx.example", "subject": "Undelivered Mail Returned to Sender"}


def bounces(raw: bytes) -> list[tuple]:
    reading = read(parse(raw))
    assert reading.kind == "bounce"
    return [(one.recipient, one.status, one.reply_code, one.permanence) for one in reading.bounces]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "This is the mail system at host mx.example.\n\n<p.doyle@tarrant.example>: host a[1] said: 550 5.1.1\n"
            "    No such user (in reply to RCPT TO command)\n",
            ("p.doyle@tarrant.example", "5.1.1", "550", "hard"),
        ),
        (
            "A message that you sent could not be delivered. The following address(es) failed:\n\n"
            "  p.doyle@tarrant.example\n    SMTP error from remote mail server after RCPT TO: 552 mailbox full\n\n"
            "------ This is a copy of the message, including all the headers. ------\n\nFrom: x@y.example\n",
            ("p.doyle@tarrant.example", "", "552", "soft"),
        ),
        (
            "Your message to <p.doyle@tarrant.example> could not be delivered.\nThe domain does not exist.\n",
            ("p.doyle@tarrant.example", "", "", "hard"),
        ),
        (
            "<p.doyle@tarrant.example>: host a[1] said: 550 User unknown (in reply to end of DATA command)",
            ("p.doyle@tarrant.example", "", "550", "soft"),
        ),
        (
            "Ihre Nachricht konnte nicht zugestellt werden.\np.doyle@tarrant.example: Empfänger unbekannt\n",
            ("p.doyle@tarrant.example", "", "", "hard"),
        ),
    ],
)
def test_bounces_without_fields_are_read_by_their_words(text, expected):
    assert bounces(a_mail(text, **DAEMON)) == [expected]


def test_several_recipients_are_told_apart():
    text = (
        "Delivery failed:\n\n<a@tarrant.example>: 550 5.1.1 no such user\n\n<b@tarrant.example>: 452 4.2.2 over quota\n"
    )
    assert bounces(a_mail(text, **DAEMON)) == [
        ("a@tarrant.example", "5.1.1", "550", "hard"),
        ("b@tarrant.example", "4.2.2", "452", "soft"),
    ]


def test_a_report_whose_boundary_was_lost_is_still_read():
    raw = (
        b"From: MAILER-DAEMON@mx.example\r\nTo: alice@northmark.example\r\nSubject: Returned mail\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status\r\n\r\nIt failed.\r\n\r\n"
        b"Final-Recipient: rfc822; p.doyle@tarrant.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"From: alice@northmark.example\r\n"
    )
    assert bounces(raw) == [("p.doyle@tarrant.example", "5.1.1", "", "hard")]


def test_the_recipient_is_the_one_we_wrote_to():
    raw = (
        b"From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n"
        b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        b"Original-Recipient: rfc822;info@tarrant.example\r\nFinal-Recipient: rfc822;p.doyle@tarrant.example\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n--b--\r\n"
    )
    assert bounces(raw) == [("info@tarrant.example", "5.1.1", "550", "hard")]


@pytest.mark.parametrize(
    "text",
    [
        "I could not deliver the samples to tom@tarrant.example yet, we ship on Monday.",
        "Our mailbox for orders is full of questions about your product; shall we talk on Monday?",
    ],
)
def test_a_person_who_writes_of_deliveries_is_no_bounce(text):
    assert read(parse(a_mail(text))).kind == "reply"


def test_a_delay_that_postfix_tells_in_plain_words_is_a_soft_bounce():
    raw = (
        b"From: MAILER-DAEMON@mx.example\nTo: alice@northmark.example\nSubject: Delayed Mail (still being retried)\n\n"
        b"This is the mail system at host mx.example.\n\n<zed@y.example>: host mx.y.example[192.0.2.4] said: 450 4.2.1 "
        b"The user you are trying to contact is receiving mail too quickly (in reply to RCPT TO command)\n"
    )
    (bounce,) = read(parse(raw)).bounces
    assert (bounce.recipient, bounce.status, bounce.permanence) == ("zed@y.example", "4.2.1", "soft")
