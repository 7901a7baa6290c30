from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models.people import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Bulk(models.Model):
    """One act on many leads at once, with what is needed for the way back."""

    class Act(models.TextChoices):
        TAG = "tag", _("Put tags on")
        UNTAG = "untag", _("Take tags off")
        OWNER = "owner", _("Give to somebody")
        LIST = "list", _("Put on a list")
        DISCARD = "discard", _("Discard")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="bulks")
    act = models.CharField(max_length=10, choices=Act)
    told = models.JSONField(default=dict, help_text="what was chosen: tags, owner, list, reason and note")
    words = models.CharField(max_length=300, help_text="the same as a person reads it")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    changed = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=dict, help_text="why, and how many")
    undone_at = models.DateTimeField(null=True, blank=True)
    put_back = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.words


class BulkItem(models.Model):
    """What stood at one lead before."""

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="items")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.lead_id)
