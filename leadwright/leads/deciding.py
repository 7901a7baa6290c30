"""What becomes of each row: created, updated, left as it is, or refused, always with the reason. The preview and the
import ask the same question here; nothing is written."""

from dataclasses import dataclass, field

from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.leads import columns
from leadwright.leads.models import Import, ImportRow, Lead, Status
from leadwright.leads.rows import Person

Outcome = ImportRow.Outcome
FIELDS = (
    "given_name",
    "family_name",
    "title",
    "email",
    "phone",
    "linkedin",
    "country",
    "city",
    "timezone",
    "language",
)
COMPANY_FIELDS = ("domain", "website", "industry", "employees", "revenue", "country", "city")


@dataclass
class Decision:
    """What becomes of one row, and of whom it speaks."""

    person: Person
    outcome: str
    reason: str
    lead: Lead | None = None


@dataclass
class Known:
    """Who and what is here already, those of the rows before this one included."""

    mode: str
    fresh: dict = field(default_factory=dict)  # what every new lead of this import has in common
    owners: list = field(default_factory=list)
    turn: int = 0
    leads: dict = field(default_factory=dict)  # a key of the person: the lead
    accounts: dict = field(default_factory=dict)  # a domain or a plain name: the account
    opt_outs: dict = field(default_factory=dict)  # an address: when its no was said
    numbers: dict = field(default_factory=dict)  # id of a lead's object: the row of this file that made it
    changed: dict = field(default_factory=dict)  # leads and accounts to be written, by the object's id

    def find(self, person: Person) -> Lead | None:
        return next((self.leads[key] for key in keys_of(person) if key in self.leads), None)

    def add(self, lead: Lead, keys: list[tuple], number: int = 0) -> None:
        for key in keys:
            self.leads.setdefault(key, lead)
        if number:
            self.numbers[id(lead)] = number

    def add_account(self, account: Account) -> None:
        if account.domain:
            self.accounts.setdefault(account.domain, account)
        self.accounts.setdefault(("name", account.plain_name), account)

    def account_of(self, person: Person) -> Account | None:
        """The company of a row. One name on two domains is two companies."""
        if not person.company:
            return None
        domain = person.company["domain"]
        if domain in self.accounts:
            return self.accounts[domain]
        named = self.accounts.get(("name", person.company["plain_name"]))
        return named if named and not (domain and named.domain) else None


def keys_of(person: Person) -> list[tuple]:
    """How a person may be found, the surest first. Name and company alone are enough only without an address."""
    values, keys = person.values, []
    if person.email:
        keys.append(("email", person.email))
    if "linkedin" in values:
        keys.append(("linkedin", values["linkedin"].casefold()))
    if "phone" in values and person.plain_name:
        keys.append(("phone", values["phone"], person.plain_name))
    if not person.email and person.plain_name and person.company:
        keys += company_keys(person.plain_name, person.company["domain"], person.company["plain_name"])
    return keys


def company_keys(plain_name: str, domain: str, plain_company: str) -> list[tuple]:
    places = [place for place in (domain, plain_company) if place]
    return [("name", plain_name, place) for place in places]


def keys_of_lead(lead: Lead, plain_name: str) -> list[tuple]:
    keys: list[tuple] = []
    if lead.email:
        keys.append(("email", lead.email))
    if lead.linkedin:
        keys.append(("linkedin", lead.linkedin.casefold()))
    if plain_name and lead.phone:
        keys.append(("phone", lead.phone, plain_name))
    if plain_name and lead.account:
        keys += company_keys(plain_name, lead.account.domain, lead.account.plain_name)
    return keys


def decide(person: Person, known: Known) -> Decision:
    """What becomes of this row; `known` then holds it too."""
    if person.refused:
        return Decision(person, Outcome.REFUSED, person.refused)
    lead = known.find(person)
    if person.opted_out:
        kept = _("The list says not to contact them: kept as an opt-out.")
        return Decision(
            person, Outcome.REFUSED, kept if lead or person.email else _("The list says not to contact them."), lead
        )
    if lead is None:
        return create(person, known)
    if lead.status == Status.OPTED_OUT or lead.email in known.opt_outs:
        said = _("Opted out; left as they are.")
        return Decision(person, Outcome.SKIPPED, said, lead)
    before = known.numbers.get(id(lead))
    whose = _("Same person as row %(number)s of this file") % {"number": before} if before else already_here(lead)
    changed = [] if known.mode == Import.Mode.SKIP else update(lead, person, known)
    if not changed:
        return Decision(person, Outcome.SKIPPED, f"{whose}.", lead)
    words = ", ".join(columns.label(name).lower() for name in changed)
    verb = _("Filled in") if known.mode == Import.Mode.FILL else _("Changed")
    return Decision(person, Outcome.UPDATED, f"{whose}. {verb}: {words}.", lead)


def create(person: Person, known: Known) -> Decision:
    if person.email in known.opt_outs:
        day = formats.date_format(known.opt_outs[person.email], "j F Y")
        reason = _("Opted out on %(day)s; a no outlives lists.") % {"day": day}
        return Decision(person, Outcome.REFUSED, reason)
    account = known.account_of(person)
    reason = _("New, at a company that is here.") if account else _("New lead, new company.")
    if account is None and person.company:
        account = Account(
            workspace_id=known.fresh["workspace_id"], created_at=known.fresh["created_at"], **person.company
        )
        known.add_account(account)
    elif account is None:
        reason = _("New lead; the company is not known.")
    else:
        fill_account(account, person, known)
    owner = known.owners[known.turn % len(known.owners)] if known.owners else None
    known.turn += 1
    lead = Lead(**known.fresh, **person.values, account=account, owner=owner, custom=person.custom)
    known.add(lead, keys_of_lead(lead, person.plain_name), person.number)
    return Decision(person, Outcome.CREATED, reason, lead)


def update(lead: Lead, person: Person, known: Known) -> list[str]:
    """Fill or overwrite; an empty cell never deletes anything. The names of the fields that changed."""
    overwrite = known.mode == Import.Mode.OVERWRITE
    changed = []
    for name in FIELDS:
        text = person.values.get(name, "")
        if text and text != getattr(lead, name) and (overwrite or not getattr(lead, name)):
            setattr(lead, name, text)
            changed.append(name)
    merged = {**lead.custom, **person.custom} if overwrite else {**person.custom, **lead.custom}
    if merged != lead.custom:
        lead.custom = merged
        changed.append("custom")
    account = known.account_of(person)
    if account and lead.account is None:
        lead.account = account
        changed.append("company")
    if lead.account and account is lead.account:
        changed += fill_account(lead.account, person, known, overwrite=overwrite)
    if changed:
        known.changed[id(lead)] = lead
    return [name for name in dict.fromkeys(changed) if name != "timezone"]


def fill_account(account: Account, person: Person, known: Known, *, overwrite: bool = False) -> list[str]:
    """What the row says of the company and was not known; `domain` is never overwritten."""
    changed = []
    for name in COMPANY_FIELDS:
        told, stood = person.company[name], getattr(account, name)
        if told and told != stood and (not stood or (overwrite and name != "domain")):
            setattr(account, name, told)
            changed.append(name)
    if changed:
        known.changed[id(account)] = account
        known.add_account(account)
    return [name for name in changed if name in columns.FIELDS]


def already_here(lead: Lead) -> str:
    if lead.owner:
        return _("Already here, %(owner)s's lead") % {"owner": lead.owner.first_name}
    return _("Already here")
