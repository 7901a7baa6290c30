"""Mail comes in: stored once, read, and done with in one transaction. A mail that cannot be read never stops the
mailbox; it is kept for a person to look at."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from leadwright.channels.email.imap import Arrived, NotRead, new_mail
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Attachment, Message
from leadwright.conversations.writing import start
from leadwright.inbox import automatic, effects
from leadwright.inbox.belonging import Belonging, belonging_of
from leadwright.inbox.lessons import Lesson, taught
from leadwright.inbox.models import Kind, Reply, Triage
from leadwright.inbox.parsing import Parsed, Unreadable, parse
from leadwright.inbox.reading import Reading, read
from leadwright.kit.abreast import Map
from leadwright.kit.bulk import insert_rows
from leadwright.kit.html import clean
from leadwright.kit.statements import run
from leadwright.leads.locking import lock
from leadwright.leads.models import Lead
from leadwright.team.models import Member

MOST_LESSONS = 100
MOST_FILES = 50
WITH_IDS = "SELECT id FROM conversations_message WHERE workspace_id = %(workspace)s AND message_id = ANY(%(ids)s)"
SILENT = timedelta(minutes=10)  # a mailbox that is listened to is read every four at the latest


def read_all(*, now: datetime, listened_to: Collection[int] = (), side_by_side: Map = map) -> int:
    """Every mailbox once; how many mails were new. One that cannot be read does not keep the others waiting. Those that
    somebody listens to (inbox/watching.py) are asked only where they have been silent for long, or have history left.
    """
    quiet = Q(read_at__gte=now - SILENT, older_uid=0, pk__in=listened_to)
    return sum(side_by_side(partial(read_mailbox, now=now), Mailbox.objects.exclude(quiet).order_by("read_at", "pk")))


def read_mailbox(mailbox: Mailbox, *, now: datetime) -> int:
    """What is new in one mailbox; why it cannot be read is kept with it."""
    try:
        return take_in(mailbox, new_mail(mailbox), now=now)
    except NotRead as error:
        mailbox.not_read(error.sentence)
        return 0


def take_in(mailbox: Mailbox, arrivals: Iterable[Arrived], *, now: datetime) -> int:
    """How many came. The place is kept after each mail: a stop half-way (NotRead) reads nothing twice in effect. The
    mailbox counts as read when nothing newer waits in it."""
    count, more, standing = 0, False, Round(mailbox)
    for arrived in arrivals:
        receive_or_keep(mailbox, arrived.raw, now=now, standing=standing)
        mailbox.keep(arrived)
        count, more = count + 1, arrived.more
    if not more:
        mailbox.keep_place(mailbox.uid_validity, mailbox.last_uid, now)
    return count


class Round:
    """What holds for every mail of one round of a mailbox, asked for once: our own addresses in the workspace, and what
    people corrected last."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    @cached_property
    def addresses(self) -> frozenset[str]:
        ours = Mailbox.objects.filter(workspace_id=self._mailbox.workspace_id).values_list("address", flat=True)
        return frozenset(address.lower() for address in ours)

    @cached_property
    def lessons(self) -> list[Lesson]:
        return lessons_of(self._mailbox)


def receive_or_keep(mailbox: Mailbox, raw: bytes, *, now: datetime, standing: Round | None = None) -> Reply | Triage:
    """`receive`, and whatever a mail breaks becomes a row of triage. A lost database is not the mail's fault."""
    try:
        return receive(mailbox, raw, now=now, standing=standing)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # a mail may break anything below; the mailbox goes on
        reason = _("This mail broke the reader (%s). It was kept and nothing was done.") % type(error).__name__
        return keep(mailbox, raw, None, reason, now=now)


def receive(mailbox: Mailbox, raw: bytes, *, now: datetime, standing: Round | None = None) -> Reply | Triage:
    """One mail, stored once, with its effects. The same mail again gives the same row and does nothing."""
    standing = standing or Round(mailbox)
    try:
        parsed = parse(raw)
    except Unreadable as error:
        return keep(mailbox, raw, None, error.sentence, now=now)
    if parsed.sender and parsed.sender in standing.addresses:  # a teammate's too: never a reply
        return keep(mailbox, raw, parsed, _("A copy of our own mail."), now=now, settled=True)
    reading = read(parsed, today=now.date())
    found = belonging_of(mailbox, parsed, reading)
    if found is None:
        return keep(mailbox, raw, parsed, nobodys(reading, parsed), now=now, settled=reading.kind != "reply")
    reading = taught(reading, standing.lessons if reading.kind == "reply" else ())
    if reading.kind == "reply" and (automatic.from_daemon(parsed) or automatic.from_machine(parsed)):
        reading = Reading("other", "", reading.words, parsed.sender, 0.9)
    return belong(mailbox, raw, parsed, reading, found, now=now)


