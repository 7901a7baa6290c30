"""How many mails a mailbox sends, and how far apart. Pure: no Django, no clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

DAY = timedelta(hours=24)


def next_slot(now: datetime, sent_times_last_24h: Sequence[datetime], limit: int, gap_seconds: int) -> datetime:
    """The first time, not before `now`, at which one more mail may leave.

    In any 24 hours at most `limit` mails leave, and `gap_seconds` pass between two of them. A limit of 0 lets nothing
    leave: the answer is then a day from now.
    """
    if limit <= 0:
        return now + DAY
    times = sorted(sent for sent in sent_times_last_24h if sent > now - DAY)
    slot = now
    if len(times) >= limit:
        slot = max(slot, times[-limit] + DAY)
    if times:
        slot = max(slot, times[-1] + timedelta(seconds=gap_seconds))
    return slot


def slots(now: datetime, sent_times_last_24h: Sequence[datetime], limit: int, gap_seconds: int, count: int) -> list:
    """The next `count` times, one after the other, if each of them is used."""
    times = list(sent_times_last_24h)
    found = []
    for _turn in range(count):
        now = next_slot(now, times, limit, gap_seconds)
        found.append(now)
        times.append(now)
    return found
