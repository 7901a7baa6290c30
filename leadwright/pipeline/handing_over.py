"""From the SDR to the AE: offer, accept, give back. A lead is never between two chairs: each state asks somebody."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.cadences.hours import add_working_days
from leadwright.leads.models import Lead
from leadwright.meetings.availability import working_hours
from leadwright.pipeline.models import AnswerTime, Handoff, Opportunity, Stage, StageMove
from leadwright.qualification.judging import withdraw
from leadwright.qualification.models import Verdict
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member, Workspace
from leadwright.team.roles import Role

RETURNS_BEFORE_A_MANAGER = 1
LOOKS_AHEAD = timedelta(days=120)
_OFFER_FIELDS = ["offered_by", "offered_to", "note", "state", "at", "answer_by", "escalated_at", "introduced_at"]


class CannotHandOver(Exception):
    """The sentence says why not, and what to do instead."""


def offer(lead: Lead, *, to: Member, by: Member, note: str = "", now: datetime) -> Handoff:
    """Offer a qualified lead to an AE. One offer at a time; the same offer twice is one."""
    with transaction.atomic():
        Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
        tidy(lead, now=now)
        verdict = _qualified(lead)
        standing = Handoff.objects.filter(verdict=verdict).first()
        if standing and standing.state != Handoff.State.TAKEN_BACK:
            return standing
        _refuse_a_third_time(lead, by)
        handoff = standing or Handoff(workspace_id=lead.workspace_id, lead=lead, verdict=verdict)
        handoff.offered_by, handoff.offered_to, handoff.note = by, to, note
        handoff.state, handoff.at = Handoff.State.OFFERED, now
        handoff.answer_by = answer_by(now, to)
        handoff.escalated_at = handoff.introduced_at = None
        handoff.save(update_fields=_OFFER_FIELDS if standing else None)
        record(
            Kind.HANDED_OVER,
            workspace_id=lead.workspace_id,
            lead=lead,
            member=by,
            key=f"handoff:{handoff.pk}:offered:{now.timestamp():.0f}",
            summary=_("Offered to %(ae)s") % {"ae": to.name},
            why=note,
            at=now,
        )
        return handoff


def accept(handoff: Handoff, *, by: Member, now: datetime) -> Opportunity:
    """The AE takes the lead on: a deal is opened, and the verdict stands for good. Twice is once."""
    with transaction.atomic():
        handoff = _locked(handoff)
        if handoff.state == Handoff.State.ACCEPTED:
            return handoff.opportunity
        _refuse_unless_offered(handoff)
        _answer(handoff, Handoff.State.ACCEPTED, now)
        Verdict.objects.filter(pk=handoff.verdict_id).update(taken_up_at=now)
        deal = _open_deal(handoff, now)
        record(
            Kind.ACCEPTED,
            workspace_id=handoff.workspace_id,
            lead=handoff.lead,
            member=by,
            key=f"handoff:{handoff.pk}:accepted",
            summary=_("Accepted by %(ae)s") % {"ae": by.name},
            why=_("Next: %(step)s.") % {"step": deal.next_step},
            at=now,
        )
        _drop_reminder(handoff, by, now)
        return deal


def give_back(handoff: Handoff, *, reason: str, note: str = "", by: Member, now: datetime) -> Handoff:
    """The lead returns to the SDR with a reason and is to be qualified anew. The second time a manager decides."""
    label = Handoff.ReturnReason(reason).label
    with transaction.atomic():
        handoff = _locked(handoff)
        if handoff.state == Handoff.State.RETURNED:
            return handoff
        _refuse_unless_offered(handoff)
        handoff.return_reason, handoff.return_note = reason, note
        _answer(handoff, Handoff.State.RETURNED, now)
        withdraw(handoff.verdict, by, now, returned=True)
        record(
            Kind.RETURNED,
            workspace_id=handoff.workspace_id,
            lead=handoff.lead,
            member=by,
            key=f"handoff:{handoff.pk}:returned",
            summary=_("Returned by %(ae)s: %(reason)s") % {"ae": by.name, "reason": label},
            why=note,
            at=now,
        )
        _drop_reminder(handoff, by, now)
        _ask_what_now(handoff, str(label), now)
        return handoff


def take_back(handoff: Handoff, *, by: Member, now: datetime) -> None:
    """The SDR withdraws an offer that nobody has answered: the undo of `offer`."""
    with transaction.atomic():
        handoff = _locked(handoff)
        if handoff.state != Handoff.State.OFFERED:
            return
        _answer(handoff, Handoff.State.TAKEN_BACK, now)
        _drop_reminder(handoff, by, now)
        record(
            Kind.HANDED_OVER,
            workspace_id=handoff.workspace_id,
            lead=handoff.lead,
            member=by,
            key=f"handoff:{handoff.pk}:taken_back:{now.timestamp():.0f}",
            summary=_("The offer to %(ae)s was taken back") % {"ae": handoff.offered_to.name},
            at=now,
        )


def pass_on(handoff: Handoff, *, to: Member, by: Member, now: datetime) -> Handoff:
    """A manager gives an offer that nobody has answered to another AE, who has the whole time to answer. The same AE
    again changes nothing."""
    with transaction.atomic():
        handoff = _locked(handoff)
        _refuse_unless_offered(handoff)
        if handoff.offered_to_id == to.pk:
            return handoff
        was = handoff.offered_to
        _drop_reminder(handoff, by, now)
        handoff.offered_to, handoff.at, handoff.answer_by = to, now, answer_by(now, to)
        handoff.escalated_at = None
        handoff.save(update_fields=["offered_to", "at", "answer_by", "escalated_at"])
        record(
            Kind.HANDED_OVER,
            workspace_id=handoff.workspace_id,
            lead=handoff.lead,
            member=by,
            key=f"handoff:{handoff.pk}:passed_on:{now.timestamp():.0f}",
            summary=_("Offered to %(ae)s in place of %(was)s") % {"ae": to.name, "was": was.name},
            at=now,
        )
        return handoff


def tidy(lead: Lead | None = None, *, now: datetime) -> int:
    """Offers whose verdict no longer counts are taken back by themselves."""
    stale = Handoff.objects.filter(state=Handoff.State.OFFERED).exclude(verdict__withdrawn_at=None)
    if lead:
        stale = stale.filter(lead=lead)
    return stale.update(state=Handoff.State.TAKEN_BACK, answered_at=now)


def remind_silent_aes(*, now: datetime) -> int:
    """An offer unanswered past its time asks the AE once, by a task. Returns how many are silent."""
    tidy(now=now)
    silent = Handoff.objects.filter(state=Handoff.State.OFFERED, answer_by__lte=now)
    silent = silent.select_related("lead__account", "offered_to__user", "offered_by__user")
    for handoff in silent:
        ask(
            kind=TaskKind.REMINDER,
            lead=handoff.lead,
            owner=handoff.offered_to,
            title=_("Answer the hand-off of %(lead)s") % {"lead": handoff.lead.name},
            why=_("%(sdr)s offered it on %(date)s; an answer was due by now.")
            % {"sdr": handoff.offered_by.name, "date": formats.date_format(handoff.at, "j M")},
            key=_reminder_key(handoff),
            due_at=now,
            now=now,
        )
    return len(silent)


def escalate_silent(*, now: datetime) -> int:
    """An offer that is a working day past its time asks a manager, once. Returns how many are asked about."""
    rows = Handoff.objects.filter(state=Handoff.State.OFFERED, escalated_at=None, answer_by__lt=now)
    rows = rows.select_related("lead__workspace", "offered_to__user", "offered_to__workspace", "offered_by__user")
    asked = 0
    for handoff in rows:
        if next_working_day(handoff.answer_by, handoff.offered_to) > now:
            continue
        decides = _manager(handoff.lead.workspace)
        if decides is None or not Handoff.objects.filter(pk=handoff.pk, escalated_at=None).update(escalated_at=now):
            continue
        words = {"lead": handoff.lead.name, "ae": handoff.offered_to.name, "sdr": handoff.offered_by.name}
        ask(
            kind=TaskKind.REMINDER,
            lead=handoff.lead,
            owner=decides,
            title=_("%(ae)s does not answer: who takes %(lead)s?") % words,
            why=_("%(sdr)s offered it, an answer was due, and a reminder did not help.") % words,
            key=_escalation_key(handoff),
            due_at=now,
            now=now,
        )
        asked += 1
    return asked


def answer_by(at: datetime, member: Member) -> datetime:
    """When an offer of that moment is to be answered: after so many of the AE's working hours as the workspace set."""
    hours = AnswerTime.objects.filter(workspace=member.workspace_id).values_list("hours", flat=True).first()
    if hours is None:
        return next_working_day(at, member)
    left = timedelta(hours=hours)
    for begins, ends in working_hours(member, at, at + LOOKS_AHEAD):
        begins = max(begins, at)
        if begins + left <= ends:
            return begins + left
        left -= max(ends - begins, timedelta(0))
    return next_working_day(at, member)  # somebody without working hours


