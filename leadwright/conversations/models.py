from collections import Counter

from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.channels.models import Mailbox, PhoneLine, StoredFile
from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet

# Not sent, and never to be: the address has letters that the server does not take.
UNWRITABLE = models.Q(state="failed", failure__startswith="no_utf8: ")


class Conversation(models.Model):
    """One thread of mail with one lead, from one mailbox."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="conversations")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="conversations")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="conversations")
    subject = models.CharField(max_length=500, blank=True)
    started_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.subject


class Message(models.Model):
    """One mail, out or in. Outbound ones walk the states of conversations/sending.py; nothing goes back a state.

    `message_id` is made and stored before any network use and is unique for ever in a workspace.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        CLAIMED = "claimed", _("Being sent")
        COMMITTING = "committing", _("Handed to the server")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNKNOWN = "unknown", _("Not known whether it was sent")
        CANCELLED = "cancelled", _("Cancelled before it was sent")
        RECEIVED = "received", _("Received")

    # Without an index of their own: those declared below begin with them, or, of a mailbox and an author, nothing in
    # the way of a mail asks by them alone, and each index is written to three times for every mail that leaves.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="messages", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="messages", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    outbound = models.BooleanField()
    state = models.CharField(max_length=10, choices=State)
    message_id = models.CharField(max_length=255)
    in_reply_to = models.CharField(max_length=255, blank=True)
    references = models.TextField(blank=True)
    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=998, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True, help_text="inbound: sanitised; the raw mail is kept apart")
    raw = models.BinaryField(null=True)
    calendar = models.TextField(blank=True, help_text="outbound: an invitation that goes with it (iCalendar)")
    enclosed = models.BinaryField(null=True, help_text="outbound: a PDF file that goes with it")
    enclosed_name = models.CharField(max_length=120, blank=True)
    tracked = models.BooleanField(default=False, help_text="its template asks for opens and clicks (tracking.py)")
    automatic = models.BooleanField(default=False, help_text="sent by a cadence, not written by a person just now")
    due_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=40, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # "code: sentence": why it waits, was not sent, or is not known to be.
    failure = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(help_text="sent or received; before that, made")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "message_id"], name="one_message_an_id")]
        indexes = [
            models.Index(fields=["mailbox", "due_at"], condition=models.Q(state="queued"), name="messages_due_of"),
            # By the lease alone: a condition on the state would be taken up by the point of no return, which then read
            # all that is leased to find the few that it names.
            models.Index(
                fields=["lease_until"], condition=models.Q(lease_until__isnull=False), name="messages_under_lease"
            ),
            models.Index(fields=["mailbox"], condition=models.Q(state="unknown"), name="messages_doubtful"),
            models.Index(fields=["mailbox"], condition=UNWRITABLE, name="messages_unwritable"),
            models.Index(fields=["mailbox", "at"], condition=models.Q(outbound=True), name="messages_paced"),
            models.Index(fields=["lead", "at"]),
            models.Index(fields=["workspace", "at"], condition=models.Q(tracked=True), name="messages_followed"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def looks(self) -> list[tuple[str, int]]:
        """Who looked at it, in words, and how often: a person first, machines with what gave them away."""
        judged = Counter(row.get_why_display() for row in self.sightings.all() if row.judged_at)
        by_person = judged.pop("", 0)
        return [*([(_("a person"), by_person)] if by_person else []), *judged.most_common()]

    @property
    def failure_code(self) -> str:
        """bad_address, refused, busy, no_connection, log_in, no_answer, bad_header, last_look, waits ..., or ""."""
        return self.failure.partition(": ")[0] if ": " in self.failure else ""

    @property
    def failure_words(self) -> str:
        return self.failure.partition(": ")[2] or self.failure

    @property
    def address_is_bad(self) -> bool:
        """The server said for good that the recipient's address takes no mail: a bounce at the door."""
        return self.state == self.State.FAILED and self.failure_code == "bad_address"


class Attachment(models.Model):
    """A file that goes with a mail, or came with one: then it lies in the raw mail, at the place `part`."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files", db_index=False)
    place = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    part = models.PositiveSmallIntegerField(null=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes; of one that came, as it was packed for the way")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "place"], name="one_attachment_a_place")]

    def __str__(self) -> str:
        return self.name


class Tracking(models.Model):
    """What a workspace wants to know of mails whose template asks for it. Without a row: nothing."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="tracking")
    opens = models.BooleanField(default=False)
    clicks = models.BooleanField(default=False)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.opens} {self.clicks}"


class TrackedLink(models.Model):
    """Where a link of a tracked mail leads. Only what stood in the mail can be led to."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="links", db_index=False)
    url = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "url"], name="one_link_a_target")]

    def __str__(self) -> str:
        return self.url


class Sighting(models.Model):
    """A look at a tracked mail: its picture was fetched, or a link followed. `why` says why it is no person's."""

    class Why(models.TextChoices):
        METHOD = "method", _("a program asked only whether it is there")
        AHEAD = "ahead", _("fetched ahead of a reader")
        PROXY = "proxy", _("a provider's picture proxy")
        SCANNER = "scanner", _("a scanner")
        PRIVACY = "privacy", _("a mail program that fetches everything")
        NO_BROWSER = "no_browser", _("no browser")
        AT_ONCE = "at_once", _("in the seconds after it left")
        BURST = "burst", _("many links at once")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="sightings", db_index=False)
    link = models.ForeignKey(TrackedLink, null=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    method = models.CharField(max_length=8)
    agent = models.CharField(max_length=200, blank=True)
    ahead = models.BooleanField(default=False, help_text="the program said that it fetches ahead of a reader")
    why = models.CharField(max_length=12, choices=Why, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["message", "at"], name="sightings_of_a_mail"),
            models.Index(fields=["at"], condition=models.Q(judged_at=None), name="sightings_to_judge"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.why}"


class Call(models.Model):
    """One call, made or tried, with what came of it."""

    class Disposition(models.TextChoices):
        REACHED = "reached", _("Reached")
        VOICEMAIL = "voicemail", _("Voicemail left")
        NO_ANSWER = "no_answer", _("No answer")
        WRONG_NUMBER = "wrong_number", _("Wrong number")
        CALL_BACK = "call_back", _("Call back at a time")
        REFUSED = "refused", _("Refused")
        MEETING = "meeting", _("Wants to meet")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="calls")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="calls")
    member = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="calls")
    key = models.CharField(max_length=80, help_text="what asked for it ('task:12'), so that it is logged once")
    disposition = models.CharField(max_length=14, choices=Disposition)
    number = models.CharField(max_length=32, blank=True, help_text="which number was rung, E.164")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_call_logged_once")]
        indexes = [models.Index(fields=["workspace", "number"], condition=~models.Q(number=""), name="calls_by_number")]

    def __str__(self) -> str:
        return self.get_disposition_display()


