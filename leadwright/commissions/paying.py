"""Commission is pulled from what happened: accepted hand-offs, held meetings and won deals get their line, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.commissions import rules
from leadwright.commissions.explaining import arithmetic
from leadwright.commissions.models import Event, FirstDay, Line, Plan
from leadwright.commissions.replaying import Event as Happening
from leadwright.commissions.replaying import entries_of
from leadwright.commissions.writing import New, locked, so_far_of, write
from leadwright.kit.money import written
from leadwright.leads.models import Lead
from leadwright.meetings.models import Meeting
from leadwright.pipeline.models import Handoff, Stage, StageMove
from leadwright.team.models import Member, Workspace

SDR_FLAT_CENTS = 8_000
AE_SHARE_BP = 1_000
AT_ONCE = 500


@dataclass(frozen=True)
class Due:
    """An event that has no line yet. `said` is the first sentence of the why."""

    key: str
    event: str
    workspace: Workspace
    owner: Member
    source: Member | None
    base_cents: int
    currency: str
    lead: Lead | None
    at: datetime
    said: str
    partners: tuple[tuple[Member, int], ...] = ()

    @property
    def on(self) -> date:
        return self.at.astimezone(ZoneInfo(self.workspace.timezone)).date()


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
    by_owner: dict[int, list[Due]] = {}
    for due in [*_handoffs(workspace), *_meetings(workspace), *_deals(workspace)]:
        by_owner.setdefault(due.owner.pk, []).append(due)
    written_lines = 0
    for dues in by_owner.values():
        for first in range(0, len(dues), AT_ONCE):
            written_lines += _pay(dues[first : first + AT_ONCE], plans)
    for move in _unwon_unreversed(workspace):
        written_lines += _take_back(move)
    for meeting in _unheld_unreversed(workspace):
        written_lines += _take_meeting_back(meeting)
    return written_lines


class _Plans:
    """The plans of each workspace, read once a run; the default ones are made where there are none at all."""

    def __init__(self, now: datetime):
        self.now = now
        self.of: dict[tuple[int, str], list[rules.Terms]] = {}

    def terms(self, due: Due) -> rules.Terms | None:
        key = (due.workspace.pk, due.event)
        if key not in self.of:
            self.of[key] = self._read(due.workspace, due.event)
        return rules.terms_on(due.on, self.of[key])

    def _read(self, workspace: Workspace, event: str) -> list[rules.Terms]:
        plans = Plan.objects.filter(workspace=workspace, event=event)
        if not plans.exists() and event != Event.MEETING_HELD:
            default_plans(workspace, self.now)
        return [plan.terms() for plan in plans.all()]


def _pay(dues: list[Due], plans: _Plans) -> int:
    """The lines of one owner's events, each priced by what came before it in the month; returns how many were written.
    Another worker may have been here first: what stands is looked at once the owner is locked."""
    owner = dues[0].owner
    sharing = (member for due in dues for member, _part in due.partners)
    with locked(owner, *(due.source for due in dues), *sharing):
        standing = set(
            Line.objects.filter(member=owner, key__in=[due.key for due in dues]).values_list("key", flat=True)
        )
        first_day = FirstDay.objects.filter(member=owner).values_list("day", flat=True).first()
        before: dict[tuple[str, date], rules.SoFar] = {}
        news = []
        for due in dues:
            terms = plans.terms(due)
            if due.key in standing or terms is None:
                continue
            of = (due.event, rules.month_of(due.on))
            so_far = before[of] if of in before else so_far_of(owner, due.event, due.on)
            priced = rules.price(terms, due.base_cents, so_far, month=rules.month_with_plan(first_day, due.on))
            before[of] = so_far.plus(1, due.base_cents, priced.cents)
            happening = Happening(due.key, due.on, owner, due.base_cents, due.source, partners=due.partners)
            news += [_line(due, entry) for entry in entries_of(happening, terms, priced)]
        return write(news)


def _line(due: Due, entry) -> New:
    terms, priced = entry.terms, entry.priced
    sum_ = arithmetic(priced.steps, priced.cents, due.currency, by_amount=terms.by_amount)
    why = _("%(said)s Plan “%(plan)s”, version %(version)s: %(sum)s.") % {
        "said": due.said,
        "plan": Event(due.event).label,
        "version": terms.version,
        "sum": sum_,
    }
    owns = entry.credit == rules.OWNER
    if entry.part_bp != rules.WHOLE:
        why += " " + _("%(percent)s %% of it: %(share)s.") % {
            "percent": f"{entry.part_bp / 100:g}",
            "share": written(entry.cents, due.currency),
        }
    return New(
        key=_key_of(due.key, entry.credit, entry.member),
        member=entry.member,
        plan_id=terms.plan_id,
        cents=entry.cents,
        currency=due.currency,
        why=why,
        lead=due.lead,
        at=due.at,
        earned_in=rules.month_of(due.on),
        credit=entry.credit,
        steps=priced.steps,
        units=int(owns),
        base_cents=due.base_cents if owns else 0,
        priced_cents=priced.cents if owns else 0,
        source=due.source if owns else None,
    )


def _key_of(event: str, credit: str, member: Member) -> str:
    """The owner's line has the key of the event; the others stand under it."""
    match credit:
        case rules.OWNER:
            return event
        case rules.PARTNER:
            return f"{event}:partner:{member.pk}"
    return f"{event}:source"


