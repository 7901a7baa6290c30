"""Stale facts are refreshed by rule: each night the sites of companies that somebody works are read again."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from leadwright.accounts.models import Account
from leadwright.kit import http
from leadwright.kit.http import NotFetched
from leadwright.leads.models import ENDED, Lead
from leadwright.research.ageing import DAYS, USUAL_DAYS
from leadwright.research.keeping import keep_claims
from leadwright.research.models import Fact, SiteVisit
from leadwright.research.providers import FETCHING, About, provider

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


def read_all(account: Account, now: datetime, pause: Callable[[float], None]) -> str:
    """Each provider that fetches, in turn; the sentence of the first where it did not answer. A company without a feed
    is no fault."""
    about = About(company=account.name, domain=account.domain, website=account.website)
    said = ""
    for name in FETCHING:
        try:
            claims = provider(name).claims(about, fetch=http.fetch, pause=pause)
            keep_claims(claims, account=account, by=None, now=now)
        except NotFetched as refused:
            said = said or (refused.sentence if name == FETCHING[0] else "")
    return said


def stale(today: date) -> Q:
    of_kinds = Q(seen_on__lt=today - timedelta(days=USUAL_DAYS))
    for kind, days in DAYS.items():
        of_kinds |= Q(kind=kind, seen_on__lt=today - timedelta(days=days))
    return of_kinds


def refresh_stale(*, now: datetime, most: int = MOST, pause: Callable[[float], None] = time.sleep) -> int:
    """Read what is due, site and feed; how many sites answered."""
    answered = 0
    for account in list(due(now)[:most]):
        said = read_all(account, now, pause)
        answered += not said
        SiteVisit.objects.update_or_create(account=account, defaults={"at": now, "said": said[:300]})
    return answered
