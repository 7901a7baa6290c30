"""What stands around the leads of several cards, read for all of them at once: so one more card costs little."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import cached_property

from leadwright.activities.models import Activity
from leadwright.cadences.models import Enrolment, Step
from leadwright.leads.models import Lead
from leadwright.playbooks.objections import measured, objections_of
from leadwright.research.models import Fact
from leadwright.tasks.forms import colleagues
from leadwright.team.models import Member

FACTS = 5
STORY = 9


@dataclass
class Around:
    """What one member's cards show beside the work itself; what is not asked for is not read."""

    leads: Sequence[Lead]
    member: Member
    now: datetime

    def facts(self, lead: Lead) -> list[Fact]:
        """What stands about the person and about the company, newest first."""
        about = (
            fact
            for fact in self._facts
            if fact.lead_id == lead.pk or (fact.account_id and fact.account_id == lead.account_id)
        )
        return [fact for fact, _place in zip(about, range(FACTS), strict=False)]

    def story(self, lead: Lead) -> list[Activity]:
        """The last that happened, the newest first."""
        return self._stories.get(lead.pk, [])

    def running(self, lead: Lead) -> Enrolment | None:
        return self._running.get(lead.pk)

    def follows(self, lead: Lead) -> Step | None:
        """The step after the one that the cadence has come to."""
        running = self.running(lead)
        later = (step for step in self._steps if running and step.version_id == running.version_id)
        return next((step for step in later if step.position > running.position), None)

    @cached_property
    def others(self) -> list[Member]:
        """To whom something may be handed."""
        return [one for one in colleagues(self.member) if one.pk != self.member.pk]

    @cached_property
    def objections(self) -> list:
        return measured(objections_of(self.member), now=self.now, lately=True)

    @cached_property
    def _facts(self) -> list[Fact]:
        companies = {lead.account_id for lead in self.leads} - {None}
        about = Q(lead__in=[lead.pk for lead in self.leads]) | Q(account__in=companies)
        return list(Fact.objects.filter(about, struck_out_at=None).order_by("-seen_on", "-pk"))

    @cached_property
    def _stories(self) -> dict[int, list[Activity]]:
        told = Activity.objects.told_to(self.member).order_by("-at", "-pk")
        first, *rest = [told.filter(lead=lead.pk)[:STORY] for lead in self.leads]
        stories: dict[int, list[Activity]] = {}
        for row in sorted(first.union(*rest, all=True) if rest else first, key=lambda row: (row.at, row.pk)):
            stories.setdefault(row.lead_id, []).insert(0, row)
        return stories

    @cached_property
    def _running(self) -> dict[int, Enrolment]:
        active = Enrolment.objects.active().filter(lead__in=[lead.pk for lead in self.leads])
        return {enrolment.lead_id: enrolment for enrolment in active.select_related("version__cadence")}

    @cached_property
    def _steps(self) -> list[Step]:
        versions = {enrolment.version_id for enrolment in self._running.values()}
        return list(Step.objects.filter(version__in=versions).order_by("position")) if versions else []
