"""What if: another version of a plan on events of the past, beside what was paid for them."""

from dataclasses import dataclass, replace
from datetime import date

from leadwright.commissions.models import FirstDay, Line
from leadwright.commissions.replaying import Event, replay
from leadwright.commissions.rules import OWNER, Terms
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


def tried(terms: Terms, event: str, workspace: Workspace, since: date) -> list[Trial]:
    """Each member with events since the first day of a month, by name; the other version holds for all of them."""
    lines = Line.objects.filter(workspace=workspace, plan__event=event, earned_in__gte=since)
    lines = (
        lines.exclude(credit=Line.Credit.CORRECTION).select_related("member__user", "source__user").order_by("at", "pk")
    )
    trials: dict[int, Trial] = {}
    happened = []
    for line in lines:
        of = trials.setdefault(line.member_id, Trial(line.member))
        of.paid_cents += line.amount_cents
        if line.credit == OWNER:
            of.events += line.units
            happened.append(_event(line))
    days = dict(FirstDay.objects.filter(member__workspace=workspace).values_list("member_id", "day"))
    known = {member.pk: member for member in Member.objects.filter(workspace=workspace).select_related("user")}
    for entry in replay(happened, [replace(terms, starts_on=since)], days):
        trials.setdefault(entry.member, Trial(known[entry.member])).would_cents += entry.cents
    return sorted(trials.values(), key=lambda trial: trial.member.name)


def _event(line: Line) -> Event:
    """The event behind an owner's line. What was taken back counts in the month in which it was earned."""
    undoes = line.key.removesuffix(":reversed") if line.units < 0 else ""
    on = line.at.date()
    return Event(line.key, on, line.member_id, line.base_cents, line.source_id, undoes)
