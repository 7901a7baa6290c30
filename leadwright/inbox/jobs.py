"""The inbox's timers: each one line, and it may run twice."""

from leadwright.inbox import clearing, watching
from leadwright.inbox.receiving import read_all
from leadwright.kit import clock
from leadwright.kit.abreast import abreast
from leadwright.kit.jobs import every

AT_ONCE = 4  # mailboxes


@every(seconds=5)
def read_mail() -> None:
    with abreast(AT_ONCE) as side_by_side:
        read_all(now=clock.now(), listened_to=watching.watched(), side_by_side=side_by_side)


@every(seconds=86_400)
def clear_mail() -> None:
    clearing.clear(now=clock.now())


@every(seconds=10)
def watch_mail() -> None:
    watching.watch(now=clock.now)
