from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


def consent_by_law() -> list[str]:
    """Where a mail to a stranger needs their consent first: Canada (CASL). A person adds others."""
    return ["CA"]


class Ruleset(models.Model):
    """The settings that cadences share: what an answer does, who is not enrolled, how many, and when.

    An edit holds at once, and for those on their way too: who says that a colleague's answer stops a cadence means it
    from now on, not from the next prospect on. (Steps are another thing: they are versioned.)
    """

    class OnReply(models.TextChoices):
        STOP = "stop", _("ends the cadence")
        HOLD = "hold", _("lets it stand still, and then ends it")
        GO_ON = "go_on", _("changes nothing: the steps look at it themselves")

    class OnCompany(models.TextChoices):
        NOTHING = "nothing", _("nothing")
        DELAY = "delay", _("put them off by some days")
        HOLD = "hold", _("hold them until a person lets them go on")
        STOP = "stop", _("end their cadences")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="rulesets")
    name = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)

    on_reply = models.CharField(max_length=8, choices=OnReply, default=OnReply.STOP)
    on_others_reply = models.CharField(max_length=8, choices=OnReply, default=OnReply.STOP)
    reply_hold_days = models.PositiveSmallIntegerField(default=5)
    on_reached = models.CharField(
        max_length=8, choices=[("stop", OnReply.STOP.label), ("go_on", OnReply.GO_ON.label)], default="stop"
    )
    on_company = models.CharField(max_length=8, choices=OnCompany, default=OnCompany.DELAY)
    company_days = models.PositiveSmallIntegerField(default=5)

    cool_down_days = models.PositiveSmallIntegerField(default=0)
    company_at_once = models.PositiveSmallIntegerField(default=0)
    one_owner_a_company = models.BooleanField(default=False)
    no_deal_at_company = models.BooleanField(default=True)
    needs_good_brief = models.BooleanField(default=True)
    needs_words = models.BooleanField(default=True)
    needs_verified = models.BooleanField(default=False, help_text="somebody has verified the address, or mail arrived")
    consent_countries = models.JSONField(default=consent_by_law, blank=True)
    calling_list_countries = models.JSONField(default=list, blank=True)

    person_adds_a_day = models.PositiveIntegerField(default=0)
    person_at_once = models.PositiveIntegerField(default=0)
    cadence_adds_a_day = models.PositiveIntegerField(default=0)
    cadence_at_once = models.PositiveIntegerField(default=0)

    mail_week = models.JSONField(
        default=list, blank=True, help_text="windows of each weekday, Monday first; empty: 9–17"
    )
    call_week = models.JSONField(default=list, blank=True)
    zone = models.CharField(max_length=64, blank=True, help_text="where neither the lead's nor the sender's is known")
    waits_for_leave = models.BooleanField(default=True)
    variant_minimum = models.PositiveIntegerField(default=100, validators=[MaxValueValidator(100_000)])

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_ruleset_a_name"),
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(is_default=True), name="one_default_ruleset_a_workspace"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Absence(models.Model):
    """A lead is out of office until a day: theirs, in whatever cadence they are or come to be meanwhile."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="absences")
    reason = models.CharField(max_length=200)
    until = models.DateTimeField()
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=models.Q(lifted_at=None), name="one_absence_at_a_time")
        ]

    def __str__(self) -> str:
        return self.reason


class Echo(models.Model):
    """Somebody of a company answered, and their colleagues on cadences are still to be looked at. While it stands, no
    mail of a cadence leaves to that company."""

    lead = models.OneToOneField(Lead, on_delete=models.CASCADE, related_name="echo", help_text="who answered")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "echoes"

    def __str__(self) -> str:
        return f"{self.lead_id}"
