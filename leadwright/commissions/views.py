"""Statements: what a member earned in a month, line by line, each explaining itself."""

import csv
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.commissions import disputing, explaining
from leadwright.commissions.closing import totals
from leadwright.commissions.forms import RemarkForm, SettlementForm
from leadwright.commissions.models import Dispute, Line, Statement
from leadwright.kit.pages import done, wrong
from leadwright.pipeline.models import Opportunity
from leadwright.team.models import Member

LINE = "commissions/line.html"
YEARS = (2000, 2200)
MOST_QUESTIONS = 50
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "−")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "commissions/index.html", _statement(request))


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """The same statement as a file. A cell that a spreadsheet would run as a formula is made plain text."""
    statement = _statement(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"commission-{statement['month']:%Y-%m}-{statement['of'].pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write("\ufeff")  # Excel reads UTF-8 only where this stands
    rows = csv.writer(response)
    rows.writerow([_("Date"), _("Member"), _("What for"), _("Amount"), _("Currency"), _("Why")])
    for line in statement["lines"]:
        at = request.member.local(line.at).date().isoformat()
        rows.writerow(
            [
                at,
                plain(line.member.name),
                plain(line.plan.get_event_display()),
                f"{Decimal(line.amount_cents) / 100:.2f}",
                line.currency,
                plain(line.why),
            ]
        )
    return response


def plain(text: str) -> str:
    """A leading sign that starts a formula is put behind an apostrophe (OWASP, CSV injection)."""
    text = str(text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


@require_GET
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with the event that made it, the rule that priced it, and what was asked about it."""
    return render(request, LINE, _line(request, _lines(request).get_or_404(pk)))


@require_POST
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    found = _lines(request).get_or_404(pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return wrong(request, _part(request), _line(request, found, form=form))
    try:
        disputing.ask(found, by=request.member, text=form.cleaned_data["text"], now=request.now)
    except disputing.CannotDispute as refusal:
        return wrong(request, _part(request), _line(request, found, refusal=str(refusal)))
    return _told(request, found, _("Asked. The month is not final before somebody answers."))


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _disputes(request).get_or_404(pk)
    form = RemarkForm(request.POST)
    if not form.is_valid() or asked.settled_at:
        return wrong(request, _part(request), _line(request, asked.line, form=form))
    disputing.say(asked, by=request.member, text=form.cleaned_data["text"], now=request.now)
    return _told(request, asked.line, _("Said."))


@require_POST
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    asked = _disputes(request).get_or_404(pk)
    form = SettlementForm(request.POST)
    if not form.is_valid():
        return wrong(request, _part(request), _line(request, asked.line, settling=form))
    given = form.cleaned_data
    disputing.settle(asked, by=request.member, text=given["text"], correct_cents=given["correction"], now=request.now)
    return _told(request, asked.line, _("Settled."))


def _told(request: HttpRequest, found: Line, said: str) -> HttpResponse:
    back_to = reverse("commissions:line", args=[found.pk])
    return done(request, f"{LINE}#line", _line(request, found), back_to=back_to, said=said)


def _part(request: HttpRequest) -> str:
    return f"{LINE}#line" if request.htmx else LINE


def _lines(request: HttpRequest) -> QuerySet[Line]:
    """A member's own; a manager's are those of the workspace."""
    lines = Line.objects.seen_by(request.member).select_related(
        "plan", "member__user", "workspace", "source__user", "reverses", "corrects__line"
    )
    return lines if request.member.manages else lines.filter(member=request.member)


def _disputes(request: HttpRequest) -> QuerySet[Dispute]:
    return Dispute.objects.seen_by(request.member).select_related("line__member__user", "line__workspace", "line__plan")


def _line(request: HttpRequest, found: Line, **more) -> dict:
    steps = explaining.restored(found.steps)
    terms = found.plan.terms()
    disputes = list(
        found.disputes.select_related("settled_by__user", "correction").prefetch_related("remarks__by__user")
    )
    return {
        "room": "commissions",
        "line": found,
        "steps": [
            (explaining.step_in_words(step, found.currency, by_amount=terms.by_amount), step.cents) for step in steps
        ],
        "rules": explaining.summary(terms, found.currency),
        "postings": found.postings.order_by("-book"),
        "disputes": disputes,
        "asked": next((one for one in disputes if one.settled_at is None), None),
        "statement": Statement.objects.filter(member=found.member, period=found.period).first(),
        "back": getattr(found, "reversed_by", None),
        "event": event_of(found),
        "may_settle": request.member.manages,
        "form": RemarkForm(),
        "settling": SettlementForm(),
        **more,
    }


def event_of(found: Line) -> str:
    """The address of the hand-off, the meeting or the deal behind a line; empty for a correction."""
    kind, _colon, rest = found.key.partition(":")
    number = rest.partition(":")[0]
    if kind == "handoff" and number.isdecimal():
        return reverse("pipeline:handoff", args=[int(number)])
    if kind == "meeting" and number.isdecimal():
        return f"{reverse('leads:detail', args=[found.lead_id_shown])}#meetings-panel" if found.lead_id_shown else ""
    if kind == "won" and number.isdecimal():
        deal = Opportunity.objects.filter(workspace_id=found.workspace_id, moves=int(number)).first()
        return reverse("pipeline:opportunity", args=[deal.pk]) if deal else ""
    return ""


def _statement(request: HttpRequest) -> dict:
    member = request.member
    of = _chosen(request)
    month = _month(request)
    lines = lines_of(of, month)
    people = Member.objects.seen_by(member).filter(active=True).select_related("user").order_by("user__name")
    this_month = member.local(request.now).date().replace(day=1)
    return {
        "room": "commissions",
        "of": of,
        "people": people if member.manages else [],
        "month": month,
        "before": month - timedelta(days=1),
        "after": month + timedelta(days=31) if month < this_month else None,
        "lines": lines,
        "totals": totals(of, month),
        "statement": Statement.objects.filter(member=of, period=month).first(),
        "questions": open_questions(member) if member.manages else [],
    }


def open_questions(member: Member) -> list[Dispute]:
    """What waits for a manager's word, the oldest first, each with what was said last."""
    rows = Dispute.objects.seen_by(member).open()
    rows = rows.select_related("line__member__user", "line__plan", "by__user").prefetch_related("remarks__by__user")
    found = list(rows.order_by("at", "pk")[:MOST_QUESTIONS])
    for asked in found:
        asked.last = list(asked.remarks.all())[-1:]
    return found


def lines_of(member: Member, month: date) -> QuerySet[Line]:
    """The lines of the statement of one month, which is the month of the workspace's clock."""
    lines = Line.objects.filter(member=member, period=month).annotate(
        asked=Exists(Dispute.objects.open().filter(line=OuterRef("pk")))
    )
    return lines.select_related("plan", "member__user").order_by("at", "pk")


def _chosen(request: HttpRequest) -> Member:
    """Everybody reads their own statement; a manager chooses whose."""
    asked = request.GET.get("member", "")
    if not (request.member.manages and asked.isdecimal()):
        return request.member
    return Member.objects.seen_by(request.member).select_related("user").get_or_404(int(asked))


def _month(request: HttpRequest) -> date:
    """`?month=2026-11`; anything else is the month that we are in."""
    this_month = request.member.local(request.now).date().replace(day=1)
    try:
        asked = datetime.strptime(request.GET.get("month", ""), "%Y-%m").date()
    except ValueError:
        return this_month
    return asked if YEARS[0] <= asked.year <= YEARS[1] else this_month
