"""Leads that come back by themselves: on the day that was agreed, or once something is so (M9)."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.leads.models import Lead, Status
from leadwright.qualification import fit
from leadwright.qualification.history import row_of
from leadwright.qualification.judging import locked, mark
from leadwright.qualification.models import Verdict
from leadwright.qualification.standing import brief_is_good
from leadwright.research.models import Brief, Fact

BRIEF_LASTS = timedelta(days=180)
EMPLOYEES = "Employees"
PEOPLE = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+")


def revisit_due(*, now: datetime, limit: int = 500) -> int:
    """Leads whose date has come are back by themselves, with the owner they had. Returns how many.

    The day is the workspace's. A brief older than 180 days is checked again before anybody writes.
    """
    back = _those_that_changed(now, limit)
    with transaction.atomic():
        due = (
            Verdict.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(revisit_on__lte=(now + timedelta(days=1)).date(), revisited_at=None, withdrawn_at=None)
            .select_related("lead__workspace")
            .order_by("revisit_on", "pk")[:limit]
        )
        for verdict in due:
            if verdict.revisit_on <= now.astimezone(ZoneInfo(verdict.lead.workspace.timezone)).date():
                back += _come_back(verdict, now)
    return back


def _those_that_changed(now: datetime, limit: int) -> int:
    """Verdicts with a rule are looked at each time; there are few, and what they wait for is written by hand or by an
    import."""
    back = 0
    waiting = Verdict.objects.filter(revisited_at=None, withdrawn_at=None).exclude(revisit_column="")
    rows = waiting.select_related("lead__workspace", "lead__account", "lead__list").order_by("pk")
    for verdict in rows.iterator(chunk_size=limit):
        rule = fit.Rule(verdict.revisit_column, verdict.revisit_test, verdict.revisit_value, 0)
        if fit.passes(rule, _known_since(verdict)):
            with transaction.atomic():
                still = Verdict.objects.select_for_update(of=("self",)).get(pk=verdict.pk)
                back += _come_back(still, now) if still.revisited_at is None else 0
    return back


def _known_since(verdict: Verdict) -> dict[str, str]:
    """The lead as a row. How many they are is also what was read of them after the verdict: `240 people, Bremen`."""
    row, lead = row_of(verdict.lead), verdict.lead
    if verdict.revisit_column != EMPLOYEES:
        return row
    about = Q(lead=lead) | (Q(account=lead.account_id) if lead.account_id else Q())
    facts = Fact.objects.filter(about, kind="size", struck_out_at=None, seen_on__gte=verdict.at.date())
    for text in facts.order_by("-seen_on", "-pk").values_list("text", flat=True)[:3]:
        if found := PEOPLE.search(text):
            return {**row, EMPLOYEES: re.sub(r"\D", "", found.group())}
    return row


def _come_back(verdict: Verdict, now: datetime) -> int:
    lead = locked(verdict.lead)
    counts = Verdict.objects.standing_for(lead) == verdict
    verdict.revisited_at = now
    verdict.save(update_fields=["revisited_at"])
    if not counts or lead.status not in {Status.WAITING, Status.DISQUALIFIED}:
        return 0  # the lead moved on meanwhile: it answered, opted out, or another verdict counts
    fresh = brief_is_good(lead, since=now - BRIEF_LASTS)
    if not fresh:
        _put_brief_to_check(lead)
    mark(lead, Status.READY if fresh else Status.NEW)
    record(
        Kind.REVISITED,
        workspace_id=lead.workspace_id,
        lead=lead,
        key=f"verdict:{verdict.pk}:revisited",
        summary=_("Back as agreed: %(when)s")
        % {"when": verdict.rule_words or formats.date_format(verdict.revisit_on, "j M Y")},
        why=_("%(verdict)s on %(date)s. %(brief)s")
        % {
            "verdict": verdict.get_decision_display(),
            "date": formats.date_format(verdict.at, "j M Y"),
            "brief": _("The brief is still good.")
            if fresh
            else _("The brief is older than 180 days: research it again."),
        },
        at=now,
    )
    return 1


def _put_brief_to_check(lead: Lead) -> None:
    Brief.objects.filter(lead=lead).update(good_at=None)
