from datetime import datetime
from typing import Self

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.activities.models import Kind, record
from leadwright.cadences.hours import add_working_days
from leadwright.leads.models import Lead
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

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=models.Q(state="offered"), name="one_open_handoff_a_lead"
            )
        ]

    def __str__(self) -> str:
        return f"lead {self.lead_id}: {self.state}"


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
    lost_reason = models.CharField(max_length=200, blank=True)
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
            self.stage, self.amount_cents = stage, amount
            self.lost_reason = lost_reason.strip()[:200] if stage == Stage.LOST else ""
            self.closed_at = now if stage in CLOSED_STAGES else None
            self._plan_next_step(now)
            fields = ["stage", "amount_cents", "lost_reason", "closed_at", "next_step_on"]
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
                why=self.lost_reason or note,
                detail={"amount_cents": self.amount_cents, "currency": self.currency},
                at=now,
            )
        return step

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


def require(stage: Stage, amount_cents: int, lost_reason: str) -> None:
    """What a column asks of a deal."""
    if stage == Stage.WON and amount_cents <= 0:
        raise CannotMove("amount", _("A won deal needs its amount."))
    if stage == Stage.LOST and not lost_reason.strip():
        raise CannotMove("lost_reason", _("Say why it was lost."))
