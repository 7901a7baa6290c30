"""Hand-offs: the card on the lead page, and the page that an AE reads before the answer."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import done, gone, wrong
from leadwright.leads.models import Lead
from leadwright.pipeline import handing_over, introducing
from leadwright.pipeline.forms import OfferForm, RecipientForm, ReturnForm
from leadwright.pipeline.models import Handoff, Opportunity
from leadwright.pipeline.package import package_of
from leadwright.pipeline.suggesting import suggest
from leadwright.qualification.judging import CannotJudge
from leadwright.qualification.models import Verdict
from leadwright.team.access import CLOSERS, DEVELOPERS

PANEL = "pipeline/panel.html"
HANDOFF = "pipeline/handoff.html"


@require_GET
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, PANEL, _panel(request, _lead(request, pk)))


@require_POST
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    form = OfferForm(request.POST, workspace=lead.workspace)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, form=form))
    try:
        given = handing_over.offer(lead, **form.cleaned_data, by=request.member, now=request.now)
    except handing_over.CannotHandOver as refusal:
        return wrong(request, PANEL, _panel(request, lead, form=form, refusal=str(refusal)))
    said = _("%(lead)s was offered to %(ae)s.") % {"lead": lead.name, "ae": given.offered_to.name}
    undo = reverse("pipeline:taking_back", args=[given.pk])
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=said, undo=undo)


@require_http_methods(["POST", "DELETE"])
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer is withdrawn before the AE has answered."""
    given = _handoff(request, pk)
    handing_over.take_back(given, by=request.member, now=request.now)
    back_to = reverse("leads:detail", args=[given.lead_id])
    lead = _lead(request, given.lead_id)
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=_("The offer was taken back."))


@require_GET
def handoff(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, HANDOFF, _page(request, _handoff(request, pk)))


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    given = _answerable(request, pk)
    try:
        deal = handing_over.accept(given, by=request.member, now=request.now)
    except handing_over.CannotHandOver as refusal:
        return wrong(request, f"{HANDOFF}#answer", _page(request, given, refusal=str(refusal)))
    said = _("Accepted. The deal is open; next: %(step)s.") % {"step": deal.next_step}
    return gone(request, to=reverse("pipeline:opportunity", args=[deal.pk]), said=said)


