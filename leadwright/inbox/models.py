from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.channels.files import Taken
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class ReplyQuerySet(WorkspaceQuerySet):
    def waiting(self, now: datetime) -> Self:
        """Those that a person has to look at now: not settled, and not put off."""
        return self.filter(models.Q(snoozed_until=None) | models.Q(snoozed_until__lte=now), settled_at=None)


class Kind(models.TextChoices):
    REPLY = "reply", _("Reply")
    OUT_OF_OFFICE = "out_of_office", _("Out of office")
    AUTO_REPLY = "auto_reply", _("Automatic answer")
    BOUNCE = "bounce", _("Bounce")
    COMPLAINT = "complaint", _("Complaint")
    OTHER = "other", _("Something else")


class Intent(models.TextChoices):
    MEETING = "meeting", _("Wants to meet")
    INTERESTED = "interested", _("Interested")
    QUESTION = "question", _("Question")
    OBJECTION = "objection", _("Objection")
    NOT_NOW = "not_now", _("Not now")
    REFERRAL = "referral", _("Referral")
    NOT_INTERESTED = "not_interested", _("Declines")
    OPT_OUT = "opt_out", _("Opts out")


class Reply(models.Model):
    """How one inbound message was read, with the words that were the evidence, and what was done about it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="replies")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="reading")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="replies")
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="replies")
    kind = models.CharField(max_length=14, choices=Kind)
    intent = models.CharField(max_length=16, choices=Intent, blank=True)
    words = models.TextField(blank=True, help_text="what the person wrote, cut from quotes and signatures")
    evidence = models.CharField(max_length=300, blank=True)
    confidence = models.FloatField(default=0, help_text="0 to 1")
    returns_on = models.DateField(null=True, blank=True)
    corrected_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    read_as = models.CharField(max_length=16, blank=True, help_text="what the machine said, once a person corrected it")
    at = models.DateTimeField()
    snoozed_until = models.DateTimeField(null=True, blank=True, help_text="put off: it stands in no list until then")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="answered or closed; until then it waits")
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_how = models.CharField(max_length=20, blank=True, help_text="answered, closed, automatic")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        indexes = [
            models.Index(fields=["owner", "at"], condition=models.Q(settled_at=None), name="replies_waiting"),
            models.Index(
                fields=["workspace", "-id"], condition=models.Q(corrected_by__isnull=False), name="replies_corrected"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.intent}"

    @property
    def label(self) -> str:
        """What it was read as, in words."""
        if self.kind == Kind.REPLY:
            return self.get_intent_display() if self.intent else _("Not read")
        return self.get_kind_display()

    def answer(self, text: str, by: Member, now: datetime, files: "Sequence[Taken]" = ()) -> Message:
        return settling().answer(self, text, by, now, files)

    def correct(self, kind: str, intent: str, by: Member, now: datetime) -> bool:
        return settling().correct(self, kind, intent, by, now)

    def close(self, by: Member, now: datetime) -> None:
        settling().close(self, by, now)

    def reopen(self, by: Member, now: datetime) -> None:
        settling().reopen(self, by, now)


def settling():
    """The verbs of a reply touch many rooms; they stand in inbox/settling.py, which reads these models."""
    from leadwright.inbox import settling

    return settling


class Triage(models.Model):
    """Mail that belongs to nobody we know, or that could not be read: kept and shown, never dropped."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="triage")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="triage")
    key = models.CharField(max_length=80, help_text="hash of the raw mail: stored once")
    raw = models.BinaryField(help_text="empty once it belongs to somebody: then the message keeps it")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="+")
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "triage"
        constraints = [models.UniqueConstraint(fields=["mailbox", "key"], name="one_triage_a_mail")]

    def __str__(self) -> str:
        return self.subject

    def settle(self, by: Member, now: datetime) -> None:
        if self.settled_at is None:
            self._keep(by, now)

    def became(self, message: Message, by: Member, now: datetime) -> None:
        """A person said whose it is: the raw mail is kept with the message, once."""
        self.message, self.raw = message, b""
        self.save(update_fields=["message", "raw"])
        self.settle(by, now)

    def reopen(self) -> None:
        self._keep(None, None)

    def _keep(self, by: Member | None, at: datetime | None) -> None:
        self.settled_by, self.settled_at = by, at
        self.save(update_fields=["settled_by", "settled_at"])
