"""What became of the mails of one mailbox, day by day: sent, come back, reported, answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.inbox.models import Kind, Reply

DAYS = 30
COLUMN = {Kind.BOUNCE: "bounced", Kind.COMPLAINT: "complained", Kind.REPLY: "replied"}


@dataclass
class Day:
    day: date
    sent: int = 0
    bounced: int = 0
    complained: int = 0
    replied: int = 0


def days_of(mailbox: Mailbox, now: datetime) -> list[Day]:
    """The last thirty days on which anything happened, the newest first, in the clock of the server (UTC)."""
    since, found = now - timedelta(days=DAYS), defaultdict(dict)
    sent = Message.objects.filter(mailbox=mailbox, outbound=True, state__in=["sent", "unknown"], at__gt=since)
    for day, count in sent.annotate(day=TruncDate("at")).values_list("day").annotate(Count("pk")):
        found[day]["sent"] = count
    back = Reply.objects.filter(message__mailbox=mailbox, at__gt=since, kind__in=COLUMN)
    for day, kind, count in back.annotate(day=TruncDate("at")).values_list("day", "kind").annotate(Count("pk")):
        found[day][COLUMN[kind]] = count
    return [Day(day, **counts) for day, counts in sorted(found.items(), reverse=True)]
