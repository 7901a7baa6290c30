from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadwright.cadences.enrolling import OVERRULED
from leadwright.cadences.models import Cadence, StepKind
from leadwright.conversations.models import Call
from leadwright.playbooks.rendering import BadTemplate, fields_used
from leadwright.team.models import Member


class StepForm(forms.Form):
    kind = forms.ChoiceField(label=_("What"), choices=StepKind)
    name = forms.CharField(label=_("Name"), max_length=120)
    wait_days = forms.IntegerField(
        label=_("Working days after the step before"), min_value=0, max_value=60, help_text=_("0 is the same day.")
    )
    patience_days = forms.IntegerField(
        label=_("Patience, in working days"),
        min_value=1,
        max_value=30,
        initial=3,
        help_text=_("A task not done within these days is passed over, and says so."),
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=200, required=False, help_text=_("Empty: it answers in the same thread.")
    )
    body = forms.CharField(label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}), strip=False)

    def clean_subject(self) -> str:
        return checked(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return checked(self.cleaned_data["body"].replace("\r\n", "\n").strip())


def checked(text: str) -> str:
    try:
        fields_used(text)
    except BadTemplate as error:
        raise forms.ValidationError(str(error)) from error
    return text


class CadenceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Cadence.objects.seen_by(self.member).filter(name=name).exists():
            raise forms.ValidationError(_("There is a cadence of this name."))
        return name


class HoldForm(forms.Form):
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args, now: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def clean_until(self) -> datetime:
        """The morning of that day, where the reader is."""
        until = timezone.make_aware(datetime.combine(self.cleaned_data["until"], time(0)))
        if until <= self.now:
            raise forms.ValidationError(_("Choose a day to come."))
        return until


class StopForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=200)


class OverrideForm(forms.Form):
    code = forms.ChoiceField(choices=[(code, code) for code in sorted(OVERRULED)], widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why it does not hold here"), max_length=300)


class CallForm(forms.Form):
    disposition = forms.ChoiceField(label=_("What came of it"), choices=Call.Disposition)
    note = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    call_back_at = forms.DateTimeField(
        label=_("Call back at"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
