"""The inbox: what came back, one at a time; how it was read, why, and the answer that is drafted."""

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.channels.files import KINDS, NotTaken, take
from leadwright.channels.models import Mailbox
from leadwright.inbox import keeping
from leadwright.inbox.belonging_by_hand import domain_of, meant, people_at
from leadwright.inbox.health import days_of
from leadwright.inbox.models import Intent, Kind, Reply, Triage
from leadwright.inbox.parsing import Unreadable
from leadwright.inbox.receiving import attach
from leadwright.inbox.settling import MOST_LETTERS, Refused
from leadwright.kit.pages import done, gone, wrong
from leadwright.knowledge.models import Answer
from leadwright.knowledge.plaintext import plain
from leadwright.tasks.forms import colleagues

PAGE = 50
ROOM = {"room": "inbox"}
UNSEEN = ("message__raw", "message__html", "message__mailbox__password", "lead__custom", "lead__tags")  # of a reply
# The order of the keys 1 to 9 and 0: a reading, and the kind that goes with it.
READINGS = [
    (Kind.REPLY, Intent.MEETING),
    (Kind.REPLY, Intent.INTERESTED),
    (Kind.REPLY, Intent.QUESTION),
    (Kind.REPLY, Intent.OBJECTION),
    (Kind.REPLY, Intent.NOT_NOW),
    (Kind.REPLY, Intent.REFERRAL),
    (Kind.REPLY, Intent.NOT_INTERESTED),
    (Kind.OUT_OF_OFFICE, ""),
    (Kind.REPLY, Intent.OPT_OUT),
    (Kind.AUTO_REPLY, ""),
]
URGENT = [
    *(Intent.MEETING, Intent.INTERESTED, Intent.QUESTION, Intent.OBJECTION, Intent.REFERRAL, Intent.NOT_NOW),
    *(Intent.NOT_INTERESTED, Intent.OPT_OUT),
]
BY_MEANING = Case(
    *(When(intent=intent, then=Value(place)) for place, intent in enumerate(URGENT)),
    default=Value(len(URGENT)),
    output_field=IntegerField(),
)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    shown = request.GET.get("show", "waiting")
    replies = _shown(request, shown)
    page = Paginator(replies, PAGE).get_page(request.GET.get("page"))
    first = page.object_list[0] if len(page) else None
    context = {"page": page, "shown": shown, "counts": _counts(request), **ROOM}
    return render(request, "inbox/index.html", {**context, **(_thread(request, first) if first else {})})


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One reply with its thread: a pane of the inbox for htmx, a page of its own otherwise."""
    reply = _replies(request).get_or_404(pk)
    part = "inbox/detail.html#open" if request.htmx else "inbox/detail.html"
    return render(request, part, {**_thread(request, reply), **ROOM})


@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the answer as it stands in the form, in the reply's own thread."""
    reply = _replies(request).get_or_404(pk)
    try:
        files = take(request.FILES.getlist("files"))
        reply.answer(request.POST.get("text", ""), request.member, request.now, files)
    except (Refused, NotTaken) as refusal:
        return _refused(request, reply, refusal)
    said = _("Answer sent to %s. The cadence is stopped.") % (reply.lead.given_name or reply.lead.name)
    return _answer(request, reply, said, undo=reverse("inbox:reopening", args=[pk]))


