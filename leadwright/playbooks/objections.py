"""What people say against it, and what a rep may answer: shown beside the script while the rep listens (M20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Exists, IntegerField, OuterRef, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from leadwright.activities.models import Activity, Kind
from leadwright.playbooks.following import Followed
from leadwright.playbooks.models import Objection
from leadwright.team.models import Member

SHOWN = 8
WITHIN = timedelta(days=14)
POSITIVE = ("meeting", "interested")  # what an answer was read as (inbox/reading.py)


@dataclass(frozen=True)
class Shipped:
    """What a workspace begins with, until it writes its own."""

    name: str
    answer: str
    pk: int = 0


SHIPPED = (
    Shipped(_("Price"), _("Ask what it is compared with, and what the problem costs them in a month as it is.")),
    Shipped(_("We have something"), _("Ask what they like about it, and what it leaves to be done by hand.")),
    Shipped(_("No time now"), _("Ask for the week in which it fits, and set the reminder while they listen.")),
    Shipped(_("Send me something"), _("Ask which one question it should answer, and when you may ring about it.")),
    Shipped(_("Not my decision"), _("Ask who decides, and what that person will want to know first.")),
)


def objections_of(member: Member) -> list:
    """The workspace's own, by name; the shipped ones where it has none."""
    own = list(Objection.objects.seen_by(member).order_by("name")[:SHOWN])
    return own or list(SHIPPED)


def followed(objections: Sequence, *, now: datetime) -> dict[int, Followed]:
    """By objection: of the leads with whom it was heard and its card was taken, how many wrote back well or booked a
    meeting within `WITHIN` of the first time. Who did neither counts once that time is over."""
    pks = [one.pk for one in objections if one.pk]
    if not pks:
        return {}
    heard = Activity.objects.filter(workspace_id=objections[0].workspace_id, kind=Kind.NOTE, lead__isnull=False)
    heard = heard.annotate(card=Cast(KT("detail__objection"), IntegerField())).filter(card__in=pks)
    first = heard.order_by("card", "lead", "at").distinct("card", "lead")
    good = Q(kind=Kind.MEETING_BOOKED) | Q(kind=Kind.EMAIL_RECEIVED, detail__intent__in=POSITIVE)
    after = Activity.objects.filter(good, lead=OuterRef("lead"), at__gt=OuterRef("at"))
    rows = first.annotate(well=Exists(after.filter(at__lte=OuterRef("at") + WITHIN)))
    found: dict[int, list[int]] = {pk: [0, 0, 0] for pk in pks}
    for card, since, well in rows.values_list("card", "at", "well"):
        over = well or since + WITHIN <= now
        found[card][0] += over
        found[card][1] += well
        found[card][2] += not over
    return {pk: Followed(*counts) for pk, counts in found.items()}


def measured(objections: list, *, now: datetime, lately: bool = False) -> list:
    """The same rows, each with what followed as `followed`; the shipped ones were never counted. `lately`: counted once
    an hour is enough, for pages that open every minute."""
    if lately:
        key = f"followed:{now:%Y%m%d%H}:{'-'.join(str(one.pk) for one in objections)}"
        counts = cache.get_or_set(key, lambda: followed(objections, now=now), 3600)
    else:
        counts = followed(objections, now=now)
    for one in objections:
        if one.pk:
            one.followed = counts[one.pk]
    return objections
