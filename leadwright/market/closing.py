"""How a simulated account executive answers hand-offs and works deals."""

from datetime import datetime, timedelta

from leadwright.leads.models import Lead, Status
from leadwright.market import judging
from leadwright.market.models import Market
from leadwright.market.people import person
from leadwright.market.reactions import Deal, deal
from leadwright.pipeline.handing_over import CannotHandOver, accept, give_back
from leadwright.pipeline.models import CannotMove, Handoff, Opportunity
from leadwright.qualification.models import Verdict
from leadwright.tasks.models import Task
from leadwright.team.models import Member

RETURN_NOTES = {
    "no_authority": "Who signs? Please find out before I call.",
    "incomplete": "The need is not clear from the brief.",
    "no_budget": "They told me that there is no money for it this year.",
}


def plan_of(market: Market, lead: Lead) -> Deal:
    return deal(person(market.seed, lead.email))


def offer_qualified(market: Market, members: list[Member], now: datetime) -> None:
    """Qualified and not offered, because there was no AE, or the verdict came from a page."""
    offered = Handoff.objects.filter(state__in=[Handoff.State.OFFERED, Handoff.State.ACCEPTED]).values("lead")
    waiting = Lead.objects.filter(owner__in=members, status=Status.QUALIFIED).exclude(pk__in=offered)
    for lead in waiting.select_related("workspace", "account", "owner__user").order_by("pk"):
        judging.pass_on(lead, lead.owner, now)


def close(market: Market, members: list[Member], now: datetime) -> None:
    """One pass of the AEs: hand-offs that they have thought about, deals whose next move has come."""
    offered = Handoff.objects.filter(state=Handoff.State.OFFERED, offered_to__in=members)
    for handoff in offered.select_related("lead", "offered_to__user").order_by("pk"):
        plan = plan_of(market, handoff.lead)
        if handoff.at + timedelta(hours=plan.answer_hours) <= now:
            answer(handoff, plan, now)
    deals = Opportunity.objects.open().filter(owner__in=members).select_related("lead", "owner__user", "account")
    for opportunity in deals.order_by("pk"):
        move_on(opportunity, plan_of(market, opportunity.lead), now)


def answer(handoff: Handoff, plan: Deal, now: datetime) -> None:
    before = Handoff.objects.filter(lead=handoff.lead, state=Handoff.State.RETURNED).exists()
    try:
        if plan.returned and not before:
            note = RETURN_NOTES[plan.returned]
            give_back(handoff, reason=plan.returned, note=note, by=handoff.offered_to, now=now)
        else:
            accept(handoff, by=handoff.offered_to, now=now)
    except CannotHandOver:
        return


def move_on(opportunity: Opportunity, plan: Deal, now: datetime) -> None:
    days = (now - opportunity.created_at).days
    due = [stage for stage, after in plan.moves if after <= days]
    stages = [stage for stage, _after in plan.moves]
    done = stages.index(opportunity.stage) + 1 if opportunity.stage in stages else 0
    if len(due) <= done:
        return
    stage = stages[done]
    try:
        opportunity.move(
            stage,
            by=opportunity.owner,
            now=now,
            amount_cents=plan.amount_cents if stage in {"proposal", "won"} else None,
            lost_reason=plan.lost_reason if stage == "lost" else "",
        )
    except CannotMove:
        return


def offer_again(market: Market, task: Task, now: datetime) -> None:
    """A hand-off came back: show what was missing and offer it again, or let it go."""
    task.close(by=task.owner, outcome=Task.Outcome.DONE, note="", now=now)
    lead = task.lead
    lead.refresh_from_db()
    returned = Handoff.objects.filter(lead=lead, state=Handoff.State.RETURNED).order_by("-answered_at").first()
    if returned and returned.return_reason == Handoff.ReturnReason.NO_BUDGET:
        later = now.date() + timedelta(days=90)
        judging.drop(lead, reason=Verdict.Reason.NO_MONEY, note=returned.return_note, revisit_on=later, now=now)
    elif returned and returned.answered_at <= now:
        judging.take_on(lead, now)
