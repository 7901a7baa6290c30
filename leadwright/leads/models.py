from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.accounts.words import indexed, words
from leadwright.leads import journal
from leadwright.leads.matching import hosts
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


def refers_to(lead: Lead) -> models.Q:
    """What an opt-out may name somebody by: the person, their address, its domain, their number."""
    said = models.Q(lead=lead.pk) if lead.pk else models.Q(pk__in=[])
    if lead.email:
        said |= models.Q(address=lead.email) | models.Q(domain__in=hosts(lead.email))
    return said | models.Q(phone=lead.phone) if lead.phone else said


class OptOutQuerySet(WorkspaceQuerySet):
    def covering(self, lead: Lead, channel: str) -> Self:
        """Opt-outs of this person, however they name them, for a channel or for all."""
        return self.filter(refers_to(lead), workspace_id=lead.workspace_id, channel__in={channel, Channel.ALL})

    def channels_of(self, leads: Iterable[Lead]) -> dict[int, frozenset[str]]:
        """The channels that each of these leads is not reached by, as `covering` has it, in one question."""
        leads = list(leads)
        named = {
            "lead_id": {lead.pk for lead in leads},
            "address": {lead.email for lead in leads} - {""},
            "domain": {host for lead in leads for host in hosts(lead.email)},
            "phone": {lead.phone for lead in leads} - {""},
        }
        any_of = models.Q()
        for field, values in named.items():
            any_of |= models.Q(**{f"{field}__in": values})
        noes: dict[tuple, set[str]] = defaultdict(set)
        for workspace, channel, *names in self.filter(
            any_of, workspace__in={lead.workspace_id for lead in leads}
        ).values_list("workspace_id", "channel", *named):
            for field, name in zip(named, names, strict=True):
                if name:
                    noes[workspace, field, name].add(channel)
        return {lead.pk: frozenset().union(*(noes.get(key, ()) for key in _keys(lead))) for lead in leads}

    def keep(self, rows: "Iterable[OptOut]") -> "list[OptOut]":
        """Write noes: in this transaction, and in the journal outside the database as soon as it is committed."""
        kept = self.bulk_create(rows, batch_size=1_000)
        self.say_again(kept)
        return kept

    def say_again(self, kept: "list[OptOut]") -> None:
        """Have them in the journal when this transaction is committed; there a no may stand twice."""
        transaction.on_commit(lambda: journal.write(_lines(journal.OPT_OUT, kept)))

    def take_back(self) -> int:
        """A person says that these noes were never said; the journal keeps that too."""
        rows = list(self)
        self.filter(pk__in=[row.pk for row in rows]).delete()
        transaction.on_commit(lambda: journal.write(_lines(journal.WITHDRAWN, rows)))
        return len(rows)


def _keys(lead: Lead) -> list[tuple]:
    names = [("lead_id", lead.pk), ("address", lead.email), ("phone", lead.phone)]
    return [(lead.workspace_id, *name) for name in (*names, *(("domain", host) for host in hosts(lead.email)))]


def _lines(what: str, rows: "list[OptOut]") -> list[dict]:
    born = dict(Lead.objects.filter(pk__in={row.lead_id for row in rows}).values_list("pk", "created_at"))
    return [journal.line_of(what, row, born=born.get(row.lead_id)) for row in rows]


class OptOut(models.Model):
    """A no: a person's, or a line of a list of those who are not to be contacted (source "list").

    It outlives the lead: the address is kept beside it. `domain` covers everybody there, `phone` all with that number.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="opt_outs")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.SET_NULL, related_name="opt_outs")
    address = models.EmailField(blank=True)
    domain = models.CharField(max_length=253, blank=True)
    phone = models.CharField(max_length=32, blank=True, help_text="E.164")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.ALL)
    source = models.CharField(max_length=40, help_text="reply, one_click, form, rep, import, list, merge")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    objects = OptOutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "address", "domain", "phone", "channel"],
                condition=models.Q(source="list"),
                name="one_line_of_a_list_each",
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "address"]),
            models.Index(fields=["workspace", "domain"], condition=~models.Q(domain=""), name="noes_by_domain"),
            models.Index(fields=["workspace", "phone"], condition=~models.Q(phone=""), name="noes_by_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.address or self.domain or self.phone or self.lead_id}: {self.channel}"


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
    """Keep a person's no. The planner and the last look before a send both read it; nobody is told. A no to calls is
    kept with the number, as one to mail is with the address."""
    kept = OptOut(
        workspace_id=lead.workspace_id,
        lead=lead,
        address=lead.email,
        phone=lead.phone if channel == Channel.PHONE else "",
        channel=channel,
        source=source,
        words=words[:500],
        at=at,
    )
    return OptOut.objects.keep([kept])[0]


class Fence(models.Model):
    """The send fence: one row, pk 1. It knows the installation by `instance` and counts on in `epoch`; the files beside
    the database know how far it had come. See `fencing`."""

    instance = models.CharField(max_length=32)
    epoch = models.BigIntegerField(default=0)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.instance}: {self.epoch}"
