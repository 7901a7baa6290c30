from django.db import models

from leadwright.leads.models.people import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class OtherAddress(models.Model):
    """An address by which a lead is found beside the one that we write to. No address belongs to two leads."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="other_addresses")
    address = models.EmailField()

    class Meta:
        verbose_name_plural = "other addresses"
        constraints = [models.UniqueConstraint(fields=["workspace", "address"], name="one_lead_an_other_address")]

    def __str__(self) -> str:
        return self.address


class Merge(models.Model):
    """Two leads became one: who went, which rows moved, what was filled in; enough for the way back."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="merges")
    kept = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="merges")
    gone_id = models.BigIntegerField(help_text="the number that the lead had, and has again after the way back")
    gone = models.JSONField(help_text="the lead as it was")
    moved = models.JSONField(default=dict, help_text="field to the numbers of the rows that were moved")
    replaced = models.JSONField(default=list, help_text="rows of which there may be one, as they were")
    filled = models.JSONField(default=dict, help_text="field of the kept lead to [before, after]")
    noes = models.JSONField(default=list, help_text="opt-outs that were written for the kept lead")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.gone_id} in {self.kept_id}"
