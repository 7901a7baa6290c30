"""A planner's move over cadences half done, no two alike; the limit: building the same frozen snapshots. In seconds of
one processor, so that what else the machine does is not counted."""

import gc
import time
from datetime import UTC, datetime, timedelta

from bench.timing import beside
from leadwright.cadences import planner
from leadwright.cadences.hours import Place

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KINDS = ["email", "linkedin", "email", "email", "call", "voicemail", "email", "email", "email", "email"]
PLACES = [Place("Europe/Vilnius", "LT"), Place("Europe/London", "GB"), Place("America/New_York", "US")]
MANY = 100_000


def rows() -> list[dict]:
    steps = tuple(planner.PlannedStep(at, at, kind, kind, 2) for at, kind in enumerate(KINDS, 1))
    began = time.process_time()
    standing = [snapshot(steps, turn) for turn in range(MANY)]
    built = time.process_time()
    gc.freeze()
    for one in standing:
        planner.next_move(one, MONDAY)
    moved = time.process_time()
    gc.unfreeze()
    note = f"{MANY} snapshots, each moved once; limit: building them"
    return [beside("planner", "moves/s", MANY / (moved - built), MANY / (built - began), note)]


def snapshot(steps: tuple[planner.PlannedStep, ...], turn: int) -> planner.Snapshot:
    """Some way through its steps, begun some hours before another one, in one of three countries."""
    started = MONDAY - timedelta(days=turn % 28, minutes=turn % 600)
    done = tuple(
        planner.Touched(step, planner.DONE, started, started + timedelta(days=at), mail="sent")
        for at, step in enumerate(steps[: turn % len(steps)])
    )
    return planner.Snapshot(steps, done, started, PLACES[turn % 3], turn)
