from leadwright.kit import clock
from leadwright.kit.jobs import every
from leadwright.web.digest import send_digests
from leadwright.web.noticing import gather
from leadwright.web.pushing import push_out


@every(seconds=10)
def notice() -> None:
    gather(clock.now())


@every(seconds=20)
def push() -> None:
    push_out(clock.now())


@every(seconds=600)
def digest() -> None:
    send_digests(clock.now())
