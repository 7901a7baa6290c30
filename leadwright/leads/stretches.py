"""The first leads in an order for whom all that is asked holds, be they common or rare.

The planner of the database takes what is asked for to be spread evenly over the order, and so it may walk through a
million leads for some that are rare, or stand together at the far end. Here a short stretch of the order is walked
first. How many fit there says whether to walk on, or to find all that fit wherever they stand and to order these.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)

from leadwright.kit.statements import cursor, run
from leadwright.leads.models import Lead

STRETCH = 10_000  # leads that are walked before anything is known
FURTHER = 6  # as long again so many times: walked where that is likely to do
Found = list[tuple[int, str]]
# Rows are looked up one by one, and walked in the order of an index, where the planner would rather read a million of
# them and sort these.
PLANNED = """
    SELECT set_config('enable_seqscan', %(many)s, true), set_config('enable_hashjoin', %(many)s, true),
           set_config('enable_mergejoin', %(many)s, true), set_config('enable_material', %(many)s, true),
           set_config('enable_sort', %(sort)s, true), set_config('random_page_cost', %(page)s, true)
"""
WALKING = {"many": "off", "sort": "off", "page": "1.1"}
LOOKING_UP = {"many": "off", "sort": "on", "page": "1.1"}


@dataclass(frozen=True)
class Order:
    """Two columns of a lead, the last ones first; the second makes the order certain. `unsorted` is the first one in
    words of which no index knows the order: so the leads are found first, and then sorted."""

    columns: tuple[str, str]
    unsorted: Combinable
    along: tuple[str, str]  # the same columns as the rows have them along which one walks

    def sort(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        return leads.order_by(*(f"-{name}" for name in self.columns))

    def sort_found(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        return leads.order_by(self.unsorted.desc(), f"-{self.columns[1]}")


NEWEST = Order(("created_at", "pk"), F("created_at") + Value(timedelta(0)), ("created_at", "pk"))
BY_SCORE = Order(("score__points", "score__lead_id"), F("score__points") + Value(0), ("points", "lead_id"))


@dataclass(frozen=True)
class Question:
    """The same question in two ways: `each` asks of one lead after the other, `together` is for joins. `along` are the
    rows that an index holds in this order; `ranged` where these are a part of it, which `each` does not know."""

    each: QuerySet[Lead]
    together: QuerySet[Lead]
    order: Order
    along: QuerySet
    ranged: bool = False
    all_along: bool = False  # nothing else is asked
    few: bool = False  # so few can fit that these are found at once
    many: bool = False  # so many fit that walking on is known to do

    def first(self, most: int) -> Found:
        """Number and standing of the first leads, `most` of them at most."""
        found = self.walked(most)
        return self.found(most) if found is None else found

    def found(self, most: int) -> Found:
        """The same by finding all of them first, which is the way where they are rare."""
        with planned(LOOKING_UP):
            return taken(self.order.sort_found(self.together), most)

    def walked(self, most: int) -> Found | None:
        """None where walking is not the way."""
        with planned(WALKING):
            return None if self.few else self._walked(most)

    def _walked(self, most: int) -> Found | None:
        begin, last = (self.row(0), self.row(0, backwards=True)) if self.ranged else (None, None)
        if self.ranged and begin is None:
            return []
        if self.all_along:
            return taken(self.stretch(begin, last), most)
        end = self.row(STRETCH * (FURTHER + 1) if self.many else STRETCH)
        found = taken(self.stretch(begin, end or last), most)
        if end is None or len(found) >= most:
            return found
        if self.many or len(found) * (FURTHER + 1) < most:
            return None
        further = self.row(STRETCH * (FURTHER + 1))
        found += taken(self.stretch(end, further or last, behind=True), most - len(found))
        return found if further is None or len(found) >= most else None

    def row(self, place: int, *, backwards: bool = False) -> tuple | None:
        """What stands in these columns at that place; None where there are not so many."""
        names = self.order.along
        rows = self.along.order_by(*(name if backwards else f"-{name}" for name in names)).values_list(*names)
        return next(iter(rows[place : place + 1]), None)

    def stretch(self, begin: tuple | None, end: tuple | None, *, behind: bool = False) -> QuerySet[Lead]:
        """From one row, or behind it, to another."""
        columns, leads = Tuple(*map(F, self.order.columns)), self.each
        if begin:
            leads = leads.filter((TupleLessThan if behind else TupleLessThanOrEqual)(columns, begin))
        return self.order.sort(leads.filter(TupleGreaterThanOrEqual(columns, end)) if end else leads)


def taken(leads: QuerySet[Lead], most: int) -> Found:
    return list(leads.values_list("pk", "status")[:most])


@contextmanager
def planned(how: Mapping[str, str]) -> Iterator[None]:
    """So the planner is told to do, for these questions alone."""
    with transaction.atomic(savepoint=False):
        run(PLANNED, how)
        yield
        with cursor() as at_hand:
            at_hand.execute(
                "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_hashjoin TO DEFAULT;"
                "SET LOCAL enable_mergejoin TO DEFAULT; SET LOCAL enable_material TO DEFAULT;"
                "SET LOCAL enable_sort TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT"
            )
