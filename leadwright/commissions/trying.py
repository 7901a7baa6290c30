"""What if: another version of a plan on events of the past, beside what was paid for them."""

import re
from dataclasses import dataclass, replace
from datetime import date

from leadwright.commissions.models import FirstDay, Line
from leadwright.commissions.replaying import Entry, Event, replay
from leadwright.commissions.rules import OWNER, Terms
from leadwright.pipeline.models import DealShare
from leadwright.team.models import Member, Workspace


@dataclass
class Trial:
    """One member: events that count, cents that were paid for them, cents that the other version would have paid."""

    member: Member
    events: int = 0
    paid_cents: int = 0
    would_cents: int = 0

    @property
    def more_cents(self) -> int:
        return self.would_cents - self.paid_cents


@dataclass(frozen=True)
class Beside:
    """One event of a member: the line that was paid, and the cents that the other version would have paid."""

    line: Line
    would_cents: int

    @property
    def more_cents(self) -> int:
        return self.would_cents - self.line.amount_cents


def tried(terms: Terms, event: str, workspace: Workspace, since: date) -> list[Trial]:
    """Each member with events since the first day of a month, by name; the other version holds for all of them."""
    trials: dict[int, Trial] = {}
    lines = _lines(event, workspace, since)
    for line in lines:
        of = trials.setdefault(line.member_id, Trial(line.member))
        of.paid_cents += line.amount_cents
        of.events += line.units if line.credit == OWNER else 0
    known = {member.pk: member for member in Member.objects.filter(workspace=workspace).select_related("user")}
    for entry in _replayed(terms, lines, workspace, since):
        trials.setdefault(entry.member, Trial(known[entry.member])).would_cents += entry.cents
    return sorted(trials.values(), key=lambda trial: trial.member.name)


def tried_for(member: Member, terms: Terms, event: str, since: date) -> list[Beside]:
    """The same for one member, event by event, in the order in which they happened."""
    lines = _lines(event, member.workspace, since)
    would: dict[tuple[str, str], int] = {}
    for entry in _replayed(terms, lines, member.workspace, since):
        if entry.member == member.pk:
            would[entry.key, entry.credit] = would.get((entry.key, entry.credit), 0) + entry.cents
    return [
        Beside(line, would.get((_event_key(line), line.credit), 0)) for line in lines if line.member_id == member.pk
    ]


def _lines(event: str, workspace: Workspace, since: date) -> list[Line]:
    lines = Line.objects.filter(workspace=workspace, plan__event=event, earned_in__gte=since)
    lines = lines.exclude(credit=Line.Credit.CORRECTION).select_related("member__user", "source__user", "plan")
    return list(lines.order_by("at", "pk"))


def _replayed(terms: Terms, lines: list[Line], workspace: Workspace, since: date) -> list[Entry]:
    days = dict(FirstDay.objects.filter(member__workspace=workspace).values_list("member_id", "day"))
    partners = _partners(lines)
    happened = [_event(line, partners.get(line.key, ())) for line in lines if line.credit == OWNER]
    return replay(happened, [replace(terms, starts_on=since)], days)


def _event_key(line: Line) -> str:
    """The owner's key of the event behind a line: parts of others stand under keys of their own."""
    return re.sub(r":source|:partner:\d+", "", line.key, count=1)


def _partners(lines: list[Line]) -> dict[str, tuple[tuple[int, int], ...]]:
    """Who shared each won deal, by the owner's key of the event, with their parts."""
    moves = {int(line.key.split(":")[1]): line.key for line in lines if line.key.startswith("won:") and line.units > 0}
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    shares = DealShare.objects.filter(opportunity__moves__in=moves)
    for move, member, part in shares.values_list("opportunity__moves", "member", "part_bp").order_by("pk"):
        found[moves[move]] = (*found.get(moves[move], ()), (member, part))
    return found


def _event(line: Line, partners: tuple[tuple[int, int], ...]) -> Event:
    """The event behind an owner's line. What was taken back counts in the month in which it was earned."""
    undoes = line.key.removesuffix(":reversed") if line.units < 0 else ""
    on = line.at.date()
    return Event(line.key, on, line.member_id, line.base_cents, line.source_id, undoes, partners)
