from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.activities.models import Kind, record
from leadwright.cadences.hours import add_working_days
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from leadwright.meetings.models import Meeting
from leadwright.qualification.models import Verdict
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Handoff(models.Model):
    """A qualified lead on its way from an SDR to an AE, with everything that is known about it."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waits for the AE")
        ACCEPTED = "accepted", _("Accepted")
        RETURNED = "returned", _("Returned")
        TAKEN_BACK = "taken_back", _("Taken back")

    class ReturnReason(models.TextChoices):
        NO_AUTHORITY = "no_authority", _("Not the one who decides")
        NO_NEED = "no_need", _("No need shown")
        NO_BUDGET = "no_budget", _("No budget shown")
        INCOMPLETE = "incomplete", _("The brief is not complete")
        DUPLICATE = "duplicate", _("Already in the pipeline")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="handoffs")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="handoffs")
    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, related_name="handoff")
    offered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="handoffs_offered")
    offered_to = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="handoffs_received")
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OFFERED)
    return_reason = models.CharField(max_length=14, choices=ReturnReason, blank=True)
    return_note = models.TextField(blank=True)
    at = models.DateTimeField()
    answer_by = models.DateTimeField(help_text="when a silent AE is reminded")
    answered_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True, help_text="when a manager was asked, as nobody answered")
    introduced_at = models.DateTimeField(null=True, blank=True, help_text="when the SDR wrote to the lead about the AE")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=models.Q(state="offered"), name="one_open_handoff_a_lead"
            )
        ]

    def __str__(self) -> str:
        return f"lead {self.lead_id}: {self.state}"


class AnswerTime(models.Model):
    """Within how many working hours an AE answers an offer. Without one: by the same hour of the next working day."""

    MOST_HOURS = 80

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="answer_time")
    hours = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hours__range=(1, 80)), name="an_answer_is_due_within_80_hours")
        ]

    def __str__(self) -> str:
        return f"{self.hours} h"


class Stage(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    PROPOSAL = "proposal", _("Proposal")
    DEMO = "demo", _("Demo")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")


OPEN_STAGES = (Stage.ACCEPTED, Stage.PROPOSAL, Stage.DEMO)
CLOSED_STAGES = (Stage.WON, Stage.LOST)
WORKING_DAYS_TO_NEXT_STEP = 5


class CannotMove(Exception):
    """What the move lacks: `field` names it, the sentence says it."""

    def __init__(self, field: str, sentence: str):
        self.field = field
        super().__init__(sentence)


class OpportunityQuerySet(WorkspaceQuerySet):
    def open(self) -> Self:
        return self.filter(stage__in=OPEN_STAGES)


class Opportunity(models.Model):
    """A deal that an AE works. Amounts are integer cents."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="opportunities")
    handoff = models.OneToOneField(Handoff, null=True, on_delete=models.PROTECT, related_name="opportunity")
    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="opportunities")
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="opportunities")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="opportunities")
    name = models.CharField(max_length=200)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ACCEPTED)
    amount_cents = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    next_step = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True, help_text="when the AE expects it to close")
    lost_reason = models.CharField(max_length=200, blank=True)
    won_reason = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN_STAGES

    def move(
        self,
        to_stage: str,
        *,
        by: Member | None,
        now: datetime,
        note: str = "",
        amount_cents: int | None = None,
        lost_reason: str = "",
        won_reason: str = "",
    ) -> "StageMove | None":
        """To another column. Won needs an amount, lost a reason: `CannotMove` says which. None if it is there.

        An open deal always has a day for its next step: one that lies in the past is put five working days ahead.
        """
        stage = Stage(to_stage)
        with transaction.atomic():
            standing = Opportunity.objects.select_for_update().get(pk=self.pk)
            was = standing.stage
            if was == stage:
                return None
            amount = standing.amount_cents if amount_cents is None else amount_cents
            require(stage, amount, lost_reason)
            require_exit(standing, Stage(was), stage, amount)
            self.stage, self.amount_cents = stage, amount
            self.lost_reason = lost_reason.strip()[:200] if stage == Stage.LOST else ""
            self.won_reason = won_reason.strip()[:200] if stage == Stage.WON else ""
            self.closed_at = now if stage in CLOSED_STAGES else None
            self._plan_next_step(now)
            fields = ["stage", "amount_cents", "lost_reason", "won_reason", "closed_at", "next_step_on"]
            self.save(update_fields=fields)
            step = StageMove.objects.create(
                opportunity=self, from_stage=was, to_stage=stage, by=by, note=note[:300], at=now
            )
            record(
                Kind.STAGE,
                workspace_id=self.workspace_id,
                lead=self.lead,
                member=by,
                key=f"move:{step.pk}",
                summary=f"{self.name}: {Stage(was).label} → {stage.label}",
                why=self.lost_reason or self.won_reason or note,
                detail={"amount_cents": self.amount_cents, "currency": self.currency, "to": stage.value},
                at=now,
            )
        return step

    def idle_days(self, moved_at: datetime | None, now: datetime) -> int:
        """Days since it last moved on the board, or was opened."""
        return (now - (moved_at or self.created_at)).days

    def _plan_next_step(self, now: datetime) -> None:
        today = self.owner.local(now).date()
        if self.is_open and (self.next_step_on is None or self.next_step_on < today):
            self.next_step_on = add_working_days(today, WORKING_DAYS_TO_NEXT_STEP, self.workspace.country)


