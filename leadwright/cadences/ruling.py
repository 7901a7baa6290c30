"""The pages of rulesets: the settings that cadences share, and which cadence follows which."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.cadences.models import Cadence, Ruleset
from leadwright.cadences.rules import default_ruleset
from leadwright.cadences.rules_forms import ChoiceForm, RulesetForm
from leadwright.kit.pages import gone, wrong
from leadwright.team.models import Member

PAGE = "cadences/ruleset.html"
LIST = "cadences/rulesets.html"


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    default_ruleset(request.member.workspace)
    return render(request, LIST, _list(request.member))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Rules of their own begin as a copy of the default ones."""
    default = default_ruleset(request.member.workspace)
    fresh = Ruleset(workspace=request.member.workspace)
    if request.method == "GET":
        kept = {name: getattr(default, name) for name in RulesetForm.Meta.fields if name != "name"}
        return render(request, PAGE, {"form": RulesetForm(instance=fresh, initial=kept), "room": "cadences"})
    return _kept(request, RulesetForm(request.POST, instance=fresh))


@require_http_methods(["GET", "POST"])
def ruleset(request: HttpRequest, pk: int) -> HttpResponse:
    found = Ruleset.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "GET":
        return render(request, PAGE, {"form": RulesetForm(instance=found), "ruleset": found, "room": "cadences"})
    return _kept(request, RulesetForm(request.POST, instance=found))


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Rules that a cadence follows, and the default ones, stay."""
    found = Ruleset.objects.seen_by(request.member).get_or_404(pk)
    if found.is_default or found.cadences.exists():
        said = _("They stay: cadences follow them.")
    else:
        found.delete()
        said = _("Taken out.")
    return gone(request, to=reverse("cadences:rulesets"), said=said)


@require_POST
def choice(request: HttpRequest, pk: int) -> HttpResponse:
    """Which rules this cadence follows; it holds at once."""
    cadence = Cadence.objects.seen_by(request.member).get_or_404(pk)
    form = ChoiceForm(request.POST, member=request.member)
    if not form.is_valid():
        return wrong(request, LIST, {**_list(request.member), "form": form})
    chosen = form.cleaned_data["ruleset"]
    cadence.ruleset = None if chosen.is_default else chosen
    cadence.save(update_fields=["ruleset"])
    to = reverse("cadences:detail", args=[cadence.pk])
    return gone(request, to=to, said=_("It follows “%s” from now on.") % chosen.name)


def _list(member: Member) -> dict:
    rows = Ruleset.objects.seen_by(member).prefetch_related("cadences").order_by("-is_default", "name")
    without = Cadence.objects.seen_by(member).filter(ruleset=None).order_by("name")
    return {"rows": rows, "without": without, "room": "cadences"}


def _kept(request: HttpRequest, form: RulesetForm) -> HttpResponse:
    if not form.is_valid():
        return wrong(request, PAGE, {"form": form, "ruleset": form.instance, "room": "cadences"})
    kept = form.save()
    to = reverse("cadences:ruleset", args=[kept.pk])
    return gone(request, to=to, said=_("Kept. It holds from now on, for those on their way too."))
