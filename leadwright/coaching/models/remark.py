from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leadwright.coaching.models.recording import Recording
from leadwright.coaching.models.scorecard import one_subject
from leadwright.conversations.models import Message
from leadwright.pipeline.models import Handoff
from leadwright.team.access import SELLERS
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class RemarkQuerySet(WorkspaceQuerySet):
    def seen_by(self, member: Member) -> Self:
        """Managers all of them; others those on their own work, and what they wrote themselves."""
        found = super().seen_by(member)
        return found if member.manages else found.filter(Q(member=member) | Q(by=member))


class Remark(models.Model):
    """A comment on a piece of somebody's work, in a recording at a moment. Praise and criticism are both counted, so
    that neither is forgotten."""

    class Tone(models.TextChoices):
        PRAISE = "praise", _("Well done")
        CRITICISM = "criticism", _("Do it otherwise")
        NOTE = "note", _("A note")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="remarks")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="remarks", help_text="whose work")
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="remarks_given")
    recording = models.ForeignKey(Recording, null=True, on_delete=models.CASCADE, related_name="remarks")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="remarks")
    handoff = models.ForeignKey(Handoff, null=True, on_delete=models.CASCADE, related_name="remarks")
    seconds = models.FloatField(null=True, blank=True, help_text="at which moment of the recording")
    tone = models.CharField(max_length=10, choices=Tone)
    words = models.TextField(max_length=2000)
    at = models.DateTimeField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [one_subject("remark_on_one_thing")]
        indexes = [models.Index(fields=["member", "-at"], name="remarks_of_a_member")]

    def __str__(self) -> str:
        return self.words[:60]

    @property
    def subject(self) -> models.Model:
        return self.recording or self.message or self.handoff


class MomentQuerySet(WorkspaceQuerySet):
    def seen_by(self, member: Member) -> Self:
        """Everybody who sells: a moment is kept only of a recording that may teach."""
        found = super().seen_by(member)
        return (
            found.filter(recording__gone_at=None, recording__may_teach=True) if member.role in SELLERS else found.none()
        )


class Moment(models.Model):
    """A good moment of a call, kept for others to learn from, under its topic. It goes when the recording goes."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="moments")
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="moments")
    topic = models.CharField(max_length=80)
    title = models.CharField(max_length=160)
    begins = models.FloatField()
    ends = models.FloatField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = MomentQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(begins__lt=models.F("ends")), name="moment_has_a_length")]

    def __str__(self) -> str:
        return self.title
