"""Figures. Every number is a door: it opens the rows behind it, with its definition."""

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leadwright.commissions.models import Line
from leadwright.conversations.models import Tracking
from leadwright.kit.money import written
from leadwright.leads.models import Lead, LeadList
from leadwright.pipeline.models import Handoff
from leadwright.reports import figures, looks
from leadwright.reports.funnel import STAGES, at_stage, leads_of
from leadwright.reports.promise import next_action, slipped
from leadwright.reports.speed import speed
from leadwright.reports.standing import standing

ROWS_A_PAGE = 50


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    member, workspace = request.member, request.member.workspace
    which = figures.asked_for(request.GET, request.now)
    counts = standing(workspace)
    return render(
        request,
        "reports/index.html",
        {
            "room": "figures",
            "which": which,
            "periods": figures.PERIOD_WORDS.items(),
            "steps": figures.steps(workspace, which),
            "stages": [(stage, figures.STAGE_WORDS[stage], figures.DEFINITIONS[stage]) for stage in STAGES],
            "by_member": figures.table(workspace, "member", which),
            "by_list": figures.table(workspace, "list", which),
            "speed": speed(workspace, since=which.since),
            "standing": counts,
            "live": counts["in_progress"] + counts["waiting"],
            "slipped": slipped(workspace).count(),
            "returned": _handoffs(workspace, Handoff.State.RETURNED).count(),
            "offered": _handoffs(workspace, Handoff.State.OFFERED).count(),
            "pace": figures.pace_of_day(member, request.now),
            "days": figures.touches_by_day(member, request.now),
            "earned": _earned(request),
            "lists": LeadList.objects.seen_by(member).order_by("name"),
        },
    )


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """The leads behind one figure."""
    which = figures.asked_for(request.GET, request.now)
    leads, word, definition = _behind(request, which)
    leads = leads.select_related("account", "owner__user", "list").order_by("-created_at", "-pk")
    page = Paginator(leads, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"room": "figures", "page": page, "word": word, "definition": definition, "query": _query(request)}
    return render(request, "reports/rows.html", context)


@require_GET
def opens(request: HttpRequest) -> HttpResponse:
    """Opens and clicks by people, with what machines did left out."""
    workspace, which = request.member.workspace, figures.asked_for(request.GET, request.now)
    context = {
        "room": "figures",
        "which": which,
        "periods": figures.PERIOD_WORDS.items(),
        "wanted": Tracking.objects.filter(workspace=workspace).first(),
        "whole": looks.whole(workspace, since=which.since),
        "waiting": looks.to_be_judged(workspace),
        "by_mailbox": looks.by_mailbox(workspace, since=which.since),
        "by_cadence": looks.by_cadence(workspace, since=which.since),
        "by_step": looks.by_step(workspace, since=which.since),
        "left_out": looks.left_out(workspace, since=which.since),
    }
    return render(request, "reports/looks.html", context)


@require_GET
def next_banner(request: HttpRequest, pk: int) -> HttpResponse:
    leads = Lead.objects.seen_by(request.member).select_related("workspace", "owner__user", "account", "brief")
    lead = leads.get_or_404(pk)
    action = next_action(lead, request.now)
    overdue = action is not None and action.overdue(request.now)
    elsewhere = action is not None and action.url != reverse("leads:detail", args=[lead.pk])
    context = {"lead": lead, "action": action, "overdue": overdue, "elsewhere": elsewhere}
    return render(request, "reports/next.html", context)


def _behind(request: HttpRequest, which: figures.Which) -> tuple[QuerySet[Lead], str, str]:
    workspace = request.member.workspace
    stage = request.GET.get("stage", "")
    if stage == "slipped":
        return slipped(workspace), _("Without a next step"), _("Live leads that nobody and nothing is to act on.")
    if stage not in STAGES:
        raise Http404
    leads = leads_of(workspace, **which.narrowing())
    for name, field in (("member", "owner"), ("list", "list")):
        if request.GET.get(name) == "none":
            leads = leads.filter(**{field: None})
    return at_stage(leads, stage), str(figures.STAGE_WORDS[stage]), str(figures.DEFINITIONS[stage])


def _query(request: HttpRequest) -> str:
    """The address without its page, for the doors to the other pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()


def _handoffs(workspace, state: str) -> QuerySet[Handoff]:
    return Handoff.objects.filter(workspace=workspace, state=state)


def _earned(request: HttpRequest) -> str:
    begins = request.member.local(request.now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = Line.objects.filter(member=request.member, at__gte=begins)
    return written(lines.aggregate(cents=Sum("amount_cents"))["cents"] or 0, request.member.workspace.currency)
