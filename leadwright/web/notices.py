"""Notices: the page that lists them, what an open page asks for, and how each member wants to hear."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from leadwright.kit.pages import done, gone, wrong
from leadwright.web import noticing, pushing
from leadwright.web.forms import DeviceForm
from leadwright.web.models import Device, Notice, NoticeChoice, NoticeKind
from leadwright.web.templatetags.shell import replies_waiting

SHOWN = 50
WAYS = ("in_page", "by_push", "by_mail")
WORKER = Path(__file__).parent / "static" / "web" / "js" / "worker.js"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "web/notices.html", page(request))


@require_GET
def live(request: HttpRequest) -> JsonResponse:
    """What has come since the page asked last (`after`): so a reply appears without a reload."""
    after = request.GET.get("after", "")
    if not (after.isascii() and after.isdigit() and len(after) < 18):
        return JsonResponse({"after": noticing.last_of(request.member)})
    fresh = noticing.newest(request.member, int(after))
    if not fresh:
        return JsonResponse({"after": int(after)})
    said = [{"text": each.title, "address": each.address, "kind": each.kind} for each in fresh]
    return JsonResponse({"after": fresh[-1].pk, "said": said, "count": replies_waiting(request.member, request.now)})


@require_POST
def seeing(request: HttpRequest) -> HttpResponse:
    noticing.see(request.member, request.now)
    said = _("All of them are seen.")
    return done(request, "web/notices.html#list", page(request), back_to=reverse("web:notices"), said=said)


@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """For each kind: in the page, on the devices, by mail in the morning."""
    if request.method == "POST":
        for kind in NoticeKind.values:
            ways = {way: f"{kind}.{way}" in request.POST for way in WAYS}
            NoticeChoice.objects.update_or_create(member=request.member, kind=kind, defaults=ways)
        back_to = reverse("team:profile")
        return done(request, "web/choices.html", chosen(request), back_to=back_to, said=_("Kept."))
    return render(request, "web/choices.html" if request.htmx else "web/choices_page.html", chosen(request))


@require_POST
def devices(request: HttpRequest) -> HttpResponse:
    """This browser may be woken from now on."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        return wrong(request, "web/refused.html", {"errors": form.errors})
    given = form.cleaned_data | {"name": request.headers.get("User-Agent", "")[:120], "created_at": request.now}
    Device.objects.update_or_create(member=request.member, endpoint=given.pop("endpoint"), defaults=given)
    back_to = reverse("team:profile")
    return done(
        request, "web/choices.html", chosen(request), back_to=back_to, said=_("This browser is told from now on.")
    )


@require_POST
def device_removal(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(request.member.devices, pk=pk).delete()
    return gone(request, to=reverse("team:profile"), said=_("That device is told no more."))


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that a browser wakes for a push; it stands at an address of its own, for the whole site."""
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript", headers=headers)


def page(request: HttpRequest) -> dict:
    rows = Notice.objects.filter(member=request.member).select_related("lead").order_by("-at", "-pk")
    return {"room": "notices", "rows": list(rows[:SHOWN])}


def chosen(request: HttpRequest) -> dict:
    said = {choice.kind: choice for choice in request.member.notice_choices.all()}
    kinds = [(kind, said.get(kind) or NoticeChoice(kind=kind)) for kind in NoticeKind]
    return {
        "room": "settings",
        "kinds": [(kind, [(way, getattr(choice, way)) for way in WAYS]) for kind, choice in kinds],
        "devices": request.member.devices.order_by("-created_at"),
        "public_key": pushing.public_key(),
    }
