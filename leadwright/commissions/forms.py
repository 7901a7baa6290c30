from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.commissions.models import Event, Plan
from leadwright.commissions.rules import WHOLE, Terms
from leadwright.pipeline.forms import AmountField, plain_number

MOST = Decimal("1000000000")


class PlanForm(forms.Form):
    """The next version of a plan, as a manager writes it. `cleaned_data["fields"]` are those of `models.Plan`."""

    event = forms.ChoiceField(choices=Event.choices, label=_("For each"))
    flat = AmountField(required=False, label=_("Flat amount"))
    share = forms.CharField(required=False, max_length=10, label=_("Percent of the amount won"))
    tiers = forms.CharField(
        required=False,
        max_length=500,
        label=_("Tiers"),
        help_text=_("One a line: beyond how much in a month, then the rate. 10: 100.00, or 50000: 12 %."),
        widget=forms.Textarea({"rows": 2}),
    )
    quota = forms.CharField(
        required=False, max_length=20, label=_("Quota of a month"), help_text=_("Events, or the amount won.")
    )
    accelerators = forms.CharField(
        required=False,
        max_length=500,
        label=_("Accelerators"),
        help_text=_("One a line: beyond what percent of the quota, then the factor. 100: 1.25."),
        widget=forms.Textarea({"rows": 2}),
    )
    cap = AmountField(required=False, label=_("At most in a month"))
    source = forms.CharField(
        required=False, max_length=10, label=_("Percent of it for who brought the lead"), help_text=_("Deals only.")
    )
    ramp = forms.CharField(
        required=False,
        max_length=100,
        label=_("Ramp"),
        help_text=_("Percent of the quota in a new member's first months: 30, 60, 80."),
    )
    clawback_days = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=3650,
        label=_("Clawback in days"),
        help_text=_("Left empty, what is undone is always taken back."),
    )
    starts_on = forms.DateField(label=_("Begins on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(required=False, max_length=300, label=_("What changes, and why"))

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        if day < self.today:
            raise forms.ValidationError(_t("A version begins today or later: what was paid stands."))
        if day.year > self.today.year + 5:
            raise forms.ValidationError(_t("Choose a day within the next five years."))
        return day

    def clean_share(self) -> int:
        return _points(self.cleaned_data["share"], most=WHOLE)

    def clean_source(self) -> int:
        return _points(self.cleaned_data["source"], most=WHOLE)

    def clean_ramp(self) -> list[int]:
        parts = [
            part.strip(" %") for part in self.cleaned_data["ramp"].replace(";", ",").split(",") if part.strip(" %")
        ]
        if not all(part.isdecimal() and int(part) <= 100 for part in parts) or len(parts) > 24:
            raise forms.ValidationError(_t("Percentages with commas between them, as 30, 60, 80."))
        return [int(part) for part in parts]

    def clean_accelerators(self) -> list[list[int]]:
        return sorted(_rows(self.cleaned_data["accelerators"], lambda left, right: [int(left), _factor(right)]))

    def clean(self) -> dict:
        given = super().clean()
        if self.errors:
            return given
        by_amount = bool(given["share"]) or "%" in given["tiers"]
        if given["event"] != Event.DEAL_WON and (by_amount or given["source"]):
            raise forms.ValidationError(_t("Only a won deal has an amount to share."))
        unit = 100 if by_amount else 1
        try:
            tiers = sorted(_rows(given["tiers"], lambda left, right: [_whole(left, unit), *_rate(right)]))
            quota = _whole(given["quota"], unit) if given["quota"].strip() else 0
        except forms.ValidationError as wrong:
            raise forms.ValidationError(wrong.messages) from None
        if given["accelerators"] and not quota:
            self.add_error("quota", _t("Accelerators need a quota."))
        if not (given["flat"] or given["share"] or tiers):
            raise forms.ValidationError(_t("Say what it pays: a flat amount, a percentage, or both."))
        given["fields"] = {
            "event": given["event"],
            "flat_cents": given["flat"] or 0,
            "share_bp": given["share"],
            "tiers": tiers,
            "quota": quota,
            "accelerators": given["accelerators"],
            "cap_cents": given["cap"],
            "source_bp": given["source"],
            "ramp": given["ramp"],
            "clawback_days": given["clawback_days"],
            "starts_on": given["starts_on"],
            "note": given["note"],
        }
        return given

    def terms(self) -> Terms:
        """What the form says, as the rules read it; not stored."""
        return Plan(version=0, **self.cleaned_data["fields"]).terms()


class RemarkForm(forms.Form):
    text = forms.CharField(max_length=2000, label=_("Question or answer"), widget=forms.Textarea({"rows": 2}))


class SettlementForm(RemarkForm):
    correction = forms.CharField(
        required=False, max_length=20, label=_("Correction"), help_text=_("An amount, with a minus to take back.")
    )

    def clean_correction(self) -> int:
        text = self.cleaned_data["correction"].strip().replace("−", "-")
        return _cents(text) if text else 0


class FirstDayForm(forms.Form):
    day = forms.DateField(required=False)


def _rows(text: str, read: Callable[[str, str], list[int]]) -> list[list[int]]:
    """`left: right` in each line, or with a semicolon between."""
    found = []
    for row in text.replace(";", "\n").splitlines():
        if not row.strip():
            continue
        left, colon, right = row.partition(":")
        try:
            if not colon:
                raise ValueError(row)
            found.append(read(left.strip(" %"), right.strip()))
        except (ValueError, InvalidOperation):
            raise forms.ValidationError(
                _t("“%(row)s” is not written as in the example.") % {"row": row.strip()}
            ) from None
    if len({row[0] for row in found}) < len(found) or any(row[0] <= 0 for row in found) or len(found) > 12:
        raise forms.ValidationError(_t("Each threshold stands once and is more than nothing."))
    return found


def _rate(text: str) -> list[int]:
    """[flat cents, share in basis points]"""
    return [0, _points(text, most=WHOLE)] if text.endswith("%") else [_cents(text), 0]


def _points(text: str, *, most: int) -> int:
    text = text.strip().rstrip("%").strip()
    if not text:
        return 0
    exact = _decimal(text) * 100
    if exact != int(exact) or not 0 <= exact <= most:
        raise forms.ValidationError(_t("A percentage from 0 to 100, with two decimals at most."))
    return int(exact)


def _factor(text: str) -> int:
    exact = _decimal(text) * WHOLE
    if exact != int(exact) or not 0 <= exact <= 10 * WHOLE:
        raise ValueError(text)
    return int(exact)


def _cents(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    exact = _decimal(text.lstrip("-")) * 100
    if exact != int(exact) or exact > MOST:
        raise forms.ValidationError(_t("“%(text)s” is no amount.") % {"text": text})
    return sign * int(exact)


def _whole(text: str, unit: int) -> int:
    exact = _decimal(text) * unit
    if exact != int(exact) or not 0 <= exact <= MOST * 100:
        raise forms.ValidationError(_t("“%(text)s” is no amount.") % {"text": text})
    return int(exact)


def _decimal(text: str) -> Decimal:
    try:
        found = Decimal(plain_number(text))
    except InvalidOperation:
        raise forms.ValidationError(_t("“%(text)s” is no amount.") % {"text": text}) from None
    if not found.is_finite():
        raise forms.ValidationError(_t("“%(text)s” is no amount.") % {"text": text})
    return found
