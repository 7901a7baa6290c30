"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

from django.db.models import OuterRef, Q, Subquery

from leadwright.cadences.models import Enrolment, Hold, Touch
from leadwright.cadences.snapshots import ENDS
from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, OptOut


def last_look(message: Message) -> str:
    """Why this mail must not leave now; "" where it may.

    The caller has read the lead anew and holds its row (conversations/sending.py); it asks by itself whether somebody
    stopped the sending. The rest is read here in two questions: this stands in the way of every single mail.
    """
    workspace, lead = message.workspace, message.lead
    if workspace.sending_stopped_at:
        why = workspace.sending_stopped_why
        return f"Sending is stopped: {why}" if why else "Sending is stopped."
    if opted_out(message):
        return "They opted out of e-mail."
    standing = Hold.objects.filter(enrolment=OuterRef("enrolment"), lifted_at=None).values("reason")[:1]
    of_a_cadence = Touch.objects.filter(message=message).annotate(held=Subquery(standing))
    found = of_a_cadence.values_list("enrolment__state", "enrolment__ended_why", "held").first()
    if found is None:
        return ""
    state, ended_why, held = found
    if state != Enrolment.State.ACTIVE:
        return f"The cadence has ended: {ended_why}"
    if held is not None:
        return f"On hold: {held}"
    if lead and lead.status in ENDS:
        return ENDS[lead.status][1]
    return ""


def opted_out(message: Message) -> bool:
    """By the person, by the address that this mail goes to, or by the address that the person has now."""
    same = Q(address=message.recipient)
    if message.lead:
        same |= Q(lead=message.lead_id)
        same |= Q(address=message.lead.email) & ~Q(address="")
    no = OptOut.objects.filter(same, workspace_id=message.workspace_id, channel__in={Channel.ALL, Channel.EMAIL})
    return no.exists()
