"""Cadences: their list, one on its time line, and the changes that make its next version."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.cadences import branches, figures, hours, picture, versions
from leadwright.cadences.comparing import compare
from leadwright.cadences.facts import FIELDS
from leadwright.cadences.forms import CadenceForm, StepForm
from leadwright.cadences.models import WITHOUT_WORDS, Cadence, Ruleset, Step, StepKind, Version
from leadwright.cadences.outlook import outlook
from leadwright.cadences.rules import call_hours, default_ruleset, mail_hours
from leadwright.cadences.shipped import default_cadence
from leadwright.kit.pages import gone, wrong
from leadwright.leads.models import Lead, Status
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for
from leadwright.playbooks.rendering import render as written

DETAIL = "cadences/detail.html"
MANY = 10_000
Change = Callable[..., Version]


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    default_cadence(request.member.workspace, by=None, now=request.now)
    return render(request, "cadences/index.html", _index(request))


@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """A cadence of one's own begins as a copy of the default one."""
    form = CadenceForm(request.POST, member=request.member)
    if not form.is_valid():
        return wrong(request, "cadences/index.html", {**_index(request), "form": form})
    default = default_cadence(request.member.workspace, by=None, now=request.now)
    made = versions.copy(default, name=form.cleaned_data["name"], by=request.member, now=request.now)
    return gone(request, to=_address(made), said=_("Made as a copy of %s. Nobody is on it yet.") % default.name)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    cadence = Cadence.objects.seen_by(request.member).get_or_404(pk)
    context = _detail(request, cadence, _chosen_version(request, cadence), request.GET.get("step", ""))
    return render(request, DETAIL + "#look" if request.htmx else DETAIL, context)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of one step. Keeping it makes a new version."""
    found = _steps(request).get_or_404(pk)
    if request.method == "GET":
        return render(request, "cadences/step.html", {"step": found, "form": _form_of(found), **_room(found)})
    form = StepForm({**request.POST.dict(), "kind": found.kind})
    if not form.is_valid():
        return wrong(request, "cadences/step.html", {"step": found, "form": form, **_room(found)})
    return _changed(request, found.version, lambda **by: versions.edit(found, form.cleaned_data, **by), found.position)


@require_http_methods(["GET", "POST"])
def steps(request: HttpRequest, pk: int) -> HttpResponse:
    """A step more, after the chosen one, or at the end."""
    cadence = Cadence.objects.seen_by(request.member).get_or_404(pk)
    version = cadence.current
    after = min(_whole(request.POST.get("after") or request.GET.get("after"), MANY), version.steps.count())
    before = list(version.steps.filter(position__lte=after).order_by("position"))
    kind = (request.POST or request.GET).get("kind", "")
    kind = kind if kind in StepKind.values else StepKind.EMAIL
    arm = before[-1].arm if before and branches.forks(before)[-1] is not None else ""
    initial = {"wait_days": 2, "kind": kind, "name": StepKind(kind).label, "arm": arm, "patience_days": 3}
    form = StepForm(request.POST or None, initial=initial)
    context = {"form": form, "cadence": cadence, "version": version, "after": after, "room": "cadences", "kind": kind}
    context |= {**_shape(before, kind), "kinds": StepKind.choices, "fields": FIELDS}
    if request.method == "GET":
        return render(request, "cadences/step.html", {**context, "form": StepForm(initial=initial)})
    if not form.is_valid():
        return wrong(request, "cadences/step.html", context)
    return _changed(
        request, version, lambda **by: versions.add(version, form.cleaned_data, after=after, **by), after + 1
    )


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    found = _steps(request).get_or_404(pk)
    if found.version.steps.count() == 1:
        return wrong(
            request, "cadences/step.html", {"step": found, "form": _form_of(found), **_room(found), "only": True}
        )
    return _changed(request, found.version, lambda **by: versions.remove(found, **by), max(found.position - 1, 1))


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """To another place: one up or down, or `to` a number counted from 1."""
    found = _steps(request).get_or_404(pk)
    said = request.POST.get("to", "")
    wanted = {"up": found.position - 1, "down": found.position + 1}.get(said) or _whole(said, found.position)
    to = min(max(wanted, 1), found.version.steps.count())
    if to == found.position:
        return gone(request, to=f"{_address(found.version.cadence)}?step={found.pk}")
    return _changed(request, found.version, lambda **by: versions.move(found, to=to, **by), to)


@require_GET
def messages(request: HttpRequest, pk: int) -> HttpResponse:
    """All that one lead would get: every message and script of the cadence, with what is missing for it."""
    cadence = Cadence.objects.seen_by(request.member).get_or_404(pk)
    version = _chosen_version(request, cadence)
    leads = _leads_to_try(request)
    lead = _lead(request) or leads.first()
    read = [{"line": line, **_as_read(line.step, lead)} for line in figures.days(version)]
    context = {"cadence": cadence, "version": version, "leads": leads, "lead": lead, "read": read, "room": "cadences"}
    context["missing"] = sorted({name for each in read for name in each.get("missing", [])})
    return render(request, "cadences/messages.html", context)


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """The next 30 days, if nobody answers: what each mailbox, person and channel would have to do."""
    seen = outlook(request.member.workspace, request.member, request.now)
    context = {
        "seen": seen,
        "mailboxes": [{"row": row, "chart": picture.chart(row.loads)} for row in seen.mailboxes],
        "people": [{"row": row, "chart": picture.chart(row.loads)} for row in seen.people],
        "channels": [{"row": row, "chart": picture.chart(row.loads)} for row in seen.channels],
        "room": "cadences",
    }
    return render(request, "cadences/forecast.html", context)


@require_GET
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A step as one lead would read it, or what is missing for it."""
    found = _steps(request).get_or_404(pk)
    return render(request, "cadences/preview.html", {"step": found, **_as_read(found, _lead(request))})


