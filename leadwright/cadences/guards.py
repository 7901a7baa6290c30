"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

from leadwright.cadences.models import Enrolment
from leadwright.cadences.snapshots import ENDS
from leadwright.conversations.models import Message
from leadwright.kit.statements import run

# An opt-out counts by the person, by the address that this mail goes to, and by the address that the person has now.
LOOK = """
    SELECT
        EXISTS (
            SELECT FROM leads_optout no
            WHERE no.workspace_id = %(workspace)s AND no.channel IN ('all', 'email')
              AND (no.lead_id = %(lead)s OR no.address IN (%(recipient)s, nullif(%(email)s, '')))
        ),
        enrolment.state, enrolment.ended_why, hold.reason
    FROM (SELECT %(message)s::bigint AS id) message
    LEFT JOIN cadences_touch touch ON touch.message_id = message.id
    LEFT JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id
    LEFT JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
"""


def last_look(message: Message) -> str:
    """Why this mail must not leave now; "" where it may.

    The caller has read the lead anew and holds its row (conversations/sending.py); it asks by itself whether somebody
    stopped the sending. The rest is read here in one question: this stands in the way of every single mail.
    """
    workspace, lead = message.workspace, message.lead
    if workspace.sending_stopped_at:
        why = workspace.sending_stopped_why
        return f"Sending is stopped: {why}" if why else "Sending is stopped."
    values = {
        "message": message.pk,
        "workspace": message.workspace_id,
        "lead": message.lead_id,
        "recipient": message.recipient,
        "email": lead.email if lead else "",
    }
    [(opted_out, state, ended_why, held)] = run(LOOK, values)
    if opted_out:
        return "They opted out of e-mail."
    if state is None:
        return ""
    if state != Enrolment.State.ACTIVE:
        return f"The cadence has ended: {ended_why}"
    if held is not None:
        return f"On hold: {held}"
    if lead and lead.status in ENDS:
        return ENDS[lead.status][1]
    return ""
