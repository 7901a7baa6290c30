"""The lead list, the lead's page, one lead by hand, and a person's no."""

from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.doors import door
from leadwright.kit.pages import done, gone, wrong
from leadwright.leads import custom_values, ledger, narrowing, opting_out, searching
from leadwright.leads.forms import LeadForm, OptOutForm, named_owners
from leadwright.leads.kept_views import query_of
from leadwright.leads.models import Channel, Lead, LeadList, OptOut, SavedView
from leadwright.team.models import Member

PAGE_ROWS = 50
MOST_VIEWS = 24
MAIN_PANELS = ("activities", "conversations")
SIDE_PANELS = ("tasks", "qualification", "research", "cadences", "meetings", "pipeline")


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    search = searching.asked(request.GET, request.member, now=request.now)
    leads = Lead.objects.seen_by(request.member).order_by("-created_at", "-pk")
    pages, standings = searching.results(search, leads, request.member, PAGE_ROWS)
    page = pages.get_page(request.GET.get("page"))
    query = query_of(request.GET)
    context = {
        "room": "leads",
        "filters": list(narrowing.asked_for(request.GET, narrowing.Asking(request.member, request.now))),
        "conditions": [(one, _without(query, one.names)) for one in search.conditions],
        "asked": QueryDict(query).items(),
        "bulk_at": _address("web:bulk", request.member),
        "search": search,
        "page": page,
        "standings": standings,
        "lists": LeadList.objects.seen_by(request.member).order_by("name"),
        "owners": named_owners(request.member),
        "enrol_at": _address("cadences:enrolments", request.member),
        "views": SavedView.objects.seen_by(request.member).order_by("name")[:MOST_VIEWS],
        "query": query,
        "keep_at": _address("leads:saved_views", request.member),
        "power_at": _address("web:focus", request.member),
        "download_at": _address("leads:download", request.member),
        "any": page.paginator.count or leads.exists(),
    }
    return render(request, "leads/index.html#found" if _only_found(request) else "leads/index.html", context)


def _without(query: str, names: tuple[str, ...]) -> str:
    """The same question without these."""
    kept = QueryDict(query, mutable=True)
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()


def _only_found(request: HttpRequest) -> bool:
    return bool(request.htmx and request.htmx.target == "found")


@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _leads(request).get_or_404(pk)
    return render(request, "leads/detail.html", _page(request, lead))


@require_GET
def head(request: HttpRequest, pk: int) -> HttpResponse:
    """The head of the page alone: it is asked for again after each act."""
    return render(request, "leads/detail.html#head", _page(request, _leads(request).get_or_404(pk)))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    form = LeadForm(request.POST or None, member=request.member, initial={"list": request.GET.get("list")})
    context = {"room": "leads", "form": form}
    if request.method == "GET":
        return render(request, "leads/edit.html", context)
    lead = _kept(form, request)
    if lead is None:
        return wrong(request, "leads/edit.html", context)
    fact = {
        "kind": "imported",
        "key": f"lead:{lead.pk}:imported",
        "lead": lead,
        "member": request.member,
        "summary": _("Added by hand"),
        "why": ledger.given_to(lead),
        "at": request.now,
    }
    ledger.tell(request.member.workspace, [fact])
    return gone(request, to=reverse("leads:detail", args=[lead.pk]), said=_("%(name)s is here.") % {"name": lead.name})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _leads(request).get_or_404(pk)
    form = LeadForm(request.POST or None, instance=lead, member=request.member)
    context = {"room": "leads", "form": form, "lead": lead}
    if request.method == "GET":
        return render(request, "leads/edit.html", context)
    if _kept(form, request) is None:
        return wrong(request, "leads/edit.html", context)
    if form.changed_data:
        names = ", ".join(str(form.fields[name].label).lower() for name in form.changed_data)
        what = _("Details changed: %(names)s") % {"names": names}
        ledger.changed(
            lead, by=request.member, what=what, key=f"lead:{pk}:edited:{request.now:%Y%m%d%H%M%S}", now=request.now
        )
    return gone(request, to=reverse("leads:detail", args=[pk]), said=_("Saved."))


def _kept(form: LeadForm, request: HttpRequest) -> Lead | None:
    """The lead as it was kept; None where the form is wrong."""
    if not form.is_valid():
        return None
    try:
        return form.keep(now=request.now)
    except IntegrityError:
        form.add_error(None, _("Somebody has added this address or company just now. Look in the list."))
        return None


@require_POST
def own_fields(request: HttpRequest, pk: int) -> HttpResponse:
    """What the company asks of each lead, as a person typed it."""
    lead = _leads(request).get_or_404(pk)
    form = custom_values.CustomForm(request.POST, lead=lead, fields=custom_values.fields_of(request.member))
    if not form.is_valid():
        return wrong(request, "leads/detail.html#head", _page(request, lead, own_form=form))
    form.keep(by=request.member, now=request.now)
    return _answer(request, _leads(request).get_or_404(pk), said=_("Saved."))


