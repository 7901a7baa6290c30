"""The timers of what was written: each one line, and it may run twice."""

from leadwright.conversations import tracking
from leadwright.kit import clock
from leadwright.kit.jobs import every


@every(seconds=60)
def judge_sightings() -> None:
    tracking.judge(now=clock.now())
