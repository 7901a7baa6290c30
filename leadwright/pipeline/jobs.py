"""What happens by itself. Each job may run twice."""

from leadwright.kit import clock
from leadwright.kit.jobs import every
from leadwright.pipeline.handing_over import escalate_silent, remind_silent_aes


@every(seconds=60)
def remind_of_handoffs() -> None:
    remind_silent_aes(now=clock.now())


@every(seconds=300)
def escalate_handoffs() -> None:
    escalate_silent(now=clock.now())
