"""When the next mail may leave one mailbox: its own pace, and its limit to each receiving domain."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.channels.models import Mailbox
from leadwright.channels.pacing import DAY, next_slot, next_to_domain, slots
from leadwright.conversations.models import Message

State = Message.State
# What was handed over; also where a person found later that it was not sent, as they may be wrong and the mailbox pays.
TAKEN_FOR_UNSENT = Q(state=State.FAILED, failure__startswith="settled: ")
PACED = Q(state__in=[State.SENT, State.COMMITTING, State.UNKNOWN]) | TAKEN_FOR_UNSENT


class Rhythm:
    """What a mailbox has sent in the last 24 hours, and what that leaves for one round of sending."""

    def __init__(self, mailbox: Mailbox, now: datetime) -> None:
        self.now = now
        self.pace = mailbox.pace(now)
        self.most_to_domain = mailbox.domain_limit
        self.times: list[datetime] = []
        self.to_domain: dict[str, list[datetime]] = defaultdict(list)
        sent = Message.objects.filter(PACED, mailbox=mailbox, outbound=True, at__gt=now - DAY)
        for at, recipient in sent.order_by("at").values_list("at", "recipient"):
            self.beat(recipient, at)

    def beat(self, recipient: str, at: datetime) -> None:
        """One mail leaves."""
        self.times.append(at)
        self.to_domain[domain_of(recipient)].append(at)

    def next_slot(self) -> datetime:
        pace, times = self.pace, self.times
        return next_slot(
            self.now, times, pace.day, pace.gap_seconds, hour_limit=pace.hour, jitter_seconds=pace.jitter_seconds
        )

    def slots(self, count: int) -> list[datetime]:
        pace, times = self.pace, self.times
        return slots(
            self.now, times, pace.day, pace.gap_seconds, count, hour_limit=pace.hour, jitter_seconds=pace.jitter_seconds
        )

    def next_to(self, recipient: str) -> datetime:
        return next_to_domain(self.now, self.to_domain[domain_of(recipient)], self.most_to_domain)

    @property
    def why_paced(self) -> str:
        words = _("waits: the mailbox keeps its pace of %(limit)s a day, %(gap)s seconds apart.")
        if self.pace.hour:
            words = _(
                "waits: the mailbox keeps its pace of %(limit)s a day and %(hour)s an hour, %(gap)s seconds apart."
            )
        return words % {"limit": self.pace.day, "hour": self.pace.hour, "gap": self.pace.gap_seconds}

    def why_not_to(self, recipient: str) -> str:
        return _("waits: the mailbox sends at most %(limit)s a day to %(domain)s.") % {
            "limit": self.most_to_domain,
            "domain": domain_of(recipient),
        }


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()
