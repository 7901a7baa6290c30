"""What the figures page shows, with the definition of each figure beside it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.activities.models import Activity, Kind
from leadwright.conversations.models import Message
from leadwright.leads.models import LeadList
from leadwright.reports.funnel import STAGES, Row, funnel
from leadwright.tasks.models import Task
from leadwright.team.models import Member, Workspace

PERIODS = {"week": 7, "month": 30, "quarter": 91, "all": None}
PERIOD_WORDS = {
    "week": _lazy("7 days"),
    "month": _lazy("30 days"),
    "quarter": _lazy("91 days"),
    "all": _lazy("All"),
}
STAGE_WORDS = {
    "leads": _lazy("On a list"),
    "researched": _lazy("Worth contacting"),
    "contacted": _lazy("Contacted"),
    "answered": _lazy("Answered"),
    "qualified": _lazy("Qualified"),
    "accepted": _lazy("Accepted by an AE"),
    "won": _lazy("Won"),
}
DEFINITIONS = {
    "leads": _lazy("Every lead that came in within the period."),
    "researched": _lazy("The brief was found good enough, or a later stage was reached."),
    "contacted": _lazy("An e-mail was sent, a call was tried, or a LinkedIn step was done."),
    "answered": _lazy("A person wrote back or talked on the phone; automatic answers do not count."),
    "qualified": _lazy("A person said so on five shown criteria, and the verdict stands."),
    "accepted": _lazy("An AE accepted the hand-off."),
    "won": _lazy("A deal of the lead stands in won."),
}
TOUCHES = (Kind.EMAIL_SENT, Kind.CALL, Kind.LINKEDIN)
PACE_DAYS = 10


@dataclass(frozen=True)
class Which:
    """What the reader asked for: a period, a list, an owner."""

    period: str
    since: datetime | None
    list_id: int | None
    owner: int | None

    def narrowing(self) -> dict[str, Any]:
        return {"since": self.since, "list_id": self.list_id, "owner": self.owner}

    def door(self, **rows) -> str:
        """The address of the rows behind a figure."""
        asked = {"period": self.period, "list": self.list_id, "member": self.owner, **rows}
        query = urlencode({name: value for name, value in asked.items() if value is not None})
        return f"{reverse('reports:rows')}?{query}"


def asked_for(query, now: datetime) -> Which:
    """From the address; what makes no sense is left out."""
    period = query.get("period", "all")
    period = period if period in PERIODS else "all"
    days = PERIODS[period]
    since = now - timedelta(days=days) if days else None
    return Which(period, since, _number(query.get("list")), _number(query.get("member")))


def steps(workspace: Workspace, which: Which) -> list[dict]:
    """The funnel's lines, each a door, with the share of the line above."""
    counts = funnel(workspace, **which.narrowing())
    shown, above = [], None
    for stage in STAGES:
        share = f"{100 * counts[stage] / above:.0f} %" if above else ""
        shown.append(
            {
                "stage": stage,
                "word": STAGE_WORDS[stage],
                "count": counts[stage],
                "of": above,
                "url": which.door(stage=stage),
                "note": _("%(share)s of the line above") % {"share": share} if share else _("each one counted"),
            }
        )
        above = counts[stage]
    return shown


def table(workspace: Workspace, by: str, which: Which) -> list[dict]:
    """The funnel by member or by list; each cell is a door."""
    rows = funnel(workspace, by=by, **which.narrowing())
    names = _names(workspace, by)
    return [_table_row(row, names, by, which) for row in rows]


def _table_row(row: Row, names: dict[int, str], by: str, which: Which) -> dict:
    key = "none" if row.key is None else row.key
    contacted = row.counts["contacted"]
    return {
        "key": row.key,
        "name": names.get(row.key) or (_("Nobody") if by == "member" else _("No list")),
        "cells": [{"count": row.counts[stage], "url": which.door(stage=stage, **{by: key})} for stage in STAGES],
        "answer_rate": f"{100 * row.counts['answered'] / contacted:.1f} %" if contacted else "–",
    }


def _names(workspace: Workspace, by: str) -> dict[int, str]:
    if by == "member":
        members = Member.objects.filter(workspace=workspace).select_related("user")
        return {member.pk: member.name for member in members}
    return dict(LeadList.objects.filter(workspace=workspace).values_list("pk", "name"))


def pace_of_day(member: Member, now: datetime) -> dict:
    """Touches done today, and what is still due today; managers see the team's."""
    zone = ZoneInfo(member.timezone)
    begins = datetime.combine(member.local(now).date(), datetime.min.time(), tzinfo=zone)
    ends = begins + timedelta(days=1)
    done = Activity.objects.filter(workspace=member.workspace, kind__in=TOUCHES, at__gte=begins, at__lt=ends)
    tasks = Task.objects.filter(workspace=member.workspace, closed_at=None, due_at__lt=ends)
    mails = Message.objects.filter(workspace=member.workspace, state=Message.State.QUEUED, due_at__lt=ends)
    if not member.manages:
        done, tasks = done.filter(lead__owner=member), tasks.filter(owner=member)
        mails = mails.filter(lead__owner=member)
    made, left = done.count(), tasks.count() + mails.count()
    return {"done": made, "left": left, "whole": made + left, "due": _due_share(member, now, made + left)}


def _due_share(member: Member, now: datetime, whole: int) -> int:
    """Where the day should stand by now, on an even pace through the member's hours."""
    clock = member.local(now)
    opens = clock.replace(hour=member.day_starts.hour, minute=member.day_starts.minute, second=0, microsecond=0)
    closes = clock.replace(hour=member.day_ends.hour, minute=member.day_ends.minute, second=0, microsecond=0)
    length = (closes - opens).total_seconds()
    gone = (clock - opens).total_seconds() / length if length > 0 else 1
    return round(whole * min(max(gone, 0), 1))


def touches_by_day(member: Member, now: datetime) -> list[tuple[str, int]]:
    """Touches of the last working days that had any room for them, from the ledger; weekends only where work was."""
    zone = ZoneInfo(member.timezone)
    today = member.local(now).date()
    first = today - timedelta(days=PACE_DAYS + 6)
    rows = Activity.objects.filter(
        workspace=member.workspace, kind__in=TOUCHES, at__gte=datetime.combine(first, datetime.min.time(), tzinfo=zone)
    )
    if not member.manages:
        rows = rows.filter(lead__owner=member)
    by_day: Counter[date] = Counter(
        dict(rows.annotate(day=TruncDate("at", tzinfo=zone)).values_list("day").annotate(n=Count("pk")).order_by())
    )
    days = [first + timedelta(days=step) for step in range((today - first).days + 1)]
    shown = [day for day in days if day.weekday() < 5 or by_day[day]][-PACE_DAYS:]
    return [(f"{day.day}.{day.month}.", by_day[day]) for day in shown]


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 15 else None
