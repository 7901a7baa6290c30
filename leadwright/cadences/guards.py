"""The last look before a mail leaves: what has changed since it was queued. Read inside the send's transaction."""

import json
from typing import NamedTuple

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
# person has now. Each mail's rows are asked for by themselves (LATERAL, at most one): the server takes a list of mails
# for a hundred, and would rather read whole tables than look a few up.
LOOK = """
    SELECT
        EXISTS (
            SELECT FROM leads_optout no
            WHERE no.workspace_id = mail.workspace AND no.channel IN ('all', 'email')
              AND (no.lead_id = mail.lead OR no.address IN (mail.recipient, nullif(mail.email, ''))
                   OR no.domain <> '' AND no.domain = ANY(string_to_array(mail.hosts, ' ')))
        ),
        EXISTS (
            SELECT FROM cadences_echo echo JOIN leads_lead colleague ON colleague.id = echo.lead_id
            WHERE colleague.account_id = mail.account AND echo.lead_id <> mail.lead
        ),
        step.state, step.ended_why, step.held,
        (SELECT country FROM accounts_account WHERE id = mail.account),
        step.timezone, coalesce(rules.mail_week::text, '[]'), coalesce(rules.zone, ''),
        coalesce(rules.waits_for_leave, true) AND EXISTS (
            SELECT FROM tasks_leave leave WHERE leave.member_id = step.sender AND leave.ended_at IS NULL
              AND mail.at::date BETWEEN leave.first_on AND leave.last_on
        )
    FROM ROWS FROM (json_to_recordset(%(mails)s::json) AS (
        message bigint, workspace bigint, lead bigint, account bigint, recipient text, email text, hosts text,
        at timestamptz
    )) WITH ORDINALITY AS mail(message, workspace, lead, account, recipient, email, hosts, at, place)
    LEFT JOIN LATERAL (
        SELECT enrolment.state, enrolment.ended_why, hold.reason AS held, box.member_id AS sender, sender.timezone,
            cadence.ruleset_id AS ruleset
        FROM cadences_touch touch
        JOIN cadences_enrolment enrolment ON enrolment.id = touch.enrolment_id
        JOIN cadences_version version ON version.id = enrolment.version_id
        JOIN cadences_cadence cadence ON cadence.id = version.cadence_id
        LEFT JOIN cadences_hold hold ON hold.enrolment_id = enrolment.id AND hold.lifted_at IS NULL
        LEFT JOIN channels_mailbox box ON box.id = enrolment.mailbox_id
        LEFT JOIN team_member sender ON sender.id = box.member_id
        WHERE touch.message_id = mail.message LIMIT 1
    ) AS step ON true
    LEFT JOIN LATERAL (
        SELECT * FROM cadences_ruleset own
        WHERE own.workspace_id = mail.workspace
            AND CASE WHEN step.ruleset IS NULL THEN own.is_default ELSE own.id = step.ruleset END
        LIMIT 1
    ) AS rules ON true
    ORDER BY mail.place
"""


def last_look(messages: list[Message]) -> list[str]:
    """Why each of the mails must not leave now; "" where it may.

    The caller has read the leads anew and holds their rows (conversations/point.py); it asks by itself whether somebody
    stopped the sending. The rest is read here in one question: this stands in the way of every single mail.
    """
    asked = {"mails": json.dumps([of_mail(message) for message in messages])}
    return [why_not(message, Seen(*row)) for message, row in zip(messages, run(LOOK, asked), strict=True)]


def of_mail(message: Message) -> dict[str, object]:
    """What LOOK is told of one mail."""
    address = message.lead.email if message.lead else ""
    return {
        "message": message.pk,
        "workspace": message.workspace_id,
        "lead": message.lead_id,
        "account": message.lead.account_id if message.lead else None,
        "recipient": message.recipient,
        "email": address,
        "hosts": " ".join([*hosts(message.recipient), *hosts(address)]),
        "at": message.at.isoformat(),
    }


class Seen(NamedTuple):
    """What LOOK answers for one mail. `state` and what comes of it is None where no cadence sends it."""

    opted_out: bool
    echo: bool
    state: str | None
    ended_why: str | None
    held: str | None
    country: str | None
    senders_zone: str | None
    week: str
    zone: str
    away: bool


def why_not(message: Message, seen: Seen) -> str:
    workspace, lead = message.workspace, message.lead
    if workspace.sending_stopped_at:
        why = workspace.sending_stopped_why
        return f"Sending is stopped: {why}" if why else "Sending is stopped."
    if seen.opted_out:
        return "They opted out of e-mail."
    if seen.state is None:
        return ""
    if seen.state != Enrolment.State.ACTIVE:
        return f"The cadence has ended: {seen.ended_why}"
    if seen.held is not None:
        return f"On hold: {seen.held}"
    if lead and lead.status in ENDS:
        return ENDS[lead.status][1]
    if seen.echo:
        return COLLEAGUE
    if seen.away:
        return AWAY
    home = where(message, seen.country or "", seen.senders_zone, seen.zone) if lead else None
    if home and not is_open(message.at, home, of_table(json.loads(seen.week), MAIL_HOURS)):
        return OUTSIDE
    return ""


def where(message: Message, country_of_firm: str, senders_zone: str, otherwise: str) -> Place:
    """As snapshots.place_of has it, of what this one question has brought."""
    lead = message.lead
    country = lead.country or country_of_firm
    ladder = [*zones_of_lead(lead, country), senders_zone, otherwise]
    return place(ladder, country or message.workspace.country)
