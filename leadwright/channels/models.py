from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from leadwright.channels.pacing import Pace, ramped
from leadwright.channels.phone.lines import PhoneLine
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet

if TYPE_CHECKING:
    from leadwright.channels.email.imap import Arrived

__all__ = ["Mailbox", "PhoneLine", "Security"]


class Security(models.TextChoices):
    TLS = "tls", _("TLS from the start")
    STARTTLS = "starttls", _("STARTTLS")
    PLAIN = "plain", _("None (this machine only)")


FRESH = timedelta(hours=2)


class MailboxQuerySet(WorkspaceQuerySet):
    def shown_to(self, member: Member) -> Self:
        """Their own; managers and admins see all of the workspace."""
        found = self.seen_by(member)
        return found if member.manages else found.filter(member=member)

    def sending(self) -> Self:
        return self.filter(stopped_at=None, workspace__sending_stopped_at=None)


class Mailbox(models.Model):
    """An address that writes and is read: SMTP out, IMAP in. The password is stored encrypted."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="mailboxes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mailboxes")
    address = models.EmailField()
    sender_name = models.CharField(max_length=120)
    signature = models.TextField(blank=True)
    as_html = models.BooleanField(default=False, help_text="the same words as light HTML too, behind the text")
    smtp_host = models.CharField(max_length=253)
    smtp_port = models.PositiveIntegerField(default=587)
    smtp_security = models.CharField(max_length=10, choices=Security, default=Security.STARTTLS)
    imap_host = models.CharField(max_length=253)
    imap_port = models.PositiveIntegerField(default=993)
    imap_security = models.CharField(max_length=10, choices=Security, default=Security.TLS)
    username = models.CharField(max_length=254)
    password = EncryptedTextField(null=True, blank=True, help_text="none where the provider gives a grant")
    daily_limit = models.PositiveIntegerField(default=50)
    gap_seconds = models.PositiveIntegerField(default=60)
    jitter_seconds = models.PositiveIntegerField(default=0, help_text="up to so many more than the gap")
    hourly_limit = models.PositiveIntegerField(default=0, help_text="0: none but that of the day")
    domain_limit = models.PositiveIntegerField(default=0, help_text="a day to one receiving domain; 0: none")
    ramp_from = models.DateField(null=True, blank=True, help_text="the first day of a slow start; empty: none")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=300, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, help_text="what came back before this is forgiven")
    read_at = models.DateTimeField(null=True, blank=True)
    read_error = models.CharField(max_length=300, blank=True)
    uid_validity = models.BigIntegerField(null=True, blank=True)
    last_uid = models.BigIntegerField(default=0)
    older_uid = models.BigIntegerField(default=0, help_text="mail up to this one is read in slices; 0: none waits")
    provider = models.CharField(max_length=12, blank=True, help_text="google, microsoft: by a grant; empty: a password")
    created_at = models.DateTimeField()

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mailboxes"
        constraints = [models.UniqueConstraint(fields=["workspace", "address"], name="one_mailbox_an_address")]

    def __str__(self) -> str:
        return self.address

    @property
    def domain(self) -> str:
        return self.address.rsplit("@", 1)[-1]

    def limit_of(self, day: date) -> int:
        """Mails a day on that day: the limit, or less while a young mailbox begins slowly."""
        return ramped(self.daily_limit, (day - self.ramp_from).days) if self.ramp_from else self.daily_limit

    def pace(self, now: datetime) -> Pace:
        """What holds just now; the ramp goes by days of UTC."""
        limit = self.limit_of(now.astimezone(UTC).date())
        return Pace(limit, self.hourly_limit, self.gap_seconds, self.jitter_seconds)

    def freshly_read(self, now: datetime, within: timedelta = FRESH) -> bool:
        """Sync before send: a mailbox that was not read lately may hold an answer, so it does not send."""
        return self.read_at is not None and now - self.read_at <= within

    def keep_place(self, uid_validity: int | None, uid: int, now: datetime) -> None:
        """The mailbox was read up to `uid`, just now. Within one UIDVALIDITY the place only moves on."""
        self._move(uid_validity, uid)
        self.read_at, self.read_error = now, ""
        self.save(update_fields=["uid_validity", "last_uid", "older_uid", "read_at", "read_error"])

    def keep(self, *arrivals: "Arrived") -> None:
        """These mails (channels/email/imap.py), in the order in which they came, were received for good. When the
        mailbox was read is said at the end of a round, by `keep_place`: while newer mail waits, an answer may lie in
        it."""
        for arrived in arrivals:
            if not arrived.older:
                self._move(arrived.uid_validity, arrived.uid)
            self.older_uid = arrived.left
        self.save(update_fields=["uid_validity", "last_uid", "older_uid"])

    def _move(self, uid_validity: int | None, uid: int) -> None:
        same = uid_validity == self.uid_validity
        self.last_uid = max(self.last_uid, uid) if same else uid
        self.older_uid = self.older_uid if same else 0
        self.uid_validity = uid_validity

    def not_read(self, why: str) -> None:
        """Reading failed. The place and the time of the last good reading stay, so sending stops by itself."""
        if self.read_error != why[:300]:
            self.read_error = why[:300]
            self.save(update_fields=["read_error"])

    def stop(self, why: str, now: datetime) -> None:
        """Nothing leaves this mailbox until somebody releases it; what is queued waits."""
        if self.stopped_at is None:
            self.stopped_at, self.stopped_why = now, why[:300]
            self.save(update_fields=["stopped_at", "stopped_why"])

    def release(self, now: datetime) -> None:
        """A person's act: what came back until now does not brake it again."""
        self.stopped_at, self.stopped_why, self.released_at = None, "", now
        self.save(update_fields=["stopped_at", "stopped_why", "released_at"])


class DomainCheck(models.Model):
    """How the domain of a mailbox stood at a time (channels/email/domain.py)."""

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="domain_checks")
    findings = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mailbox", "-at"])]

    def __str__(self) -> str:
        return str(self.at)


class Grant(models.Model):
    """A person's yes at Google or Microsoft: tokens instead of a password, stored encrypted."""

    mailbox = models.OneToOneField(Mailbox, on_delete=models.CASCADE, related_name="grant")
    provider = models.CharField(max_length=12, help_text="google, microsoft")
    access = EncryptedTextField()
    refresh = EncryptedTextField()
    until = models.DateTimeField(help_text="when the access token ends, by the clock on the wall")

    def __str__(self) -> str:
        return self.provider

    def keep(self, access: str, refresh: str, until: datetime) -> None:
        self.access, self.refresh, self.until = access, refresh or self.refresh, until
        self.save(update_fields=["access", "refresh", "until"])


class StoredFile(models.Model):
    """What a file that went with a mail or goes with a template holds: once in a workspace, by the hash of it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="files")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content")
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="bytes")
    unused_since = models.DateTimeField(null=True, blank=True, help_text="no mail and no template has it any more")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="each_content_once")]

    def __str__(self) -> str:
        return self.digest[:12]
