from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.pipeline.models import Handoff, Opportunity, Stage
from leadwright.team.models import Member
from leadwright.team.roles import Role

MOST = Decimal("1000000000")


class OfferForm(forms.Form):
    to = forms.ModelChoiceField(Member.objects.none(), label=_("To"), empty_label=None)
    note = forms.CharField(
        max_length=2000, required=False, label=_("A word to the AE"), widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        aes = Member.objects.filter(workspace=workspace, role=Role.AE, active=True).select_related("user")
        self.fields["to"].queryset = aes.order_by("user__name")


class ReturnForm(forms.Form):
    reason = forms.ChoiceField(choices=Handoff.ReturnReason.choices, label=_("Reason"))
    note = forms.CharField(
        max_length=2000, required=False, label=_("What is missing"), widget=forms.Textarea({"rows": 2})
    )


class AmountField(forms.DecimalField):
    """Money as people write it, in whole units and cents; cleaned to integer cents."""

    def __init__(self, **kwargs):
        widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_value=MOST, min_value=0, decimal_places=2, widget=widget, **kwargs)

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, str):
            value = plain_number(value)
        return super().to_python(value)

    def clean(self, value) -> int | None:
        amount = super().clean(value)
        return None if amount is None else int(amount * 100)


def plain_number(text: str) -> str:
    """`12,000.00`, `12 000,00` and `12.000,00` are one amount: the last mark counts when one or two digits follow."""
    bare = "".join(text.split()).replace("\u2019", "").replace("'", "").replace("€", "")
    at = max(bare.rfind(","), bare.rfind("."))
    if at < 0:
        return bare
    whole, rest = bare[:at].replace(",", "").replace(".", ""), bare[at + 1 :]
    return f"{whole}.{rest}" if len(rest) <= 2 else whole + rest


class DealForm(forms.ModelForm):
    amount = AmountField(label=_("Amount"), required=False)

    class Meta:
        model = Opportunity
        fields = ["name", "next_step", "next_step_on"]
        labels = {"name": _("Deal"), "next_step": _("Next step"), "next_step_on": _("On")}
        widgets = {"next_step_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = f"{self.instance.amount_cents / 100:.2f}"
        self.fields["next_step"].required = self.fields["next_step_on"].required = self.instance.is_open
        if self.instance.stage == Stage.WON:
            del self.fields["amount"]  # what it was won at has been paid for: move it back to change it


class MoveForm(forms.Form):
    to_stage = forms.ChoiceField(choices=Stage.choices, label=_("To"))
    amount = AmountField(label=_("Amount"), required=False)
    lost_reason = forms.CharField(max_length=200, required=False, label=_("Why it was lost"))
    note = forms.CharField(max_length=300, required=False, label=_("Note"))
    revisit_on = forms.DateField(
        required=False, label=_("The lead comes back on"), widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args, **kwargs):
        # It stands on one page with the deal's own form: their fields must not share an id.
        super().__init__(*args, **{"auto_id": "move_%s", **kwargs})

    def ask_for_all(self) -> None:
        """Won asks for an amount and lost for a reason: shown as fields that may not stay empty."""
        self.fields["amount"].required = self.fields["lost_reason"].required = True
