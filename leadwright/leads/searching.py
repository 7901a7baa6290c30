"""The lead list: what is looked for and what the list is narrowed to. All of it stands in the address."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from leadwright.accounts.models import COMPANY_WORDS, Account
from leadwright.accounts.words import holds
from leadwright.leads import matching
from leadwright.leads.models import PERSON_WORDS, Lead, LeadList, Status
from leadwright.team.models import Member
from leadwright.team.roles import Role

MINE = "me"
EVERYBODY = "all"
NOBODY = "none"
COUNTED = 10_000  # leads that are counted and can be turned through; of more it is only said that there are more
FEW = 300  # companies
WITH = ("account", "list", "owner__user", "workspace")
WORKS_LEADS = {Role.SDR, Role.BDR, Role.AE}


@dataclass(frozen=True)
class Search:
    """What the address asks for; nonsense in it counts as nothing asked."""

    words: str
    status: str
    list: LeadList | None
    owner: str

    def narrow(self, leads: QuerySet[Lead], member: Member) -> QuerySet[Lead]:
        found = self.without_status(leads, member)
        return found.filter(status=self.status) if self.status else found

    def without_status(self, leads: QuerySet[Lead], member: Member) -> QuerySet[Lead]:
        if words := self.words.split()[:6]:
            number = matching.phone(self.words, member.workspace.country)
            leads = leads.filter(phone=number) if number else looked_through(leads, words, member)
        if self.list:
            leads = leads.filter(list=self.list)
        if self.owner == MINE:
            leads = leads.filter(owner=member)
        elif self.owner == NOBODY:
            leads = leads.filter(owner=None)
        elif self.owner.isdigit():
            leads = leads.filter(owner_id=int(self.owner))
        return leads

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.status or self.list or self.owner not in {EVERYBODY, MINE})


def asked(query: QueryDict, member: Member) -> Search:
    """A rep sees their own leads first, everybody else sees all."""
    words = query.get("q", "").replace("\x00", "").strip()[:100]
    usual = MINE if member.role in WORKS_LEADS and not words else EVERYBODY
    owner = query.get("owner", "") or usual
    if owner not in {MINE, EVERYBODY, NOBODY} and not re.fullmatch(r"[0-9]{1,9}", owner):
        owner = usual
    status = query.get("status", "")
    lists = LeadList.objects.seen_by(member)
    number = query.get("list", "")
    return Search(
        words=words,
        status=status if status in Status.values else "",
        list=lists.filter(pk=int(number)).first() if re.fullmatch(r"[0-9]{1,9}", number) else None,
        owner=owner,
    )


def looked_through(leads: QuerySet[Lead], words: list[str], member: Member) -> QuerySet[Lead]:
    """Those of whom each word is a part of the name, the address or the company."""
    leads = leads.alias(words=PERSON_WORDS)
    for word in words:
        local, at, host = word.lower().partition("@")
        if at and local:
            leads = leads.filter(holds("words", local), email__icontains=word)
        else:
            leads = leads.filter(holds("words", word) | at_company(host if at else word, member))
    return leads


def at_company(word: str, member: Member) -> Q:
    """Few companies are named one by one, so that an index finds their people; many are left to the database, which
    then has its page full soon."""
    accounts = Account.objects.seen_by(member).alias(words=COMPANY_WORDS).filter(holds("words", word)).order_by()
    few = list(accounts.values_list("pk", flat=True)[: FEW + 1])
    return Q(account__in=few if len(few) <= FEW else accounts.values("pk"))


@dataclass(frozen=True)
class Standing:
    """A standing with how many leads are in it: exact, or `more` than that; None where they were not counted."""

    value: str
    word: str
    count: int | None
    more: bool


def by_status(leads: QuerySet[Lead]) -> list[Standing]:
    """Each standing that occurs. Only so many leads are counted: of more it is said that there are at least so many."""
    counts = Counter(leads.order_by().values_list("status", flat=True)[: COUNTED + 1])
    more = counts.total() > COUNTED
    return [
        Standing(status.value, status.label, min(counts[status.value], COUNTED) or None, more)
        for status in Status
        if more or counts[status.value]
    ]


class Pages(Paginator):
    """Pages of leads, newest first, as deep as anybody turns them. What lies deeper is found by narrowing the list."""

    more = False

    @cached_property
    def count(self) -> int:
        count = len(self.object_list.order_by().values_list("pk")[: COUNTED + 1])
        self.more = count > COUNTED
        return min(count, COUNTED)

    def page(self, number: int | str) -> Page:
        """The numbers of the page's leads are read from the index; only these leads are read whole."""
        page = super().page(number)
        rows = self.object_list.model.objects.filter(pk__in=list(page.object_list.values_list("pk", flat=True)))
        page.object_list = list(rows.select_related(*WITH).order_by("-created_at", "-pk"))
        return page
