from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadwright.cadences.admitting import OVERRULED
from leadwright.cadences.facts import CUSTOM, FIELDS
from leadwright.cadences.models import WITHOUT_WORDS, Arm, Asks, Cadence, Counts, Operator, StepKind
from leadwright.conversations.models import Call
from leadwright.playbooks.rendering import BadTemplate, fields_used
from leadwright.team.models import Member


class StepForm(forms.Form):
    """What a step does, when, for whom and with which words. Fields that its kind has no use for are left out."""

    kind = forms.ChoiceField(label=_("What"), choices=StepKind)
    name = forms.CharField(label=_("Name"), max_length=120)
    wait_days = forms.IntegerField(
        label=_("Days after the step before"), min_value=0, max_value=90, help_text=_("0 is the same day.")
    )
    counts = forms.ChoiceField(label=_("Counted in"), choices=Counts, required=False, initial=Counts.WORKING)
    on_date = forms.DateField(
        label=_("Not before this date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("For an event with a day of its own. Who reaches the step after that day is not written to."),
    )
    patience_days = forms.IntegerField(
        label=_("Patience, in working days"),
        min_value=0,
        max_value=60,
        initial=3,
        help_text=_(
            "A task not done within these days is passed over, and says so. What waits for an event waits so long."
        ),
    )
    arm = forms.ChoiceField(
        label=_("Who gets it"),
        choices=Arm,
        required=False,
        help_text=_("Right after a step that waits for an event, a step may be for one branch only."),
    )
    asks = forms.ChoiceField(label=_("Only where"), choices=Asks, required=False)
    asks_negated = forms.BooleanField(label=_("… has not happened"), required=False)
    asks_field = forms.CharField(label=_("Field"), max_length=80, required=False)
    asks_operator = forms.ChoiceField(label=_("Says"), choices=Operator, required=False, initial=Operator.IS)
    asks_value = forms.CharField(label=_("Value"), max_length=120, required=False)
    approved_first = forms.BooleanField(
        label=_("A person reads it before it goes"),
        required=False,
        help_text=_("It waits in the owner's Today as a letter; they may change it, send it or leave it out."),
    )
    new_thread = forms.BooleanField(label=_("Begins a new thread"), required=False)
    subject = forms.CharField(
        label=_("Subject"), max_length=200, required=False, help_text=_("Empty: it answers in the same thread.")
    )
    body = forms.CharField(
        label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}), strip=False, required=False
    )

    def clean_subject(self) -> str:
        return checked(self.cleaned_data["subject"])

    def clean_body(self) -> str:
        return checked(self.cleaned_data["body"].replace("\r\n", "\n").strip())

    def clean_counts(self) -> str:
        return self.cleaned_data["counts"] or Counts.WORKING

    def clean_asks_operator(self) -> str:
        return self.cleaned_data["asks_operator"] or Operator.IS

    def clean(self) -> dict:
        given = super().clean()
        kind, asks = given.get("kind"), given.get("asks")
        if kind not in WITHOUT_WORDS and not given.get("body") and "body" not in self.errors:
            self.add_error("body", _("What is to be said? This kind of step needs its words."))
        if kind == StepKind.WAIT and not asks:
            self.add_error("asks", _("Say what it waits for."))
        if kind != StepKind.WAIT and given.get("patience_days") == 0:
            self.add_error(
                "patience_days", _("At least one day; only a step that waits for an event may decide at once.")
            )
        if asks == Asks.FIELD:
            self._check_field(given)
        if given.get("new_thread") and not given.get("subject"):
            self.add_error("subject", _("A new thread needs a subject."))
        return given

    def _check_field(self, given: dict) -> None:
        name = given.get("asks_field", "")
        if name not in FIELDS and not (name.startswith(CUSTOM) and len(name) > len(CUSTOM)):
            self.add_error(
                "asks_field", _("There is no such field. Columns of a list are “lead.custom.” and their name.")
            )
        if given.get("asks_operator") not in {Operator.KNOWN, Operator.UNKNOWN} and not given.get("asks_value"):
            self.add_error("asks_value", _("With what is it compared?"))


class VariantForm(forms.Form):
    """Other words for a mail. It stands where the mail stands: with a subject of its own if that has one."""

    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    body = forms.CharField(label=_("Words"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 14}), strip=False)

    def __init__(self, *args, begins: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if begins:
            self.fields["subject"].required = True
        else:
            del self.fields["subject"]

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
