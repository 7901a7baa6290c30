"""Inboxes that tell of new mail by themselves (IDLE, RFC 2177): an answer is read in the second in which it comes.

One watcher a worker, in one thread for many mailboxes. A mailbox is watched by one watcher at a time: it holds a lock
of its database session, by which the timer knows what need not be asked each time (`watched`); both go when it dies.
"""

import selectors
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError

from leadwright.channels.email.imap import Box, NotRead, open_mailbox
from leadwright.channels.models import Mailbox
from leadwright.inbox.receiving import take_in
from leadwright.kit.leaving import leaving
from leadwright.kit.statements import run

MOST = 300  # mailboxes of one watcher: each is an open connection
SHIFT_SECONDS = 600
LOOK_SECONDS = 0.5  # between two looks at whether we have to end
NEWCOMERS_SECONDS = 20  # between two looks at which mailboxes nobody watches
AGAIN_SECONDS = 240  # a quiet connection says something before a router forgets it, and the mailbox is read once more
OPEN_SECONDS = 15
AT_ONCE = 8
WATCH_LOCK = 0x4C59  # first half of the advisory lock; the second is the mailbox. 0x4C58 is who imports and merges
TAKE = "SELECT pg_try_advisory_lock(%(key)s::int, %(mailbox)s::int)"
LEAVE = "SELECT pg_advisory_unlock(%(key)s::int, %(mailbox)s::int)"
TAKEN = """SELECT objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND classid = %(key)s::int::oid AND granted AND datname = current_database()"""

DEAF_SECONDS = 600

_on_watch = threading.Lock()
# Mailboxes whose server does not tell by itself, or does not answer, and when we tried: the timer asks them.
_deaf: dict[int, float] = {}


def watched() -> set[int]:
    """The mailboxes that some watcher listens to just now."""
    return {row[0] for row in run(TAKEN, {"key": WATCH_LOCK})}


def watch(*, now: Callable[[], datetime], seconds: float = SHIFT_SECONDS) -> None:
    """Listen for a shift, or until the process has to end. Where this process has a watcher already, do nothing."""
    if not _on_watch.acquire(blocking=False):
        return
    try:
        with Watcher(now) as watcher:
            watcher.watch(seconds)
    finally:
        _on_watch.release()


class Watcher:
    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.selector = selectors.DefaultSelector()
        self.open: dict[int, tuple[Mailbox, Box, float]] = {}

    def __enter__(self) -> "Watcher":
        return self

    def __exit__(self, *failure: object) -> None:
        for pk in list(self.open):
            self.leave(pk)
        self.selector.close()

    def watch(self, seconds: float) -> None:
        end, newcomers_at = time.monotonic() + seconds, 0.0
        while time.monotonic() < end and not leaving():
            if time.monotonic() >= newcomers_at:
                self.take_newcomers()
                newcomers_at = time.monotonic() + NEWCOMERS_SECONDS
            if not self.open:
                return
            for key, _events in self.selector.select(LOOK_SECONDS):
                self.answer(key.data)
            for pk, (_mailbox, _box, since) in list(self.open.items()):
                if time.monotonic() - since > AGAIN_SECONDS:
                    self.read(pk)

    def take_newcomers(self) -> None:
        """Open what nobody watches; what is set up otherwise by now, or gone, is left."""
        stand = {box.pk: box for box in Mailbox.objects.filter(pk__in=self.open)}
        for pk, (mailbox, _box, _since) in list(self.open.items()):
            if pk not in stand or door(stand[pk]) != door(mailbox):
                self.leave(pk)
        deaf = {pk for pk, at in _deaf.items() if time.monotonic() - at < DEAF_SECONDS}
        others = Mailbox.objects.exclude(pk__in=watched() | self.open.keys() | deaf).order_by("pk")
        free = [mailbox for mailbox in others[: MOST - len(self.open)] if lock(mailbox.pk)]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for mailbox, box in zip(free, threads.map(opened, free), strict=True):
                if box is None:
                    _deaf[mailbox.pk] = time.monotonic()
                    unlock(mailbox.pk)
                else:
                    self.open[mailbox.pk] = (mailbox, box, 0.0)
                    self.selector.register(box, selectors.EVENT_READ, mailbox.pk)
                    self.read(mailbox.pk, hush=False)

    def answer(self, pk: int) -> None:
        """The server said something: mail, that it is still there, or good-bye."""
        _mailbox, box, _since = self.open[pk]
        try:
            told = box.heard()
        except NotRead:
            self.leave(pk)  # the next look at who is unwatched opens it again
            return
        if told:
            self.read(pk)

    def read(self, pk: int, *, hush: bool = True) -> None:
        """Read what came, and listen again; as long as more is told."""
        mailbox, box, _since = self.open[pk]
        try:
            if hush:
                box.hush()
            self.fetch(mailbox, box)
            while box.listen():
                box.hush()
                self.fetch(mailbox, box)
            self.open[pk] = (mailbox, box, time.monotonic())
        except NotRead as error:
            mailbox.not_read(error.sentence)
            self.leave(pk)

    def fetch(self, mailbox: Mailbox, box: Box) -> None:
        mailbox.refresh_from_db(fields=["uid_validity", "last_uid", "older_uid", "read_error"])
        arrivals = box.new_mail(mailbox.uid_validity, mailbox.last_uid, mailbox.older_uid)
        take_in(mailbox, arrivals, now=self.now())

    def leave(self, pk: int) -> None:
        _mailbox, box, _since = self.open.pop(pk)
        with suppress(KeyError, ValueError):
            self.selector.unregister(box)
        box.drop()
        with suppress(DatabaseError):
            unlock(pk)


def door(mailbox: Mailbox) -> tuple:
    return mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.username


def opened(mailbox: Mailbox) -> Box | None:
    """An inbox whose server tells by itself; None where it does not, or does not let us in."""
    try:
        box = open_mailbox(mailbox, seconds=OPEN_SECONDS)
    except NotRead:
        return None
    if box.tells:
        return box
    box.close()
    return None


def lock(pk: int) -> bool:
    return run(TAKE, {"key": WATCH_LOCK, "mailbox": pk % 2**31})[0][0]


def unlock(pk: int) -> None:
    run(LEAVE, {"key": WATCH_LOCK, "mailbox": pk % 2**31})
