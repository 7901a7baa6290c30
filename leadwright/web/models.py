from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class NoticeKind(models.TextChoices):
    REPLY = "reply", _("A reply waits for you")
    INBOUND = "inbound", _("Somebody asks to hear from you")
    HANDOFF = "handoff", _("A qualified lead is offered to you")
    QUESTION = "question", _("A colleague asks what you know")
    ANSWER = "answer", _("Your question has its answer")
    MAILBOX = "mailbox", _("Your mailbox has stopped, or cannot be read")


class Notice(models.Model):
    """Something that a member should hear of without looking: once each. `address` is where it is dealt with."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="notices", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notices", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    key = models.CharField(max_length=80, help_text="what it tells of ('reply:12')")
    text = models.CharField(max_length=200, blank=True, help_text="what a person wrote, or why")
    address = models.CharField(max_length=200)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    pushed_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="told_once")]
        indexes = [
            models.Index(fields=["member", "-at"], name="notices_newest"),
            models.Index(fields=["at"], condition=models.Q(pushed_at=None), name="notices_to_push"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.key}"

    @property
    def title(self) -> str:
        """In the language of whoever reads it."""
        if self.lead_id is None:
            return str(self.get_kind_display())
        return f"{self.lead.name}: {self.get_kind_display()}"


class NoticeChoice(models.Model):
    """How a member wants to hear of one kind. Without a row: in the page, and on their devices."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=10, choices=NoticeKind)
    in_page = models.BooleanField(default=True)
    by_push = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"


class Device(models.Model):
    """A browser that may be woken (RFC 8030): the address of its push service, and the keys that only it can open."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.CharField(max_length=600)
    public_key = models.CharField(max_length=100)
    secret = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "endpoint"], name="a_device_once")]

    def __str__(self) -> str:
        return self.name
