"""What happens by itself. Each job may run twice."""

from leadwright.kit import clock
from leadwright.kit.jobs import every
from leadwright.qualification.judging import revisit_due


@every(seconds=60)
def bring_leads_back() -> None:
    revisit_due(now=clock.now())