def _handoffs(workspace: Workspace | None) -> Iterator[Due]:
    rows = Handoff.objects.filter(state=Handoff.State.ACCEPTED)
    rows = _without_line(rows.filter(workspace=workspace) if workspace else rows, _key("handoff"), "workspace_id")
    rows = rows.select_related("workspace", "lead__account", "offered_by__user", "offered_to__user").order_by("pk")
    for handoff in rows:
        lead = handoff.lead
        said = _("%(who)s was accepted by %(ae)s on %(date)s.") % {
            "who": f"{lead.name} ({lead.account.name})" if lead.account else lead.name,
            "ae": handoff.offered_to.name,
            "date": day_of(handoff.answered_at, handoff.workspace),
        }
        yield Due(
            handoff.line_key,
            Event.HANDOFF_ACCEPTED,
            handoff.workspace,
            handoff.offered_by,
            None,
            0,
            handoff.workspace.currency,
            lead,
            handoff.answered_at,
            said,
        )


def _meetings(workspace: Workspace | None) -> Iterator[Due]:
    """Held meetings, for who brought them to the table; where nobody did, for the host."""
    rows = _in_rounds(Meeting.objects.filter(state=Meeting.State.HELD))
    rows = _without_line(rows.filter(workspace=workspace) if workspace else rows, F("round_key"), "workspace_id")
    planned = Plan.objects.filter(workspace_id=OuterRef("workspace_id"), event=Event.MEETING_HELD)
    rows = rows.filter(Exists(planned)).select_related("workspace", "credit__user", "host__user", "lead__account")
    for held in rows.order_by("starts_at", "pk"):
        said = _("%(what)s was held on %(date)s.") % {
            "what": held.title,
            "date": day_of(held.starts_at, held.workspace),
        }
        yield Due(
            held.line_key,
            Event.MEETING_HELD,
            held.workspace,
            held.credit or held.host,
            None,
            0,
            held.workspace.currency,
            held.lead,
            held.starts_at,
            said,
        )


def _unheld_unreversed(workspace: Workspace | None) -> QuerySet[Meeting]:
    """Meetings that were paid as held, and found since not to have been."""
    paid = Line.objects.filter(workspace_id=OuterRef("workspace_id"), key=OuterRef("paid_key"))
    rows = _in_rounds(Meeting.objects.exclude(state=Meeting.State.HELD)).annotate(paid_key=F("round_key"))
    rows = (rows.filter(workspace=workspace) if workspace else rows).filter(Exists(paid))
    return rows.select_related("workspace", "lead", "host__user").order_by("pk")


