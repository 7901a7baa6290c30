"""A mailbox is tried in both directions before it is kept: log in to send, log in to read, one mail to itself."""

import time
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser

from django.utils.translation import gettext as _

from leadwright.channels.email import imap, smtp
from leadwright.channels.email.compose import BadHeader, build, new_message_id
from leadwright.channels.email.imap import Box, NotRead
from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.models import Mailbox

REPLY_SECONDS = 15
DOT_SECONDS = 30
POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Trial:
    """What came of it. `sending` and `reading` are sentences of what failed, "" where it worked; `returned` says
    whether the mail to itself came back, and `note` why not. Reading starts after the place where the inbox stands."""

    sending: str = ""
    reading: str = ""
    returned: bool = False
    note: str = ""
    uid_validity: int | None = None
    last_uid: int = 0
    mail: bytes = b""  # as it came back

    @property
    def passed(self) -> bool:
        return not (self.sending or self.reading)


def try_out(mailbox: Mailbox, *, now: datetime, wait_seconds: float = 12) -> Trial:
    """Log in both ways and send a mail to itself. A mail that does not come back in time is no failure: some servers
    are slow, and some refuse mail to oneself; what counts is that both doors open."""
    message_id = new_message_id(mailbox.domain)
    try:
        box = imap.open_mailbox(mailbox, seconds=REPLY_SECONDS)
    except NotRead as error:
        return Trial(sending=sending_fails(mailbox), reading=error.sentence)
    with box:
        try:
            validity, last_uid = box.place()
        except NotRead as error:
            return Trial(sending=sending_fails(mailbox), reading=error.sentence)
        place = {"uid_validity": validity, "last_uid": last_uid}
        try:
            send_to_itself(mailbox, message_id, now)
        except BadHeader as error:
            return Trial(sending=error.sentence, **place)
        except NotDelivered as failure:
            if failure.code == "bad_address":
                return Trial(
                    note=_("The server takes no mail to the mailbox itself, so the way back was not tried."), **place
                )
            return Trial(sending=failure.reason, **place)
        if mail := came_back(box, message_id, validity, last_uid, wait_seconds):
            return Trial(returned=True, mail=mail, **place)
        return Trial(note=_("The mail to itself has not come back yet. That may be slowness."), **place)


def sending_fails(mailbox: Mailbox) -> str:
    """Why the log-in to send fails; "" when it works."""
    try:
        with smtp.connect(mailbox, reply_seconds=REPLY_SECONDS):
            return ""
    except NotDelivered as failure:
        return failure.reason


def send_to_itself(mailbox: Mailbox, message_id: str, now: datetime) -> None:
    raw = build(
        sender_name=mailbox.sender_name,
        sender=mailbox.address,
        recipient=mailbox.address,
        subject=_("Leadwright tries this mailbox"),
        text=_("Leadwright sent this mail to see that the mailbox works in both directions. It may be deleted."),
        message_id=message_id,
        date=now,
    )
    with smtp.connect(mailbox, reply_seconds=REPLY_SECONDS, dot_seconds=DOT_SECONDS) as wire:
        wire.deliver(raw, sender=mailbox.address, recipient=mailbox.address, commit=lambda: True)


def came_back(box: Box, message_id: str, validity: int, last_uid: int, wait_seconds: float) -> bytes:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            for mail in box.new_mail(validity, last_uid):
                if BytesHeaderParser().parsebytes(mail.raw[:65536])["Message-ID"] == message_id:
                    return mail.raw
        except NotRead:
            return b""
        if time.monotonic() > deadline:
            return b""
        time.sleep(POLL_SECONDS)
