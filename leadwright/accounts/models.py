from django.db import models

from leadwright.team.models import Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Account(models.Model):
    """A target company. `domain` is its registrable domain; free-mail domains never make an account."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="accounts")
    name = models.CharField(max_length=200)
    plain_name = models.CharField(max_length=200, db_index=True, help_text="folded, without legal form: for matching")
    domain = models.CharField(max_length=253, blank=True)
    website = models.URLField(max_length=500, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "domain"], condition=~models.Q(domain=""), name="one_account_a_domain"
            )
        ]

    def __str__(self) -> str:
        return self.name
