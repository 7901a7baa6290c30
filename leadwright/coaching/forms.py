from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.coaching.models import Goal, Moment, OneToOne, Question, Recording, RecordingRules, Remark, Scorecard
from leadwright.conversations.models import Call
from leadwright.team.access import SELLERS
from leadwright.team.models import Member

CALLS_OFFERED = 60


def sellers(workspace_id: int):
    members = Member.objects.filter(workspace_id=workspace_id, active=True, role__in=SELLERS)
    return members.select_related("user").order_by("user__name")


class RecordingForm(forms.Form):
    sound = forms.FileField(
        label=_lazy("Recording"),
        help_text=_lazy("WAV, MP3 or OGG, at most 200 MB. Best in stereo: one speaker a channel."),
        widget=forms.FileInput(attrs={"accept": ".wav,.mp3,.ogg,.oga,audio/*"}),
    )
    title = forms.CharField(label=_lazy("Title of the recording"), max_length=160)
    member = forms.ModelChoiceField(Member.objects.none(), label=_lazy("Whose call"))
    call = forms.ModelChoiceField(
        Call.objects.none(), label=_lazy("The call in the log"), required=False, empty_label=_lazy("None of them")
    )
    consent = forms.ChoiceField(
        label=_lazy("How did the others agree?"), choices=[("", _lazy("Choose")), *Recording.Consent.choices]
    )
    consent_note = forms.CharField(label=_lazy("In which words, or where it is kept"), max_length=200, required=False)
    may_teach = forms.BooleanField(label=_lazy("They agreed that it is used for training"), required=False)
    heard_by = forms.ChoiceField(label=_lazy("Who may hear it"), choices=Recording.HeardBy.choices)

    def __init__(self, *args, by: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = sellers(by.workspace_id)
        self.fields["member"].queryset = own if by.manages else own.filter(pk=by.pk)
        self.fields["member"].initial = by.pk
        calls = Call.objects.seen_by(by).select_related("lead")
        calls = calls if by.manages else calls.filter(member=by)
        newest = calls.order_by("-at").values("pk")[:CALLS_OFFERED]
        self.fields["call"].queryset = calls.filter(pk__in=list(newest.values_list("pk", flat=True))).order_by("-at")
        self.fields["call"].label_from_instance = lambda call: f"{call.at:%Y-%m-%d} · {call.lead} · {call}"

    def clean(self) -> dict:
        said = super().clean()
        call, member = said.get("call"), said.get("member")
        if call and member and call.member_id != member.pk:
            self.add_error("call", _("This call was made by somebody else."))
        return said


class WordsForm(forms.Form):
    """A transcript that a provider made, or that somebody wrote."""

    words = forms.CharField(
        label=_lazy("What was said"),
        max_length=400_000,
        help_text=_lazy("WebVTT, SRT, or lines of “01:20 Name: words”."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class RulesForm(forms.ModelForm):
    class Meta:
        model = RecordingRules
        fields = ["kept_days"]
        labels = {"kept_days": _lazy("Days that a recording is kept")}

    def clean_kept_days(self) -> int:
        days = self.cleaned_data["kept_days"]
        if not 1 <= days <= 1095:
            raise forms.ValidationError(_("From one day to three years."))
        return days


class RemarkForm(forms.ModelForm):
    class Meta:
        model = Remark
        fields = ["tone", "words", "seconds"]
        labels = {"tone": _lazy("This is"), "words": _lazy("Comment"), "seconds": _lazy("At second")}
        help_texts = {"seconds": ""}
        widgets = {
            "words": forms.Textarea(attrs={"rows": 3}),
            "seconds": forms.NumberInput(attrs={"min": 0, "step": 1}),
        }

    def __init__(self, *args, timed: bool, **kwargs) -> None:
        super().__init__(*args, auto_id="remark_%s", **kwargs)
        self.fields["tone"].initial = Remark.Tone.PRAISE
        if not timed:
            del self.fields["seconds"]


class MomentForm(forms.ModelForm):
    class Meta:
        model = Moment
        fields = ["topic", "title", "begins", "ends"]
        labels = {
            "topic": _lazy("Topic"),
            "title": _lazy("What is good here"),
            "begins": _lazy("From second"),
            "ends": _lazy("To second"),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="moment_%s", **kwargs)

    def clean(self) -> dict:
        said = super().clean()
        begins, ends = said.get("begins"), said.get("ends")
        if begins is not None and ends is not None and not 0 <= begins < ends:
            self.add_error("ends", _("It must end after it begins."))
        return said

    def clean_topic(self) -> str:
        return " ".join(self.cleaned_data["topic"].split())


class HearersForm(forms.ModelForm):
    class Meta:
        model = Recording
        fields = ["heard_by", "may_teach"]
        labels = {
            "heard_by": _lazy("Who may hear it"),
            "may_teach": _lazy("They agreed that it is used for training"),
        }
        help_texts = {"may_teach": ""}


class ScorecardForm(forms.ModelForm):
    class Meta:
        model = Scorecard
        fields = ["name", "of", "audience"]
        labels = {"name": _lazy("Name"), "of": _lazy("For"), "audience": _lazy("Who sees what was scored")}

    def __init__(self, *args, workspace, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.workspace = workspace
        if self.instance.pk:
            del self.fields["of"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        twins = Scorecard.objects.filter(workspace=self.workspace, name__iexact=name).exclude(pk=self.instance.pk)
        if twins.exists():
            raise forms.ValidationError(_("A scorecard of this name stands already."))
        return name


class QuestionForm(forms.Form):
    text = forms.CharField(label=_lazy("Question"), max_length=240, required=False)
    kind = forms.ChoiceField(label=_lazy("Answered by"), choices=Question.Kind.choices)
    mandatory = forms.BooleanField(label=_lazy("Must be answered"), required=False)
    low = forms.IntegerField(label=_lazy("From"), min_value=0, max_value=49, initial=1)
    high = forms.IntegerField(label=_lazy("To"), min_value=1, max_value=50, initial=5)
    choices = forms.CharField(
        label=_lazy("The list, from worst to best"),
        required=False,
        max_length=2000,
        help_text=_lazy("One a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    guide = forms.CharField(
        label=_lazy("Guide"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # an unchanged question is a question all the same

    def clean(self) -> dict:
        said = super().clean()
        said["choices"] = list(dict.fromkeys(filter(None, map(str.strip, said.get("choices", "").splitlines()))))
        if said.get("text") and said.get("kind") in {"single", "multi"} and len(said["choices"]) < 2:
            self.add_error("choices", _("A list needs two lines at least."))
        if (said.get("low") or 0) >= (said.get("high") or 0):
            self.add_error("high", _("It must be more than where it begins."))
        return said


QuestionForms = forms.formset_factory(QuestionForm, extra=2, max_num=30, absolute_max=30)


class GoalForm(forms.ModelForm):
    class Meta:
        model = Goal
        fields = ["measure", "figure", "by_on", "why"]
        labels = {
            "measure": _lazy("What is measured"),
            "figure": _lazy("Figure"),
            "by_on": _lazy("By"),
            "why": _lazy("Why this one"),
        }
        widgets = {"by_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, member: Member, today, **kwargs) -> None:
        super().__init__(*args, auto_id="goal_%s", **kwargs)
        self.member, self.today = member, today

    def clean_by_on(self):
        if self.cleaned_data["by_on"] <= self.today:
            raise forms.ValidationError(_("A day that is still to come."))
        return self.cleaned_data["by_on"]

    def clean(self) -> dict:
        """No share is above all there is, and no figure below nothing."""
        said = super().clean()
        figure = said.get("figure")
        if figure is not None and (figure < 0 or (said.get("measure") in Goal.OF_HUNDRED and figure > 100)):
            self.add_error("figure", _("A figure from 0 to 100."))
        return said

    def clean_measure(self) -> str:
        measure = self.cleaned_data["measure"]
        if Goal.objects.filter(member=self.member, measure=measure, ended_at=None).exists():
            raise forms.ValidationError(_("There is an open goal for this already. End that one first."))
        return measure


class OneToOneForm(forms.ModelForm):
    class Meta:
        model = OneToOne
        fields = ["agreed"]
        labels = {"agreed": _lazy("What you agreed")}
        widgets = {"agreed": forms.Textarea(attrs={"rows": 4, "class": "words"})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="talk_%s", **kwargs)
