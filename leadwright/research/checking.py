"""A brief is begun, filled in, and checked before anybody is contacted."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.models import Kind, record
from leadwright.leads.models import Lead, Status
from leadwright.research import briefing
from leadwright.research.models import Brief, Fact
from leadwright.team.models import Member

# The words for what briefing.missing names.
SENTENCES: dict[str, Promise] = {
    "company": gettext_lazy("What the company does is not known."),
    "need": gettext_lazy("Their need is not known."),
    "gap": gettext_lazy("The gap that our offer closes is not known."),
    "role": gettext_lazy("Their part in buying is not known."),
    "facts": gettext_lazy("No fact with a source stands behind it."),
}


def brief_of(lead: Lead, now: datetime) -> Brief:
    """The lead's brief, begun where there is none."""
    return Brief.objects.get_or_create(lead=lead, defaults={"updated_at": now})[0]


def facts_of(lead: Lead) -> QuerySet[Fact]:
    """What stands about the person and about the company, newest first; nothing that was struck out."""
    about = Q(lead=lead)
    if lead.account_id:
        about |= Q(account_id=lead.account_id)
    return Fact.objects.filter(about, struck_out_at=None).order_by("-seen_on", "-pk")


def missing_of(brief: Brief) -> list[str]:
    """The keys of what is missing, as briefing.missing gives them."""
    return missing_given(brief, list(facts_of(brief.lead).values_list("source", flat=True)))


def missing_of_each(leads: Iterable[Lead]) -> list[tuple[Lead, list[str]]]:
    """The same for many leads, in their order, with one question for all their facts. Each has its `brief` loaded."""
    leads = list(leads)
    people, accounts = [lead.pk for lead in leads], {lead.account_id for lead in leads} - {None}
    about = Q(lead__in=people) | Q(account__in=accounts)
    rows = Fact.objects.filter(about, struck_out_at=None).values_list("lead_id", "account_id", "source")
    of_lead, of_account = defaultdict(list), defaultdict(list)
    for lead_pk, account_pk, source in rows:
        of_lead[lead_pk].append(source)
        of_account[account_pk].append(source)
    of_account[None] = []  # facts of a person without a company are that person's alone
    return [
        (lead, missing_given(brief_or_blank(lead), of_lead[lead.pk] + of_account[lead.account_id])) for lead in leads
    ]


def brief_or_blank(lead: Lead) -> Brief:
    """The lead's brief, or an unsaved blank one: looking begins nothing."""
    return getattr(lead, "brief", None) or Brief(lead=lead)


def missing_given(brief: Brief, sources: list[str]) -> list[str]:
    return briefing.missing(briefing.Known(brief.company, brief.need, brief.gap, brief.role, sources))


def write(brief: Brief, words: dict[str, str], *, by: Member, now: datetime) -> None:
    """Keep what a person wrote. A brief that no longer holds what it must is not good any more."""
    for name, text in words.items():
        setattr(brief, name, text)
    brief.updated_at = now
    brief.save(update_fields=[*words, "updated_at"])
    begun(brief.lead, by=by, now=now)
    lapse(brief, by=by, now=now)


def check(brief: Brief, *, by: Member | None, now: datetime) -> list[str]:
    """What is missing, as sentences; none: the brief is good from now on, and a new lead is ready to contact."""
    lacking = missing_of(brief)
    if lacking:
        lapse(brief, by=by, now=now)
        return [str(SENTENCES[part]) for part in lacking]
    with transaction.atomic():
        brief.good_at, brief.checked_by = now, by
        brief.save(update_fields=["good_at", "checked_by"])
        Lead.objects.filter(pk=brief.lead_id, status=Status.NEW).update(status=Status.READY)
        brief.lead.refresh_from_db(fields=["status"])
        record(
            Kind.RESEARCHED,
            workspace_id=brief.lead.workspace_id,
            lead=brief.lead,
            member=by,
            key=f"brief:{brief.lead_id}:good:{now:%Y%m%d}",
            summary=_("Brief good enough"),
            why=_("Company, need, gap and buying role are known, and facts stand behind them."),
            at=now,
        )
    return []


def lapse(brief: Brief, *, by: Member | None, now: datetime) -> None:
    """Take the mark back where something is missing again; nobody new is contacted on such a brief."""
    lacking = missing_of(brief) if brief.good_at else []
    if not lacking:
        return
    with transaction.atomic():
        was = brief.good_at
        brief.good_at = None
        brief.save(update_fields=["good_at"])
        Lead.objects.filter(pk=brief.lead_id, status=Status.READY).update(status=Status.NEW)
        brief.lead.refresh_from_db(fields=["status"])
        record(
            Kind.RESEARCHED,
            workspace_id=brief.lead.workspace_id,
            lead=brief.lead,
            member=by,
            key=f"brief:{brief.lead_id}:lapsed:{was:%Y%m%dT%H%M%S}",
            summary=_("Brief no longer good enough"),
            why=" ".join(str(SENTENCES[part]) for part in lacking),
            at=now,
        )


def begun(lead: Lead, *, by: Member | None, now: datetime) -> None:
    """Somebody began to find out about this lead; said once."""
    record(
        Kind.RESEARCHED,
        workspace_id=lead.workspace_id,
        lead=lead,
        member=by,
        key=f"brief:{lead.pk}:begun",
        summary=_("Research begun"),
        at=now,
    )
