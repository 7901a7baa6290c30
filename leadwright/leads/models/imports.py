import math
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models.people import Lead, LeadList
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Import(models.Model):
    """One file on its way in. The file itself is kept until the import is done, so that it can go on after a stop."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("To be mapped")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by an error")
        UNDONE = "undone", _("Taken back")

    class Mode(models.TextChoices):
        SKIP = "skip", _("Leave people who are already here as they are")
        FILL = "fill", _("Fill in what is missing")
        OVERWRITE = "overwrite", _("Overwrite with what the file says")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="imports")
    list = models.ForeignKey(LeadList, null=True, on_delete=models.SET_NULL, related_name="imports")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    shape = models.JSONField(default=dict, help_text="encoding, delimiter, header_row, columns, as read")
    mapping = models.JSONField(default=dict, help_text="column index as text: field name, or '' to leave it out")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SKIP)
    owners = models.ManyToManyField(Member, related_name="+", help_text="new leads go to them in turn")
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    error = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0, help_text="rows about somebody of an earlier row")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a file that stays outside")
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True, help_text="when it began, or went on, the last time")
    begun_with = models.PositiveIntegerField(default=0, help_text="rows that were settled then")
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def settled(self) -> int:
        """Rows of which it is known what became of them."""
        return self.created + self.updated + self.skipped + self.refused

    def pace(self, *, now: datetime) -> tuple[int, int] | None:
        """Rows a second since it began, and the seconds that are left; None while nothing is known."""
        seconds = (now - self.begun_at).total_seconds() if self.begun_at else 0
        done = self.settled - self.begun_with
        if seconds <= 0 or done <= 0:
            return None
        return max(1, round(done / seconds)), math.ceil((self.rows - self.settled) * seconds / done)


class RememberedColumn(models.Model):
    """What a column of a source became when it was imported last. A source is known by its headers."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    source = models.CharField(max_length=64, help_text="SHA-256 of the headers")
    header = models.CharField(max_length=120, help_text="folded")
    field = models.CharField(max_length=50, blank=True)
    by_hand = models.BooleanField(default=False, help_text="a person chose otherwise than was guessed")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "source", "header"], name="one_memory_a_column"),
        ]
        indexes = [
            models.Index(fields=["workspace", "header"], condition=models.Q(by_hand=True), name="columns_by_header")
        ]

    def __str__(self) -> str:
        return f"{self.header}: {self.field}"


class ImportRow(models.Model):
    """What became of one row of the file."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        SKIPPED = "skipped", _("Already here")
        REFUSED = "refused", _("Refused")

    importing = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="report", db_index=False)
    number = models.PositiveIntegerField(help_text="line of the table, the header row is 1")
    cells = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.SET_NULL, related_name="+")
    filled = models.JSONField(null=True, help_text="lead, account: field to [what stood there, what the row said]")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["importing", "number"], name="one_outcome_a_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
