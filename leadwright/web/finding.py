"""What the palette finds: people, companies, pages. It only ever sees the member's own workspace."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import COMPANY_WORDS, Account
from leadwright.accounts.words import holds
from leadwright.leads.models import PERSON_WORDS, Lead
from leadwright.team.models import Member
from leadwright.web.templatetags.shell import ROOMS, SETTINGS, Room, open_rooms

MOST = 8
LOOKED_AT = 50  # people, of whom the first MOST by name are shown
COMPANIES = 300  # of one word: among more, a second word helps
MOST_WORDS = 6
ACTS = (
    Room("", _("Import a list"), "leads:import", "upload"),
    Room("", _("Add a lead"), "leads:new", "plus"),
    Room("", _("Ask a question"), "knowledge:ask", "book"),
    Room("", _("Write an article"), "knowledge:new", "book"),
)


@dataclass(frozen=True)
class Found:
    word: str
    note: str
    address: str
    sign: str
    key: str = ""


def people(member: Member, words: str) -> list[Found]:
    """Leads whose name or address has every word that was typed, or of whose words one is their company's."""
    parts = [part for part in words.replace("\x00", "").split()[:MOST_WORDS] if part]
    if not parts:
        return []
    found = {lead.pk: lead for lead in named(member, parts)}
    if len(found) < MOST:
        found |= {lead.pk: lead for lead in at_companies(member, parts)}
    by_name = sorted(found.values(), key=lambda lead: (lead.family_name, lead.given_name, lead.pk))
    return [person(lead) for lead in by_name[:MOST]]


def named(member: Member, parts: list[str]) -> QuerySet[Lead]:
    """The first few, in no order: among very many there is no better few, and more words make them fewer."""
    leads = Lead.objects.seen_by(member).select_related("account").annotate(words=PERSON_WORDS)
    return leads.filter(*(holds("words", part) for part in parts))[:LOOKED_AT]


def at_companies(member: Member, parts: list[str]) -> list[Lead]:
    """Those whose company has as many of the words as any company has, and whose own name has the others."""
    companies = Account.objects.seen_by(member).annotate(words=COMPANY_WORDS)
    of_company = [part for part in parts if companies.filter(holds("words", part)).exists()]
    if not of_company:
        return []
    for theirs in (of_company, *([part] for part in of_company if len(of_company) > 1)):
        known = list(
            companies.filter(*(holds("words", part) for part in theirs)).values_list("pk", flat=True)[:COMPANIES]
        )
        others = [holds("words", part) for part in parts if part not in theirs]
        leads = Lead.objects.seen_by(member).select_related("account").annotate(words=PERSON_WORDS)
        if found := list(leads.filter(*others, account__in=known)[:LOOKED_AT]):
            return found
    return []


def person(lead: Lead) -> Found:
    company = lead.account.name if lead.account else ""
    note = " · ".join(part for part in (lead.title, company, str(lead.get_status_display())) if part)
    try:
        address = reverse("leads:detail", args=[lead.pk])
    except NoReverseMatch:
        address = reverse("web:today")
    return Found(str(lead.name), note, address, "person")


def pages(member: Member, words: str) -> list[Found]:
    """Rooms, settings and acts that the member's role opens, by their words."""
    doors = open_rooms(ROOMS + ACTS + SETTINGS, member.role)
    found = [Found(str(each["room"].word), "", each["address"], each["room"].sign, each["room"].key) for each in doors]
    asked = words.casefold().split()
    return [page for page in found if all(word in page.word.casefold() for word in asked)]
