"""How a simulated rep comes to a verdict from what a person said."""

from datetime import date, datetime, timedelta

from leadwright.inbox.models import Reply
from leadwright.leads.models import Lead, Status
from leadwright.market.chance import dice
from leadwright.market.models import Letter, Market
from leadwright.pipeline.handing_over import CannotHandOver, offer
from leadwright.pipeline.suggesting import suggest
from leadwright.qualification.criteria import criteria_of
from leadwright.qualification.judging import CannotJudge, NotShown, add_evidence, disqualify, not_yet, qualify
from leadwright.qualification.models import Verdict
from leadwright.team.models import Member

REASONS = {
    "size": Verdict.Reason.TOO_SMALL,
    "industry": Verdict.Reason.WRONG_INDUSTRY,
    "affordability": Verdict.Reason.NO_MONEY,
    "urgency": Verdict.Reason.NO_URGENCY,
    "fit": Verdict.Reason.NO_FIT,
}
PATIENCE = timedelta(days=6)  # after our answer: a person may take three working days and a week-end


def judge(lead: Lead, says: dict, *, source: str, now: datetime) -> None:
    """Keep what was said as evidence; where all of it was said, decide."""
    criteria = {criterion.code: criterion for criterion in criteria_of(lead.workspace)}
    against = []
    for code, sentence, strength in says.get("evidence", []):
        add_evidence(
            lead, criterion=criteria[code], text=sentence, source=source, strength=strength, by=lead.owner, now=now
        )
        against += [code] if strength == "against" else []
    if "until" in says:
        wait(lead, date.fromisoformat(says["until"]), now)
    elif says.get("agrees"):
        take_on(lead, now)
    elif "agrees" in says:
        code = against[0] if against else "fit"
        later = now.date() + timedelta(days=180) if code == "urgency" else None
        drop(lead, reason=REASONS[code], note=source, revisit_on=later, now=now)


def take_on(lead: Lead, now: datetime) -> None:
    """Qualify, and offer the lead to an AE."""
    try:
        qualify(lead, by=lead.owner, now=now)
    except (NotShown, CannotJudge):
        return
    pass_on(lead, lead.owner, now)


def pass_on(lead: Lead, by: Member, now: datetime, note: str = "") -> None:
    suggested = suggest(lead, now=now)
    if suggested is not None:
        try:
            offer(lead, to=suggested.ae, by=by, note=note or "Asked for a talk; see the thread.", now=now)
        except CannotHandOver:
            return


def drop(lead: Lead, *, reason: str, note: str = "", revisit_on: date | None = None, now: datetime) -> None:
    try:
        disqualify(lead, reason=reason, by=lead.owner, note=note, revisit_on=revisit_on, now=now)
    except CannotJudge:
        return


def wait(lead: Lead, until: date, now: datetime) -> None:
    try:
        not_yet(lead, by=lead.owner, revisit_on=until, now=now)
    except CannotJudge:
        return


def judge_silent(market: Market, members: list[Member], now: datetime) -> None:
    """Answered, and nothing came back for some days: nobody is left hanging."""
    open_still = Reply.objects.filter(settled_at=None).values("lead")
    lately = Reply.objects.filter(at__gt=now - PATIENCE).values("lead")
    under_way = Letter.objects.filter(delivered_at=None).values("from_address")
    silent = (
        Lead.objects.filter(owner__in=members, status=Status.ANSWERED)
        .exclude(pk__in=open_still)
        .exclude(pk__in=lately)
        .exclude(email__in=under_way)
        .exclude(calls__at__gt=now - PATIENCE)
    )
    for lead in silent.select_related("workspace", "owner__user").order_by("pk").distinct():
        throw = dice(market.seed, lead.email, "silent")
        if throw.random() < 0.5:
            wait(lead, now.date() + timedelta(days=throw.choice([30, 60, 90])), now)
        else:
            drop(lead, reason=Verdict.Reason.NO_URGENCY, note="Fell silent after our answer.", now=now)
