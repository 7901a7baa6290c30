"""The page of a company's own fields: what they are called, of which kind, and in what order. Managers change them."""

from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from leadwright.kit.pages import done, wrong
from leadwright.leads.models import CustomField
from leadwright.leads.typed import Kind, key_of

PAGE = "leads/fields.html"
MOST = 60
MOST_CHOICES = 50


class FieldForm(forms.ModelForm):
    choices = forms.CharField(
        label=_("Choices, one a line"), required=False, max_length=3_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    class Meta:
        model = CustomField
        fields = ["name", "kind", "choices", "position"]
        labels = {"name": _("Name"), "kind": _("Kind"), "position": _("Place in the order")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk:
            del self.fields["kind"]  # the values that stand are of it
            self.initial["choices"] = "\n".join(self.instance.choices)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_choices(self) -> list[str]:
        lines = (" ".join(line.split())[:100] for line in self.cleaned_data["choices"].splitlines())
        return list(dict.fromkeys(line for line in lines if line))[:MOST_CHOICES]

    def clean(self) -> dict:
        given = super().clean()
        kind = given.get("kind") or self.instance.kind
        if kind == Kind.CHOICE and len(given.get("choices") or []) < 2:
            self.add_error("choices", _t("Write at least two choices, one a line."))
        given["position"] = given.get("position") or 0
        return given


@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest) -> HttpResponse:
    """GET shows them; POST makes another one."""
    if request.method == "GET":
        return render(request, PAGE, _page(request))
    form = FieldForm(request.POST)
    rows = CustomField.objects.seen_by(request.member)
    if form.is_valid() and rows.standing().count() >= MOST:
        form.add_error(None, _t("That are enough fields: nobody fills in more."))
    if not form.is_valid():
        return _wrong(request, form=form)
    form.instance.workspace, form.instance.made_by, form.instance.at = (
        request.member.workspace,
        request.member,
        request.now,
    )
    form.instance.key = key_of(form.cleaned_data["name"], rows.values_list("key", flat=True))
    return _keep(request, form, "form")


@require_http_methods(["POST", "DELETE"])
def field(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a field; retired, it is no longer asked for, and its values stay; brought back, they are there again."""
    row = CustomField.objects.seen_by(request.member).get_or_404(pk)
    if request.method == "DELETE" or request.POST.get("retired") == "1":
        CustomField.objects.filter(pk=row.pk, retired_at=None).update(retired_at=request.now)
        undo = reverse("leads:field", args=[row.pk]) + "?retired=0"
        return _answer(request, _t("%(name)s is retired; its values stay.") % {"name": row.name}, undo=undo)
    if request.GET.get("retired") == "0" or request.POST.get("retired") == "0":
        try:
            with transaction.atomic():
                CustomField.objects.filter(pk=row.pk).update(retired_at=None)
        except IntegrityError:
            return _wrong(request, refusal=_t("There is another field of that name."))
        return _answer(request, _t("%(name)s is asked for again.") % {"name": row.name})
    return _keep(request, FieldForm(request.POST, instance=row), "changed")


def _keep(request: HttpRequest, form: FieldForm, name: str) -> HttpResponse:
    if not form.is_valid():
        return _wrong(request, **{name: form})
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _t("There is such a field already."))
        return _wrong(request, **{name: form})
    return _answer(request, _t("The field %(name)s is kept.") % {"name": form.instance.name})


def _answer(request: HttpRequest, said: str, undo: str = "") -> HttpResponse:
    return done(request, f"{PAGE}#fields", _page(request), back_to=reverse("leads:fields"), said=said, undo=undo)


def _wrong(request: HttpRequest, **more) -> HttpResponse:
    return wrong(request, f"{PAGE}#fields" if request.htmx else PAGE, _page(request, **more))


def _page(request: HttpRequest, **more) -> dict:
    rows = CustomField.objects.seen_by(request.member)
    changed = more.pop("changed", None)
    standing = [
        (
            row,
            changed if changed and changed.instance.pk == row.pk else FieldForm(instance=row, auto_id=f"f{row.pk}-%s"),
        )
        for row in rows.standing()
    ]
    retired = rows.exclude(retired_at=None).order_by("name")
    return {"room": "leads", "standing": standing, "retired": retired, "form": FieldForm(), **more}
