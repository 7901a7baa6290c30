"""A message is written and queued here: its thread and its Message-ID stand before any wire is touched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from leadwright.channels.email.compose import MOST_REFERENCES, new_message_id
from leadwright.channels.models import Mailbox, StoredFile
from leadwright.conversations.models import Attachment, Conversation, Message
from leadwright.kit.bulk import insert_rows
from leadwright.leads.models import Lead
from leadwright.team.models import Member


class Goes(Protocol):
    """A file that goes with a mail: what a template has, or what a form brought (channels/files.py, kept)."""

    file: StoredFile
    name: str
    media_type: str


def queue_email(**written) -> Message:
    """Write a message, said as for `letter`, and queue it."""
    message = letter(**written)
    with transaction.atomic(savepoint=False):
        queue_all([message])
    return message


def queue_all(messages: Sequence[Message]) -> None:
    """Queue letters, each with the thread that it begins."""
    begun = [message.conversation for message in messages if message.conversation_id is None]
    insert_rows(begun)
    insert_rows(messages)
    insert_rows([
        Attachment(message=message, place=place, file=one.file, name=one.name, media_type=one.media_type, size=size)
        for message in messages
        for place, one in enumerate(getattr(message, "to_attach", ()))
        for size in [one.file.size]
    ])  # fmt: skip


def letter(
    *,
    lead: Lead,
    mailbox: Mailbox,
    author: Member | None,
    subject: str,
    text: str,
    automatic: bool,
    parent: Message | None = None,
    calendar: str = "",
    enclosed: bytes | None = None,
    enclosed_name: str = "",
    files: Sequence[Goes] = (),
    tracked: bool = False,
    due_at: datetime,
    now: datetime,
) -> Message:
    """A message to the lead that leaves when it is due; not stored yet. With a `parent` (answered or followed) it
    stays in its thread; without one it begins a new one. `files` go with it."""
    begun = None if parent else thread(lead, mailbox, subject, now)
    message = Message(
        workspace_id=lead.workspace_id,
        **({"conversation_id": parent.conversation_id} if parent else {"conversation": begun}),
        mailbox=mailbox,
        lead=lead,
        author=author,
        outbound=True,
        state=Message.State.QUEUED,
        message_id=new_message_id(mailbox.domain),
        in_reply_to=parent.message_id if parent else "",
        references=chain(parent) if parent else "",
        sender=mailbox.address,
        recipient=lead.email,
        subject=(subject.strip() or (reply_subject(parent) if parent else ""))[:998],
        text=text,
        calendar=calendar,
        enclosed=enclosed,
        enclosed_name=enclosed_name[:120],
        tracked=tracked,
        automatic=automatic,
        due_at=due_at,
        at=now,
    )
    message.to_attach = files
    return message


def start(lead: Lead, mailbox: Mailbox, subject: str, now: datetime) -> Conversation:
    begun = thread(lead, mailbox, subject, now)
    begun.save(force_insert=True)
    return begun


def thread(lead: Lead, mailbox: Mailbox, subject: str, now: datetime) -> Conversation:
    """A thread that is not stored yet."""
    return Conversation(
        workspace_id=lead.workspace_id, lead=lead, mailbox=mailbox, subject=subject.strip()[:500], started_at=now
    )


def chain(parent: Message) -> str:
    """References of an answer (RFC 5322, 3.6.4): the parent's own, or what it answered, and the parent."""
    before = parent.references.split() or parent.in_reply_to.split()[:1]
    links = list(dict.fromkeys([*before, parent.message_id]))
    if len(links) > MOST_REFERENCES:
        links = [links[0], *links[-(MOST_REFERENCES - 1) :]]
    return " ".join(links)


def reply_subject(parent: Message) -> str:
    subject = (parent.subject or parent.conversation.subject).strip()
    return subject if subject[:3].lower() == "re:" else f"Re: {subject}"
