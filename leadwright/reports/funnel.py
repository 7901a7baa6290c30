"""From list to won, counted again from the rows each time. A lead that reached a stage has reached those before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from leadwright.cadences.models import Touch
from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Kind, Reply
from leadwright.leads.models import Lead
from leadwright.pipeline.models import Handoff, Opportunity, Stage
from leadwright.qualification.models import Verdict
from leadwright.reports.promise import TALKED
from leadwright.research.models import Brief
from leadwright.team.models import Workspace

STAGES = ("leads", "researched", "contacted", "answered", "qualified", "accepted", "won")
GROUPS = {"member": "owner_id", "list": "list_id"}


@dataclass(frozen=True)
class Row:
    """The funnel of one member or list; `key` is their id, None for leads without one."""

    key: int | None
    counts: dict[str, int]


def funnel(workspace: Workspace, by: str | None = None, **which) -> dict[str, int] | list[Row]:
    """Leads by the furthest stage that they reached. `by` "member" or "list" gives a row for each, most leads first.

    `which` narrows the leads as `leads_of` does.
    """
    rows = with_stages(leads_of(workspace, **which))
    counts = {stage: Count("pk", filter=Q(**{f"is_{stage}": True})) for stage in STAGES[1:]}
    if by is None:
        found = rows.aggregate(leads=Count("pk"), **counts)
        return {stage: found[stage] for stage in STAGES}
    group = GROUPS[by]
    grouped = rows.order_by().values(group).annotate(n_leads=Count("pk"), **{f"n_{k}": v for k, v in counts.items()})
    ordered = sorted(grouped, key=lambda row: (-row["n_accepted"], -row["n_leads"], row[group] or 0))
    return [Row(row[group], {stage: row[f"n_{stage}"] for stage in STAGES}) for row in ordered]


def leads_of(
    workspace: Workspace,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    owner: int | None = None,
    list_id: int | None = None,
) -> QuerySet[Lead]:
    """Leads that came in between two moments, of one owner, of one list."""
    leads = Lead.objects.filter(workspace=workspace)
    asked = {"created_at__gte": since, "created_at__lt": until, "owner_id": owner, "list_id": list_id}
    return leads.filter(**{name: value for name, value in asked.items() if value is not None})


def at_stage(leads: QuerySet[Lead], stage: str) -> QuerySet[Lead]:
    """The leads behind one figure."""
    return leads if stage == "leads" else with_stages(leads).filter(**{f"is_{stage}": True})


def with_stages(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Each lead with `is_researched` ... `is_won`, read from the rows that show it."""
    shown = _shown()
    leads = leads.annotate(**{f"row_{stage}": found for stage, found in shown.items()})
    reached = {}
    for position, stage in enumerate(STAGES[1:], start=1):
        later = _any(f"row_{name}" for name in STAGES[position:])
        reached[f"is_{stage}"] = ExpressionWrapper(later, output_field=BooleanField())
    return leads.annotate(**reached)


def _shown() -> dict[str, Q | Exists]:
    here = {"lead": OuterRef("pk")}
    sent = Message.objects.filter(**here, outbound=True, state=Message.State.SENT)
    done = Touch.objects.filter(enrolment__lead=OuterRef("pk"), outcome=Touch.Outcome.DONE)
    calls = Call.objects.filter(**here)
    qualified = Verdict.objects.filter(**here, decision=Verdict.Decision.QUALIFIED, withdrawn_at=None)
    return {
        "researched": Exists(Brief.objects.filter(**here).exclude(good_at=None)),
        "contacted": Exists(sent) | Exists(done) | Exists(calls),
        "answered": Exists(Reply.objects.filter(**here, kind=Kind.REPLY))
        | Exists(calls.filter(disposition__in=TALKED)),
        "qualified": Exists(qualified),
        "accepted": Exists(Handoff.objects.filter(**here, state=Handoff.State.ACCEPTED)),
        "won": Exists(Opportunity.objects.filter(**here, stage=Stage.WON)),
    }


def _any(names: Iterable[str]) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{name: True})
    return found
