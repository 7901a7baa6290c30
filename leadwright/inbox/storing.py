"""Rows of a mail that came in: the message, its files, its reading; or a row of triage."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Attachment, Message
from leadwright.conversations.writing import thread
from leadwright.inbox import effects
from leadwright.inbox.belonging import Belonging
from leadwright.inbox.models import Kind, Reply, Triage
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.reading import Reading
from leadwright.kit.bulk import insert_rows
from leadwright.kit.html import clean
from leadwright.kit.statements import run
from leadwright.leads.models import Lead

MOST_FILES = 50
WITH_IDS = "SELECT id FROM conversations_message WHERE workspace_id = %(workspace)s AND message_id = ANY(%(ids)s)"


def store_all(messages: Sequence[Message], parsed: Sequence[Parsed]) -> None:
    """Write messages that came, each with the thread that it begins, and the list of what came with each."""
    insert_rows([message.conversation for message in messages if message.conversation_id is None])
    insert_rows(messages)
    insert_rows([file for message, one in zip(messages, parsed, strict=True) for file in files_of(message, one)])


def written(
    mailbox: Mailbox, raw: bytes, parsed: Parsed, found: Belonging, *, message_id: str, now: datetime
) -> Message:
    """The message as it will be stored; without a message of ours that it answers it begins a thread."""
    answered = found.answered
    begun = None if answered else thread(found.lead, mailbox, storable(parsed.subject), now)
    return Message(
        workspace_id=mailbox.workspace_id,
        **({"conversation_id": answered.conversation_id} if answered else {"conversation": begun}),
        mailbox=mailbox,
        lead=found.lead,
        outbound=False,
        state=Message.State.RECEIVED,
        message_id=message_id,
        in_reply_to=next(iter(parsed.in_reply_to), "")[:255],
        references=" ".join(parsed.references[-20:]),
        sender=storable(parsed.sender)[:320],
        recipient=mailbox.address,
        subject=storable(parsed.subject)[:998],
        text=storable(parsed.text),
        html=storable(clean(parsed.html)) if parsed.html else "",
        raw=raw,
        at=now,
    )


def files_of(message: Message, parsed: Parsed) -> list[Attachment]:
    """What came with it is listed; it lies in the raw mail."""
    return [
        Attachment(
            message=message,
            place=place,
            part=one.part,
            name=storable(one.name)[:120] or "file",
            media_type=storable(one.media_type),
            size=one.size,
        )
        for place, one in enumerate(parsed.files[:MOST_FILES])
    ]


def noted(message: Message, lead: Lead, reading: Reading, now: datetime) -> Reply:
    """The reading as it will be stored; what needs nobody is settled from the beginning."""
    done = effects.settles(reading.kind, reading.intent, reading.confidence, left=reading.left)
    return Reply(
        workspace_id=message.workspace_id,
        message=message,
        lead=lead,
        owner_id=lead.owner_id or message.mailbox.member_id,
        kind=reading.kind,
        intent=reading.intent,
        words=storable(reading.words),
        evidence=storable(reading.evidence)[:300],
        confidence=reading.confidence,
        returns_on=reading.returns_on,
        at=now,
        settled_at=now if done else None,
        settled_how="automatic" if done else "",
    )


def own_id(raw: bytes) -> str:
    """For a mail without an id, or with a stolen one."""
    return f"<{sha256(raw).hexdigest()}@no-id.invalid>"


def with_ids(mailbox: Mailbox, ids: Sequence[str]) -> list[Message]:
    """The messages of this workspace that have one of these Message-IDs. Nearly always there is none."""
    found = [pk for (pk,) in run(WITH_IDS, {"workspace": mailbox.workspace_id, "ids": list(ids)})]
    if not found:
        return []
    return list(Message.objects.filter(pk__in=found).select_related("reading__lead").defer("raw", "html"))


def is_dead(reading: Reading, found: Belonging, lead: Lead) -> bool:
    """Hard, and of the address that the lead still has: a corrected one is not struck off by a late bounce."""
    if reading.kind != Kind.BOUNCE or not any(one.permanence == "hard" for one in reading.bounces):
        return False
    return found.answered is None or found.answered.recipient.lower() == lead.email


def keep(
    mailbox: Mailbox, raw: bytes, parsed: Parsed | None, reason: str, *, now: datetime, settled: bool = False
) -> Triage:
    """A row of triage, once a mail."""
    row, _made = Triage.objects.get_or_create(
        mailbox=mailbox,
        key=sha256(raw).hexdigest(),
        defaults={
            "workspace_id": mailbox.workspace_id,
            "raw": raw,
            "sender": storable(parsed.sender)[:320] if parsed else "",
            "subject": storable(parsed.subject)[:998] if parsed else "",
            "text": storable(parsed.text)[:20_000] if parsed else "",
            "reason": reason[:300],
            "at": now,
            "settled_at": now if settled else None,
        },
    )
    return row


def storable(text: str) -> str:
    """Text that PostgreSQL takes: no NUL, no halves of characters."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")
