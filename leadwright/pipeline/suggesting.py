"""Which AE a qualified lead is offered to first: who has it already, else whom the rules of meetings name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from leadwright.leads.models import Lead
from leadwright.meetings import routing
from leadwright.meetings.booking import away_on, hosts_for, owner_of
from leadwright.pipeline.models import Handoff
from leadwright.team.models import Member
from leadwright.team.roles import Role


@dataclass(frozen=True)
class Suggested:
    ae: Member
    why: str


def suggest(lead: Lead, *, now: datetime) -> Suggested | None:
    """The AE who has the lead or its company, or met them; else the person or one of the queue that the rules of
    meetings give it to, else any AE. Of several, who is here and has the fewest hand-offs waiting; the first to join
    breaks a tie. None where there is no AE."""
    aes = _aes(lead)
    away = away_on(aes, now)
    here = [ae for ae in aes if not away[ae.pk]]
    owner = owner_of(lead)
    if owner in here:
        return Suggested(owner, _("%(name)s has this company already.") % {"name": owner.name})
    named, words = _by_rule(lead, here, now)
    ready = named or here or aes
    if not ready:
        return None
    first = min(ready, key=lambda ae: (ae.waiting, ae.pk))
    if len(named) == 1:
        return Suggested(first, words)
    said = _("%(name)s has the fewest hand-offs waiting.") % {"name": first.name}
    return Suggested(first, f"{words} {said}" if named else said)


def _aes(lead: Lead) -> list[Member]:
    """With how many hand-offs each has to answer."""
    waiting = Count("handoffs_received", filter=Q(handoffs_received__state=Handoff.State.OFFERED))
    aes = Member.objects.filter(workspace=lead.workspace_id, role=Role.AE, active=True)
    return list(aes.select_related("user", "workspace").annotate(waiting=waiting).order_by("pk"))


def _by_rule(lead: Lead, here: Sequence[Member], now: datetime) -> tuple[list[Member], str]:
    """Those of the AEs who are here that the rule of this lead names, and the rule in words; nobody where only the
    rule fits that fits always, for that names all of them."""
    hosts = hosts_for(lead, now=now)
    rule = hosts.routed.rule
    if not rule.field:
        return [], ""
    people = {member.pk for member in hosts.people()}
    named = [ae for ae in here if ae.pk in people]
    if rule.gives == routing.PERSON and named:
        return named, _("The rule gives such leads to %(name)s.") % {"name": named[0].name}
    return named, _("The rule gives such leads to “%(queue)s”.") % {"queue": hosts.queue.name}
