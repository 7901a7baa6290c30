"""The pages where a manager says where people ask to hear from us, and who gets them."""

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leadwright.kit.pages import done, wrong
from leadwright.leads import asking, routing
from leadwright.leads.forms import named_owners, who_may_own
from leadwright.leads.models import Arrival, LeadList, Source, TerritoryRule
from leadwright.team.models import Member

PAGE, TERRITORIES = "leads/sources.html", "leads/territories.html"
NEWEST, TRIED = 30, 20


class SourceForm(forms.ModelForm):
    thanks = forms.URLField(label=_("Page that thanks them"), required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = Source
        fields = ["name", "kind", "list", "consent", "thanks"]
        labels = {
            "name": _("Name"),
            "kind": _("What it is"),
            "list": _("They come on the list"),
            "consent": _("Words that they agree to"),
        }
        help_texts = {"consent": ""}

    def __init__(self, *args, member: Member, lists: list | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["list"].queryset = LeadList.objects.seen_by(member).order_by("name")
        self.fields["list"].required = False
        if lists is not None:  # asked for once, for all the forms of a page
            self.fields["list"].choices = lists
        if self.instance.pk:
            del self.fields["kind"]


class TerritoryForm(forms.ModelForm):
    class Meta:
        model = TerritoryRule
        fields = ["position", "field", "test", "value"]
        labels = {"position": _("Place"), "field": _("Where"), "test": _("Test"), "value": _("Value")}

    members = forms.ModelMultipleChoiceField(
        label=_("Who gets them, in turn"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, member: Member, people: list | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = who_may_own(member)
        if people is not None:
            self.fields["members"].choices = people
        self.fields["position"].required = False
        if self.instance.pk:
            self.initial["members"] = [seat.member_id for seat in self.instance.seats.all()]
        if self.instance.pk and not self.instance.field:
            for name in ("position", "field", "test", "value"):
                del self.fields[name]

    def clean(self) -> dict:
        given = super().clean()
        if "field" not in self.fields:
            return given
        given["position"] = given.get("position") or 0
        for name in ("field", "test", "value"):
            if not given.get(name) and not self.errors.get(name):
                self.add_error(name, _t("Say which."))
        if given.get("test") in {"at_least", "at_most"} and not str(given.get("value", "")).strip().isdigit():
            self.add_error("value", _t("A number."))
        return given

    def keep(self) -> TerritoryRule:
        with transaction.atomic():
            rule = self.save()
            chosen = list(self.cleaned_data["members"])
            rule.seats.exclude(member__in=chosen).delete()
            for member in chosen:
                routing.take_seat(rule, member)
        return rule


@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest) -> HttpResponse:
    """GET shows them with what came; POST opens another one. A program's token is shown this once."""
    if request.method == "GET":
        return render(request, PAGE, _page(request))
    form = SourceForm(request.POST, member=request.member)
    if not form.is_valid():
        return _wrong(request, form=form)
    token, row = asking.new_token(), form.instance
    row.workspace, row.made_by, row.at = request.member.workspace, request.member, request.now
    row.token = token if row.kind == Source.Kind.FORM else asking.kept_token(token)
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _t("There is such a source already."))
        return _wrong(request, form=form)
    return _opened(request, row, token)


@require_http_methods(["POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one, close it, open it again, or give it another token."""
    row = Source.objects.seen_by(request.member).get_or_404(pk)
    if "closed" in request.POST:
        row.closed_at = request.now if request.POST["closed"] == "1" else None
        row.save(update_fields=["closed_at"])
        return _answer(request, _t("Closed: nothing is taken in.") if row.closed_at else _t("Open again."))
    if request.POST.get("token") == "new":
        token = asking.new_token()
        row.token = token if row.kind == Source.Kind.FORM else asking.kept_token(token)
        row.save(update_fields=["token"])
        return _opened(request, row, token)
    form = SourceForm(request.POST, instance=row, member=request.member)
    if not form.is_valid():
        return _wrong(request, refusal=" ".join(error for errors in form.errors.values() for error in errors))
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        return _wrong(request, refusal=_t("There is such a source already."))
    return _answer(request, _t("%(name)s is kept.") % {"name": row.name})


def _opened(request: HttpRequest, row: Source, token: str) -> HttpResponse:
    """The page with the token, which is not shown again for a program."""
    part = f"{PAGE}#sources" if request.htmx else PAGE
    return render(request, part, _page(request, new_token=token if row.kind == Source.Kind.API else "", opened=row))


@require_http_methods(["GET", "POST"])
def territories(request: HttpRequest) -> HttpResponse:
    """GET shows who gets whom, and a dry run; POST adds a territory."""
    if request.method == "GET":
        return render(request, TERRITORIES, _territories(request))
    return _keep_rule(request, TerritoryRule(workspace=request.member.workspace), "form")


@require_http_methods(["POST", "DELETE"])
def territory(request: HttpRequest, pk: int) -> HttpResponse:
    rule = TerritoryRule.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("removed") == "1":
        if not rule.field:
            return _wrong_rule(request, refusal=_t("The one of all others stays, so that nobody is left over."))
        rule.delete()
        return _kept_rule(request, _t("The territory is gone."))
    return _keep_rule(request, rule, "changed")


def _keep_rule(request: HttpRequest, rule: TerritoryRule, name: str) -> HttpResponse:
    form = TerritoryForm(request.POST, instance=rule, member=request.member)
    if not form.is_valid():
        return _wrong_rule(request, **{name: form})
    form.keep()
    return _kept_rule(request, _t("The territory holds."))


def _kept_rule(request: HttpRequest, said: str) -> HttpResponse:
    back_to = reverse("leads:territories")
    return done(request, f"{TERRITORIES}#territories", _territories(request), back_to=back_to, said=said)


def _wrong_rule(request: HttpRequest, **more) -> HttpResponse:
    part = f"{TERRITORIES}#territories" if request.htmx else TERRITORIES
    return wrong(request, part, _territories(request, **more))


def _territories(request: HttpRequest, **more) -> dict:
    member = request.member
    rules = routing.rules_of(member.workspace)
    changed = more.pop("changed", None)
    forms_of = {changed.instance.pk: changed} if changed else {}
    told = {"member": member, "people": named_owners(member)}
    arrivals = Arrival.objects.seen_by(member).exclude(lead=None).select_related("lead__account", "source")
    return {
        "room": "leads",
        "rules": [
            (rule, forms_of.get(rule.pk) or TerritoryForm(instance=rule, **told, auto_id=f"t{rule.pk}-%s"))
            for rule in rules
        ],
        "form": TerritoryForm(**told),
        "tried": routing.dry_run(member.workspace, arrivals.order_by("-at", "-pk")[:TRIED], now=request.now),
        **more,
    }


def _answer(request: HttpRequest, said: str) -> HttpResponse:
    return done(request, f"{PAGE}#sources", _page(request), back_to=reverse("leads:sources"), said=said)


def _wrong(request: HttpRequest, **more) -> HttpResponse:
    return wrong(request, f"{PAGE}#sources" if request.htmx else PAGE, _page(request, **more))


def _page(request: HttpRequest, **more) -> dict:
    member = request.member
    rows = Source.objects.seen_by(member).select_related("list")
    lists = LeadList.objects.seen_by(member).order_by("name").values_list("pk", "name")
    told = {"member": member, "lists": [("", "–"), *lists]}
    came = {"came": Count("arrivals"), "new": Count("arrivals", filter=Q(arrivals__outcome="created"))}
    rows = rows.annotate(**came, last=Max("arrivals__at")).order_by("closed_at", "name")
    newest = Arrival.objects.seen_by(member).select_related(
        "source", "lead__account", "owner__user", "touched_by__user"
    )
    return {
        "room": "leads",
        "sources": [(row, SourceForm(instance=row, **told, auto_id=f"s{row.pk}-%s")) for row in rows],
        "form": SourceForm(**told),
        "newest": newest.order_by("-at", "-pk")[:NEWEST],
        "host": f"{request.scheme}://{request.get_host()}",
        **more,
    }
