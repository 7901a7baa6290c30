"""The one language model that a workspace may use. Without one, everything works without."""

from django.db import models
from encrypted_fields.fields import EncryptedTextField

from leadwright.team.models import Workspace
from leadwright.team.scope import WorkspaceQuerySet


class LanguageModel(models.Model):
    """A model behind an address that speaks the OpenAI chat protocol. It phrases; it knows nothing."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="language_model")
    url = models.URLField(help_text="up to and with the version, as in https://api.example.com/v1")
    name = models.CharField(max_length=120, help_text="as the provider calls it")
    listener = models.CharField(max_length=120, blank=True, help_text="the model there that writes down calls; or none")
    key = EncryptedTextField(blank=True)
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
