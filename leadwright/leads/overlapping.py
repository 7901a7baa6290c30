"""The batches of a long file on their way, three at once: one is written, the next is decided, and the database is
asked about the one after it. Each has a connection of its own, so that no core of a small machine waits.

A batch is decided before those that came before it stand in the database. What these made and changed is handed on;
where one of them could not be written as it was decided, it is decided anew, and all that stood on it too.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from leadwright.leads import writing
from leadwright.leads.deciding import Recent
from leadwright.leads.drafting import Draft
from leadwright.leads.knowing import look_up
from leadwright.leads.models import Import
from leadwright.leads.rows import Person
from leadwright.leads.settling import adopt, drafted, held, last_settled, write_batch

SHORT_TURN = 0.0005  # seconds


class Overtaken(Exception):
    """Somebody else settles rows of this import, or it is not to go on."""


def side_by_side(importing: Import, batches: Iterator[list[Person]], *, now: datetime) -> Iterator[list[Person]]:
    """Settle these batches; each is handed back once it stands in the database."""
    with readily(), beside() as asking, beside() as writing_down:
        relay = Relay(importing, now, writing_down, last_settled(importing), importing.created)
        batch = next(batches, None)
        answer = asking.submit(look_up, importing, batch) if batch else None
        while batch and answer and importing.state == Import.State.RUNNING:
            following = next(batches, None)
            ahead = answer.result()
            # Asked now, the database shows all but the last batch and this one.
            answer = asking.submit(look_up, importing, following) if following else None
            draft, made = drafted(
                importing, batch, turn=relay.turn, now=now, ahead=ahead, recent=relay.before | relay.last
            )
            settled = relay.batch
            if not relay.arrived():
                draft, made = drafted(importing, batch, turn=relay.turn, now=now)
            relay.hand_on(batch, draft, made)
            if settled:
                yield settled
            batch = following
        if settled := relay.batch:
            relay.arrived()
            yield settled


@dataclass
class Relay:
    """The batch that is being written, and what is known of those before."""

    importing: Import
    now: datetime
    writing_down: ThreadPoolExecutor
    behind: int  # the last row that is settled, or on its way
    turn: int  # whose the next new lead is
    before: Recent = field(default_factory=Recent)  # of the last batch but one
    last: Recent = field(default_factory=Recent)
    batch: list[Person] | None = None
    written: Future[Import] | None = None

    def hand_on(self, batch: list[Person], draft: Draft, made: Recent) -> None:
        self.batch, self.written = batch, self.writing_down.submit(self.write, draft, self.behind)
        self.behind, self.turn = batch[-1].number, self.turn + draft.tally["created"]
        self.before, self.last = self.last, made

    def write(self, draft: Draft, behind: int) -> Import:
        """In a thread of its own. Raises Overtaken and IntegrityError, then nothing of it is written."""
        with transaction.atomic():
            locked = held(self.importing)
            if locked.state != Import.State.RUNNING or last_settled(locked) != behind:
                raise Overtaken
            writing.write(locked, draft, now=self.now)
        return locked

    def arrived(self) -> bool:
        """Wait for the batch that is being written. False where it had to be decided anew."""
        if not (self.batch and self.written):
            return True
        try:
            adopt(self.importing, self.written.result())
        except (IntegrityError, Overtaken):
            self.last = write_batch(self.importing, self.batch, now=self.now)
            self.behind, self.turn = last_settled(self.importing), self.importing.created
            return False
        return True


@contextmanager
def beside() -> Iterator[ThreadPoolExecutor]:
    """A thread with a connection of its own."""
    with ThreadPoolExecutor(1) as thread:
        try:
            yield thread
        finally:
            thread.submit(lambda: connection.close()).result()  # noqa: PLW0108 - each thread has its own


@contextmanager
def readily() -> Iterator[None]:
    """A thread that the database has answered need not wait long for the one that decides: what it sends next is little
    work for us, and the database would stand still meanwhile."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