def _changed(request: HttpRequest, version: Version, change: Change, position: int) -> HttpResponse:
    """Ask for whom, where somebody is on their way; then make the new version and show it at that position, or say
    that somebody was faster. Until the answer nothing is stored, so that leaving the page changes nothing."""
    cadence, whom = version.cadence, request.POST.get("whom")
    on_their_way = figures.on_their_way(cadence)
    newest = cadence.current == version
    if on_their_way and whom not in {"new", "all"} and newest:
        fields = [(name, value) for name, value in request.POST.items() if name not in {"csrfmiddlewaretoken", "whom"}]
        context = {"cadence": cadence, "version": version, "active": on_their_way, "fields": fields}
        return render(request, "cadences/asking.html", {**context, "room": "cadences"})
    try:
        made = change(by=request.member, now=request.now, everybody=whom == "all")
    except versions.Superseded:
        said = _("Somebody changed this cadence meanwhile: this is version %s. Nothing was changed by you.")
        return gone(request, to=_address(cadence), said=said % cadence.current.number)
    chosen = made.steps.filter(position=position).first() or made.steps.first()
    return gone(request, to=f"{_address(cadence)}?step={chosen.pk}", said=_in_words(made, on_their_way, whom == "all"))


def _in_words(made: Version, on_their_way: int, everybody: bool) -> str:
    if everybody:
        said = _("Version %(n)s, for the %(active)s who are on their way too. Nothing that was done is done again.")
    else:
        said = _("Version %(n)s, for new prospects. The %(active)s who are on their way keep theirs.")
    return said % {"n": made.number, "active": on_their_way}


def _index(request: HttpRequest) -> dict:
    cadences = Cadence.objects.seen_by(request.member).order_by("-is_default", "name")
    rows = []
    for cadence in cadences:
        version = cadence.current
        lines = figures.lines(version)
        rows.append(
            {
                "cadence": cadence,
                "version": version,
                "steps": len(lines),
                "days": lines[-1].day if lines else 0,
                "totals": figures.totals(version),
                "active": figures.on_their_way(cadence),
            }
        )
    return {"rows": rows, "form": CadenceForm(member=request.member), "room": "cadences"}


