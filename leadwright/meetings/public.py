"""The booking page that a lead sees without a log-in: times in their own zone, one click, and later another time or
none. Scanners open links, so a GET changes nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leadwright.cadences.hours import zone_exists
from leadwright.leads.models import Channel, Lead
from leadwright.meetings.booking import CannotBook, Hosts, book, hosts_for, offered
from leadwright.meetings.calendars import look_again
from leadwright.meetings.changing import call_off, move
from leadwright.meetings.links import lead_of
from leadwright.meetings.models import Meeting

PAGE = "meetings/public.html"
MOST_DAYS = 10


@never_cache
@require_http_methods(["GET", "POST"])
def public(request: HttpRequest, token: str) -> HttpResponse:
    lead = lead_of(token)
    if lead is None or lead.opted_out_of(Channel.ALL):
        return render(request, PAGE, {"unknown": True}, status=404)
    if request.method == "GET":
        return render(request, PAGE, _page(request, lead))
    standing = _standing(lead, request.now)
    try:
        if "off" in request.POST:
            if standing:
                call_off(standing, by=None, why=_("Called off by %(name)s.") % {"name": lead.name}, now=request.now)
            return render(request, PAGE, _page(request, lead, called_off=True))
        at = moment(request.POST.get("at", ""))
        hosts = _hosts(lead, standing, request.now)
        look_again(hosts.people(), now=request.now)
        if at not in offered(hosts, now=request.now, but=standing):
            raise CannotBook(_("That time has just been taken. Here are those that are left."))
        if standing:
            move(standing, starts_at=at, by=None, now=request.now)
        else:
            book(lead, starts_at=at, by=None, note=request.POST.get("note", "")[:1000], now=request.now)
    except CannotBook as refusal:
        return render(request, PAGE, _page(request, lead, refusal=str(refusal)), status=422)
    return render(request, PAGE, _page(request, lead, booked=True))


def moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise CannotBook(_("Choose a time.")) from None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _standing(lead: Lead, now: datetime) -> Meeting | None:
    rows = Meeting.objects.filter(lead=lead, state=Meeting.State.BOOKED, starts_at__gt=now)
    return rows.select_related("host__user", "host__workspace", "queue").order_by("starts_at").first()


def _hosts(lead: Lead, standing: Meeting | None, now: datetime) -> Hosts:
    """Who was booked keeps their host; only the time moves."""
    hosts = hosts_for(lead, now=now)
    if standing is None:
        return hosts
    return Hosts(hosts.routed, standing.queue or hosts.queue, standing.host)


def _page(request: HttpRequest, lead: Lead, **more) -> dict:
    zone = _zone(request, lead)
    standing = _standing(lead, request.now)
    times = offered(_hosts(lead, standing, request.now), now=request.now, but=standing)
    return {
        "lead": lead,
        "workspace": lead.workspace,
        "zone": zone,
        "meeting": standing,
        "starts_at": on_the_wall(standing.starts_at, zone) if standing else None,
        "days": by_day(times, zone),
        **more,
    }


def _zone(request: HttpRequest, lead: Lead) -> str:
    """As the visitor says, else where the lead lives, else the workspace's."""
    asked = request.GET.get("zone", "")[:64]
    return next(zone for zone in (asked, lead.timezone, lead.workspace.timezone, "UTC") if zone and zone_exists(zone))


def by_day(times: Iterable[datetime], zone: str) -> list[dict]:
    found: dict = {}
    for at in times:
        local = on_the_wall(at, zone)
        found.setdefault(local.date(), []).append({"at": at.isoformat(), "local": local})
    return [{"day": day, "times": moments} for day, moments in list(found.items())[:MOST_DAYS]]


def on_the_wall(at: datetime, zone: str) -> datetime:
    """As the visitor's clock shows it; without a zone, or the page would turn it into its own."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
