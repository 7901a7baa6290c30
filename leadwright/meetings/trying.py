"""A dry run: who would get the next leads, and why. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.leads.models import Lead
from leadwright.meetings import routing
from leadwright.meetings.booking import away_on, fields_of, owners_of, rules_of
from leadwright.meetings.models import Queue, Rule
from leadwright.meetings.seating import seats_at
from leadwright.team.models import Member, Workspace


@dataclass(frozen=True)
class Given:
    """One lead of a dry run. `passed_by` are the rules that did not fit, each with why, in words."""

    lead: Lead
    rule: Rule
    host: Member | None
    why: str
    passed_by: tuple[tuple[Rule, str], ...]
    standings: tuple[tuple[str, str], ...]


def dry_run(workspace: Workspace, leads: Sequence[Lead], *, now: datetime) -> list[Given]:
    """As if each of these leads booked now, one after the other; calendars are not looked at."""
    rules = rules_of(workspace)
    by_pk = {rule.pk: rule for rule in rules}
    values = [rule.as_value() for rule in rules]
    queues: dict[int, tuple[dict[int, Member], dict[int, routing.Seat]]] = {}
    owners = owners_of(leads)
    away = away_on(list(owners.values()), now)
    found = []
    for lead in leads:
        owner = owners.get(lead.pk)
        here = bool(owner) and not away[owner.pk]
        routed = routing.route(values, fields_of(lead), owner=owner and owner.pk, here=here)
        rule = by_pk[routed.rule.pk]
        passed_by = tuple((by_pk[one.pk], str(why_not_words(why))) for one, why in routed.tried)
        if rule.gives != routing.QUEUE:
            host = owner if rule.gives == routing.OWNER else rule.member
            found.append(Given(lead, rule, host, _("By rule, whatever the queue says."), passed_by, ()))
            continue
        if rule.queue_id not in queues:
            queues[rule.queue_id] = _seats(rule.queue, now)
        members, seats = queues[rule.queue_id]
        choice = routing.assign(list(seats.values()))
        _take_part(choice, seats)
        told = tuple((members[one.who].name, standing_words(one)) for one in choice.standings)
        why = _("Next in the queue.") if choice.who else _("Nobody in the queue can take one.")
        found.append(Given(lead, rule, members.get(choice.who), why, passed_by, told))
    return found


def _seats(queue: Queue, now: datetime) -> tuple[dict[int, Member], dict[int, routing.Seat]]:
    taken = seats_at(queue, now, now=now)
    return {one.who: one.member for one in taken}, {one.who: one.value(free=True) for one in taken}


def _take_part(choice: routing.Choice, seats: dict[int, routing.Seat]) -> None:
    after = routing.owed_after(choice, {who: seat.owed for who, seat in seats.items()})
    for who, seat in seats.items():
        more = 1 if who == choice.who else 0
        booked = routing.Booked(*(count + more for count in _counts(seat.booked)))
        seats[who] = replace(seat, owed=after[who], booked=booked)


def _counts(booked: routing.Booked) -> tuple[int, int, int, int]:
    return booked.hour, booked.day, booked.week, booked.month


def why_not_words(code: str) -> str:
    return {
        routing.NOT_SO: _("the lead is not so"),
        routing.NO_OWNER: _("nobody has this lead or its company"),
        routing.OWNER_AWAY: _("who has it is away"),
    }[code]


def standing_words(standing: routing.Standing) -> str:
    """How somebody stood when it was given away."""
    words = {
        routing.OFF: _("weight 0: out of the queue"),
        routing.AWAY: _("away"),
        routing.FULL: _("has as many as they wanted"),
        routing.BUSY: _("their turn, but no room in the calendar"),
    }
    if standing.state in words:
        return words[standing.state]
    bookings = standing.owed / routing.BOOKING
    if bookings > 0:
        return _("owed %(n)s of a meeting") % {"n": f"{bookings:.2f}"}
    return _("ahead by %(n)s of a meeting") % {"n": f"{-bookings:.2f}"}