def next_working_day(at: datetime, member: Member) -> datetime:
    """The same hour on the member's next working day, inside their hours; no weekend, no public holiday."""
    zone = ZoneInfo(member.timezone)
    local = at.astimezone(zone)
    day = add_working_days(local.date(), 1, member.workspace.country)
    hour = min(max(local.time(), member.day_starts), member.day_ends)
    return datetime.combine(day, hour, tzinfo=zone).astimezone(at.tzinfo)


def _qualified(lead: Lead) -> Verdict:
    verdict = Verdict.objects.standing_for(lead)
    if verdict is None or verdict.decision != Verdict.Decision.QUALIFIED:
        raise CannotHandOver(_("Qualify the lead first: nobody is handed over on a guess."))
    return verdict


def _refuse_a_third_time(lead: Lead, by: Member) -> None:
    returned = Handoff.objects.filter(lead=lead, state=Handoff.State.RETURNED).count()
    if returned > RETURNS_BEFORE_A_MANAGER and not by.manages:
        raise CannotHandOver(_("This lead was returned twice. A manager decides what becomes of it."))


def _locked(handoff: Handoff) -> Handoff:
    rows = Handoff.objects.select_for_update(of=("self",))
    return rows.select_related("lead__account", "lead__workspace", "verdict", "offered_to__user").get(pk=handoff.pk)


