"""The mails that the market writes, as real programs write them: quoted answers, RFC 3834 automatic answers,
RFC 3464 delivery reports."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr

from leadwright.market.people import Person
from leadwright.market.reactions import Reaction
from leadwright.market.words import MONTHS, QUOTED, SUBJECT, WEEKDAYS


@dataclass(frozen=True)
class Received:
    """What the person got: the parts of our mail that an answer speaks of."""

    message_id: str
    references: str
    in_reply_to: str
    sender: str
    sender_name: str
    subject: str
    text: str
    at: datetime
    raw_head: bytes = b""


def message_id(person: Person, received: Received, kind: str) -> str:
    """Follows from what is answered, so that the same world makes the same mails."""
    stem = hashlib.sha256(f"{received.message_id}:{kind}".encode()).hexdigest()[:24]
    return f"<{stem}@{person.address.rpartition('@')[2]}>"


def write(person: Person, reaction: Reaction, received: Received) -> bytes:
    """The whole mail, with CRLF line ends."""
    if reaction.kind in {"bounce", "soft_bounce"}:
        return report(person, reaction, received)
    lines = headers(person, reaction, received)
    lines += ["MIME-Version: 1.0", 'Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: 8bit"]
    body = reaction.text
    if not reaction.automatic:
        body += "\n\n" + quoted(person, received)
    return "\r\n".join([*lines, "", *body.split("\n"), ""]).encode()


def headers(person: Person, reaction: Reaction, received: Received) -> list[str]:
    subject = received.subject
    if reaction.kind in SUBJECT:
        subject = SUBJECT[reaction.kind][person.language].format(subject)
    elif not subject.lower().startswith("re:"):
        subject = f"Re: {subject}"
    lines = [
        f"From: {formataddr((f'{person.given_name} {person.family_name}'.strip(), person.address))}",
        f"To: {formataddr((received.sender_name, received.sender))}",
        f"Subject: {encoded(subject)}",
        f"Date: {format_datetime(reaction.at)}",
        f"Message-ID: {message_id(person, received, reaction.kind)}",
        f"In-Reply-To: {received.message_id}",
        f"References: {f'{received.references} {received.message_id}'.strip()}",
    ]
    if reaction.automatic:
        lines += ["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk"]
    return lines


def quoted(person: Person, received: Received) -> str:
    """Our mail below theirs, under the line that Gmail puts there in their language."""
    at, day = received.at, WEEKDAYS[person.language][received.at.weekday()]
    head = QUOTED[person.language].format(
        at=at,
        day=day,
        month=MONTHS[person.language][at.month - 1][:3],
        name=received.sender_name,
        sender=received.sender,
    )
    return "\n".join([head, *(f"> {line}" for line in received.text.splitlines())])


REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@{domain}>
To: {sender}
Subject: {subject}
Date: {date}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"

This is a MIME-encapsulated message.

--{boundary}
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.{domain}.

{sentence}

<{recipient}>: {diagnosis}

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}
Arrival-Date: {arrived}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnosis}

--{boundary}
Content-Type: text/rfc822-headers

{head}
--{boundary}--
"""


def report(person: Person, reaction: Reaction, received: Received) -> bytes:
    """A delivery report: 5.1.1 failed for a dead mailbox, 4.2.2 delayed for a full one."""
    dead = reaction.kind == "bounce"
    own = message_id(person, received, reaction.kind)
    text = REPORT.format(
        domain=person.address.rpartition("@")[2],
        sender=received.sender,
        subject="Undelivered Mail Returned to Sender" if dead else "Delayed Mail (still being retried)",
        date=format_datetime(reaction.at),
        message_id=own,
        boundary=own[1:13] + "/report",
        sentence="I'm sorry to have to inform you that your message could not be delivered."
        if dead
        else "Your message could not be delivered yet. It will be retried until it is 5 days old.",
        recipient=person.address,
        diagnosis="550 5.1.1 User unknown" if dead else "452 4.2.2 Mailbox full",
        action="failed" if dead else "delayed",
        status="5.1.1" if dead else "4.2.2",
        arrived=format_datetime(received.at),
        head=received.raw_head.decode("utf-8", "replace").replace("\r\n", "\n").strip(),
    )
    return text.replace("\n", "\r\n").encode()


def encoded(subject: str) -> str:
    return subject if subject.isascii() else Header(subject, "utf-8", maxlinelen=900).encode()


def sender_of(header: str) -> tuple[str, str]:
    name, address = parseaddr(header)
    return name or address, address.lower()
