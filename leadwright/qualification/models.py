from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Topic(models.TextChoices):
    """What a criterion is about: the same questions stand in every framework under other names."""

    SIZE = "size", _("how large they are")
    INDUSTRY = "industry", _("what they make")
    MONEY = "affordability", _("money")
    URGENCY = "urgency", _("time")
    NEED = "need", _("need")
    AUTHORITY = "authority", _("who decides")
    FIT = "fit", _("whether our product fits")


class Criterion(models.Model):
    """One question of the framework. The five that ship: size, industry, affordability, urgency, fit. `topic` says
    which known things may be evidence for it. One that is retired is asked no more; its evidence is kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="criteria")
    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=80)
    question = models.CharField(max_length=300, help_text=_("How to ask it."))
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=20, choices=Topic, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [models.UniqueConstraint(fields=["workspace", "code"], name="one_criterion_a_code")]

    def __str__(self) -> str:
        return self.name


class EvidenceQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(lead__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Evidence":
        return get_object_or_404(self, pk=pk)

    def standing(self) -> Self:
        return self.filter(struck_out_at=None)


class Evidence(models.Model):
    """What shows, or speaks against, one criterion, with where it comes from."""

    class Strength(models.TextChoices):
        SHOWN = "shown", _("Shown")
        HINT = "hint", _("A hint")
        AGAINST = "against", _("Speaks against it")

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="evidence")
    text = models.CharField(max_length=500)
    source = models.CharField(max_length=300)
    origin = models.CharField(max_length=60, blank=True, help_text="the row that it was found in, as 'reply:12'")
    strength = models.CharField(max_length=10, choices=Strength)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    struck_out_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text


class VerdictQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(lead__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Verdict":
        return get_object_or_404(self, pk=pk)

    def standing_for(self, lead: Lead) -> "Verdict | None":
        """The newest that nobody withdrew and whose date of return has not come; it counts."""
        return self.filter(lead=lead, withdrawn_at=None, revisited_at=None).order_by("-at", "-pk").first()


class Verdict(models.Model):
    """The decision of a person on a lead. The newest without `withdrawn_at` counts."""

    class Decision(models.TextChoices):
        QUALIFIED = "qualified", _("Qualified")
        DISQUALIFIED = "disqualified", _("Disqualified")
        NOT_YET = "not_yet", _("Not yet: come back")

    class Reason(models.TextChoices):
        TOO_SMALL = "too_small", _("Too small")
        WRONG_INDUSTRY = "wrong_industry", _("Not an industry that we serve")
        NO_MONEY = "no_money", _("Cannot afford it")
        NO_URGENCY = "no_urgency", _("No urgency")
        NO_FIT = "no_fit", _("We cannot meet the need")
        NOT_INTERESTED = "not_interested", _("Not interested")
        WRONG_PERSON = "wrong_person", _("Wrong person")
        OTHER = "other", _("Other")

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="verdicts")
    decision = models.CharField(max_length=12, choices=Decision)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    note = models.TextField(blank=True)
    revisit_on = models.DateField(null=True, blank=True)
    revisit_column = models.CharField(max_length=200, blank=True, help_text="comes back when this is so")
    revisit_test = models.CharField(max_length=8, blank=True)
    revisit_value = models.CharField(max_length=300, blank=True)
    revisited_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    taken_up_at = models.DateTimeField(
        null=True, blank=True, help_text="when an AE accepted the lead on this verdict; from then on it stands"
    )

    returned_at = models.DateTimeField(null=True, blank=True, help_text="when an AE gave the lead back; also withdrawn")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["revisit_on"],
                condition=models.Q(revisited_at=None, withdrawn_at=None),
                name="verdicts_to_revisit",
            ),
            models.Index(
                fields=["lead"],
                condition=models.Q(revisited_at=None, withdrawn_at=None) & ~models.Q(revisit_column=""),
                name="verdicts_with_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()

    @property
    def comes_back(self) -> bool:
        """By itself: on a day, or when something is so."""
        return bool(self.revisit_on or self.revisit_column)

    @property
    def rule_words(self) -> str:
        """`Employees is at least 10`; empty without a rule."""
        if not self.revisit_column:
            return ""
        test = FitRule.Test(self.revisit_test).label
        return f"{self.revisit_column} {test} {self.revisit_value}".strip()


class ScoreModel(models.Model):
    """One training on the workspace's own history. The newest that was kept counts, for each thing that a score is of;
    `why` says why it was kept or not."""

    class Of(models.TextChoices):
        QUALIFIED = "Qualified", _("to be qualified")
        WON = "Won", _("to be won")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="score_models")
    of = models.CharField(max_length=9, choices=Of, default=Of.QUALIFIED)
    at = models.DateTimeField()
    kept = models.BooleanField(default=False)
    why = models.CharField(max_length=300)
    rows = models.PositiveIntegerField(default=0)
    positives = models.PositiveIntegerField(default=0)
    auc = models.FloatField(null=True)
    brier = models.FloatField(null=True)
    ece = models.FloatField(null=True)
    report = models.JSONField(default=dict, help_text="as `leadwright score train --json` prints it")
    model = models.JSONField(default=dict, help_text="as `scoring.Model.stored` has it; empty where it was not kept")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "of", "-at"], name="score_models_newest_of")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.why}"


class LeftOut(models.Model):
    """A column that a person keeps out of the score, because it is written down once the lead was worked."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="left_out")
    column = models.CharField(max_length=200)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "left out"
        constraints = [models.UniqueConstraint(fields=["workspace", "column"], name="a_column_is_left_out_once")]

    def __str__(self) -> str:
        return self.column


