from datetime import datetime, timedelta
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from leadwright.inbox.models import Reply
from leadwright.leads.asking import origin_of
from leadwright.leads.models import Lead
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


class BookingPageQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        """Their own and the team's; managers see all of the workspace."""
        found = self.filter(workspace_id=member.workspace_id)
        return found if member.manages else found.filter(models.Q(member=member) | models.Q(member=None))

    def get_or_404(self, pk: int) -> "BookingPage":
        return get_object_or_404(self, pk=pk)


class BookingPage(models.Model):
    """Where whoever has its address books a meeting, known or not: with one member, or with whom the rules say."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="booking_pages")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="booking_pages", help_text="empty: team"
    )
    slug = models.SlugField(max_length=60)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BookingPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="one_booking_page_an_address"),
            models.UniqueConstraint(
                fields=["workspace", "member"],
                condition=models.Q(closed_at=None),
                nulls_distinct=False,
                name="one_open_booking_page_each",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Knock(models.Model):
    """A stranger tried to book. Old ones mean nothing and are dropped as new ones come."""

    WINDOW = timedelta(hours=1)
    MOST_AN_ADDRESS = 8
    MOST_A_PAGE = 60

    page = models.ForeignKey(BookingPage, on_delete=models.CASCADE, related_name="knocks")
    address = models.CharField(max_length=45, help_text="a keyed hash of where it came from")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.page_id} {self.at}"

    @classmethod
    def heard(cls, page: BookingPage, address: str, now: datetime) -> bool:
        """Counted before anything is looked at, so that many at once count too; False: too many."""
        since, origin = now - cls.WINDOW, origin_of(address)[:45]
        cls.objects.filter(at__lte=since).delete()
        cls.objects.create(page=page, address=origin, at=now)
        recent = cls.objects.filter(page=page, at__gt=since)
        return recent.count() <= cls.MOST_A_PAGE and recent.filter(address=origin).count() <= cls.MOST_AN_ADDRESS
