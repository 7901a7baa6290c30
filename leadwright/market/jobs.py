"""The market's timer, in the demo only."""

from django.conf import settings

from leadwright.kit import clock
from leadwright.kit.jobs import every

if settings.DEMO:

    @every(seconds=2)
    def run_market() -> None:
        from leadwright.market.pace import beat

        beat(clock.now())
