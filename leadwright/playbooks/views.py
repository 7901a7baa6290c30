"""Templates: the words of the steps, seen for a lead before anybody receives them."""

from django.db.models.deletion import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.channels.models import Mailbox
from leadwright.kit.pages import gone
from leadwright.leads.models import Lead
from leadwright.playbooks.forms import FIELDS, TemplateForm
from leadwright.playbooks.models import Template
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for
from leadwright.playbooks.rendering import render as filled_in

ROOM = {"room": "templates"}
WORDS_A_MINUTE = 200
LEADS_OFFERED = 50


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
    words = len(page["text"].split())
    page["seconds"] = round(60 * words / WORDS_A_MINUTE)
    return {**page, "words": words}


def _form(request: HttpRequest, template: Template) -> HttpResponse:
    workspace = request.member.workspace
    form = TemplateForm(request.POST or None, instance=template, workspace=workspace)
    if request.method == "POST" and form.is_valid():
        template = form.save(commit=False)
        template.updated_at = request.now
        template.save(update_fields=["name", "use", "subject", "body", "updated_at"] if template.pk else None)
        return gone(request, to=reverse("playbooks:index"), said=_("Template kept: “%s”.") % template.name)
    leads = Lead.objects.seen_by(request.member).exclude(brief__good_at=None).select_related("account")
    page = {"form": form, "template": template, "leads": leads.order_by("-pk")[:LEADS_OFFERED], "fields": FIELDS}
    return render(request, "playbooks/form.html", {**page, **ROOM}, status=422 if request.method == "POST" else 200)
