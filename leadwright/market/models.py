from django.db import models

from leadwright.team.models import Workspace


class Market(models.Model):
    """The simulated market of one workspace: everything in it follows from the seed."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="market")
    seed = models.BigIntegerField()
    liveliness = models.FloatField(default=1, help_text="1 answers as people do; more answers more often")
    plays_visitor = models.BooleanField(default=False, help_text="the market also works for the visitor")

    def __str__(self) -> str:
        return f"market {self.seed}"


class Arrival(models.Model):
    """One mail that reached somebody in the market. `answer` is one that answers a letter of theirs."""

    person = models.EmailField()
    message_id = models.CharField(max_length=255)
    answer = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "message_id"], name="each_mail_arrives_once")]

    def __str__(self) -> str:
        return self.message_id


class Letter(models.Model):
    """Mail that somebody in the market is going to send at a time of the virtual clock.

    Delivered letters are the IMAP mailbox of `to_address`: `place` is the UID that they have there.
    """

    from_address = models.EmailField()
    to_address = models.EmailField()
    message_id = models.CharField(max_length=255, db_index=True)
    kind = models.CharField(max_length=16, help_text="what the writer means: question, opt_out, out_of_office ...")
    says = models.JSONField(default=dict, help_text="what a careful reader takes from it: dates, evidence")
    raw = models.BinaryField()
    due_at = models.DateTimeField(db_index=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to_address", "place"], name="one_letter_a_place")]
        indexes = [
            models.Index(fields=["from_address"]),
            models.Index(fields=["due_at"], condition=models.Q(delivered_at=None), name="letters_due"),
        ]

    def __str__(self) -> str:
        return f"{self.from_address}: {self.kind}"
