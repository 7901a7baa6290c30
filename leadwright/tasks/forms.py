from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.tasks.models import Leave, Task, TaskKind
from leadwright.team.access import SELLERS
from leadwright.team.models import Member


class ClosingForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(Task.Outcome.DONE, ""), (Task.Outcome.SKIPPED, "")])
    note = forms.CharField(required=False, max_length=1000)

    def __init__(self, *args, task: Task, **kwargs):
        super().__init__(*args, **kwargs)
        self.task = task

    def clean(self) -> dict:
        given = super().clean()
        if given.get("outcome") == Task.Outcome.DONE and self.task.kind == TaskKind.CALL and self.task.is_open:
            self.add_error("outcome", _("Say what came of the call: the cadence goes by it."))
        if given.get("outcome") == Task.Outcome.SKIPPED and not given.get("note"):
            self.add_error("note", _("Say in a word why it is skipped: it stands on the timeline."))
        return given


class WhenForm(forms.Form):
    """A day, and an hour of it, in the member's own zone."""

    day = forms.DateField(label=_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TimeField(
        label=_lazy("Hour"), required=False, initial=time(9), widget=forms.TimeInput(attrs={"type": "time"})
    )

    def __init__(self, *args, member: Member, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.now = member, now

    def clean(self) -> dict:
        given = super().clean()
        if given.get("day"):
            hour = given.get("hour") or self.member.day_starts
            given["at"] = datetime.combine(given["day"], hour, tzinfo=ZoneInfo(self.member.timezone))
            if given["at"] <= self.now:
                self.add_error("day", _("That time has passed. Choose a later one."))
        return given


class ReminderForm(WhenForm):
    title = forms.CharField(label=_lazy("What to do"), max_length=200)
    lead = forms.IntegerField()


class LeaveForm(forms.ModelForm):
    """Who is away, from when until when, and who does their work meanwhile."""

    class Meta:
        model = Leave
        fields = ["member", "cover", "first_on", "last_on"]
        labels = {
            "member": _lazy("Who is away"),
            "cover": _lazy("Who does their work"),
            "first_on": _lazy("First day"),
            "last_on": _lazy("Last day"),
        }
        widgets = {
            "first_on": forms.DateInput(attrs={"type": "date"}),
            "last_on": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args, by: Member, now: datetime, **kwargs):
        super().__init__(*args, auto_id="leave_%s", **kwargs)
        self.now = now
        working = colleagues(by)
        self.fields["cover"].queryset, self.fields["cover"].empty_label = working, _("Choose…")
        self.fields["member"].queryset = working if by.manages else working.filter(pk=by.pk)
        self.fields["member"].empty_label = None
        self.fields["member"].initial = by.pk

    def clean(self) -> dict:
        given = super().clean()
        first, last, member = given.get("first_on"), given.get("last_on"), given.get("member")
        if first and last and last < first:
            self.add_error("last_on", _("The last day stands before the first."))
        if last and member and last < member.local(self.now).date():
            self.add_error("last_on", _("That day has passed."))
        if member and member == given.get("cover"):
            self.add_error("cover", _("Nobody covers for themselves. Choose a colleague."))
        return given


class MoveForm(forms.Form):
    """Whose overdue work it is; `to` a colleague, or empty for new days."""

    member = forms.ModelChoiceField(Member.objects.none())
    to = forms.ModelChoiceField(Member.objects.none(), required=False)

    def __init__(self, *args, by: Member, **kwargs):
        super().__init__(*args, **kwargs)
        everybody = Member.objects.seen_by(by).select_related("user")
        self.fields["member"].queryset = everybody if by.manages else everybody.filter(pk=by.pk)
        self.fields["to"].queryset = colleagues(by)

    def clean(self) -> dict:
        given = super().clean()
        if given.get("to") and given["to"] == given.get("member"):
            self.add_error("to", _("It is theirs already. Choose a colleague."))
        return given


def colleagues(member: Member):
    """Who may be given a task: everybody active who sells, oneself included."""
    working = Member.objects.seen_by(member).filter(active=True, role__in=SELLERS)
    return working.select_related("user").order_by("user__name", "pk")
