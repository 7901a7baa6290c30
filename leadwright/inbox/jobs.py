"""The inbox's timer: one line, and it may run twice."""

from leadwright.inbox.receiving import read_all
from leadwright.kit import clock
from leadwright.kit.jobs import every


@every(seconds=5)
def read_mail() -> None:
    read_all(now=clock.now())
