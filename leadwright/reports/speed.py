"""Speed to lead: how long whoever asked waited until a person of ours wrote or rang, by whom they were given to."""

from datetime import datetime, timedelta

from django.db.models import Aggregate, Count, DurationField, F, Max, Q

from leadwright.leads.models import Arrival
from leadwright.team.models import Member, Workspace

SOON = timedelta(minutes=5)


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def speed(workspace: Workspace, *, since: datetime | None) -> list[dict]:
    """A row for each member, the one with the most first; who got nobody has none."""
    rows = Arrival.objects.filter(workspace=workspace, lead__isnull=False)
    if since:
        rows = rows.filter(at__gte=since)
    waited = F("touched_at") - F("at")
    counted = rows.order_by().values("owner").annotate(
        came=Count("pk"),
        touched=Count("touched_at"),
        soon=Count("pk", filter=Q(touched_at__lte=F("at") + SOON)),
        median=Median(waited),
        longest=Max(waited),
    )  # fmt: skip
    members = Member.objects.filter(workspace=workspace).select_related("user")
    names = {member.pk: member.name for member in members}
    found = [
        {
            **row,
            "name": names.get(row["owner"], ""),
            "waiting": row["came"] - row["touched"],
            "median": minutes(row["median"]),
            "longest": minutes(row["longest"]),
        }
        for row in counted
    ]
    return sorted(found, key=lambda row: (-row["came"], row["name"]))


def minutes(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds() / 60)
