"""Whose mail it is, where the product could not tell: the people of the sender's company, and whom a person names."""

from collections import defaultdict

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from leadwright.inbox.models import Triage
from leadwright.leads.models import Lead
from leadwright.team.models import Member

OFFERED = 5  # people of one company


def domain_of(row: Triage) -> str:
    return row.sender.rpartition("@")[2].lower().strip("> ")


def people_at(domains: set[str], member: Member) -> dict[str, list[Lead]]:
    """A few leads of each company, found by its domain in one query."""
    leads = Lead.objects.seen_by(member).filter(account__domain__in=domains - {""}).select_related("account")
    found: dict[str, list[Lead]] = defaultdict(list)
    for lead in leads.order_by("pk")[: OFFERED * len(domains)]:
        if len(found[lead.account.domain]) < OFFERED:
            found[lead.account.domain].append(lead)
    return found


def meant(given: QueryDict, member: Member) -> tuple[Lead | None, str]:
    """The one lead that a person means; without one, the sentence that says why."""
    leads = Lead.objects.seen_by(member)
    if (number := given.get("pk", "")).isdecimal() and len(number) < 18:
        lead = leads.filter(pk=int(number)).first()
        return lead, "" if lead else _("This lead is not here any more.")
    words = given.get("words", "").replace("\x00", "").split()[:6]
    if not words:
        return None, _("Say whose it is: a name or an e-mail address.")
    if "@" in words[0]:
        leads = leads.filter(email=words[0].lower())
    else:
        for word in words:
            leads = leads.filter(
                Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(account__name__icontains=word)
            )
    found = list(leads.order_by("pk")[:2])
    if len(found) == 1:
        return found[0], ""
    if found:
        return None, _("More than one lead fits. Give the e-mail address.")
    return None, _("No lead fits. Add the person under Leads first.")