class StageMove(models.Model):
    """Each move on the board: from where to where, by whom, when."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="moves")
    from_stage = models.CharField(max_length=10, choices=Stage, blank=True)
    to_stage = models.CharField(max_length=10, choices=Stage)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.from_stage} to {self.to_stage}"


class DealShare(models.Model):
    """A colleague who works a deal with its owner, and their part of what the owner is paid for it."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="shares")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="deal_shares")
    part_bp = models.PositiveIntegerField(help_text="in basis points: 2500 is a quarter")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "member"], name="one_share_a_member"),
            models.CheckConstraint(condition=models.Q(part_bp__range=(1, 9_999)), name="a_share_is_a_part"),
        ]

    def __str__(self) -> str:
        return f"{self.part_bp} of {self.opportunity_id}"

    @property
    def percent(self) -> str:
        return f"{self.part_bp / 100:g}"


def require(stage: Stage, amount_cents: int, lost_reason: str) -> None:
    """What a column asks of a deal."""
    if stage == Stage.WON and amount_cents <= 0:
        raise CannotMove("amount", _("A won deal needs its amount."))
    if stage == Stage.LOST and not lost_reason.strip():
        raise CannotMove("lost_reason", _("Say why it was lost."))


class Need(models.TextChoices):
    """What a deal may have to have before it leaves a column."""

    AMOUNT = "amount", _("an amount")
    CLOSE_DATE = "close_date", _("a day by which it is to close")
    PROPOSAL = "proposal", _("a proposal that was sent")
    DEMO = "demo", _("a demo that was held")
    MEETING = "meeting", _("a meeting that was held")


class ExitCriterion(models.Model):
    """What a workspace asks of a deal before it goes on from a column. Losing a deal is always possible."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="exit_criteria")
    stage = models.CharField(max_length=10, choices=Stage)
    need = models.CharField(max_length=10, choices=Need)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "exit criteria"
        constraints = [models.UniqueConstraint(fields=["workspace", "stage", "need"], name="each_exit_criterion_once")]

    def __str__(self) -> str:
        return f"{self.stage}: {self.need}"


class ProposalTemplate(models.Model):
    """What a proposal begins with: its title, its words before and after the lines, and the lines themselves."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="proposal_templates")
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    intro = models.TextField(max_length=8000, blank=True)
    terms = models.TextField(max_length=8000, blank=True)
    items = models.JSONField(default=list, blank=True, help_text="rows of [words, hundredths, cents each]")
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_proposal_template_a_name")]

    def __str__(self) -> str:
        return self.name


class ProposalQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(opportunity__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Proposal":
        return get_object_or_404(self, pk=pk)


class Proposal(models.Model):
    """One version of what is offered for a deal. It is never changed: the next version is another row. The file is
    kept as it was made, so that what was sent can be read for ever."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="proposals")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    terms = models.TextField(blank=True)
    items = models.JSONField(default=list, help_text="rows of [words, hundredths, cents each]")
    total_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    file = models.BinaryField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    message = models.OneToOneField(
        Message,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposal",
        help_text="the mail it went with",
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["opportunity", "version"], name="one_proposal_a_version")]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"

    @property
    def file_name(self) -> str:
        return f"{self.title} v{self.version}.pdf"


ORDER = {stage: at for at, stage in enumerate(OPEN_STAGES)}


def unmet(deal: Opportunity, stage: str, amount_cents: int | None = None) -> list[str]:
    """What the deal lacks before it may leave the column, in words."""
    asked = ExitCriterion.objects.filter(workspace_id=deal.workspace_id, stage=stage).values_list("need", flat=True)
    held = Meeting.objects.filter(lead_id=deal.lead_id, state=Meeting.State.HELD)
    has = {
        Need.AMOUNT: lambda: bool(deal.amount_cents if amount_cents is None else amount_cents),
        Need.CLOSE_DATE: lambda: deal.closes_on is not None,
        Need.PROPOSAL: lambda: deal.proposals.filter(message__state=Message.State.SENT).exists(),
        Need.DEMO: lambda: held.filter(purpose=Meeting.Purpose.DEMO).exists(),
        Need.MEETING: held.exists,
    }
    return [str(Need(need).label) for need in Need.values if need in set(asked) and not has[Need(need)]()]


def require_exit(deal: Opportunity, was: Stage, to: Stage, amount_cents: int) -> None:
    """Only on the way forward: back, and to lost, a deal goes as it is."""
    forward = to == Stage.WON or (was in ORDER and to in ORDER and ORDER[to] > ORDER[was])
    if was in ORDER and forward and (lacking := unmet(deal, was, amount_cents)):
        words = {"stage": was.label, "needs": ", ".join(lacking)}
        raise CannotMove("to_stage", _t("Before it leaves “%(stage)s” the deal needs %(needs)s.") % words)
