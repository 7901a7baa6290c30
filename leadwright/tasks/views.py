"""What a person is asked to do: done, skipped with a reason, put off, and taken back."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead
from leadwright.tasks.asking import ask
from leadwright.tasks.forms import ClosingForm, ReminderForm, WhenForm
from leadwright.tasks.models import Task, TaskKind

PANEL = "tasks/panel.html"
PATIENCE = timedelta(days=14)  # who waits for an answer looks again after this


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, Lead.objects.seen_by(request.member).get_or_404(pk)))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or skipped with a reason. A task that is closed already stays as it is."""
    task = _tasks(request).get_or_404(pk)
    form = ClosingForm(request.POST, task=task)
    if not form.is_valid():
        return wrong(request, "tasks/task.html", {"task": task, "form": form, "now": request.now})
    task.close(by=request.member, **form.cleaned_data, now=request.now)
    said = _("Done.") if task.outcome == Task.Outcome.DONE else _("Skipped: %s") % task.note
    return _answer(request, task, said, undo=reverse("tasks:reopen", args=[task.pk]))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = _tasks(request).get_or_404(pk)
    task.reopen(by=request.member, now=request.now)
    return _answer(request, task, _("Open again."))


@require_POST
def snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put off: to the next morning, by an hour (`to=hour`), until they write (`to=answer`), or to a day and hour that
    is given. `?back=` is the address of Undo: the moment that the task was due before."""
    task = _tasks(request).get_or_404(pk)
    was = task.due_at
    if before := _moment(request.GET.get("back", "")):
        Task.objects.open().filter(pk=task.pk).update(due_at=before, wakes_after=None)
        task.refresh_from_db(fields=["due_at", "wakes_after"])
        return _answer(request, task, _("It is due as before."))
    to = request.POST.get("to", "")
    form = WhenForm(request.POST if request.POST.get("day") else _tomorrow(request), **_who(request))
    if not form.is_valid():
        return wrong(request, "tasks/task.html", {"task": task, "form": form, "now": request.now})
    at = {"hour": request.now + timedelta(hours=1), "answer": request.now + PATIENCE}.get(to, form.cleaned_data["at"])
    task.snooze(at, request.member, request.now, or_answer=to == "answer")
    when = date_format(request.member.local(task.due_at), "j M, H:i")
    words = _("Put off until they write, or until %s.") if to == "answer" else _("Put off until %s.")
    undo = reverse("tasks:snooze", args=[task.pk]) + "?" + urlencode({"back": was.isoformat()})
    return _answer(request, task, words % when, undo=undo)


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """A reminder that a person sets for a lead."""
    form = ReminderForm(request.POST, **_who(request))
    valid = form.is_valid()
    pk = form.cleaned_data.get("lead") or 0
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    if not valid:
        return wrong(request, PANEL, {**_panel(request, lead), "form": form})
    # The page names each of its forms: sent twice by a double click, it makes one reminder.
    ask(
        kind=TaskKind.REMINDER,
        lead=lead,
        owner=request.member,
        title=form.cleaned_data["title"],
        why=_("You set it on %s.") % date_format(request.member.local(request.now), "j M"),
        key=f"reminder:{request.member.pk}:{request.POST.get('once', '')[:32] or get_random_string(12)}",
        due_at=form.cleaned_data["at"],
        now=request.now,
    )
    return done(request, PANEL, _panel(request, lead), back_to=_lead_page(lead), said=_("Reminder set."))


def _tasks(request: HttpRequest):
    return Task.objects.seen_by(request.member).select_related("lead__account", "owner__user")


def _who(request: HttpRequest) -> dict:
    return {"member": request.member, "now": request.now}


def _tomorrow(request: HttpRequest) -> dict:
    day = request.member.local(request.now).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return {"day": day, "hour": request.member.day_starts}


def _answer(request: HttpRequest, task: Task, said: str, undo: str = "") -> HttpResponse:
    back_to = _lead_page(task.lead) if task.lead_id else reverse("web:today")
    if request.POST.get("from") == "today":
        back_to = reverse("web:today")
    return done(request, "tasks/task.html", {"task": task, "now": request.now}, back_to=back_to, said=said, undo=undo)


def _lead_page(lead: Lead) -> str:
    return reverse("leads:detail", args=[lead.pk])


def _panel(request: HttpRequest, lead: Lead) -> dict:
    tasks = _tasks(request).filter(lead=lead)
    return {
        "lead": lead,
        "open": tasks.open().order_by("due_at"),
        "closed": tasks.exclude(closed_at=None).exclude(outcome=Task.Outcome.DROPPED).order_by("-closed_at")[:5],
        "now": request.now,
        "once": get_random_string(12),
        "form": ReminderForm(initial=_tomorrow(request), **_who(request)),
    }
