from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role


def zone_choices() -> list[tuple[str, str]]:
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "System")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class LoginForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class ProfileForm(forms.ModelForm):
    """A person's own: their name and language, and their place's phone, zone and working day."""

    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Member
        fields = ["name", "title", "phone", "language", "timezone", "day_starts", "day_ends"]
        labels = {
            "title": _("Title"),
            "phone": _("Phone"),
            "day_starts": _("The working day starts"),
            "day_ends": _("and ends"),
        }
        widgets = {
            "day_starts": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "day_ends": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial |= {"name": self.instance.user.name, "language": self.instance.user.language}

    def clean(self) -> dict:
        given = super().clean()
        starts, ends = given.get("day_starts"), given.get("day_ends")
        if starts and ends and starts >= ends:
            self.add_error("day_ends", _("The day must end after it starts."))
        return given

    def keep(self) -> None:
        user = self.instance.user
        user.name, user.language = self.cleaned_data["name"], self.cleaned_data["language"]
        user.save(update_fields=["name", "language"])
        self.instance.save(update_fields=["title", "phone", "timezone", "day_starts", "day_ends"])


class NewPasswordForm(forms.Form):
    """A password is chosen once more than typed: the second one catches a slip."""

    password = forms.CharField(
        label=_("New password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("The same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def clean(self) -> dict:
        given = super().clean()
        if given.get("password") and given.get("again") != given["password"]:
            self.add_error("again", _("The two are not the same."))
        return given

    def keep(self) -> None:
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])


class ChangePasswordForm(NewPasswordForm):
    current = forms.CharField(
        label=_("Password so far"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    field_order = ["current", "password", "again"]

    def clean_current(self) -> str:
        if not self.user.check_password(self.cleaned_data["current"]):
            raise forms.ValidationError(_("This is not your password."))
        return self.cleaned_data["current"]


class InvitationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class WorkspaceForm(forms.ModelForm):
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = Workspace
        fields = ["name", "offer", "postal_address", "timezone", "country", "currency"]
        labels = {
            "name": _("Name"),
            "offer": _("What you sell"),
            "postal_address": _("Postal address"),
            "country": _("Country (two letters)"),
            "currency": _("Currency (three letters)"),
        }
        widgets = {"offer": forms.Textarea(attrs={"rows": 3})}

    def clean_country(self) -> str:
        return letters(self.cleaned_data["country"], 2, _("A country is written as two letters, such as LT."))

    def clean_currency(self) -> str:
        return letters(self.cleaned_data["currency"], 3, _("A currency is written as three letters, such as EUR."))


def letters(text: str, count: int, otherwise: str) -> str:
    text = text.strip().upper()
    if text and not (len(text) == count and text.isascii() and text.isalpha()):
        raise forms.ValidationError(otherwise)
    return text
