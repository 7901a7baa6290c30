from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leadwright.pipeline.models import OPEN_STAGES, AnswerTime, Handoff, Need, Opportunity, ProposalTemplate, Stage
from leadwright.pipeline.printing import Item
from leadwright.team.models import Member
from leadwright.team.roles import Role

MOST = Decimal("1000000000")


class RecipientForm(forms.Form):
    """Which AE of the workspace."""

    to = forms.ModelChoiceField(Member.objects.none(), label=_("To"), empty_label=None)

    def __init__(self, *args, workspace, **kwargs):
        super().__init__(*args, **kwargs)
        aes = Member.objects.filter(workspace=workspace, role=Role.AE, active=True).select_related("user")
        self.fields["to"].queryset = aes.order_by("user__name")


class OfferForm(RecipientForm):
    note = forms.CharField(
        max_length=2000, required=False, label=_("A word to the AE"), widget=forms.Textarea({"rows": 2})
    )


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
        fields = ["name", "currency", "next_step", "next_step_on", "closes_on"]
        labels = {
            "name": _("Deal"),
            "currency": _("Currency"),
            "next_step": _("Next step"),
            "next_step_on": _("On"),
            "closes_on": _("Expected to close by"),
        }
        help_texts = {"closes_on": ""}
        widgets = {
            "next_step_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].initial = f"{self.instance.amount_cents / 100:.2f}"
        self.fields["next_step"].required = self.fields["next_step_on"].required = self.instance.is_open
        self.fields["currency"].required = False
        if self.instance.stage == Stage.WON:
            del self.fields["currency"]
            del self.fields["amount"]  # what it was won at has been paid for: move it back to change it

    def clean_currency(self) -> str:
        code = self.cleaned_data["currency"].strip().upper() or self.instance.currency
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(_("Three letters, as EUR or USD."))
        return code


class ItemsField(forms.CharField):
    """Lines of a proposal as people write them: `what; how many; what one costs`, one a line."""

    def __init__(self, **kwargs):
        widget = forms.Textarea({"rows": 5, "class": "mono"})
        super().__init__(
            max_length=20_000,
            required=False,
            widget=widget,
            label=_("Lines"),
            help_text=_("One a line: what; how many; what one costs. Logger; 33; 149.00"),
            **kwargs,
        )

    def clean(self, value) -> list[Item]:
        text = super().clean(value)
        return [self._item(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]

    def _item(self, number: int, line: str) -> Item:
        parts = [part.strip() for part in line.rsplit(";", 2)]
        try:
            words, quantity, price = parts
            hundredths = Decimal(plain_number(quantity)) * 100
            cents = Decimal(plain_number(price)) * 100
        except (ValueError, ArithmeticError):
            raise forms.ValidationError(_("Line %(n)s: what; how many; what one costs.") % {"n": number}) from None
        whole = hundredths == int(hundredths) and cents == int(cents)
        if not (words and whole and 0 < hundredths <= MOST and abs(cents) <= MOST):
            raise forms.ValidationError(_("Line %(n)s: two places behind the comma at the most.") % {"n": number})
        return Item(words[:300], int(hundredths), int(cents))


def items_written(rows: list) -> str:
    """Kept lines as they are written in the form."""
    return "\n".join(f"{words}; {hundredths / 100:g}; {cents / 100:.2f}" for words, hundredths, cents in rows)


class ProposalForm(forms.Form):
    title = forms.CharField(max_length=200, label=_("Title"))
    intro = forms.CharField(
        max_length=8000, required=False, label=_("Words before the lines"), widget=forms.Textarea({"rows": 5})
    )
    items = ItemsField()
    terms = forms.CharField(
        max_length=8000, required=False, label=_("Words after them"), widget=forms.Textarea({"rows": 3})
    )


class SendForm(forms.Form):
    text = forms.CharField(max_length=10_000)


class ProposalTemplateForm(forms.ModelForm):
    items = ItemsField()

    class Meta:
        model = ProposalTemplate
        fields = ["name", "title", "intro", "items", "terms"]
        labels = {
            "name": _("Name"),
            "title": _("Title"),
            "intro": _("Words before the lines"),
            "terms": _("Words after them"),
        }
        widgets = {"intro": forms.Textarea({"rows": 4}), "terms": forms.Textarea({"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["items"] = items_written(self.instance.items)

    def clean_items(self) -> list:
        return [[item.words, item.hundredths, item.unit_cents] for item in self.cleaned_data["items"]]


class ExitForm(forms.Form):
    """Which needs each column has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for stage in OPEN_STAGES:
            self.fields[stage.value] = forms.MultipleChoiceField(
                choices=Need.choices, required=False, label=stage.label, widget=forms.CheckboxSelectMultiple
            )


class MoveForm(forms.Form):
    to_stage = forms.ChoiceField(choices=Stage.choices, label=_("To"))
    amount = AmountField(label=_("Amount"), required=False)
    lost_reason = forms.CharField(
        max_length=200, required=False, label=_("Why it was lost"), widget=forms.TextInput({"list": "lost-reasons"})
    )
    won_reason = forms.CharField(
        max_length=200, required=False, label=_("What won it"), widget=forms.TextInput({"list": "won-reasons"})
    )
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


class ShareForm(forms.Form):
    """A colleague and their percent of the credit of a deal."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Colleague"), empty_label=None)
    percent = forms.DecimalField(
        min_value=0,
        max_value=Decimal("99.99"),
        decimal_places=2,
        label=_("Percent of the credit"),
        help_text=_("0 takes it away."),
    )

    def __init__(self, *args, deal: Opportunity, **kwargs):
        super().__init__(*args, **{"auto_id": "share_%s", **kwargs})
        sellers = Member.objects.filter(workspace=deal.workspace_id, active=True).exclude(role=Role.MARKETING)
        self.fields["member"].queryset = sellers.exclude(pk=deal.owner_id).select_related("user").order_by("user__name")

    @property
    def part_bp(self) -> int:
        return int(self.cleaned_data["percent"] * 100)


class AnswerTimeForm(forms.Form):
    """Empty: until the same hour of the next working day."""

    hours = forms.IntegerField(
        min_value=1, max_value=AnswerTime.MOST_HOURS, required=False, label=_("Working hours of the AE")
    )
