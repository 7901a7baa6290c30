"""The point of no return of a send, and the record after it: what is read and written for every single mail.

Two statements and a commit before the body leaves, one statement and a commit after it (conversations/sending.py has
the order and the promise). The connections of one worker share them: who comes to the point, or has a receipt, while
another's commit is on its way to the disk, goes with the next one (kit/together.py). Each mail is looked at, passes and
is recorded by itself all the same.
"""

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from leadwright.activities.models import ONCE, RECORD, values_of
from leadwright.channels.models import FRESH
from leadwright.conversations.models import Message
from leadwright.conversations.telling import line_of, tell
from leadwright.kit.statements import run
from leadwright.kit.together import Together, Waiting

State = Message.State
LastLook = Callable[[list[Message]], list[str]]
Receipt = Waiting[tuple[Message, bool], bool]
# Longer than the longest wait for the answer to the dot (ten minutes), with room to spare.
LEASE = timedelta(minutes=15)

# The messages are ours still, under our lease; then their leads' rows, locked in one order for all workers: an opt-out
# or an answer waits for them. When all of them are held, the company's row and the mailboxes': who stops the sending,
# or says no for an address that no lead has, waits for those, others may send meanwhile. Whoever else holds leads and
# then wants the company's goes in the same order. (IS TRUE: found by their ids, and not among all that is leased.)
COMMIT = """
    WITH mine AS (
        UPDATE conversations_message
        SET state = 'committing', at = %(now)s, lease_until = %(until)s, failure = ''
        WHERE id = ANY(%(messages)s) AND state = 'claimed' AND lease_by = %(token)s
            AND (lease_until > %(moment)s) IS TRUE
        RETURNING id, lead_id, workspace_id, mailbox_id
    ), to_lead AS MATERIALIZED (
        SELECT mine.id, mine.workspace_id, mine.mailbox_id, lead.status, lead.email
        FROM mine JOIN leads_lead lead ON lead.id = mine.lead_id
        ORDER BY lead.id FOR UPDATE OF lead
    )
    SELECT to_lead.id, to_lead.status, to_lead.email,
        workspace.sending_stopped_at, mailbox.stopped_at, mailbox.read_at
    FROM to_lead
    JOIN team_workspace workspace ON workspace.id = to_lead.workspace_id
    JOIN channels_mailbox mailbox ON mailbox.id = to_lead.mailbox_id
    ORDER BY workspace.id, mailbox.id, to_lead.id
    FOR SHARE OF workspace, mailbox
"""
# `unknown` as well: our own receipt settles what a reclaim put into doubt meanwhile. The ledger's lines go with it.
SENT = f"""
    WITH mine AS (
        UPDATE conversations_message SET state = 'sent', lease_until = NULL, lease_by = '', failure = ''
        WHERE id = ANY(%(messages)s) AND lease_by = %(token)s AND state IN ('committing', 'unknown')
        RETURNING id
    ), told AS ({RECORD} JOIN mine ON mine.id = (%(messages)s::bigint[])[told.place] {ONCE})
    SELECT id FROM mine
"""  # noqa: S608 (of our own constants)


class Standing(NamedTuple):
    """What stands in the moment of the last look."""

    status: str
    email: str
    sending_stopped_at: datetime | None
    mailbox_stopped_at: datetime | None
    mailbox_read_at: datetime | None


class Point:
    """The points of no return and the receipts of one worker, who holds its messages by `token`.

    `last_look` gets the messages with their leads locked, each lead's status and address read anew, and `at` as of now;
    it answers "" or the sentence why the message must not leave, for each, and writes nothing that must outlive a no.
    """

    def __init__(self, *, now: datetime, token: str, last_look: LastLook) -> None:
        self.now = now
        self.token = token
        self.last_look = last_look
        self.began = time.monotonic()
        self._together: Together[tuple[Message, bool], bool] = Together(self.write_down)

    def moment(self) -> datetime:
        """`now`, and as much later as this sending has run: leases are counted from here."""
        return self.now + timedelta(seconds=time.monotonic() - self.began)

    def passed(self, message: Message) -> bool:
        """Whether the body may leave: everything was looked at a last time, and that it leaves is on the disk."""
        return self._together((message, False))

    def note(self, message: Message) -> Receipt:
        """The server took it: that is stored, with the line of the ledger, now or by the thread that is at it, while
        this one goes on with its next mail. Ask whether it is `noted`: without that a receipt may stay unwritten."""
        return self._together.hand_in((message, True))

    def noted(self, receipt: Receipt) -> bool:
        """False where the message was not ours any more."""
        return self._together.answer(receipt)

    def write_down(self, asked: list[tuple[Message, bool]]) -> list[bool]:
        """Several at once, in one transaction: each message, and whether it is taken (else it wants to pass)."""
        taken = [message for message, is_taken in asked if is_taken]
        leaving = [message for message, is_taken in asked if not is_taken]
        with transaction.atomic() if leaving else nullcontext():  # receipts alone are one statement
            noted = self._note(taken) if taken else set()
            passed = self._pass(leaving) if leaving else set()
        for message in leaving:
            if message.pk in passed:
                message.state = State.COMMITTING
        for message in taken:
            if message.pk in noted:
                message.state, message.failure = State.SENT, ""
        return [message.pk in (noted if is_taken else passed) for message, is_taken in asked]

    def _note(self, taken: list[Message]) -> set[int]:
        lines = values_of([line_of(message, self.now, state=State.SENT) for message in taken])
        return {pk for (pk,) in run(SENT, {"messages": [each.pk for each in taken], "token": self.token, **lines})}

    def _pass(self, leaving: list[Message]) -> set[int]:
        """Those that may leave; another worker has the others by now, or they go back to the queue, or end here."""
        moment = self.moment()
        values = {"messages": [each.pk for each in leaving], "token": self.token, "now": self.now, "moment": moment}
        rows = run(COMMIT, {**values, "until": moment + LEASE})
        standing = {pk: Standing(*rest) for pk, *rest in rows}
        ours = [message for message in leaving if message.pk in standing]
        waiting = [message for message in ours if self.must_wait(message, standing[message.pk])]
        if waiting:
            held(waiting, self.token).update(state=State.QUEUED, lease_until=None, lease_by="")
        looked_at = [message for message in ours if message not in waiting]
        for message in looked_at:
            message.lead.status, message.lead.email, message.at = *standing[message.pk][:2], self.now
        passed = set()
        for message, why_not in zip(looked_at, self.last_look(looked_at) if looked_at else [], strict=True):
            if why_not:
                close(message, State.CANCELLED, f"last_look: {why_not}", token=self.token, now=self.now)
            else:
                passed.add(message.pk)
        return passed

    def must_wait(self, message: Message, standing: Standing) -> bool:
        """Somebody stopped the sending since the claim, or the mailbox has gone unread."""
        if standing.sending_stopped_at or standing.mailbox_stopped_at:
            return True
        unread = standing.mailbox_read_at is None or standing.mailbox_read_at < self.now - FRESH
        return message.automatic and unread


def held(messages: list[Message], token: str):
    """Those of the messages that are still ours."""
    ours = Message.objects.filter(pk__in=[message.pk for message in messages], lease_by=token)
    return ours.filter(state__in=[State.CLAIMED, State.COMMITTING])


def close(message: Message, state: State, words: str, *, token: str, now: datetime, **changes) -> None:
    """It will not be sent, for good."""
    with transaction.atomic():
        ended = {"state": state, "failure": words[:300], "lease_until": None, "lease_by": "", **changes}
        if held([message], token).update(**ended):
            message.state, message.failure = state, words[:300]
            tell(message, now)