@require_POST
def readings(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says what it means; the machine's reading is kept beside it."""
    reply = _replies(request).get_or_404(pk)
    kind, _sep, intent = request.POST.get("reading", "").partition(":")
    try:
        reply.correct(kind, intent, request.member, request.now)
    except Refused as refusal:
        return _refused(request, reply, refusal)
    return _answer(request, reply, _("Read as: %s.") % reply.label)


@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _replies(request).get_or_404(pk)
    reply.close(request.member, request.now)
    said = _("Closed without an answer. A verdict is asked of you next.")
    return _answer(request, reply, said, undo=reverse("inbox:reopening", args=[pk]))


@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _replies(request).get_or_404(pk)
    try:
        reply.reopen(request.member, request.now)
    except Refused as refusal:
        return _refused(request, reply, refusal)
    return _answer(request, reply, _("It waits for you again."))


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it off; an empty `until` brings it back, which is how the act is taken back."""
    reply = _replies(request).get_or_404(pk)
    choice = request.POST.get("until", "")
    try:
        keeping.put_off(reply, keeping.wakes_at(choice, request.member, request.now) if choice else None)
    except Refused as refusal:
        return _refused(request, reply, refusal)
    said = _("Put off: it comes back by itself.") if choice else _("It waits for you again.")
    return _answer(request, reply, said, undo=reverse("inbox:snooze", args=[pk]) if choice else "")


@require_POST
def owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand it to a colleague."""
    reply = _replies(request).get_or_404(pk)
    number = request.POST.get("member", "")
    member = colleagues(request.member).filter(pk=int(number) if number.isdecimal() and len(number) < 18 else 0).first()
    if member is None:
        return _refused(request, reply, Refused(_("There is no such colleague.")))
    keeping.hand_to(reply, member, by=request.member, now=request.now)
    return _answer(request, reply, _("It waits for %s now.") % member.name)


@require_POST
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _replies(request).get_or_404(pk)
    try:
        keeping.note(reply, request.POST.get("text", ""), by=request.member, now=request.now)
    except Refused as refusal:
        return _refused(request, reply, refusal)
    return _answer(request, reply, _("Noted."))


@require_GET
def triage(request: HttpRequest) -> HttpResponse:
    """Mail that belongs to nobody we know, or that could not be read. Nothing is dropped."""
    return render(request, "inbox/triage.html", _unmatched(request))


@require_POST
def triage_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says whose mail it is: by the lead's number, or by words that fit one lead only."""
    row = _triage(request).get_or_404(pk)
    lead, sentence = meant(request.POST, request.member)
    if lead is None:
        return wrong(request, "inbox/triage.html", _unmatched(request, refused={pk: sentence}))
    try:
        reply = attach(row, lead, by=request.member, now=request.now)
    except Unreadable as error:
        return wrong(request, "inbox/triage.html", _unmatched(request, refused={pk: error.sentence}))
    said = _("It is %(name)s's, and was read as: %(label)s.") % {"name": lead.name, "label": reply.label}
    return gone(request, to=reverse("inbox:detail", args=[reply.pk]), said=said)


@require_POST
def triage_settling(request: HttpRequest, pk: int) -> HttpResponse:
    row = _triage(request).get_or_404(pk)
    row.settle(request.member, request.now)
    return gone(request, to=reverse("inbox:triage"), said=_("Put aside: it belongs to nobody we work."))


def _unmatched(request: HttpRequest, refused: dict[int, str] | None = None) -> dict:
    """The page of mail without a lead: beside each the people of the company that it came from."""
    rows = _triage(request).filter(settled_at=None).defer("raw").order_by("-at")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    of_company = people_at({domain_of(row) for row in page}, request.member)
    shown = [(row, of_company.get(domain_of(row), []), (refused or {}).get(row.pk, "")) for row in page]
    return {"page": page, "rows": shown, "counts": _counts(request), **ROOM}


def _replies(request: HttpRequest) -> QuerySet[Reply]:
    rows = Reply.objects.seen_by(request.member)
    of_the_mail = ("message__mailbox", "message__conversation")
    return rows.select_related("lead__account", "lead__workspace", "owner__user", *of_the_mail).defer(*UNSEEN)


def _triage(request: HttpRequest) -> QuerySet[Triage]:
    return Triage.objects.seen_by(request.member).select_related("mailbox")


def _shown(request: HttpRequest, shown: str) -> QuerySet[Reply]:
    replies = _replies(request)
    if shown == "settled":
        return replies.exclude(settled_at=None).order_by("-settled_at", "-pk")
    asleep = Q(snoozed_until__gt=request.now)
    if shown == "snoozed":
        return replies.filter(asleep, settled_at=None, owner=request.member).order_by("snoozed_until", "pk")
    waiting = (
        replies.filter(~asleep | Q(snoozed_until=None), settled_at=None)
        .annotate(meaning=BY_MEANING)
        .order_by("meaning", "at", "pk")
    )
    return waiting if shown == "everybody" else waiting.filter(owner=request.member)


def _counts(request: HttpRequest) -> dict:
    everything = Reply.objects.seen_by(request.member).filter(settled_at=None)
    waiting = everything.exclude(snoozed_until__gt=request.now)
    return {
        "snoozed": everything.filter(snoozed_until__gt=request.now, owner=request.member).count(),
        "waiting": waiting.filter(owner=request.member).count(),
        "everybody": waiting.count(),
        "triage": _triage(request).filter(settled_at=None).count(),
    }


def _thread(request: HttpRequest, reply: Reply) -> dict:
    answer = Answer.objects.filter(workspace_id=reply.workspace_id, key=f"reply:{reply.pk}")
    answer = answer.select_related("phrasing").first()
    letters = reply.message.conversation.messages.select_related("author__user", "mailbox", "reading")
    letters = letters.defer("raw", "mailbox__password", "author__user__password")
    return {
        "accept": ",".join(f".{ending}" for ending in sorted(KINDS)),
        "reply": reply,
        "letters": letters.prefetch_related("files").order_by("at", "pk"),
        "marked": marked(reply.words, reply.evidence),
        "answer": answer,
        "sources": answer.sources.all() if answer else [],
        "draft": request.POST.get("text") or drafted(reply, answer, request.member),
        "readings": [
            (str((at + 1) % 10), f"{kind}:{intent}", Intent(intent).label if intent else kind.label, kind, intent)
            for at, (kind, intent) in enumerate(READINGS)
        ],
        "longest": MOST_LETTERS,
        "notes": keeping.notes_of(reply),
        # Focus has its own ways to put off and to hand over
        "colleagues": colleagues(request.member) if request.resolver_match.namespace == "inbox" else (),
        "snoozes": [("later", _("In 3 hours")), ("tomorrow", _("Tomorrow")), ("monday", _("Monday"))],
        "now": request.now,
    }


def drafted(reply: Reply, answer: Answer | None, by) -> str:
    """What stands in the box before a person changes it: a greeting, the articles' sentences as a mail has them, a
    name."""
    greeting = _("Hello %s,") % reply.lead.given_name if reply.lead.given_name else _("Hello,")
    body = plain(answer.draft) if answer else ""
    return f"{greeting}\n\n{body}\n\n{by.first_name}"


def marked(words: str, evidence: str):
    """What they wrote, with the words that were the evidence highlighted. Both are escaped."""
    at = words.lower().find(evidence.lower()) if evidence else -1
    if at < 0:
        return conditional_escape(words)
    end = at + len(evidence)
    return format_html("{}<mark>{}</mark>{}", words[:at], words[at:end], words[end:])


def _answer(request: HttpRequest, reply: Reply, said: str, undo: str = "") -> HttpResponse:
    def context() -> dict:
        return {**_thread(request, _replies(request).get_or_404(reply.pk)), **ROOM}

    back_to = reverse("inbox:index") if reply.settled_at else reverse("inbox:detail", args=[reply.pk])
    return done(request, "inbox/detail.html#open", context, back_to=back_to, said=said, undo=undo)


def _refused(request: HttpRequest, reply: Reply, refusal: Refused | NotTaken) -> HttpResponse:
    context = {**_thread(request, reply), "refusal": refusal.sentence, **ROOM}
    return wrong(request, "inbox/detail.html#open" if request.htmx else "inbox/detail.html", context)


@require_GET
def mailbox_days(request: HttpRequest, pk: int) -> HttpResponse:
    """How a mailbox has done over time: a panel on its page (channels)."""
    mailbox = Mailbox.objects.shown_to(request.member).get_or_404(pk)
    days = days_of(mailbox, request.now)
    part = "inbox/days.html#days" if request.htmx else "inbox/days.html"
    return render(request, part, {"mailbox": mailbox, "days": days, **ROOM})
