import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.channels.phone.lines import PhoneLine


class PhoneLineForm(forms.ModelForm):
    """Our number and the account that it belongs to. The token is taken and never shown again."""

    token = forms.CharField(
        label=_("Auth token"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Stored encrypted and never shown. It also proves that a message is Twilio's."),
    )

    class Meta:
        model = PhoneLine
        fields = ["number", "account", "token", "records"]
        labels = {
            "number": _("Our number"),
            "account": _("Account SID"),
            "records": _("Record calls, where and as the country of the lead allows it"),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["token"].required = False
            self.fields["token"].help_text = _("Leave it empty to keep the one that is stored.")
            self.initial.pop("token", None)

    def clean_number(self) -> str:
        try:
            number = phonenumbers.parse(self.cleaned_data["number"], None)
        except phonenumbers.NumberParseException:
            raise forms.ValidationError(_("Write the number with its country, such as +370 600 00117.")) from None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def clean_account(self) -> str:
        account = self.cleaned_data["account"].strip()
        if not account.isalnum():
            raise forms.ValidationError(_("An account SID has only letters and digits; it begins with AC."))
        return account

    def clean_token(self) -> str:
        return self.cleaned_data["token"] or (self.instance.token if self.instance.pk else "")