def _refuse_unless_offered(handoff: Handoff) -> None:
    if handoff.state != Handoff.State.OFFERED or handoff.verdict.withdrawn_at:
        raise CannotHandOver(_("This offer no longer stands: %(state)s.") % {"state": handoff.get_state_display()})


def _answer(handoff: Handoff, state: Handoff.State, now: datetime) -> None:
    handoff.state, handoff.answered_at = state, now
    handoff.save(update_fields=["state", "answered_at", "return_reason", "return_note"])


def _open_deal(handoff: Handoff, now: datetime) -> Opportunity:
    lead, owner = handoff.lead, handoff.offered_to
    deal = Opportunity.objects.create(
        workspace_id=handoff.workspace_id,
        handoff=handoff,
        lead=lead,
        account=lead.account,
        owner=owner,
        name=lead.account.name if lead.account else lead.name,
        currency=lead.workspace.currency,
        next_step=_("First talk with %(name)s") % {"name": lead.name},
        next_step_on=add_working_days(owner.local(now).date(), 1, lead.workspace.country),
        created_at=now,
    )
    StageMove.objects.create(opportunity=deal, to_stage=Stage.ACCEPTED, by=owner, at=now)
    return deal


def _reminder_key(handoff: Handoff) -> str:
    return f"handoff:{handoff.pk}:answer:{handoff.at.timestamp():.0f}"


def _escalation_key(handoff: Handoff) -> str:
    return f"handoff:{handoff.pk}:escalated:{handoff.at.timestamp():.0f}"


def _drop_reminder(handoff: Handoff, by: Member, now: datetime) -> None:
    """The AE's, and the manager's where one was asked."""
    keys = [_reminder_key(handoff), _escalation_key(handoff)]
    for task in Task.objects.open().filter(workspace_id=handoff.workspace_id, key__in=keys):
        task.close(by=by, outcome=Task.Outcome.DONE, note=handoff.get_state_display(), now=now)


def _ask_what_now(handoff: Handoff, reason: str, now: datetime) -> None:
    """The first return asks the SDR, the next one a manager."""
    lead = handoff.lead
    before = Handoff.objects.filter(lead=lead, state=Handoff.State.RETURNED).exclude(pk=handoff.pk).count()
    decides = _manager(lead.workspace) if before >= RETURNS_BEFORE_A_MANAGER else None
    words = {"lead": lead.name, "ae": handoff.offered_to.name, "reason": reason}
    if decides:
        title = _("Decide what becomes of %(lead)s") % words
        why = _("Returned a second time, by %(ae)s: %(reason)s. It does not go round again.") % words
    else:
        title = _("Returned: go on with %(lead)s") % words
        why = _("%(ae)s returned it: %(reason)s. Show what is missing, then offer it again.") % words
    ask(
        kind=TaskKind.REMINDER,
        lead=lead,
        owner=decides or handoff.offered_by,
        title=title,
        why=why,
        words=handoff.return_note,
        key=f"handoff:{handoff.pk}:returned",
        due_at=now,
        now=now,
    )


def _manager(workspace: Workspace) -> Member | None:
    managers = Member.objects.filter(workspace=workspace, active=True, role__in=[Role.MANAGER, Role.ADMIN])
    return managers.order_by("-role", "pk").first()  # "manager" sorts after "admin"
