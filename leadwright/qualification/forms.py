from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.qualification.models import Criterion, Evidence, Verdict


class EvidenceForm(forms.Form):
    criterion = forms.ModelChoiceField(Criterion.objects.none(), error_messages={"invalid_choice": _("Choose one.")})
    text = forms.CharField(max_length=500)
    source = forms.CharField(max_length=300)
    strength = forms.ChoiceField(choices=Evidence.Strength.choices)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = Criterion.objects.filter(workspace=workspace)


class VerdictForm(forms.Form):
    """`today` is the day of the person who decides: a date of return lies after it."""

    decision = forms.ChoiceField(choices=Verdict.Decision.choices)
    reason = forms.ChoiceField(choices=Verdict.Reason.choices, required=False)
    note = forms.CharField(max_length=2000, required=False)
    revisit_on = forms.DateField(required=False)

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
        if decision == Verdict.Decision.NOT_YET and not given.get("revisit_on") and "revisit_on" not in self.errors:
            self.add_error("revisit_on", _("Say when it comes back."))
        return given
