"""The qualification card of the lead page: what is shown, what is not, and the verdict of a person."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead
from leadwright.qualification import judging, levels
from leadwright.qualification.criteria import criteria_of, next_question
from leadwright.qualification.forms import EvidenceForm, VerdictForm
from leadwright.qualification.models import Evidence, FitRule, Verdict
from leadwright.qualification.proposals import about, address_of, proposals_for
from leadwright.qualification.retraining import likelihood
from leadwright.team.access import DEVELOPERS

PANEL = "qualification/panel.html"
RETURNS_AFTER_DAYS = 180
KNOWN_COLUMNS = ("Employees", "Industry", "Revenue", "Title", "Country")
LEVEL_WORDS = {
    levels.SHOWN: _lazy("shown"),
    levels.HINT: _lazy("a hint"),
    levels.AGAINST: _lazy("speaks against it"),
    levels.NOT_KNOWN: _lazy("not known"),
}


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, _leads(request).get_or_404(pk)))


@require_POST
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _leads(request).get_or_404(pk)
    criteria_of(lead.workspace)
    form = EvidenceForm(request.POST, workspace=lead.workspace)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, evidence_form=form))
    judging.add_evidence(lead, **form.cleaned_data, by=request.member, now=request.now)
    return _answer(request, lead, said=_("Evidence kept."))


@require_http_methods(["POST", "DELETE"])
def struck_out(request: HttpRequest, pk: int) -> HttpResponse:
    piece = Evidence.objects.seen_by(request.member).select_related("lead__workspace").get_or_404(pk)
    judging.strike_out(piece, by=request.member, now=request.now)
    return _answer(request, piece.lead, said=_("Struck out: it no longer counts."))


@require_POST
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _leads(request).get_or_404(pk)
    form = VerdictForm(request.POST, today=request.member.local(request.now).date())
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, verdict_form=form))
    try:
        given = _judge(lead, form.cleaned_data, request)
    except judging.CannotJudge as refusal:
        return wrong(request, PANEL, _panel(request, lead, refusal=str(refusal)))
    undo = reverse("qualification:withdrawal", args=[given.pk])
    return _answer(request, lead, said=_said(lead, given), undo=undo)


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking a verdict back."""
    standing = Verdict.objects.seen_by(request.member).select_related("lead__workspace").get_or_404(pk)
    try:
        judging.withdraw(standing, request.member, request.now)
    except judging.CannotJudge as refusal:
        return wrong(request, PANEL, _panel(request, standing.lead, refusal=str(refusal)))
    return _answer(request, standing.lead, said=_("The verdict was taken back."))


def _judge(lead: Lead, given: dict, request: HttpRequest) -> Verdict:
    common = {"by": request.member, "note": given["note"], "now": request.now}
    match given["decision"]:
        case Verdict.Decision.QUALIFIED:
            return judging.qualify(lead, **common)
        case Verdict.Decision.NOT_YET:
            return judging.not_yet(lead, revisit_on=given["revisit_on"], rule=given["rule"], **common)
    return judging.disqualify(
        lead, reason=given["reason"], revisit_on=given["revisit_on"], rule=given["rule"], **common
    )


def _said(lead: Lead, given: Verdict) -> str:
    words = {"lead": lead.name, "verdict": given.get_decision_display()}
    if given.revisit_on:
        words["date"] = date_format(given.revisit_on, "j M Y")
        return _("%(lead)s: %(verdict)s. It comes back by itself on %(date)s.") % words
    if given.rule_words:
        words["rule"] = given.rule_words
        return _("%(lead)s: %(verdict)s. It comes back by itself when %(rule)s.") % words
    return _("%(lead)s: %(verdict)s. Its cadences are stopped.") % words


def _leads(request: HttpRequest) -> QuerySet[Lead]:
    return Lead.objects.seen_by(request.member).select_related("workspace", "account", "list", "owner__user")


def _answer(request: HttpRequest, lead: Lead, *, said: str, undo: str = "") -> HttpResponse:
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=said, undo=undo)


def _panel(request: HttpRequest, lead: Lead, **forms) -> dict:
    criteria = criteria_of(lead.workspace)
    pieces: dict[str, list[Evidence]] = {}
    for piece in Evidence.objects.standing().filter(lead=lead).select_related("criterion", "by__user").order_by("at"):
        piece.address = address_of(piece.origin, lead, piece.text)
        pieces.setdefault(piece.criterion.code, []).append(piece)
    strengths = {code: [piece.strength for piece in found] for code, found in pieces.items()}
    stands = levels.standings([criterion.code for criterion in criteria], strengths)
    lacking = levels.missing(stands)
    proposed = proposals_for(lead)
    today = request.member.local(request.now).date()
    standing = Verdict.objects.select_related("by__user").standing_for(lead)
    return {
        "lead": lead,
        "rows": [
            {
                "criterion": criterion,
                "stands": stand,
                "word": LEVEL_WORDS[stand.level],
                "pieces": pieces.get(criterion.code, []),
                "proposals": [(one, address_of(one.origin, lead, one.text)) for one in about(criterion, proposed)],
            }
            for criterion, stand in zip(criteria, stands, strict=True)
        ],
        "criteria": criteria,
        "shown": len(criteria) - len(lacking),
        "lacking": [criterion for criterion in criteria if criterion.code in lacking],
        "next_question": next_question(
            [criterion for criterion in criteria if criterion.code in lacking],
            {stand.code for stand in stands if stand.level == levels.HINT},
        ),
        "verdict": standing,
        "tests": FitRule.Test.choices,
        "columns": [*KNOWN_COLUMNS, *lead.custom],
        "strengths": Evidence.Strength.choices,
        "reasons": Verdict.Reason.choices,
        "may_judge": request.member.role in DEVELOPERS,
        "likely": None if standing else likelihood(lead),
        "tomorrow": today + timedelta(days=1),
        "returns_on": today + timedelta(days=RETURNS_AFTER_DAYS),
        **forms,
    }
