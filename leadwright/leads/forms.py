"""What a person types about a lead or a list, checked before it is kept."""

from datetime import datetime

from django import forms
from django.db import IntegrityError, transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from leadwright.accounts.models import Account
from leadwright.kit.statements import run
from leadwright.leads import matching, places
from leadwright.leads.cells import MOST_BYTES
from leadwright.leads.models import Channel, Import, Lead, LeadList, Motion, OptOut, OtherAddress
from leadwright.leads.writing import STAYS_TWO
from leadwright.team.models import Member
from leadwright.team.roles import Role

MOST_PASTED = 2_000_000  # signs

WORK_LEADS = [Role.SDR, Role.BDR, Role.MANAGER, Role.ADMIN, Role.AE]


def who_may_own(member: Member):
    return Member.objects.seen_by(member).filter(active=True, role__in=WORK_LEADS).select_related("user").order_by("pk")


def named_owners(member: Member) -> list[tuple[int, str]]:
    """The same people, for a choice of one."""
    return list(who_may_own(member).values_list("pk", "user__name"))


class LeadForm(forms.ModelForm):
    """One lead by hand, new or changed. Says whose lead it is where the address is here already."""

    company = forms.CharField(label=_("Company"), max_length=200, required=False)
    website = forms.CharField(label=_("Company's website"), max_length=300, required=False)
    country = forms.CharField(label=_("Country"), max_length=60, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    linkedin = forms.CharField(label=_("LinkedIn profile"), max_length=300, required=False)

    class Meta:
        model = Lead
        fields = (
            "given_name",
            "family_name",
            "title",
            "email",
            "phone",
            "company",
            "website",
            "linkedin",
            "city",
            "country",
            "motion",
            "list",
            "owner",
        )
        labels = {
            "given_name": _("First name"),
            "family_name": _("Last name"),
            "title": _("Job title"),
            "phone": _("Phone"),
            "city": _("City"),
            "motion": _("Came to us"),
            "list": _("List"),
            "owner": _("Owner"),
        }

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["owner"].queryset = who_may_own(member)
        self.fields["owner"].required = True
        self.fields["phone"].help_text = ""
        self.fields["list"].queryset = LeadList.objects.seen_by(member).order_by("name")
        if self.instance.pk:
            account = self.instance.account
            self.initial.update(company=account.name if account else "", website=account.website if account else "")
        elif member.role in WORK_LEADS:
            self.initial.setdefault("owner", member.pk)

    def clean_email(self) -> str:
        text = self.cleaned_data["email"].strip()
        if not text:
            return ""
        address = matching.email(text)
        if not address:
            raise forms.ValidationError(_("Not an e-mail address. Correct it here."))
        self.refuse_known(address)
        return address

    def refuse_known(self, address: str) -> None:
        others = Lead.objects.seen_by(self.member).with_address(address).exclude(pk=self.instance.pk)
        if other := others.select_related("owner__user").first():
            whose = other.owner.name if other.owner else _("nobody")
            raise forms.ValidationError(
                _("Already here: %(name)s, whose lead: %(owner)s."), params={"name": other.name, "owner": whose}
            )
        if address == self.instance.email:
            return
        somebody = Lead(workspace_id=self.member.workspace_id, email=address)
        no = OptOut.objects.covering(somebody, Channel.ALL).first()
        if no:
            day = formats.date_format(no.at, "j F Y")
            raise forms.ValidationError(_("Opted out on %(day)s; a no outlives lists."), params={"day": day})

    def clean_country(self) -> str:
        text = self.cleaned_data["country"].strip()
        code = places.country_code(text)
        if text and not code:
            raise forms.ValidationError(_("No country is called that. Two letters will do, such as LT."))
        return code

    def clean_linkedin(self) -> str:
        text = self.cleaned_data["linkedin"].strip()
        profile = matching.linkedin(text)
        if text and not profile:
            raise forms.ValidationError(_("Not the address of a LinkedIn profile."))
        return profile

    def clean_website(self) -> str:
        text = self.cleaned_data["website"].strip()
        site = matching.website(text)
        if text and not site:
            raise forms.ValidationError(_("Not a web address."))
        return site

    def clean(self) -> dict:
        given = super().clean()
        if phone := given.get("phone"):
            given["phone"] = matching.phone(phone, given.get("country") or self.member.workspace.country)
            if not given["phone"]:
                self.add_error("phone", _("Not a telephone number. Write it with its country: +370 …"))
        if not self.errors and not any(given.get(name) for name in ("email", "phone", "given_name", "family_name")):
            self.add_error(None, _("Names nobody: write a name, an e-mail or a phone."))
        return given

    def keep(self, *, now: datetime) -> Lead:
        """Save the lead and its company. Raises IntegrityError where somebody else has just added the address."""
        with transaction.atomic():
            lead = super().save(commit=False)
            lead.account = self.account(now)
            lead.timezone = places.zone_of(lead.country, lead.city) or lead.timezone
            run(STAYS_TWO, {"workspace": self.member.workspace_id})
            if OtherAddress.objects.filter(workspace=self.member.workspace, address=lead.email).exclude(lead=lead.pk):
                raise IntegrityError("merged meanwhile")
            if lead.pk is None:
                lead.workspace, lead.created_at = self.member.workspace, now
                lead.save(force_insert=True)
            else:
                fields = [name for name in self._meta.fields if name not in {"company", "website"}]
                lead.save(update_fields=[*fields, "account", "timezone"])
        return lead

    def account(self, now: datetime) -> Account | None:
        """The company that was typed: the one that is here, else a new one."""
        name, site = self.cleaned_data["company"].strip(), self.cleaned_data["website"]
        domain = matching.company_domain(site) or matching.company_domain(self.cleaned_data["email"])
        if not name and not domain:
            return None
        here = Account.objects.seen_by(self.member)
        plain_name = matching.plain_company(name or domain)
        found = here.filter(domain=domain).first() if domain else None
        found = found or here.filter(plain_name=plain_name, domain__in={"", domain}).order_by("-domain").first()
        if not domain and not found:
            found = here.filter(plain_name=plain_name).order_by("pk").first()
        if found:
            if site and found.website != site:
                found.website = site
                found.save(update_fields=["website"])
            return found
        return Account.objects.create(
            workspace=self.member.workspace,
            name=name or domain,
            plain_name=plain_name,
            domain=domain,
            website=site,
            country=self.cleaned_data["country"],
            city=self.cleaned_data["city"],
            created_at=now,
        )


class UploadForm(forms.Form):
    """A file, or rows that were pasted, and the list that they become."""

    file = forms.FileField(label=_("File"), max_length=200, allow_empty_file=True, required=False)
    pasted = forms.CharField(
        label=_("Rows as they stand in the table, with their headers"),
        required=False,
        strip=False,
        max_length=MOST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    list_name = forms.CharField(label=_("List"), max_length=120)
    motion = forms.ChoiceField(
        label=_("These people"),
        choices=[(Motion.OUTBOUND, _("do not know us yet (outbound)")), (Motion.INBOUND, _("asked for us (inbound)"))],
        initial=Motion.OUTBOUND,
        widget=forms.RadioSelect,
    )
    mode = forms.ChoiceField(
        label=_("When we already know them"),
        choices=Import.Mode,
        initial=Import.Mode.FILL,
        widget=forms.RadioSelect,
    )
    owners = forms.ModelMultipleChoiceField(
        label=_("Who gets the new leads, in turn"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, member: Member, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owners"].queryset = who_may_own(member)
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx,.xls,.ods,.vcf,text/csv,text/vcard"

    def clean(self) -> dict:
        given = super().clean()
        if not given.get("file") and not given.get("pasted", "").strip() and not self.errors:
            self.add_error("file", _("Choose a file, or paste the rows."))
        return given

    @property
    def content(self) -> tuple[bytes, str]:
        """What is to be read, one byte more than may be at the most, and what it is called."""
        if file := self.cleaned_data["file"]:
            return file.read(MOST_BYTES + 1), file.name
        return self.cleaned_data["pasted"].encode(), f"{_('pasted')}.csv"


class SuppressionForm(forms.Form):
    """Lines by hand, or a file: each names an address, a domain or a telephone number."""

    lines = forms.CharField(
        label=_("Addresses, domains or telephone numbers, one a line"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(label=_("Or a file"), required=False, max_length=200, allow_empty_file=True)
    channel = forms.ChoiceField(
        label=_("Not to be reached by"),
        required=False,
        choices=[("", _("Numbers by calls, the others by everything")), *Channel.choices],
    )
    words = forms.CharField(label=_("Why"), max_length=500, required=False)

    def clean(self) -> dict:
        given = super().clean()
        if not self.errors and not given.get("file") and not given.get("lines", "").strip():
            self.add_error("lines", _("Write at least one line, or choose a file."))
        return given


class OptOutForm(forms.Form):
    """A person's no, as the rep heard it."""

    channel = forms.ChoiceField(label=_("No to"), choices=Channel, initial=Channel.ALL)
    words = forms.CharField(label=_("Their words"), max_length=500, required=False)
