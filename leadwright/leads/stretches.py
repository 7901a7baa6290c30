"""The first leads in an order for whom all that is asked holds, be they common or rare.

The planner of the database takes what is asked for to be spread evenly over the order, and so it may walk through a
million leads for some that are rare, or stand together at the far end. Here a short stretch of the order is walked
first. How many fit there says how long the whole walk would be: shorter than looking at all that might fit, or not,
and then all that fit are found wherever they stand and put in order.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThanOrEqual,
    TupleLessThan,
    TupleLessThanOrEqual,
)
from django.utils.functional import cached_property

from leadwright.kit.statements import cursor, run
from leadwright.leads.models import Lead
from leadwright.leads.numbers import any_of

SAMPLE = 5_000  # leads that are walked before anything is known
DEAREST = 200_000  # leads looked at, beyond which nothing is walked
MARGIN = 1.3  # a walk is taken to be longer than its beginning says
Found = list[tuple[int, str]]
# Rows are looked up one by one, and walked in the order of an index, where the planner would rather read a million of
# them and sort these; workers beside would each make the sets anew.
PLANNED = """
    SELECT set_config('enable_seqscan', %(many)s, true), set_config('enable_hashjoin', %(many)s, true),
           set_config('enable_mergejoin', %(many)s, true), set_config('enable_material', %(many)s, true),
           set_config('enable_sort', %(sort)s, true), set_config('random_page_cost', %(page)s, true),
           set_config('work_mem', '64MB', true), set_config('max_parallel_workers_per_gather', '0', true)
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
class Whole:
    """All that is asked as one question, for joins; `looks_at` are the leads that have to be looked at to answer it."""

    leads: QuerySet[Lead]
    looks_at: int


@dataclass(frozen=True)
class Question:
    """The same question in two ways: to one lead after the other, and to all of them (`whole`).

    `along` are the rows that an index holds in this order; `ranged` where these are a part of it, which `each` does not
    know. `each` is told of how many leads it asks; it answers with what to walk, and, where that gives numbers only,
    with what is left to be asked of these. `length` is how many rows `along` is likely to have, and `cost` says what it
    costs to walk so many of them, in leads looked at.
    """

    order: Order
    along: QuerySet
    each: Callable[[int], tuple[QuerySet[Lead], QuerySet[Lead] | None]]
    whole: Callable[[], Whole]
    length: Callable[[], int]
    cost: Callable[[int], float]
    ranged: bool = False
    sample: int = SAMPLE  # rows that are walked before anything is known

    def first(self, most: int) -> Found:
        """Number and standing of the first leads, `most` of them at most."""
        with planned(WALKING):
            found = self._walked(most)
            return self._found(most) if found is None else found

    def begun(self, most: int) -> tuple[Found, bool]:
        """Some of them, and whether there are more: as many as are met at once, where these are not few."""
        with planned(WALKING):
            found = self._walked(most, on=False)
            if found is None:
                found = self._found(most)
                return found, len(found) >= most
            return found, len(found) >= most or self.end is not None

    @cached_property
    def end(self) -> tuple | None:
        """The last row of those that are walked first; None where there are not so many."""
        return self.row(self.sample)

    @cached_property
    def all_of_it(self) -> Whole:
        return self.whole()

    def _found(self, most: int) -> Found:
        """By finding all of them first, which is the way where they are rare."""
        leads = self.order.sort_found(self.all_of_it.leads)
        run(PLANNED, LOOKING_UP)
        return taken(leads, most)

    def _walked(self, most: int, *, on: bool = True) -> Found | None:
        """None where walking is not the way; not `on`: the beginning of the walk."""
        begin, last = (self.row(0), self.row(0, backwards=True)) if self.ranged else (None, None)
        if self.ranged and begin is None:
            return []
        found = taken(self.stretch(0, begin, self.end or last), most)
        if self.end is None or len(found) >= most:
            return found
        rest = self.length()
        length = min(int(MARGIN * self.sample * most / max(len(found), 0.1)), rest)
        at_least = len(found) * rest / self.sample  # fit, and all that fit are looked at
        if self.cost(length) > min(max(self.all_of_it.looks_at, at_least), DEAREST):
            return None
        if not on:
            return found
        further = self.row(self.sample + length) if length < rest else None
        found += taken(self.stretch(length, self.end, further or last, behind=True), most - len(found))
        return found if further is None or len(found) >= most else None

    def row(self, place: int, *, backwards: bool = False) -> tuple | None:
        """What stands in these columns at that place; None where there are not so many."""
        names = self.order.along
        rows = self.along.order_by(*(name if backwards else f"-{name}" for name in names)).values_list(*names)
        return next(iter(rows[place : place + 1]), None)

    def stretch(self, asked: int, begin: tuple | None, end: tuple | None, *, behind: bool = False) -> QuerySet[Lead]:
        """From one row, or behind it, to another."""
        leads, left = self.each(asked)
        columns = Tuple(*map(F, self.order.columns))
        if begin:
            leads = leads.filter((TupleLessThan if behind else TupleLessThanOrEqual)(columns, begin))
        leads = leads.filter(TupleGreaterThanOrEqual(columns, end)) if end else leads
        if left is None:
            return self.order.sort(leads)
        return self.order.sort_found(left.filter(any_of("pk", leads.order_by().values("pk"))))


def taken(leads: QuerySet[Lead], most: int) -> Found:
    return list(leads.values_list("pk", "status")[:most])


@contextmanager
def planned(how: Mapping[str, str]) -> Iterator[None]:
    """So the planner is told to do, for these questions alone: in somebody's transaction it is told back."""
    inside = connection.in_atomic_block
    with transaction.atomic(savepoint=False):
        run(PLANNED, how)
        yield
        if not inside:
            return
        with cursor() as at_hand:
            at_hand.execute(
                "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_hashjoin TO DEFAULT;"
                "SET LOCAL enable_mergejoin TO DEFAULT; SET LOCAL enable_material TO DEFAULT;"
                "SET LOCAL enable_sort TO DEFAULT; SET LOCAL random_page_cost TO DEFAULT;"
                "SET LOCAL work_mem TO DEFAULT; SET LOCAL max_parallel_workers_per_gather TO DEFAULT"
            )
