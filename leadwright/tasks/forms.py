from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leadwright.tasks.models import Task
from leadwright.team.models import Member


class ClosingForm(forms.Form):
    outcome = forms.ChoiceField(choices=[(Task.Outcome.DONE, ""), (Task.Outcome.SKIPPED, "")])
    note = forms.CharField(required=False, max_length=1000)

    def clean(self) -> dict:
        given = super().clean()
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
