from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.leads.models import Lead
from leadwright.team.models import Member
from leadwright.team.scope import WorkspaceQuerySet


class BuyingRole(models.TextChoices):
    DECIDES = "decides", _("Decides")
    RECOMMENDS = "recommends", _("Recommends")
    USES = "uses", _("Uses")
    BLOCKS = "blocks", _("Can block")
    UNKNOWN = "unknown", _("Not known")


class BriefQuerySet(WorkspaceQuerySet):
    def seen_by(self, member: Member):
        return self.filter(lead__workspace_id=member.workspace_id)


class Brief(models.Model):
    """What we know before we write: company, need, the gap that our offer closes, the person's part in buying.

    `good_at` is set once the brief is good enough (research/briefing.py says when); before that nobody is contacted.
    """

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="brief")
    company = models.TextField(blank=True)
    need = models.TextField(blank=True)
    gap = models.TextField(blank=True)
    opener = models.TextField(blank=True, help_text=_("One personal sentence for the first message."))
    role = models.CharField(max_length=10, choices=BuyingRole, default=BuyingRole.UNKNOWN)
    checked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    good_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    objects = BriefQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Brief of {self.lead_id}"


class Fact(models.Model):
    """One thing that is known, with where it was read and when."""

    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.CASCADE, related_name="facts")
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.CASCADE, related_name="facts")
    text = models.CharField(max_length=500)
    kind = models.CharField(
        max_length=20, default="note", help_text="what, industry, size, place, people, signal, note"
    )
    source = models.CharField(max_length=300, help_text="an address, or words such as 'call', 'LinkedIn profile'")
    words = models.CharField(max_length=300, blank=True, help_text="the very words that it was read from")
    seen_on = models.DateField(help_text="when it was read last")
    confidence = models.FloatField(null=True, blank=True, help_text="how surely it was read right; empty: by a person")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    added_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    struck_out_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text

    @property
    def read_by_us(self) -> bool:
        """Proposed by the program and not confirmed by anybody yet."""
        return self.confidence is not None and self.confirmed_at is None


class SiteVisit(models.Model):
    """When a company's site was last tried, and what was in the way."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="site_visit")
    at = models.DateTimeField()
    said = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.at}"
