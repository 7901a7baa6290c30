"""The page of retention: for how long people of whom nothing is heard are kept, and whom that means, tried first."""

from datetime import timedelta

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leadwright.kit.pages import done, wrong
from leadwright.leads.erasing import AT_ONCE, BY_RULE, due
from leadwright.leads.models import Erasure, Lead, Retention

PAGE = "leads/retention.html"
SHOWN = 10
SOON = timedelta(days=30)
COUNTED = 10_000


class RetentionForm(forms.ModelForm):
    months = forms.IntegerField(label=_("Erased after so many months of silence"), min_value=1, max_value=240)

    class Meta:
        model = Retention
        fields = ["status", "months"]
        labels = {"status": _("Who stands as")}


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """GET shows the rules and whom they mean. POST tries a rule, and with `keep` lets it hold."""
    if request.method == "GET":
        return render(request, PAGE, _page(request))
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return wrong(request, f"{PAGE}#rules" if request.htmx else PAGE, _page(request, form=form))
    given, workspace = form.cleaned_data, request.member.workspace
    tried = Retention(workspace=workspace, **given)
    if not request.POST.get("keep"):
        return _shown(request, form=form, tried=(tried, *_means(tried, request), _first(tried, request)))
    told = {"months": given["months"], "by": request.member, "at": request.now}
    try:
        with transaction.atomic():
            Retention.objects.update_or_create(workspace=workspace, status=given["status"], defaults=told)
    except IntegrityError:
        form.add_error(None, _t("Somebody has kept a rule for them just now."))
        return wrong(request, f"{PAGE}#rules" if request.htmx else PAGE, _page(request, form=form))
    return _answer(request, _t("The rule holds from tonight. Until then it can be taken back."))


def _shown(request: HttpRequest, **more) -> HttpResponse:
    """What would happen, on the page itself: there is nothing to come back to."""
    return render(request, f"{PAGE}#rules" if request.htmx else PAGE, _page(request, **more))


@require_http_methods(["POST", "DELETE"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule no longer holds; whom it has erased does not come back."""
    row = Retention.objects.seen_by(request.member).get_or_404(pk)
    row.delete()
    said = _t("%(standing)s: kept for as long as you like.") % {"standing": row.get_status_display()}
    return _answer(request, said)


def _answer(request: HttpRequest, said: str) -> HttpResponse:
    return done(request, f"{PAGE}#rules", _page(request), back_to=reverse("leads:retention"), said=said)


def _means(row: Retention, request: HttpRequest) -> tuple[int, int]:
    """How many it means tonight, and how many within a month; not counted further than anybody cares."""
    tonight = Exists(due(row, now=request.now).filter(pk=OuterRef("pk")))
    within = due(row, now=request.now + SOON).order_by().annotate(tonight=tonight)[:COUNTED]
    found = within.aggregate(all=Count("pk"), now=Count("pk", filter=Q(tonight=True)))
    return found["now"], found["all"]


def _first(row: Retention, request: HttpRequest) -> list[Lead]:
    return list(due(row, now=request.now).select_related("account", "owner__user")[:SHOWN])


def _page(request: HttpRequest, **more) -> dict:
    rows = list(Retention.objects.seen_by(request.member).select_related("by__user").order_by("status"))
    erased = Erasure.objects.seen_by(request.member).filter(why=BY_RULE)
    return {
        "room": "leads",
        "rules": [(row, *_means(row, request)) for row in rows],
        "form": RetentionForm(),
        "erased": erased.filter(at__gt=request.now - SOON).values("at").distinct().count(),
        "a_night": AT_ONCE,
        "counted": COUNTED,
        **more,
    }
