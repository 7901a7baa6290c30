"""What lives through many worlds: the players, the mail server, the clock; and what is cleared between two worlds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from worlds.post import Post
from worlds.troupe import Troupe
from worlds.watching import watching

# Ended or shut, rows of earlier worlds are nobody's work any more: the engine looks at the whole database.
CLOSE = """
    UPDATE cadences_enrolment SET state = 'stopped', due_at = NULL WHERE state = 'active';
    UPDATE conversations_message SET state = 'failed', lease_until = NULL
        WHERE state IN ('queued', 'claimed', 'committing', 'unknown');
    UPDATE channels_mailbox SET stopped_at = now() WHERE stopped_at IS NULL;
    UPDATE tasks_task SET closed_at = now(), outcome = 'dropped' WHERE closed_at IS NULL;
"""
CLEAR = """
    TRUNCATE team_workspace, accounts_account, leads_lead, channels_mailbox, conversations_message, tasks_task,
        cadences_enrolment, activities_activity CASCADE
"""
WORLDS_BEFORE_CLEARING = 40


@dataclass
class Clock:
    """Virtual time. `elapsed` only grows, whatever somebody does to the clock on the wall."""

    now: datetime
    elapsed: float = 0.0
    set_back: bool = False

    def monotonic(self) -> float:
        return self.elapsed

    def move(self, by: timedelta) -> None:
        self.now += by
        self.elapsed += max(by.total_seconds(), 0.0)

    def turn_back(self, by: timedelta) -> None:
        self.now -= by
        self.set_back = True

    def jump(self, to: datetime) -> None:
        self.move(to - self.now)


@dataclass
class Theatre:
    troupe: Troupe
    post: Post
    clock: Clock
    inbox: object = None
    played: int = field(default=0)

    def new_mail(self, mailbox):
        return self.inbox(mailbox)

    def clear(self) -> None:
        """After a world: nothing of it is due any more; now and then all rows go."""
        self.played += 1
        with connection.cursor() as cursor:
            cursor.execute(CLEAR if self.played % WORLDS_BEFORE_CLEARING == 0 else CLOSE)


@contextmanager
def theatre(players: int = 5) -> Iterator[Theatre]:
    """On the database of this process, which must hold nothing that is dear to anybody."""
    post = Post()
    post.start()
    clock = Clock(datetime.min)
    house = Theatre(Troupe(players), post, clock)
    with watching(clock, house.new_mail):
        try:
            yield house
        finally:
            house.troupe.leave()
