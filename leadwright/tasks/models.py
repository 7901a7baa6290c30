from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class TaskKind(models.TextChoices):
    CALL = "call", _("Call")
    LINKEDIN = "linkedin", _("LinkedIn")
    APPROVE = "approve", _("Approve")
    REMINDER = "reminder", _("Reminder")
    SETTLE = "settle", _("Settle a doubtful send")
    OTHER = "other", _("To do")


class TaskQuerySet(WorkspaceQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def due(self, now: datetime) -> Self:
        return self.open().filter(due_at__lte=now)


class Task(models.Model):
    """Something that a person does. `key` names what asked for it ("touch:12"), so that it is asked once."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")
        DROPPED = "dropped", _("No longer needed")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="tasks")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="tasks")
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="tasks")
    kind = models.CharField(max_length=10, choices=TaskKind)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True, help_text="the script or the text to paste")
    key = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="asked_once")]
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=models.Q(closed_at=None), name="open_tasks_due"),
        ]

    def __str__(self) -> str:
        return self.title
