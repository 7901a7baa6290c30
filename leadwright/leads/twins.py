"""Who might be the same person as a lead, with a probability and the reasons in words. The weights are learnt from the
workspace's own leads, as for two tables (`pairing`)."""

from dataclasses import dataclass

from django.db.models import Q

from leadwright.leads.models import Lead
from leadwright.leads.pairing import Sheet, find_pairs

BACKGROUND = 400  # other leads, from which is learnt what an agreement is worth
MOST = 40
AT_LEAST = 0.5
COLUMNS = ("id", "first name", "last name", "email", "phone", "linkedin", "company", "city", "title")


@dataclass(frozen=True)
class Twin:
    lead: Lead
    probability: float
    reasons: list[str]


def twins_of(lead: Lead) -> list[Twin]:
    """The likely ones, the surest first. What agrees in nothing that finds people is not looked at."""
    leads = Lead.objects.filter(workspace_id=lead.workspace_id).exclude(pk=lead.pk).select_related("account")
    near = list(leads.filter(worth_a_look(lead)).order_by("-pk")[:MOST])
    if not near:
        return []
    known = {one.pk for one in near}
    others = [one for one in leads.order_by("-pk")[:BACKGROUND] if one.pk not in known]
    pairs = find_pairs(Sheet(COLUMNS, 0, [row_of(one) for one in (lead, *near, *others)]), at_least=AT_LEAST)
    by_id = {str(one.pk): one for one in near}
    found = []
    for pair in pairs:
        other = {pair.a, pair.b} - {str(lead.pk)}
        if len(other) == 1 and (twin := by_id.get(other.pop())):
            found.append(Twin(twin, pair.probability, [str(reason) for reason in pair.reasons[:4]]))
    return found


def worth_a_look(lead: Lead) -> Q:
    same = Q(pk__in=[])
    if lead.phone:
        same |= Q(phone=lead.phone)
    if lead.linkedin:
        same |= Q(linkedin__iexact=lead.linkedin)
    if lead.account_id:
        named = Q(family_name=lead.family_name) if lead.family_name else Q(given_name=lead.given_name)
        same |= Q(account=lead.account_id) & (named | Q(given_name=lead.given_name))
    return same


def row_of(lead: Lead) -> list[str]:
    company = lead.account.name if lead.account else ""
    told = (lead.given_name, lead.family_name, lead.email, lead.phone, lead.linkedin, company, lead.city, lead.title)
    return [str(lead.pk), *told]
