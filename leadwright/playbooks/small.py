"""Snippets and objections: short texts with a name, kept on one page each; whoever sells may mend them."""

from dataclasses import dataclass

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from leadwright.channels.models import Mailbox
from leadwright.kit.pages import gone
from leadwright.leads.models import Lead
from leadwright.playbooks.forms import ObjectionForm, SnippetForm
from leadwright.playbooks.models import Objection, Snippet
from leadwright.playbooks.objections import SHIPPED, measured
from leadwright.playbooks.rendering import BadTemplate, MissingField, fields_for
from leadwright.playbooks.rendering import render as filled_in

PAGE = "playbooks/small.html"


@dataclass(frozen=True)
class Kind:
    """One of the two: its model, its form, and the words of its page."""

    name: str
    model: type[Model]
    form: type[ModelForm]
    word: Promise
    what: Promise
    empty: Promise
    shipped: tuple = ()


SNIPPETS = Kind(
    "snippets",
    Snippet,
    SnippetForm,
    _lazy("Snippets"),
    _lazy("sentences that you write often; one key puts them in, filled in for the lead"),
    _lazy("Keep what you write for the third time: a price, a way to the office, an answer on the contract."),
)
OBJECTIONS = Kind(
    "objections",
    Objection,
    ObjectionForm,
    _lazy("Objections"),
    _lazy("what people say against it, and what may be answered: beside the script while you listen"),
    _lazy("Until you write your own, these stand beside each call:"),
    SHIPPED,
)


@require_http_methods(["GET", "POST"])
def index(request: HttpRequest, *, of: Kind) -> HttpResponse:
    """All of them, and a form for one more."""
    return answered(request, of, of.model(workspace=request.member.workspace))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, *, of: Kind) -> HttpResponse:
    return answered(request, of, of.model.objects.seen_by(request.member).get_or_404(pk))


@require_POST
def removal(request: HttpRequest, pk: int, *, of: Kind) -> HttpResponse:
    row = of.model.objects.seen_by(request.member).get_or_404(pk)
    row.delete()
    return gone(request, to=reverse(f"playbooks:{of.name}"), said=_("“%s” is taken away.") % row.name)


def answered(request: HttpRequest, of: Kind, row: Model) -> HttpResponse:
    form = of.form(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        kept = form.save(commit=False)
        kept.updated_at = request.now
        kept.save()
        return gone(request, to=reverse(f"playbooks:{of.name}"), said=_("“%s” is kept.") % kept.name)
    rows = list(of.model.objects.seen_by(request.member).order_by("name"))
    if of is OBJECTIONS:
        rows = measured(rows, now=request.now)
        row = next((one for one in rows if one.pk == row.pk), row) if request.method == "GET" else row
    page = {"room": of.name, "of": of, "rows": rows, "form": form, "row": row}
    return render(request, PAGE, page, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET"])
def words(request: HttpRequest, pk: int, lead_pk: int) -> HttpResponse:
    """A snippet as this lead would read it, as plain text; 422 with the names of what is not known of them."""
    snippet = Snippet.objects.seen_by(request.member).get_or_404(pk)
    leads = Lead.objects.seen_by(request.member).select_related("account", "brief", "owner__user", "workspace")
    lead = leads.get_or_404(lead_pk)
    mailbox = Mailbox.objects.seen_by(request.member).filter(member=request.member).first()
    try:
        text = filled_in(snippet.body, fields_for(lead, getattr(lead, "brief", None), mailbox))
    except MissingField as error:
        return plain(
            _("Not known for %(name)s: %(names)s.") % {"name": lead.name, "names": ", ".join(error.names)}, 422
        )
    except BadTemplate as error:
        return plain(str(error), 422)
    return plain(text)


def plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
