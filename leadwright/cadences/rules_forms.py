"""The form of a ruleset, in the order of a manager's questions."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from leadwright.cadences.hours import of_words, zone_exists
from leadwright.cadences.models import Ruleset
from leadwright.leads.places import country_code
from leadwright.team.models import Member

ANSWERS = ("on_reply", "on_others_reply", "reply_hold_days", "on_reached", "on_company", "company_days")
ADMITS = (
    *("needs_good_brief", "needs_words", "needs_verified", "no_deal_at_company", "one_owner_a_company"),
    *("company_at_once", "cool_down_days", "consent_countries", "calling_list_countries"),
)
PACE = ("person_adds_a_day", "person_at_once", "cadence_adds_a_day", "cadence_at_once")
HOURS = ("mail_week", "call_week", "zone", "waits_for_leave")
COMPARES = ("variant_minimum",)
NO_LIMIT = ("company_at_once", "cool_down_days", *PACE)


class WeekField(forms.CharField):
    """Seven lines, one a weekday from Monday on: 09:00-12:00, 13:00-17:00; an empty line is a day without."""

    def __init__(self, **kwargs) -> None:
        rows = forms.Textarea(attrs={"rows": 7, "spellcheck": "false"})
        super().__init__(required=False, widget=rows, strip=False, **kwargs)

    def prepare_value(self, value: object) -> str:
        return "\n".join(value) if isinstance(value, list) else str(value or "")

    def clean(self, value: object) -> list[str]:
        lines = [line.strip() for line in str(value or "").replace("\r", "").split("\n")]
        if not any(lines):
            return []
        table = [*lines, *[""] * 7][:7]
        try:
            of_words(tuple(table))
        except ValueError as error:
            said = _now("One line a day, as 09:00-12:00, 13:00-17:00. (%s)") % error
            raise forms.ValidationError(said) from error
        return table


class CountriesField(forms.CharField):
    """Countries as two letters or as names, with commas between."""

    def prepare_value(self, value: object) -> str:
        return ", ".join(value) if isinstance(value, list) else str(value or "")

    def clean(self, value: object) -> list[str]:
        said = [each.strip() for each in str(value or "").split(",") if each.strip()]
        codes = {each: country_code(each) for each in said}
        if unknown := [each for each, code in codes.items() if not code]:
            raise forms.ValidationError(_now("No country is called: %s") % ", ".join(unknown)[:100])
        return sorted(set(codes.values()))


class RulesetForm(forms.ModelForm):
    mail_week = WeekField(
        label=_("Mail and tasks, day by day"),
        help_text=_("Seven lines, from Monday. All empty: 09:00-17:00 on working days."),
    )
    call_week = WeekField(
        label=_("Calls, day by day"),
        help_text=_("All empty: 09:30-12:00, 13:00-16:30. The law of their country cuts what is too early or late."),
    )
    consent_countries = CountriesField(
        label=_("Ask for consent in"),
        required=False,
        help_text=_(
            "Leads there are refused, unless they came by themselves, or a manager overrules it and says which consent "
            "there is. Germany and Austria ask for it as well."
        ),
    )
    calling_list_countries = CountriesField(
        label=_("Ask the calling list in"),
        required=False,
        help_text=_("Calls there are left out unless the column calling_list_checked of the list says it was asked."),
    )

    class Meta:
        model = Ruleset
        fields = ("name", *ANSWERS, *ADMITS, *PACE, *HOURS, *COMPARES)
        labels = {
            "name": _("Name"),
            "on_reply": _("Their own answer"),
            "on_others_reply": _("An answer of somebody else in their thread"),
            "reply_hold_days": _("Where it stands still: working days"),
            "on_reached": _("A call that reached them"),
            "on_company": _("An answer of a colleague, for the others of the company"),
            "company_days": _("Where they are put off: working days"),
            "needs_good_brief": _("Only with a good brief"),
            "needs_words": _("Only where the first e-mail lacks nothing"),
            "needs_verified": _("Only with a verified address"),
            "no_deal_at_company": _("Nobody of a company that an AE talks to"),
            "one_owner_a_company": _("Nobody of a company that a colleague works"),
            "company_at_once": _("People of one company at once"),
            "cool_down_days": _("Days since anybody here was in touch with them"),
            "person_adds_a_day": _("New ones a day, for each owner"),
            "person_at_once": _("At once, for each owner"),
            "cadence_adds_a_day": _("New ones a day, for each cadence"),
            "cadence_at_once": _("At once, for each cadence"),
            "zone": _("Time zone, where neither theirs nor the sender’s is known"),
            "waits_for_leave": _("Mail waits while its sender is on leave"),
            "variant_minimum": _("Mails of each variant before one is called better"),
        }
        help_texts = dict.fromkeys(NO_LIMIT, _("0: no limit.")) | {
            "needs_verified": _(
                "The list says so in a column such as Email Status, they have written to us, or a mail of ours stayed "
                "with them for three days. An address that the list calls invalid is always refused."
            )
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sections = [
            (title, [self[name] for name in names])
            for title, names in (
                (_("When somebody answers"), ANSWERS),
                (_("Who is put on a cadence"), ADMITS),
                (_("How many"), PACE),
                (_("In which hours"), HOURS),
                (_("When words are tried side by side"), COMPARES),
            )
        ]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        same = Ruleset.objects.filter(workspace=self.instance.workspace_id, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_now("There are rules of this name."))
        return name

    def clean_zone(self) -> str:
        zone = self.cleaned_data["zone"].strip()
        if zone and not zone_exists(zone):
            raise forms.ValidationError(_now("Write it as Europe/Vilnius."))
        return zone


class ChoiceForm(forms.Form):
    """Which rules a cadence follows."""

    ruleset = forms.ModelChoiceField(Ruleset.objects.none(), label=_("Rules"), empty_label=None)

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ruleset"].queryset = Ruleset.objects.seen_by(member).order_by("-is_default", "name")
