"""The one clock. Doors read it once and hand `now` down by name; nothing below a door reads it.

A real installation runs on real time. The market's clock (demo and simulation) is a row: virtual time
moves on from `virtual_at` at `rate` virtual seconds a real second, counted from `real_at`.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from leadwright.kit.models import MarketClock


def now() -> datetime:
    """The time that the product lives in, aware, UTC."""
    return now_by(of_the_market())


def now_by(market: "MarketClock | None") -> datetime:
    """The same, by the market's clock as it was read already."""
    real = datetime.now(UTC)
    return market.at(real) if market else real


def of_the_market() -> "MarketClock | None":
    """The row of the market's clock; None in a real installation."""
    if not settings.DEMO:
        return None
    from leadwright.kit.models import MarketClock

    return MarketClock.objects.filter(pk=1).first()


def on_the_wall() -> datetime:
    """Real time, whatever time the market has: what other people's servers count by, such as the age of a token."""
    return datetime.now(UTC)


def virtual(virtual_at: datetime, real_at: datetime, rate: float, real: datetime) -> datetime:
    return virtual_at + timedelta(seconds=(real - real_at).total_seconds() * rate)
