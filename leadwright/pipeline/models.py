from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
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

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "opportunities"

    def __str__(self) -> str:
        return self.name


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
