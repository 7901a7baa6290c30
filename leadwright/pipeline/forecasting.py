"""What a month is likely to bring, from how deals went before it, and how far off that would have been. Pure.

An open deal brings what open deals of its age brought, on average, in a month of the past; to that comes what deals
brought that were opened and won within one month. Nothing that happened in the month itself, or later, is looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

AGES = (15, 30, 60, 90, 120)  # days; the last bin is older still
INFLOW_MONTHS = 3


@dataclass(frozen=True)
class Deal:
    """`won_cents` is 0 for a deal that was lost; `closed_on` None while it is open."""

    opened_on: date
    closed_on: date | None
    won_cents: int


@dataclass(frozen=True)
class Month:
    """One month of a back-test; `naive_cents` is what the month before brought."""

    first: date
    forecast_cents: int
    naive_cents: int
    came_cents: int

    @property
    def error(self) -> float:
        """As a part of what came; 0.1 is ten per cent off."""
        return abs(self.forecast_cents - self.came_cents) / self.came_cents if self.came_cents else 0.0

    @property
    def off_percent(self) -> int:
        return round(100 * self.error)


def after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def came(deals: Iterable[Deal], first: date) -> int:
    """Won in the month that begins on that day."""
    ends = after(first)
    return sum(deal.won_cents for deal in deals if deal.closed_on and first <= deal.closed_on < ends)


def forecast(deals: Sequence[Deal], first: date, begins: date) -> int:
    """The cents that the month is likely to bring; `begins` is the first month that there is history of."""
    rows, brought, inflow = [0] * (len(AGES) + 1), [0] * (len(AGES) + 1), []
    month = begins
    while month < first:
        ends = after(month)
        for deal in _open(deals, month):
            age = _age(deal, month)
            rows[age] += 1
            brought[age] += deal.won_cents if deal.closed_on and deal.closed_on < ends else 0
        new = [deal for deal in deals if month <= deal.opened_on < ends and deal.closed_on and deal.closed_on < ends]
        inflow.append(sum(deal.won_cents for deal in new))
        month = ends
    open_now = sum(brought[age] / rows[age] for deal in _open(deals, first) if rows[age := _age(deal, first)])
    recent = inflow[-INFLOW_MONTHS:]
    return round(open_now + (sum(recent) / len(recent) if recent else 0))


def back_test(deals: Sequence[Deal]) -> list[Month]:
    """Each month after the first two with closed deals, forecast on its first day with what was known then."""
    closed = sorted(deal.closed_on for deal in deals if deal.closed_on)
    if not closed:
        return []
    begins, month = closed[0].replace(day=1), after(after(closed[0].replace(day=1)))
    found = []
    while month <= closed[-1]:
        before = (month - timedelta(days=1)).replace(day=1)
        found.append(Month(month, forecast(deals, month, begins), came(deals, before), came(deals, month)))
        month = after(month)
    return found


def _open(deals: Iterable[Deal], day: date) -> list[Deal]:
    return [deal for deal in deals if deal.opened_on < day and (deal.closed_on is None or deal.closed_on >= day)]


def _age(deal: Deal, day: date) -> int:
    return sum((day - deal.opened_on).days > limit for limit in AGES)
