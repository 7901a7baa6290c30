"""A rep writes down a person's no, and may take it back where it was a slip; both stand in the ledger."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.leads import ledger
from leadwright.leads.models import Channel, Lead, OptOut, Status, opt_out
from leadwright.team.models import Member

BY_HAND = "rep"


def write_down(lead: Lead, *, channel: str, words: str, by: Member, now: datetime) -> OptOut:
    """Keep the no, once for each channel; a no to everything ends the lead's way."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update(of=["self"]).get(pk=lead.pk)
        standing = OptOut.objects.covering(lead, channel).first()
        if standing:
            return standing
        kept = opt_out(lead, channel=channel, source=BY_HAND, words=words, at=now)
        fact = {
            "kind": "opted_out",
            "key": f"opt_out:{kept.pk}",
            "lead": lead,
            "member": by,
            "summary": kept.get_channel_display(),
            "why": words,
            "detail": {"was": lead.status},
            "at": now,
        }
        ledger.tell(lead.workspace, [fact])
        if channel == Channel.ALL:
            lead.mark(Status.OPTED_OUT)
    return kept


def take_back(lead: Lead, *, by: Member, now: datetime) -> bool:
    """Take back what a rep wrote down; what the person wrote themselves is never taken back here."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update(of=["self"]).get(pk=lead.pk)
        slips = list(OptOut.objects.filter(lead=lead, source=BY_HAND).order_by("pk"))
        if not slips:
            return False
        was = before(lead, slips[0])
        OptOut.objects.filter(pk__in=[slip.pk for slip in slips]).take_back()
        ledger.changed(
            lead,
            by=by,
            what=_("Opt-out taken back: written down by mistake"),
            key=f"opt_out:{slips[-1].pk}:back",
            now=now,
        )
        if lead.status == Status.OPTED_OUT and not lead.opted_out_of(Channel.ALL):
            lead.mark(was)
    return True


def before(lead: Lead, slip: OptOut) -> Status:
    """Where the lead stood. A cadence that has ended meanwhile is not begun again by itself."""
    told = lead.activities.filter(key=f"opt_out:{slip.pk}").first()
    was = Status(told.detail.get("was", Status.NEW)) if told else Status.NEW
    if was == Status.WORKING and not lead.enrolments.filter(state="active").exists():
        return Status.READY
    return was
