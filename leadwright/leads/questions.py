"""How what the lead list is asked for is put to the database: which index has its order, and what is found first."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import cached_property

from leadwright.leads import parts, stretches
from leadwright.leads.models import Lead, LeadList
from leadwright.leads.parts import Narrowing
from leadwright.leads.stretches import Order, Question
from leadwright.team.models import Member

MINE = "me"
EVERYBODY = "all"
NOBODY = "none"


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
        return self.together("") if self.narrowing.is_rare else self.each("")

    def question(self, status: str) -> Question:
        """For the first of them, with this standing or with any."""
        if self.by_score:
            return self._by_score(status)
        # The list and the owner have an index in this order, each with the standing; not both together.
        along = self.leads.filter(list=self.list) if self.list else self.of_the_owner(self.leads)
        both = bool(self.list and self.owner != EVERYBODY)
        return Question(
            each=self.each(status),
            together=self.together(status),
            order=self.order,
            along=along.filter(status=status) if status else along,
            all_along=self.narrowing.is_empty and not both,
            few=self.narrowing.is_rare or (both and self._place(status)[1] <= parts.FEW),
            many=self.narrowing.is_one_set and not (self._placed or status),
        )

    def _by_score(self, status: str) -> Question:
        """Along the scores; they know nothing of lists, owners and standings, which have to be few or are kept."""
        asked, along = self.narrowing, Lead._meta.get_field("score").related_model.objects.seen_by(self.member)
        ranges = [one.rows for one in asked.among if one.of_score]
        for rows in ranges:
            along &= rows
        placed, each, few = bool(self._placed or status), self.each(status), asked.is_rare
        if placed and not few:
            numbers, count = self._place(status)
            few = count <= parts.FEW
            each = each.filter(parts.kept("score__lead_id", numbers)) if count <= parts.KEPT else each
        alone = not placed and not asked.beside_the_score
        return Question(
            each=each,
            together=self.together(status),
            order=self.order,
            along=along,
            ranged=bool(ranges),
            all_along=alone,
            few=few and not alone,
            many=asked.is_empty if placed else asked.is_one_set,
        )

    def each(self, status: str) -> QuerySet[Lead]:
        return self._here(self.narrowing.each(self.leads, by_score=self.by_score), status)

    def together(self, status: str) -> QuerySet[Lead]:
        return self._here(self.narrowing.together(self.leads, placed=self._placed), status)

    def _here(self, leads: QuerySet[Lead], status: str) -> QuerySet[Lead]:
        """On the list, of the owner, with the standing; who has no score is left out of an order by score."""
        leads = self.of_the_owner(leads)
        leads = leads.filter(list=self.list) if self.list else leads
        leads = leads.filter(status=status) if status else leads
        return leads.filter(score__workspace=self.member.workspace_id) if self.by_score else leads

    def of_the_owner(self, leads: QuerySet[Lead]) -> QuerySet[Lead]:
        if self.owner == MINE:
            return leads.filter(owner=self.member)
        if self.owner == NOBODY:
            return leads.filter(owner=None)
        return leads.filter(owner_id=int(self.owner)) if self.owner.isdigit() else leads

    @property
    def _placed(self) -> bool:
        return bool(self.list or self.owner != EVERYBODY)

    def _place(self, status: str) -> tuple[QuerySet[Lead], int]:
        """Of the leads of the list, or of the owner, with the standing, whichever are fewer; of more than KEPT only
        that. An index has them that does not say whose company it is: each lead is looked at beside."""
        places = [Lead.objects.filter(list=self.list)] if self.list else []
        places += [self.of_the_owner(Lead.objects.order_by())] if self.owner != EVERYBODY else []
        places = [rows.filter(status=status) if status else rows for rows in places]
        places = places or [Lead.objects.seen_by(self.member).filter(status=status)]
        numbers = [rows.order_by().values("pk") for rows in places]
        counted = [(rows, rows[: parts.KEPT + 1].count()) for rows in numbers]
        return min(counted, key=lambda one: one[1])
