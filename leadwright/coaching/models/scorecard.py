from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.coaching.models.recording import Recording
from leadwright.conversations.models import Message
from leadwright.pipeline.models import Handoff
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet

SUBJECTS = ("recording", "message", "handoff")


def one_subject(name: str) -> models.CheckConstraint:
    """Exactly one of a recording, a message and a hand-off."""
    wanted = Q()
    for chosen in SUBJECTS:
        wanted |= Q(**{f"{each}__isnull": each != chosen for each in SUBJECTS})
    return models.CheckConstraint(condition=wanted, name=name)


class Scorecard(models.Model):
    """What good work looks like, as questions. Used ones are never changed: a change makes a new version."""

    class Of(models.TextChoices):
        CALL = "recording", _("Calls")
        EMAIL = "message", _("E-mails")
        HANDOFF = "handoff", _("Hand-offs")

    class Audience(models.TextChoices):
        REP = "rep", _("Whose work it is, and managers")
        MANAGERS = "managers", _("Managers")
        TEAM = "team", _("Everybody who sells")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="scorecards")
    name = models.CharField(max_length=120)
    of = models.CharField(max_length=10, choices=Of, default=Of.CALL)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.REP)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_scorecard_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def current(self) -> "CardVersion | None":
        return self.versions.order_by("-number").first()


class CardVersion(models.Model):
    """The questions as they stood when somebody scored by them."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scorecard", "number"], name="one_version_of_a_scorecard")]

    def __str__(self) -> str:
        return f"{self.scorecard_id} v{self.number}"


class Question(models.Model):
    """One question of a scorecard. `low` and `high` are for a range, `choices` for one or several of a list."""

    class Kind(models.TextChoices):
        RANGE = "range", _("A figure in a range")
        SINGLE = "single", _("One of a list")
        MULTI = "multi", _("Several of a list")
        YES_NO = "yes_no", _("Yes or no")
        OPEN = "open", _("In words")

    version = models.ForeignKey(CardVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=240)
    guide = models.TextField(blank=True, help_text="how each level is told from the next")
    mandatory = models.BooleanField(default=False)
    low = models.PositiveSmallIntegerField(default=1)
    high = models.PositiveSmallIntegerField(default=5)
    choices = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="one_question_a_position"),
            models.CheckConstraint(condition=Q(low__lt=models.F("high"), high__lte=50), name="range_within_50"),
        ]

    def __str__(self) -> str:
        return self.text


class ReviewQuerySet(WorkspaceQuerySet):
    def published(self) -> Self:
        return self.exclude(published_at=None)

    def of(self, subject: models.Model) -> Self:
        return self.filter(**{subject._meta.model_name: subject})


class Review(models.Model):
    """One use of a scorecard by one scorer on one call, e-mail or hand-off. Saved, only its scorer sees it; published,
    those whom coaching/seeing.py names. `by` equal to `member` is a self-review."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reviews")
    version = models.ForeignKey(CardVersion, on_delete=models.PROTECT, related_name="reviews")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="reviews")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="reviews_given")
    recording = models.ForeignKey(Recording, null=True, on_delete=models.CASCADE, related_name="reviews")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="reviews")
    handoff = models.ForeignKey(Handoff, null=True, on_delete=models.CASCADE, related_name="reviews")
    score = models.FloatField(null=True, help_text="0 to 100, of what can be counted")
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            one_subject("review_of_one_thing"),
            *(
                models.UniqueConstraint(fields=["scorecard", "by", each], name=f"one_review_a_scorer_{each}")
                for each in SUBJECTS
            ),
        ]
        indexes = [models.Index(fields=["member", "-published_at"], name="reviews_of_a_member")]

    def __str__(self) -> str:
        return f"{self.scorecard_id} by {self.by_id}"

    @property
    def is_own(self) -> bool:
        return self.by_id == self.member_id

    @property
    def subject(self) -> models.Model:
        return self.recording or self.message or self.handoff


class Mark(models.Model):
    """One question's answer. `left_out` says that it did not apply."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="marks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="marks")
    number = models.SmallIntegerField(null=True)
    chosen = models.JSONField(default=list)
    words = models.TextField(blank=True)
    left_out = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "question"], name="one_mark_a_question")]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.number if self.number is not None else self.words[:40]}"


class Calibration(models.Model):
    """Managers who score the same call by the same scorecard without looking at each other, to compare their eyes."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="calibrations")
    scorecard = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="calibrations")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="calibrations")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scorecard", "recording"], name="one_calibration_a_recording")]

    def __str__(self) -> str:
        return f"{self.scorecard_id} on {self.recording_id}"
