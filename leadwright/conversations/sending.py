"""The send: the one act that cannot be taken back.

    queued → claimed → committing → sent
                  ↘ queued (again later), failed, cancelled    ↘ unknown (the answer was lost), failed, queued

The order is the promise (at most once): a worker claims a message under a lease; the server says 354; then, in one
transaction that holds the lead's row, everything is looked at a last time and `committing` is stored; only then do the
body and the dot leave. What dies between there and the record is `unknown`: a person settles it, nothing sends again.
An opt-out or an answer writes a row that refers to the lead, which waits for that lock: no message is sent whose
point of no return commits after the stop commits.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_hex

from django.contrib.postgres.aggregates import BoolAnd
from django.db import DatabaseError, transaction
from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from leadwright.channels.email import smtp
from leadwright.channels.email.compose import BadHeader, Enclosure, build, checked_address, light_html
from leadwright.channels.email.smtp import NotDelivered
from leadwright.channels.models import FRESH, Mailbox
from leadwright.conversations import tracking
from leadwright.conversations.models import Attachment, Message
from leadwright.conversations.opting_out import unsubscribe_url
from leadwright.conversations.point import LEASE, LastLook, Point, Receipt, close, held
from leadwright.conversations.rhythm import Rhythm
from leadwright.conversations.telling import not_known, tell
from leadwright.kit.abreast import Map
from leadwright.kit.leases import claim
from leadwright.kit.leaving import leaving
from leadwright.kit.statements import run
from leadwright.team.models import Member

State = Message.State
MOST_ATTEMPTS = 12  # about two days, as the last of them are six hours apart
FIRST_RETRY = timedelta(minutes=30)  # RFC 5321, 4.5.4.1: at least 30 minutes between two tries
LONGEST_RETRY = timedelta(hours=6)
MAILBOX_LOCK = 0x4C57  # first half of the advisory lock; the second is the mailbox
TAKE_MAILBOX = "SELECT pg_try_advisory_lock(%(key)s::int, %(mailbox)s::int)"
LEAVE_MAILBOX = "SELECT pg_advisory_unlock(%(key)s::int, %(mailbox)s::int)"
broken_off: set[str] = set()  # by what tokens this process held mails when the database went away


def send_due(*, now: datetime, worker: str, last_look: LastLook, limit: int = 500, side_by_side: Map = map) -> int:
    """Send what is due, at most `limit` messages of a mailbox, and answer how many were sent.

    `last_look` is the point's (conversations/point.py). May run on any number of workers at once; `side_by_side`
    (kit/abreast.py) lets the mailboxes of one go abreast, so that a slow server keeps nobody waiting.
    """
    hand_back_what_was_left()
    tell_who_waits(now)
    due = Message.objects.filter(ready(now), state=State.QUEUED, due_at__lte=now)
    urgent_first = due.values("mailbox").annotate(none_by_hand=BoolAnd("automatic"), since=Min("due_at"))
    mailboxes = urgent_first.order_by("none_by_hand", "since", "mailbox").values_list("mailbox", flat=True)
    point = Point(now=now, token=f"{worker[:30]}:{token_hex(4)}", last_look=last_look)
    rounds = [Round(mailbox, due, point, limit) for mailbox in mailboxes]
    try:
        return sum(side_by_side(Round.send, rounds))
    except DatabaseError:
        broken_off.add(point.token)
        raise


def hand_back_what_was_left() -> None:
    """What this process had claimed when the database went away need not wait for its lease. Should one of those rounds
    still be at it, it finds at the point that the mail is not its own any more."""
    if tokens := list(broken_off):
        left = Message.objects.filter(lease_until__isnull=False, lease_by__in=tokens, state=State.CLAIMED)
        left.update(state=State.QUEUED, lease_until=None, lease_by="")
        broken_off.difference_update(tokens)


def ready(now: datetime) -> Q:
    """Nobody stopped the sending, and automatic mail leaves only a mailbox that was read lately (sync before send)
    and with a postal address at its foot (CAN-SPAM)."""
    going = Q(workspace__sending_stopped_at=None, mailbox__stopped_at=None)
    return going & (Q(automatic=False) | (Q(mailbox__read_at__gte=now - FRESH) & ~Q(workspace__postal_address="")))


def tell_who_waits(now: datetime) -> None:
    """Due automatic messages that may not leave yet say why; they leave by themselves when the reason has gone."""
    due = Message.objects.filter(state=State.QUEUED, automatic=True, due_at__lte=now)
    unread = _("waits: the mailbox has not been read for two hours, and an answer may lie in it.")
    due.filter(Q(mailbox__read_at=None) | Q(mailbox__read_at__lt=now - FRESH)).exclude(failure=unread).update(
        failure=unread
    )
    unaddressed = _("waits: the workspace has no postal address, which each e-mail of a cadence must carry.")
    due.filter(workspace__postal_address="").exclude(failure__in=[unread, unaddressed]).update(failure=unaddressed)


def reclaim_expired(now: datetime) -> int:
    """Messages whose worker died. Before the point of no return they are queued again; after it nobody knows. Rows that
    are locked are left for the next time: their worker, whose wire may have gone dead, keeps nobody waiting."""
    with transaction.atomic():
        expired = Message.objects.filter(lease_until__lte=now).select_for_update(skip_locked=True, of=("self",))
        free = list(expired.filter(state=State.CLAIMED).values_list("pk", flat=True))
        queued = Message.objects.filter(pk__in=free).update(state=State.QUEUED, lease_until=None, lease_by="")
        doubtful = list(expired.filter(state=State.COMMITTING).select_related("lead"))
        for message in doubtful:
            not_known(message, _("no_answer: the worker stopped before the server's answer was noted."), now)
    return queued + len(doubtful)


def settle(message: Message, *, sent: bool, by: Member | None, now: datetime) -> bool:
    """A person says what became of a doubtful message. Answers whether it was still open; it is never sent again."""
    state = State.SENT if sent else State.FAILED
    failure = "" if sent else _("settled: a person found that it was not sent.")
    with transaction.atomic():
        open_still = Message.objects.filter(pk=message.pk, state=State.UNKNOWN)
        if not open_still.update(state=state, failure=failure, lease_by=""):
            return False
        message.state, message.failure = state, failure
        tell(message, now, why=_("Settled by a person: the server's answer had been lost."), by=by)
    return True


def cancel(message: Message, *, by: Member | None, now: datetime) -> bool:
    """A person withdraws a message that waits. Answers whether it was still there to be withdrawn."""
    words = _("withdrawn: a person took it back before it was sent.")
    with transaction.atomic():
        waiting = Message.objects.filter(pk=message.pk, outbound=True, state=State.QUEUED)
        if not waiting.update(state=State.CANCELLED, failure=words):
            return False
        message.state, message.failure = State.CANCELLED, words
        tell(message, now, by=by)
    return True


class Round:
    """What is due of one mailbox, over one connection."""

    def __init__(self, mailbox: int, due: QuerySet[Message], point: Point, limit: int) -> None:
        self.key = mailbox
        self.due = due.filter(mailbox=mailbox).select_related("lead").order_by("automatic", "due_at", "pk")
        self.point = point
        self.limit = limit
        self.now = point.now
        self.mailbox: Mailbox
        self.messages: list[Message]
        self.rhythm: Rhythm
        self.with_files: set[int] = set()
        self.receipts: list[Receipt] = []

    def send(self) -> int:
        """How many were sent. One round a mailbox at a time, so that its pace is kept over all workers: while another
        worker has it, nothing of it is claimed."""
        if leaving() or not lock_mailbox(self.key):
            return 0
        try:
            self.messages = self.claimed()
            if not self.messages:
                return 0
            # Once a round: decrypting the password costs more than a whole send.
            self.mailbox = Mailbox.objects.select_related("workspace").get(pk=self.key)
            for message in self.messages:
                message.mailbox, message.workspace = self.mailbox, self.mailbox.workspace
            self.rhythm = Rhythm(self.mailbox, self.now)  # it holds what the round before has sent
            try:
                self._send_all()
            finally:
                sent = sum(map(self.point.noted, self.receipts))
            return sent
        finally:
            unlock_mailbox(self.key)

    def claimed(self) -> list[Message]:
        lease, token = int(LEASE.total_seconds()), self.point.token
        moment = self.point.moment()
        return claim(self.due, now=moment, batch=self.limit, seconds=lease, worker=token, state=State.CLAIMED)

    def _send_all(self) -> None:
        found = Attachment.objects.filter(message__in=[message.pk for message in self.messages])
        self.with_files = set(found.values_list("message_id", flat=True))
        try:
            with smtp.connect(self.mailbox) as wire:
                for at, message in enumerate(self.messages):
                    if leaving():
                        self.hand_back(self.messages[at:])
                        break
                    if message.automatic and self.rhythm.next_slot() > self.now:
                        self.space_out(self.messages[at:])
                        break
                    if message.automatic and self.domain_is_full(message):
                        continue
                    try:
                        self.send_one(wire, message)
                    except NotDelivered as failure:
                        self.not_delivered(message, failure)
                        if failure.code in {"no_connection", "log_in", "no_answer"}:
                            # The next one would wait as long: the rest comes back in a few minutes.
                            self.put_off(self.messages[at + 1 :], failure)
                            break
        except NotDelivered as failure:
            self.no_way_out(failure)

    def send_one(self, wire: smtp.Wire, message: Message) -> None:
        utf8 = not message.recipient.isascii() and wire.takes_utf8()
        try:
            recipient = checked_address(message.recipient, utf8=utf8)
            files = files_of(message) if message.pk in self.with_files else ()
            raw = mail_of(message, self.now, files, utf8=utf8)
        except BadHeader as error:
            self.close(message, State.FAILED, f"{error.code}: {error.sentence}")
            return
        try:
            wire.deliver(raw, sender=message.sender, recipient=recipient, commit=lambda: self.pass_the_point(message))
        except NotDelivered as failure:
            if failure.code != "withdrawn":
                raise
        else:
            self.receipts.append(self.point.note(message))

    def pass_the_point(self, message: Message) -> bool:
        """Called after 354, before the body."""
        passed = self.point.passed(message)
        if passed:
            self.rhythm.beat(message.recipient, self.now)
        return passed

    def not_delivered(self, message: Message, failure: NotDelivered) -> None:
        """Keep what came of it: doubtful, never, or later."""
        words = f"{failure.code}: {failure.reason}"
        if failure.ambiguous:
            not_known(message, words, self.now)
            return
        if failure.code == "log_in":
            self.no_way_out(failure)
            return
        attempts = message.attempts + 1
        if failure.permanent or attempts >= MOST_ATTEMPTS:
            self.close(message, State.FAILED, words, attempts=attempts)
            return
        retry = min(FIRST_RETRY * 2 ** (attempts - 1), LONGEST_RETRY)
        self.mine([message]).update(
            state=State.QUEUED,
            attempts=attempts,
            due_at=self.now + retry,
            failure=words[:300],
            lease_until=None,
            lease_by="",
        )

    def close(self, message: Message, state: State, words: str, **changes) -> None:
        close(message, state, words, token=self.point.token, now=self.now, **changes)

    def mine(self, messages: list[Message]):
        return held(messages, self.point.token)

    def hand_back(self, messages: list[Message], **changes) -> None:
        self.mine(messages).filter(state=State.CLAIMED).update(
            state=State.QUEUED, lease_until=None, lease_by="", **changes
        )

    def no_way_out(self, failure: NotDelivered) -> None:
        """The server does not take us in: nothing was said about any message yet. A refused log-in stops the mailbox,
        since trying on gets an account locked."""
        if failure.code == "log_in" or failure.permanent:
            self.mailbox.stop(failure.reason, self.now)
            self.hand_back(self.messages, failure=f"{failure.code}: {failure.reason}"[:300])
            return
        waiting = [message for message in self.messages if message.state == State.CLAIMED]
        for message in waiting:
            self.not_delivered(message, failure)

    def put_off(self, messages: list[Message], failure: NotDelivered) -> None:
        self.hand_back(
            messages, due_at=self.now + timedelta(minutes=5), failure=f"{failure.code}: {failure.reason}"[:300]
        )

    def domain_is_full(self, message: Message) -> bool:
        """The receiving domain has got what this mailbox may send it in a day: this one waits, others go on."""
        slot = self.rhythm.next_to(message.recipient)
        if slot > self.now:
            self.hand_back([message], due_at=slot, failure=self.rhythm.why_not_to(message.recipient)[:300])
        return slot > self.now

    def space_out(self, messages: list[Message]) -> None:
        """The mailbox has sent what it may for now: the rest gets the times that follow."""
        times, words = self.rhythm.slots(len(messages)), self.rhythm.why_paced
        with transaction.atomic():
            mine = list(self.mine(messages).filter(state=State.CLAIMED).select_for_update().order_by("pk"))
            order = {message.pk: at for at, message in enumerate(messages)}
            for message in mine:
                message.state, message.lease_until, message.lease_by = State.QUEUED, None, ""
                message.due_at, message.failure = times[order[message.pk]], words[:300]
            Message.objects.bulk_update(mine, ["state", "lease_until", "lease_by", "due_at", "failure"], batch_size=500)


def files_of(message: Message) -> list[Enclosure]:
    rows = message.files.exclude(file=None).select_related("file").order_by("place")
    return [Enclosure(row.name, row.media_type, bytes(row.file.content)) for row in rows]


def mail_of(message: Message, now: datetime, files: Sequence[Enclosure] = (), *, utf8: bool = False) -> bytes:
    box = message.mailbox
    wanted = tracking.allowed(message)
    html = light_html(message.text) if box.as_html or wanted else None
    return build(
        sender_name=box.sender_name,
        sender=message.sender,
        recipient=message.recipient,
        subject=message.subject,
        text=message.text,
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        references=message.references,
        date=now,
        unsubscribe_url=unsubscribe_url(message) if message.automatic else "",
        signature=box.signature,
        html=tracking.tracked(message, html, wanted) if wanted else html,
        postal_address=message.workspace.postal_address,
        calendar=message.calendar,
        enclosed=bytes(message.enclosed or b""),
        enclosed_name=message.enclosed_name,
        files=files,
        utf8=utf8,
        automatic=message.automatic,
    )


def lock_mailbox(pk: int) -> bool:
    """A lock of this database session: it goes when the worker dies, whatever the clocks say."""
    return run(TAKE_MAILBOX, {"key": MAILBOX_LOCK, "mailbox": pk % 2**31})[0][0]


def unlock_mailbox(pk: int) -> None:
    run(LEAVE_MAILBOX, {"key": MAILBOX_LOCK, "mailbox": pk % 2**31})
