"""The lead list: what is looked for and what the list is narrowed to. All of it stands in the address."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from leadwright.leads.models import Lead, LeadList, Status
from leadwright.team.models import Member
from leadwright.team.roles import Role

MINE = "me"
EVERYBODY = "all"
NOBODY = "none"
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
        for word in self.words.split()[:6]:
            leads = leads.filter(holds(word))
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


def holds(word: str) -> Q:
    where = ("given_name", "family_name", "email", "title", "account__name", "account__domain")
    found = Q()
    for field in where:
        found |= Q(**{f"{field}__icontains": word})
    digits = re.sub(r"\D", "", word)
    return found | Q(phone__contains=digits) if len(digits) >= 4 else found


def by_status(leads: QuerySet[Lead]) -> list[tuple[str, str, int]]:
    """Each standing that occurs: value, word, number of leads."""
    counts = dict(leads.order_by().values_list("status").annotate(Count("pk")))
    return [(status.value, status.label, counts[status.value]) for status in Status if status.value in counts]
