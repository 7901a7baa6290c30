from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from leadwright.channels.models import StoredFile
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Template(models.Model):
    """Words for a step, in locked-down Liquid. `subject` is empty for a follow-up in the same thread."""

    class Use(models.TextChoices):
        EMAIL = "email", _("E-mail")
        LINKEDIN = "linkedin", _("LinkedIn")
        CALL = "call", _("Call script")
        VOICEMAIL = "voicemail", _("Voicemail script")
        SMS = "sms", _("Text message")
        TASK = "task", _("Words for a task")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    use = models.CharField(max_length=10, choices=Use, default=Use.EMAIL)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    tracked = models.BooleanField(default=False, help_text="opens and clicks, where the workspace allows them")
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_template_a_name")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def enclosures(self) -> "list[TemplateFile]":
        """The files that go with each mail of it, without their content. Asked once for an object."""
        return list(self.files.select_related("file").defer("file__content").order_by("pk")) if self.pk else []


class TemplateFile(models.Model):
    """A file that goes with every mail that a template writes."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.name


class Objection(models.Model):
    """A concern that people bring up, in their words, and what may be answered."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="objections")
    name = models.CharField(max_length=80)
    answer = models.TextField(max_length=2000)
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_objection_a_name")]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """The words of a template as they were kept: who, when, and what stood there."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="one_template_version_a_number")]

    def __str__(self) -> str:
        return f"{self.template_id} {self.number}"


class Snippet(models.Model):
    """A few sentences that one writes often; fields in it are filled in for the lead. Everybody's in the workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="snippets")
    name = models.CharField(max_length=60)
    body = models.TextField(max_length=4000)
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_snippet_a_name")]

    def __str__(self) -> str:
        return self.name
