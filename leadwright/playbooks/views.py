"""Templates: the words of the steps, seen for a lead before anybody receives them."""

from django.db.models.deletion import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.channels.models import Mailbox
from leadwright.kit.pages import gone
from leadwright.leads.models import Lead
from leadwright.playbooks import keeping, sounding
from leadwright.playbooks.forms import FIELDS, TemplateForm
from leadwright.playbooks.models import Template, TemplateVersion
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for
from leadwright.playbooks.rendering import render as filled_in
from leadwright.playbooks.warnings import warnings_of

ROOM = {"room": "templates"}
LEADS_OFFERED = 50
VERSIONS_SHOWN = 20


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    templates = Template.objects.seen_by(request.member).order_by("use", "name")
    return render(request, "playbooks/index.html", {"templates": templates, **ROOM})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _form(request, Template(workspace=request.member.workspace))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _form(request, Template.objects.seen_by(request.member).get_or_404(pk))


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    template = Template.objects.seen_by(request.member).get_or_404(pk)
    try:
        template.delete()
    except ProtectedError:
        said = _("“%s” is used by a cadence. Take it out of there first.") % template.name
        return gone(request, to=reverse("playbooks:edit", args=[pk]), said=said)
    return gone(request, to=reverse("playbooks:index"), said=_("Template removed."))


@require_POST
def restoring(request: HttpRequest, pk: int) -> HttpResponse:
    """An earlier version's words are the template's again."""
    versions = TemplateVersion.objects.filter(template__in=Template.objects.seen_by(request.member))
    version = get_object_or_404(versions.select_related("template"), pk=pk)
    template = keeping.take_again(version, by=request.member, now=request.now)
    said = _("The words of version %s stand again.") % version.number
    return gone(request, to=reverse("playbooks:edit", args=[template.pk]), said=said)


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The words as a chosen lead would read them, with what is missing named. Nothing is kept or sent."""
    pk = request.POST.get("lead", "")
    leads = Lead.objects.seen_by(request.member).select_related("account", "brief", "owner__user", "workspace")
    lead = leads.get_or_404(int(pk)) if pk.isdecimal() else None
    return render(request, "playbooks/preview.html", _seen_for(request, lead) if lead else {})


def _seen_for(request: HttpRequest, lead: Lead) -> dict:
    mailbox = Mailbox.objects.seen_by(request.member).filter(member=lead.owner or request.member).first()
    fields = fields_for(lead, getattr(lead, "brief", None), mailbox)
    page = {"lead": lead, "missing": [], "refused": "", "text": "", "subject": ""}
    for part in ("subject", "body"):
        try:
            page["text" if part == "body" else part] = filled_in(request.POST.get(part, "")[:20_000], fields)
        except MissingField as error:
            page["missing"] += error.names
        except BadTemplate as error:
            page["refused"] = str(error)
    page["seconds"] = sounding.reading_seconds(page["text"])
    page["warnings"] = warnings_of(page["subject"], page["text"]) if request.POST.get("use", "email") == "email" else []
    return {**page, "words": len(page["text"].split())}


def _form(request: HttpRequest, template: Template) -> HttpResponse:
    workspace = request.member.workspace
    form = TemplateForm(request.POST or None, request.FILES or None, instance=template, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        template = form.save(commit=False)
        keeping.keep(template, by=request.member, now=request.now)
        keeping.change_files(template, form.cleaned_data["added"], form.cleaned_data["dropped"])
        return gone(request, to=reverse("playbooks:index"), said=_("Template kept: “%s”.") % template.name)
    leads = Lead.objects.seen_by(request.member).exclude(brief__good_at=None).select_related("account")
    page = {"form": form, "template": template, "leads": leads.order_by("-pk")[:LEADS_OFFERED], "fields": FIELDS}
    if template.pk:
        page["versions"] = template.versions.select_related("by__user").order_by("-number")[:VERSIONS_SHOWN]
    return render(request, "playbooks/form.html", {**page, **ROOM}, status=422 if request.method == "POST" else 200)
