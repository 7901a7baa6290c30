"""The calendars of members, and our meetings in them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from leadwright.meetings.models.meetings import Meeting
from leadwright.team.models import Member


class CalendarQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        """Their own; managers see all of the workspace."""
        found = self.filter(member__workspace_id=member.workspace_id)
        return found if member.manages else found.filter(member=member)

    def get_or_404(self, pk: int) -> "Calendar":
        return get_object_or_404(self, pk=pk)


class Calendar(models.Model):
    """Where a member's time is taken: an ICS address, or a calendar that meetings are written into too (CalDAV, or at
    Google or Microsoft, where `url` only names it)."""

    class Kind(models.TextChoices):
        ICS = "ics", _("ICS address")
        CALDAV = "caldav", _("CalDAV")
        GOOGLE = "google", "Google"
        MICROSOFT = "microsoft", "Microsoft"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="calendars")
    kind = models.CharField(max_length=10, choices=Kind)
    url = models.URLField(max_length=500)
    username = models.CharField(max_length=254, blank=True)
    password = EncryptedTextField(blank=True, null=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = CalendarQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "url"], name="each_calendar_once")]

    def __str__(self) -> str:
        return self.url


class Busy(models.Model):
    """Taken time, as the calendar said when it was last read."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "busy"
        indexes = [models.Index(fields=["calendar", "starts_at"], name="busy_by_time")]

    def __str__(self) -> str:
        return f"{self.starts_at} {self.ends_at}"


class Entry(models.Model):
    """Our meeting as it stands in a calendar, with the change that was written last, and what it is called there."""

    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="entries")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="entries")
    sequence = models.PositiveIntegerField()
    remote = models.CharField(max_length=300, blank=True, help_text="its id at Google or Microsoft")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["calendar", "meeting"], name="one_entry_a_calendar")]

    def __str__(self) -> str:
        return f"{self.meeting_id} in {self.calendar_id}"


class CalendarGrant(models.Model):
    """A person's yes at Google or Microsoft for one calendar: tokens instead of a password, stored encrypted."""

    calendar = models.OneToOneField(Calendar, on_delete=models.CASCADE, related_name="grant")
    access = EncryptedTextField()
    refresh = EncryptedTextField()
    until = models.DateTimeField(help_text="when the access token ends, by the clock on the wall")

    def __str__(self) -> str:
        return str(self.calendar_id)

    def keep(self, access: str, refresh: str, until: datetime) -> None:
        self.access, self.refresh, self.until = access, refresh or self.refresh, until
        self.save(update_fields=["access", "refresh", "until"])
