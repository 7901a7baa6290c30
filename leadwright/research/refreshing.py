"""Stale facts are refreshed by rule: each night the sites of companies that somebody works are read again."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from leadwright.accounts.models import Account
from leadwright.kit.http import NotFetched
from leadwright.leads.models import ENDED, Lead
from leadwright.research.ageing import DAYS, USUAL_DAYS
from leadwright.research.models import Fact, SiteVisit
from leadwright.research.site_reading import read_site

MOST = 100
AGAIN = timedelta(days=7)


def due(now: datetime) -> QuerySet[Account]:
    """Companies with leads on their way, of which a fact from their site is stale, and whose site was not tried for a
    week; those that wait longest first."""
    facts = Fact.objects.filter(
        stale(now.date()), account=OuterRef("pk"), struck_out_at=None, source__startswith="http"
    )
    worked = Lead.objects.filter(account=OuterRef("pk")).exclude(status__in=ENDED)
    tried = SiteVisit.objects.filter(account=OuterRef("pk"), at__gt=now - AGAIN)
    return Account.objects.filter(Exists(facts), Exists(worked), ~Exists(tried)).order_by("pk")


def stale(today: date) -> Q:
    of_kinds = Q(seen_on__lt=today - timedelta(days=USUAL_DAYS))
    for kind, days in DAYS.items():
        of_kinds |= Q(kind=kind, seen_on__lt=today - timedelta(days=days))
    return of_kinds


def refresh_stale(*, now: datetime, most: int = MOST) -> int:
    """Read the sites that are due; how many answered."""
    answered = 0
    for account in list(due(now)[:most]):
        said = ""
        try:
            read_site(account, by=None, now=now)
            answered += 1
        except NotFetched as refused:
            said = refused.sentence
        SiteVisit.objects.update_or_create(account=account, defaults={"at": now, "said": said[:300]})
    return answered