class Dial(models.Model):
    """One attempt to reach a number through a wire, as the wire tells it: the rep's phone rings, then the lead's. What
    came of it is the rep's word (`Call`). `token` is its name in the addresses that the wire calls."""

    class State(models.TextChoices):
        ASKED = "asked", _("Your phone will ring")
        RINGING = "ringing", _("It rings")
        TALKING = "talking", _("You are talking")
        ENDED = "ended", _("The talk has ended")
        BUSY = "busy", _("Busy")
        NO_ANSWER = "no_answer", _("Nobody answered")
        FAILED = "failed", _("It could not be put through")
        CALLED_OFF = "called_off", _("Called off")
        UNKNOWN = "unknown", _("Not known whether it rings")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="dials")
    line = models.ForeignKey(PhoneLine, null=True, on_delete=models.SET_NULL, related_name="dials")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="dials")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dials")
    key = models.CharField(max_length=80, help_text="what asked for it ('task:12')")
    token = models.CharField(max_length=43, unique=True)
    number = models.CharField(max_length=32)
    sid = models.CharField(max_length=64, blank=True, help_text="its name at the wire")
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    why = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="when they said yes to a recording")
    recording = models.CharField(max_length=64, blank=True, help_text="its name at the wire")
    recording_seconds = models.PositiveIntegerField(default=0)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"], condition=models.Q(ended_at=None), name="one_dial_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["workspace", "number"], name="dials_by_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


class NumberHold(models.Model):
    """A number that failed on three separate days, whoever rang it: nobody rings it until then. Then it is free."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="number_holds")
    number = models.CharField(max_length=32)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "number", "at"], name="a_number_held_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.until}"
