from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leadwright.leads import matching
from leadwright.meetings import routing
from leadwright.meetings.models import Calendar, Meeting, Queue, Rule, Seat
from leadwright.team.models import Member


def hosts_in(member: Member):
    return Member.objects.seen_by(member).filter(active=True).exclude(role="marketing").select_related("user")


class LocalMoment(forms.DateTimeField):
    """A time as the member's own clock shows it."""

    widget = forms.DateTimeInput({"type": "datetime-local", "step": 300}, format="%Y-%m-%dT%H:%M")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **kwargs)


class BookForm(forms.Form):
    at = LocalMoment(label=_("When"))
    host = forms.ModelChoiceField(
        Member.objects.none(), required=False, label=_("Who"), empty_label=_("as the rules say")
    )
    purpose = forms.ChoiceField(choices=Meeting.Purpose.choices, label=_("What"))
    note = forms.CharField(required=False, max_length=1000, label=_("Note in the invitation"))

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["host"].queryset = hosts_in(member).order_by("user__name")

    def clean_at(self) -> datetime:
        return theirs(self.cleaned_data["at"], self.member)


class TimeForm(forms.Form):
    at = LocalMoment(label=_("New time"))

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.member = member

    def clean_at(self) -> datetime:
        return theirs(self.cleaned_data["at"], self.member)


class HostForm(forms.Form):
    """Who hosts it from now on."""

    host = forms.ModelChoiceField(Member.objects.none(), label=_("Who"))

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts_in(member).order_by("user__name")


def theirs(at: datetime, member: Member) -> datetime:
    return at.replace(tzinfo=ZoneInfo(member.timezone))


class CalendarForm(forms.ModelForm):
    class Meta:
        model = Calendar
        fields = ["kind", "url", "username", "password"]
        labels = {
            "kind": _("Kind"),
            "url": _("Address of the calendar"),
            "username": _("User name"),
            "password": _("Password"),
        }
        widgets = {"password": forms.PasswordInput(attrs={"autocomplete": "new-password"}), "url": forms.TextInput()}
        help_texts = {
            "url": _("For CalDAV that of the one calendar, as its program shows it. Stored as it is."),
            "password": _("Stored encrypted. Many providers want an app password here."),
        }

    url = forms.CharField(max_length=500, label=_("Address of the calendar"))
    kind = forms.ChoiceField(
        choices=[(kind.value, kind.label) for kind in (Calendar.Kind.ICS, Calendar.Kind.CALDAV)], label=_("Kind")
    )

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if urlsplit(url).scheme.lower() not in {"https", "http", "webcal", "webcals"} or not urlsplit(url).hostname:
            raise forms.ValidationError(_t("A web address, as https://…"))
        return url


class VisitorForm(forms.Form):
    """What somebody who books says of themselves."""

    name = forms.CharField(max_length=120, label=_("Your name"), widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.CharField(max_length=254, label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "email"}))
    company = forms.CharField(
        max_length=200, required=False, label=_("Company"), widget=forms.TextInput({"autocomplete": "organization"})
    )
    note = forms.CharField(
        max_length=1000, required=False, label=_("What is it about?"), widget=forms.Textarea({"rows": 3})
    )

    def clean_email(self) -> str:
        address = matching.email(self.cleaned_data["email"])
        if not address:
            raise forms.ValidationError(_t("This is not an e-mail address."))
        return address


class QueueForm(forms.ModelForm):
    class Meta:
        model = Queue
        fields = [
            *("name", "minutes", "buffer_minutes", "notice_hours", "horizon_days", "place", "stop_days", "resume_days"),
            *("remind_hours", "remind_again_minutes"),
            *("credits_no_shows", "credits_cancelled"),
        ]
        labels = {
            "name": _("Name"),
            "minutes": _("Minutes"),
            "buffer_minutes": _("Minutes kept free around it"),
            "notice_hours": _("Hours of notice"),
            "horizon_days": _("Days ahead"),
            "place": _("Where (an address, a link for video)"),
            "stop_days": _("No new ones so many days before a leave"),
            "resume_days": _("New ones so many days before its end"),
            "remind_hours": _("A reminder so many hours before (0: none)"),
            "remind_again_minutes": _("Another so many minutes before (0: none)"),
            "credits_no_shows": _("Who waited in vain is owed another"),
            "credits_cancelled": _("Whose meeting is called off is owed another"),
        }

    def clean_minutes(self) -> int:
        minutes = self.cleaned_data["minutes"]
        if not 5 <= minutes <= 480:
            raise forms.ValidationError(_t("Between 5 minutes and 8 hours."))
        return minutes

    def clean_remind_hours(self) -> int:
        return self._at_most("remind_hours", 336)

    def clean_remind_again_minutes(self) -> int:
        return self._at_most("remind_again_minutes", 1440)

    def _at_most(self, name: str, most: int) -> int:
        if self.cleaned_data[name] > most:
            raise forms.ValidationError(_t("At most %(n)s.") % {"n": most})
        return self.cleaned_data[name]

    def clean_horizon_days(self) -> int:
        days = self.cleaned_data["horizon_days"]
        if not 1 <= days <= 60:
            raise forms.ValidationError(_t("Between 1 and 60 days."))
        return days


class SeatForm(forms.ModelForm):
    class Meta:
        model = Seat
        fields = ["weight", "priority", "cap_hour", "cap_day", "cap_week", "cap_month"]

    def clean_weight(self) -> int:
        weight = self.cleaned_data["weight"]
        if weight > routing.MOST_WEIGHT:
            raise forms.ValidationError(_t("A weight lies between 0 and 10,000; 0 is out of the queue."))
        return weight


class RuleForm(forms.ModelForm):
    class Meta:
        model = Rule
        fields = ["position", "field", "test", "value", "gives", "queue", "member"]
        labels = {
            "position": _("Place in the order"),
            "field": _("Where"),
            "test": _("Test"),
            "value": _("Value"),
            "gives": _("Give it to"),
            "queue": _("Queue"),
            "member": _("Person"),
        }

    def __init__(self, *args, by: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["queue"].queryset = Queue.objects.seen_by(by).order_by("name")
        self.fields["member"].queryset = hosts_in(by).order_by("user__name")
        for name in ("field", "test", "gives"):
            self.fields[name].choices = [("", "–"), *self.fields[name].choices[1:]]
        self.fields["queue"].empty_label = self.fields["member"].empty_label = "–"
        self.fields["member"].required = self.fields["queue"].required = self.fields["test"].required = False

    def clean(self) -> dict:
        given = super().clean()
        gives, field = given.get("gives"), given.get("field")
        if gives == routing.QUEUE and not given.get("queue"):
            self.add_error("queue", _t("Say which queue."))
        if gives == routing.PERSON and not given.get("member"):
            self.add_error("member", _t("Say who."))
        if field and not (given.get("test") and given.get("value")):
            self.add_error("value", _t("A condition has a test and a value."))
        if not field and gives != routing.OWNER:
            self.add_error("field", _t("The rule that fits always stands already, as the last; change that one."))
        return given
