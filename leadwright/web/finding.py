"""What the palette finds: people, companies, pages. It only ever sees the member's own workspace."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from leadwright.leads.models import Lead
from leadwright.team.models import Member
from leadwright.web.templatetags.shell import ROOMS, SETTINGS, Room, open_rooms

MOST = 8
ACTS = (
    Room("", _("Import a list"), "leads:import", "upload"),
    Room("", _("Add a lead"), "leads:new", "plus"),
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
    """Leads whose name, address or company has every word that was typed."""
    leads = Lead.objects.seen_by(member).select_related("account").order_by("family_name", "given_name", "pk")
    for word in words.split()[:6]:
        leads = leads.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
            | Q(account__name__icontains=word)
        )
    return [person(lead) for lead in leads[:MOST]] if words.strip() else []


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
    doors = open_rooms(ROOMS + ACTS + SETTINGS, member)
    found = [Found(str(each["room"].word), "", each["address"], each["room"].sign, each["room"].key) for each in doors]
    asked = words.casefold().split()
    return [page for page in found if all(word in page.word.casefold() for word in asked)]
