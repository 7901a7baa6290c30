"""Proposals: a new version each time, as a file, sent and tracked through the same mail as everything else."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.leads.models import Channel
from leadwright.pipeline.models import Opportunity, Proposal
from leadwright.pipeline.printing import Item, pdf, total
from leadwright.team.models import Member


class CannotSend(Exception):
    """The sentence says why not, and what to do instead."""


def make(
    deal: Opportunity, *, title: str, intro: str, terms: str, items: Sequence[Item], by: Member, now: datetime
) -> Proposal:
    """The next version, with its file. The deal takes over its sum, as long as it is open."""
    sum_ = total(list(items))
    while True:
        version = (deal.proposals.aggregate(last=Max("version"))["last"] or 0) + 1
        file = _file(deal, title=title, intro=intro, terms=terms, items=list(items), version=version, by=by, now=now)
        try:
            with transaction.atomic():
                made = Proposal.objects.create(
                    opportunity=deal,
                    version=version,
                    title=title,
                    intro=intro,
                    terms=terms,
                    items=[[item.words, item.hundredths, item.unit_cents] for item in items],
                    total_cents=sum_,
                    currency=deal.currency,
                    file=file,
                    made_by=by,
                    made_at=now,
                )
                if deal.is_open and sum_:
                    Opportunity.objects.filter(pk=deal.pk).update(amount_cents=sum_)
                    deal.amount_cents = sum_
                return made
        except IntegrityError:
            continue  # somebody made that version meanwhile: this is the next one


def send(proposal: Proposal, *, text: str, by: Member, now: datetime) -> Message:
    """To the lead, with the file, from the mailbox of who sends it. Twice is once."""
    deal = proposal.opportunity
    lead = deal.lead
    with transaction.atomic():
        fresh = Proposal.objects.select_for_update(of=("self",)).select_related("message").get(pk=proposal.pk)
        if fresh.message:
            return fresh.message
        mailbox = Mailbox.objects.filter(member=by, stopped_at=None).order_by("pk").first()
        if mailbox is None:
            raise CannotSend(_("You have no mailbox that sends: set one up under Mailboxes."))
        if not lead.email or lead.opted_out_of(Channel.EMAIL):
            raise CannotSend(_("%(lead)s has no address that may be written to.") % {"lead": lead.name})
        message = queue_email(
            lead=lead,
            mailbox=mailbox,
            author=by,
            subject=proposal.title,
            text=text,
            enclosed=bytes(fresh.file),
            enclosed_name=fresh.file_name,
            automatic=False,
            due_at=now,
            now=now,
        )
        Proposal.objects.filter(pk=fresh.pk).update(message=message)
        proposal.message = message
        record(
            Kind.STAGE,
            workspace_id=deal.workspace_id,
            lead=lead,
            member=by,
            key=f"proposal:{proposal.pk}:sent",
            summary=_("Proposal sent: %(title)s, version %(version)s")
            % {"title": proposal.title, "version": proposal.version},
            detail={"proposal": proposal.pk, "message": message.pk},
            at=now,
        )
    return message


def letter_for(proposal: Proposal, by: Member) -> str:
    """The words that go with it, to be changed before they leave."""
    lead = proposal.opportunity.lead
    return _("Hello %(name)s,\n\nas we agreed, here is our proposal “%(title)s”.\n\n%(me)s") % {
        "name": lead.given_name or lead.name,
        "title": proposal.title,
        "me": by.name,
    }


def _file(deal: Opportunity, *, title: str, version: int, by: Member, now: datetime, **words) -> bytes:
    lead, workspace = deal.lead, deal.workspace
    person = ", ".join(filter(None, [lead.name, lead.title]))
    return pdf(
        company=workspace.name,
        title=title,
        for_whom=" · ".join(filter(None, [person, deal.account.name if deal.account else ""])),
        dated=_("%(date)s · version %(version)s")
        % {"date": formats.date_format(by.local(now), "j M Y"), "version": version},
        signed=f"{by.name}, {workspace.name}",
        foot=", ".join(filter(None, [workspace.name, workspace.postal_address])),
        currency=deal.currency,
        **words,
    )
