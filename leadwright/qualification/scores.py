"""The page of the score: what it learnt from, how good it is, and the rules of fit that hold until it can learn."""

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.qualification import fit
from leadwright.qualification.jobs import train_now
from leadwright.qualification.models import FitRule, LeftOut, ScoreModel
from leadwright.qualification.numerals import number
from leadwright.qualification.retraining import rules_of, standing

PAGE = "qualification/score.html"


class RuleForm(forms.ModelForm):
    points = forms.IntegerField(min_value=-100, max_value=100, label=_("Points"))

    class Meta:
        model = FitRule
        fields = ["column", "test", "value", "points"]
        labels = {"column": _("Column"), "test": _("Test"), "value": _("Value")}

    def clean(self) -> dict:
        given = super().clean()
        test, value = given.get("test"), given.get("value", "").strip()
        if test in {fit.AT_LEAST, fit.AT_MOST} and number(value) is None:
            self.add_error("value", _t("A number."))
        if test in {fit.ONE_OF, fit.HAS_WORD} and not value:
            self.add_error("value", _t("Words with commas between them."))
        return given


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    return render(request, PAGE, _page(request))


@require_POST
def training(request: HttpRequest) -> HttpResponse:
    """It takes seconds and more, so a worker does it."""
    workspace = request.member.workspace
    train_now.configure(lock=f"score:{workspace.pk}").defer(workspace_id=workspace.pk)
    return _answer(request, _t("It is being learnt. Look again in a minute."))


@require_POST
def column(request: HttpRequest) -> HttpResponse:
    """A person decides whether a column may be learnt from; from the next training on."""
    name = request.POST.get("column", "").strip()[:200]
    workspace = request.member.workspace
    if not name:
        return wrong(request, _part(request), _page(request, refusal=_t("Say which column.")))
    if request.POST.get("left_out") == "1":
        given = {"by": request.member, "at": request.now}
        LeftOut.objects.get_or_create(workspace=workspace, column=name, defaults=given)
        return _answer(request, _t("%(column)s is left out from the next training on.") % {"column": name})
    LeftOut.objects.filter(workspace=workspace, column=name).delete()
    return _answer(request, _t("%(column)s may be learnt from again.") % {"column": name})


@require_POST
def new_rule(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST)
    rules_of(request.member.workspace)  # the shipped ones stand before the first of one's own
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, form=form))
    given = form.cleaned_data
    key = {name: given[name] for name in ("column", "test", "value")}
    FitRule.objects.update_or_create(
        workspace=request.member.workspace, **key, defaults={"points": given["points"], "removed_at": None}
    )
    return _answer(request, _t("The rule holds."))


@require_http_methods(["POST", "DELETE"])
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    found = FitRule.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        FitRule.objects.filter(pk=found.pk, removed_at=None).update(removed_at=request.now)
        return _answer(request, _t("The rule no longer holds."))
    form = RuleForm(request.POST, instance=found)
    if not form.is_valid():
        return wrong(request, _part(request), _page(request, refusal=_first_error(form)))
    try:
        with transaction.atomic():
            found.save(update_fields=["column", "test", "value", "points"])
    except IntegrityError:
        return wrong(request, _part(request), _page(request, refusal=_t("There is such a rule already.")))
    return _answer(request, _t("The rule holds."))


def _first_error(form: forms.Form) -> str:
    name, errors = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {errors[0]}" if name in form.fields else errors[0]


def _answer(request: HttpRequest, said: str) -> HttpResponse:
    return done(request, f"{PAGE}#score", _page(request), back_to=reverse("qualification:score"), said=said)


def _part(request: HttpRequest) -> str:
    return f"{PAGE}#score" if request.htmx else PAGE


def _page(request: HttpRequest, **more) -> dict:
    workspace = request.member.workspace
    attempts = list(ScoreModel.objects.filter(workspace=workspace).order_by("-at", "-pk")[:8])
    newest = next((one for one in attempts if one.of == ScoreModel.Of.QUALIFIED), None)
    left_out = list(LeftOut.objects.filter(workspace=workspace).select_related("by__user").order_by("column"))
    out = {one.column for one in left_out}
    report = newest.report if newest else {}
    return {
        "room": "figures",
        "standing": standing(workspace),
        "won": standing(workspace, ScoreModel.Of.WON),
        "attempts": attempts,
        "newest": newest,
        "bands": report.get("calibration", []),
        "refused": report.get("refused_columns", []),
        "flagged": [one for one in report.get("flagged_columns", []) if one["name"] not in out],
        "left_out": left_out,
        "top": report.get("top_reasons", []),
        "rules": rules_of(workspace),
        "tests": FitRule.Test.choices,
        "form": RuleForm(),
        "may_edit": request.member.manages,
        **more,
    }