class FitRule(models.Model):
    """A rule of fit, for as long as there is too little history to learn from."""

    class Test(models.TextChoices):
        AT_LEAST = "at_least", _("is at least")
        AT_MOST = "at_most", _("is at most")
        ONE_OF = "one_of", _("is one of")
        HAS_WORD = "has_word", _("has one of the words")
        FILLED = "filled", _("is filled in")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="fit_rules")
    column = models.CharField(max_length=200)
    test = models.CharField(max_length=8, choices=Test)
    value = models.CharField(max_length=300, blank=True)
    points = models.SmallIntegerField()
    shipped = models.BooleanField(default=False)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "column", "test", "value"], name="each_rule_of_fit_once")
        ]

    def __str__(self) -> str:
        return f"{self.column} {self.get_test_display()} {self.value}: {self.points:+}"


class LeadScoreQuerySet(WorkspaceQuerySet):
    def in_band(self, member: Member, band: str) -> Self:
        """The best tenth, the best quarter, the upper or the lower half of all leads of the company, as they were
        measured last; none where nothing was."""
        bounds = ScoreRound.objects.filter(workspace=member.workspace_id).exclude(half=None).first()
        if bounds is None:
            return self.none()
        return self.filter(points__lt=bounds.half) if band == "low" else self.filter(points__gte=getattr(bounds, band))


class LeadScore(models.Model):
    """How likely a lead is, 0 to 100: what its card works out, kept for the lead list. `ranking` writes it. A row of
    its own, for a new model writes all of them anew, and a lead's row is heavy."""

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, primary_key=True, related_name="score")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    points = models.PositiveSmallIntegerField()

    objects = LeadScoreQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "points", "lead"], name="leads_by_score")]

    def __str__(self) -> str:
        return str(self.points)


class ScoreRound(models.Model):
    """How far all leads of a company were scored by what holds now, and from how many points on one is among the best.
    A round begins anew when a model or a rule changes, and each day."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="+")
    basis = models.CharField(max_length=80, blank=True, help_text="the model, or the rules of fit")
    upto = models.BigIntegerField(default=0, help_text="the number of the last lead that was scored")
    ended_at = models.DateTimeField(null=True, blank=True)
    tenth = models.PositiveSmallIntegerField(null=True)
    quarter = models.PositiveSmallIntegerField(null=True)
    half = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.basis}: {self.upto}"
