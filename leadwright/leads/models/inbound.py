from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models.people import Lead, LeadList
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Source(models.Model):
    """Where people ask to hear from us: a form on a site, or a program that posts JSON. Of the program's token only a
    hash is kept."""

    class Kind(models.TextChoices):
        FORM = "form", _("Web form")
        API = "api", _("Program (API)")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="sources")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.FORM)
    token = models.CharField(max_length=43, unique=True, help_text="of a form: in its address; of a program: its hash")
    consent = models.CharField(max_length=500, blank=True, help_text="the words that they agree to; empty: not asked")
    thanks = models.URLField(max_length=300, blank=True, help_text="where they are led afterwards")
    list = models.ForeignKey(LeadList, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_source_a_name")]

    def __str__(self) -> str:
        return self.name


class Arrival(models.Model):
    """Somebody asked to hear from us: once for each time that they did. `consent` are the words as they stood then.
    `touched_at` is when a person of ours first wrote, rang or wrote on LinkedIn afterwards."""

    class Outcome(models.TextChoices):
        CREATED = "created", _("New lead")
        MATCHED = "matched", _("Was here already")
        REFUSED = "refused", _("Refused")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="arrivals", db_index=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="arrivals", db_index=False)
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="arrivals")
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=300, blank=True)
    told = models.JSONField(default=dict, help_text="what they wrote, by field")
    consent = models.CharField(max_length=500, blank=True)
    origin = models.CharField(max_length=64, blank=True, help_text="a mark of the address that it came from")
    once = models.CharField(max_length=100, blank=True, help_text="the idempotency key of a program")
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    why_owner = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    touched_at = models.DateTimeField(null=True, blank=True)
    touched_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "once"], condition=~models.Q(once=""), name="one_arrival_an_idempotency_key"
            )
        ]
        indexes = [
            models.Index(fields=["source", "at"], name="arrivals_of_a_source"),
            models.Index(fields=["workspace", "at"], name="arrivals_newest"),
            models.Index(
                fields=["workspace", "lead"],
                condition=models.Q(touched_at=None, lead__isnull=False),
                name="arrivals_untouched",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id}: {self.outcome}"


class TerritoryRule(models.Model):
    """Who gets whoever asks: the first rule that fits. One without a field fits always, and stands last."""

    class Field(models.TextChoices):
        COUNTRY = "country", _("Country")
        INDUSTRY = "industry", _("Industry")
        EMPLOYEES = "employees", _("Number of employees")
        CITY = "city", _("City")
        SOURCE = "source", _("Source")

    class Test(models.TextChoices):
        ONE_OF = "one_of", _("is one of")
        HAS_WORD = "has_word", _("has one of the words")
        AT_LEAST = "at_least", _("is at least")
        AT_MOST = "at_most", _("is at most")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="territories")
    position = models.PositiveSmallIntegerField(default=0)
    field = models.CharField(max_length=10, choices=Field, blank=True)
    test = models.CharField(max_length=10, choices=Test, blank=True)
    value = models.CharField(max_length=300, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(field=""), name="one_territory_of_the_rest"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.test} {self.value}".strip() or "all others"


class TerritorySeat(models.Model):
    """A member who takes leads of a territory, in turn with the others who do."""

    rule = models.ForeignKey(TerritoryRule, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    given = models.PositiveIntegerField(
        default=0, help_text="leads that they got here; a newcomer begins with the least"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "member"], name="one_seat_in_a_territory")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.given}"
