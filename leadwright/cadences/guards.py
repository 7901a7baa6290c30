"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

from leadwright.cadences.hours import MAIL_HOURS, Place, is_open, place
from leadwright.cadences.models import Enrolment
from leadwright.cadences.snapshots import ENDS
from leadwright.conversations.models import Message
from leadwright.kit.statements import run
from leadwright.leads.matching import hosts
from leadwright.leads.places import zone_of

OUTSIDE = "By now it is outside their hours; it goes in their next ones."
# An opt-out counts by the person, by the address that this mail goes to and its domain, and by the address that the
# person has now.
LOOK = """
    SELECT
        EXISTS (
            SELECT FROM leads_optout no
            WHERE no.workspace_id = %(workspace)s AND no.channel IN ('all', 'email')
              AND (no.lead_id = %(lead)s OR no.address IN (%(recipient)s, nullif(%(email)s, ''))
                   OR no.domain <> '' AND no.domain = ANY(%(hosts)s))
        ),
        enrolment.state, enrolment.ended_why, hold.reason, firm.country, sender.timezone
    FROM (SELECT %(message)s::bigint AS id) message
    LEFT JOIN cadences_touch touch ON touch.message_id = message.id
    LEFT JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id
    LEFT JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
    LEFT JOIN accounts_account firm ON firm.id = %(account)s
    LEFT JOIN channels_mailbox box ON box.id = enrolment.mailbox_id
    LEFT JOIN team_member sender ON sender.id = box.member_id
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
        "hosts": [*hosts(message.recipient), *hosts(lead.email if lead else "")],
        "account": lead.account_id if lead else None,
    }
    [(opted_out, state, ended_why, held, country, senders_zone)] = run(LOOK, values)
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
    if lead and not is_open(message.at, where(message, country or "", senders_zone), MAIL_HOURS):
        return OUTSIDE
    return ""


def where(message: Message, country_of_firm: str, senders_zone: str) -> Place:
    """As snapshots.place_of has it, of what this one question has brought."""
    lead = message.lead
    country = lead.country or country_of_firm
    return place([lead.timezone, zone_of(country, lead.city), senders_zone], country or message.workspace.country)
