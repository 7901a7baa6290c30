from django.db import models
from django.utils.crypto import salted_hmac

from leadwright.leads.models.people import Status
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


def mark_of(workspace_id: int, name: str) -> str:
    """What stays of an address, a number or a profile once its person is erased: known again, and telling nothing."""
    return salted_hmac("leadwright.leads.erasure", f"{workspace_id}:{name.casefold()}", algorithm="sha256").hexdigest()


class Erasure(models.Model):
    """A person who was erased. Of them only marks are left, one a row, so that no list brings them back."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="erasures", db_index=False)
    mark = models.CharField(max_length=64)
    why = models.CharField(max_length=20, help_text="asked, retention")
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "mark"], name="erased_once")]

    def __str__(self) -> str:
        return self.mark[:8]


class Retention(models.Model):
    """A rule: whoever stands so, and of whom nothing was heard or done for so long, is erased."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="retentions")
    status = models.CharField(max_length=14, choices=Status)
    months = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "status"], name="one_rule_a_standing")]

    def __str__(self) -> str:
        return f"{self.status}: {self.months}"
