from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.qualification import fit
from leadwright.qualification.models import Criterion, Evidence, FitRule, Verdict
from leadwright.qualification.numerals import number


class EvidenceForm(forms.Form):
    criterion = forms.ModelChoiceField(Criterion.objects.none(), error_messages={"invalid_choice": _("Choose one.")})
    text = forms.CharField(max_length=500)
    source = forms.CharField(max_length=300)
    strength = forms.ChoiceField(choices=Evidence.Strength.choices)
    origin = forms.RegexField(r"^[a-z]{2,10}(:\d{1,18})?$", max_length=60, required=False)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = Criterion.objects.filter(workspace=workspace, retired_at=None)


class VerdictForm(forms.Form):
    """`today` is the day of the person who decides: a date of return lies after it."""

    decision = forms.ChoiceField(choices=Verdict.Decision.choices)
    reason = forms.ChoiceField(choices=Verdict.Reason.choices, required=False)
    note = forms.CharField(max_length=2000, required=False)
    revisit_on = forms.DateField(required=False)
    revisit_column = forms.CharField(max_length=200, required=False)
    revisit_test = forms.ChoiceField(choices=[("", ""), *FitRule.Test.choices], required=False)
    revisit_value = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_revisit_on(self) -> date | None:
        day = self.cleaned_data["revisit_on"]
        if day and day <= self.today:
            raise forms.ValidationError(_("Choose a day that is still to come."))
        if day and day.year > self.today.year + 10:
            raise forms.ValidationError(_("Choose a day within the next ten years."))
        return day

    def clean(self) -> dict:
        given = super().clean()
        decision = given.get("decision")
        if decision == Verdict.Decision.DISQUALIFIED and not given.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why: the reason is what makes the next list better."))
        column, test, value = (given.get(f"revisit_{part}", "").strip() for part in ("column", "test", "value"))
        if column:
            if not test or (test != fit.FILLED and not value):
                self.add_error("revisit_value", _("Say what has to be so: a test and a value."))
            elif test in {fit.AT_LEAST, fit.AT_MOST} and number(value) is None:
                self.add_error("revisit_value", _("A number."))
        given["rule"] = (column, test, value) if column else ("", "", "")
        if decision == Verdict.Decision.NOT_YET and not (given.get("revisit_on") or column or self.errors):
            self.add_error("revisit_on", _("Say when it comes back: on a day, or when something is so."))
        return given


class CriterionForm(forms.ModelForm):
    """A question of one's own."""

    class Meta:
        model = Criterion
        fields = ["name", "question", "topic"]
        labels = {"name": _("Name"), "question": _("How to ask it"), "topic": _("What may show it")}
