"""What a question to the lead list is made of, and the two ways to put it: to one lead after the other along an order,
or to all of them at once by joins. Left to itself the planner takes the one for the other.

What is counted here is the planner's guess, and costs are counted in leads that are looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, IsNull
from django.utils.functional import cached_property

from leadwright.accounts.models import INDUSTRY_WORDS, Account
from leadwright.leads.models import TITLE_WORDS, Lead
from leadwright.leads.numbers import any_of, kept, likely, looked_up
from leadwright.leads.stretches import Whole
from leadwright.team.models import Member

AT_A_FIRM = 3  # leads at one company, taken to be so many
UNSURE = 4  # times as many may have a word of which the beginning is asked
MANY_FIRMS = 40_000  # of more it is only known that they are many
A_SET = 4  # a set of so many numbers is made while one lead after the other is looked up once
LARGEST_SET = 250_000
MAKING = 0.12  # of a set, for each number
SIEVING = 0.1  # of a lead's number by sets, without looking at the lead
MOST = 10**9  # where nobody knows how many


@dataclass(frozen=True)
class Among:
    """Leads whose numbers these rows have, and `or_these` leads; with `misses` those whose numbers they have not."""

    rows: QuerySet
    misses: bool = False
    or_these: QuerySet[Lead] | None = None
    of_score: bool = False  # a range of the order by score

    @cached_property
    def size(self) -> int:
        """Of the rows and of those leads."""
        return likely(self.rows) + (likely(self.or_these) if self.or_these is not None else 0)

    @property
    def count(self) -> int:
        """How many leads they are."""
        return MOST if self.misses else self.size

    @property
    def numbers(self) -> QuerySet:
        rows = self.rows.order_by().values("lead")
        return rows if self.or_these is None else rows.union(self.or_these.order_by().values("pk"))

    def makes_a_set(self, asked: int) -> bool:
        return self.size < min(A_SET * asked, LARGEST_SET)

    def each(self, of: str, asked: int = 0) -> Q:
        """For one after the other, `of` the column with its number; `asked` of so many."""
        if self.makes_a_set(asked):
            held = kept(of, self.numbers)
            return ~held if self.misses else held
        one = looked_up(self.rows.filter(lead=OuterRef(of)))
        if self.misses:
            return ~Q(Exact(Coalesce(one, 0), 1))
        if self.or_these is None:
            return Q(IsNull(one, False))
        return Q(IsNull(one, False)) | Q(IsNull(looked_up(self.or_these.filter(pk=OuterRef(of))), False))


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

    @cached_property
    def firms_size(self) -> int:
        return likely(self.firms) if self.firms is not None else MOST

    @cached_property
    def firms_counted(self) -> int:
        """Of the beginnings of words the planner knows little."""
        return self.firms.values("pk")[:MANY_FIRMS].count()

    def each(self, leads: QuerySet[Lead], asked: int = 0) -> QuerySet[Lead]:
        """For one lead after the other, `asked` of so many."""
        told = self._told(leads).filter(*(one.each("pk", asked) for one in self.among))
        return told if self.firms is None else told.filter(self._of_firms(asked))

    def each_by_score(self, leads: QuerySet[Lead], asked: int = 0) -> QuerySet[Lead]:
        """The same along the scores, whose rows tell what of the score is asked. Each company is looked up: the planner
        takes the making of a set to be repeated for each lead."""
        told = self._told(leads).filter(*(one.each("score__lead_id", asked) for one in self.among if not one.of_score))
        return told if self.firms is None else told.filter(self._of_firms(0))

    def sets(self, asked: int) -> list[Among]:
        """Of which sets are worth making where so many leads are asked of."""
        return [one for one in self.among if one.makes_a_set(asked)]

    def sieved(self, leads: QuerySet[Lead], asked: int) -> QuerySet[Lead]:
        """Those that the sets leave, for the others to be asked of them alone: their numbers tell, no lead is read."""
        return leads.filter(*(one.each("pk", asked) for one in self.sets(asked)))

    def beside_the_sets(self, leads: QuerySet[Lead], asked: int) -> QuerySet[Lead]:
        others = tuple(one for one in self.among if not one.makes_a_set(asked))
        return Narrowing(self.plain, others, self.firms).each(leads, asked)

    def cost(self, asked: int, of: int) -> float:
        """To ask so many leads one after the other, where there are `of` in all."""
        sets, left = self.sets(asked), 1.0
        for one in sets:
            share = min(1.0, one.size / max(1, of))
            left *= 1 - share if one.misses else share
        return asked * (SIEVING + left) + MAKING * sum(one.size for one in sets) if sets else asked

    def whole(self, leads: QuerySet[Lead]) -> Whole:
        """For all of them at once: by what an index of the leads knows, or by the numbers of the smallest set."""
        told = self._told(leads)
        least = min(self.among, key=lambda one: one.count, default=None)
        sizes = [likely(told), least.count if least else MOST, AT_A_FIRM * self.firms_size]
        if min(sizes) == sizes[2]:
            sizes[2] = AT_A_FIRM * self.firms_counted
        unsure = any(isinstance(one, tuple) and one[0] == "title_words" for part in self.plain for one in part.children)
        way = min(range(3), key=lambda way: sizes[way] * (UNSURE if unsure and way == 0 else 1))
        looks_at = sizes[way]
        if way == 1:
            others = [one for one in self.among if one is not least]
            if least.or_these is None:  # the others are asked of the numbers, before any lead is looked at
                rows = least.rows.filter(*(one.each("lead_id", looks_at) for one in others))
                told = told.filter(any_of("pk", rows.order_by().values("lead")))
            else:
                told = told.filter(any_of("pk", least.numbers), *(one.each("pk", looks_at) for one in others))
        else:
            told = told.filter(*(one.each("pk", looks_at) for one in self.among))
        if self.firms is None:
            return Whole(told, looks_at)
        of_firms = any_of("account_id", self.firms.values("pk")) if way == 2 else self._of_firms(looks_at)
        return Whole(told.filter(of_firms), looks_at)

    def _told(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        """What the leads themselves tell."""
        return leads.alias(title_words=TITLE_WORDS).filter(*self.plain)

    def _of_firms(self, asked: int) -> Q:
        if self.firms_size < A_SET * asked:
            return kept("account_id", self.firms.values("pk"))
        return Q(IsNull(looked_up(self.firms.filter(pk=OuterRef("account_id"))), False))
