from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.channels.files import MOST_FILES, Taken
from leadwright.channels.uploads import FilesField
from leadwright.playbooks.models import Objection, Snippet, Template, TemplateFile
from leadwright.playbooks.rendering import BadTemplate, fields_for, fields_used


class TemplateForm(forms.ModelForm):
    added = FilesField(label=_lazy("Files that go with each mail of it"))
    dropped = forms.ModelMultipleChoiceField(
        TemplateFile.objects.none(),
        required=False,
        label=_lazy("Take away"),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Template
        fields = ["name", "use", "subject", "body", "tracked"]
        labels = {
            "name": _lazy("Name"),
            "use": _lazy("For"),
            "subject": _lazy("Subject"),
            "body": _lazy("Words"),
            "tracked": _lazy("Follow opens and clicks"),
        }
        help_texts = {
            "tracked": _lazy("Only where a manager allows it under “Opens and clicks”."),
            "subject": _lazy("Empty for a follow-up in the same thread."),
            "body": _lazy("Fields stand in double braces: {{ lead.given_name }}."),
        }
        widgets = {"body": forms.Textarea(attrs={"rows": 16, "class": "words", "maxlength": 20_000})}

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        if self.instance.pk:
            self.fields["dropped"].queryset = self.instance.files.order_by("pk")

    def clean_added(self) -> list[Taken]:
        if len(self.cleaned_data["added"]) + (self.instance.files.count() if self.instance.pk else 0) > MOST_FILES:
            raise ValidationError(_("At most %s files go with one mail.") % MOST_FILES)
        return self.cleaned_data["added"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Template.objects.filter(workspace=self.workspace, name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("A template of this name stands already."))
        return name

    def clean_subject(self) -> str:
        return _checked(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return _checked(self.cleaned_data["body"])


class SmallForm(forms.ModelForm):
    """A short text with a name that no other of its kind has in the workspace."""

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        others = type(self.instance).objects.filter(workspace=self.instance.workspace, name__iexact=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("One of this name stands already."))
        return name


class SnippetForm(SmallForm):
    class Meta:
        model = Snippet
        fields = ["name", "body"]
        labels = {"name": _lazy("Name"), "body": _lazy("Words")}
        help_texts = {"body": _lazy("Fields stand in double braces: {{ lead.given_name }}.")}
        widgets = {"body": forms.Textarea(attrs={"rows": 5, "class": "words"})}

    def clean_body(self) -> str:
        return _checked(self.cleaned_data["body"])


class ObjectionForm(SmallForm):
    class Meta:
        model = Objection
        fields = ["name", "answer"]
        labels = {"name": _lazy("What they say"), "answer": _lazy("What may be answered")}
        widgets = {"answer": forms.Textarea(attrs={"rows": 4, "class": "words"})}


def _checked(text: str) -> str:
    """A text whose fields all exist: a misspelt one would stop every mail."""
    try:
        used = fields_used(text)
    except BadTemplate as error:
        raise ValidationError(str(error)) from error
    unknown = sorted(used - set(FIELDS) - {field for field in used if field.startswith("lead.custom.")})
    if unknown:
        raise ValidationError(_("There is no field %s.") % ", ".join(unknown))
    return text


def _names(fields: dict, before: str = "") -> list[str]:
    names: list[str] = []
    for name, value in fields.items():
        names += _names(value, f"{before}{name}.") if isinstance(value, dict) else [f"{before}{name}"]
    return names


class _Nobody:
    """Every attribute is empty: what `fields_for` names is the list of the fields there are."""

    custom: dict = {}

    def __getattr__(self, name: str):
        return "" if name in {"sender_name", "name", "given_name", "family_name", "language"} else _Nobody()


FIELDS = _names(fields_for(_Nobody(), _Nobody(), _Nobody()))
