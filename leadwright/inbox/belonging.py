"""Whose mail this is: the thread first, the address second, nobody third (triage)."""

from collections.abc import Iterable
from dataclasses import dataclass

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.reading import Reading
from leadwright.leads.models import Lead, OtherAddress

MOST_IDS = 60  # that one mail names


@dataclass(frozen=True)
class Belonging:
    """The lead that a mail is about, and our message that it answers or sends back, where one is named."""

    lead: Lead
    answered: Message | None


class Known:
    """What many mails name, looked up at once: our messages by their ids, leads by their addresses."""

    def __init__(self, mailbox: Mailbox, mails: Iterable[tuple[Parsed, Reading]]) -> None:
        mails = list(mails)
        ids = {one for parsed, reading in mails for one in named_ids(parsed, is_returned(reading))}
        self.messages = messages_with(mailbox, ids)
        answers = [parsed for parsed, reading in mails if not is_returned(reading)]
        strangers = {
            one.sender for one in answers if one.sender and not self.messages.keys() & set(named_ids(one, False))
        }
        self.leads = leads_with(mailbox, strangers)


def belonging_of(mailbox: Mailbox, parsed: Parsed, reading: Reading, known: Known | None = None) -> Belonging | None:
    """Whatever address answers, the thread decides; a bounce names our Message-ID or the address it did not reach."""
    ids = named_ids(parsed, is_returned(reading))
    messages = known.messages if known else messages_with(mailbox, ids)
    answered = next((messages[one] for one in ids if one in messages), None)
    if answered:
        return Belonging(answered.lead, answered)
    if is_returned(reading):
        return returned(mailbox, parsed, reading)
    lead = (known.leads if known else leads_with(mailbox, {parsed.sender} - {""})).get(parsed.sender)
    return Belonging(lead, None) if lead else None


def is_returned(reading: Reading) -> bool:
    return reading.kind in {"bounce", "complaint"} or bool(reading.bounces)


def named_ids(parsed: Parsed, returned: bool) -> list[str]:
    """The ids of the mails that it says it is about, the nearest first."""
    ids = [parsed.returned_id if returned else "", *parsed.in_reply_to, *reversed(parsed.references)]
    return [one for one in ids if one][:MOST_IDS]


def returned(mailbox: Mailbox, parsed: Parsed, reading: Reading) -> Belonging | None:
    """Backscatter is nobody's: where a returned Message-ID stands and is not ours, the address does not count."""
    if parsed.returned_id:
        return None
    addresses = [one.recipient for one in reading.bounces] or [parsed.feedback.get("original-rcpt-to", "").strip("<> ")]
    for address in [*addresses, parsed.returned_to]:
        sent = Message.objects.filter(workspace_id=mailbox.workspace_id, recipient__iexact=address, outbound=True)
        last = sent.exclude(lead=None).select_related("lead").order_by("-at").first() if address else None
        if last:
            return Belonging(last.lead, last)
    return None


def messages_with(mailbox: Mailbox, ids: Iterable[str]) -> dict[str, Message]:
    """Messages of ours to a lead, by their ids."""
    named = list(ids)
    if not named:
        return {}
    found = Message.objects.filter(workspace_id=mailbox.workspace_id, message_id__in=named, outbound=True)
    found = found.exclude(lead=None).select_related("lead").defer("raw", "html", "text", "enclosed")
    return {message.message_id: message for message in found}


def leads_with(mailbox: Mailbox, addresses: set[str]) -> dict[str, Lead]:
    """Whose address each is, written to or not; of several leads the one that came first."""
    if not addresses:
        return {}
    leads = Lead.objects.filter(workspace_id=mailbox.workspace_id)
    others = OtherAddress.objects.filter(workspace_id=mailbox.workspace_id, address__in=addresses)
    found = [(lead.email, lead) for lead in leads.filter(email__in=addresses)]
    found += [(one.address, one.lead) for one in others.select_related("lead")]
    return {address: lead for address, lead in sorted(found, key=lambda pair: -pair[1].pk)}
