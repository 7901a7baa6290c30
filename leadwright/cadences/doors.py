"""The acts on one lead's cadence, and on many: enrol, hold, go on, stop, and what came of a call or a contact."""

from collections import Counter

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.cadences import stopping, stories
from leadwright.cadences.admitting import OVERRULED
from leadwright.cadences.calling import call_made
from leadwright.cadences.enrolling import enrol, enrol_all, enrol_despite, reasons_against
from leadwright.cadences.forms import CallForm, HoldForm, OverrideForm, StopForm
from leadwright.cadences.linkedin import accepted, touched
from leadwright.cadences.models import Asks, Cadence, Enrolment, Refusal, StepKind
from leadwright.cadences.shipped import default_cadence
from leadwright.kit.pages import done, gone, wrong
from leadwright.leads import searching
from leadwright.leads.kept_views import query_of
from leadwright.leads.models import Lead, LeadList
from leadwright.tasks.models import Task
from leadwright.team.access import DEVELOPERS

PANEL = "cadences/panel.html"
MOST_AT_ONCE = 20_000


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, Lead.objects.seen_by(request.member).get_or_404(pk)))


@require_GET
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the next thing will happen when it will, and why the last thing did not."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    context = {"lead": lead, "room": "leads", **stories.story(lead, request.now)}
    if context["active"] is None:
        default = default_cadence(request.member.workspace, by=None, now=request.now)
        context["why_not"] = reasons_against([lead], cadence=default, by=request.member, now=request.now).get(lead.pk)
    return render(request, "cadences/story.html", context)


@require_POST
def enrolment(request: HttpRequest, pk: int) -> HttpResponse:
    """Put this lead on a cadence, or say why not."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    outcome = enrol(lead, cadence=_cadence(request), by=request.member, now=request.now)
    lead.refresh_from_db()
    if isinstance(outcome, Refusal):
        return _answer(request, lead, _("Not enrolled: %s") % outcome.sentence)
    return _answer(request, lead, _("Enrolled. %s") % outcome.due_why)


@require_POST
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager enrols in spite of one refusal, and says why; both are kept."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    form = OverrideForm(request.POST, auto_id="override_%s")
    if not form.is_valid():
        return wrong(request, PANEL, {**_panel(request, lead), "override_form": form})
    outcome = enrol_despite(lead, **form.cleaned_data, cadence=_cadence(request), by=request.member, now=request.now)
    lead.refresh_from_db()
    if isinstance(outcome, Refusal):
        return _answer(request, lead, _("Not enrolled: %s") % outcome.sentence)
    return _answer(request, lead, _("Enrolled, with your reason. %s") % outcome.due_why)


@require_http_methods(["GET", "POST"])
def enrolments(request: HttpRequest) -> HttpResponse:
    """Many leads at once: the chosen ones (`lead`), or those of a list (`list`). GET says what would happen."""
    leads, source = _wanted(request)
    cadence = _cadence(request)
    if request.method == "GET":
        refused = reasons_against(leads, cadence=cadence, by=request.member, now=request.now)
        found = leads.count()
        context = {"refused": Counter(sentence for _code, sentence in refused.values()).most_common(), "list": source}
        context |= {"query": "" if source else query_of(request.GET), "chosen": [] if source else _chosen(request.GET)}
        return render(
            request,
            "cadences/enrolments.html",
            {**context, "cadence": cadence, "ready": found - len(refused), "found": found, "room": "cadences"},
        )
    outcomes = enrol_all(leads, cadence=cadence, by=request.member, now=request.now)
    back_to = reverse("leads:index") + (f"?list={source.pk}&owner=all" if source else "")
    return gone(request, to=back_to, said=in_words(outcomes))


def in_words(outcomes: list[Enrolment | Refusal]) -> str:
    """12 enrolled. 3 not: The brief is not good enough yet. (2) …"""
    if not outcomes:
        return _("Nobody was chosen, so nobody was enrolled.")
    refused = Counter(each.sentence for each in outcomes if isinstance(each, Refusal))
    enrolled = len(outcomes) - refused.total()
    said = ngettext("%(n)s lead enrolled.", "%(n)s leads enrolled.", enrolled) % {"n": enrolled}
    if not refused:
        return said
    reasons = " ".join(f"{sentence} ({n})" for sentence, n in refused.most_common(5))
    return said + " " + _("%(n)s not: %(reasons)s") % {"n": refused.total(), "reasons": reasons}


@require_http_methods(["POST", "DELETE"])
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """POST lets the cadence stand still until a day; DELETE lets it go on."""
    found = _enrolments(request).get_or_404(pk)
    if request.method == "DELETE":
        return resumption(request, pk)
    form = HoldForm(request.POST, now=request.now, auto_id="hold_%s")
    if not form.is_valid():
        return wrong(request, PANEL, {**_panel(request, found.lead), "hold_form": form})
    stopping.hold_all(
        found.lead,
        code=stopping.MANUAL,
        reason=form.cleaned_data["reason"],
        until=form.cleaned_data["until"],
        by=request.member,
        now=request.now,
    )
    undo = reverse("cadences:resumption", args=[found.pk])
    return _answer(request, found.lead, _("On hold. The days of the next step are not used up."), undo=undo)


@require_http_methods(["POST", "DELETE"])
def resumption(request: HttpRequest, pk: int) -> HttpResponse:
    found = _enrolments(request).get_or_404(pk)
    went_on = stopping.resume(found, by=request.member, now=request.now)
    return _answer(request, found.lead, _("The cadence goes on.") if went_on else _("It was not on hold."))


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    found = _enrolments(request).get_or_404(pk)
    form = StopForm(request.POST, auto_id="stop_%s")
    if not form.is_valid():
        return wrong(request, PANEL, {**_panel(request, found.lead), "stop_form": form})
    why = form.cleaned_data["reason"]
    stopping.stop_all(found.lead, code=stopping.MANUAL, why=why, by=request.member, now=request.now)
    found.lead.refresh_from_db()
    return _answer(request, found.lead, _("Stopped. What was queued is called off; the lead is ready to be enrolled."))


@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a call. Said twice, the first stands."""
    task = _tasks(request).get_or_404(pk)
    form = CallForm(request.POST, auto_id="call_%s")
    if not form.is_valid():
        return wrong(request, PANEL, {**_panel(request, task.lead), "call_form": form})
    made = call_made(task, **form.cleaned_data, by=request.member, now=request.now)
    task.lead.refresh_from_db()
    said = _("Logged: %s.") % made.get_disposition_display() if made else _("This call was logged before; that stands.")
    return _answer(request, task.lead, said)


