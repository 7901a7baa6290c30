from django.db import models
from encrypted_fields.fields import EncryptedTextField

from leadwright.team.models import Workspace
from leadwright.team.scope import WorkspaceQuerySet


class PhoneLine(models.Model):
    """A number of ours that rings through a wire: it rings the rep first, then puts the lead through."""

    class Wire(models.TextChoices):
        TWILIO = "twilio", "Twilio"

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="phone_line")
    wire = models.CharField(max_length=10, choices=Wire, default=Wire.TWILIO)
    number = models.CharField(max_length=20, help_text="E.164, what people see when we call")
    account = models.CharField(max_length=64)
    token = EncryptedTextField()
    records = models.BooleanField(default=False, help_text="calls are recorded, where and as the country allows it")
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        app_label = "channels"

    def __str__(self) -> str:
        return self.number
