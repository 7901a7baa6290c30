"""Ringing through the wire from a task: rung, watched while it rings, recorded once they agreed, hung up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.channels.email.smtp import NotDelivered
from leadwright.conversations import dialling
from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead
from leadwright.tasks.models import Task, TaskKind
from leadwright.web import acts, ringing

FRAGMENT = "web/dial.html"


@require_http_methods(["GET", "POST"])
def dial(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: how it stands. POST: ring; while it rings a second time is the same call."""
    task = call_of(request, pk)
    way = ringing.way(task.lead, task, request.member, request.now)
    if request.method == "GET":
        return render(request, FRAGMENT, page(request, task))
    if problem := way.refused or without(way) or closed(task):
        return wrong(request, "web/refused.html", {"errors": {"number": [problem]}})
    dialling.dial(way.line, task.lead, request.member, key=ringing.key_of(task), now=request.now)
    return answer(request, task)


@require_GET
def ring(request: HttpRequest, pk: int) -> HttpResponse:
    """How a lead is rung from their own page: by the call that is due where there is one."""
    leads = Lead.objects.seen_by(request.member).select_related("account", "workspace")
    lead = leads.get_or_404(pk)
    task = Task.objects.open().filter(lead=lead, kind=TaskKind.CALL, due_at__lte=request.now).order_by("due_at").first()
    if task:
        task.lead = lead
    way = ringing.way(lead, task, request.member, request.now)
    return render(request, FRAGMENT, {"row": task, "lead": lead, "way": way})


@require_POST
def hanging_up(request: HttpRequest, pk: int) -> HttpResponse:
    return told(request, pk, lambda row: dialling.hang_up(row, now=request.now))


@require_POST
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """They said yes to a recording: it begins."""
    return told(request, pk, lambda row: dialling.agreed(row, now=request.now))


def told(request: HttpRequest, pk: int, act) -> HttpResponse:
    task = call_of(request, pk)
    row = ringing.way(task.lead, task, request.member, request.now).dial
    if row is not None:
        try:
            act(row)
        except NotDelivered as error:
            return wrong(request, "web/refused.html", {"errors": {"wire": [error.reason]}})
    return answer(request, task)


def without(way: ringing.Way) -> str:
    if way.line is None:
        return _("No number of yours is set up: the call is a link.")
    return _("Your profile has no phone number: the wire rings you first.") if way.no_phone else ""


def closed(task: Task) -> str:
    return "" if task.is_open else _("This call was logged already.")


def call_of(request: HttpRequest, pk: int) -> Task:
    return acts.tasks(request).filter(kind=TaskKind.CALL).get_or_404(pk)


def answer(request: HttpRequest, task: Task) -> HttpResponse:
    return done(request, FRAGMENT, page(request, task), back_to=reverse("web:today_item", args=["call", task.pk]))


def page(request: HttpRequest, task: Task) -> dict:
    way = ringing.way(task.lead, task, request.member, request.now)
    return {"row": task, "lead": task.lead, "way": way, "settled": not task.is_open}