@require_POST
def giving_back(request: HttpRequest, pk: int) -> HttpResponse:
    given = _answerable(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return wrong(request, f"{HANDOFF}#answer", _page(request, given, form=form))
    try:
        handing_over.give_back(given, **form.cleaned_data, by=request.member, now=request.now)
    except (handing_over.CannotHandOver, CannotJudge) as refusal:
        return wrong(request, f"{HANDOFF}#answer", _page(request, given, form=form, refusal=str(refusal)))
    said = _("Returned to %(sdr)s with your reason.") % {"sdr": given.offered_by.name}
    return gone(request, to=reverse("pipeline:index"), said=said)


@require_POST
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """A manager gives the offer to another AE."""
    given = _handoff(request, pk)
    form = RecipientForm(request.POST, workspace=given.lead.workspace)
    part = f"{HANDOFF}#answer" if request.htmx else HANDOFF
    if not form.is_valid():
        return wrong(request, part, _page(request, given, passing=form))
    try:
        given = handing_over.pass_on(given, to=form.cleaned_data["to"], by=request.member, now=request.now)
    except handing_over.CannotHandOver as refusal:
        return wrong(request, part, _page(request, given, refusal=str(refusal)))
    given = _handoff(request, pk)
    back_to = reverse("pipeline:handoff", args=[given.pk])
    said = _("%(lead)s was offered to %(ae)s.") % {"lead": given.lead.name, "ae": given.offered_to.name}
    return done(request, f"{HANDOFF}#answer", _page(request, given), back_to=back_to, said=said)


@require_POST
def introduction(request: HttpRequest, pk: int) -> HttpResponse:
    """The SDR writes to the lead who goes on with them, once."""
    given = _handoff(request, pk)
    text = request.POST.get("text", "").strip()[:5000]
    try:
        if not _may_introduce(request, given) or not text:
            raise handing_over.CannotHandOver(_("There is nobody to introduce just now."))
        introducing.introduce(given, text=text, by=request.member, now=request.now)
    except handing_over.CannotHandOver as refusal:
        part = f"{HANDOFF}#answer" if request.htmx else HANDOFF
        return wrong(request, part, _page(request, given, refusal=str(refusal)))
    back_to = reverse("pipeline:handoff", args=[given.pk])
    said = _("%(lead)s is told who goes on with them.") % {"lead": given.lead.name}
    return done(request, f"{HANDOFF}#answer", _page(request, given), back_to=back_to, said=said)


def _may_introduce(request: HttpRequest, given: Handoff) -> bool:
    mine = request.member.manages or given.offered_by_id == request.member.pk
    return mine and given.introduced_at is None and given.state in {Handoff.State.OFFERED, Handoff.State.ACCEPTED}


def _lead(request: HttpRequest, pk: int) -> Lead:
    leads = Lead.objects.seen_by(request.member).select_related("workspace", "account", "owner__user")
    return leads.get_or_404(pk)


def _handoff(request: HttpRequest, pk: int) -> Handoff:
    rows = Handoff.objects.seen_by(request.member)
    rows = rows.select_related("lead__account", "lead__workspace", "lead__list", "verdict__by__user")
    return rows.select_related("offered_by__user", "offered_to__user").get_or_404(pk)


def _answerable(request: HttpRequest, pk: int) -> Handoff:
    """The AE to whom it was offered answers, or a manager for them."""
    given = _handoff(request, pk)
    if not _may_answer(request, given):
        raise PermissionDenied
    return given


def _may_answer(request: HttpRequest, given: Handoff) -> bool:
    member = request.member
    return member.role in CLOSERS and (member.manages or given.offered_to_id == member.pk)


def _panel(request: HttpRequest, lead: Lead, **more) -> dict:
    verdict = Verdict.objects.standing_for(lead)
    handoffs = Handoff.objects.filter(lead=lead).select_related("offered_to__user", "offered_by__user")
    latest = handoffs.order_by("-at", "-pk").first()
    qualified = verdict is not None and verdict.decision == Verdict.Decision.QUALIFIED
    offered = latest is not None and latest.state == Handoff.State.OFFERED
    accepted = latest is not None and latest.state == Handoff.State.ACCEPTED
    may_offer = request.member.role in DEVELOPERS and qualified and not offered and not accepted
    suggested = suggest(lead, now=request.now) if may_offer else None
    return {
        "lead": lead,
        "qualified": qualified,
        "handoff": latest,
        "deals": Opportunity.objects.filter(lead=lead).select_related("owner__user").order_by("-pk"),
        "may_offer": may_offer,
        "may_take_back": request.member.role in DEVELOPERS and offered,
        "suggested": suggested,
        "form": OfferForm(workspace=lead.workspace, initial={"to": suggested and suggested.ae}),
        **more,
    }


def _page(request: HttpRequest, given: Handoff, **more) -> dict:
    deal = Opportunity.objects.filter(handoff=given).first()
    return {
        "room": "pipeline",
        "handoff": given,
        "lead": given.lead,
        "package": package_of(given.lead),
        "deal": deal,
        "may_answer": _may_answer(request, given) and given.state == Handoff.State.OFFERED,
        "may_introduce": _may_introduce(request, given),
        "introduction": introducing.introduction(given),
        "late": given.state == Handoff.State.OFFERED and given.answer_by <= request.now,
        "form": ReturnForm(),
        "passing": _passing(request, given),
        **more,
    }


def _passing(request: HttpRequest, given: Handoff) -> RecipientForm | None:
    """The form by which a manager gives an open offer to another AE; None for everybody else."""
    if not request.member.manages or given.state != Handoff.State.OFFERED:
        return None
    form = RecipientForm(workspace=given.lead.workspace)
    form.fields["to"].queryset = form.fields["to"].queryset.exclude(pk=given.offered_to_id)
    return form
