from django.db import models

from leadwright.team.models import Workspace


class Market(models.Model):
    """The simulated market of one workspace: everything in it follows from the seed."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="market")
    seed = models.BigIntegerField()

    def __str__(self) -> str:
        return f"market {self.seed}"


class Letter(models.Model):
    """Mail that somebody in the market is going to send at a time of the virtual clock."""

    to_address = models.EmailField()
    raw = models.BinaryField()
    due_at = models.DateTimeField(db_index=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.to_address
