from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.conversations.models import Call
from leadwright.leads.models import LeadList
from leadwright.playbooks.models import Template
from leadwright.tasks.forms import colleagues
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member


class OutcomeForm(forms.Form):
    """What came of a task: of a call its disposition, of others done or skipped; with what was heard and promised."""

    outcome = forms.ChoiceField(choices=[(Task.Outcome.DONE, ""), (Task.Outcome.SKIPPED, "")], required=False)
    disposition = forms.ChoiceField(choices=Call.Disposition, required=False)
    sent = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    note = forms.CharField(required=False, max_length=2000)
    concern = forms.CharField(required=False, max_length=120)
    call_back_at = forms.DateTimeField(required=False)
    promise = forms.CharField(required=False, max_length=200)
    promised_on = forms.DateField(required=False)

    def __init__(self, *args, task: Task, member: Member, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.task, self.member, self.now = task, member, now

    def clean(self) -> dict:
        given = super().clean()
        skipped = given.get("outcome") == Task.Outcome.SKIPPED
        if skipped and not given.get("note"):
            self.add_error("note", _("Say in a word why it is skipped: it stands on the timeline."))
        if self.task.kind == TaskKind.CALL and not skipped and not given.get("disposition"):
            self.add_error("disposition", _("Say what came of the call: the cadence goes by it."))
        if self.task.kind == TaskKind.SETTLE and not given.get("sent"):
            self.add_error("sent", _("Say whether it was sent: look into the sent mail of the mailbox."))
        if self.task.kind not in {TaskKind.CALL, TaskKind.SETTLE} and not given.get("outcome"):
            self.add_error("outcome", _("Say whether it is done or skipped."))
        if given.get("call_back_at") and given["call_back_at"] <= self.now:
            self.add_error("call_back_at", _("That time has passed. Choose a later one."))
        if given.get("promise"):
            given["promised_at"] = self._promised_at(given.get("promised_on"))
        return given

    def _promised_at(self, day) -> datetime | None:
        if not day:
            self.add_error("promised_on", _("By which day did you promise it?"))
            return None
        at = datetime.combine(day, self.member.day_starts, tzinfo=ZoneInfo(self.member.timezone))
        if at <= self.now and day < self.member.local(self.now).date():
            self.add_error("promised_on", _("That day has passed. Choose a later one."))
        return max(at, self.now)


class OwnerForm(forms.Form):
    """Who does it from now on."""

    to = forms.ModelChoiceField(Member.objects.none())
    note = forms.CharField(required=False, max_length=300)

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(member)


class DeviceForm(forms.Form):
    """What a browser says when it lets itself be woken (PushSubscription): an https address, a point of P-256, and 16
    secret bytes, both in base64url."""

    endpoint = forms.URLField(max_length=600, assume_scheme="https")
    public_key = forms.RegexField(r"^[A-Za-z0-9_-]{87}=?$")
    secret = forms.RegexField(r"^[A-Za-z0-9_-]{22}(==)?$")

    def clean_endpoint(self) -> str:
        if not self.cleaned_data["endpoint"].startswith("https://"):
            raise forms.ValidationError(_("A push service has an https address."))
        return self.cleaned_data["endpoint"]


class LetterForm(forms.Form):
    """One approved letter as it stands in front of the person."""

    subject = forms.CharField(max_length=300)
    text = forms.CharField(max_length=20_000)
    personal = forms.CharField(max_length=600, required=False)


class LettersForm(forms.Form):
    """To whom the same template is written: those of one list who are ready and in no cadence."""

    template = forms.ModelChoiceField(Template.objects.none(), label=_lazy("Template"), empty_label=_lazy("Choose…"))
    list = forms.ModelChoiceField(LeadList.objects.none(), label=_lazy("List"), empty_label=_lazy("Choose…"))

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, auto_id="letters_%s", **kwargs)
        mails = Template.objects.seen_by(member).filter(use=Template.Use.EMAIL).exclude(subject="")
        self.fields["template"].queryset = mails.order_by("name")
        self.fields["list"].queryset = LeadList.objects.seen_by(member).order_by("-created_at", "-pk")
