from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Event(models.TextChoices):
    HANDOFF_ACCEPTED = "handoff_accepted", _("Qualified lead accepted")
    DEAL_WON = "deal_won", _("Deal won")


class Plan(models.Model):
    """One version of what an event pays: a flat sum in cents, or a share in basis points of the amount won."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="plans")
    event = models.CharField(max_length=20, choices=Event)
    version = models.PositiveIntegerField(default=1)
    flat_cents = models.BigIntegerField(default=0)
    share_bp = models.PositiveIntegerField(default=0, help_text=_("Basis points: 1000 is 10 %."))
    starts_on = models.DateField()
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "event", "version"], name="one_plan_a_version")]

    def __str__(self) -> str:
        return f"{self.event} v{self.version}"


class Line(models.Model):
    """One line of a statement. It explains itself, and is never changed: a mistake gets a line against it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="commission_lines")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="commission_lines")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=80, help_text="the event that pays, once: 'handoff:12'")
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    why = models.CharField(max_length=400)
    lead_id_shown = models.BigIntegerField(null=True, help_text="the lead that the event belongs to, for the link")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="each_event_pays_once")]

    def __str__(self) -> str:
        return self.why


class Posting(models.Model):
    """Double entry: each line debits the company's commission cost and credits what it owes the member.
    The ledger only grows, and its sum is zero."""

    class Book(models.TextChoices):
        COST = "cost", _("Commission cost")
        OWED = "owed", _("Owed to the member")

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="postings")
    book = models.CharField(max_length=4, choices=Book)
    cents = models.BigIntegerField(help_text="debit positive, credit negative")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "book"], name="one_posting_a_book")]

    def __str__(self) -> str:
        return f"{self.book} {self.cents}"
