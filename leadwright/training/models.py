from typing import Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leadwright.cadences.models import Gate
from leadwright.coaching.models import Moment
from leadwright.knowledge.models import Article
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class PathQuerySet(WorkspaceQuerySet):
    """What is taken out of a path stays in the database: what was learnt of it keeps its words."""

    def standing(self) -> Self:
        """What is taught today: neither it nor what it belongs to was taken out."""
        return self.filter(**{f"{way}out_at": None for way in self.model.WITHIN})


class Topic(models.Model):
    """One learning path: its lessons in their order, its cards to recall, and how ready each member is in it."""

    class Kind(models.TextChoices):
        PRODUCT = "product", _("The product")
        MARKET = "market", _("The market")
        CRAFT = "craft", _("The craft")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PRODUCT)
    talks = models.PositiveSmallIntegerField(default=0, help_text="practised talks that its readiness asks for")
    out_at = models.DateTimeField(null=True, blank=True, help_text="taken out: taught and asked no more")

    objects = PathQuerySet.as_manager()
    WITHIN = ("",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_topic_a_name")]

    def __str__(self) -> str:
        return self.name


class Lesson(models.Model):
    """Something to read, to hear or to do. `day` is the working day of an onboarding by which it is taken."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="lessons")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="lessons")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    words = models.TextField(blank=True, max_length=10_000)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    moment = models.ForeignKey(Moment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    page = models.CharField(max_length=120, blank=True, help_text="a page of this product on which it is done")
    day = models.PositiveSmallIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True, help_text="who took it before has it to take again")
    out_at = models.DateTimeField(null=True, blank=True)

    objects = PathQuerySet.as_manager()
    WITHIN = ("", "topic__")

    class Meta:
        ordering = ["topic", "position"]
        constraints = [models.UniqueConstraint(fields=["topic", "position"], name="one_lesson_a_position")]

    def __str__(self) -> str:
        return self.title


class Taken(models.Model):
    """A member took a lesson."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="taken")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="lessons_taken")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lesson", "member"], name="one_lesson_taken_once")]

    def __str__(self) -> str:
        return f"{self.member_id} took {self.lesson_id}"


class Card(models.Model):
    """A question to recall, of a lesson. Where its answer becomes another, a new card takes its place: what was
    recalled of the old one is held against the old words."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="cards")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="cards")
    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=2000)
    out_at = models.DateTimeField(null=True, blank=True)

    objects = PathQuerySet.as_manager()
    WITHIN = ("", "lesson__", "lesson__topic__")

    def __str__(self) -> str:
        return self.question


class Recall(models.Model):
    """How one member stands with one card: the scheduler's state, and when it is asked again."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="recalls")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recalls")
    state = models.JSONField(default=dict)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["card", "member"], name="one_recall_a_member")]
        indexes = [models.Index(fields=["member", "due_at"], name="recalls_due")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.card_id}"


class Grade(models.Model):
    """One answer to a card, as its member graded it."""

    WORDS = {"again": _("Not known"), "hard": _("Hardly"), "good": _("Known"), "easy": _("Easily")}

    recall = models.ForeignKey(Recall, on_delete=models.CASCADE, related_name="grades")
    grade = models.CharField(max_length=5)
    said = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.grade

    @property
    def word(self) -> Promise:
        return self.WORDS[self.grade]


class Requirement(models.Model):
    """What a gate of a cadence asks: this topic, known this well."""

    gate = models.OneToOneField(Gate, on_delete=models.CASCADE, related_name="requirement")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="requirements")
    percent = models.PositiveSmallIntegerField(default=80)

    def __str__(self) -> str:
        return f"{self.topic_id} at {self.percent} %"


class Onboarding(models.Model):
    """A new member's way in: from this day on each lesson has its working day."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="onboarding")
    begins_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.member_id} from {self.begins_on}"


class Talk(models.Model):
    """A talk that a member practised with an invented person: `seed` says who that is."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="talks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="talks")
    topic = models.ForeignKey(Topic, null=True, on_delete=models.SET_NULL, related_name="practised")
    seed = models.PositiveIntegerField()
    language = models.CharField(max_length=2, default="en", db_default="en")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=6, blank=True, help_text="agreed, lost, or broken off by the rep")
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    marks = models.JSONField(default=dict, help_text="by criterion, 0 to 2")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-began_at"], name="talks_of_a_member")]
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=models.Q(ended_at=None), name="one_open_talk")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} with {self.seed}"


class Turn(models.Model):
    """What the rep said, and what the person answered."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="turns")
    number = models.PositiveSmallIntegerField()
    said = models.TextField(max_length=2000)
    answer = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["talk", "number"]
        constraints = [models.UniqueConstraint(fields=["talk", "number"], name="one_turn_a_number")]

    def __str__(self) -> str:
        return self.said[:60]


class TurnMark(models.Model):
    """A moment of a practised talk that went well or badly, and by which criterion."""

    turn = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="marked")
    well = models.BooleanField()
    criterion = models.CharField(max_length=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["turn", "well", "criterion"], name="one_mark_a_turn")]

    def __str__(self) -> str:
        return f"{self.criterion} {self.well}"
