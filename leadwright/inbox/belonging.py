"""Whose mail this is: the thread first, the address second, nobody third (triage)."""

from dataclasses import dataclass

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.reading import Reading
from leadwright.leads.models import Lead


@dataclass(frozen=True)
class Belonging:
    """The lead that a mail is about, and our message that it answers or sends back, where one is named."""

    lead: Lead
    answered: Message | None


def belonging_of(mailbox: Mailbox, parsed: Parsed, reading: Reading) -> Belonging | None:
    """Whatever address answers, the thread decides; a bounce names our Message-ID or the address it did not reach."""
    if reading.kind in {"bounce", "complaint"} or reading.bounces:
        return returned(mailbox, parsed, reading)
    answered = ours(mailbox, [*parsed.in_reply_to, *reversed(parsed.references)])
    if answered:
        return Belonging(answered.lead, answered)
    lead = lead_with(mailbox, parsed.sender)
    return Belonging(lead, None) if lead else None


def returned(mailbox: Mailbox, parsed: Parsed, reading: Reading) -> Belonging | None:
    """Backscatter is nobody's: where a returned Message-ID stands and is not ours, the address does not count."""
    answered = ours(mailbox, [parsed.returned_id, *parsed.in_reply_to, *reversed(parsed.references)])
    if answered:
        return Belonging(answered.lead, answered)
    if parsed.returned_id:
        return None
    addresses = [one.recipient for one in reading.bounces] or [parsed.feedback.get("original-rcpt-to", "").strip("<> ")]
    for address in [*addresses, parsed.returned_to]:
        sent = Message.objects.filter(workspace_id=mailbox.workspace_id, recipient__iexact=address, outbound=True)
        last = sent.exclude(lead=None).select_related("lead").order_by("-at").first() if address else None
        if last:
            return Belonging(last.lead, last)
    return None


def ours(mailbox: Mailbox, ids: list[str]) -> Message | None:
    """The message of ours that is named first. Ids are looked up at once."""
    named = [one for one in ids if one][:60]
    if not named:
        return None
    found = Message.objects.filter(workspace_id=mailbox.workspace_id, message_id__in=named, outbound=True)
    by_id = {message.message_id: message for message in found.exclude(lead=None).select_related("lead", "conversation")}
    return next((by_id[one] for one in named if one in by_id), None)


def lead_with(mailbox: Mailbox, address: str) -> Lead | None:
    if not address:
        return None
    return Lead.objects.filter(workspace_id=mailbox.workspace_id).with_address(address).first()
