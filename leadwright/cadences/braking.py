"""A mailbox whose mails come back, or are reported as spam, stops by itself; only a person lets it go on."""

from collections import Counter
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, Kind, record
from leadwright.channels.models import Mailbox
from leadwright.channels.pacing import BRAKE_WINDOW, Health
from leadwright.conversations.models import Message
from leadwright.leads.models import OptOut

LEFT = [Message.State.SENT, Message.State.UNKNOWN]


def brake_mailboxes(now: datetime) -> list[Mailbox]:
    """Stop each mailbox that does harm, and say so once. Those that were stopped."""
    stopped = []
    for box in Mailbox.objects.filter(stopped_at=None, created_at__lte=now).defer("password"):
        if why := health(box, now).brake:
            box.stop(why, now)
            record(
                Kind.NOTE,
                workspace_id=box.workspace_id,
                key=f"mailbox:{box.pk}:braked:{now.isoformat()}",
                summary=_("Mailbox stopped by itself: %s") % box.address,
                why=why,
                detail={"mailbox": box.pk},
                at=now,
            )
            stopped.append(box)
    return stopped


def health(box: Mailbox, now: datetime) -> Health:
    """Of the last seven days; what lies before the last release by a person is forgiven."""
    since = max(now - BRAKE_WINDOW, box.released_at or box.created_at)
    out = Message.objects.filter(mailbox=box, outbound=True, at__gt=since, at__lte=now)
    refused = Q(state=Message.State.FAILED, failure__startswith="bad_address: ")
    sent = out.filter(Q(state__in=LEFT) | refused).count()
    if not sent:
        return Health(0, 0, 0)
    at_the_door = out.filter(refused).count()
    return Health(sent, at_the_door + came_back(box, since, now), complaints(box, since, now))


def came_back(box: Mailbox, since: datetime, now: datetime) -> int:
    """Hard bounces that arrived in this mailbox, each lead once."""
    facts = Activity.objects.filter(workspace=box.workspace_id, kind=Kind.BOUNCED, at__gt=since, at__lte=now)
    by_message = dict(facts.filter(detail__hard=True).values_list("detail__message", "lead"))
    mine = Message.objects.filter(pk__in=[pk for pk in by_message if pk], mailbox=box, outbound=False)
    return len({by_message[pk] for pk in mine.values_list("pk", flat=True)})


def complaints(box: Mailbox, since: datetime, now: datetime) -> int:
    """People who reported our mail, counted with the mailbox that wrote to them last."""
    no = OptOut.objects.filter(workspace=box.workspace_id, source="complaint", at__gt=since, at__lte=now)
    leads = list(no.exclude(lead=None).values_list("lead", flat=True))
    if not leads:
        return 0
    wrote = Message.objects.filter(lead__in=leads, outbound=True, state__in=LEFT, at__lte=now).order_by("lead", "-at")
    last = Counter(wrote.distinct("lead").values_list("mailbox", flat=True))
    return last[box.pk]
