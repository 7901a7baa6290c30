"""B7 and the other half of B2, with the real worker command in real time: told to stop in the middle of its sends, as
at each deploy, and living on through restarts of the database."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from fleet.floor import MONDAY, Floor, keep_fresh, start_clock
from fleet.sink import Post
from fleet.storm import wait
from fleet.verdict import Verdict, judge

FIRST_MAILS = 5
MOST_STOP = 15  # seconds
MOST_BACK = 10
STARTING = 300  # seconds that a worker may take on a busy machine until its first mails have left
AT_ONCE = 8  # mails that one worker may have under way: mailboxes side by side (cadences/jobs.py)


@dataclass
class Deploys:
    """How long each stop took, how many mails were still claimed after one, and how long after each restart of the
    database the next mail was taken."""

    verdict: Verdict
    stops: list[float] = field(default_factory=list)
    left_claimed: int = 0
    back_after: list[float] = field(default_factory=list)
    seconds: float = 0.0


def deploys(
    floor: Floor, post: Post, folder: Path, *, stops: int, restarts: int, restart: Callable[[int], None]
) -> Deploys:
    """Start a worker, wait until mails leave, SIGTERM, so many times; then one that goes on through the restarts."""
    done, began = Deploys(Verdict()), time.monotonic()
    write_all(floor)
    for _turn in range(stops):
        with a_worker(folder, post) as worker:
            done.stops.append(stopped(worker, done.verdict))
            done.left_claimed += claimed()
    with a_worker(folder, post) as worker:
        for turn in range(restarts):
            restart(turn)
            back, seen = time.monotonic(), post.taken
            wait(lambda seen=seen: post.taken > seen, watch=lambda: post.taken)
            done.back_after.append(time.monotonic() - back)
        done.verdict.expect(worker.poll() is None, "a worker ended when the database was restarted")
        stopped(worker, done.verdict)
    take_back(floor)
    done.seconds = time.monotonic() - began
    said, done.verdict = done.verdict.wrong, judge(floor, post, most_unknown=AT_ONCE * restarts, whole=False)
    done.verdict.wrong += said
    done.verdict.expect(max(done.stops) <= MOST_STOP, f"a stop took {max(done.stops):.0f} s")
    done.verdict.expect(done.left_claimed == 0, f"{done.left_claimed} mails were still claimed after a stop")
    done.verdict.expect(max(done.back_after, default=0) <= MOST_BACK, f"back after {max(done.back_after):.0f} s")
    return done


def write_all(floor: Floor) -> None:
    """The mails are planned and queued; then it is ten o'clock on Monday, and the fleet's time goes as fast as real
    time: the hours in which mail may leave must not hang on when somebody runs this, nor on how busy the machine is."""
    from leadwright.cadences.engine import advance_due
    from leadwright.cadences.models import Enrolment
    from leadwright.conversations.models import Message
    from leadwright.kit import clock

    keep_fresh()
    advance_due(now=clock.now(), worker="fleet", limit=len(floor.people))
    now = MONDAY + timedelta(hours=1)
    start_clock(now, rate=1)
    Enrolment.objects.filter(lead__in=floor.people).update(due_at=now + timedelta(days=30))
    Message.objects.filter(lead__in=floor.people).update(due_at=now)
    keep_fresh()


@contextmanager
def a_worker(folder: Path, post: Post) -> Iterator[subprocess.Popen]:
    """The command as an operator starts it; yields when it has sent some mails and goes on sending."""
    command, before = [sys.executable, "-m", "leadwright.cli", "worker"], post.taken
    with (folder / "worker.log").open("a") as log:
        worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        wait(
            lambda: post.taken >= before + FIRST_MAILS or worker.poll() is not None,
            watch=lambda: post.taken,
            patience=STARTING,
        )
        yield worker
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


def stopped(worker: subprocess.Popen, verdict: Verdict) -> float:
    asked = time.monotonic()
    worker.send_signal(signal.SIGTERM)
    status = worker.wait(60)
    verdict.expect(status == 0, f"a worker that was told to stop ended with {status}")
    return time.monotonic() - asked


def claimed() -> int:
    from leadwright.conversations.models import Message

    return Message.objects.filter(state__in=["claimed", "committing"]).count()


def take_back(floor: Floor) -> None:
    """What the restarts cut off has no worker any more: it is in doubt once its lease is over."""
    from leadwright.cadences.doubts import ask_about_doubts
    from leadwright.conversations.sending import LEASE, reclaim_expired
    from leadwright.kit import clock

    over = clock.now() + 2 * LEASE
    reclaim_expired(over)
    ask_about_doubts(over)
