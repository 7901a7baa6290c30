"""What to do today, in order: composed from the rooms, one function a kind, one query each. Every row has its why."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.cadences.hours import CALL_HOURS, Place, open_window, place
from leadwright.inbox.models import Intent, Reply
from leadwright.leads.models import Lead, Status
from leadwright.leads.places import zone_of
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member
from leadwright.web.templatetags.look import span

SHOWN = 25  # rows of a kind under "All"; a kind by itself shows SHOWN_ALONE
SHOWN_ALONE = 200


@dataclass(frozen=True)
class Item:
    """One row of the queue. `gist` is what a person wrote (`spoken`) or what it is about; `until` orders the later."""

    kind: str
    pk: int
    lead: Lead
    gist: str
    why: str
    chip: str = ""
    tone: str = ""
    spoken: bool = False
    clock: bool = False
    later: bool = False
    at: datetime | None = None

    @property
    def pane(self) -> str:
        return reverse("web:today_item", args=[self.kind, self.pk])

    @property
    def sign(self) -> str:
        return "clock" if self.later else KIND[self.kind].sign

    @property
    def act(self) -> tuple[str, str]:
        return ("", "") if self.later else (KIND[self.kind].act, KIND[self.kind].key)


@dataclass(frozen=True)
class Group:
    """The rows of one kind, and how many there are where not all are shown."""

    kind: "Kind"
    items: list[Item]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.items)


# ── the queue ──


def queue(member: Member, now: datetime, only: str = "") -> list[Group]:
    """The groups that have something, in the order in which they are worked. `only` is the kind that is shown alone."""
    most = SHOWN_ALONE if only else SHOWN
    groups = [group(kind, member, now, most) for kind in KINDS if not only or kind.name == only]
    return [found for found in groups if found.items]


def group(kind: "Kind", member: Member, now: datetime, most: int) -> Group:
    items, count = kind.find(member, now, most)
    return Group(kind, items, count)


def replies(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Replies that wait for this member: by meaning, then the oldest first."""
    order = Case(*[When(intent=intent, then=Value(at)) for at, intent in enumerate(BY_MEANING)], default=Value(99))
    waiting = (
        Reply.objects.seen_by(member)
        .filter(owner=member, settled_at=None)
        .select_related("lead__account")
        .annotate(meaning=order)
        .order_by("meaning", "at")
    )
    return listed(waiting, most, lambda reply: reply_item(reply, now))


def reply_item(reply: Reply, now: datetime) -> Item:
    why = MEANING_WHY.get(reply.intent, gettext_lazy("A person wrote, and waits."))
    age = _("%(age)s old.") % {"age": span(now - reply.at)}
    return Item(
        "reply",
        reply.pk,
        reply.lead,
        gist=" ".join(reply.words.split())[:160],
        why=f"{why} {age}",
        chip=reply.get_intent_display() or reply.get_kind_display(),
        tone="good" if reply.intent in {Intent.MEETING, Intent.INTERESTED} else "",
        spoken=True,
    )


