"""Meetings, and what became of them."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.channels.models import Mailbox
from leadwright.inbox.models import Reply
from leadwright.leads.models import Lead
from leadwright.meetings.models.queues import Queue
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Meeting(models.Model):
    """A meeting with a lead: a first talk, a demo. `busy` is its time with the buffers; a host has one at a time."""

    class Purpose(models.TextChoices):
        TALK = "talk", _("First talk")
        DEMO = "demo", _("Demo")
        OTHER = "other", _("Meeting")

    class State(models.TextChoices):
        BOOKED = "booked", _("Booked")
        HELD = "held", _("Held")
        NO_SHOW = "no_show", _("Nobody came")
        CANCELLED = "cancelled", _("Called off")

    class Said(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        TENTATIVE = "tentative", _("Perhaps")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="meetings")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="meetings")
    host = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="meetings_hosted")
    queue = models.ForeignKey(Queue, null=True, on_delete=models.SET_NULL, related_name="meetings")
    booked_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", help_text="empty: the lead, by a link"
    )
    credit = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", help_text="who brought the lead to the table"
    )
    purpose = models.CharField(max_length=6, choices=Purpose, default=Purpose.TALK)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    busy = DateTimeRangeField()
    place = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True, help_text="why this host")
    shares = models.JSONField(default=dict, help_text="what each seat was owed of it, so that it can be taken out")
    passed = models.JSONField(default=list, help_text="members whose turn it was and whose calendar had no room")
    state = models.CharField(max_length=10, choices=State, default=State.BOOKED)
    said = models.CharField(max_length=10, choices=Said, blank=True, help_text="what the lead answered")
    host_said = models.CharField(max_length=10, choices=Said, blank=True, help_text="in the host's own calendar")
    uid = models.CharField(max_length=120)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="when it was found held, missed or called off")
    ended_why = models.CharField(max_length=300, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminded_again_at = models.DateTimeField(null=True, blank=True)
    organizer = models.ForeignKey(
        Mailbox,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the address that invited the lead: every change of it and every answer goes by it",
    )

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid"], name="one_meeting_a_uid"),
            models.CheckConstraint(
                condition=models.Q(starts_at__lt=models.F("ends_at")), name="a_meeting_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="a_host_has_one_meeting_at_a_time",
                expressions=[("host", RangeOperators.EQUAL), ("busy", RangeOperators.OVERLAPS)],
                condition=models.Q(state="booked"),
            ),
        ]
        indexes = [
            models.Index(fields=["lead", "-starts_at"], name="meetings_of_a_lead"),
            models.Index(fields=["starts_at"], condition=models.Q(state="booked"), name="meetings_to_come"),
        ]

    def __str__(self) -> str:
        return f"{self.lead} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        return _("%(purpose)s: %(lead)s and %(host)s") % {
            "purpose": self.get_purpose_display(),
            "lead": self.lead.name,
            "host": self.host.name,
        }

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now


class NoShow(models.Model):
    """The host waited and nobody came. Taken back, the meeting stands as it did."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="no_shows")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=models.Q(taken_back_at=None), name="one_no_show_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.at}"


class CalendarAnswer(models.Model):
    """What came back by mail about a meeting (RFC 5546, REPLY): each mail counts once."""

    reply = models.OneToOneField(Reply, on_delete=models.CASCADE, related_name="calendar_answer")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.CASCADE, related_name="answers")
    said = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.said}"
