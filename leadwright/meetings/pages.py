"""The pages on which strangers book: opened and closed by members, and the page itself, which needs no log-in."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leadwright.cadences.hours import zone_exists
from leadwright.kit.pages import done, wrong
from leadwright.meetings.booking import CannotBook
from leadwright.meetings.forms import VisitorForm
from leadwright.meetings.models import BookingPage, Knock, Meeting
from leadwright.meetings.public import by_day, moment, on_the_wall
from leadwright.meetings.welcoming import NotFree, Visitor, open_page, times_on, welcome
from leadwright.team.forms import zone_choices
from leadwright.team.views.entering import visitor_address

OPEN_PAGE = "meetings/visitor.html"
PAGES = "meetings/pages.html"


@require_http_methods(["GET", "POST"])
def pages(request: HttpRequest) -> HttpResponse:
    """GET lists them; POST opens one's own, or, for managers, the team's."""
    if request.method == "GET":
        return render(request, PAGES, _pages(request))
    part = f"{PAGES}#pages" if request.htmx else PAGES
    whose = request.POST.get("whose", "")
    if whose not in {"mine", "team"} or (whose == "team" and not request.member.manages):
        return wrong(request, part, _pages(request, refusal=_("Managers open the page of the team.")))
    open_page(request.member.workspace, request.member if whose == "mine" else None, now=request.now)
    said = _("The page is open.")
    return done(request, f"{PAGES}#pages", _pages(request), back_to=reverse("meetings:pages"), said=said)


@require_http_methods(["POST", "DELETE"])
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Closed for good: its address books nothing any more. The team's is closed by managers."""
    found = BookingPage.objects.seen_by(request.member).get_or_404(pk)
    if found.member_id is None and not request.member.manages:
        refusal = _("Managers close the page of the team.")
        return wrong(request, f"{PAGES}#pages" if request.htmx else PAGES, _pages(request, refusal=refusal))
    BookingPage.objects.filter(pk=found.pk, closed_at=None).update(closed_at=request.now)
    said = _("The page is closed.")
    return done(request, f"{PAGES}#pages", _pages(request), back_to=reverse("meetings:pages"), said=said)


@never_cache
@require_http_methods(["GET", "POST"])
def visitor(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a stranger sees. Scanners open links, so a GET changes nothing."""
    rows = BookingPage.objects.filter(closed_at=None).select_related("workspace", "member__user", "member__workspace")
    page = rows.filter(slug=token).exclude(member__active=False).first()
    if page is None:
        return render(request, OPEN_PAGE, {"unknown": True}, status=404)
    if request.method == "GET":
        return render(request, OPEN_PAGE, _visitor(request, page, form=VisitorForm()))
    form = VisitorForm(request.POST)
    if not Knock.heard(page, visitor_address(request), request.now):
        refusal = _("Too many bookings came from here. Try again in an hour, or write to us.")
        return render(request, OPEN_PAGE, _visitor(request, page, form=form, refusal=refusal), status=429)
    if not form.is_valid():
        return render(request, OPEN_PAGE, _visitor(request, page, form=form), status=422)
    given, zone = form.cleaned_data, _zone(request, page)
    told = Visitor(given["name"], given["email"], given["company"], given["note"], zone)
    try:
        meeting = welcome(page, told, starts_at=moment(request.POST.get("at", "")), now=request.now)
    except NotFree as refusal:
        more = {"form": form, "refusal": str(refusal), "times": refusal.times}
        return render(request, OPEN_PAGE, _visitor(request, page, **more), status=422)
    except CannotBook as refusal:
        return render(request, OPEN_PAGE, _visitor(request, page, form=form, refusal=str(refusal)), status=422)
    return render(request, OPEN_PAGE, {**_visitor(request, page, times=()), **_booked(meeting, zone)})


def _booked(meeting: Meeting, zone: str) -> dict:
    return {"meeting": meeting, "starts_at": on_the_wall(meeting.starts_at, zone)}


def _visitor(request: HttpRequest, page: BookingPage, *, times: Sequence[datetime] | None = None, **more) -> dict:
    zone = _zone(request, page)
    moments = times_on(page, now=request.now) if times is None else times
    chosen = request.POST.get("at", "")
    days = by_day(moments, zone)
    for each in days:
        each["has_chosen"] = any(moment["at"] == chosen for moment in each["times"])
    return {
        "page": page,
        "workspace": page.workspace,
        "zone": zone,
        "zones": zone_choices(),
        "days": days,
        "chosen": chosen,
        **more,
    }


def _zone(request: HttpRequest, page: BookingPage) -> str:
    """As the visitor says, else the host's, else the workspace's."""
    asked = (request.GET.get("zone") or request.POST.get("zone") or "")[:64]
    usual = page.member.timezone if page.member else ""
    return next(zone for zone in (asked, usual, page.workspace.timezone, "UTC") if zone and zone_exists(zone))


def _pages(request: HttpRequest, **more) -> dict:
    rows = BookingPage.objects.seen_by(request.member).filter(closed_at=None).select_related("member__user")
    found = list(rows.order_by("member_id", "pk")[:200])
    own = any(row.member_id == request.member.pk for row in found)
    team = any(row.member_id is None for row in found)
    for row in found:
        row.address = request.build_absolute_uri(reverse("meetings:visitor", args=[row.slug]))
        row.closable = row.member_id is not None or request.member.manages
    return {"room": "meetings", "rows": found, "own": own, "team": team, "manages": request.member.manages, **more}
