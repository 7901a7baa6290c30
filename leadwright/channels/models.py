from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start")
    STARTTLS = "starttls", _("STARTTLS")
    PLAIN = "plain", _("None (this machine only)")


class Mailbox(models.Model):
    """An address that writes and is read: SMTP out, IMAP in. The password is stored encrypted."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="mailboxes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.EmailField()
    sender_name = models.CharField(max_length=120)
    signature = models.TextField(blank=True)
    smtp_host = models.CharField(max_length=253)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    imap_host = models.CharField(max_length=253)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    username = models.CharField(max_length=254)
    password = EncryptedTextField()
    daily_limit = models.PositiveIntegerField(default=50)
    gap_seconds = models.PositiveIntegerField(default=60)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=300, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_error = models.CharField(max_length=300, blank=True)
    uid_validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [models.UniqueConstraint(fields=["workspace", "address"], name="one_mailbox_an_address")]

    def __str__(self) -> str:
        return self.address

    def freshly_read(self, now: datetime, within: timedelta = timedelta(hours=2)) -> bool:
        """Sync before send: a mailbox that was not read lately may hold an answer, so it does not send."""
        return self.read_at is not None and now - self.read_at <= within
