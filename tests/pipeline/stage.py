"""What the tests of hand-offs and deals share."""

from leadwright.pipeline import handing_over
from leadwright.qualification.judging import qualify
from tests.cast import MONDAY, a_lead
from tests.qualification.stage import show_everything


def a_qualified_lead(owner, email="ruta@pieno-kelias.example", *, now=MONDAY, **fields):
    lead = a_lead(owner, email, **fields)
    show_everything(lead, owner, now=now)
    qualify(lead, by=owner, now=now)
    return lead


def an_offer(cast, lead=None, *, now=MONDAY):
    lead = lead or a_qualified_lead(cast.alice, now=now)
    return handing_over.offer(lead, to=cast.erin, by=cast.alice, note="Audit in November", now=now)


def a_deal(cast, lead=None, *, now=MONDAY):
    return handing_over.accept(an_offer(cast, lead, now=now), by=cast.erin, now=now)
