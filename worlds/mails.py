"""Mail that comes in: answers, no's, absences, bounces, and mail for strangers. Plain, for how mail is read is measured
elsewhere (make measure); here it is only to arrive at the worst moment, twice, or too late."""

from datetime import datetime
from email.utils import format_datetime

TEXT = """\
From: {name} <{sender}>
To: <{to}>
Subject: {subject}
Date: {date}
Message-ID: <{id}>
{more}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{words}
"""
REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@{domain}>
To: {to}
Subject: {subject}
Date: {date}
Message-ID: <{id}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge/{id}"

--edge/{id}
Content-Type: text/plain; charset=us-ascii

<{recipient}>: {diagnosis}

--edge/{id}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnosis}

--edge/{id}
Content-Type: text/rfc822-headers

Message-ID: {about}
To: {recipient}
Subject: Your loads

--edge/{id}--
"""
WORDS = {
    "answer": "Hello, thank you. Yes, this is interesting to us, please call me on Tuesday.",
    "no more": "Please unsubscribe me and do not write to me again.",
    "away": "I am out of the office until {back:%d %B %Y}. I will answer when I am back.",
    "stranger": "Hello, do you also sell garden chairs?",
}


def written(kind: str, *, sender: str, to: str, about: str, number: int, now: datetime, back: datetime) -> bytes:
    """A mail of that kind. `about` is our Message-ID that it answers, "" for none."""
    links = f"In-Reply-To: {about}\nReferences: {about}\n" if about else ""
    if kind == "away":
        links += "Auto-Submitted: auto-replied\n"
    text = TEXT.format(
        name=sender.partition("@")[0].title(),
        sender=sender,
        to=to,
        subject="Automatic reply: Your loads" if kind == "away" else "Re: Your loads",
        date=format_datetime(now),
        id=f"{kind.replace(' ', '-')}.{number}@{sender.rpartition('@')[2]}",
        more=links,
        words=WORDS[kind].format(back=back),
    )
    return text.replace("\n", "\r\n").encode()


def returned(*, hard: bool, recipient: str, to: str, about: str, number: int, now: datetime) -> bytes:
    """A delivery report (RFC 3464) of the message `about`: dead, or late for now."""
    text = REPORT.format(
        domain=recipient.rpartition("@")[2],
        to=to,
        subject="Undelivered Mail Returned to Sender" if hard else "Delayed Mail (still being retried)",
        date=format_datetime(now),
        id=f"report.{number}@{recipient.rpartition('@')[2]}",
        recipient=recipient,
        diagnosis="550 5.1.1 User unknown" if hard else "452 4.2.2 Mailbox full",
        action="failed" if hard else "delayed",
        status="5.1.1" if hard else "4.2.2",
        about=about,
    )
    return text.replace("\n", "\r\n").encode()