def handoffs(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Qualified leads that were offered to this member and wait for a yes or a no."""
    offered = (
        Handoff.objects.seen_by(member)
        .filter(offered_to=member, state=Handoff.State.OFFERED)
        .select_related("lead__account", "offered_by__user")
        .order_by("answer_by", "pk")
    )
    return listed(offered, most, lambda handoff: handoff_item(handoff, now))


def handoff_item(handoff: Handoff, now: datetime) -> Item:
    late = handoff.answer_by < now
    why = _("%(sdr)s qualified this lead and offered it %(age)s ago.") % {
        "sdr": handoff.offered_by.first_name,
        "age": span(now - handoff.at),
    }
    return Item(
        "handoff",
        handoff.pk,
        handoff.lead,
        gist=handoff.note[:160] or _("Qualified; the brief and the thread come with it"),
        why=why,
        chip=_("Answer is late") if late else _("Qualified"),
        tone="warn" if late else "good",
    )


def calls(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Calls that are due while it is office time where the lead lives."""
    due = [task for task in due_tasks(member, now, [TaskKind.CALL]) if calling_window(task, now)[0] <= now]
    return [call_item(task, now) for task in due[:most]], len(due)


def call_item(task: Task, now: datetime) -> Item:
    _opens, closes = calling_window(task, now)
    there = formats.date_format(closes.astimezone(home_of(task.lead).clock), "H:i")
    until = _("May be called until %(time)s there.") % {"time": there}
    return Item("call", task.pk, task.lead, gist=task.lead.title, why=f"{task.why} {until}".strip(), clock=True)


def calling_window(task: Task, now: datetime) -> tuple[datetime, datetime]:
    """From when and until when the lead may be called, by the clock on their wall."""
    return open_window(now, home_of(task.lead), CALL_HOURS)


def home_of(lead: Lead) -> Place:
    """The lead's zone, else the one of their country and city, else the workspace's."""
    country = lead.country or (lead.account.country if lead.account else "")
    ladder = [lead.timezone, zone_of(country, lead.city), lead.workspace.timezone]
    return place(ladder, country or lead.workspace.country)


def tasks_of(kind: str, kinds: list[str]) -> Callable[[Member, datetime, int], tuple[list[Item], int]]:
    """The finder of a kind of row that is made of tasks."""

    def find(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
        return listed(due_tasks(member, now, kinds), most, lambda task: task_item(kind, task, now))

    return find


def due_tasks(member: Member, now: datetime, kinds: list[str]) -> QuerySet[Task]:
    due = Task.objects.seen_by(member).due(now).filter(owner=member, kind__in=kinds, lead__isnull=False)
    return due.select_related("lead__account", "lead__workspace").order_by("due_at", "pk")


def task_item(kind: str, task: Task, now: datetime) -> Item:
    overdue = (now - task.due_at).days
    chip = _("Overdue %(days)d d") % {"days": overdue} if overdue > 1 else ""
    return Item(kind, task.pk, task.lead, gist=task.title, why=task.why, chip=chip, tone="warn" if chip else "")


def decisions(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Leads who answered and whose answer is settled, and qualified ones that no AE has yet: a person decides."""
    waiting = Exists(Reply.objects.filter(lead=OuterRef("pk"), settled_at=None))
    offered = Exists(Handoff.objects.filter(lead=OuterRef("pk")).exclude(state=Handoff.State.RETURNED))
    taken = Exists(Opportunity.objects.filter(lead=OuterRef("pk")))
    undecided = Q(status=Status.ANSWERED) & ~waiting
    unoffered = Q(status=Status.QUALIFIED) & ~offered & ~taken
    leads = own_leads(member).filter(undecided | unoffered).order_by("created_at", "pk")
    return listed(leads, most, decision_item)


def decision_item(lead: Lead) -> Item:
    if lead.status == Status.QUALIFIED:
        why = _("Qualified, and no AE has this lead yet.")
        return Item("decide", lead.pk, lead, gist=_("Offer it to an AE"), why=why, chip=_("Qualified"), tone="good")
    why = _("The answer is settled; a verdict is due within a working day.")
    return Item("decide", lead.pk, lead, gist=_("Qualify, come back later, or disqualify"), why=why)


def deals(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Open deals of this member whose next step is due, or that have none."""
    today = member.local(now).date()
    due = (
        Opportunity.objects.seen_by(member)
        .open()
        .filter(Q(next_step_on__lte=today) | Q(next_step_on=None), owner=member)
        .select_related("lead__account")
        .order_by("next_step_on", "pk")
    )
    return listed(due, most, deal_item)


def deal_item(deal: Opportunity) -> Item:
    day = formats.date_format(deal.next_step_on, "j M") if deal.next_step_on else ""
    why = _("Its next step was set for %(day)s.") % {"day": day} if day else _("No date is set for its next step.")
    gist = deal.next_step or _("Say what comes next")
    return Item("deal", deal.pk, deal.lead, gist=gist, why=why, chip=deal.get_stage_display())


def ready(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """Leads with a good brief who are in no cadence yet."""
    leads = own_leads(member).filter(status=Status.READY).select_related("brief").order_by("brief__good_at", "pk")
    why = _("The brief is good; nothing was sent yet.")
    return listed(leads, most, lambda lead: Item("enrol", lead.pk, lead, gist=lead.title, why=why))


def to_research(member: Member, now: datetime, most: int) -> tuple[list[Item], int]:
    """The research queue, derived: each new lead of this member, the oldest first."""
    leads = own_leads(member).filter(status=Status.NEW).select_related("list").order_by("created_at", "pk")
    return listed(leads, most, lambda lead: research_item(lead, now))


def research_item(lead: Lead, now: datetime) -> Item:
    source = _("From “%(list)s”, here since %(age)s.") if lead.list else _("Here since %(age)s.")
    why = source % {"list": lead.list and lead.list.name, "age": span(now - lead.created_at)}
    why = f"{why} {_('Without a brief nobody is contacted.')}"
    return Item("research", lead.pk, lead, gist=lead.title, why=why)


def own_leads(member: Member) -> QuerySet[Lead]:
    return Lead.objects.seen_by(member).owned_by(member).select_related("account")


def listed(rows: QuerySet, most: int, item: Callable) -> tuple[list[Item], int]:
    """At most `most` rows as items, and how many there are; counted only where the list was cut."""
    found = list(rows[: most + 1])
    count = rows.order_by().count() if len(found) > most else len(found)
    return [item(row) for row in found[:most]], count


# ── the kinds, in the order of the work ──

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


@dataclass(frozen=True)
class Kind:
    """A kind of row: its words, its act with the key, and who has such work at all."""

    name: str
    word: str
    order: str
    sign: str
    act: str
    key: str
    find: Callable[[Member, datetime, int], tuple[list[Item], int]]


KIND_OF_TASK = {
    "call": [TaskKind.CALL],
    "approve": [TaskKind.APPROVE, TaskKind.SETTLE],
    "linkedin": [TaskKind.LINKEDIN],
    "reminder": [TaskKind.REMINDER, TaskKind.OTHER],
}
_t = gettext_lazy
KINDS = (
    Kind("reply", _t("Replies"), _t("by meaning, then by age"), "reply", _t("Answer"), "A", replies),
    Kind("handoff", _t("Hand-offs"), _t("the one that waits longest first"), "handoff", _t("Accept"), "A", handoffs),
    Kind("call", _t("Call now"), _t("inside their hours, lunch left out"), "phone", _t("Call"), "P", calls),
    Kind(
        "approve",
        _t("Settle"),
        _t("a person says what became of it"),
        "stamp",
        _t("Settle"),
        "A",
        tasks_of("approve", KIND_OF_TASK["approve"]),
    ),
    Kind(
        "linkedin",
        _t("LinkedIn"),
        _t("copied for you, done by you"),
        "social",
        _t("Do it"),
        "D",
        tasks_of("linkedin", KIND_OF_TASK["linkedin"]),
    ),
    Kind(
        "reminder",
        _t("Reminders"),
        _t("made by your own work"),
        "bell",
        _t("Done"),
        "D",
        tasks_of("reminder", KIND_OF_TASK["reminder"]),
    ),
    Kind("decide", _t("Decide"), _t("answered, and no verdict yet"), "target", _t("Decide"), "Q", decisions),
    Kind("deal", _t("Deals"), _t("whose next step is due"), "pipeline", _t("Open"), "↵", deals),
    Kind("enrol", _t("Enrol"), _t("the brief is good"), "cadence", _t("Enrol"), "E", ready),
    Kind("research", _t("Research"), _t("no brief, no contact"), "research", _t("Research"), "R", to_research),
)
KIND = {kind.name: kind for kind in KINDS}