def _detail(request: HttpRequest, cadence: Cadence, version: Version, chosen: str) -> dict:
    lines = figures.lines(version)
    totals = figures.totals(version)
    ruleset = cadence.ruleset or default_ruleset(request.member.workspace)
    line = next((each for each in lines if str(each.step.pk) == chosen), lines[0] if lines else None)
    at = lines.index(line) if line else 0
    return {
        "cadence": cadence,
        "version": version,
        "versions": cadence.versions.filter(carried_from=None).order_by("-number"),
        "active": figures.on_their_way(cadence),
        "refusals": figures.refusals(cadence),
        "is_current": version.pk == cadence.current.pk,
        "lines": lines,
        "totals": totals,
        "most_answered": max((each.answered for each in lines), default=0),
        "way": picture.way(lines, totals.started),
        "line": line,
        "before": lines[at - 1].step.pk if at else None,
        "after": lines[at + 1].step.pk if at + 1 < len(lines) else None,
        "reasons": figures.reasons(line.step) if line else [],
        "comparison": compare(line.step, ruleset, request.now) if line else None,
        "leads": _leads_to_try(request),
        "ruleset": ruleset,
        "rulesets": Ruleset.objects.seen_by(request.member).order_by("-is_default", "name"),
        "hours": spoken_hours(line.step, ruleset) if line else "",
        "may_change": request.member.manages and version.pk == cadence.current.pk,
        "room": "cadences",
    }


def spoken_hours(step: Step, ruleset: Ruleset) -> str:
    """Mon–Fri 09:00–17:00, their time"""
    by_phone = step.kind in {StepKind.CALL, StepKind.VOICEMAIL}
    found = call_hours(ruleset, "") if by_phone else mail_hours(ruleset)
    return _("%s, their time") % hours.in_words(found)


def _leads_to_try(request: HttpRequest):
    """Some of one's own with a good brief: whose mail is looked at before it is sent to anybody."""
    leads = Lead.objects.seen_by(request.member).filter(brief__good_at__isnull=False)
    return leads.filter(status__in=[Status.READY, Status.WORKING]).order_by("-pk")[:20]


def _lead(request: HttpRequest) -> Lead | None:
    leads = Lead.objects.seen_by(request.member).select_related("account", "workspace", "brief", "owner__user")
    return leads.filter(pk=_whole(request.GET.get("lead"), 0)).first()


def _as_read(step: Step, lead: Lead | None) -> dict:
    if lead is None or step.template is None:
        return {"lead": lead} if step.template is None else {}
    mailbox = lead.owner.mailboxes.filter(stopped_at=None).first() if lead.owner else None
    fields = fields_for(lead, getattr(lead, "brief", None), mailbox)
    try:
        subject = written(step.template.subject, fields) if step.template.subject else ""
        return {"lead": lead, "subject": subject, "text": written(step.template.body, fields)}
    except MissingField as error:
        return {"lead": lead, "missing": list(error.names)}
    except BadTemplate as error:
        return {"lead": lead, "bad": str(error)}


def _chosen_version(request: HttpRequest, cadence: Cadence) -> Version:
    number = _whole(request.GET.get("version"), 0)
    return cadence.versions.filter(number=number, carried_from=None).first() or cadence.current


def _steps(request: HttpRequest):
    return Step.objects.seen_by(request.member).select_related("version__cadence", "template")


def _form_of(step: Step) -> StepForm:
    kept = {name: getattr(step, name) for name in ("kind", *versions.CHOSEN)}
    words = step.template
    return StepForm(initial={**kept, "subject": words.subject if words else "", "body": words.body if words else ""})


def _room(step: Step) -> dict:
    """`branches`: whether the step may be for one branch only."""
    before = list(step.version.steps.filter(position__lt=step.position).order_by("position"))
    room = {"cadence": step.version.cadence, "version": step.version, "room": "cadences"}
    return {**room, **_shape(before, step.kind), "fields": FIELDS}


def _shape(before: list[Step], kind: str) -> dict:
    """Whether a step after these may be for one branch only, and what its kind has a use for."""
    last = before[-1] if before else None
    return {
        "branching": bool(last and (last.kind == StepKind.WAIT or branches.forks(before)[-1] is not None)),
        "is_mail": kind == StepKind.EMAIL,
        "is_wait": kind == StepKind.WAIT,
        "has_words": kind not in WITHOUT_WORDS,
    }


def _address(cadence: Cadence) -> str:
    return reverse("cadences:detail", args=[cadence.pk])


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
