from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.ai.models import LanguageModel


class LanguageModelForm(forms.ModelForm):
    """The address, the model and the key. The key is taken and never shown again."""

    url = forms.URLField(
        label=_("Address"),
        max_length=200,
        assume_scheme="https",
        help_text=_("Of the OpenAI chat protocol, up to the version: https://api.example.com/v1"),
    )
    key = forms.CharField(
        label=_("Key"),
        max_length=400,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Stored encrypted and never shown."),
    )

    class Meta:
        model = LanguageModel
        fields = ["url", "name", "listener", "key"]
        labels = {"name": _("Model"), "listener": _("Model that writes down calls")}
        help_texts = {
            "name": _("As the provider calls it."),
            "listener": _("Empty: no recording leaves this installation."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["key"].help_text = _("Leave it empty to keep the one that is stored.")
            self.initial.pop("key", None)

    def clean_key(self) -> str:
        kept = self.instance.key if self.instance.pk else ""
        return self.cleaned_data["key"] or kept

    def clean(self) -> dict:
        """A stored key goes to the address that it was stored for, and to no other."""
        cleaned = super().clean()
        moved = self.instance.pk and cleaned.get("url") != self.initial.get("url")
        if moved and not self.data.get("key"):
            self.add_error("key", _("Another address needs the key again."))
        return cleaned
