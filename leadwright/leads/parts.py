"""What a question to the lead list is made of, and the two ways to put it: to one lead after the other along an order,
or to all of them at once by joins. Left to itself the planner takes the one for the other.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    IntegerField,
    Lookup,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, IsNull
from django.utils.functional import cached_property

from leadwright.accounts.models import INDUSTRY_WORDS, Account
from leadwright.leads.models import TITLE_WORDS, Lead
from leadwright.team.models import Member

# Leads that are found by their numbers; and those of whom a set of numbers is made, that each is looked up in.
FEW, KEPT = 40_000, 120_000
FEW_FIRMS, KEPT_FIRMS = 12_000, 60_000


@dataclass(frozen=True)
class Among:
    """The leads whose numbers these rows have, and `or_these` leads; with `misses` those whose numbers they have not.
    All of it in two ways: `each` for one lead after the other, `together` for a join."""

    rows: QuerySet
    misses: bool = False
    or_these: QuerySet[Lead] | None = None
    of_score: bool = False  # a range of the order by score

    @cached_property
    def count(self) -> int:
        """How many there are; of more than KEPT only that."""
        if self.misses or self.or_these is not None:
            return KEPT + 1
        return self.rows.order_by().values("lead")[: KEPT + 1].count()

    def each(self, of: str) -> Q:
        if self.count <= KEPT:
            return kept(of, self.rows.order_by().values("lead"))
        one = looked_up(self.rows.filter(lead=OuterRef("pk")))
        if self.misses:
            return ~Q(Exact(Coalesce(one, 0), 1))
        if self.or_these is None:
            return Q(IsNull(one, False))
        return Q(IsNull(one, False)) | Q(IsNull(looked_up(self.or_these.filter(pk=OuterRef("pk"))), False))

    def together(self) -> Q:
        if self.or_these is None:
            return self.each("pk")
        return Q(pk__in=self.rows.order_by().values("lead").union(self.or_these.order_by().values("pk")))

    def alone(self) -> Q:
        """What the others are looked up by."""
        return any_of("pk", self.rows.order_by().values("lead"))


def any_of(name: str, rows: QuerySet) -> Q:
    """Found by these numbers, which the planner takes for a handful."""
    return Q(AnyOf(F(name), ArraySubquery(rows)))


class AnyOf(Lookup):
    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection) -> tuple[str, list]:
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", [*values, *more]


def kept(name: str, rows: QuerySet) -> Q:
    """Looked up in a set that is made once of all these numbers; bare, it would be made a join."""
    return Q(Coalesce(ExpressionWrapper(Q(**{f"{name}__in": rows}), output_field=BooleanField()), Value(False)))


def looked_up(rows: QuerySet) -> Subquery:
    """1 where there is one. As EXISTS the planner would join all rows at once, for a page of fifty; and asked so that
    it takes most leads for hits: for a rare one it would make a product of two tables."""
    return Subquery(rows.order_by().values(one=Value(1))[:1], output_field=IntegerField())


def likely(leads: QuerySet[Lead]) -> int:
    """How many they are as the planner has it, from its statistics."""
    (plan,) = json.loads(leads.order_by().values("pk").explain(format="json"))
    return plan["Plan"]["Plan Rows"]


@dataclass(frozen=True)
class Firms:
    """The leads at companies of which this holds. Several such are one question to the companies."""

    holds: Q


Part = Q | Among | Firms


@dataclass(frozen=True)
class Narrowing:
    """All that is asked together, ready to be put to the leads."""

    plain: tuple[Q, ...]
    among: tuple[Among, ...]
    firms: QuerySet[Account] | None

    @classmethod
    def of(cls, parts: Iterable[Part], member: Member) -> "Narrowing":
        parts = list(parts)
        firms = [part.holds for part in parts if isinstance(part, Firms)]
        told = Account.objects.alias(told=INDUSTRY_WORDS).filter(*firms, workspace=member.workspace_id).order_by()
        among = tuple(part for part in parts if isinstance(part, Among))
        return cls(tuple(part for part in parts if isinstance(part, Q)), among, told if firms else None)

    @property
    def is_empty(self) -> bool:
        return not (self.plain or self.among or self.firms is not None)

    @cached_property
    def firms_count(self) -> int:
        return self.firms.values("pk")[: KEPT_FIRMS + 1].count() if self.firms is not None else KEPT_FIRMS + 1

    @cached_property
    def smallest(self) -> "Among | QuerySet[Account] | None":
        """The set that the others are best looked up by, where one is small enough to be found by numbers."""
        least = min(self.among, key=lambda one: one.count, default=None)
        if least is not None and least.count <= (FEW if self.firms_count <= FEW_FIRMS else KEPT):
            return least
        return self.firms if self.firms_count <= KEPT_FIRMS else None

    @property
    def is_rare(self) -> bool:
        """So few are in one set that all else is looked up by these."""
        return self.firms_count <= FEW_FIRMS or any(one.count <= FEW for one in self.among)

    @property
    def beside_the_score(self) -> bool:
        """Whether anything but the score is asked."""
        return bool(self.plain or self.firms is not None or not all(one.of_score for one in self.among))

    @property
    def is_one_set(self) -> bool:
        """Of which is known how many there are."""
        known = [one for one in self.among if not one.misses and one.or_these is None]
        return not self.plain and len(self.among) == len(known) and len(known) + (self.firms is not None) == 1

    def each(self, leads: QuerySet[Lead], *, by_score: bool = False) -> QuerySet[Lead]:
        """For one lead after the other; by score, the rows of the order tell what of the score is asked."""
        leads = leads.alias(title_words=TITLE_WORDS).filter(*self.plain)
        of = "score__lead_id" if by_score else "pk"
        leads = leads.filter(*(one.each(of) for one in self.among if not (by_score and one.of_score)))
        return leads if self.firms is None else leads.filter(self._of_firms(at_once=not by_score))

    def together(self, leads: QuerySet[Lead], *, placed: bool = False) -> QuerySet[Lead]:
        """For all of them at once: by the numbers of a set, else by what an index of the leads knows; `placed` where
        the list or the owner is known."""
        told = leads.alias(title_words=TITLE_WORDS).filter(*self.plain)
        by = self.smallest if self.is_rare or not (placed or (self.plain and likely(told) < KEPT)) else None
        told = told.filter(*(one.alone() if one is by else one.together() for one in self.among))
        if self.firms is None:
            return told
        return told.filter(any_of("account_id", self.firms.values("pk")) if self.firms is by else self._of_firms())

    def _of_firms(self, *, at_once: bool = True) -> Q:
        """Along the scores each is looked up: the planner takes the making of a set to be repeated for each lead."""
        if at_once and self.firms_count <= KEPT_FIRMS:
            return kept("account_id", self.firms.values("pk"))
        return Q(IsNull(looked_up(self.firms.filter(pk=OuterRef("account_id"))), False))