@require_POST
def linkedin(request: HttpRequest, pk: int) -> HttpResponse:
    task = _tasks(request).get_or_404(pk)
    noted = touched(task, by=request.member, note=request.POST.get("note", "")[:1000], now=request.now)
    return _answer(request, task.lead, _("Noted.") if noted else _("It was noted before; that stands."))


@require_POST
def connection(request: HttpRequest, pk: int) -> HttpResponse:
    """They accepted the connection on LinkedIn: a person has seen it."""
    lead = Lead.objects.seen_by(request.member).get_or_404(pk)
    accepted(lead, by=request.member, now=request.now)
    return _answer(request, lead, _("Noted: connected. What waited for it goes on."))


def _wanted(request: HttpRequest):
    asked = request.POST if request.method == "POST" else request.GET
    leads = Lead.objects.seen_by(request.member).order_by("pk")
    number = asked.get("list", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        source = LeadList.objects.seen_by(request.member).get_or_404(int(number))
        return leads.filter(list=source)[:MOST_AT_ONCE], source
    if query := query_of(QueryDict(asked.get("query", "")) if request.method == "POST" else asked):
        search = searching.asked(QueryDict(query), request.member, now=request.now)
        return searching.chosen(search, leads, request.member)[:MOST_AT_ONCE], None
    return leads.filter(pk__in=_chosen(asked)), None


def _chosen(asked: QueryDict) -> list[int]:
    numbers = [int(pk) for pk in asked.getlist("lead") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    return numbers[:MOST_AT_ONCE]


def _cadence(request: HttpRequest) -> Cadence:
    number = (request.POST or request.GET).get("cadence", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        return Cadence.objects.seen_by(request.member).get_or_404(int(number))
    return default_cadence(request.member.workspace, by=None, now=request.now)


def _enrolments(request: HttpRequest):
    return Enrolment.objects.seen_by(request.member).select_related("lead__workspace", "lead__account")


def _tasks(request: HttpRequest):
    tasks = Task.objects.seen_by(request.member).exclude(lead=None)
    return tasks.select_related("lead__workspace", "lead__account", "owner__user")


def _answer(request: HttpRequest, lead: Lead, said: str, undo: str = "") -> HttpResponse:
    from_today = request.POST.get("from") == "today"
    back_to = reverse("web:today") if from_today else reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=said, undo=undo)


def _panel(request: HttpRequest, lead: Lead) -> dict:
    """Where the lead stands: the cadence it is on (or was on last), its touches, and what may be done now."""
    found = Enrolment.objects.filter(lead=lead).select_related("version__cadence", "mailbox", "by__user")
    current = found.order_by("-pk").first()
    active = current if current and current.state == Enrolment.State.ACTIVE else None
    context = {"lead": lead, "current": current, "active": active, "now": request.now}
    context |= {"hold_form": HoldForm(now=request.now, auto_id="hold_%s"), "stop_form": StopForm(auto_id="stop_%s")}
    context |= {"call_form": CallForm(auto_id="call_%s"), "may_act": request.member.role in DEVELOPERS}
    if current:
        touches = current.touches.select_related("step", "message", "task").order_by("step__position")
        context["touches"] = touches
        reached = {touch.step_id: touch for touch in touches}
        context["steps"] = [
            {"step": step, "touch": reached.get(step.pk)} for step in current.version.steps.order_by("position")
        ]
        asked = {each["step"].kind for each in context["steps"] if each["touch"]}
        asked |= {each["step"].asks for each in context["steps"]}
        context["may_connect"] = bool(active) and bool(asked & {StepKind.LINKEDIN, Asks.CONNECTED})
        context["held"] = current.holds.filter(lifted_at=None).first() if active else None
    if active:
        context["task"] = Task.objects.open().filter(touch__enrolment=active).first()
    else:
        default = default_cadence(request.member.workspace, by=None, now=request.now)
        context["cadences"] = Cadence.objects.seen_by(request.member).order_by("-is_default", "name")
        context["why_not"] = why_not = reasons_against([lead], cadence=default, by=request.member, now=request.now).get(
            lead.pk
        )
        if why_not and request.member.manages and why_not[0] in OVERRULED:
            context["override_form"] = OverrideForm(initial={"code": why_not[0]}, auto_id="override_%s")
    return context
