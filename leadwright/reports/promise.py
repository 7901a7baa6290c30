"""The promise: every live lead has a next step, with a day and an owner (M17).

`next_action` says what it is for one lead, `without_next_action` lists the leads that have none; both read the same
rows. Ended leads need none, except a qualified one: until a deal is closed somebody is to do something about it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leadwright.cadences.hours import add_working_days
from leadwright.cadences.models import Enrolment, Hold
from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Reply
from leadwright.leads.models import ENDED, Lead, Status
from leadwright.pipeline.models import OPEN_STAGES, Handoff, Opportunity
from leadwright.qualification.models import Verdict
from leadwright.tasks.models import Task
from leadwright.team.models import Member, Workspace

UNDER_WAY = (Message.State.QUEUED, Message.State.CLAIMED, Message.State.COMMITTING)
TALKED = (
    Call.Disposition.REACHED,
    Call.Disposition.CALL_BACK,
    Call.Disposition.REFUSED,
    Call.Disposition.MEETING,
)


@dataclass(frozen=True)
class NextAction:
    """What happens next to a lead, when, by whom, and why that is so. `owner` is None where the product does it."""

    what: str
    due_at: datetime
    owner: Member | None
    why: str
    url: str
    icon: str = "today"

    def overdue(self, now: datetime) -> bool:
        return self.due_at < now


def next_action(lead: Lead, now: datetime) -> NextAction | None:
    """The next step of a lead: the earliest of what is asked of somebody, else what its standing asks for."""
    if lead.status in ENDED - {Status.QUALIFIED}:
        return None
    asked = [found for look in (_task, _reply, _touch, _message) if (found := look(lead))]
    if lead.status == Status.QUALIFIED:
        asked = [found for look in (_handoff, _deal) if (found := look(lead, now))] or asked
    if asked:
        return min(asked, key=lambda action: action.due_at)
    fallback = _BY_STATUS.get(lead.status)
    return fallback(lead, now) if fallback else None


def without_next_action(workspace: Workspace, now: datetime | None = None) -> list[int]:
    """The leads that slipped: live, and nothing and nobody is to act on them. Six set-based looks, no row by row."""
    return list(slipped(workspace).order_by("pk").values_list("pk", flat=True))


def slipped(workspace: Workspace) -> QuerySet[Lead]:
    """The rows behind the figure."""
    leads = Lead.objects.filter(workspace=workspace)
    here = {"lead": OuterRef("pk")}
    task = Exists(Task.objects.open().filter(**here))
    reply = Exists(Reply.objects.filter(**here, settled_at=None, owner__isnull=False))
    touch = Exists(_moving(Enrolment.objects.filter(**here)))
    message = Exists(Message.objects.filter(**here, outbound=True, state__in=UNDER_WAY))
    verdict_due = (
        Exists(Reply.objects.filter(**here).exclude(settled_at=None))
        | Exists(Call.objects.filter(**here, disposition__in=TALKED))
        | Exists(Handoff.objects.filter(**here, state=Handoff.State.RETURNED))
    )
    waits = Exists(_standing_verdicts(here).exclude(revisit_on=None))
    owned = Q(owner__isnull=False)
    underway = task | reply | touch | message
    return (
        leads.exclude(status__in=ENDED - {Status.QUALIFIED})
        .exclude(Q(status__in=[Status.NEW, Status.READY]) & owned)
        .exclude(Q(status=Status.ANSWERED) & owned & verdict_due)
        .exclude(Q(status=Status.WAITING) & waits)
        .exclude(_qualified_and_cared_for(here, owned))
        .exclude(underway)
    )


def _qualified_and_cared_for(here: dict, owned: Q) -> Q:
    """Offered, in an AE's hands, closed, or still the owner's to offer."""
    offered = Exists(Handoff.objects.filter(**here, state=Handoff.State.OFFERED))
    deal = Exists(Opportunity.objects.filter(**here))
    undated = Exists(Opportunity.objects.open().filter(**here, next_step_on=None))
    return Q(status=Status.QUALIFIED) & ((offered | deal | owned) & ~undated)


def _moving(enrolments: QuerySet) -> QuerySet:
    """Active, and something will look at it again: a date of its own, or a hold that ends."""
    hold = Hold.objects.filter(enrolment=OuterRef("pk"), lifted_at=None).exclude(until=None)
    return enrolments.filter(Q(due_at__isnull=False) | Exists(hold), state=Enrolment.State.ACTIVE)


def _standing_verdicts(here: dict) -> QuerySet:
    return Verdict.objects.filter(**here, withdrawn_at=None, revisited_at=None)


def _task(lead: Lead) -> NextAction | None:
    task = Task.objects.open().filter(lead=lead).select_related("owner__user").order_by("due_at", "pk").first()
    if task is None:
        return None
    icon = {"call": "phone", "linkedin": "social", "approve": "check", "settle": "mail"}.get(task.kind, "bell")
    card = task.kind if task.kind in {"call", "linkedin", "approve", "settle"} else "reminder"
    url = reverse("web:focus_card", args=[card, task.pk])
    return NextAction(task.title, task.due_at, task.owner, task.why, url, icon)


def _reply(lead: Lead) -> NextAction | None:
    replies = Reply.objects.filter(lead=lead, settled_at=None, owner__isnull=False).select_related("owner__user")
    reply = replies.order_by("at", "pk").first()
    if reply is None:
        return None
    read = reply.get_intent_display() or reply.get_kind_display()
    why = _("Came in on %(date)s, read as “%(read)s”.") % {"date": _day(lead, reply.at), "read": read}
    return NextAction(
        _("Answer %(name)s") % {"name": lead.name}, reply.at, reply.owner, why, reverse("inbox:index"), "reply"
    )


def _touch(lead: Lead) -> NextAction | None:
    enrolment = _moving(Enrolment.objects.filter(lead=lead)).select_related("version__cadence").first()
    if enrolment is None:
        return None
    hold = enrolment.holds.filter(lifted_at=None).first()
    due_at = (hold and hold.until) or enrolment.due_at
    step = enrolment.version.steps.filter(position__gt=enrolment.position).order_by("position").first()
    name = step.name if step else _("the end of the cadence")
    why = (hold.reason if hold else enrolment.due_why) or enrolment.version.cadence.name
    what = _("Held; then: %(step)s") if hold else _("Next by itself: %(step)s")
    return NextAction(what % {"step": name}, due_at, None, why, _lead_url(lead), "pause" if hold else "cadence")


def _message(lead: Lead) -> NextAction | None:
    message = Message.objects.filter(lead=lead, outbound=True, state__in=UNDER_WAY).order_by("due_at", "pk").first()
    if message is None:
        return None
    what = _("E-mail “%(subject)s” goes out") % {"subject": message.subject}
    why = _("It waits for its hour and for the mailbox's pace.")
    return NextAction(what, message.due_at or message.at, None, why, _lead_url(lead), "mail")


def _handoff(lead: Lead, now: datetime) -> NextAction | None:
    handoff = Handoff.objects.filter(lead=lead, state=Handoff.State.OFFERED).select_related("offered_to__user").first()
    if handoff is None:
        return None
    what = _("%(ae)s answers the hand-off") % {"ae": handoff.offered_to.name}
    why = _("Offered on %(date)s; silence is reminded of after the next working day.") % {
        "date": _day(lead, handoff.at)
    }
    url = reverse("pipeline:handoff", args=[handoff.pk])
    return NextAction(what, handoff.answer_by, handoff.offered_to, why, url, "handoff")


def _deal(lead: Lead, now: datetime) -> NextAction | None:
    deal = Opportunity.objects.open().filter(lead=lead).exclude(next_step_on=None).select_related("owner__user")
    deal = deal.order_by("next_step_on", "pk").first()
    if deal is None:
        return None
    due_at = datetime.combine(deal.next_step_on, deal.owner.day_starts, tzinfo=ZoneInfo(deal.owner.timezone))
    why = _("The deal stands in “%(stage)s”.") % {"stage": deal.get_stage_display()}
    url = reverse("pipeline:opportunity", args=[deal.pk])
    return NextAction(deal.next_step or _("Take the deal on"), due_at, deal.owner, why, url, "pipeline")


def _research(lead: Lead, now: datetime) -> NextAction | None:
    why = _("Nobody is contacted before the brief is good enough.")
    return _owners(lead, _("Research %(name)s") % {"name": lead.name}, lead.created_at, why, "research")


def _enrol(lead: Lead, now: datetime) -> NextAction | None:
    brief = getattr(lead, "brief", None)
    ready_at = brief.good_at if brief and brief.good_at else lead.created_at
    why = _("The brief is good since %(date)s.") % {"date": _day(lead, ready_at)}
    return _owners(lead, _("Enrol %(name)s in a cadence") % {"name": lead.name}, ready_at, why, "cadence")


def _judge(lead: Lead, now: datetime) -> NextAction | None:
    """The answer is settled: a person says what it comes to, within a working day."""
    at = _last_answer_at(lead)
    if at is None:
        return None
    why = _("The last answer was settled on %(date)s; a verdict is due within a working day.") % {
        "date": _day(lead, at)
    }
    return _owners(lead, _("Give a verdict: qualify, not yet, or disqualify"), _working_day_on(lead, at), why, "leads")


def _wait(lead: Lead, now: datetime) -> NextAction | None:
    verdict = Verdict.objects.standing_for(lead)
    if verdict is None or verdict.revisit_on is None:
        return None
    due_at = datetime.combine(verdict.revisit_on, time(0), tzinfo=_zone(lead))
    why = verdict.note or str(verdict.get_reason_display() or verdict.get_decision_display())
    return NextAction(_("Comes back by itself"), due_at, lead.owner, why, _lead_url(lead), "today")


def _offer(lead: Lead, now: datetime) -> NextAction | None:
    """Qualified, and not offered yet. A closed deal needs nothing more."""
    verdict = Verdict.objects.standing_for(lead)
    deals = Opportunity.objects.filter(lead=lead)
    if verdict is None or deals.exclude(stage__in=OPEN_STAGES).exists() or deals.exists():
        return None
    why = _("Qualified on %(date)s, and no AE has it yet.") % {"date": _day(lead, verdict.at)}
    return _owners(lead, _("Offer it to an AE"), _working_day_on(lead, verdict.at), why, "handoff")


_BY_STATUS: dict[str, Callable[[Lead, datetime], NextAction | None]] = {
    Status.NEW: _research,
    Status.READY: _enrol,
    Status.ANSWERED: _judge,
    Status.WAITING: _wait,
    Status.QUALIFIED: _offer,
}


def _owners(lead: Lead, what: str, due_at: datetime, why: str, icon: str) -> NextAction | None:
    """A step that only the lead's owner takes: without an owner it is no step."""
    return NextAction(what, due_at, lead.owner, why, _lead_url(lead), icon) if lead.owner else None


def _last_answer_at(lead: Lead) -> datetime | None:
    moments = [
        Reply.objects.filter(lead=lead).exclude(settled_at=None).order_by("-settled_at").values_list("settled_at"),
        Call.objects.filter(lead=lead, disposition__in=TALKED).order_by("-at").values_list("at"),
        Handoff.objects.filter(lead=lead, state=Handoff.State.RETURNED)
        .order_by("-answered_at")
        .values_list("answered_at"),
    ]
    return max((row[0] for rows in moments if (row := rows.first())), default=None)


def _working_day_on(lead: Lead, at: datetime) -> datetime:
    local = at.astimezone(_zone(lead))
    day = add_working_days(local.date(), 1, lead.workspace.country)
    return (local + timedelta(days=(day - local.date()).days)).astimezone(UTC)


def _zone(lead: Lead) -> ZoneInfo:
    return ZoneInfo(lead.workspace.timezone)


def _day(lead: Lead, at: datetime) -> str:
    return date_format(at.astimezone(_zone(lead)), "j M Y")


def _lead_url(lead: Lead) -> str:
    return reverse("leads:detail", args=[lead.pk])
