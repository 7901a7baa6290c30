"""What the ledger is looked through for by a timer."""

from leadwright.activities import first_touches, last_touches
from leadwright.kit.jobs import every


@every(seconds=60)
def note_first_touches() -> None:
    first_touches.note_first_touches()


@every(seconds=60)
def follow_last_touches() -> None:
    while last_touches.follow():
        pass
