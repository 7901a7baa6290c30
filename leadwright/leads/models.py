from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.accounts.words import indexed, words
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Motion(models.TextChoices):
    INBOUND = "inbound", _("Inbound")
    OUTBOUND = "outbound", _("Outbound")


class LeadList(models.Model):
    """A list as marketing handed it over."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="lists")
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=120, blank=True)
    motion = models.CharField(max_length=10, choices=Motion, default=Motion.OUTBOUND)
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_list_a_name")]

    def __str__(self) -> str:
        return self.name


class Status(models.TextChoices):
    """Where a lead stands on its way. A cache: the rows of the rooms above are the truth."""

    NEW = "new", _("To research")
    READY = "ready", _("Ready to contact")
    WORKING = "working", _("In contact")
    ANSWERED = "answered", _("Answered")
    WAITING = "waiting", _("Waiting for a date")
    QUALIFIED = "qualified", _("Qualified")
    DISQUALIFIED = "disqualified", _("Disqualified")
    OPTED_OUT = "opted_out", _("Opted out")
    BOUNCED = "bounced", _("Bounced")
    FINISHED = "finished", _("Finished without an answer")


ENDED = {Status.QUALIFIED, Status.DISQUALIFIED, Status.OPTED_OUT, Status.BOUNCED, Status.FINISHED}


# What `searching` looks through. The local part of an address spells the name without its marks.
PERSON_WORDS = words("given_name", "family_name", address="email")


class LeadQuerySet(WorkspaceQuerySet):
    def live(self) -> Self:
        return self.exclude(status__in=ENDED)

    def owned_by(self, member: Member) -> Self:
        return self.filter(owner=member)


class Lead(models.Model):
    """A person whom marketing named and a rep works. E-mail is kept lower-case; "" where none is known."""

    # Without an index of their own where one that is declared below begins with them: each costs every import.
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="leads", db_index=False)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    list = models.ForeignKey(
        LeadList, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads", db_index=False
    )
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="owned_leads", db_index=False)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=32, blank=True, help_text="E.164")
    linkedin = models.URLField(max_length=300, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True)
    timezone = models.CharField(max_length=64, blank=True, help_text="IANA name; empty where not known")
    language = models.CharField(max_length=5, blank=True)
    motion = models.CharField(max_length=10, choices=Motion, default=Motion.OUTBOUND)
    status = models.CharField(max_length=14, choices=Status, default=Status.NEW)
    custom = models.JSONField(default=dict, blank=True, help_text="columns of the list that have no field here")
    created_at = models.DateTimeField()

    objects = LeadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"], condition=~models.Q(email=""), name="one_lead_an_address"
            )
        ]
        indexes = [
            # The lead list, newest first, whole or narrowed by one thing.
            models.Index(fields=["workspace", "created_at", "id"], name="leads_newest"),
            models.Index(fields=["workspace", "status", "created_at", "id"], name="leads_by_status"),
            models.Index(fields=["list", "created_at", "id"], name="leads_by_list"),
            models.Index(fields=["owner", "created_at", "id"], name="leads_by_owner"),
            # What waits in a rep's Today, the oldest of each standing first; and who asked to hear from us.
            models.Index(fields=["owner", "status", "created_at", "id"], name="leads_in_turn"),
            models.Index(
                fields=["owner", "created_at", "id"],
                condition=models.Q(motion="inbound", status__in=["new", "ready"]),
                name="leads_inbound_waiting",
            ),
            # What an import finds people by, beside their address.
            models.Index(fields=["workspace", "phone"], condition=~models.Q(phone=""), name="leads_by_phone"),
            models.Index(
                models.F("workspace"), Lower("linkedin"), condition=~models.Q(linkedin=""), name="leads_by_linkedin"
            ),
            # The search by parts of words, in the very expression that `searching` asks by.
            GinIndex(OpClass(indexed(PERSON_WORDS), name="gin_trgm_ops"), name="leads_by_words"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.email or _("No name")

    @property
    def ended(self) -> bool:
        return self.status in ENDED

    def mark(self, status: Status) -> None:
        """Keep the cached standing; the caller has written the row that explains it."""
        if self.status != status:
            self.status = status
            self.save(update_fields=["status"])

    def opted_out_of(self, channel: str) -> bool:
        return OptOut.objects.covering(self, channel).exists()


class Channel(models.TextChoices):
    ALL = "all", _("Every channel")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Calls")
    LINKEDIN = "linkedin", _("LinkedIn")


class OptOutQuerySet(WorkspaceQuerySet):
    def covering(self, lead: Lead, channel: str) -> Self:
        """Opt-outs of this person, by row or by address, for a channel or for all."""
        same = models.Q(lead=lead)
        if lead.email:
            same |= models.Q(address=lead.email)
        return self.filter(same, workspace_id=lead.workspace_id, channel__in={channel, Channel.ALL})


class OptOut(models.Model):
    """A person's no. It outlives the lead: the address is kept beside it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="opt_outs")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.SET_NULL, related_name="opt_outs")
    address = models.EmailField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ALL)
    source = models.CharField(max_length=40, help_text="reply, one_click, form, rep, import")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = OptOutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "address"])]

    def __str__(self) -> str:
        return f"{self.address or self.lead_id}: {self.channel}"


class Import(models.Model):
    """One file on its way in. The file itself is kept until the import is done, so that it can go on after a stop."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("To be mapped")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped by an error")
        UNDONE = "undone", _("Taken back")

    class Mode(models.TextChoices):
        SKIP = "skip", _("Leave people who are already here as they are")
        FILL = "fill", _("Fill in what is missing")
        OVERWRITE = "overwrite", _("Overwrite with what the file says")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="imports")
    list = models.ForeignKey(LeadList, null=True, on_delete=models.SET_NULL, related_name="imports")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    shape = models.JSONField(default=dict, help_text="encoding, delimiter, header_row, columns, as read")
    mapping = models.JSONField(default=dict, help_text="column index as text: field name, or '' to leave it out")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SKIP)
    owners = models.ManyToManyField(Member, related_name="+", help_text="new leads go to them in turn")
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    error = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0, help_text="rows about somebody of an earlier row")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a file that stays outside")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.file_name

    @property
    def settled(self) -> int:
        """Rows of which it is known what became of them."""
        return self.created + self.updated + self.skipped + self.refused


class ImportRow(models.Model):
    """What became of one row of the file."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("Created")
        UPDATED = "updated", _("Updated")
        SKIPPED = "skipped", _("Already here")
        REFUSED = "refused", _("Refused")

    importing = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="report", db_index=False)
    number = models.PositiveIntegerField(help_text="line of the table, the header row is 1")
    cells = models.JSONField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.SET_NULL, related_name="+")
    filled = models.JSONField(null=True, help_text="lead, account: field to [what stood there, what the row said]")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["importing", "number"], name="one_outcome_a_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"


def opt_out(lead: Lead, *, channel: str, source: str, words: str = "", at: datetime) -> OptOut:
    """Keep a person's no. The planner and the last look before a send both read it; nobody is told."""
    return OptOut.objects.create(
        workspace_id=lead.workspace_id,
        lead=lead,
        address=lead.email,
        channel=channel,
        source=source,
        words=words[:500],
        at=at,
    )
