"""When a number is given up for a while. Pure.

A number that failed on three separate days, whoever rang it, is left alone for 30 days and then tried again: one bad
day may be the network's, three are the number's. Several tries of one day are one day.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FAILING_DAYS = 3
HELD = timedelta(days=30)


def held_until(failures: Iterable[datetime], zone: str) -> datetime | None:
    """Until when, by the failures since the number last worked or was last held; None while it may be rung."""
    days: set = set()
    for at in sorted(failures):
        days.add(at.astimezone(ZoneInfo(zone)).date())
        if len(days) == FAILING_DAYS:
            return at + HELD
    return None
