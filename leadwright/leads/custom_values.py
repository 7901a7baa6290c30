"""What stands in a company's own fields of a lead: shown, typed by a person, kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.leads import ledger, measuring, typed
from leadwright.leads.models import CustomField, Lead, Tag
from leadwright.leads.typed import Kind, NotOfKind, tags_in
from leadwright.team.models import Member

WRONG = {
    Kind.NUMBER: _("Not a number."),
    Kind.DATE: _("Not a day. Write it as 2026-11-28."),
    Kind.YES_NO: _("Yes or no."),
    Kind.CHOICE: _("None of the choices."),
    Kind.URL: _("Not a web address."),
}


@dataclass(frozen=True)
class Shown:
    """One value in words, with where it leads."""

    name: str
    text: str
    address: str = ""


def fields_of(member: Member) -> list[CustomField]:
    return list(CustomField.objects.seen_by(member).standing())


def shown(lead: Lead, fields: Iterable[CustomField]) -> tuple[list[Shown], list[Shown]]:
    """The fields that say something, in their order; and what lists brought beside them."""
    fields = list(fields)
    own = [
        Shown(field.name, in_words(field.kind, value), value if field.kind == Kind.URL else "")
        for field in fields
        if (value := lead.custom.get(field.key)) not in {None, ""}
    ]
    known = {field.key for field in fields}
    beside = [Shown(name, str(value)) for name, value in lead.custom.items() if name not in known]
    return own, beside


def in_words(kind: str, value: object) -> str:
    """As a reader of this language writes it."""
    if kind == Kind.YES_NO and isinstance(value, bool):
        return _t("yes") if value else _t("no")
    if kind == Kind.NUMBER and isinstance(value, int | float):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    if kind == Kind.DATE:
        try:
            return formats.date_format(date.fromisoformat(str(value)))
        except ValueError:
            return str(value)
    return str(value)


class CustomForm(forms.Form):
    """The company's own fields of one lead; what is emptied is forgotten."""

    def __init__(self, *args, lead: Lead, fields: Iterable[CustomField], **kwargs) -> None:
        super().__init__(*args, **kwargs, auto_id="own-%s")
        self.lead, self.own = lead, {field.key: field for field in fields}
        for field in self.own.values():
            self.fields[field.key] = asked(field)
            self.initial[field.key] = written(field.kind, lead.custom.get(field.key))

    def clean(self) -> dict:
        given = super().clean()
        for key, field in self.own.items():
            text = str(given.get(key) or "").strip()
            try:
                given[key] = typed.read(field.kind, text, choices=field.choices) if text else None
            except NotOfKind:
                self.add_error(key, WRONG[field.kind])
        return given

    def keep(self, *, by: Member, now: datetime) -> list[str]:
        """The names of the fields that changed."""
        changed = [field for key, field in self.own.items() if self.cleaned_data[key] != self.lead.custom.get(key)]
        with transaction.atomic():
            lead = Lead.objects.select_for_update(of=["self"]).get(pk=self.lead.pk)
            for field in changed:
                if self.cleaned_data[field.key] is None:
                    lead.custom.pop(field.key, None)
                else:
                    lead.custom[field.key] = self.cleaned_data[field.key]
            if changed:
                lead.save(update_fields=["custom"])
                measuring.follow([lead.pk])
                names = ", ".join(field.name for field in changed)
                key = f"lead:{lead.pk}:fields:{now:%Y%m%d%H%M%S%f}"
                ledger.changed(lead, by=by, what=_t("Details changed: %(names)s") % {"names": names}, key=key, now=now)
        return [field.name for field in changed]


def asked(field: CustomField) -> forms.Field:
    told = {"label": field.name, "required": False}
    if field.kind == Kind.CHOICE:
        return forms.ChoiceField(**told, choices=[("", "–"), *((one, one) for one in field.choices)])
    if field.kind == Kind.YES_NO:
        return forms.ChoiceField(**told, choices=[("", "–"), ("yes", _("yes")), ("no", _("no"))])
    kind = {Kind.DATE: "date", Kind.URL: "url"}.get(field.kind, "text")
    return forms.CharField(**told, max_length=typed.LONGEST, widget=forms.TextInput(attrs={"type": kind}))


def written(kind: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def put_tags(lead: Lead, text: str) -> list[str]:
    """Put these tags on; those that are new on this lead."""
    with transaction.atomic():
        row = Lead.objects.select_for_update(of=["self"]).get(pk=lead.pk)
        new = [name for name in tags_in(text) if name not in row.tags]
        if new:
            know_tags(lead.workspace_id, new)
            row.tags = sorted([*row.tags, *new])
            row.save(update_fields=["tags"])
    return new


def take_tag(lead: Lead, name: str) -> bool:
    with transaction.atomic():
        row = Lead.objects.select_for_update(of=["self"]).get(pk=lead.pk)
        if name not in row.tags:
            return False
        row.tags = [one for one in row.tags if one != name]
        row.save(update_fields=["tags"])
    return True


def know_tags(workspace_id: int, names: Iterable[str]) -> None:
    """From now on they are among those that can be chosen."""
    rows = [Tag(workspace_id=workspace_id, name=name) for name in sorted(set(names))]
    Tag.objects.bulk_create(rows, ignore_conflicts=True)


def as_cells(lead: Lead, fields: Iterable[CustomField]) -> Iterator[str]:
    """For a file: as it is kept, so that it is read again the same way."""
    for field in fields:
        yield written(field.kind, lead.custom.get(field.key))
