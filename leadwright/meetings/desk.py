"""Who gets a meeting: the rules and queues of the workspace on one page, with a dry run. Managers change them."""

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead, Status
from leadwright.meetings import routing
from leadwright.meetings.booking import away_on, rules_of
from leadwright.meetings.forms import QueueForm, RuleForm, SeatForm, hosts_in
from leadwright.meetings.models import Queue, Rule, Seat
from leadwright.meetings.trying import dry_run

PAGE = "meetings/routing.html"
TRIED_LEADS = 10


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def new_rule(request: HttpRequest) -> HttpResponse:
    rules_of(request.member.workspace)
    return _keep_rule(request, Rule(workspace=request.member.workspace))


@require_http_methods(["POST", "DELETE"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = Rule.objects.seen_by(request.member).get_or_404(pk)
    always = not found.field and found.gives != routing.OWNER
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        if always:
            return _wrong(request, refusal=_("One rule fits always: without it nobody might get a meeting."))
        found.delete()
        return _answer(request, _("The rule no longer holds."))
    if always:
        queue = Queue.objects.seen_by(request.member).filter(pk=_number(request, "queue")).first()
        if queue is None:
            return _wrong(request, refusal=_("Say which queue."))
        found.gives, found.queue, found.member = routing.QUEUE, queue, None
        found.save(update_fields=["gives", "queue", "member"])
        return _answer(request, _("The rule holds."))
    return _keep_rule(request, found)


def _keep_rule(request: HttpRequest, found: Rule) -> HttpResponse:
    form = RuleForm(request.POST, instance=found, by=request.member)
    if not form.is_valid():
        return _wrong(request, rule_form=form)
    form.save()
    return _answer(request, _("The rule holds."))


@require_POST
def new_queue(request: HttpRequest) -> HttpResponse:
    return _keep_queue(request, Queue(workspace=request.member.workspace), "queue_form")


@require_http_methods(["POST", "DELETE"])
def queue(request: HttpRequest, pk: int) -> HttpResponse:
    found = Queue.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        try:
            found.delete()
        except ProtectedError:
            return _wrong(request, refusal=_("A rule gives leads to this queue: change the rule first."))
        return _answer(request, _("The queue is gone."))
    return _keep_queue(request, found, "changed")


def _keep_queue(request: HttpRequest, found: Queue, name: str) -> HttpResponse:
    form = QueueForm(request.POST, instance=found)
    if not form.is_valid():
        return _wrong(request, **{name: form})
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _("There is such a queue already."))
        return _wrong(request, **{name: form})
    return _answer(request, _("The queue is kept."))


@require_POST
def seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody takes a seat in the queue."""
    found = Queue.objects.seen_by(request.member).get_or_404(pk)
    member = hosts_in(request.member).filter(pk=_number(request, "member")).first()
    if member is None:
        return _wrong(request, refusal=_("Say who."))
    Seat.objects.get_or_create(queue=found, member=member)
    return _answer(request, _("%(name)s stands in “%(queue)s”.") % {"name": member.name, "queue": found.name})


@require_http_methods(["POST", "DELETE"])
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    found = Seat.objects.seen_by(request.member).select_related("member__user").get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        found.delete()
        return _answer(request, _("%(name)s is out of the queue.") % {"name": found.member.name})
    form = SeatForm(request.POST, instance=found)
    if not form.is_valid():
        return _wrong(request, refusal=next(iter(form.errors.values()))[0])
    found.save(update_fields=list(form.fields))
    return _answer(request, _("%(name)s: kept.") % {"name": found.member.name})


def _number(request: HttpRequest, name: str) -> int:
    asked = request.POST.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 18 else 0


def _answer(request: HttpRequest, said: str) -> HttpResponse:
    return done(request, f"{PAGE}#routing", _page(request), back_to=reverse("meetings:routing"), said=said)


def _wrong(request: HttpRequest, **more) -> HttpResponse:
    return wrong(request, f"{PAGE}#routing" if request.htmx else PAGE, _page(request, **more))


def _page(request: HttpRequest, **more) -> dict:
    member, now = request.member, request.now
    rules = rules_of(member.workspace)
    queues = list(Queue.objects.seen_by(member).order_by("name"))
    rows = Seat.objects.filter(queue__in=queues).select_related("member__user", "member__workspace").order_by("pk")
    by_queue: dict[int, list[Seat]] = {}
    for seat in rows:
        by_queue.setdefault(seat.queue_id, []).append(seat)
    people = {seat.member_id: seat.member for seat in rows}
    away = away_on(list(people.values()), now)
    for seat in rows:
        seat.away, seat.owes = away[seat.member_id], seat.owed / routing.BOOKING
    return {
        "room": "routing",
        "rules": [(rule, not rule.field and rule.gives != routing.OWNER) for rule in rules],
        "queues": [
            {"queue": one, "seats": by_queue.get(one.pk, []), "form": QueueForm(instance=one)} for one in queues
        ],
        "colleagues": hosts_in(member).order_by("user__name"),
        "tried": dry_run(member.workspace, _next_leads(request), now=now),
        "rule_form": RuleForm(by=member, initial={"position": 20}),
        "queue_form": QueueForm(),
        "may_edit": member.manages,
        **more,
    }


def _next_leads(request: HttpRequest) -> list[Lead]:
    """The leads that are likely to book next: those who answered, then those who are in contact."""
    rows = Lead.objects.seen_by(request.member).filter(status__in=[Status.ANSWERED, Status.WORKING], meetings=None)
    rows = rows.select_related("account", "list", "owner__user", "owner__workspace", "workspace")
    return list(rows.order_by("status", "-created_at", "-pk")[:TRIED_LEADS])
