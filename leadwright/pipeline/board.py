"""The board: deals in columns, with what each column is worth. Its doors and those of one deal."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.pipeline.forms import DealForm, MoveForm, ShareForm
from leadwright.pipeline.models import CLOSED_STAGES, OPEN_STAGES, CannotMove, Handoff, Opportunity, Stage, unmet
from leadwright.pipeline.sharing import WHOLE_BP, CannotShare, share
from leadwright.qualification.judging import not_yet

BOARD = "pipeline/index.html"
DEAL = "pipeline/opportunity.html"
CLOSED_SHOWN_DAYS = 90
MOST_CARDS = 60
STALE_DAYS = 21  # without a move on the board


@dataclass(frozen=True)
class Column:
    stage: Stage
    deals: list[Opportunity]
    sums: list[tuple[str, int]]
    count: int


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, BOARD, _board(request))


@require_http_methods(["GET", "POST"])
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    deal = _deals(request).get_or_404(pk)
    if request.method == "GET":
        return render(request, DEAL, _deal(request, deal))
    _refuse_others(request, deal)
    form = DealForm(request.POST, instance=deal)
    if not form.is_valid():
        deal.refresh_from_db()
        return wrong(request, f"{DEAL}#deal", _deal(request, deal, form=form))
    deal = form.save(commit=False)
    deal.amount_cents = form.cleaned_data.get("amount") or 0 if "amount" in form.fields else deal.amount_cents
    deal.save(update_fields=["name", "currency", "next_step", "next_step_on", "closes_on", "amount_cents"])
    said = _("Kept.")
    return done(request, f"{DEAL}#deal", _deal(request, deal), back_to=_address(deal), said=said)


@require_POST
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """A deal goes to another column; the board or the page of the deal answers, whichever asked."""
    deal = _deals(request).get_or_404(pk)
    _refuse_others(request, deal)
    on_board = request.GET.get("from") == "board"
    given = request.POST if "to_stage" in request.POST else request.GET
    form = MoveForm(given)
    was, reasons_before = deal.stage, {"lost_reason": deal.lost_reason, "won_reason": deal.won_reason}
    if not form.is_valid():
        return _ask(request, deal, form, on_board)
    try:
        _move(deal, form.cleaned_data, request)
    except CannotMove as refusal:
        form.add_error(refusal.field, str(refusal))
        deal.refresh_from_db()
        return _ask(request, deal, form, on_board)
    said = _("%(deal)s: %(stage)s.") % {"deal": deal.name, "stage": deal.get_stage_display()}
    back = {"to_stage": was, **({"from": "board"} if on_board else {})}
    if was in CLOSED_STAGES:
        back |= reasons_before
    undo = f"{reverse('pipeline:stage', args=[deal.pk])}?{urlencode(back)}"
    if on_board:
        return done(request, f"{BOARD}#board", _board(request), back_to=reverse("pipeline:index"), said=said, undo=undo)
    return done(request, f"{DEAL}#deal", _deal(request, deal), back_to=_address(deal), said=said, undo=undo)


@require_POST
def shares(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager divides the credit of a deal."""
    deal = _deals(request).get_or_404(pk)
    form = ShareForm(request.POST, deal=deal)
    part = f"{DEAL}#deal" if request.htmx else DEAL
    if not form.is_valid():
        return wrong(request, part, _deal(request, deal, sharing=form))
    member = form.cleaned_data["member"]
    try:
        share(deal, member=member, part_bp=form.part_bp, by=request.member, now=request.now)
    except CannotShare as refusal:
        form.add_error("percent", str(refusal))
        return wrong(request, part, _deal(request, deal, sharing=form))
    said = _("%(name)s has %(percent)s %% of the credit.") % {
        "name": member.name,
        "percent": f"{form.part_bp / 100:g}",
    }
    return done(request, f"{DEAL}#deal", _deal(request, deal), back_to=_address(deal), said=said)


def _move(deal: Opportunity, given: dict, request: HttpRequest) -> None:
    deal.move(
        given["to_stage"],
        by=request.member,
        now=request.now,
        note=given["note"],
        amount_cents=given["amount"],
        lost_reason=given["lost_reason"],
        won_reason=given["won_reason"],
    )
    if given["to_stage"] == Stage.LOST and given["revisit_on"] and given["revisit_on"] > request.now.date():
        not_yet(
            deal.lead,
            by=request.member,
            revisit_on=given["revisit_on"],
            note=given["lost_reason"],
            deal_lost=True,
            now=request.now,
        )


def sums_of(deals: list[Opportunity]) -> list[tuple[str, int]]:
    """What they are worth, each currency by itself: (code, cents). What no deal has is not added to what one has."""
    found: dict[str, int] = {}
    for deal in deals:
        found[deal.currency] = found.get(deal.currency, 0) + deal.amount_cents
    return sorted(found.items())


