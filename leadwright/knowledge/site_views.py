"""Sites whose pages become articles: named, read, looked through, taken."""

from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.http import NotFetched, checked
from leadwright.kit.pages import gone
from leadwright.knowledge.jobs import read_site
from leadwright.knowledge.models import Site
from leadwright.knowledge.sites import take

ROOM = {"room": "knowledge"}
LONG_AGO = timedelta(minutes=15)  # a reading that has not ended by then never will


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The sites that were named; another is named here, and read by a worker."""
    refusal, start = "", request.POST.get("start", "").strip()[:500]
    if request.method == "POST":
        try:
            start = checked(start if "//" in start else f"https://{start}").url
        except NotFetched as error:
            refusal = error.sentence
        else:
            given = {"by": request.member, "created_at": request.now}
            site, _new = Site.objects.get_or_create(workspace=request.member.workspace, start=start, defaults=given)
            return _read(request, site)
    sites = Site.objects.seen_by(request.member).select_related("by__user").order_by("start")[:100]
    page = {"sites": sites, "refusal": refusal, "start": start, **ROOM}
    return render(request, "knowledge/sites.html", page, status=422 if refusal else 200)


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    site = Site.objects.seen_by(request.member).get_or_404(pk)
    pages = list(site.pages.defer("body").order_by("state", "title"))
    return render(request, "knowledge/site.html", {"site": site, "pages": pages, **ROOM})


@require_POST
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    return _read(request, Site.objects.seen_by(request.member).get_or_404(pk))


@require_POST
def articles(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen pages become articles."""
    site = Site.objects.seen_by(request.member).get_or_404(pk)
    chosen = [int(one) for one in request.POST.getlist("page")[:500] if one.isdecimal() and len(one) < 19]
    many = take(site, chosen, by=request.member, now=request.now)
    said = ngettext("%s page is an article now.", "%s pages are articles now.", many) % many
    return gone(request, to=reverse("knowledge:site", args=[pk]), said=said)


def _read(request: HttpRequest, site: Site) -> HttpResponse:
    fresh = Site.objects.filter(pk=site.pk).filter(Q(asked_at=None) | Q(asked_at__lt=request.now - LONG_AGO))
    if fresh.update(asked_at=request.now):  # pressed twice is read once
        read_site.defer(site=site.pk)
    said = _("It is being read, politely: a page every half second or slower.")
    return gone(request, to=reverse("knowledge:site", args=[site.pk]), said=said)
