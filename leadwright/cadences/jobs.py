"""The relay's timers. Each is one line, and may run twice or on two workers at once."""

import logging

from leadwright.cadences.braking import brake_mailboxes
from leadwright.cadences.doubts import ask_about_doubts
from leadwright.cadences.engine import advance_due
from leadwright.cadences.guards import last_look
from leadwright.cadences.other_ways import ask_for_other_ways
from leadwright.conversations.sending import reclaim_expired, send_due
from leadwright.kit import clock
from leadwright.kit.abreast import abreast
from leadwright.kit.jobs import every
from leadwright.leads.fencing import why_closed

log = logging.getLogger(__name__)
AT_ONCE = 8  # mailboxes of one worker; those that come to the point at once share a commit


@every(seconds=5)
def advance_cadences() -> None:
    advance_due(now=clock.now(), worker="timer")


@every(seconds=5)
def send_mail() -> None:
    if why := why_closed(now=clock.now()):
        log.warning("nothing is sent: %s Say `leadwright fence` to see more.", why)
        return
    with abreast(AT_ONCE) as side_by_side:
        send_due(now=clock.now(), worker="timer", last_look=last_look, side_by_side=side_by_side)


@every(seconds=60)
def reclaim_mail() -> None:
    reclaim_expired(clock.now())
    ask_about_doubts(clock.now())
    ask_for_other_ways(clock.now())


@every(seconds=300)
def brake_mail() -> None:
    brake_mailboxes(clock.now())
