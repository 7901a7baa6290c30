"""The person behind a lead: where each datum came from, who else might be them, all of it in one file, or none of it
any more."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from leadwright.cadences.merging import merge_people
from leadwright.kit.pages import gone, wrong
from leadwright.leads import erasing, matching
from leadwright.leads.merging import NotMerged, unmerge
from leadwright.leads.models import Lead, Merge
from leadwright.leads.origins import everything_of, origins_of
from leadwright.leads.twins import twins_of

PAGE = "web/person.html"


@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PAGE, _page(request, _leads(request).get_or_404(pk)))


@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is kept of one person, as a file."""
    lead = _leads(request).get_or_404(pk)
    answer = JsonResponse(everything_of(lead), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="person-{pk}.json"'
    return answer


@require_POST
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """Another lead becomes part of this one."""
    lead = _leads(request).get_or_404(pk)
    other = _other(request, request.POST.get("other", "").strip())
    if other is None:
        return wrong(request, PAGE, _page(request, lead, refusal=_("Say which lead becomes part of this one.")))
    try:
        merge_people(lead, other, by=request.member, why=request.POST.get("why", "")[:300], now=request.now)
    except NotMerged as refused:
        return wrong(request, PAGE, _page(request, lead, refusal=refused.sentence))
    return gone(request, to=reverse("web:person", args=[pk]), said=_("One lead now: all that was of both stands here."))


@require_POST
def parting(request: HttpRequest, pk: int) -> HttpResponse:
    """The way back of the last merge into this lead."""
    lead = _leads(request).get_or_404(pk)
    last = Merge.objects.seen_by(request.member).filter(kept=lead, undone_at=None).order_by("-pk").first()
    if last is None:
        return wrong(request, PAGE, _page(request, lead, refusal=_("Nobody became part of this lead.")))
    try:
        other = unmerge(last, by=request.member, now=request.now)
    except NotMerged as refused:
        return wrong(request, PAGE, _page(request, lead, refusal=refused.sentence))
    return gone(request, to=reverse("leads:detail", args=[other.pk]), said=_("Two leads again."))


@require_POST
def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """All of one person, gone for good. The word must be typed, for there is no way back."""
    lead = _leads(request).get_or_404(pk)
    if request.POST.get("name", "").strip() != lead.name:
        return wrong(request, PAGE, _page(request, lead, refusal=_("Type the name as it stands above, to be sure.")))
    erasing.erase(lead, by=request.member, now=request.now)
    return gone(request, to=reverse("leads:index"), said=_("Erased. No list brings them back."))


def _other(request: HttpRequest, told: str) -> Lead | None:
    """By number or by e-mail address."""
    if told.isdecimal() and len(told) < 18:
        return _leads(request).filter(pk=int(told)).first()
    address = matching.email(told)
    return _leads(request).filter(email=address).first() if address else None


def _leads(request: HttpRequest):
    return Lead.objects.seen_by(request.member).select_related("account", "workspace", "owner__user")


def _page(request: HttpRequest, lead: Lead, refusal: str = "") -> dict:
    return {
        "room": "leads",
        "lead": lead,
        "origins": origins_of(lead),
        "twins": twins_of(lead),
        "others": lead.other_addresses.order_by("address"),
        "merges": Merge.objects.filter(kept=lead, undone_at=None).select_related("by__user").order_by("-pk"),
        "may_erase": request.member.manages,
        "refusal": refusal,
    }
