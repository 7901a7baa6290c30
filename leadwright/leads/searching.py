"""The lead list: what is looked for and what the list is narrowed to. All of it stands in the address."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict

from leadwright.accounts.models import COMPANY_WORDS, Account
from leadwright.accounts.words import holds
from leadwright.leads import matching, narrowing, stretches
from leadwright.leads.models import PERSON_WORDS, Lead, LeadList, Status
from leadwright.leads.parts import Narrowing
from leadwright.leads.questions import EVERYBODY, MINE, NOBODY, Asked
from leadwright.team.models import Member
from leadwright.team.roles import Role

COUNTED = 2_000  # leads that are counted and can be turned through; of more it is only said that there are more
FOUND = 1_000  # leads of a search by words
FEW = 300  # companies
MOST_WORDS = 5
WITH = ("account", "list", "owner__user", "workspace", "score")
BY_SCORE = "score"
WORKS_LEADS = {Role.SDR, Role.BDR, Role.AE}


@dataclass(frozen=True)
class Search:
    """What the address asks for; nonsense in it counts as nothing asked."""

    words: str
    status: str
    list: LeadList | None
    owner: str
    conditions: tuple[narrowing.Condition, ...] = ()
    sort: str = ""  # the newest first, or BY_SCORE: the likeliest first, and only who has a score

    def of(self, leads: QuerySet[Lead], member: Member) -> Asked:
        asked = Narrowing.of((part for one in self.conditions for part in one.holds), member)
        return Asked(leads, member, asked, self.owner, self.list, by_score=self.sort == BY_SCORE)

    @property
    def narrows(self) -> bool:
        asked = self.words or self.status or self.list or self.conditions
        return bool(asked or self.owner not in {EVERYBODY, MINE})


def asked(query: QueryDict, member: Member, *, now: datetime) -> Search:
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
        conditions=narrowing.conditions(query, narrowing.Asking(member, now)),
        sort=BY_SCORE if query.get("sort") == BY_SCORE else "",
    )


def results(search: Search, leads: QuerySet[Lead], member: Member, rows: int) -> "tuple[Pages, list[Standing]]":
    """The leads that were asked for, in pages, and how they stand, all standings counted."""
    all_of_it, words = search.of(leads, member), search.words.split()[:MOST_WORDS]
    number = matching.phone(search.words, member.workspace.country) if words else ""
    if number:
        first = stretches.taken(all_of_it.order.sort_found(all_of_it.one.filter(phone=number)), COUNTED + 1)
        return listed(first, search.status, rows, more=len(first) > COUNTED)
    if not words:
        if not search.status:
            first = all_of_it.question("").first(COUNTED + 1)
            return listed(first, "", rows, more=len(first) > COUNTED)
        first, more = all_of_it.question("").begun(COUNTED + 1)
        pages, standings = listed(first, search.status, rows, more=more)
        if more:
            again = all_of_it.question(search.status).first(COUNTED + 1)
            pages, _standings = listed(again, search.status, rows, more=len(again) > COUNTED)
        return pages, standings
    hits = found(all_of_it.one, words, member)
    standings = by_status(Counter(status for _at, _pk, status in hits), FOUND, more=len(hits) > FOUND)
    if search.status and len(hits) > FOUND:
        hits = found(all_of_it.one.filter(status=search.status), words, member)
    newest = sorted((hit for hit in hits if search.status in {"", hit[2]}), reverse=True)
    numbers = [pk for _at, pk, _status in newest[:FOUND]]
    if search.sort == BY_SCORE:
        rows_found = all_of_it.order.sort_found(all_of_it.one.filter(pk__in=numbers))
        numbers = [pk for pk, _status in stretches.taken(rows_found, FOUND)]
    return Pages(numbers, rows, more=len(newest) > FOUND), standings


def listed(first: stretches.Found, status: str, rows: int, *, more: bool) -> "tuple[Pages, list[Standing]]":
    """These in pages, only those with the standing, and how all of them stand; `more` where they are not all."""
    standings = by_status(Counter(stands for _pk, stands in first), COUNTED, more=more)
    numbers = [pk for pk, stands in first if status in {"", stands}]
    return Pages(numbers[:COUNTED], rows, more=more), standings


def chosen(search: Search, leads: QuerySet[Lead], member: Member) -> QuerySet[Lead]:
    """All the leads that `results` turns pages of, as one question, in the order given or by score; of words the first
    thousand."""
    all_of_it = search.of(leads, member)
    these = all_of_it.one.filter(status=search.status) if search.status else all_of_it.one
    these = all_of_it.order.sort(these) if search.sort == BY_SCORE else these
    if not search.words:
        return these
    if number := matching.phone(search.words, member.workspace.country):
        return these.filter(phone=number)
    hits = found(these, search.words.split()[:MOST_WORDS], member)
    return these.filter(pk__in=[pk for _at, pk, _status in hits])


def found(leads: QuerySet[Lead], words: list[str], member: Member) -> list[tuple[datetime, int, str]]:
    """When they came in, number and standing of those among the leads of whom each word is a part of the name, the
    address or the company; FOUND and one more at most, then in no order. Each way to share the words between person
    and company is one question that an index answers; joined by OR they would be one that none does."""
    people = leads.order_by().alias(words=PERSON_WORDS)
    companies = Account.objects.seen_by(member).order_by().alias(words=COMPANY_WORDS)
    hits: dict[tuple, None] = {}
    for of_person, of_company in shared(words):
        some = people.filter(*(of_a_person(word) for word in of_person))
        if of_company:
            firms = companies.filter(*(holds("words", word.lstrip("@")) for word in of_company))
            few = list(firms.values_list("pk", flat=True)[: FEW + 1])
            if not few:
                continue
            some = some.filter(account__in=few if len(few) <= FEW else firms.values("pk"))
        hits |= dict.fromkeys(some.values_list("created_at", "pk", "status")[: FOUND + 1])
        if len(hits) > FOUND:
            break
    return list(hits)[: FOUND + 1]


def shared(words: list[str]) -> list[tuple[list[str], list[str]]]:
    """Words of the person and words of the company: all with one of them, or one word with the one and the others with
    the other. An address is the person's, a host the company's."""
    addresses = [word for word in words if word.find("@") > 0]
    hosts = [word for word in words if word.startswith("@") and len(word) > 1]
    free = [word for word in words if word not in addresses and word not in hosts]
    ways = [(free, []), ([], free)]
    for word in free if len(free) > 1 else []:
        others = [other for other in free if other != word]
        ways += [([word], others), (others, [word])]
    split = [([*addresses, *person], [*hosts, *company]) for person, company in ways]
    return [way for place, way in enumerate(split) if way not in split[:place]]


def of_a_person(word: str) -> Q:
    local, at, _host = word.lower().partition("@")
    return holds("words", local) & Q(email__icontains=word) if at else holds("words", word)


@dataclass(frozen=True)
class Standing:
    """A standing with how many leads are in it: exact, or `more` than that; None where they were not counted."""

    value: str
    word: str
    count: int | None
    more: bool


def by_status(counts: Counter, most: int, *, more: bool) -> list[Standing]:
    """Each standing that occurs; all of them where there are `more` leads, for then what is counted is only a part."""
    return [
        Standing(status.value, status.label, min(counts[status.value], most) or None, more)
        for status in Status
        if more or counts[status.value]
    ]


class Pages(Paginator):
    """Pages of leads by their numbers, in the order asked for; `more` where these are not all. What lies deeper is
    found by narrowing the list."""

    def __init__(self, leads: list[int], rows: int, *, more: bool) -> None:
        super().__init__(leads, rows)
        self.more = more

    def page(self, number: int | str) -> Page:
        """Only the leads of the page are read whole."""
        page = super().page(number)
        rows = Lead.objects.filter(pk__in=page.object_list).select_related(*WITH).in_bulk()
        page.object_list = [rows[pk] for pk in page.object_list if pk in rows]
        return page
