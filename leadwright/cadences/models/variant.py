from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404

from leadwright.cadences.models.cadence import Step
from leadwright.playbooks.models import Template
from leadwright.team.models import Member


class VariantQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        return self.filter(step__version__cadence__workspace_id=member.workspace_id)

    def get_or_404(self, pk: int) -> "Variant":
        return get_object_or_404(self, pk=pk)

    def used(self) -> Self:
        return self.filter(ended_at=None)


class Variant(models.Model):
    """Other words for a step, tried beside its own, which are its A: new prospects are dealt out evenly.

    It hangs on the step with which the step of each version began, so that no change of the cadence ends it. Whoever
    has had it keeps it: a touch says which words it took.
    """

    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="variants")
    letter = models.CharField(max_length=1)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    kept = models.BooleanField(default=False, help_text="its words became those of the step")

    objects = VariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step", "letter"], condition=models.Q(ended_at=None), name="one_variant_a_letter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.letter}"