def lessons_of(mailbox: Mailbox) -> list[Lesson]:
    """What the workspace's people corrected last."""
    corrected = Reply.objects.filter(workspace_id=mailbox.workspace_id, corrected_by__isnull=False, kind=Kind.REPLY)
    rows = corrected.order_by("-pk").values_list("intent", "words")[:MOST_LESSONS]
    return [Lesson(intent, words) for intent, words in rows if intent and words]


def attach(row: Triage, lead: Lead, *, by: Member, now: datetime) -> Reply:
    """A person says whose mail this is: it is read as if it had come from the lead. Raises `Unreadable`."""
    if row.message is not None:
        return row.message.reading
    parsed = parse(bytes(row.raw))
    reading = read(parsed, today=row.at.date())
    with transaction.atomic():
        reply = belong(row.mailbox, bytes(row.raw), parsed, reading, Belonging(lead, None), now=now)
        row.became(reply.message, by, now)
    return reply


def belong(mailbox: Mailbox, raw: bytes, parsed: Parsed, reading: Reading, found: Belonging, *, now: datetime) -> Reply:
    """Store it under the lead and do what its reading does, in one transaction behind the lock on the lead's row."""
    with transaction.atomic():
        lead = found.lead
        lock(lead)
        own = f"<{sha256(raw).hexdigest()}@no-id.invalid>"  # for a mail without an id, or with a stolen one
        same = with_ids(mailbox, [parsed.message_id or own, own])
        for before in same:
            if not before.outbound and before.text == storable(parsed.text):
                return before.reading  # it came before, here or in a teammate's mailbox
        message_id = own if same or not parsed.message_id else parsed.message_id
        message = store(mailbox, raw, parsed, Belonging(lead, found.answered), message_id=message_id, now=now)
        keep_files(message, parsed)
        reply = note(message, lead, reading, now)
        effects.apply(reply, hard=is_dead(reading, found, lead), left=reading.left, now=now)
    return reply


def nobodys(reading: Reading, parsed: Parsed) -> str:
    if reading.kind == "bounce":
        return _("A bounce of a message that we did not send.")
    if reading.kind != "reply":
        return _("Automatic mail that answers nobody we know: %s") % (reading.evidence or parsed.sender)[:200]
    return _("Nobody here knows %s, and it answers none of our messages.") % (parsed.sender or _("the sender"))[:200]


def with_ids(mailbox: Mailbox, ids: list[str]) -> list[Message]:
    """The messages of this workspace that have one of these Message-IDs. Nearly always there is none."""
    found = [pk for (pk,) in run(WITH_IDS, {"workspace": mailbox.workspace_id, "ids": ids})]
    if not found:
        return []
    return list(Message.objects.filter(pk__in=found).select_related("reading__lead").defer("raw", "html"))


def store(mailbox: Mailbox, raw: bytes, parsed: Parsed, found: Belonging, *, message_id: str, now: datetime) -> Message:
    conversation = found.answered.conversation if found.answered else None
    return Message.objects.create(
        workspace_id=mailbox.workspace_id,
        conversation=conversation or start(found.lead, mailbox, storable(parsed.subject), now),
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


def keep_files(message: Message, parsed: Parsed) -> None:
    """What came with it is listed; it lies in the raw mail."""
    insert_rows([
        Attachment(
            message=message,
            place=place,
            part=one.part,
            name=storable(one.name)[:120] or "file",
            media_type=storable(one.media_type),
            size=one.size,
        )
        for place, one in enumerate(parsed.files[:MOST_FILES])
    ])  # fmt: skip


def note(message: Message, lead: Lead, reading: Reading, now: datetime) -> Reply:
    return Reply.objects.create(
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
    )


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
