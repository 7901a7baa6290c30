"""The mailboxes of a world, as the reader of mail finds them: what came since, numbered, under one UIDVALIDITY."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from leadwright.channels.email.imap import Arrived
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from worlds.mails import returned, written


@dataclass
class Inbox:
    lying: dict[int, list[tuple[int, bytes]]] = field(default_factory=lambda: defaultdict(list))
    validity: dict[int, int] = field(default_factory=lambda: defaultdict(lambda: 1))
    handed_in: dict[str, int] = field(default_factory=dict)  # Message-ID to the mailbox where it came first
    count: int = 0

    def __call__(self, mailbox: Mailbox) -> Iterator[Arrived]:
        """In place of IMAP: what is new in this mailbox."""
        validity = self.validity[mailbox.pk]
        since = mailbox.last_uid if mailbox.uid_validity == validity else 0
        for uid, raw in list(self.lying[mailbox.pk]):
            if uid > since:
                yield Arrived(uid, raw, validity)

    def letter(self, kind: str, lead: Lead | None, box: Mailbox, about: Message | None, now: datetime) -> datetime:
        """It lies in the mailbox now. Until when they are away, if it says so."""
        self.count += 1
        back = now + timedelta(days=1 + self.count % 6)
        sender = lead.email if lead else f"somebody{self.count}@far.example"
        raw = written(
            kind,
            sender=sender,
            to=box.address,
            about=about.message_id if about else "",
            number=self.count,
            now=now,
            back=back,
        )
        self.put(box, raw, f"<{kind.replace(' ', '-')}.{self.count}@{sender.rpartition('@')[2]}>")
        return back

    def report(self, recipient: str, box: Mailbox, about: str, now: datetime, *, hard: bool) -> None:
        self.count += 1
        raw = returned(hard=hard, recipient=recipient, to=box.address, about=about, number=self.count, now=now)
        self.put(box, raw, f"<report.{self.count}@{recipient.rpartition('@')[2]}>")

    def put(self, box: Mailbox, raw: bytes, message_id: str) -> None:
        here = self.lying[box.pk]
        here.append((here[-1][0] + 1 if here else 1, raw))
        self.handed_in.setdefault(message_id, box.pk)

    def repeat(self, box: Mailbox, *, anew: bool) -> None:
        if anew:
            self.validity[box.pk] += 1
        for uid, raw in self.lying[box.pk][:1] if not anew else []:
            self.lying[box.pk].append((self.lying[box.pk][-1][0] + 1, raw))
            assert uid
