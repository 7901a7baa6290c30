"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

import json

from leadwright.cadences.hours import MAIL_HOURS, Place, is_open, of_table, place
from leadwright.cadences.models import Enrolment
from leadwright.cadences.snapshots import ENDS, zones_of_lead
from leadwright.conversations.models import Message
from leadwright.kit.statements import run
from leadwright.leads.matching import hosts

COLLEAGUE = "A colleague of theirs answered just now: first it is looked at what that means for them."
AWAY = "Its sender is on leave by now; it goes when they are back."
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
        EXISTS (
            SELECT FROM cadences_echo echo JOIN leads_lead colleague ON colleague.id = echo.lead_id
            WHERE colleague.account_id = %(account)s AND echo.lead_id <> %(lead)s
        ),
        enrolment.state, enrolment.ended_why, hold.reason, firm.country, sender.timezone,
        coalesce(rules.mail_week::text, '[]'), coalesce(rules.zone, ''),
        coalesce(rules.waits_for_leave, true) AND EXISTS (
            SELECT FROM tasks_leave leave WHERE leave.member_id = box.member_id AND leave.ended_at IS NULL
              AND %(at)s::date BETWEEN leave.first_on AND leave.last_on
        )
    FROM (SELECT %(message)s::bigint AS id) message
    LEFT JOIN cadences_touch touch ON touch.message_id = message.id
    LEFT JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id
    LEFT JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
    LEFT JOIN accounts_account firm ON firm.id = %(account)s
    LEFT JOIN channels_mailbox box ON box.id = enrolment.mailbox_id
    LEFT JOIN team_member sender ON sender.id = box.member_id
    LEFT JOIN cadences_version version ON version.id = enrolment.version_id
    LEFT JOIN cadences_cadence cadence ON cadence.id = version.cadence_id
    LEFT JOIN cadences_ruleset rules ON rules.workspace_id = %(workspace)s
        AND CASE WHEN cadence.ruleset_id IS NULL THEN rules.is_default ELSE rules.id = cadence.ruleset_id END
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
        "at": message.at,
    }
    [(opted_out, echo, state, ended_why, held, country, senders_zone, week, zone, away)] = run(LOOK, values)
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
    if echo:
        return COLLEAGUE
    if away:
        return AWAY
    home = where(message, country or "", senders_zone, zone) if lead else None
    if home and not is_open(message.at, home, of_table(json.loads(week), MAIL_HOURS)):
        return OUTSIDE
    return ""


def where(message: Message, country_of_firm: str, senders_zone: str, otherwise: str) -> Place:
    """As snapshots.place_of has it, of what this one question has brought."""
    lead = message.lead
    country = lead.country or country_of_firm
    ladder = [*zones_of_lead(lead, country), senders_zone, otherwise]
    return place(ladder, country or message.workspace.country)
