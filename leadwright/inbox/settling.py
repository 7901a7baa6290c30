"""What a person does with a reply: answer it, correct its reading, close it, open it again. Each may come twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind as Fact
from leadwright.activities.models import record
from leadwright.channels.files import Taken, keep
from leadwright.conversations.models import Message
from leadwright.conversations.sending import cancel
from leadwright.conversations.writing import queue_email
from leadwright.inbox import effects
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.knowledge.models import Answer
from leadwright.leads.models import Channel, Lead
from leadwright.team.models import Member

UNDO = timedelta(seconds=10)  # an answer leaves after this, so that it can be taken back
MOST_LETTERS = 50_000


class Refused(Exception):
    """This cannot be done; the sentence says why. Nothing was changed."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def locked(reply: Reply) -> Reply:
    """The reply as it is now, its lead's row locked first, as everywhere (inbox/effects.py)."""
    lead = Lead.objects.select_for_update(no_key=True).get(pk=reply.lead_id)
    fresh = Reply.objects.select_for_update(of=("self",)).select_related("message__mailbox").get(pk=reply.pk)
    fresh.lead = lead
    return fresh


def answer(reply: Reply, text: str, by: Member, now: datetime, files: Sequence[Taken] = ()) -> Message:
    """Queue the answer in the reply's own thread, from the mailbox that was written to. Raises `Refused`."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise Refused(_("The answer is empty."))
    if len(text) > MOST_LETTERS:
        raise Refused(_("The answer is longer than %s characters.") % f"{MOST_LETTERS:,}")
    with transaction.atomic():
        fresh = locked(reply)
        if fresh.settled_how == "answered" and (sent := answers_to(fresh).first()):
            return sent
        if fresh.lead.opted_out_of(Channel.EMAIL):
            raise Refused(_("They opted out of e-mail: nothing may be sent."))
        message = queue_email(
            lead=fresh.lead,
            mailbox=fresh.message.mailbox,
            author=by,
            subject="",
            text=text,
            automatic=False,
            parent=fresh.message,
            files=keep(fresh.workspace_id, files),
            due_at=now + UNDO,
            now=now,
        )
        to_whoever_wrote(message, fresh)
        settle(fresh, "answered", by, now)
        Answer.objects.filter(workspace_id=fresh.workspace_id, key=f"reply:{fresh.pk}").update(sent_by=by, sent_at=now)
    copy(fresh, reply)
    return message


def to_whoever_wrote(message: Message, reply: Reply) -> None:
    """A colleague who answered in the thread gets the answer, not the lead whom we wrote to first."""
    if reply.kind == Kind.REPLY and reply.message.sender and reply.message.sender != message.recipient:
        message.recipient = reply.message.sender
        message.save(update_fields=["recipient"])


def answers_to(reply: Reply):
    """Answers of ours to this mail that were not withdrawn, the newest first."""
    ours = Message.objects.filter(outbound=True, automatic=False, in_reply_to=reply.message.message_id)
    return ours.filter(workspace_id=reply.workspace_id).exclude(state=Message.State.CANCELLED).order_by("-pk")


def close(reply: Reply, by: Member, now: datetime) -> None:
    """Nothing to answer. What was settled stays settled as it was."""
    with transaction.atomic():
        fresh = locked(reply)
        if fresh.settled_at is None:
            settle(fresh, "closed", by, now)
    copy(fresh, reply)


def reopen(reply: Reply, by: Member, now: datetime) -> None:
    """It waits again. An answer that has not left is withdrawn; one that has left stands, and `Refused` says so."""
    with transaction.atomic():
        fresh = locked(reply)
        if fresh.settled_how == "answered":
            for message in answers_to(fresh):
                if not cancel(message, by=by, now=now):
                    raise Refused(_("The answer has left already. It cannot be taken back."))
            Answer.objects.filter(workspace_id=fresh.workspace_id, key=f"reply:{fresh.pk}").update(
                sent_by=None, sent_at=None
            )
        settle(fresh, "", None, None)
    copy(fresh, reply)


def correct(reply: Reply, kind: str, intent: str, by: Member, now: datetime) -> bool:
    """Read it as a person says. What the wrong reading did is taken back, what the right one does is done. The same
    reading said once more confirms it. Whether it changed."""
    if kind not in Kind.values or (intent and intent not in Intent.values):
        raise Refused(_("There is no such reading."))
    intent = intent if kind == Kind.REPLY else ""
    with transaction.atomic():
        fresh = locked(reply)
        before = (fresh.kind, fresh.intent)
        if before == (kind, intent):
            confirm(fresh, by, now)
            copy(fresh, reply)
            return False
        same = effects.meaning(kind, intent) == effects.meaning(*before)
        if not same:
            effects.take_back(fresh, by=by, now=now)
        fresh.read_as = fresh.read_as or fresh.intent or fresh.kind
        fresh.kind, fresh.intent, fresh.corrected_by, fresh.confidence = kind, intent, by, 1.0
        fresh.save(update_fields=["kind", "intent", "read_as", "corrected_by", "confidence"])
        if not same and fresh.settled_how in {"automatic", "closed"}:
            settle(fresh, "", None, None)
        if not same or effects.asks(fresh):
            effects.apply(fresh, now=now)
        note_correction(fresh, before, by, now)
    copy(fresh, reply)
    return True


def confirm(reply: Reply, by: Member, now: datetime) -> None:
    """A person says that it was read rightly: an unsure reading is theirs then, and what needs nobody is settled."""
    if reply.corrected_by_id is None and reply.confidence < 1.0:
        reply.corrected_by, reply.confidence = by, 1.0
        reply.save(update_fields=["corrected_by", "confidence"])
    if reply.settled_at is None and effects.settles(reply.kind, reply.intent, reply.confidence, left=False):
        settle(reply, "closed", by, now)


def note_correction(reply: Reply, before: tuple[str, str], by: Member, now: datetime) -> None:
    was = Intent(before[1]).label if before[1] else Kind(before[0]).label
    record(
        Fact.NOTE,
        workspace_id=reply.workspace_id,
        key=f"reply:{reply.pk}:corrected:{now.isoformat()}",
        summary=_("Reading corrected: %(was)s, not %(is)s") % {"was": reply.label, "is": was},
        why=reply.evidence,
        lead=reply.lead,
        member=by,
        at=now,
    )


def settle(reply: Reply, how: str, by: Member | None, at: datetime | None) -> None:
    reply.settled_at, reply.settled_how, reply.settled_by = at, how, by
    reply.save(update_fields=["settled_at", "settled_how", "settled_by"])


def copy(fresh: Reply, reply: Reply) -> None:
    """What the caller holds is brought up to what stands."""
    fields = ("kind", "intent", "read_as", "corrected_by", "confidence", "settled_at", "settled_how", "settled_by")
    for name in fields:
        setattr(reply, name, getattr(fresh, name))
