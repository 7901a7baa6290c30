"""B6: the wire between a worker and the database, or between the workers and the mail server, goes dead for a while
that is longer than a lease. Others take the worker's mails over; when it can speak again it is fenced."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from fleet.database import way_in
from fleet.floor import Floor
from fleet.gate import Gate
from fleet.sink import Post
from fleet.storm import REST, settled, wait
from fleet.verdict import Verdict, judge
from fleet.workers import Crew

FIRST_MAILS = 100
MOST_UNKNOWN = 1  # the one whose receipt could not be kept, where the database hung up


@dataclass
class Partition:
    """`held`: how many mails the cut-off worker had claimed when its wire went dead. `sent_by_others`: how many of
    those were sent before it could speak again."""

    verdict: Verdict
    held: int = 0
    sent_by_others: int = 0
    seconds: float = 0.0


def cut_off(
    floor: Floor, post: Post, crew: Crew, gate: Gate, shut: Callable[[], None], *, dead: float, first: int = FIRST_MAILS
) -> Partition:
    """The gate leads to the database: one more worker goes through it, and is cut off by `shut` while it sends."""
    done, began = Partition(Verdict()), time.monotonic()
    worker = crew.start(way_in() | {"HOST": "127.0.0.1", "PORT": str(gate.port)})
    wait(lambda: post.taken >= first and held_by(worker.name), watch=lambda: post.taken)
    shut()
    held = held_by(worker.name)
    sit_out(dead)
    done.held, done.sent_by_others = len(held), sent_of(held)
    gate.thaw()
    wait(lambda: settled(floor), watch=lambda: post.taken, look=REST)
    done.seconds = time.monotonic() - began
    alive = worker.is_alive()
    crew.kill_all()
    done.verdict = judge(floor, post, most_unknown=MOST_UNKNOWN)
    done.verdict.expect(alive, "the worker that was cut off has ended")
    done.verdict.expect(done.held > 0, "the worker held nothing when it was cut off")
    return done


def no_post(floor: Floor, post: Post, crew: Crew, gate: Gate, *, dead: float) -> Partition:
    """The gate leads to the mail server; half of the mailboxes send through it."""
    done, began = Partition(Verdict()), time.monotonic()
    wait(lambda: post.taken >= FIRST_MAILS, watch=lambda: post.taken)
    gate.freeze()
    sit_out(dead)
    gate.thaw()
    wait(lambda: settled(floor), watch=lambda: post.taken, look=REST)
    done.seconds = time.monotonic() - began
    crew.kill_all()
    done.verdict = judge(floor, post, most_unknown=0)
    return done


def sit_out(seconds: float) -> None:
    """The time goes by; then the leases that ran out are taken back once more, also where no worker can."""
    from leadwright.conversations.sending import reclaim_expired
    from leadwright.kit import clock

    end = time.monotonic() + seconds
    wait(lambda: time.monotonic() > end, watch=time.monotonic)
    reclaim_expired(clock.now())


def held_by(worker: str) -> list[int]:
    from leadwright.conversations.models import Message

    held = Message.objects.filter(lease_by__startswith=f"{worker}:", state__in=["claimed", "committing"])
    return list(held.values_list("pk", flat=True))


def sent_of(messages: list[int]) -> int:
    from leadwright.conversations.models import Message

    return Message.objects.filter(pk__in=messages, state="sent").count()
