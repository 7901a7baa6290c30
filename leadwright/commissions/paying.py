"""Commission is pulled from what happened: accepted hand-offs and won deals that have no line yet get one, once."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.commissions import rules
from leadwright.commissions.models import Event, Line, Plan, Posting
from leadwright.kit.money import written
from leadwright.pipeline.models import Handoff, Stage, StageMove
from leadwright.team.models import Member, Workspace

SDR_FLAT_CENTS = 8_000
AE_SHARE_BP = 1_000


def default_plans(workspace: Workspace, now: datetime) -> None:
    """The plans that ship: 80.00 for an accepted qualified lead, 10 % of a won deal. Existing plans are left alone."""
    starts_on = min(workspace.created_at, now).date()
    for event, terms in (
        (Event.HANDOFF_ACCEPTED, {"flat_cents": SDR_FLAT_CENTS}),
        (Event.DEAL_WON, {"share_bp": AE_SHARE_BP}),
    ):
        Plan.objects.get_or_create(
            workspace=workspace,
            event=event,
            version=1,
            defaults={**terms, "starts_on": starts_on, "created_at": now},
        )


def pay_due(*, now: datetime, workspace: Workspace | None = None) -> int:
    """Write the lines that are due; returns how many. Any number of workers may run it at once: the key is unique."""
    plans = _Plans(now)
    written_lines = 0
    for handoff in _accepted_unpaid(workspace):
        written_lines += _pay_handoff(handoff, plans)
    for move in _won_unpaid(workspace):
        written_lines += _pay_deal(move, plans)
    for move in _unwon_unreversed(workspace):
        written_lines += _reverse(move)
    return written_lines


class _Plans:
    """The plans of each workspace, read once a run; the default ones are made where there are none."""

    def __init__(self, now: datetime):
        self.now = now
        self.of: dict[tuple[int, str], list[rules.Terms]] = {}

    def terms(self, workspace: Workspace, event: str, at: datetime) -> rules.Terms | None:
        key = (workspace.pk, event)
        if key not in self.of:
            self.of[key] = self._read(workspace, event)
        return rules.terms_on(at.astimezone(ZoneInfo(workspace.timezone)).date(), self.of[key])

    def _read(self, workspace: Workspace, event: str) -> list[rules.Terms]:
        plans = Plan.objects.filter(workspace=workspace, event=event)
        if not plans.exists():
            default_plans(workspace, self.now)
        return [
            rules.Terms(plan.pk, plan.version, plan.flat_cents, plan.share_bp, plan.starts_on) for plan in plans.all()
        ]


def _key(prefix: str, suffix: str = ""):
    return Concat(Value(f"{prefix}:"), Cast("pk", CharField()), Value(suffix), output_field=CharField())


def _without_line(rows: QuerySet, key, workspace_id: str) -> QuerySet:
    line = Line.objects.filter(workspace_id=OuterRef(workspace_id), key=OuterRef("line_key"))
    return rows.annotate(line_key=key).filter(~Exists(line))


def _accepted_unpaid(workspace: Workspace | None) -> QuerySet[Handoff]:
    rows = Handoff.objects.filter(state=Handoff.State.ACCEPTED)
    if workspace:
        rows = rows.filter(workspace=workspace)
    rows = _without_line(rows, _key("handoff"), "workspace_id")
    return rows.select_related("workspace", "lead__account", "offered_by__user", "offered_to__user").order_by("pk")


def _won_moves(workspace: Workspace | None) -> QuerySet[StageMove]:
    rows = StageMove.objects.select_related("opportunity__workspace", "opportunity__owner__user")
    return (rows.filter(opportunity__workspace=workspace) if workspace else rows).order_by("pk")


def _won_unpaid(workspace: Workspace | None) -> QuerySet[StageMove]:
    """The move that won a deal which is still won; a deal that was moved on before it was paid earns nothing."""
    later = StageMove.objects.filter(opportunity=OuterRef("opportunity"), pk__gt=OuterRef("pk"))
    rows = _won_moves(workspace).filter(~Exists(later), to_stage=Stage.WON, opportunity__stage=Stage.WON)
    return _without_line(rows, _key("won"), "opportunity__workspace_id")


def _unwon_unreversed(workspace: Workspace | None) -> QuerySet[StageMove]:
    """Winning moves that were paid, and taken back since."""
    later = StageMove.objects.filter(opportunity=OuterRef("opportunity"), pk__gt=OuterRef("pk"))
    paid = Line.objects.filter(workspace_id=OuterRef("opportunity__workspace_id"), key=OuterRef("paid_key"))
    rows = _won_moves(workspace).annotate(paid_key=_key("won")).filter(Exists(later), Exists(paid), to_stage=Stage.WON)
    return _without_line(rows, _key("won", ":reversed"), "opportunity__workspace_id")


def _pay_handoff(handoff: Handoff, plans: _Plans) -> int:
    terms = plans.terms(handoff.workspace, Event.HANDOFF_ACCEPTED, handoff.answered_at)
    if terms is None:
        return 0
    currency = handoff.workspace.currency
    cents = rules.amount(terms, 0)
    lead = handoff.lead
    who = f"{lead.name} ({lead.account.name})" if lead.account else lead.name
    why = _("%(who)s was accepted by %(ae)s on %(date)s. Plan “%(plan)s”, version %(version)s: %(sum)s for each.") % {
        "who": who,
        "ae": handoff.offered_to.name,
        "date": _day(handoff.answered_at, handoff.workspace),
        "plan": Event.HANDOFF_ACCEPTED.label,
        "version": terms.version,
        "sum": written(cents, currency),
    }
    return _write(
        key=handoff.line_key,
        member=handoff.offered_by,
        plan_id=terms.plan_id,
        cents=cents,
        currency=currency,
        why=why,
        lead=lead,
        at=handoff.answered_at,
    )


def _pay_deal(move: StageMove, plans: _Plans) -> int:
    deal = move.opportunity
    terms = plans.terms(deal.workspace, Event.DEAL_WON, move.at)
    if terms is None:
        return 0
    cents = rules.amount(terms, deal.amount_cents)
    why = _("%(deal)s was won on %(date)s. Plan “%(plan)s”, version %(version)s: %(sum)s.") % {
        "deal": deal.name,
        "date": _day(move.at, deal.workspace),
        "plan": Event.DEAL_WON.label,
        "version": terms.version,
        "sum": arithmetic(terms, deal.amount_cents, cents, deal.currency),
    }
    return _write(
        key=move.line_key,
        member=deal.owner,
        plan_id=terms.plan_id,
        cents=cents,
        currency=deal.currency,
        why=why,
        lead=deal.lead,
        at=move.at,
    )


def _reverse(move: StageMove) -> int:
    """A line is never changed: what was paid for a deal that is no longer won is taken back to the cent."""
    paid = Line.objects.get(workspace_id=move.opportunity.workspace_id, key=move.paid_key)
    left = StageMove.objects.filter(opportunity=move.opportunity, pk__gt=move.pk).order_by("pk").first()
    why = _("%(deal)s was moved from won to %(stage)s on %(date)s: %(sum)s of %(paid_on)s is taken back.") % {
        "deal": move.opportunity.name,
        "stage": Stage(left.to_stage).label.lower(),
        "date": _day(left.at, move.opportunity.workspace),
        "sum": written(paid.amount_cents, paid.currency),
        "paid_on": _day(paid.at, move.opportunity.workspace),
    }
    return _write(
        key=move.line_key,
        member=paid.member,
        plan_id=paid.plan_id,
        cents=-paid.amount_cents,
        currency=paid.currency,
        why=why,
        lead=move.opportunity.lead,
        at=left.at,
    )


def arithmetic(terms: rules.Terms, base_cents: int, cents: int, currency: str) -> str:
    """`10 % of 12,000.00 EUR = 1,200.00 EUR`."""
    parts = []
    if terms.flat_cents:
        parts.append(written(terms.flat_cents, currency))
    if terms.share_bp:
        percent = f"{terms.share_bp / 100:g}"
        parts.append(_("%(percent)s %% of %(base)s") % {"percent": percent, "base": written(base_cents, currency)})
    return f"{' + '.join(parts)} = {written(cents, currency)}"


def _write(*, key: str, member: Member, plan_id: int, cents: int, currency: str, why: str, lead, at: datetime) -> int:
    """One line with its two postings and its fact, all or nothing. 0 where another worker was faster."""
    try:
        with transaction.atomic():
            line = Line.objects.create(
                workspace_id=member.workspace_id,
                member=member,
                plan_id=plan_id,
                key=key,
                amount_cents=cents,
                currency=currency,
                why=why[:400],
                lead_id_shown=lead.pk,
                at=at,
            )
            Posting.objects.bulk_create(
                Posting(line=line, book=book, cents=sum_) for book, sum_ in rules.postings(cents)
            )
            record(
                Kind.COMMISSION,
                workspace_id=member.workspace_id,
                lead=lead,
                member=member,
                key=f"commission:{key}",
                summary=_("Commission for %(who)s: %(sum)s") % {"who": member.name, "sum": written(cents, currency)},
                why=why,
                at=at,
            )
    except IntegrityError:
        if Line.objects.filter(Q(workspace_id=member.workspace_id), key=key).exists():
            return 0
        raise
    return 1


def _day(at: datetime, workspace: Workspace) -> str:
    return at.astimezone(ZoneInfo(workspace.timezone)).strftime("%-d %b %Y")
