"""Mail comes in: stored once, read, and done with in one transaction. A mail that cannot be read never stops the
mailbox; it is kept for a person to look at."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.channels.email.imap import Arrived, NotRead, new_mail
from leadwright.channels.models import Mailbox
from leadwright.inbox import effects
from leadwright.inbox.belonging import Belonging, belonging_of
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.opening import Round, opened
from leadwright.inbox.parsing import Parsed, parse
from leadwright.inbox.reading import Reading, read
from leadwright.inbox.storing import is_dead, keep, noted, own_id, storable, store_all, with_ids, written
from leadwright.inbox.together import receive_together
from leadwright.kit.abreast import Map
from leadwright.leads.locking import lock
from leadwright.leads.models import Lead
from leadwright.team.models import Member

SILENT = timedelta(minutes=10)  # a mailbox that is listened to is read every four at the latest
TOGETHER, TOGETHER_BYTES = 25, 4 * 1024 * 1024  # mails of one transaction: their leads wait no longer than that takes


def read_all(*, now: datetime, listened_to: Collection[int] = (), side_by_side: Map = map) -> int:
    """Every mailbox once; how many mails were new. One that cannot be read does not keep the others waiting. Those that
    somebody listens to (inbox/watching.py) are asked only where they have been silent for long, or have history left.
    """
    quiet = Q(read_at__gte=now - SILENT, older_uid=0, pk__in=listened_to)
    return sum(side_by_side(partial(read_mailbox, now=now), Mailbox.objects.exclude(quiet).order_by("read_at", "pk")))


def read_mailbox(mailbox: Mailbox, *, now: datetime) -> int:
    """What is new in one mailbox; why it cannot be read is kept with it."""
    try:
        return take_in(mailbox, new_mail(mailbox), now=now)
    except NotRead as error:
        mailbox.not_read(error.sentence)
        return 0


def take_in(mailbox: Mailbox, arrivals: Iterable[Arrived], *, now: datetime) -> int:
    """How many came. The place is kept behind each few mails: a stop half-way (NotRead) reads nothing twice in effect.
    The mailbox counts as read when nothing newer waits in it."""
    count, more, standing, held = 0, False, Round(mailbox), []
    try:
        for arrived in arrivals:
            held.append(arrived)
            count, more = count + 1, arrived.more
            if len(held) == TOGETHER or sum(len(one.raw) for one in held) > TOGETHER_BYTES:
                put_away(mailbox, held, standing, now)
                held = []
    except NotRead:
        put_away(mailbox, held, standing, now)
        raise
    put_away(mailbox, held, standing, now)
    if not more:
        mailbox.keep_place(mailbox.uid_validity, mailbox.last_uid, now)
    return count


def put_away(mailbox: Mailbox, held: Sequence[Arrived], standing: Round, now: datetime) -> None:
    """Receive these for good, then keep the place behind them."""
    if held:
        receive_all(mailbox, [arrived.raw for arrived in held], now=now, standing=standing)
        mailbox.keep(*held)


def receive_all(mailbox: Mailbox, raws: Sequence[bytes], *, now: datetime, standing: Round) -> None:
    """Mails that were fetched together: the plain ones in one transaction, then the others each in its own. Where one
    of the plain ones breaks it, nothing of it stands and each is received alone."""
    left = list(range(len(raws)))
    if len(raws) > 1:
        try:
            left = receive_together(mailbox, raws, now=now, standing=standing)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # noqa: S110  whose fault it was shows when each is received alone
            pass
    for place in left:
        receive_or_keep(mailbox, raws[place], now=now, standing=standing)


def receive_or_keep(mailbox: Mailbox, raw: bytes, *, now: datetime, standing: Round | None = None) -> Reply | Triage:
    """`receive`, and whatever a mail breaks becomes a row of triage. A lost database is not the mail's fault."""
    try:
        return receive(mailbox, raw, now=now, standing=standing)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # a mail may break anything below; the mailbox goes on
        reason = _("This mail broke the reader (%s). It was kept and nothing was done.") % type(error).__name__
        return keep(mailbox, raw, None, reason, now=now)


def receive(mailbox: Mailbox, raw: bytes, *, now: datetime, standing: Round | None = None) -> Reply | Triage:
    """One mail, stored once, with its effects. The same mail again gives the same row and does nothing."""
    standing = standing or Round(mailbox)
    mail = opened(raw, standing, now=now)
    parsed, reading = mail.parsed, mail.reading
    if mail.aside:
        return keep(mailbox, raw, parsed, mail.aside, now=now, settled=mail.settled)
    found = belonging_of(mailbox, parsed, reading)
    if found is None:
        return keep(mailbox, raw, parsed, nobodys(reading, parsed), now=now, settled=reading.kind != "reply")
    return belong(mailbox, raw, parsed, mail.as_taught(standing), found, now=now)


def attach(row: Triage, lead: Lead, *, by: Member, now: datetime) -> Reply:
    """A person says whose mail this is: it is read as if it had come from the lead. Raises `Unreadable`."""
    if row.message is not None:
        return row.message.reading
    parsed = parse(bytes(row.raw))
    reading = read(parsed, today=row.at.date())
    with transaction.atomic():
        reply = belong(row.mailbox, bytes(row.raw), parsed, reading, Belonging(lead, None), now=now)
        row.became(reply.message, by, now)
    return reply


def belong(mailbox: Mailbox, raw: bytes, parsed: Parsed, reading: Reading, found: Belonging, *, now: datetime) -> Reply:
    """Store it under the lead and do what its reading does, in one transaction behind the lock on the lead's row."""
    with transaction.atomic():
        lead = found.lead
        lock(lead)
        own = own_id(raw)
        same = with_ids(mailbox, [parsed.message_id or own, own])
        for before in same:
            if not before.outbound and before.text == storable(parsed.text):
                return before.reading  # it came before, here or in a teammate's mailbox
        message_id = own if same or not parsed.message_id else parsed.message_id
        message = written(mailbox, raw, parsed, Belonging(lead, found.answered), message_id=message_id, now=now)
        store_all([message], [parsed])
        reply = noted(message, lead, reading, now)
        reply.save(force_insert=True)
        effects.apply(reply, hard=is_dead(reading, found, lead), left=reading.left, now=now)
    return reply


def nobodys(reading: Reading, parsed: Parsed) -> str:
    if reading.kind == "bounce":
        return _("A bounce of a message that we did not send.")
    if reading.kind != "reply":
        return _("Automatic mail that answers nobody we know: %s") % (reading.evidence or parsed.sender)[:200]
    return _("Nobody here knows %s, and it answers none of our messages.") % (parsed.sender or _("the sender"))[:200]
