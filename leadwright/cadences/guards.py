"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

from leadwright.cadences.models import Enrolment, Touch
from leadwright.cadences.snapshots import ENDS
from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, Lead, OptOut
from leadwright.team.models import Workspace


def last_look(message: Message) -> str:
    """Why this mail must not leave now; "" where it may. Everything is read anew: what the caller holds may be old."""
    stopped = Workspace.objects.filter(pk=message.workspace_id).exclude(sending_stopped_at=None)
    if why := stopped.values_list("sending_stopped_why", flat=True).first():
        return f"Sending is stopped: {why}"
    if stopped.exists():
        return "Sending is stopped."
    lead = Lead.objects.filter(pk=message.lead_id).first()
    if lead and OptOut.objects.covering(lead, Channel.EMAIL).exists():
        return "They opted out of e-mail."
    if same_address_opted_out(message):
        return "This address opted out of e-mail."
    touch = Touch.objects.filter(message=message).select_related("enrolment").first()
    if touch is None:
        return ""
    if touch.enrolment.state != Enrolment.State.ACTIVE:
        return f"The cadence has ended: {touch.enrolment.ended_why}"
    if hold := touch.enrolment.holds.filter(lifted_at=None).first():
        return f"On hold: {hold.reason}"
    if lead and lead.status in ENDS:
        return ENDS[lead.status][1]
    return ""


def same_address_opted_out(message: Message) -> bool:
    same = OptOut.objects.filter(workspace_id=message.workspace_id, address=message.recipient)
    return same.filter(channel__in={Channel.ALL, Channel.EMAIL}).exists()
