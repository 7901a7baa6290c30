"""What an AE gets with a lead, put together from the rows: readable in a minute, nothing typed for it."""

from dataclasses import dataclass

from django.db.models import Q

from leadwright.conversations.models import Call, Message
from leadwright.inbox.models import Intent, Kind, Reply
from leadwright.leads.models import Lead
from leadwright.meetings.models import Meeting
from leadwright.qualification.models import Evidence
from leadwright.qualification.proposals import address_of
from leadwright.research.models import Brief, Fact
from leadwright.tasks.models import Task

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
    promises: list[Task]
    people: list[Lead]
    meetings: list[Meeting]


def package_of(lead: Lead) -> Package:
    """The brief, the evidence, what they asked or doubted, what was promised them, who else is there, and the whole
    thread with its calls, oldest first."""
    about = Q(lead=lead) | (Q(account=lead.account_id) if lead.account_id else Q())
    letters = Message.objects.filter(lead=lead, state__in=SEEN).select_related("author__user", "reading")
    promises = Task.objects.filter(lead=lead, key__startswith="promise:").exclude(outcome=Task.Outcome.DROPPED)
    people = Lead.objects.filter(account=lead.account_id, account__isnull=False).exclude(pk=lead.pk)
    people = people.select_related("brief").order_by("family_name", "pk")
    return Package(
        brief=Brief.objects.filter(lead=lead).first(),
        evidence=_linked(lead),
        facts=list(Fact.objects.filter(about, struck_out_at=None).order_by("-seen_on", "-pk")[:12]),
        concerns=list(Reply.objects.filter(lead=lead, kind=Kind.REPLY, intent__in=CONCERNS).order_by("at")),
        letters=list(letters.defer("raw", "html", "enclosed").order_by("at", "pk")),
        promises=list(promises.select_related("owner__user").order_by("due_at")),
        people=list(people[:12]),
        meetings=list(Meeting.objects.filter(lead=lead).select_related("host__user").order_by("starts_at")),
        calls=list(Call.objects.filter(lead=lead).select_related("member__user").order_by("at", "pk")),
    )


def _linked(lead: Lead) -> list[Evidence]:
    """The evidence that stands, each with the address of what it was found in."""
    pieces = Evidence.objects.standing().filter(lead=lead).select_related("criterion").order_by("criterion", "at")
    found = list(pieces)
    for piece in found:
        piece.address = address_of(piece.origin, lead, piece.text)
    return found