@require_POST
def tags(request: HttpRequest, pk: int) -> HttpResponse:
    """Put tags on a lead, or take one off (`off`); Undo says in the address what to take off or put on again."""
    lead = _leads(request).get_or_404(pk)
    here = reverse("leads:tags", args=[pk])
    if off := (request.POST.get("off") or request.GET.get("off", ""))[:40]:
        took = custom_values.take_tag(lead, off)
        undo = f"{here}?{urlencode({'on': off})}" if took else ""
        return _answer(request, _leads(request).get_or_404(pk), said=_("Tag taken off: %s.") % off, undo=undo)
    new = custom_values.put_tags(lead, (request.POST.get("tags") or request.GET.get("on", ""))[:400])
    said = _("Tagged: %s.") % ", ".join(new) if new else _("Write a tag that is not there yet.")
    undo = f"{here}?{urlencode({'off': new[0]})}" if len(new) == 1 else ""
    return _answer(request, _leads(request).get_or_404(pk), said=said, undo=undo)


@require_http_methods(["POST", "DELETE"])
def opt_out(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _leads(request).get_or_404(pk)
    if request.method == "DELETE":
        return _take_back(request, lead)
    form = OptOutForm(request.POST)
    if not form.is_valid():
        return wrong(request, "leads/detail.html#head", _page(request, lead, opt_out_form=form))
    given = form.cleaned_data
    opting_out.write_down(lead, channel=given["channel"], words=given["words"], by=request.member, now=request.now)
    lead = _leads(request).get_or_404(pk)
    said = _("%(name)s opted out: %(channel)s. Nothing more is sent there.") % {
        "name": lead.name,
        "channel": Channel(given["channel"]).label.lower(),
    }
    return _answer(request, lead, said=said, undo=reverse("leads:opt_out_withdrawal", args=[pk]))


@require_POST
def opt_out_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Also the address of Undo, which only posts. A no that the person wrote stands."""
    return _take_back(request, _leads(request).get_or_404(pk))


def _take_back(request: HttpRequest, lead: Lead) -> HttpResponse:
    took = opting_out.take_back(lead, by=request.member, now=request.now)
    said = _("The opt-out is taken back.") if took else _("There is no opt-out here that a rep wrote down.")
    return _answer(request, _leads(request).get_or_404(lead.pk), said=said)


def _answer(request: HttpRequest, lead: Lead, *, said: str, undo: str = "") -> HttpResponse:
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, "leads/detail.html#head", _page(request, lead), back_to=back_to, said=said, undo=undo)


def _leads(request: HttpRequest) -> QuerySet[Lead]:
    return Lead.objects.seen_by(request.member).select_related("account", "list", "owner__user", "workspace")


def _page(request: HttpRequest, lead: Lead, **forms) -> dict:
    noes = OptOut.objects.covering(lead, Channel.ALL) | OptOut.objects.filter(lead=lead)
    fields = custom_values.fields_of(request.member)
    own, beside = custom_values.shown(lead, fields)
    own_at = _address("leads:own_fields", request.member, lead.pk) if fields else ""
    return {
        "own": own,
        "beside": beside,
        "own_at": own_at,
        "own_form": custom_values.CustomForm(lead=lead, fields=fields) if own_at else None,
        "room": "leads",
        "lead": lead,
        "opt_outs": noes.order_by("at"),
        "opt_out_form": OptOutForm(),
        "next_at": _address("reports:next", request.member, lead.pk),
        "once": get_random_string(12),  # names the note form, so that a double click keeps one note
        "note_at": _address("activities:notes", request.member, lead.pk),
        "ring_at": _address("web:ring", request.member, lead.pk) if lead.phone else "",
        "edit_at": _address("leads:edit", request.member, lead.pk),
        "opt_out_at": _address("leads:opt_out", request.member, lead.pk),
        "person_at": _address("web:person", request.member, lead.pk),
        "main_panels": _panels(MAIN_PANELS, request.member, lead),
        "side_panels": _panels(SIDE_PANELS, request.member, lead),
        "colleagues": lead.account.leads.exclude(pk=lead.pk).select_related("owner__user")[:6] if lead.account else [],
        **forms,
    }


def _panels(rooms: tuple[str, ...], member: Member, lead: Lead) -> list[dict]:
    found = [(room, _address(f"{room}:panel", member, lead.pk)) for room in rooms]
    return [{"room": room, "address": address} for room, address in found if address]


def _address(name: str, member: Member, *args: int) -> str:
    """The address of another room's door; "" where there is none or it is not for this member."""
    found = door(name, *args)
    return found.address if found and member.role in found.roles else ""
