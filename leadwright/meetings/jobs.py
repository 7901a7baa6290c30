"""What happens by itself. Each job may run twice."""

from leadwright.kit import clock
from leadwright.kit.jobs import every
from leadwright.meetings import calendars
from leadwright.meetings.answering import read_answers
from leadwright.meetings.changing import ask_for_the_away, ask_whether_held
from leadwright.meetings.reminding import remind_due


@every(seconds=60)
def hear_answers() -> None:
    read_answers(now=clock.now())


@every(seconds=60)
def ask_hosts() -> None:
    now = clock.now()
    ask_whether_held(now=now)
    ask_for_the_away(now=now)


@every(seconds=300)
def remind_of_meetings() -> None:
    remind_due(now=clock.now())


@every(seconds=60)
def keep_calendars() -> None:
    now = clock.now()
    calendars.read_all(now=now)
    calendars.sync(now=now)
