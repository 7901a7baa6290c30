"""Claims become facts: never twice, never again what a person struck out, never over what a person wrote."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from leadwright.accounts.models import Account
from leadwright.leads.models import Lead
from leadwright.research.claims import Claim
from leadwright.research.models import Brief, Fact
from leadwright.team.models import Member

OF_PERSON = frozenset({"role", "place", "contact"})  # in a text about a person


def keep_claims(claims: Sequence[Claim], *, account: Account, by: Member | None, now: datetime) -> list[Fact]:
    """The new facts about a company. What is known and still stands is as young as today; a company line is proposed to
    the briefs of its people that have none."""
    with transaction.atomic():
        facts = keep(claims, {"account": account}, by=by, now=now)
        if said := next((claim.text for claim in claims if claim.kind == "what"), ""):
            Brief.objects.filter(lead__account=account, company="").update(company=said, updated_at=now)
    return facts


def keep_of_person(claims: Sequence[Claim], *, lead: Lead, by: Member | None, now: datetime) -> list[Fact]:
    """What a text about a person says of them stays with them, the rest with their company, for all its people."""
    of_firm = [claim for claim in claims if lead.account and claim.kind not in OF_PERSON]
    of_them = [claim for claim in claims if claim not in of_firm]
    with transaction.atomic():
        facts = keep(of_them, {"lead": lead}, by=by, now=now)
        return facts + (keep_claims(of_firm, account=lead.account, by=by, now=now) if lead.account else [])


def keep(claims: Sequence[Claim], about: dict, *, by: Member | None, now: datetime) -> list[Fact]:
    rows = Fact.objects.filter(**about)
    known = set(rows.values_list("text", flat=True))
    seen = [claim.text for claim in claims if claim.text in known]
    rows.filter(text__in=seen, struck_out_at=None).update(seen_on=now.date())
    return Fact.objects.bulk_create(
        Fact(
            **about,
            text=claim.text,
            kind=claim.kind,
            source=claim.source[:300],
            words=claim.words[:300],
            confidence=claim.confidence,
            seen_on=now.date(),
            added_by=by,
        )
        for claim in {claim.text: claim for claim in reversed(claims)}.values()
        if claim.text not in known
    )
