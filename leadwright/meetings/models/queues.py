"""Who takes meetings in turn, and by which rules."""

from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from leadwright.meetings import routing
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Queue(models.Model):
    """People who take meetings in turn, and what such a meeting is like."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="queues")
    name = models.CharField(max_length=80)
    minutes = models.PositiveSmallIntegerField(default=30)
    buffer_minutes = models.PositiveSmallIntegerField(default=10, help_text="kept free before and after each meeting")
    notice_hours = models.PositiveSmallIntegerField(default=4, help_text="nothing is booked sooner than that")
    horizon_days = models.PositiveSmallIntegerField(default=14)
    place = models.CharField(max_length=300, blank=True, help_text="an address or a link for video")
    stop_days = models.PositiveSmallIntegerField(default=1, help_text="before a leave")
    resume_days = models.PositiveSmallIntegerField(default=0, help_text="before the end of a leave")
    remind_hours = models.PositiveSmallIntegerField(default=24, help_text="before it a reminder goes out; 0 is none")
    remind_again_minutes = models.PositiveSmallIntegerField(default=60, help_text="and another; 0 is none")
    credits_no_shows = models.BooleanField(default=True, help_text="who waited in vain is owed one again")
    credits_cancelled = models.BooleanField(default=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_queue_a_name")]

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(queue__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Seat":
        return get_object_or_404(self, pk=pk)


class Seat(models.Model):
    """A member in a queue. `owed` is what the fairness of the queue remembers, in parts of a booking
    (`routing.BOOKING`); it is never reckoned from anything else."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="seats")
    weight = models.PositiveIntegerField(default=100, help_text="0 to 10,000; 0 is out")
    priority = models.SmallIntegerField(default=0)
    cap_hour = models.PositiveSmallIntegerField(default=0)
    cap_day = models.PositiveSmallIntegerField(default=0)
    cap_week = models.PositiveSmallIntegerField(default=0)
    cap_month = models.PositiveSmallIntegerField(default=0)
    owed = models.BigIntegerField(default=0)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["queue", "member"], name="one_seat_each"),
            models.CheckConstraint(
                condition=models.Q(weight__lte=routing.MOST_WEIGHT), name="a_weight_is_at_most_10000"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.queue_id}"

    @property
    def caps(self) -> routing.Caps:
        return routing.Caps(self.cap_hour, self.cap_day, self.cap_week, self.cap_month)


class Rule(models.Model):
    """One rule of who gets a meeting; they are tried in order. The last has no condition and fits always."""

    class Field(models.TextChoices):
        COUNTRY = "country", _("Country")
        EMPLOYEES = "employees", _("Employees")
        INDUSTRY = "industry", _("Industry")
        TITLE = "title", _("Title")
        LIST = "list", _("List")
        LANGUAGE = "language", _("Language")
        MOTION = "motion", _("Motion")

    class Test(models.TextChoices):
        ONE_OF = routing.ONE_OF, _("is one of")
        AT_LEAST = routing.AT_LEAST, _("is at least")
        AT_MOST = routing.AT_MOST, _("is at most")
        HAS_WORD = routing.HAS_WORD, _("has one of the words")

    class Gives(models.TextChoices):
        OWNER = routing.OWNER, _("who owns the lead or its company")
        PERSON = routing.PERSON, _("one person")
        QUEUE = routing.QUEUE, _("a queue")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="meeting_rules")
    position = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=12, choices=Field, blank=True)
    test = models.CharField(max_length=10, choices=Test, blank=True)
    value = models.CharField(max_length=300, blank=True)
    gives = models.CharField(max_length=8, choices=Gives)
    queue = models.ForeignKey(Queue, null=True, blank=True, on_delete=models.PROTECT, related_name="rules")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"],
                condition=models.Q(field="") & ~models.Q(gives=routing.OWNER),
                name="one_rule_fits_always",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.field} {self.test} {self.value} → {self.gives}"

    def as_value(self) -> routing.Rule:
        to = self.queue_id if self.gives == routing.QUEUE else self.member_id
        return routing.Rule(self.pk, self.field, self.test, self.value, self.gives, to)
