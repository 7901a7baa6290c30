"""The rows of Today that are replies, leads, hand-offs and deals: one function a kind, one query each."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, Exists, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.activities.models import Activity, Kind
from leadwright.inbox.models import Intent, Reply
from leadwright.inbox.models import Kind as Reading
from leadwright.leads.models import ENDED, Arrival, Lead, Motion, Status
from leadwright.pipeline.models import Handoff, Opportunity, Stage
from leadwright.web.desk import COUNTED, Desk, Item, listed, own_leads, read, who
from leadwright.web.templatetags.look import span

MOST_ASKED = 200
READ_AS, STAGES = dict(Reading.choices + Intent.choices), dict(Stage.choices)
OF_A_LEAD = ("owner_id", "status", "created_at")
TOUCHES = (Kind.EMAIL_SENT, Kind.CALL, Kind.LINKEDIN, Kind.MEETING_BOOKED)
BY_MEANING = [
    Intent.MEETING,
    Intent.INTERESTED,
    Intent.QUESTION,
    Intent.OBJECTION,
    Intent.REFERRAL,
    Intent.NOT_NOW,
    Intent.NOT_INTERESTED,
    Intent.OPT_OUT,
]
MEANING_WHY = {
    Intent.MEETING: gettext_lazy("Wants to meet. Nothing goes before a meeting;"),
    Intent.INTERESTED: gettext_lazy("Shows interest; what is answered soon is answered best."),
    Intent.QUESTION: gettext_lazy("A question: an answer keeps the talk going;"),
    Intent.OBJECTION: gettext_lazy("An objection: their cadence is stopped until you answer;"),
    Intent.REFERRAL: gettext_lazy("Names another person; look who it is."),
    Intent.NOT_NOW: gettext_lazy("Not now: say when to come back;"),
    Intent.NOT_INTERESTED: gettext_lazy("A refusal: the cadence has stopped; close it with its reason."),
    Intent.OPT_OUT: gettext_lazy("Opts out: nothing more is sent; close it."),
}


def replies(at: Desk) -> tuple[list[Item], int]:
    """Replies that wait for this member: by meaning, then the oldest first."""
    order = Func(Value(BY_MEANING, ArrayField(TextField())), Cast("intent", TextField()), function="array_position")
    waiting = Reply.objects.seen_by(at.member).waiting(at.now).filter(at.mine())
    fields = ["pk", "owner_id", "kind", "intent", "words", "at"]
    return listed(waiting.order_by(order, "at"), at.most, fields, lambda reply: reply_item(reply, at))


def reply_item(reply: NamedTuple, at: Desk) -> Item:
    why = MEANING_WHY.get(reply.intent, gettext_lazy("A person wrote, and waits."))
    age = _("%(age)s old.") % {"age": span(at.now - reply.at)}
    return Item(
        "reply",
        reply.pk,
        who(reply),
        gist=" ".join(reply.words.split())[:160],
        why=at.because(reply.owner_id, f"{why} {age}"),
        chip=READ_AS.get(reply.intent) or READ_AS.get(reply.kind, ""),
        tone="good" if reply.intent in {Intent.MEETING, Intent.INTERESTED} else "",
        spoken=True,
    )


def inbound(at: Desk) -> tuple[list[Item], int]:
    """People who asked to hear from us and have not: who waits longest comes first, for interest cools by the hour."""
    leads = own_leads(at).filter(motion=Motion.INBOUND, status__in=[Status.NEW, Status.READY])
    asked = asked_again(at)
    leads = leads.order_by("created_at", "pk")
    found, count = listed(leads, at.most, OF_A_LEAD, lambda lead: inbound_item(lead, at, asked), lead="")
    if more := set(asked) - {item.pk for item in found}:
        again = own_leads(at).filter(pk__in=more).exclude(motion=Motion.INBOUND, status__in=[Status.NEW, Status.READY])
        rows = read(again.order_by("pk"), OF_A_LEAD, lead="")[: at.most]
        others = [inbound_item(lead, at, asked) for lead in rows]
        found, count = [*others, *found][: at.most], count + len(others)
    return found, count


def asked_again(at: Desk) -> dict[int, datetime]:
    """Leads of this desk who asked by a form or a program and whom nobody has touched since, with when."""
    rows = Arrival.objects.seen_by(at.member).filter(touched_at=None, lead__owner__in=at.owners)
    touched = Activity.objects.filter(lead=OuterRef("lead"), kind__in=TOUCHES, at__gte=OuterRef("at"))
    waiting = rows.exclude(lead__status__in=ENDED - {Status.FINISHED}).filter(~Exists(touched)).order_by("-at")
    return dict(waiting.values_list("lead", "at")[:MOST_ASKED])


def inbound_item(lead: NamedTuple, at: Desk, asked: dict[int, datetime]) -> Item:
    age = span(at.now - asked.get(lead.pk, lead.created_at))
    why = _("Asked to hear from us %(age)s ago, and nobody has answered yet.") % {"age": age}
    known = (
        _("The brief is good: make contact") if lead.status == Status.READY else _("Look who it is, then make contact")
    )
    return Item("inbound", lead.pk, who(lead), gist=known, why=at.because(lead.owner_id, why), clock=True)


def handoffs(at: Desk) -> tuple[list[Item], int]:
    """Qualified leads that were offered to this member and wait for a yes or a no."""
    offered = Handoff.objects.seen_by(at.member).filter(offered_to__in=at.owners, state=Handoff.State.OFFERED)
    fields = ["pk", "offered_to_id", "answer_by", "at", "note", "offered_by__user__name"]
    return listed(offered.order_by("answer_by", "pk"), at.most, fields, lambda handoff: handoff_item(handoff, at))


def handoff_item(handoff: NamedTuple, at: Desk) -> Item:
    late = handoff.answer_by < at.now
    why = _("%(sdr)s qualified this lead and offered it %(age)s ago.") % {
        "sdr": handoff.offered_by__user__name.split(" ")[0],
        "age": span(at.now - handoff.at),
    }
    return Item(
        "handoff",
        handoff.pk,
        who(handoff),
        gist=handoff.note[:160] or _("Qualified; the brief and the thread come with it"),
        why=at.because(handoff.offered_to_id, why),
        chip=_("Answer is late") if late else _("Qualified"),
        tone="warn" if late else "good",
    )


def decisions(at: Desk) -> tuple[list[Item], int]:
    """Leads who answered and whose answer is settled, and qualified ones that no AE has yet: a person decides."""
    waiting = Exists(Reply.objects.filter(lead=OuterRef("pk"), settled_at=None))
    offered = Exists(Handoff.objects.filter(lead=OuterRef("pk")).exclude(state=Handoff.State.RETURNED))
    taken = Exists(Opportunity.objects.filter(lead=OuterRef("pk")))
    undecided = Q(status=Status.ANSWERED) & ~waiting
    unoffered = Q(status=Status.QUALIFIED) & ~offered & ~taken
    leads = own_leads(at).filter(undecided | unoffered, status__in=[Status.ANSWERED, Status.QUALIFIED])
    leads = leads.order_by("created_at", "pk")
    return listed(leads, at.most, OF_A_LEAD, lambda lead: decision_item(lead, at), lead="")


def decision_item(lead: NamedTuple, at: Desk) -> Item:
    if lead.status == Status.QUALIFIED:
        why, chip = at.because(lead.owner_id, _("Qualified, and no AE has this lead yet.")), _("Qualified")
        return Item("decide", lead.pk, who(lead), gist=_("Offer it to an AE"), why=why, chip=chip, tone="good")
    why = at.because(lead.owner_id, _("The answer is settled; a verdict is due within a working day."))
    return Item("decide", lead.pk, who(lead), gist=_("Qualify, come back later, or disqualify"), why=why)


def deals(at: Desk) -> tuple[list[Item], int]:
    """Open deals of this member whose next step is due, or that have none."""
    today = at.member.local(at.now).date()
    due = Opportunity.objects.seen_by(at.member).open().filter(Q(next_step_on__lte=today) | Q(next_step_on=None))
    due = due.filter(owner__in=at.owners).order_by("next_step_on", "pk")
    fields = ["pk", "owner_id", "next_step", "next_step_on", "stage"]
    return listed(due, at.most, fields, lambda deal: deal_item(deal, at))


def deal_item(deal: NamedTuple, at: Desk) -> Item:
    day = formats.date_format(deal.next_step_on, "j M") if deal.next_step_on else ""
    why = _("Its next step was set for %(day)s.") % {"day": day} if day else _("No date is set for its next step.")
    gist = deal.next_step or _("Say what comes next")
    why = at.because(deal.owner_id, why)
    return Item("deal", deal.pk, who(deal), gist=gist, why=why, chip=STAGES.get(deal.stage, ""))


def ready(at: Desk) -> tuple[list[Item], int]:
    """Leads with a good brief who are in no cadence yet."""
    leads = own_leads(at).filter(status=Status.READY).exclude(motion=Motion.INBOUND).order_by("created_at", "pk")
    why = _("The brief is good; nothing was sent yet.")
    item, count = (lambda lead: lead_item("enrol", lead, why, at)), lambda: outbound(at, Status.READY)
    return listed(leads, at.most, OF_A_LEAD, item, lead="", count=count)


def outbound(at: Desk, status: Status) -> int:
    """How many of these owners' leads stand there and did not ask to hear from us. Counted along two indexes that hold
    all that is asked: read lead by lead, the count of a long list took longer than the whole page."""
    if "asked" not in at.found:
        asked = Lead.objects.filter(owner__in=at.owners, motion=Motion.INBOUND, status__in=[Status.NEW, Status.READY])
        at.found["asked"] = dict(asked.values_list("status").annotate(Count("pk")))
    without = at.found["asked"].get(status, 0)
    return Lead.objects.filter(owner__in=at.owners, status=status)[: COUNTED + without].count() - without


def lead_item(kind: str, lead: NamedTuple, why: str, at: Desk) -> Item:
    return Item(kind, lead.pk, who(lead), gist=lead.title, why=at.because(lead.owner_id, why))


def to_research(at: Desk) -> tuple[list[Item], int]:
    """The research queue, derived: each new lead of this member, the oldest first."""
    leads = own_leads(at).filter(status=Status.NEW).exclude(motion=Motion.INBOUND).order_by("created_at", "pk")
    item, count = (lambda lead: research_item(lead, at)), lambda: outbound(at, Status.NEW)
    return listed(leads, at.most, [*OF_A_LEAD, "list__name"], item, lead="", count=count)


def research_item(lead: NamedTuple, at: Desk) -> Item:
    source = _("From “%(list)s”, here since %(age)s.") if lead.list__name else _("Here since %(age)s.")
    why = source % {"list": lead.list__name, "age": span(at.now - lead.created_at)}
    return lead_item("research", lead, f"{why} {_('Without a brief nobody is contacted.')}", at)


def nobodys(at: Desk) -> tuple[list[Item], int]:
    """Live leads without an owner: until somebody has them, nobody works them."""
    if not at.nobodys:
        return [], 0
    leads = Lead.objects.seen_by(at.member).filter(owner=None).exclude(status__in=ENDED)
    leads = leads.order_by("created_at", "pk")
    why = _("It has no owner, so nobody works it: take it, or give it to somebody.")
    return listed(leads, at.most, OF_A_LEAD, lambda lead: Item("nobodys", lead.pk, who(lead), lead.title, why), lead="")
