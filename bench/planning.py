"""A planner's move over a cadence half done; the limit: building the same frozen snapshot."""

from datetime import UTC, datetime, timedelta

from bench.timing import row
from leadwright.cadences import planner
from leadwright.cadences.hours import Place

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KINDS = ["email", "linkedin", "email", "email", "call", "voicemail", "email", "email", "email", "email"]


def rows() -> list[dict]:
    steps = tuple(planner.PlannedStep(at, at, kind, kind, 2) for at, kind in enumerate(KINDS, 1))
    done = tuple(planner.Touched(step, "done", MONDAY, MONDAY, mail="sent") for step in steps[:4])

    def snapshot() -> planner.Snapshot:
        return planner.Snapshot(steps, done, MONDAY - timedelta(days=9), Place("Europe/Vilnius", "LT"), 7)

    standing = snapshot()
    note = "limit: building the snapshot"
    return [row("planner", "moves/s", lambda: planner.next_move(standing, MONDAY), snapshot, note)]
