"""What is known already and may be evidence: facts, list columns, replies. Nothing counts before a person confirms."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.leads.models import Lead
from leadwright.qualification.levels import HINT, SHOWN
from leadwright.qualification.models import Evidence
from leadwright.research.models import Brief, Fact

FACT_CRITERION = {"size": "size", "place": "size", "industry": "industry", "what": "industry", "signal": "urgency"}
COLUMN_WORDS = {
    "size": ("employee", "headcount", "staff", "company size", "darbuotoj"),
    "industry": ("industry", "sector", "branch", "sritis"),
    "affordability": ("revenue", "turnover", "budget", "funding", "apyvarta", "pajamos"),
    "urgency": ("deadline", "timeline", "when", "urgency"),
}
WILLING = (Intent.MEETING, Intent.INTERESTED)


@dataclass(frozen=True)
class Proposal:
    """One piece that may be taken as evidence; `strength` is what we would call it."""

    code: str
    text: str
    source: str
    strength: str


def proposals_for(lead: Lead) -> list[Proposal]:
    """What is known and not evidence yet, the strongest first for each criterion; what was struck out stays out."""
    used = set(Evidence.objects.filter(lead=lead).values_list("criterion__code", "text"))
    seen = set()
    found = []
    for proposal in [*_of_account(lead), *_of_facts(lead), *_of_columns(lead), *_of_brief(lead), *_of_replies(lead)]:
        key = (proposal.code, proposal.text)
        if key not in used and key not in seen:
            seen.add(key)
            found.append(proposal)
    return found


def _of_account(lead: Lead) -> list[Proposal]:
    account = lead.account
    if account is None:
        return []
    source = _("company record")
    known = [
        ("size", account.employees and _("%(n)s people") % {"n": account.employees}),
        ("industry", account.industry),
        ("affordability", account.revenue and _("Revenue %(sum)s") % {"sum": account.revenue}),
    ]
    return [Proposal(code, str(text)[:500], source, SHOWN) for code, text in known if text]


def _of_facts(lead: Lead) -> list[Proposal]:
    about = Q(lead=lead) | (Q(account=lead.account) if lead.account_id else Q())
    facts = Fact.objects.filter(about, struck_out_at=None, kind__in=FACT_CRITERION).order_by("-seen_on", "-pk")
    return [
        Proposal(
            FACT_CRITERION[fact.kind],
            fact.text,
            _("%(source)s, %(date)s") % {"source": fact.source[:280], "date": _day(fact.seen_on)},
            HINT if fact.kind in {"signal", "place"} else SHOWN,
        )
        for fact in facts[:12]
    ]


def _of_columns(lead: Lead) -> list[Proposal]:
    source = _("list %(list)s") % {"list": lead.list.name} if lead.list else _("the list")
    found = []
    for column, value in lead.custom.items():
        text = str(value).strip()
        code = next((code for code, words in COLUMN_WORDS.items() if any(w in column.lower() for w in words)), None)
        if code and text:
            found.append(Proposal(code, f"{column}: {text}"[:500], source, HINT))
    return found


def _of_brief(lead: Lead) -> list[Proposal]:
    brief = Brief.objects.filter(lead=lead).exclude(gap="").first()
    if brief is None:
        return []
    return [Proposal("fit", brief.gap[:500], _("the brief, %(date)s") % {"date": _day(brief.updated_at)}, HINT)]


def _of_replies(lead: Lead) -> list[Proposal]:
    replies = Reply.objects.filter(lead=lead, kind=Kind.REPLY, intent__in=WILLING).order_by("-at")
    return [
        Proposal(
            "urgency",
            (reply.evidence or reply.words).strip()[:500],
            _("their e-mail, %(date)s") % {"date": _day(reply.at)},
            HINT,
        )
        for reply in replies[:3]
        if (reply.evidence or reply.words).strip()
    ]


def _day(at: datetime) -> str:
    return at.strftime("%-d %b %Y")
