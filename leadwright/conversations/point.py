"""The point of no return of a send, and the record after it: what is read and written for every single mail.

Two statements and a commit before the body leaves, one after it (conversations/sending.py has the order and the
promise).
"""

from datetime import datetime
from typing import NamedTuple

from leadwright.activities.models import ONCE, RECORD, Activity, values_of
from leadwright.conversations.models import Message
from leadwright.kit.statements import run

# The message is ours still, under our lease; then its lead's row, locked: an opt-out or an answer waits for it. So does
# who stops the company's sending or the mailbox, until this one is committed; others may send meanwhile.
COMMIT = """
    WITH mine AS (
        UPDATE conversations_message
        SET state = 'committing', at = %(now)s, lease_until = %(until)s, failure = ''
        WHERE id = %(message)s AND state = 'claimed' AND lease_by = %(token)s AND lease_until > %(moment)s
        RETURNING lead_id, workspace_id, mailbox_id
    )
    SELECT lead.status, lead.email, workspace.sending_stopped_at, mailbox.stopped_at, mailbox.read_at
    FROM mine
    JOIN leads_lead lead ON lead.id = mine.lead_id
    JOIN team_workspace workspace ON workspace.id = mine.workspace_id
    JOIN channels_mailbox mailbox ON mailbox.id = mine.mailbox_id
    FOR UPDATE OF lead FOR SHARE OF workspace, mailbox
"""
# `unknown` as well: our own receipt settles what a reclaim put into doubt meanwhile. The ledger's line goes with it.
SENT = f"""
    WITH mine AS (
        UPDATE conversations_message SET state = 'sent', lease_until = NULL, lease_by = '', failure = ''
        WHERE id = %(message)s AND lease_by = %(token)s AND state IN ('committing', 'unknown')
        RETURNING id
    ), told AS ({RECORD} FROM mine {ONCE})
    SELECT id FROM mine
"""  # noqa: S608 (of our own constants)


class Standing(NamedTuple):
    """What stands in the moment of the last look."""

    status: str
    email: str
    sending_stopped_at: datetime | None
    mailbox_stopped_at: datetime | None
    mailbox_read_at: datetime | None


def commit(message: Message, *, token: str, now: datetime, moment: datetime, until: datetime) -> Standing | None:
    """Store that the body leaves next. None where another worker has the message by now, or somebody cancelled it."""
    values = {"message": message.pk, "token": token, "now": now, "moment": moment, "until": until}
    rows = run(COMMIT, values)
    return Standing(*rows[0]) if rows else None


def sent(message: Message, line: Activity, *, token: str) -> bool:
    """Store that the server took it, with the line of the ledger that says so. False where it is not ours any more."""
    return bool(run(SENT, {"message": message.pk, "token": token, **values_of(line)}))
