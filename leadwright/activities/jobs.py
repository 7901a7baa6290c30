"""What the ledger is looked through for by a timer."""

from leadwright.activities import first_touches
from leadwright.kit.jobs import every


@every(seconds=60)
def note_first_touches() -> None:
    first_touches.note_first_touches()
