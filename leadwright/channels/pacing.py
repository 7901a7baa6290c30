"""How many mails a mailbox sends, and how far apart; and when it has to stand still. Pure: no Django, no clock.

A limit of 0 for the hour, the domain or the jitter means that there is none; the limit of the day always holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

DAY = timedelta(hours=24)
HOUR = timedelta(hours=1)

# A young mailbox begins with ten a day and two more each day, as the products that send most of such mail advise.
RAMP_BEGINS, RAMP_STEP = 10, 2

# The brake looks at seven days. Senders with more than 5 % hard bounces are blocked by many providers; Google asks to
# stay under 0.3 % of complaints (its sender guidelines of 2024). Below the volume chance says more than the list.
BRAKE_WINDOW = timedelta(days=7)
BRAKE_VOLUME = 20
MOST_BOUNCED, FEWEST_BOUNCED = 0.05, 3
MOST_COMPLAINED, FEWEST_COMPLAINED = 0.003, 2


@dataclass(frozen=True)
class Pace:
    """What a mailbox may do: mails in any 24 hours and in any hour, the gap between two and how much it varies."""

    day: int
    hour: int = 0
    gap_seconds: int = 0
    jitter_seconds: int = 0


def ramped(limit: int, days_old: int) -> int:
    """The limit of a mailbox that began `days_old` days ago (0 on its first day): never more than `limit`."""
    return min(limit, RAMP_BEGINS + RAMP_STEP * max(days_old, 0))


def next_slot(
    now: datetime,
    sent_times_last_24h: Sequence[datetime],
    limit: int,
    gap_seconds: int,
    *,
    hour_limit: int = 0,
    jitter_seconds: int = 0,
) -> datetime:
    """The first time, not before `now`, at which one more mail may leave.

    In any 24 hours at most `limit` mails leave, in any hour at most `hour_limit`, and between two of them pass
    `gap_seconds` and up to `jitter_seconds` more. The jitter hangs on the mail before alone, so that asked again the
    answer is the same. A limit of 0 a day lets nothing leave: the answer is then a day from now.
    """
    if limit <= 0:
        return now + DAY
    times = sorted(sent for sent in sent_times_last_24h if sent > now - DAY)
    slot = now
    if len(times) >= limit:
        slot = max(slot, times[-limit] + DAY)
    if 0 < hour_limit <= len(times):
        slot = max(slot, times[-hour_limit] + HOUR)
    if times:
        slot = max(slot, times[-1] + timedelta(seconds=gap_seconds + jitter(times[-1], jitter_seconds)))
    return slot


def jitter(after: datetime, most_seconds: int) -> int:
    """Seconds from 0 to `most_seconds`, the same whenever it is asked for the same mail."""
    return crc32(after.isoformat().encode()) % (most_seconds + 1)


def slots(
    now: datetime,
    sent_times_last_24h: Sequence[datetime],
    limit: int,
    gap_seconds: int,
    count: int,
    *,
    hour_limit: int = 0,
    jitter_seconds: int = 0,
) -> list[datetime]:
    """The next `count` times, one after the other, if each of them is used."""
    times = list(sent_times_last_24h)
    found = []
    for _turn in range(count):
        now = next_slot(now, times, limit, gap_seconds, hour_limit=hour_limit, jitter_seconds=jitter_seconds)
        found.append(now)
        times.append(now)
    return found


def next_to_domain(now: datetime, sent_to_domain_last_24h: Sequence[datetime], limit: int) -> datetime:
    """The first time at which one more mail may leave to the same receiving domain; `now` where there is no limit."""
    return next_slot(now, sent_to_domain_last_24h, limit, 0) if limit else now


@dataclass(frozen=True)
class Health:
    """What became of the mails of the last seven days, or since a person released the mailbox."""

    sent: int
    bounced: int
    complained: int

    @property
    def brake(self) -> str:
        """Why the mailbox has to stand still until a person releases it; "" where it may go on."""
        if self.sent < BRAKE_VOLUME:
            return ""
        if self.bounced >= FEWEST_BOUNCED and self.bounced > MOST_BOUNCED * self.sent:
            return f"{self.bounced} of {self.sent} mails came back in seven days: check the list before more go out."
        if self.complained >= FEWEST_COMPLAINED and self.complained > MOST_COMPLAINED * self.sent:
            return f"{self.complained} of {self.sent} mails were reported as spam in seven days."
        return ""
