"""The doors of proposals: made on the page of a deal from a template, read as a file, sent; and the templates."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.conversations.models import Message
from leadwright.kit.pages import done, wrong
from leadwright.pipeline import proposing
from leadwright.pipeline.forms import ProposalForm, ProposalTemplateForm, SendForm, items_written
from leadwright.pipeline.models import Opportunity, Proposal, ProposalTemplate

PAGE = "pipeline/proposals.html"
TEMPLATES = "pipeline/proposal_templates.html"


@require_http_methods(["GET", "POST"])
def proposals(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposals of one deal, newest first, and the next one."""
    deal = _deal(request, pk)
    if request.method == "GET":
        return render(request, PAGE, _page(request, deal))
    _refuse_others(request, deal)
    form = ProposalForm(request.POST)
    if not form.is_valid():
        return wrong(request, f"{PAGE}#proposals" if request.htmx else PAGE, _page(request, deal, form=form))
    made = proposing.make(deal, **form.cleaned_data, by=request.member, now=request.now)
    said = _("Version %(n)s is made. Look at it before it goes.") % {"n": made.version}
    return _answer(request, deal, said)


@require_GET
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was made. It is data, never a page of ours."""
    found = Proposal.objects.seen_by(request.member).get_or_404(pk)
    response = HttpResponse(bytes(found.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="proposal-{found.opportunity_id}-v{found.version}.pdf"'
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


@require_POST
def sending(request: HttpRequest, pk: int) -> HttpResponse:
    found = Proposal.objects.seen_by(request.member).get_or_404(pk)
    deal = _deal(request, found.opportunity_id)
    _refuse_others(request, deal)
    found.opportunity = deal
    form = SendForm(request.POST)
    part = f"{PAGE}#proposals" if request.htmx else PAGE
    if not form.is_valid():
        return wrong(request, part, _page(request, deal, refusal=_("Write a word that goes with it.")))
    try:
        proposing.send(found, text=form.cleaned_data["text"], by=request.member, now=request.now)
    except proposing.CannotSend as refusal:
        return wrong(request, part, _page(request, deal, refusal=str(refusal)))
    return _answer(request, deal, _("Sent to %(lead)s with the file.") % {"lead": deal.lead.name})


@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return render(request, TEMPLATES, _templates(request))
    found = ProposalTemplate(workspace=request.member.workspace)
    return _keep_template(request, found)


@require_http_methods(["POST", "DELETE"])
def template(request: HttpRequest, pk: int) -> HttpResponse:
    found = ProposalTemplate.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        found.delete()
        return _told(request, _("The template is gone; what was made from it stands."))
    return _keep_template(request, found)


def _keep_template(request: HttpRequest, found: ProposalTemplate) -> HttpResponse:
    form = ProposalTemplateForm(request.POST, instance=found)
    part = f"{TEMPLATES}#templates" if request.htmx else TEMPLATES
    if not form.is_valid():
        return wrong(request, part, _templates(request, form=form))
    kept = form.save(commit=False)
    kept.updated_at = request.now
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        form.add_error("name", _("There is such a template already."))
        return wrong(request, part, _templates(request, form=form))
    return _told(request, _("The template is kept."))


def _told(request: HttpRequest, said: str) -> HttpResponse:
    back_to = reverse("pipeline:templates")
    return done(request, f"{TEMPLATES}#templates", _templates(request), back_to=back_to, said=said)


def _deal(request: HttpRequest, pk: int) -> Opportunity:
    rows = Opportunity.objects.seen_by(request.member).select_related("lead", "account", "workspace", "owner__user")
    return rows.get_or_404(pk)


def _refuse_others(request: HttpRequest, deal: Opportunity) -> None:
    if not (request.member.manages or deal.owner_id == request.member.pk):
        raise PermissionDenied


def _answer(request: HttpRequest, deal: Opportunity, said: str) -> HttpResponse:
    back_to = reverse("pipeline:proposals", args=[deal.pk])
    return done(request, f"{PAGE}#proposals", _page(request, deal), back_to=back_to, said=said)


def _page(request: HttpRequest, deal: Opportunity, **more) -> dict:
    answer = Message.objects.filter(
        conversation=OuterRef("message__conversation"), outbound=False, at__gt=OuterRef("message__at")
    )
    sent = deal.proposals.annotate(answered_at=Subquery(answer.order_by("at").values("at")[:1]))
    rows = list(sent.select_related("made_by__user", "message").defer("file", "message__enclosed"))
    for row in rows:
        row.opportunity = deal
        row.letter = proposing.letter_for(row, request.member)
    templates = list(ProposalTemplate.objects.seen_by(request.member))
    asked = request.GET.get("template", "")
    chosen = next((one for one in templates if str(one.pk) == asked), None)
    begin = chosen or (rows[0] if rows else templates[0] if templates else None)
    initial = {"title": deal.name}
    if begin:
        initial = {
            "title": begin.title,
            "intro": begin.intro,
            "terms": begin.terms,
            "items": items_written(begin.items),
        }
    return {
        "room": "pipeline",
        "deal": deal,
        "rows": rows,
        "templates": templates,
        "chosen": chosen,
        "workable": request.member.manages or deal.owner_id == request.member.pk,
        "form": ProposalForm(initial=initial),
        **more,
    }


def _templates(request: HttpRequest, **more) -> dict:
    rows = list(ProposalTemplate.objects.seen_by(request.member))
    for row in rows:
        row.form = ProposalTemplateForm(instance=row, auto_id=f"template-{row.pk}-%s")
    return {
        "room": "pipeline",
        "rows": rows,
        "form": ProposalTemplateForm(),
        "may_edit": request.member.manages,
        **more,
    }
