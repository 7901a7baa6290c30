from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class OwnQuerySet(WorkspaceQuerySet):
    def seen_by(self, member: Member) -> Self:
        """Managers all of them, others their own."""
        found = super().seen_by(member)
        return found if member.manages else found.filter(member=member)


class Goal(models.Model):
    """What a member wants to reach, as a figure and a day. The figure is measured, not told."""

    class Measure(models.TextChoices):
        TALK_SHARE = "talk_share", _("Talk share in calls, at most (%)")
        LONGEST = "longest", _("Longest time at one go, at most (s)")
        QUESTIONS = "questions", _("Questions asked in a call")
        CONCERNS = "concerns", _("Concerns taken up (%)")
        SCORE = "score", _("Average of managers' scorecards (0 to 100)")
        CALLS = "calls", _("Calls made")
        HANDOFFS = "handoffs", _("Hand-offs accepted")

    OF_HUNDRED = frozenset({Measure.TALK_SHARE, Measure.CONCERNS, Measure.SCORE})

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="goals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="goals")
    measure = models.CharField(max_length=12, choices=Measure)
    figure = models.FloatField()
    by_on = models.DateField()
    why = models.CharField(max_length=240, blank=True)
    set_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "measure"], condition=Q(ended_at=None), name="one_open_goal_a_measure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.figure:g}"


class OneToOne(models.Model):
    """A talk of a manager with a member: what was agreed, and from when on the next one looks."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="one_to_ones")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="one_to_ones")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed = models.TextField(max_length=4000)
    at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="one_to_ones_of_a_member")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.at:%Y-%m-%d}"
