from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import models

from leadwright.accounts.words import indexed, words
from leadwright.team.models import Workspace
from leadwright.team.scope import WorkspaceQuerySet

COMPANY_WORDS = words("name", "domain")
INDUSTRY_WORDS = SearchVector("industry", config="simple")


class Account(models.Model):
    """A target company. `domain` is its registrable domain; free-mail domains never make an account."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="accounts", db_index=False)
    name = models.CharField(max_length=200)
    plain_name = models.CharField(max_length=200, help_text="folded, without legal form: for matching")
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
        indexes = [
            models.Index(fields=["workspace", "plain_name"], name="accounts_by_name"),
            GinIndex(OpClass(indexed(COMPANY_WORDS), name="gin_trgm_ops"), name="accounts_by_words"),
            GinIndex(INDUSTRY_WORDS, name="accounts_by_industry"),
            models.Index(
                fields=["workspace", "employees"], condition=models.Q(employees__isnull=False), name="accounts_by_size"
            ),
        ]

    def __str__(self) -> str:
        return self.name
