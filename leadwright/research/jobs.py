"""Research's timer: one line, and it may run twice."""

from leadwright.kit import clock
from leadwright.kit.jobs import every
from leadwright.research.refreshing import refresh_stale


@every(seconds=86_400)
def refresh_facts() -> None:
    refresh_stale(now=clock.now())
