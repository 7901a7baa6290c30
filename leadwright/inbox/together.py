"""Mails of one round that are plain cases are stored and done with together: a wait for the disk for many, and one
statement for many rows. What is not plain is left to receiving.py, a mail at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from leadwright.cadences.stopping import active_of
from leadwright.channels.models import Mailbox
from leadwright.inbox import effects
from leadwright.inbox.belonging import Belonging, Known, belonging_of
from leadwright.inbox.models import Reply
from leadwright.inbox.opening import Opened, Round, opened
from leadwright.inbox.storing import is_dead, noted, own_id, store_all, with_ids, written
from leadwright.kit.bulk import insert_rows
from leadwright.leads.locking import lock_all


@dataclass(frozen=True)
class Case:
    """A mail that is somebody's, with the Message-ID under which it will be stored."""

    place: int
    mail: Opened
    found: Belonging
    message_id: str


def receive_together(mailbox: Mailbox, raws: Sequence[bytes], *, now: datetime, standing: Round) -> list[int]:
    """Take in those that are plain, all or none of them. Answers the places of those that are left: nobody's, ours,
    come before, a second one of the same lead, or broken. Raises what one of them broke, with nothing written."""
    mails = {place: mail for place, raw in enumerate(raws) if (mail := unbroken(raw, standing, now))}
    cases = list(plain(mailbox, mails))
    with transaction.atomic():
        alive = lock_all([case.found.lead for case in cases])
        came = {message.message_id for message in with_ids(mailbox, [case.message_id for case in cases])}
        cases = [case for case in cases if case.found.lead.pk in alive and case.message_id not in came]
        take(mailbox, cases, standing, now)
    taken = {case.place for case in cases}
    return [place for place in range(len(raws)) if place not in taken]


def unbroken(raw: bytes, standing: Round, now: datetime) -> Opened | None:
    """None where nobody need ask whose it is, or where it breaks the reader: it is opened once more alone then."""
    try:
        mail = opened(raw, standing, now=now)
    except Exception:  # what it broke is told when it is received alone
        return None
    return None if mail.aside else mail


def plain(mailbox: Mailbox, mails: dict[int, Opened]) -> Iterator[Case]:
    """The first mail of each lead, and the first with its Message-ID."""
    known = Known(mailbox, [(mail.parsed, mail.reading) for mail in mails.values()])
    leads, ids = set(), set()
    for place, mail in mails.items():
        found = belonging_of(mailbox, mail.parsed, mail.reading, known)
        message_id = mail.parsed.message_id or own_id(mail.raw)
        if found and found.lead.pk not in leads and message_id not in ids:
            yield Case(place, mail, found, message_id)
        if found:
            leads.add(found.lead.pk)
        ids.add(message_id)


def take(mailbox: Mailbox, cases: Sequence[Case], standing: Round, now: datetime) -> None:
    """Store them and do what their readings do. The caller holds the leads' rows."""
    messages = [
        written(mailbox, case.mail.raw, case.mail.parsed, case.found, message_id=case.message_id, now=now)
        for case in cases
    ]
    store_all(messages, [case.mail.parsed for case in cases])
    readings = [case.mail.as_taught(standing) for case in cases]
    replies = [
        noted(message, case.found.lead, reading, now)
        for message, case, reading in zip(messages, cases, readings, strict=True)
    ]
    insert_rows(replies)
    active = active_of([case.found.lead for case in cases])
    asking: list[Reply] = []
    for reply, case, reading in zip(replies, cases, readings, strict=True):
        hard = is_dead(reading, case.found, reply.lead)
        effects.apply(reply, hard=hard, left=reading.left, active=active[reply.lead_id], asking=asking, now=now)
    effects.draft(asking, now)
