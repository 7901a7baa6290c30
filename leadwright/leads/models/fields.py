from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models.people import Lead
from leadwright.leads.typed import Kind
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class CustomFieldQuerySet(WorkspaceQuerySet):
    def standing(self) -> "CustomFieldQuerySet":
        """Those that are asked for, in their order."""
        return self.filter(retired_at=None).order_by("position", "pk")


class CustomField(models.Model):
    """A field of a company's own, of one kind. Its values stand in `Lead.custom` under `key`, which never changes;
    templates and conditions name it `lead.custom.key`. One that is retired keeps its values."""

    class Kinds(models.TextChoices):
        TEXT = Kind.TEXT, _("Text")
        NUMBER = Kind.NUMBER, _("Number")
        DATE = Kind.DATE, _("Date")
        CHOICE = Kind.CHOICE, _("One of several")
        YES_NO = Kind.YES_NO, _("Yes or no")
        URL = Kind.URL, _("Web address")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="custom_fields")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kinds, default=Kinds.TEXT)
    choices = models.JSONField(default=list, blank=True, help_text="what may be chosen, in order")
    position = models.PositiveSmallIntegerField(default=0)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = CustomFieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_custom_field_a_key"),
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=models.Q(retired_at=None), name="one_custom_field_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FieldNumber(models.Model):
    """The numbers and days of custom fields once more, a row each, so that "at least" and "before" hit an index. A day
    is its number since 1970. `measuring` writes them after `Lead.custom`."""

    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="numbers", db_index=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="+")
    number = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["field", "number", "lead"], name="leads_by_field_number")]

    def __str__(self) -> str:
        return f"{self.field_id}: {self.number}"


class Tag(models.Model):
    """A word that the team puts on leads. Which lead has it stands in `Lead.tags`; here is what there is to choose."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_tag_a_name")]

    def __str__(self) -> str:
        return self.name
