"""What is known already and may be evidence: facts, columns, mails, calls. Nothing counts before a person confirms."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.conversations.models import Call
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.leads.models import Lead
from leadwright.qualification.levels import HINT, SHOWN
from leadwright.qualification.models import Criterion, Evidence, Topic
from leadwright.research.models import Brief, BuyingRole, Fact

FACT_TOPIC = {
    "size": Topic.SIZE,
    "place": Topic.SIZE,
    "industry": Topic.INDUSTRY,
    "what": Topic.INDUSTRY,
    "signal": Topic.URGENCY,
    "people": Topic.AUTHORITY,
}
COLUMN_WORDS = {
    Topic.SIZE: ("employee", "headcount", "staff", "company size", "darbuotoj"),
    Topic.INDUSTRY: ("industry", "sector", "branch", "sritis"),
    Topic.MONEY: ("revenue", "turnover", "budget", "funding", "apyvarta", "pajamos"),
    Topic.URGENCY: ("deadline", "timeline", "when", "urgency"),
    Topic.NEED: ("need", "problem", "challenge", "interest", "poreik"),
}
# Words that give a sentence away, in the languages that our people write and note in.
SAID = {
    Topic.MONEY: r"budget\w*|afford\w*|invest\w*|spend\w*|costs?|prices?|€|\$|eur|usd|biudžet\w*|kain\w*",
    Topic.URGENCY: r"deadline|urgent\w*|by (the end|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|next)|this (month|quarter|year)|q[1-4]|asap|skub\w*|iki (sausio|kovo|birželio|metų)",
    Topic.NEED: r"problems?|need\w*|struggl\w*|pain\w*|issues?|complain\w*|reikia|problem\w*",
    Topic.AUTHORITY: r"(my|our) (boss|director|board|ceo|cfo|manager)|decision|decides?|approv\w*|sign off|direktor\w*"
    r"|sprendim\w*",
    Topic.SIZE: r"employees|people work|sites|branches|depots|trucks|darbuotoj\w*",
}
PATTERNS = {topic: re.compile(rf"(?i)(?<!\w)({words})(?!\w)") for topic, words in SAID.items()}
SENTENCE = re.compile(r"[^.!?\n]{8,400}[.!?]?")
WILLING = (Intent.MEETING, Intent.INTERESTED)
MOST_SENTENCES = 400  # of all mails and notes of one lead


@dataclass(frozen=True)
class Proposal:
    """One piece that may be taken as evidence; `strength` is what we would call it, `origin` the row it stands in."""

    topic: str
    text: str
    source: str
    strength: str
    origin: str = ""


def proposals_for(lead: Lead) -> list[Proposal]:
    """What is known and not evidence yet, the strongest first for each topic; what was struck out stays out."""
    used = set(Evidence.objects.filter(lead=lead).values_list("text", flat=True))
    seen = set()
    found = []
    sources = (_of_account, _of_facts, _of_columns, _of_brief, _of_replies, _of_calls)
    for proposal in (one for source in sources for one in source(lead)):
        key = (proposal.topic, proposal.text)
        if proposal.text not in used and key not in seen:
            seen.add(key)
            found.append(proposal)
    return found


def about(criterion: Criterion, proposals: Iterable[Proposal], most: int = 2) -> list[Proposal]:
    """Those that may show one criterion."""
    topic = criterion.topic or criterion.code
    return [proposal for proposal in proposals if proposal.topic == topic][:most]


def address_of(origin: str, lead: Lead, text: str = "") -> str:
    """Where the row behind a piece of evidence is read; "" where it has no page of its own. `text` is what the browser
    marks there, where it can (a text fragment in the address)."""
    kind, _colon, number = origin.partition(":")
    pages = {
        "reply": ("inbox:detail", [number], ""),
        "brief": ("leads:detail", [lead.pk], "research-panel"),
        "fact": ("leads:detail", [lead.pk], "research-panel"),
        "account": ("accounts:detail", [lead.account_id], ""),
        "call": ("leads:detail", [lead.pk], "activities-panel"),
    }
    if kind == "list" and lead.list_id:
        return f"{reverse('leads:index')}?list={lead.list_id}"
    try:
        name, args, part = pages[kind]
        marked = f":~:text={quote(text, safe='')}" if text else ""
        return reverse(name, args=args) + (f"#{part}{marked}" if part or marked else "")
    except (KeyError, NoReverseMatch):
        return ""


def _of_account(lead: Lead) -> list[Proposal]:
    account = lead.account
    if account is None:
        return []
    known = [
        (Topic.SIZE, account.employees and _("%(n)s people") % {"n": account.employees}),
        (Topic.INDUSTRY, account.industry),
        (Topic.MONEY, account.revenue and _("Revenue %(sum)s") % {"sum": account.revenue}),
    ]
    source, origin = _("company record"), f"account:{account.pk}"
    return [Proposal(topic, str(text)[:500], source, SHOWN, origin) for topic, text in known if text]


def _of_facts(lead: Lead) -> list[Proposal]:
    here = Q(lead=lead) | (Q(account=lead.account) if lead.account_id else Q())
    facts = Fact.objects.filter(here, struck_out_at=None, kind__in=FACT_TOPIC).order_by("-seen_on", "-pk")
    return [
        Proposal(
            FACT_TOPIC[fact.kind],
            fact.text,
            _("%(source)s, %(date)s") % {"source": fact.source[:280], "date": _day(fact.seen_on)},
            HINT if fact.kind in {"signal", "place", "people"} else SHOWN,
            f"fact:{fact.pk}",
        )
        for fact in facts[:12]
    ]


def _of_columns(lead: Lead) -> list[Proposal]:
    source = _("list %(list)s") % {"list": lead.list.name} if lead.list else _("the list")
    found = []
    for column, value in lead.custom.items():
        text = str(value).strip()
        topic = next((topic for topic, words in COLUMN_WORDS.items() if any(w in column.lower() for w in words)), None)
        if topic and text:
            found.append(Proposal(topic, f"{column}: {text}"[:500], source, HINT, "list"))
    return found


def _of_brief(lead: Lead) -> list[Proposal]:
    brief = Brief.objects.filter(lead=lead).first()
    if brief is None:
        return []
    source, origin = _("the brief, %(date)s") % {"date": _day(brief.updated_at)}, "brief"
    known = [(Topic.FIT, brief.gap), (Topic.NEED, brief.need)]
    if brief.role != BuyingRole.UNKNOWN:
        title = f"{lead.title}: " if lead.title else ""
        known.append((Topic.AUTHORITY, f"{title}{brief.get_role_display().lower()}"))
    return [Proposal(topic, text[:500], source, HINT, origin) for topic, text in known if text]


def _of_replies(lead: Lead) -> Iterator[Proposal]:
    replies = list(Reply.objects.filter(lead=lead, kind=Kind.REPLY).order_by("-at")[:10])
    for reply in replies:
        source = _("their e-mail, %(date)s") % {"date": _day(reply.at)}
        for topic, sentence in _sentences(reply.words):
            yield Proposal(topic, sentence, source, HINT, f"reply:{reply.pk}")
    for reply in [reply for reply in replies if reply.intent in WILLING][:3]:
        if words := (reply.evidence or reply.words).strip():
            source = _("their e-mail, %(date)s") % {"date": _day(reply.at)}
            yield Proposal(Topic.URGENCY, words[:500], source, HINT, f"reply:{reply.pk}")


def _of_calls(lead: Lead) -> Iterator[Proposal]:
    for call in Call.objects.filter(lead=lead).exclude(note="").order_by("-at")[:10]:
        source = _("note of the call, %(date)s") % {"date": _day(call.at)}
        for topic, sentence in _sentences(call.note):
            yield Proposal(topic, sentence, source, HINT, f"call:{call.pk}")


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Each sentence that speaks of a topic, as it was written."""
    for at, found in enumerate(SENTENCE.finditer(text[:20_000])):
        if at >= MOST_SENTENCES:
            return
        sentence = " ".join(found.group().split())
        for topic, pattern in PATTERNS.items():
            if pattern.search(sentence):
                yield topic, sentence[:500]


def _day(at: datetime) -> str:
    return formats.date_format(at, "j M Y")
