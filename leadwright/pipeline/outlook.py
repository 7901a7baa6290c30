"""The forecast: what this month is likely to bring, how far off that was before; and the exit criteria."""

from datetime import date

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.pipeline.forecasting import Deal, after, back_test, forecast
from leadwright.pipeline.forms import AnswerTimeForm, ExitForm
from leadwright.pipeline.models import OPEN_STAGES, AnswerTime, ExitCriterion, Need, Opportunity, Stage
from leadwright.team.models import Member

PAGE = "pipeline/forecast.html"
SHOWN_MONTHS = 12


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def exit_criteria(request: HttpRequest) -> HttpResponse:
    form = ExitForm(request.POST)
    if not form.is_valid():
        return wrong(request, f"{PAGE}#forecast" if request.htmx else PAGE, _page(request, exits=form))
    workspace = request.member.workspace
    with transaction.atomic():
        ExitCriterion.objects.filter(workspace=workspace).delete()
        ExitCriterion.objects.bulk_create(
            ExitCriterion(workspace=workspace, stage=stage, need=need)
            for stage, needs in form.cleaned_data.items()
            for need in needs
        )
    said = _("Kept: they hold for the next move of each deal.")
    return done(request, f"{PAGE}#forecast", _page(request), back_to=reverse("pipeline:forecast"), said=said)


@require_POST
def answer_time(request: HttpRequest) -> HttpResponse:
    """It holds for the next offers; those that wait keep their time."""
    form = AnswerTimeForm(request.POST)
    if not form.is_valid():
        return wrong(request, f"{PAGE}#forecast" if request.htmx else PAGE, _page(request, answering=form))
    workspace, hours = request.member.workspace, form.cleaned_data["hours"]
    if hours:
        AnswerTime.objects.update_or_create(workspace=workspace, defaults={"hours": hours})
    else:
        AnswerTime.objects.filter(workspace=workspace).delete()
    said = _("Kept: it holds for the next offers.")
    return done(request, f"{PAGE}#forecast", _page(request), back_to=reverse("pipeline:forecast"), said=said)


def deals_of(member: Member, currency: str) -> list[Deal]:
    """Every deal in that currency, as the forecast reads it, by the days of the workspace."""
    rows = Opportunity.objects.seen_by(member).filter(currency=currency)
    values = rows.values_list("created_at", "closed_at", "stage", "amount_cents")
    return [
        Deal(_day(opened, member), _day(closed, member) if closed else None, cents if stage == Stage.WON else 0)
        for opened, closed, stage, cents in values
    ]


def _counted(deals: QuerySet[Opportunity], reason: str) -> QuerySet:
    return deals.values_list(reason).annotate(n=Count("pk")).order_by("-n", reason)


def _day(at, member: Member) -> date:
    return member.local(at).date()


def _hours(member: Member) -> int | None:
    return AnswerTime.objects.filter(workspace=member.workspace_id).values_list("hours", flat=True).first()


def _page(request: HttpRequest, **more) -> dict:
    member = request.member
    currencies = list(
        Opportunity.objects.seen_by(member).values_list("currency", flat=True).distinct().order_by("currency")
    )
    currency = request.GET.get("currency", "")
    if currency not in currencies:
        currency = member.workspace.currency
    deals = deals_of(member, currency)
    months = back_test(deals)
    this = member.local(request.now).date().replace(day=1)
    closed = [deal.closed_on for deal in deals if deal.closed_on]
    begins = min(closed).replace(day=1) if closed else this
    past = [month for month in months if month.first < this]
    off = sum(abs(month.forecast_cents - month.came_cents) for month in past)
    naive = sum(abs(month.naive_cents - month.came_cents) for month in past)
    came = sum(month.came_cents for month in past)
    ended = Opportunity.objects.seen_by(member).filter(currency=currency)
    figures = ended.aggregate(
        won=Count("pk", Q(stage=Stage.WON)),
        closed=Count("pk", Q(stage__in=[Stage.WON, Stage.LOST])),
        value=Sum("amount_cents", filter=Q(stage=Stage.WON)),
        open=Sum("amount_cents", filter=Q(stage__in=OPEN_STAGES)),
    )
    lost = _counted(ended.filter(stage=Stage.LOST), "lost_reason")
    won = _counted(ended.filter(stage=Stage.WON).exclude(won_reason=""), "won_reason")
    chosen: dict[str, list[str]] = {}
    for stage, need in ExitCriterion.objects.seen_by(member).values_list("stage", "need"):
        chosen.setdefault(stage, []).append(need)
    return {
        "room": "pipeline",
        "currency": currency,
        "currencies": currencies,
        "this": this,
        "expected": forecast(deals, this, begins) if past else None,
        "so_far": sum(deal.won_cents for deal in deals if deal.closed_on and deal.closed_on >= this),
        "months": list(reversed(past))[:SHOWN_MONTHS],
        "off": 100 * off / came if came else None,
        "naive": 100 * naive / came if came else None,
        "figures": figures,
        "win_rate": 100 * figures["won"] / figures["closed"] if figures["closed"] else None,
        "lost": lost[:8],
        "won": won[:8],
        "next": after(this),
        "exits": ExitForm(initial=chosen),
        "asked": [(stage.label, [Need(need).label for need in chosen.get(stage, [])]) for stage in OPEN_STAGES],
        "answering": AnswerTimeForm(initial={"hours": _hours(member)}),
        "answer_hours": _hours(member),
        "may_edit": member.manages,
        **more,
    }
