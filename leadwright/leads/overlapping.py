"""The batches of a long file on their way, four at once: two are written, the next is decided, and the database is
asked about the one after it. Each has a connection of its own, so that no core of a small machine waits.

A batch is decided before those that came before it stand in the database. What these made and changed is handed on;
where one of them could not be written as it was decided, it is decided anew, and all that stood on it too. New rows are
written side by side, but the batches are settled in their order: what has an outcome is always a file's beginning.
"""

import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db import IntegrityError, OperationalError, connection, transaction

from leadwright.kit.statements import run
from leadwright.leads import writing
from leadwright.leads.deciding import Recent
from leadwright.leads.drafting import Draft
from leadwright.leads.knowing import look_up
from leadwright.leads.models import Import
from leadwright.leads.rows import Person
from leadwright.leads.settling import adopt, drafted, held, last_settled, write_batch

WRITERS = 2
SHORT_TURN = 0.0005  # seconds
# Two imports may wait for each other, where each holds an address that the other writes: then both go step by step.
NOT_FOR_LONG = "SELECT set_config('lock_timeout', '5s', true)"


class Overtaken(Exception):
    """Somebody else settles rows of this import, or the batch before it could not be written."""


def side_by_side(importing: Import, batches: Iterator[list[Person]], *, now: datetime) -> Iterator[list[Person]]:
    """Settle these batches; each is handed back once it stands in the database."""
    with readily(), beside() as asking, beside() as one, beside() as other:
        relay = Relay(importing, now, deque([one, other]), last_settled(importing), importing.created)
        batch = next(batches, None)
        answer = asking.submit(look_up, importing, batch) if batch else None
        while batch and answer and importing.state == Import.State.RUNNING:
            following = next(batches, None)
            ahead = answer.result()
            # Asked now, the database shows all but this batch and those that are on their way.
            answer = asking.submit(look_up, importing, following) if following else None
            recent = reduce(or_, relay.recent, Recent())
            draft, made = drafted(importing, batch, turn=relay.turn, now=now, ahead=ahead, recent=recent)
            settled = relay.first() if len(relay.written) == WRITERS else None
            if settled and not relay.arrived():
                draft, made = drafted(importing, batch, turn=relay.turn, now=now)
            relay.hand_on(batch, draft, made)
            if settled:
                yield settled
            batch = following
        while relay.written:
            settled = relay.first()
            relay.arrived()
            yield settled


@dataclass
class Relay:
    """The batches that are being written, and what is known of those before."""

    importing: Import
    now: datetime
    writers: deque[ThreadPoolExecutor]
    behind: int  # the last row that is settled, or on its way
    turn: int  # whose the next new lead is
    recent: deque[Recent] = field(default_factory=lambda: deque(maxlen=WRITERS + 1))
    written: deque[tuple[list[Person], Future[Import]]] = field(default_factory=deque)

    def first(self) -> list[Person]:
        return self.written[0][0]

    def hand_on(self, batch: list[Person], draft: Draft, made: Recent) -> None:
        before = self.written[-1][1] if self.written else None
        future = self.writers[0].submit(self.write, draft, (self.behind, batch[0].number), before)
        self.writers.rotate()
        self.written.append((batch, future))
        self.recent.append(made)
        self.behind, self.turn = batch[-1].number, self.turn + draft.tally["created"]

    def write(self, draft: Draft, rows: tuple[int, int], before: Future[Import] | None) -> Import:
        """In a thread of its own. `rows` are the last one before the batch and its first. Raises Overtaken or an error
        of the database, then nothing of it is written."""
        behind, first = rows
        with transaction.atomic():
            run(NOT_FOR_LONG, {})
            writing.put(self.importing, draft)
            if before and before.exception():
                raise Overtaken
            locked = held(self.importing)
            if locked.state != Import.State.RUNNING or last_settled(locked, before=first) != behind:
                raise Overtaken
            writing.settle(locked, draft, now=self.now)
        return locked

    def arrived(self) -> bool:
        """Wait for the first of the batches that are being written. False where all of them had to be decided anew."""
        batch, written = self.written[0]
        try:
            adopt(self.importing, written.result())
        except (IntegrityError, OperationalError, Overtaken):
            wait([future for _batch, future in self.written])
            self.recent.clear()
            for batch, _future in self.written:
                self.recent.append(write_batch(self.importing, batch, now=self.now))
            self.written.clear()
            self.behind, self.turn = last_settled(self.importing), self.importing.created
            return False
        self.written.popleft()
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
