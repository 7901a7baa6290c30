"""The doors of acts on many leads: the chosen ones (`lead`), or all that a question to the list finds."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from leadwright.kit.pages import gone, wrong
from leadwright.leads import searching
from leadwright.leads.forms import who_may_own
from leadwright.leads.kept_views import query_of
from leadwright.leads.models import Bulk, Lead, LeadList
from leadwright.leads.narrowing import Asking, tags_of
from leadwright.leads.typed import tags_in
from leadwright.qualification.models import Verdict
from leadwright.team.models import Member
from leadwright.web import bulk_acts
from leadwright.web.bulk_acts import Act, Asked

PAGE = "web/bulk.html"
SHOWN = 12


class BulkForm(forms.Form):
    """Its fields may stand beside the question to the list in one address, so no filter's name is among them."""

    act = forms.ChoiceField(label=_("What"), choices=Act.choices)
    tags = forms.CharField(label=_("Tags, with commas between them"), required=False, max_length=200)
    to = forms.ModelChoiceField(label=_("To whom"), required=False, queryset=Member.objects.none())
    onto = forms.ModelChoiceField(label=_("Which list"), required=False, queryset=LeadList.objects.none())
    new_list = forms.CharField(label=_("Or a new list"), required=False, max_length=120)
    reason = forms.ChoiceField(label=_("Why"), required=False, choices=[("", "–"), *Verdict.Reason.choices])
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = who_may_own(member)
        self.fields["onto"].queryset = LeadList.objects.seen_by(member).order_by("name")

    def clean(self) -> dict:
        given = super().clean()
        act = given.get("act")
        given["tags"] = tags_in(given.get("tags", ""))
        needed = {Act.TAG: "tags", Act.UNTAG: "tags", Act.OWNER: "to", Act.DISCARD: "reason"}.get(act)
        if needed and not given.get(needed):
            self.add_error(needed, _t("Say which."))
        if act == Act.LIST and not (given.get("onto") or given.get("new_list", "").strip()):
            self.add_error("onto", _t("Say which."))
        return given

    def asked(self, *, by: Member, now) -> Asked:
        """What is to be done; a new list is not made before it is done."""
        given = self.cleaned_data
        act, name = given["act"], " ".join(given["new_list"].split())
        target = given["onto"]
        if act == Act.LIST and name:
            target = LeadList.objects.seen_by(by).filter(name=name).first() or LeadList(
                workspace=by.workspace, name=name, made_by=by, created_at=now
            )
        words = {
            Act.TAG: _t("Tags put on: %s") % ", ".join(given["tags"]),
            Act.UNTAG: _t("Tags taken off: %s") % ", ".join(given["tags"]),
            Act.OWNER: _t("Given to %s") % (given["to"].name if given["to"] else ""),
            Act.LIST: _t("Put on the list %s") % (target.name if target else ""),
            Act.DISCARD: _t("Discarded: %s") % dict(Verdict.Reason.choices).get(given["reason"], ""),
        }[act]
        kept = {"tags": given["tags"], "owner": given["to"], "list": target}
        return Asked(act, str(words), **kept, reason=given["reason"], note=given["note"])


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """POST with `do` acts; everything else only says what would happen."""
    leads = _wanted(request)
    found = list(leads[: bulk_acts.MOST])
    told = request.POST if request.POST.get("act") else request.GET if request.GET.get("act") else None
    form = BulkForm(told, member=request.member)
    context = {**_page(request), "form": form, "found": len(found), "first": found[:SHOWN]}
    if told is None:
        return render(request, PAGE, context)
    if not form.is_valid():
        return wrong(request, PAGE, context) if request.method == "POST" else render(request, PAGE, context)
    asked = form.asked(by=request.member, now=request.now)
    if request.method == "POST" and request.POST.get("do") and found:
        if asked.list is not None and asked.list.pk is None:
            asked.list.save()
        done = bulk_acts.do([lead.pk for lead in found], asked, by=request.member, now=request.now)
        return gone(request, to=reverse("web:bulk_done", args=[done.pk]), said=_said(done))
    preview = bulk_acts.preview(found, asked, by=request.member)
    tried = {"asked": asked, "ready": len(preview.ready), "refused": preview.refused.most_common()}
    return render(request, PAGE, {**context, **tried, "first": preview.ready[:SHOWN]})


@require_GET
def bulk_done(request: HttpRequest, pk: int) -> HttpResponse:
    done = Bulk.objects.seen_by(request.member).select_related("by__user").get_or_404(pk)
    items = done.items.select_related("lead__account").order_by("pk")[:SHOWN]
    return render(request, "web/bulk_done.html", {"room": "leads", "done": done, "items": items})


@require_POST
def bulk_taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    done = Bulk.objects.seen_by(request.member).get_or_404(pk)
    back, stay = bulk_acts.take_back(done, by=request.member, now=request.now)
    said = ngettext("%(n)s lead is as it was.", "%(n)s leads are as they were.", back) % {"n": back}
    if stay:
        more = ngettext("%(n)s stays: it was changed since.", "%(n)s stay: they were changed since.", stay)
        said = f"{said} {more % {'n': stay}}"
    return gone(request, to=reverse("web:bulk_done", args=[pk]), said=said)


def _said(done: Bulk) -> str:
    return ngettext("%(words)s: %(n)s lead.", "%(words)s: %(n)s leads.", done.changed) % {
        "words": done.words,
        "n": done.changed,
    }


def _wanted(request: HttpRequest) -> QuerySet[Lead]:
    """The chosen leads; without any, all that the question in the address or in the form finds."""
    asked = request.POST if request.method == "POST" else request.GET
    leads = Lead.objects.seen_by(request.member).select_related("owner__user", "account")
    chosen = [int(pk) for pk in asked.getlist("lead") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    if chosen:
        return leads.filter(pk__in=chosen[: bulk_acts.MOST]).order_by("-created_at", "-pk")
    query = _query(request)
    if not query:
        return leads.none()
    search = searching.asked(QueryDict(query), request.member, now=request.now)
    found = searching.chosen(search, Lead.objects.seen_by(request.member), request.member)
    return found.select_related("owner__user", "account").order_by("-created_at", "-pk")


def _query(request: HttpRequest) -> str:
    return query_of(QueryDict(request.POST.get("query", "")[:3_000]) if request.method == "POST" else request.GET)


def _page(request: HttpRequest) -> dict:
    asked = request.POST if request.method == "POST" else request.GET
    chosen = [pk for pk in asked.getlist("lead") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    return {
        "room": "leads",
        "chosen": chosen,
        "query": "" if chosen else _query(request),
        "tags": tags_of(Asking(request.member, request.now)),
        "most": bulk_acts.MOST,
        "may_download": request.member.manages,
    }
