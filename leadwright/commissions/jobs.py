"""What happens by itself. Each job may run twice."""

from leadwright.commissions.paying import pay_due
from leadwright.kit import clock
from leadwright.kit.jobs import every


@every(seconds=10)
def pay_commission() -> None:
    pay_due(now=clock.now())
