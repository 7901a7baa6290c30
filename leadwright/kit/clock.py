"""The one clock. Doors read it once and hand `now` down by name; nothing below a door reads it.

A real installation runs on real time. The market's clock (demo and simulation) is a row: virtual time
moves on from `virtual_at` at `rate` virtual seconds a real second, counted from `real_at`.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The time that the product lives in, aware, UTC."""
    real = datetime.now(UTC)
    if not settings.DEMO:
        return real
    from leadwright.kit.models import MarketClock

    clock = MarketClock.objects.filter(pk=1).first()
    return clock.at(real) if clock else real


def on_the_wall() -> datetime:
    """Real time, whatever time the market has: what other people's servers count by, such as the age of a token."""
    return datetime.now(UTC)


def virtual(virtual_at: datetime, real_at: datetime, rate: float, real: datetime) -> datetime:
    return virtual_at + timedelta(seconds=(real - real_at).total_seconds() * rate)
