"""How what the lead list is asked for is put to the database: which index has its order, and what is found first."""

from dataclasses import dataclass
from functools import partial

from django.db.models import QuerySet
from django.utils.functional import cached_property

from leadwright.leads import stretches
from leadwright.leads.models import Lead, LeadList
from leadwright.leads.numbers import kept, likely
from leadwright.leads.parts import Narrowing
from leadwright.leads.stretches import Order, Question, Whole
from leadwright.team.models import Member

MINE = "me"
EVERYBODY = "all"
NOBODY = "none"
FEW = 40_000  # leads of whom all are found before words are looked for among them
KEPT = 120_000  # leads of a place of whom a set of numbers is made
WALKING = 0.04  # the time for a row of the order whose number is not in it, where a lead that is looked at takes 1


@dataclass(frozen=True)
class Asked:
    """All but words: filters, whose leads, on which list, in which order. `leads` are those that may be seen."""

    leads: QuerySet[Lead]
    member: Member
    narrowing: Narrowing
    owner: str
    list: LeadList | None
    by_score: bool

    @property
    def order(self) -> Order:
        return stretches.BY_SCORE if self.by_score else stretches.NEWEST

    @cached_property
    def one(self) -> QuerySet[Lead]:
        """As one question, in no order."""
        whole = self.whole("")
        return whole.leads if whole.looks_at <= FEW else self._scored(self.narrowing.each(self._here("")))

    def question(self, status: str) -> Question:
        """For the first of them, with this standing or with any."""
        return self._by_score(status) if self.by_score else self._newest(status)

    def whole(self, status: str) -> Whole:
        found = self.narrowing.whole(self._here(status))
        return Whole(self._scored(found.leads), found.looks_at)

    def _newest(self, status: str) -> Question:
        """The list and the owner have an index in this order, each with the standing; not both together. Where sets are
        made, the numbers alone are walked: an index that does not say whose company it is has them too."""
        along = self.leads.filter(list=self.list) if self.list else self.of_the_owner(self.leads)
        along = along.filter(status=status) if status else along

        def each(asked: int) -> tuple[QuerySet[Lead], QuerySet[Lead] | None]:
            if not self.narrowing.sets(asked):
                return self.narrowing.each(self._here(status), asked), None
            named = self.list or self.owner not in {EVERYBODY, NOBODY}
            numbers = self._placed(Lead.objects.order_by() if named else self.leads, status)
            left = self.narrowing.beside_the_sets(self.leads, asked)
            return self.narrowing.sieved(numbers, asked), left

        def cost(asked: int) -> float:
            return self.narrowing.cost(asked, self._seen)

        return Question(self.order, along, each, partial(self.whole, status), partial(likely, along), cost)

    def _by_score(self, status: str) -> Question:
        """Along the scores; they know nothing of lists, owners and standings: of these a set of numbers is kept."""
        held, pace = (), 1.0
        if self.list or self.owner != EVERYBODY or status:
            numbers, count = self._place(status)
            if count <= KEPT:
                share = count / max(count, self._scores_length, 1)
                held, pace = (kept("score__lead_id", numbers),), 1 / (WALKING + share)

        def each(asked: int) -> tuple[QuerySet[Lead], None]:
            return self._scored(self.narrowing.each_by_score(self._here(status), asked)).filter(*held), None

        whole, sample = partial(self.whole, status), max(1, int(stretches.SAMPLE * pace))
        ranged = any(one.of_score for one in self.narrowing.among)

        def cost(asked: int) -> float:
            return asked / pace

        return Question(self.order, self._scores, each, whole, lambda: self._scores_length, cost, ranged, sample)

    @cached_property
    def _scores(self) -> QuerySet:
        """The rows of the order by score, in the ranges asked for."""
        along = Lead._meta.get_field("score").related_model.objects.seen_by(self.member)
        for one in self.narrowing.among:
            along = along & one.rows if one.of_score else along
        return along

    @cached_property
    def _scores_length(self) -> int:
        return likely(self._scores)

    @cached_property
    def _seen(self) -> int:
        """How many may be seen at all."""
        return likely(self.leads)

    def _here(self, status: str) -> QuerySet[Lead]:
        return self._placed(self.leads, status)

    def _placed(self, leads: QuerySet[Lead], status: str) -> QuerySet[Lead]:
        """On the list, of the owner, with the standing."""
        leads = self.of_the_owner(leads)
        leads = leads.filter(list=self.list) if self.list else leads
        return leads.filter(status=status) if status else leads

    def _scored(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        """Who has no score is left out of an order by score."""
        return leads.filter(score__workspace=self.member.workspace_id) if self.by_score else leads

    def of_the_owner(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        if self.owner == MINE:
            return leads.filter(owner=self.member)
        if self.owner == NOBODY:
            return leads.filter(owner=None)
        return leads.filter(owner_id=int(self.owner)) if self.owner.isdigit() else leads

    def _place(self, status: str) -> tuple[QuerySet[Lead], int]:
        """Of the leads of the list, or of the owner, with the standing, whichever are fewer, with how many these are
        likely to be. An index has them that does not say whose company it is: each lead is looked at beside."""
        places = [Lead.objects.filter(list=self.list)] if self.list else []
        places += [self.of_the_owner(Lead.objects.order_by())] if self.owner != EVERYBODY else []
        places = [rows.filter(status=status) if status else rows for rows in places]
        places = places or [Lead.objects.seen_by(self.member).filter(status=status)]
        numbers = [rows.order_by().values("pk") for rows in places]
        return min(((rows, likely(rows)) for rows in numbers), key=lambda one: one[1])
