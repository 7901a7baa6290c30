"""The bar at the head of the demo's pages: the market's clock, and through whose eyes one looks."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.kit import clock as time
from leadwright.kit.models import MarketClock
from leadwright.kit.pages import done, gone
from leadwright.market import pace
from leadwright.market.models import Market


@require_POST
def clock(request: HttpRequest) -> HttpResponse:
    """Pause, live, run (a day a minute) or faster."""
    market_of(request)
    pace_asked = request.POST.get("pace", "")
    if pace_asked not in pace.RATES:
        raise Http404
    MarketClock.objects.get(pk=1).run(rate=pace.RATES[pace_asked])
    return bar(request, SAID[pace_asked]())


@require_POST
def days(request: HttpRequest) -> HttpResponse:
    """One working day on: all that happens in it happens now."""
    now = pace.one_day_on(market_of(request))
    said = _("It is %(day)s now.") % {"day": date_format(request.member.local(now), "l, j F, H:i")}
    return gone(request, to=back(request), said=said)


@require_http_methods(["POST", "DELETE"])
def helper(request: HttpRequest) -> HttpResponse:
    """The market also works for the visitor (POST), or leaves their work to them (DELETE, or `off` in a form)."""
    market = market_of(request)
    market.plays_visitor = request.method == "POST" and not request.POST.get("off")
    market.save(update_fields=["plays_visitor"])
    visitor = pace.visitor_of(market)
    words = _("The market works for %(name)s too.") if market.plays_visitor else _("%(name)s's work is left to you.")
    return bar(request, words % {"name": visitor.name if visitor else ""})


SAID = {
    "pause": lambda: _("The market's clock stands."),
    "live": lambda: _("The market's clock goes as clocks do."),
    "run": lambda: _("A day passes in a minute."),
    "faster": lambda: _("A day passes in 20 seconds."),
}


def market_of(request: HttpRequest) -> Market:
    """The market of this workspace; there is none outside the demo."""
    market = Market.objects.filter(workspace=request.member.workspace_id).select_related("workspace").first()
    if not settings.DEMO or market is None or not MarketClock.objects.filter(pk=1).exists():
        raise Http404
    return market


def bar(request: HttpRequest, said: str) -> HttpResponse:
    context = {"member": request.member, "now": time.now()}
    return done(request, "market/bar.html", context, back_to=back(request), said=said)


def back(request: HttpRequest) -> str:
    """The page on which the bar stood."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe else resolve_url("web:today")