def _in_rounds(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With the key of the line that stands for each now: one that was paid, taken back and held again is paid anew,
    once, as `meeting:7:2`."""
    reversed_key = Concat(Value("meeting:"), Cast(OuterRef("pk"), CharField()), Value(":"), output_field=CharField())
    undone = Line.objects.filter(
        workspace_id=OuterRef("workspace_id"), key__startswith=reversed_key, key__endswith=":reversed"
    )
    count = undone.order_by().values("workspace_id").annotate(times=Count("pk")).values("times")
    rows = rows.annotate(undone=Coalesce(Subquery(count), 0))
    again = Concat(_key("meeting", ":"), Cast(F("undone") + 1, CharField()), output_field=CharField())
    return rows.annotate(round_key=Case(When(undone=0, then=_key("meeting")), default=again))


def _take_meeting_back(meeting: Meeting) -> int:
    """To the cent; after the days of the clawback it stands."""
    line = Line.objects.select_related("plan", "member__user", "source").get(
        workspace_id=meeting.workspace_id, key=meeting.paid_key
    )
    undone_at = meeting.ended_at or meeting.starts_at
    zone = ZoneInfo(meeting.workspace.timezone)
    if not rules.taken_back(line.plan.terms(), line.at.astimezone(zone).date(), undone_at.astimezone(zone).date()):
        return 0
    why = _("%(what)s: %(state)s after all. %(sum)s of %(paid_on)s is taken back.") % {
        "what": meeting.title,
        "state": meeting.get_state_display().lower(),
        "sum": written(line.amount_cents, line.currency),
        "paid_on": day_of(line.at, meeting.workspace),
    }
    with locked(line.member):
        return write([_reversal(line, undone_at, why, meeting.workspace, meeting.lead)])


def _deals(workspace: Workspace | None) -> Iterator[Due]:
    """The move that won a deal which is still won; a deal that was moved on before it was paid earns nothing."""
    later = StageMove.objects.filter(opportunity=OuterRef("opportunity"), pk__gt=OuterRef("pk"))
    rows = _won_moves(workspace).filter(~Exists(later), to_stage=Stage.WON, opportunity__stage=Stage.WON)
    for move in _without_line(rows, _key("won"), "opportunity__workspace_id"):
        deal = move.opportunity
        said = _("%(deal)s was won on %(date)s.") % {"deal": deal.name, "date": day_of(move.at, deal.workspace)}
        yield Due(
            move.line_key,
            Event.DEAL_WON,
            deal.workspace,
            deal.owner,
            deal.handoff.offered_by if deal.handoff else None,
            deal.amount_cents,
            deal.currency,
            deal.lead,
            move.at,
            said,
            tuple((share.member, share.part_bp) for share in deal.shares.all()),
        )


def _won_moves(workspace: Workspace | None) -> QuerySet[StageMove]:
    rows = StageMove.objects.select_related(
        "opportunity__workspace",
        "opportunity__owner__user",
        "opportunity__lead",
        "opportunity__handoff__offered_by__user",
    ).prefetch_related("opportunity__shares__member__user")
    return (rows.filter(opportunity__workspace=workspace) if workspace else rows).order_by("pk")


def _unwon_unreversed(workspace: Workspace | None) -> QuerySet[StageMove]:
    """Winning moves that were paid, and taken back since."""
    later = StageMove.objects.filter(opportunity=OuterRef("opportunity"), pk__gt=OuterRef("pk"))
    paid = Line.objects.filter(workspace_id=OuterRef("opportunity__workspace_id"), key=OuterRef("paid_key"))
    rows = _won_moves(workspace).annotate(paid_key=_key("won")).filter(Exists(later), Exists(paid), to_stage=Stage.WON)
    return _without_line(rows, _key("won", ":reversed"), "opportunity__workspace_id")


def _take_back(move: StageMove) -> int:
    """A line is never changed: what was paid for a deal that is no longer won is taken back to the cent, from everybody
    who got a part of it. Undone after the days of the clawback it stands."""
    deal = move.opportunity
    under = Q(key__in=[move.paid_key, f"{move.paid_key}:source"]) | Q(key__startswith=f"{move.paid_key}:partner:")
    lines = Line.objects.filter(under, workspace_id=deal.workspace_id, reverses=None)
    paid = list(lines.select_related("plan", "member__user", "source").order_by("pk"))
    left = StageMove.objects.filter(opportunity=deal, pk__gt=move.pk).order_by("pk").first()
    zone = ZoneInfo(deal.workspace.timezone)
    won_on, left_on = move.at.astimezone(zone).date(), left.at.astimezone(zone).date()
    if not paid or not rules.taken_back(paid[0].plan.terms(), won_on, left_on):
        return 0
    with locked(*(line.member for line in paid)):
        return write([_against(line, left, deal) for line in paid])


def _against(line: Line, left: StageMove, deal) -> New:
    why = _("%(deal)s was moved from won to %(stage)s on %(date)s: %(sum)s of %(paid_on)s is taken back.") % {
        "deal": deal.name,
        "stage": Stage(left.to_stage).label.lower(),
        "date": day_of(left.at, deal.workspace),
        "sum": written(line.amount_cents, line.currency),
        "paid_on": day_of(line.at, deal.workspace),
    }
    return _reversal(line, left.at, why, deal.workspace, deal.lead)


def _reversal(line: Line, at: datetime, why: str, workspace: Workspace, lead: Lead | None) -> New:
    return New(
        key=f"{line.key}:reversed",
        member=line.member,
        plan_id=line.plan_id,
        cents=-line.amount_cents,
        currency=line.currency,
        why=why,
        lead=lead,
        at=at,
        earned_in=line.earned_in,
        late=rules.month_of(at.astimezone(ZoneInfo(workspace.timezone)).date()),
        credit=line.credit,
        units=-line.units,
        base_cents=-line.base_cents,
        priced_cents=-line.priced_cents,
        source=line.source,
        reverses=line,
    )


def _key(prefix: str, suffix: str = ""):
    return Concat(Value(f"{prefix}:"), Cast("pk", CharField()), Value(suffix), output_field=CharField())


def _without_line(rows: QuerySet, key, workspace_id: str) -> QuerySet:
    line = Line.objects.filter(workspace_id=OuterRef(workspace_id), key=OuterRef("line_key"))
    return rows.annotate(line_key=key).filter(~Exists(line))


def day_of(at: datetime, workspace: Workspace) -> str:
    return formats.date_format(at.astimezone(ZoneInfo(workspace.timezone)), "j M Y")
