from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.accounts.words import indexed, words
from leadwright.kit.statements import run
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
STANDS = "UPDATE leads_lead SET status = %(status)s WHERE id = %(lead)s"


# What `searching` looks through. The local part of an address spells the name without its marks.
PERSON_WORDS = words("given_name", "family_name", address="email")
TITLE_WORDS = SearchVector("title", config="simple")


def untagged() -> list[str]:
    return []


class LeadQuerySet(WorkspaceQuerySet):
    def live(self) -> Self:
        return self.exclude(status__in=ENDED)

    def with_address(self, address: str) -> Self:
        """Whose address it is, written to or not. Two questions in one: joined by OR neither index would serve."""
        other = self.model.other_addresses.rel.related_model.objects.filter(address=address)
        return self.filter(models.Q(email=address) | models.Q(pk__in=other.values("lead"))) if address else self.none()

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
    custom = models.JSONField(
        default=dict, blank=True, help_text="custom fields by their key, and columns of lists by their name"
    )
    tags = ArrayField(models.CharField(max_length=40), default=untagged, db_default=[], blank=True)
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField(
        null=True, blank=True, help_text="the last mail, call or LinkedIn step; a timer follows the ledger"
    )

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
            models.Index(fields=["list", "status", "created_at", "id"], name="leads_by_list_status"),
            models.Index(
                fields=["owner", "created_at", "id"], condition=models.Q(owner__isnull=False), name="leads_by_owner"
            ),
            models.Index(
                fields=["workspace", "created_at", "id"], condition=models.Q(owner=None), name="leads_of_nobody"
            ),
            models.Index(
                fields=["workspace", "created_at", "id"], condition=models.Q(motion="inbound"), name="leads_inbound"
            ),
            # What waits in a rep's Today, the oldest of each standing first; and who asked to hear from us.
            models.Index(fields=["owner", "status", "created_at", "id"], name="leads_in_turn"),
            models.Index(
                fields=["owner", "created_at", "id"],
                condition=models.Q(motion="inbound", status__in=["new", "ready"]),
                name="leads_inbound_waiting",
            ),
            models.Index(fields=["workspace", "touched_at"], name="leads_by_touch"),
            models.Index(
                fields=["workspace", "created_at", "id"], condition=models.Q(email=""), name="leads_without_email"
            ),
            models.Index(
                fields=["workspace", "created_at", "id"], condition=models.Q(phone=""), name="leads_without_phone"
            ),
            # What an import finds people by, beside their address.
            models.Index(fields=["workspace", "phone"], condition=~models.Q(phone=""), name="leads_by_phone"),
            models.Index(
                models.F("workspace"), Lower("linkedin"), condition=~models.Q(linkedin=""), name="leads_by_linkedin"
            ),
            # The search by parts of words, in the very expression that `searching` asks by.
            GinIndex(OpClass(indexed(PERSON_WORDS), name="gin_trgm_ops"), name="leads_by_words"),
            # What the list is narrowed to, several at once: one index answers each of them and all together.
            GinIndex(
                models.F("tags"),
                OpClass(models.F("custom"), name="jsonb_path_ops"),
                models.F("country"),
                TITLE_WORDS,
                name="leads_by_what_they_are",
            ),
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
            run(STANDS, {"lead": self.pk, "status": str(status)})

    def opted_out_of(self, channel: str) -> bool:
        return self.opt_outs.model.objects.covering(self, channel).exists()


class SavedView(models.Model):
    """A question to the lead list that somebody kept under a name, for the whole team."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=2000, help_text="what stands in the address of the list")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_view_a_name")]

    def __str__(self) -> str:
        return self.name
