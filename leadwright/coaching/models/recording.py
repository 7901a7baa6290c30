from datetime import date, datetime
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from leadwright.conversations.models import Call
from leadwright.leads.models import Lead
from leadwright.team.access import SELLERS
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet

KEPT_DAYS = 90


def shelf() -> FileSystemStorage:
    """Sound lies in the data folder, outside of what the web server shows; only a view that asks who may hear reads
    it."""
    return FileSystemStorage(settings.HOME / "recordings", base_url=None, file_permissions_mode=0o600)


def place(recording: "Recording", _name: str) -> str:
    """A name that tells nothing, whatever the file was called."""
    return f"{recording.workspace_id}/{uuid4().hex}"


class RecordingRules(models.Model):
    """How long a workspace keeps recordings; a recording keeps the date that it got."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="recording_rules")
    kept_days = models.PositiveSmallIntegerField(default=KEPT_DAYS)

    def __str__(self) -> str:
        return f"{self.kept_days} days"


class RecordingQuerySet(WorkspaceQuerySet):
    def seen_by(self, member: Member) -> Self:
        """Managers all of them, a seller their own and those that the team may hear."""
        found = super().seen_by(member)
        if member.manages:
            return found
        if member.role not in SELLERS:
            return found.none()
        return found.filter(models.Q(member=member) | models.Q(heard_by=Recording.HeardBy.TEAM))

    def past_their_date(self, today: date) -> Self:
        return self.filter(gone_at=None, keep_until__lt=today)


class Recording(models.Model):
    """The sound of one call, for as long as it may be kept. When its date has passed the sound, the words and who
    spoke when are gone; what was measured and what was said about it stay."""

    class Consent(models.TextChoices):
        ASKED = "asked", _("They were asked, and agreed")
        ANNOUNCED = "announced", _("It was announced, and they went on")
        NOBODY_ELSE = "nobody_else", _("Only our own people are on it")

    class HeardBy(models.TextChoices):
        MANAGERS = "managers", _("Whose call it is, and managers")
        TEAM = "team", _("Everybody who sells")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be listened to")
        HEARD = "heard", _("Listened to")
        UNHEARD = "unheard", _("Cannot be read")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="recordings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="recordings")
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="recordings")
    call = models.ForeignKey(Call, null=True, blank=True, on_delete=models.SET_NULL, related_name="recordings")
    title = models.CharField(max_length=160)
    key = models.CharField(max_length=120, help_text="what it is: 'upload:<sha>' or the telephony's own number")
    sound = models.FileField(upload_to=place, storage=shelf, blank=True, max_length=120)
    kind = models.CharField(max_length=12, help_text="wav, mp3, ogg: as its first bytes say")
    own_channel = models.PositiveSmallIntegerField(default=0, help_text="which speaker is ours; 0 is the first")
    consent = models.CharField(max_length=12, choices=Consent)
    consent_note = models.CharField(max_length=200, blank=True)
    may_teach = models.BooleanField(default=False, help_text="agreed that it is used for training")
    heard_by = models.CharField(max_length=10, choices=HeardBy, default=HeardBy.MANAGERS)
    recorded_at = models.DateTimeField()
    keep_until = models.DateField()
    uploaded_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    why = models.CharField(max_length=300, blank=True, help_text="how the speakers were told apart, or why not")
    sure = models.FloatField(default=0)
    speakers = models.JSONField(default=list, help_text="[{parts: [[from, to], ...], seconds, longest}, ...]")
    gone_at = models.DateTimeField(null=True, blank=True)
    gone_why = models.CharField(max_length=200, blank=True)
    # What was measured; it stays when the sound is gone.
    seconds = models.FloatField(default=0)
    talk_share = models.FloatField(null=True, help_text="ours, 0 to 1")
    longest = models.FloatField(null=True, help_text="seconds of our longest time at one go")
    patience = models.FloatField(null=True, help_text="median seconds that we wait after they end")
    turns_a_minute = models.FloatField(null=True)
    questions = models.PositiveSmallIntegerField(null=True, help_text="ours; empty where nobody wrote the words down")
    concerns = models.PositiveSmallIntegerField(null=True)
    concerns_answered = models.PositiveSmallIntegerField(null=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_recording_a_sound")]
        indexes = [
            models.Index(fields=["keep_until"], condition=models.Q(gone_at=None), name="recordings_kept"),
            models.Index(fields=["workspace", "-recorded_at"], name="recordings_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_gone(self) -> bool:
        return self.gone_at is not None

    def forget(self, *, why: str, now: datetime) -> None:
        """The sound, the words and who spoke when are removed for good. The row says why, and keeps the figures."""
        name, files = self.sound.name, self.sound.storage
        with transaction.atomic():
            gone = {"gone_at": now, "gone_why": why[:200], "speakers": [], "may_teach": False, "sound": ""}
            Recording.objects.filter(pk=self.pk).update(**gone)
            self.utterances.all().delete()
            self.moments.all().delete()
            if name:  # what is rolled back keeps its sound; what falls between is swept away (coaching/keeping.py)
                transaction.on_commit(lambda: files.delete(name))


class Utterance(models.Model):
    """What one speaker said at one go, as it was heard or brought along; a concern says whether it was answered."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="utterances")
    at = models.FloatField(help_text="seconds from the beginning")
    speaker = models.PositiveSmallIntegerField()
    words = models.TextField()
    questions = models.PositiveSmallIntegerField(default=0)
    concern = models.CharField(max_length=16, blank=True, help_text="its kind: price, has_vendor, timing, trust ...")
    answered = models.BooleanField(null=True, help_text="of a concern: whether we took it up")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.words[:60]


class Hearing(models.Model):
    """Who listened to which recording, and when first: for whoever asks who heard them, and for coaching counts."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="hearings")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hearings")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "member"], name="one_first_hearing")]

    def __str__(self) -> str:
        return f"{self.member_id} heard {self.recording_id}"