def reasons_of(workspace_id: int, most: int = 12) -> dict[str, list[str]]:
    """What deals were won and lost by so far, the most frequent first: chosen again, they can be counted."""
    found: dict[str, Counter] = {Stage.WON: Counter(), Stage.LOST: Counter()}
    closed = Opportunity.objects.filter(workspace=workspace_id, stage__in=CLOSED_STAGES)
    rows = closed.values_list("stage", "won_reason", "lost_reason").annotate(n=Count("pk")).order_by()
    for stage, won, lost, n in rows:
        if reason := (won if stage == Stage.WON else lost):
            found[stage][reason] += n
    return {stage: [reason for reason, _n in reasons.most_common(most)] for stage, reasons in found.items()}


def _ask(request: HttpRequest, deal: Opportunity, form: MoveForm, on_board: bool) -> HttpResponse:
    """What the move still needs, asked where it was begun."""
    form.ask_for_all()
    if on_board:
        more = {"asking": deal, "move": form, "reasons": reasons_of(deal.workspace_id)}
        return wrong(request, f"{BOARD}#board", _board(request, **more))
    return wrong(request, f"{DEAL}#deal", _deal(request, deal, move=form))


def _deals(request: HttpRequest) -> QuerySet[Opportunity]:
    rows = Opportunity.objects.seen_by(request.member)
    return rows.select_related("lead__workspace", "account", "owner__user", "owner__workspace", "handoff")


def _refuse_others(request: HttpRequest, deal: Opportunity) -> None:
    """Its owner works a deal, or a manager."""
    if not (request.member.manages or deal.owner_id == request.member.pk):
        raise PermissionDenied


def _address(deal: Opportunity) -> str:
    return reverse("pipeline:opportunity", args=[deal.pk])


def _empty_move(deal: Opportunity) -> MoveForm:
    form = MoveForm(initial={"amount": f"{deal.amount_cents / 100:.2f}" if deal.amount_cents else ""})
    form.ask_for_all()
    return form


def _board(request: HttpRequest, **more) -> dict:
    member = request.member
    mine = request.GET.get("whose", "all") == "mine"
    deals = _deals(request).filter(owner=member) if mine else _deals(request)
    since = request.now - timedelta(days=CLOSED_SHOWN_DAYS)
    deals = deals.filter(Q(stage__in=OPEN_STAGES) | Q(closed_at__gte=since)).order_by("next_step_on", "pk")
    deals = list(deals.annotate(moved_at=Max("moves__at")))
    by_stage: dict[str, list[Opportunity]] = {each: [] for each in Stage.values}
    today = member.local(request.now).date()
    for deal in deals:
        deal.age_days = (request.now - deal.created_at).days
        deal.late = deal.is_open and deal.next_step_on is not None and deal.next_step_on < today
        deal.idle = deal.idle_days(deal.moved_at, request.now)
        deal.stale = deal.is_open and deal.idle >= STALE_DAYS
        deal.overdue = deal.is_open and deal.closes_on is not None and deal.closes_on < today
        deal.workable = member.manages or deal.owner_id == member.pk
        by_stage[deal.stage].append(deal)
    waiting = Handoff.objects.seen_by(member).filter(state=Handoff.State.OFFERED, verdict__withdrawn_at=None)
    if not member.manages:
        waiting = waiting.filter(Q(offered_to=member) | Q(offered_by=member))
    return {
        "room": "pipeline",
        "columns": [
            Column(Stage(name), found[:MOST_CARDS], sums_of(found), len(found)) for name, found in by_stage.items()
        ],
        "empty": not any(by_stage.values()),
        "stages": Stage.choices,
        "mine": mine,
        "listed": request.GET.get("view") == "list",
        "rows": deals,
        "stale_days": STALE_DAYS,
        "closed_days": CLOSED_SHOWN_DAYS,
        "currency": member.workspace.currency,
        "waiting": waiting.select_related("lead__account", "offered_by__user", "offered_to__user").order_by("at"),
        **more,
    }


def _deal(request: HttpRequest, deal: Opportunity, **more) -> dict:
    shared = list(deal.shares.select_related("member__user"))
    return {
        "room": "pipeline",
        "deal": deal,
        "lead": deal.lead,
        "moves": deal.moves.select_related("by__user").order_by("-at", "-pk"),
        "stages": Stage.choices,
        "lacking": unmet(deal, deal.stage) if deal.is_open else [],
        "proposals": deal.proposals.select_related("message").defer("file", "message__enclosed"),
        "workable": request.member.manages or deal.owner_id == request.member.pk,
        "form": DealForm(instance=deal),
        "reasons": reasons_of(deal.workspace_id),
        "shares": shared,
        "owned_percent": f"{(WHOLE_BP - sum(each.part_bp for each in shared)) / 100:g}",
        "may_share": request.member.manages and deal.stage != Stage.WON,
        "sharing": ShareForm(deal=deal),
        "move": _empty_move(deal),
        **more,
    }
