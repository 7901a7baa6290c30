from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.channels.email.compose import BadHeader, checked_address, plain
from leadwright.channels.models import Mailbox
from leadwright.team.models import Member

WIRES = ["smtp_host", "smtp_port", "smtp_security", "imap_host", "imap_port", "imap_security", "username", "address"]


class MailboxForm(forms.ModelForm):
    """A mailbox with both its doors. The password is taken and never shown again."""

    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Stored encrypted and never shown. Many providers want an app password here."),
    )

    class Meta:
        model = Mailbox
        fields = [
            "member",
            "address",
            "sender_name",
            "username",
            "password",
            "smtp_host",
            "smtp_port",
            "smtp_security",
            "imap_host",
            "imap_port",
            "imap_security",
            "daily_limit",
            "hourly_limit",
            "domain_limit",
            "gap_seconds",
            "jitter_seconds",
            "ramp_from",
            "signature",
            "as_html",
        ]
        labels = {
            "member": _("Whose it is"),
            "address": _("Address"),
            "sender_name": _("Name that recipients see"),
            "username": _("User name"),
            "smtp_host": _("Host"),
            "smtp_port": _("Port"),
            "smtp_security": _("Security"),
            "imap_host": _("Host"),
            "imap_port": _("Port"),
            "imap_security": _("Security"),
            "daily_limit": _("At most a day"),
            "hourly_limit": _("At most an hour"),
            "domain_limit": _("At most a day to one receiving domain"),
            "gap_seconds": _("Seconds between two"),
            "jitter_seconds": _("Up to so many seconds more"),
            "ramp_from": _("First day of a slow start"),
            "signature": _("Signature"),
            "as_html": _("Send the same words as light HTML too"),
        }
        help_texts = {
            "as_html": _(
                "Plain text alone looks most like a person's mail. The HTML has no pictures, and tracks nobody."
            ),
            "hourly_limit": _("0: only the limit of the day holds."),
            "domain_limit": _("0: no limit of its own."),
            "jitter_seconds": _("By chance, so that the mails do not leave by the clock. 0: always the same gap."),
            "ramp_from": _("For a young mailbox: 10 that day, 2 more each day, up to the limit. Empty: no slow start."),
        }
        widgets = {
            "signature": forms.Textarea(attrs={"rows": 3}),
            "ramp_from": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by = member
        members = Member.objects.seen_by(member).filter(active=True).select_related("user")
        self.fields["member"].queryset = members if member.manages else members.filter(pk=member.pk)
        if not member.manages:
            del self.fields["member"]
        self.fields["daily_limit"].max_value = 2000
        for name in ("hourly_limit", "domain_limit", "jitter_seconds"):
            self.fields[name].required = False
        if self.instance.provider:  # its doors are the provider's, and the log-in is a grant
            for name in (*WIRES, "password"):
                del self.fields[name]
        elif self.instance.pk:
            self.fields["password"].required = False
            self.fields["password"].help_text = _("Leave it empty to keep the one that is stored.")
            self.initial.pop("password", None)

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].lower()
        try:
            checked_address(address)
        except BadHeader as error:
            raise forms.ValidationError(error.sentence) from None
        others = Mailbox.objects.seen_by(self.by).filter(address=address).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("This address is set up already."))
        return address

    def clean_sender_name(self) -> str:
        try:
            return plain(self.cleaned_data["sender_name"].strip(), _("name"), 120)
        except BadHeader as error:
            raise forms.ValidationError(error.sentence) from None

    def clean_daily_limit(self) -> int:
        limit = self.cleaned_data["daily_limit"]
        if limit > 2000:
            raise forms.ValidationError(_("More than 2,000 a day would cost the mailbox its good name."))
        return limit

    def clean_gap_seconds(self) -> int:
        gap = self.cleaned_data["gap_seconds"]
        if gap > 86_400:
            raise forms.ValidationError(_("A gap of more than a day sends nothing."))
        return gap

    def clean_hourly_limit(self) -> int:
        return self.cleaned_data.get("hourly_limit") or 0

    def clean_domain_limit(self) -> int:
        return self.cleaned_data.get("domain_limit") or 0

    def clean_jitter_seconds(self) -> int:
        jitter = self.cleaned_data.get("jitter_seconds") or 0
        if jitter > 3_600:
            raise forms.ValidationError(_("More than an hour by chance helps nobody."))
        return jitter

    def clean_password(self) -> str:
        given = self.cleaned_data["password"]
        return given or (self.instance.password if self.instance.pk else "")

    def wires_changed(self) -> bool:
        """Whether anything that the trial looks at is new."""
        return not self.instance.pk or bool({*WIRES, "password"} & set(self.changed_data) - self._unchanged())

    def _unchanged(self) -> set[str]:
        return set() if self.data.get("password") else {"password"}
