"""Territories of a company as they stand, and whoever asks given by them: locked, so that two who ask at once are two
in turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Min
from django.utils.translation import gettext as _

from leadwright.leads import territories
from leadwright.leads.models import Arrival, Lead, Motion, TerritoryRule, TerritorySeat
from leadwright.leads.territories import Choice, Rule, Seat
from leadwright.team.models import Member, Workspace
from leadwright.team.roles import Role


@dataclass(frozen=True)
class Given:
    """Who gets a lead, and why, in words."""

    member: Member | None
    why: str
    passed: tuple[str, ...] = ()


def rules_of(workspace: Workspace) -> list[TerritoryRule]:
    """In order, the one of all others last; it is made where there is none."""
    TerritoryRule.objects.get_or_create(workspace=workspace, field="", defaults={"position": 0})
    rows = TerritoryRule.objects.filter(workspace=workspace).prefetch_related("seats__member__user")
    return sorted(rows, key=lambda rule: (not rule.field, rule.position, rule.pk))


def route(lead: Lead, *, source: str, now: datetime) -> Given:
    """In the transaction that stands: the seat that gives is held until it ends. Whoever works a colleague of theirs
    gets them too; where no territory gives, those who work inbound leads take turns."""
    workspace = lead.workspace
    list(TerritoryRule.objects.select_for_update().filter(workspace=workspace).values_list("pk"))
    if owner := colleague(lead):
        return Given(owner, _("%(name)s works this company already.") % {"name": owner.name})
    rules = rules_of(workspace)
    choice = territories.choose(as_values(rules, workspace, now), told_of(lead, source))
    if choice.member is None:
        return usual(workspace, now, passed_in_words(choice, rules))
    TerritorySeat.objects.filter(rule=choice.rule, member=choice.member).update(given=F("given") + 1)
    return in_words(choice, rules)


def dry_run(workspace: Workspace, arrivals: Iterable[Arrival], *, now: datetime) -> list[tuple[Arrival, Given]]:
    """As if each of these came now, one after the other. Nothing is kept."""
    rules = rules_of(workspace)
    values, found = as_values(rules, workspace, now), []
    for arrival in arrivals:
        choice = territories.choose(values, told_of(arrival.lead, arrival.source.name))
        values = territories.with_one_more(values, choice)
        given = in_words(choice, rules) if choice.member else Given(None, nobody(), passed_in_words(choice, rules))
        found.append((arrival, given))
    return found


def as_values(rules: list[TerritoryRule], workspace: Workspace, now: datetime) -> list[Rule]:
    away = away_on(workspace, now)
    return [
        Rule(
            rule.pk,
            rule.field,
            rule.test,
            rule.value,
            tuple(
                Seat(seat.member_id, seat.given, seat.member.active and seat.member_id not in away)
                for seat in rule.seats.all()
            ),
        )
        for rule in rules
    ]


def away_on(workspace: Workspace, now: datetime) -> set[int]:
    """Who is on leave; that stands in a room above and is asked through the workspace."""
    return set(workspace.leaves.on(now.date()).values_list("member_id", flat=True))


def told_of(lead: Lead, source: str) -> dict[str, str]:
    firm = lead.account
    return {
        "country": lead.country or (firm.country if firm else ""),
        "city": lead.city or (firm.city if firm else ""),
        "industry": firm.industry if firm else "",
        "employees": str(firm.employees or "") if firm else "",
        "source": source,
    }


def colleague(lead: Lead) -> Member | None:
    """Who works somebody else at the same company."""
    if not lead.account_id:
        return None
    others = Lead.objects.filter(account=lead.account_id, owner__active=True).exclude(pk=lead.pk)
    found = others.select_related("owner__user").order_by("-created_at", "-pk").first()
    return found.owner if found else None


def usual(workspace: Workspace, now: datetime, passed: tuple[str, ...] = ()) -> Given:
    """Of those who work inbound leads, and are here, the one who has got the fewest in this way."""
    working = workspace.members.filter(active=True).exclude(pk__in=away_on(workspace, now)).select_related("user")
    people = list(working.filter(role=Role.SDR)) or list(working.filter(role__in=[Role.BDR, Role.MANAGER, Role.ADMIN]))
    if not people:
        return Given(None, nobody(), passed)
    recent = Lead.objects.filter(workspace=workspace, motion=Motion.INBOUND, owner__in=people)
    last = {pk: recent.filter(owner=pk).order_by("-created_at").values_list("created_at", flat=True).first()
            for pk in (one.pk for one in people)}  # fmt: skip
    chosen = min(people, key=lambda one: (last[one.pk] is not None, last[one.pk] or now, one.pk))
    return Given(chosen, _("No territory gives them to anybody; inbound leads go in turn."), passed)


def nobody() -> str:
    return _("No territory gives them to anybody.")


def in_words(choice: Choice, rules: list[TerritoryRule]) -> Given:
    rule = next(rule for rule in rules if rule.pk == choice.rule)
    member = next(seat.member for seat in rule.seats.all() if seat.member_id == choice.member)
    several = len(rule.seats.all()) > 1
    why = _("%(territory)s: next in turn.") if several else _("%(territory)s.")
    return Given(member, why % {"territory": name_of(rule)}, passed_in_words(choice, rules))


def passed_in_words(choice: Choice, rules: list[TerritoryRule]) -> tuple[str, ...]:
    words = {
        territories.UNKNOWN: _("%(territory)s: not known of them"),
        territories.OTHERWISE: _("%(territory)s: does not fit"),
        territories.NOBODY: _("%(territory)s: fits, but nobody there is here"),
    }
    by_pk = {rule.pk: rule for rule in rules}
    return tuple(words[why] % {"territory": name_of(by_pk[number])} for number, why in choice.passed)


def name_of(rule: TerritoryRule) -> str:
    return f"{rule.get_field_display()} {rule.get_test_display()} {rule.value}" if rule.field else _("All others")


def take_seat(rule: TerritoryRule, member: Member) -> TerritorySeat:
    """A newcomer begins where the one with the fewest stands: nobody has to catch up."""
    least = rule.seats.aggregate(least=Min("given"))["least"] or 0
    return TerritorySeat.objects.get_or_create(rule=rule, member=member, defaults={"given": least})[0]
