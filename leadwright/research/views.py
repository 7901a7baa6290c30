"""The brief on the lead page, and the queue of those whose brief is not good enough yet."""

import time

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.ai.models import LanguageModel
from leadwright.kit import http
from leadwright.kit.http import NotFetched
from leadwright.kit.pages import done, wrong
from leadwright.leads.models import Lead, Status
from leadwright.leads.searching import WORKS_LEADS
from leadwright.research.ageing import is_stale
from leadwright.research.checking import (
    SENTENCES,
    begun,
    brief_of,
    brief_or_blank,
    check,
    facts_of,
    lapse,
    missing_of,
    missing_of_each,
    write,
)
from leadwright.research.forms import BriefForm, FactForm, PastedForm
from leadwright.research.keeping import keep_claims, keep_of_person
from leadwright.research.models import Brief, Fact
from leadwright.research.providers import About, provider
from leadwright.research.site_reading import read_site

PANEL = "research/panel.html"
PAGE = 50
MOST_SHOWN = 40


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The research queue, oldest first: who waits, and what is missing."""
    leads = Lead.objects.seen_by(request.member).filter(status=Status.NEW)
    whose = request.GET.get("owner") or ("me" if request.member.role in WORKS_LEADS else "all")
    if whose == "me":
        leads = leads.owned_by(request.member)
    leads = leads.select_related("account", "list", "brief").order_by("created_at", "pk")
    page = Paginator(leads, PAGE).get_page(request.GET.get("page"))
    rows = [(lead, _in_words(parts)) for lead, parts in missing_of_each(page)]
    return render(request, "research/index.html", {"rows": rows, "page": page, "whose": whose, "room": "leads"})


@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The card; POST keeps what was written in it."""
    lead = _lead(request, pk)
    if request.method == "GET":
        return render(request, PANEL, _panel(request, lead))
    brief = brief_of(lead, request.now)
    form = BriefForm(request.POST, instance=Brief.objects.get(pk=brief.pk))
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, form=form))
    write(brief, form.cleaned_data, by=request.member, now=request.now)
    return _answer(request, lead, _("Brief kept."))


@require_POST
def checked(request: HttpRequest, pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    lacking = check(brief_of(lead, request.now), by=request.member, now=request.now)
    return _answer(request, lead, " ".join(lacking) or _("The brief is good enough: the lead may be contacted."))


@require_POST
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """A fact that a person knows. About the company where there is one, so that colleagues share it."""
    lead = _lead(request, pk)
    form = FactForm(request.POST)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, fact_form=form))
    about = {"account": lead.account} if request.POST.get("about") == "company" and lead.account else {"lead": lead}
    twin = Fact.objects.filter(**about, text=form.cleaned_data["text"], struck_out_at=None).exists()
    if not twin:
        Fact.objects.create(**about, **form.cleaned_data, seen_on=request.now.date(), added_by=request.member)
        begun(lead, by=request.member, now=request.now)
    return _answer(request, lead, _("Fact kept."))


@require_http_methods(["POST", "DELETE"])
def struck_out(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    lead = _lead(request, pk)
    facts_of(lead).filter(pk=fact_pk).update(struck_out_at=request.now)
    lapse(brief_of(lead, request.now), by=request.member, now=request.now)
    return _answer(request, lead, _("Struck out: it no longer counts."))


@require_POST
def confirmed(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    """A person has looked: what the program proposed is so."""
    lead = _lead(request, pk)
    here = {"confirmed_at": request.now, "confirmed_by": request.member, "seen_on": request.now.date()}
    facts_of(lead).filter(pk=fact_pk).update(**here)
    return _answer(request, lead, _("Confirmed."))


@require_POST
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the company's own pages through the guarded door."""
    lead = _lead(request, pk)
    if lead.account is None:
        return wrong(request, PANEL, _panel(request, lead, refusal=_("No company is known, so there is no site.")))
    brief_of(lead, request.now)
    try:
        found = read_site(lead.account, by=request.member, now=request.now)
    except NotFetched as error:
        return wrong(request, PANEL, _panel(request, lead, refusal=str(error)))
    begun(lead, by=request.member, now=request.now)
    said = _("Read: %d new facts. Strike out what is wrong.") % len(found) if found else _("Read: nothing new.")
    return _answer(request, lead, said)


@require_POST
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the news of the company as its site offers them to programs."""
    lead = _lead(request, pk)
    account = lead.account
    if account is None:
        return wrong(request, PANEL, _panel(request, lead, refusal=_("No company is known, so there is no site.")))
    about = About(company=account.name, domain=account.domain, website=account.website)
    try:
        claims = provider("feed").claims(about, fetch=http.fetch, pause=time.sleep)
    except NotFetched as error:
        return wrong(request, PANEL, _panel(request, lead, refusal=str(error)))
    found = keep_claims(claims, account=account, by=request.member, now=request.now)
    return _answer(request, lead, _proposed(len(found)))


@require_POST
def pasted(request: HttpRequest, pk: int) -> HttpResponse:
    """A profile, a search result or a saved page: facts are proposed, each with the words that it was read from."""
    lead = _lead(request, pk)
    form = PastedForm(request.POST, request.FILES)
    if not form.is_valid():
        return wrong(request, PANEL, _panel(request, lead, pasted_form=form))
    model = LanguageModel.objects.filter(workspace=lead.workspace_id).first()
    about = About(
        company=lead.account.name if lead.account else "",
        person=lead.name,
        text=form.cleaned_data["text"],
        source=form.cleaned_data["source"],
        model=model,
    )
    claims, refusal = [], ""
    for name in ("pasted", "model"):
        try:
            if provider(name).reads(about):
                claims += provider(name).claims(about, fetch=http.fetch, pause=time.sleep)
        except NotFetched as error:  # what is read without the model stands
            refusal = str(error)
    found = keep_of_person(claims, lead=lead, by=request.member, now=request.now)
    begun(lead, by=request.member, now=request.now)
    return _answer(request, lead, f"{_proposed(len(found))} {refusal}".strip())


def _proposed(count: int) -> str:
    if not count:
        return _("Read: nothing new.")
    return (
        ngettext(
            "%d fact is proposed: confirm it or strike it out.",
            "%d facts are proposed: confirm or strike them out.",
            count,
        )
        % count
    )


def _lead(request: HttpRequest, pk: int) -> Lead:
    return Lead.objects.seen_by(request.member).select_related("account", "brief", "workspace").get_or_404(pk)


def _answer(request: HttpRequest, lead: Lead, said: str) -> HttpResponse:
    lead = _lead(request, lead.pk)
    back_to = reverse("leads:detail", args=[lead.pk])
    return done(request, PANEL, _panel(request, lead), back_to=back_to, said=said)


def _panel(request: HttpRequest, lead: Lead, **more) -> dict:
    brief = brief_or_blank(lead)
    facts = list(facts_of(lead).select_related("added_by__user")[:MOST_SHOWN])
    for fact in facts:
        fact.stale = is_stale(fact.kind, fact.seen_on, today=request.now.date())
    return {
        "lead": lead,
        "brief": brief,
        "facts": facts,
        "lacking": _in_words(missing_of(brief)),
        "form": BriefForm(instance=brief),
        "fact_form": FactForm(),
        "pasted_form": PastedForm(),
        **more,
    }


def _in_words(parts: list[str]) -> list[str]:
    return [str(SENTENCES[part]) for part in parts]
