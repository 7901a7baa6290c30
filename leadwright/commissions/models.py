from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from leadwright.commissions.rules import OWNER, PARTNER, SOURCE, Accelerator, Terms, Tier
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Event(models.TextChoices):
    HANDOFF_ACCEPTED = "handoff_accepted", _("Qualified lead accepted")
    MEETING_HELD = "meeting_held", _("Meeting held")
    DEAL_WON = "deal_won", _("Deal won")


class Plan(models.Model):
    """One version of what an event pays; `rules.Terms` says what each field means. It is never changed: the next
    version begins on a day."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="plans")
    event = models.CharField(max_length=20, choices=Event)
    version = models.PositiveIntegerField(default=1)
    flat_cents = models.BigIntegerField(default=0)
    share_bp = models.PositiveIntegerField(default=0, help_text=_("Basis points: 1000 is 10 %."))
    tiers = models.JSONField(default=list, blank=True, help_text="rows of [above, flat_cents, share_bp]")
    quota = models.BigIntegerField(default=0, help_text="events a month, or cents won where it pays shares")
    accelerators = models.JSONField(default=list, blank=True, help_text="rows of [percent, factor_bp]")
    cap_cents = models.BigIntegerField(null=True, blank=True)
    source_bp = models.PositiveIntegerField(default=0, help_text="what the SDR who brought the lead gets of it")
    ramp = models.JSONField(default=list, blank=True, help_text="percentages of the quota in the first months")
    clawback_days = models.PositiveIntegerField(null=True, blank=True, help_text="none: taken back at any time")
    starts_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "event", "version"], name="one_plan_a_version")]

    def __str__(self) -> str:
        return f"{self.event} v{self.version}"

    def terms(self) -> Terms:
        return Terms(
            self.pk,
            self.version,
            self.flat_cents,
            self.share_bp,
            self.starts_on,
            tiers=tuple(Tier(*row) for row in self.tiers),
            quota=self.quota,
            accelerators=tuple(Accelerator(*row) for row in self.accelerators),
            cap_cents=self.cap_cents,
            source_bp=self.source_bp,
            ramp=tuple(self.ramp),
            clawback_days=self.clawback_days,
        )


class FirstDay(models.Model):
    """When a member began: the ramp of a plan counts months from it."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="first_day")
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.member_id} from {self.day}"


class Line(models.Model):
    """One line of a statement. It explains itself, and is never changed: a mistake gets a line against it."""

    class Credit(models.TextChoices):
        OWNER = OWNER, _("did it")
        PARTNER = PARTNER, _("shared it")
        SOURCE = SOURCE, _("brought the lead")
        CORRECTION = "correction", _("correction")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="commission_lines")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="commission_lines")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=80, help_text="the event that pays, once: 'handoff:12'")
    credit = models.CharField(max_length=10, choices=Credit, default=Credit.OWNER)
    amount_cents = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    why = models.CharField(max_length=400)
    steps = models.JSONField(default=list, help_text="the arithmetic, as rules.Step has it")
    # What counts towards tiers, quota and cap of the month, on the owner's line alone; a reversal counts backwards.
    units = models.SmallIntegerField(default=0)
    base_cents = models.BigIntegerField(default=0)
    priced_cents = models.BigIntegerField(default=0, help_text="the whole price of the event, before it was divided")
    earned_in = models.DateField(help_text="first day of the month of the event, in the workspace's zone")
    period = models.DateField(help_text="first day of the month whose statement it stands on")
    source = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    lead_id_shown = models.BigIntegerField(null=True, help_text="the lead that the event belongs to, for the link")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="each_event_pays_once")]
        indexes = [models.Index(fields=["member", "period"], name="lines_of_a_statement")]

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


class Statement(models.Model):
    """A member's month once it is over. While the month runs there is no row: it is a draft. What comes late to a
    final month stands on the next one."""

    class State(models.TextChoices):
        INQUIRY = "inquiry", _("Questions are open")
        FINAL = "final", _("Final")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="statements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="statements")
    period = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.INQUIRY)
    inquiry_until = models.DateTimeField()
    final_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "period"], name="one_statement_a_month")]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m} {self.state}"


class DisputeQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        found = self.filter(line__workspace_id=member.workspace_id)
        return found if member.manages else found.filter(line__member=member)

    def get_or_404(self, pk: int) -> "Dispute":
        return get_object_or_404(self, pk=pk)

    def open(self) -> Self:
        return self.filter(settled_at=None)


class Dispute(models.Model):
    """A member's question about one line, until a manager settles it. A correction is a line of its own."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="disputes")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    correction = models.OneToOneField(Line, null=True, on_delete=models.PROTECT, related_name="corrects")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(settled_at=None), name="one_open_dispute_a_line"
            )
        ]

    def __str__(self) -> str:
        return f"line {self.line_id}"


class Remark(models.Model):
    """One entry in the thread of a dispute."""

    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
