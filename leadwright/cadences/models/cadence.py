from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from leadwright.cadences.conditions import Condition
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from leadwright.playbooks.models import Template
from leadwright.tasks.models import Task
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Cadence(models.Model):
    """A set of steps, days apart, the same for every prospect."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="cadences")
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)
    ruleset = models.ForeignKey(
        "cadences.Ruleset",
        null=True,
        on_delete=models.PROTECT,
        related_name="cadences",
        help_text="empty: the default one of the workspace",
    )
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_cadence_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "Version":
        return self.versions.filter(carried_from=None).order_by("-number").first()


class Version(models.Model):
    """The steps as they stood when somebody was enrolled: a change makes a new version.

    Where a change is for those on their way too, each of them is carried over. Whose way so far is not the beginning
    of the new one gets a version of the same number beside it, with `carried_from`: the steps that were done, then
    what the change says. It is never shown as the cadence, and nobody is enrolled in it.
    """

    cadence = models.ForeignKey(Cadence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    carried_from = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="carried_over")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cadence", "number"], condition=models.Q(carried_from=None), name="one_version_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cadence_id} v{self.number}"


class StepKind(models.TextChoices):
    EMAIL = "email", _("E-mail")
    CALL = "call", _("Call")
    VOICEMAIL = "voicemail", _("Voicemail, if nobody answers")
    VIEW = "view", _("LinkedIn: look at the profile")
    LINKEDIN = "linkedin", _("LinkedIn: ask to connect")
    MESSAGE = "message", _("LinkedIn: message")
    COMMENT = "comment", _("LinkedIn: comment on a post")
    SMS = "sms", _("Text message")
    OTHER = "other", _("Another task")
    WAIT = "wait", _("Wait for an event, and branch")


# Steps that a person does by hand on LinkedIn; it forbids programs.
ON_LINKEDIN = {StepKind.VIEW, StepKind.LINKEDIN, StepKind.MESSAGE, StepKind.COMMENT}
WITHOUT_WORDS = {StepKind.VIEW, StepKind.WAIT}


class Arm(models.TextChoices):
    MAIN = "", _("for everybody")
    YES = "yes", _("where it happened")
    NO = "no", _("where it did not")


class Counts(models.TextChoices):
    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class Asks(models.TextChoices):
    """What a step waits for, or hangs on (conditions.py)."""

    NOTHING = "", _("nothing")
    REPLIED = "replied", _("they replied")
    OPENED = "opened", _("a person opened a mail")
    REACHED = "reached", _("a call reached them")
    CONNECTED = "connected", _("they accepted the connection")
    FIELD = "field", _("a field says so")


class Operator(models.TextChoices):
    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    CONTAINS = "contains", _("contains")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")
    KNOWN = "known", _("is known")
    UNKNOWN = "unknown", _("is not known")


class StepQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(version__cadence__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Step":
        return get_object_or_404(self, pk=pk)


class Step(models.Model):
    """One touch. `wait_days` days pass between the step before it and this one (0 is the same day), or it has a date
    of its own. `arm` is the branch of the deciding step before it (branches.py). `asks` is the condition: what a
    waiting step waits for, and without what any other step is left out.

    `origin` is the step with which it began, versions ago: who has done one of them has done them all.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=StepKind)
    name = models.CharField(max_length=120)
    wait_days = models.PositiveSmallIntegerField(default=0)
    counts = models.CharField(max_length=8, choices=Counts, default=Counts.WORKING)
    on_date = models.DateField(null=True, blank=True, help_text="not before this day, whatever the wait is")
    template = models.ForeignKey(Template, null=True, on_delete=models.PROTECT, related_name="+")
    new_thread = models.BooleanField(default=False)
    approved_first = models.BooleanField(default=False, help_text="a mail that a person reads before it goes")
    arm = models.CharField(max_length=3, choices=Arm, default="", blank=True)
    asks = models.CharField(max_length=10, choices=Asks, default="", blank=True)
    asks_negated = models.BooleanField(default=False)
    asks_field = models.CharField(max_length=80, blank=True)
    asks_operator = models.CharField(max_length=10, choices=Operator, default=Operator.IS)
    asks_value = models.CharField(max_length=120, blank=True)
    patience_days = models.PositiveSmallIntegerField(
        default=3, help_text=_("A task not done within these working days is passed over, and says so.")
    )
    origin = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="+")

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_step_a_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.name}"

    @property
    def identity(self) -> int:
        return self.origin_id or self.pk

    @property
    def condition(self) -> Condition | None:
        if not self.asks:
            return None
        return Condition(self.asks, self.asks_negated, self.asks_field, self.asks_operator, self.asks_value)


class EnrolmentQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(lead__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Enrolment":
        return get_object_or_404(self, pk=pk)

    def active(self) -> Self:
        return self.filter(state=Enrolment.State.ACTIVE)


class Enrolment(models.Model):
    """One lead on its way through one version of a cadence."""

    class State(models.TextChoices):
        ACTIVE = "active", _("On its way")
        FINISHED = "finished", _("Went the whole way")
        STOPPED = "stopped", _("Stopped")

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="enrolments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="enrolments")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="enrolments")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="the last step that was touched; 0 before the first"
    )
    due_at = models.DateTimeField(null=True, blank=True, help_text="when the planner looks again; empty once ended")
    due_why = models.CharField(max_length=300, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    ended_code = models.CharField(
        max_length=20, blank=True, help_text="answered, opted_out, bounced, finished, manual ..."
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=models.Q(state="active"), name="one_active_enrolment_a_lead"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="active"), name="enrolments_due")]

    def __str__(self) -> str:
        return f"lead {self.lead_id} in {self.version_id}"


class Touch(models.Model):
    """The one time that a step is done for an enrolment: unique for ever, whatever happens."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("Under way")
        DONE = "done", _("Done")
        PASSED_OVER = "passed_over", _("Passed over")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="touches")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="touches")
    message = models.OneToOneField(Message, null=True, on_delete=models.SET_NULL, related_name="touch")
    task = models.OneToOneField(Task, null=True, on_delete=models.SET_NULL, related_name="touch")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.PENDING)
    why = models.CharField(max_length=300, blank=True)
    arm = models.CharField(max_length=3, choices=Arm, default="", blank=True, help_text="which branch it chose")
    variant = models.ForeignKey(
        "cadences.Variant",
        null=True,
        on_delete=models.PROTECT,
        related_name="touches",
        help_text="empty: the step's own",
    )
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "touches"
        constraints = [models.UniqueConstraint(fields=["enrolment", "step"], name="one_touch_a_step")]
        indexes = [
            models.Index(fields=["enrolment"], condition=models.Q(outcome="pending"), name="touches_under_way"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}:{self.step_id}"

    @property
    def template(self) -> Template | None:
        """The words that it took."""
        return self.variant.template if self.variant else self.step.template


class Hold(models.Model):
    """Why an enrolment stands still, and until when. Lifting it is its own act."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="holds")
    reason = models.CharField(max_length=200)
    code = models.CharField(max_length=20, help_text="out_of_office, manual, company_answered ...")
    ends = models.CharField(max_length=20, blank=True, help_text="the code that the cadence ends with when it is over")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=models.Q(lifted_at=None), name="one_hold_at_a_time")
        ]

    def __str__(self) -> str:
        return self.reason


class Refusal(models.Model):
    """Why a lead was not enrolled, or a step not done: a code to count and a sentence to read."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="refusals")
    enrolment = models.ForeignKey(Enrolment, null=True, on_delete=models.CASCADE, related_name="refusals")
    cadence = models.ForeignKey(
        Cadence, null=True, on_delete=models.CASCADE, related_name="refusals", help_text="on which they were refused"
    )
    code = models.CharField(max_length=30)
    sentence = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sentence


class Override(models.Model):
    """A manager's word that one refusal does not hold for one lead, with their reason: for this enrolment only."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="overrides")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="override")
    code = models.CharField(max_length=30)
    sentence = models.CharField(max_length=300, help_text="what stood against it")
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code}: {self.why}"


class Gate(models.Model):
    """Who enrols on this cadence must have been let through; `asks` says what for. Whoever sets a gate also lets
    people through: this room only looks."""

    cadence = models.OneToOneField(Cadence, on_delete=models.CASCADE, related_name="gate")
    asks = models.CharField(max_length=200)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.asks


class Clearance(models.Model):
    """A member was let through a gate."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="clearances")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gate", "member"], name="one_clearance_a_gate")]

    def __str__(self) -> str:
        return f"{self.member_id} through {self.gate_id}"
