"""What happens by itself. Each job may run twice."""

from leadwright.commissions.closing import close_due
from leadwright.commissions.paying import pay_due
from leadwright.kit import clock
from leadwright.kit.jobs import every


@every(seconds=10)
def pay_commission() -> None:
    pay_due(now=clock.now())


@every(seconds=60)
def close_statements() -> None:
    close_due(now=clock.now())
