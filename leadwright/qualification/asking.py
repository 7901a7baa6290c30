"""The page of the framework: which questions decide whether a lead is qualified. A manager chooses and writes them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.qualification.criteria import adopt, adopted, criteria_of
from leadwright.qualification.forms import CriterionForm
from leadwright.qualification.frameworks import frameworks
from leadwright.qualification.models import Criterion

PAGE = "qualification/framework.html"
LEAST = 1


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def adoption(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("framework", "")
    if code not in frameworks():
        return _wrong(request, refusal=_("Choose one of them."))
    adopt(request.member.workspace, code, now=request.now)
    return _answer(request, _("%(name)s is asked from now on.") % {"name": frameworks()[code].name})


@require_POST
def new_criterion(request: HttpRequest) -> HttpResponse:
    standing = criteria_of(request.member.workspace)
    last = standing[-1].position if standing else 0
    code = f"own-{get_random_string(8).lower()}"
    found = Criterion(workspace=request.member.workspace, code=code, position=last + 1)
    return _keep(request, found)


@require_http_methods(["POST", "DELETE"])
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    found = Criterion.objects.seen_by(request.member).filter(retired_at=None).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        if len(criteria_of(request.member.workspace)) <= LEAST:
            return _wrong(request, refusal=_("One question has to stay: nobody is handed over on a guess."))
        Criterion.objects.filter(pk=found.pk).update(retired_at=request.now)
        return _answer(request, _("%(name)s is no longer asked. Its evidence is kept.") % {"name": found.name})
    return _keep(request, found)


def _keep(request: HttpRequest, found: Criterion) -> HttpResponse:
    form = CriterionForm(request.POST, instance=found)
    if not form.is_valid():
        return _wrong(request, form=form)
    form.save()
    return _answer(request, _("%(name)s: kept.") % {"name": found.name})


def _answer(request: HttpRequest, said: str) -> HttpResponse:
    back_to = reverse("qualification:framework")
    return done(request, f"{PAGE}#framework", _page(request), back_to=back_to, said=said)


def _wrong(request: HttpRequest, **more) -> HttpResponse:
    return wrong(request, f"{PAGE}#framework" if request.htmx else PAGE, _page(request, **more))


def _page(request: HttpRequest, **more) -> dict:
    workspace = request.member.workspace
    standing = adopted(workspace)
    return {
        "room": "framework",
        "criteria": criteria_of(workspace),
        "frameworks": [(code, one.name, code == standing) for code, one in frameworks().items()],
        "own": not standing,
        "topics": Criterion._meta.get_field("topic").choices,
        "form": CriterionForm(),
        "may_edit": request.member.manages,
        **more,
    }
