"""What an AE gets with a lead, put together from the rows: readable in a minute, nothing typed for it."""

from dataclasses import dataclass

from django.db.models import Q

from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.leads.models import Lead
from leadwright.qualification.models import Evidence
from leadwright.research.models import Brief, Fact

CONCERNS = (Intent.QUESTION, Intent.OBJECTION, Intent.NOT_NOW)
SEEN = (Message.State.SENT, Message.State.RECEIVED)


@dataclass(frozen=True)
class Package:
    brief: Brief | None
    evidence: list[Evidence]
    facts: list[Fact]
    concerns: list[Reply]
    letters: list[Message]
    calls: list[Call]


def package_of(lead: Lead) -> Package:
    """The brief, the evidence, what they asked or doubted, and the whole thread with its calls, oldest first."""
    about = Q(lead=lead) | (Q(account=lead.account_id) if lead.account_id else Q())
    letters = Message.objects.filter(lead=lead, state__in=SEEN).select_related("author__user", "reading")
    return Package(
        brief=Brief.objects.filter(lead=lead).first(),
        evidence=list(
            Evidence.objects.standing().filter(lead=lead).select_related("criterion").order_by("criterion", "at")
        ),
        facts=list(Fact.objects.filter(about, struck_out_at=None).order_by("-seen_on", "-pk")[:12]),
        concerns=list(Reply.objects.filter(lead=lead, kind=Kind.REPLY, intent__in=CONCERNS).order_by("at")),
        letters=list(letters.defer("raw", "html", "enclosed").order_by("at", "pk")),
        calls=list(Call.objects.filter(lead=lead).select_related("member__user").order_by("at", "pk")),
    )
