"""The page of plans: what each event pays, version by version; a manager writes the next one and tries it first."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.commissions.explaining import summary
from leadwright.commissions.forms import FirstDayForm, PlanForm
from leadwright.commissions.models import Event, FirstDay, Plan
from leadwright.commissions.rules import terms_on
from leadwright.commissions.trying import tried, tried_for
from leadwright.kit.pages import done, wrong
from leadwright.team.models import Member, Workspace

PAGE = "commissions/plans.html"
TRIED_MONTHS = 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def version(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST, today=_today(request))
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, form=form))
    plan = _kept(request.member, form.cleaned_data["fields"], request)
    said = _("%(plan)s: version %(version)s begins on %(date)s.") % {
        "plan": plan.get_event_display(),
        "version": plan.version,
        "date": formats.date_format(plan.starts_on, "j M Y"),
    }
    return done(request, f"{PAGE}#plans", _page(request), back_to=reverse("commissions:plans"), said=said)


@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """The same form, stored nowhere: what it would have paid in the last twelve months."""
    form = PlanForm(request.POST, today=_today(request))
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, form=form))
    fields = form.cleaned_data["fields"]
    since = (_today(request).replace(day=1) - timedelta(days=30 * (TRIED_MONTHS - 1))).replace(day=1)
    trials = tried(form.terms(), fields["event"], request.member.workspace, since)
    person = _person(request)
    beside = tried_for(person, form.terms(), fields["event"], since) if person else []
    if person:
        trials = [one for one in trials if one.member.pk == person.pk]
    more = {"trials": trials, "since": since, "tried": True, "person": person, "beside": beside}
    return render(request, _part(request), _page(request, form=form, **more))


def _person(request: HttpRequest) -> Member | None:
    """Whose events alone are to be shown, one by one; None for everybody's sums."""
    asked = request.POST.get("person", "")
    if not (asked.isdecimal() and len(asked) < 18):
        return None
    return Member.objects.seen_by(request.member).select_related("user", "workspace").get_or_404(int(asked))


@require_POST
def first_day(request: HttpRequest, pk: int) -> HttpResponse:
    person = Member.objects.seen_by(request.member).get_or_404(pk)
    form = FirstDayForm(request.POST)
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, refusal=_("That is no day.")))
    day = form.cleaned_data["day"]
    if day:
        FirstDay.objects.update_or_create(member=person, defaults={"day": day})
    else:
        FirstDay.objects.filter(member=person).delete()
    said = _("%(who)s: first day kept.") % {"who": person.name}
    return done(request, f"{PAGE}#plans", _page(request), back_to=reverse("commissions:plans"), said=said)


def _kept(by: Member, fields: dict, request: HttpRequest) -> Plan:
    """The next number is taken from the table; two managers at once get two numbers."""
    while True:
        known = Plan.objects.filter(workspace=by.workspace, event=fields["event"])
        number = (known.aggregate(last=Max("version"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Plan.objects.create(
                    workspace=by.workspace, version=number, by=by, created_at=request.now, **fields
                )
        except IntegrityError:
            continue


def _part(request: HttpRequest) -> str:
    return f"{PAGE}#plans" if request.htmx else PAGE


def _today(request: HttpRequest) -> date:
    return request.member.local(request.now).date()


def _page(request: HttpRequest, **more) -> dict:
    member = request.member
    found = Plan.objects.seen_by(member).select_related("by__user").order_by("event", "-starts_on", "-version")
    today = _today(request)
    return {
        "room": "commissions",
        "events": [
            _event(event, [plan for plan in found if plan.event == event], member.workspace, today) for event in Event
        ],
        "may_edit": member.manages,
        "form": PlanForm(today=today, initial={"starts_on": today}),
        "people": _people(member) if member.manages else [],
        **more,
    }


def _event(event: Event, plans: list[Plan], workspace: Workspace, today: date) -> dict:
    holds = terms_on(today, [plan.terms() for plan in plans])
    rows = [
        {
            "plan": plan,
            "rules": summary(plan.terms(), workspace.currency),
            "holds": bool(holds) and plan.pk == holds.plan_id,
            "to_come": plan.starts_on > today,
        }
        for plan in plans
    ]
    return {"label": event.label, "rows": rows}


def _people(member: Member):
    people = Member.objects.seen_by(member).filter(active=True).exclude(role="marketing")
    return people.select_related("user", "first_day").order_by("user__name")
