"""Statements: what a member earned in a month, line by line, each explaining itself."""

import csv
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from leadwright.commissions.models import Line
from leadwright.kit.money import written
from leadwright.team.models import Member

YEARS = (2000, 2200)
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


def _statement(request: HttpRequest) -> dict:
    member = request.member
    of = _chosen(request)
    month = _month(request)
    lines = lines_of(of, month, ZoneInfo(member.timezone))
    totals = lines.order_by().values("currency").annotate(cents=Sum("amount_cents")).order_by("currency")
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
        "totals": [written(row["cents"], row["currency"]) for row in totals],
    }


def lines_of(member: Member, month: date, zone: ZoneInfo) -> QuerySet[Line]:
    """The lines of one calendar month, as the reader's clock has it."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    begins = datetime(month.year, month.month, 1, tzinfo=zone)
    ends = datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=zone)
    lines = Line.objects.filter(member=member, at__gte=begins, at__lt=ends)
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
