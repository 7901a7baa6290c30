"""B1 and B2: workers killed in the middle of their sends, again and again, and the database with them."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from fleet.floor import Floor, keep_fresh
from fleet.sink import Post
from fleet.verdict import Verdict, judge
from fleet.workers import Crew

LOOK = 0.005  # seconds between two looks at how many mails were taken
REST = 0.5  # seconds between two looks at the tables
PATIENCE = 90  # seconds without any change after which a run has stuck: more than the longest retry


@dataclass
class Storm:
    """What was done to the workers, and what came of it: kills while mails were leaving, restarts of the database, and
    how many seconds after each of them the next mail was taken."""

    verdict: Verdict
    kills: int = 0
    restarts: int = 0
    back_after: list[float] = field(default_factory=list)
    seconds: float = 0.0


def storm(floor: Floor, post: Post, crew: Crew, *, kills: int, restarts: int, restart: Callable[[int], None]) -> Storm:
    """Until every mail is settled. The kills and the restarts are spread over the first nine tenths of the mails."""
    lot = random.Random(7)  # noqa: S311 - which worker and when, no secret
    done, began = Storm(Verdict()), time.monotonic()
    for at, blow in plan(len(floor.people) * 9 // 10, kills, restarts):
        wait(lambda at=at: post.taken >= at, watch=lambda: post.taken)
        if blow == "kill":
            time.sleep(lot.random() * 0.01)
            crew.kill(lot.choice(crew.running))
            crew.start()
            done.kills += 1
        else:
            restart(done.restarts)
            done.restarts += 1
            before, back = post.taken, time.monotonic()
            wait(lambda before=before: post.taken > before, watch=lambda: post.taken)
            done.back_after.append(time.monotonic() - back)
    wait(lambda: settled(floor), watch=lambda: post.taken, look=REST)
    done.seconds = time.monotonic() - began
    crew.kill_all()
    done.verdict = judge(floor, post, most_unknown=done.kills + post.lost() + 4 * done.restarts)
    return done


def plan(mails: int, kills: int, restarts: int) -> list[tuple[int, str]]:
    """After how many mails which blow falls."""
    at_kills = [(mails * (number + 1) // (kills + 1), "kill") for number in range(kills)]
    return sorted(at_kills + [(mails * (2 * number + 1) // (2 * restarts), "restart") for number in range(restarts)])


def wait(
    ready: Callable[[], bool], *, watch: Callable[[], object], look: float = LOOK, patience: float = PATIENCE
) -> None:
    """Until it is so; the mailboxes are kept fresh meanwhile. Raises TimeoutError where nothing moves any more."""
    seen, moved, freshened = None, time.monotonic(), 0.0
    while not ready():
        if time.monotonic() - freshened > 1:
            keep_fresh()
            freshened = time.monotonic()
        if watch() != seen:
            seen, moved = watch(), time.monotonic()
        if time.monotonic() - moved > patience:
            raise TimeoutError(f"nothing has moved for {patience:.0f} seconds, after {seen} mails")
        time.sleep(look)


def settled(floor: Floor) -> bool:
    """Every mail is written and has come to its end, and every doubtful one has been asked about."""
    from leadwright.cadences.models import Enrolment
    from leadwright.conversations.models import Message
    from leadwright.tasks.models import Task

    mails = Message.objects.filter(lead__in=floor.people, outbound=True)
    if mails.count() < Enrolment.objects.filter(lead__in=floor.people).count():
        return False
    if mails.exclude(state__in=["sent", "failed", "unknown"]).exists():
        return False
    return Task.objects.filter(lead__in=floor.people, kind="settle").count() >= mails.filter(state="unknown").count()
