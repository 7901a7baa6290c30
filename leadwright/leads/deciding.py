"""What becomes of each row: created, updated, left as it is, or refused, always with the reason. The preview and the
import ask the same question here; nothing is written.

Leads and companies stand here as plain records, not as models: a list has a million of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from operator import attrgetter, itemgetter

from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.leads import columns
from leadwright.leads.matching import hosts
from leadwright.leads.models import Import, ImportRow, Status
from leadwright.leads.rows import Person
from leadwright.team.models import Member

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
SAID, STANDING = itemgetter(*COMPANY_FIELDS), attrgetter(*COMPANY_FIELDS)


@dataclass(slots=True, eq=False)
class KnownAccount:
    """A company as far as a row may change it. `pk` None: not written yet."""

    pk: int | None = None
    name: str = ""
    plain_name: str = ""
    domain: str = ""
    website: str = ""
    industry: str = ""
    employees: int | None = None
    revenue: str = ""
    country: str = ""
    city: str = ""


@dataclass(slots=True, eq=False)
class KnownLead:
    """A lead as far as a row may change it. `pk` None: not written yet; `row` is the one of this file that made it."""

    pk: int | None = None
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    country: str = ""
    city: str = ""
    timezone: str = ""
    language: str = ""
    status: str = Status.NEW
    tags: list[str] = field(default_factory=list)
    custom: dict = field(default_factory=dict)
    account: KnownAccount | None = None
    owner: Member | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Recent:
    """What the last batches made and changed, of which the database knew nothing when it was asked about this one."""

    leads: dict = field(default_factory=dict)  # as in `Known`
    accounts: dict = field(default_factory=dict)
    changed: list[KnownLead | KnownAccount] = field(default_factory=list)

    def __or__(self, later: "Recent") -> "Recent":
        leads, accounts = {**later.leads, **self.leads}, {**later.accounts, **self.accounts}
        return Recent(leads, accounts, [*self.changed, *later.changed])

    def leads_by_pk(self) -> dict[int, KnownLead]:
        changed = [row for row in self.changed if isinstance(row, KnownLead)]
        return {lead.pk: lead for leads in (self.leads.values(), changed) for lead in leads}

    def accounts_by_pk(self) -> dict[int, KnownAccount]:
        """Those too that only have new leads: a lead and its company stay one thing from batch to batch."""
        changed = [row for row in self.changed if isinstance(row, KnownAccount)]
        had = [lead.account for lead in self.leads.values() if lead.account]
        return {account.pk: account for accounts in (had, self.accounts.values(), changed) for account in accounts}


@dataclass(slots=True, eq=False)
class Decision:
    """What becomes of one row, and of whom it speaks. `filled` says what it changed in rows that were here before:
    "lead" or "account" to field to [what stood there, what stands there now]."""

    person: Person
    outcome: str
    reason: str
    lead: KnownLead | None = None
    twice: bool = False  # an earlier row of the file speaks of the same person
    filled: dict = field(default_factory=dict)


def sentences() -> dict[str, str]:
    return {
        "new": _("New lead, new company."),
        "new_here": _("New, at a company that is here."),
        "new_alone": _("New lead; the company is not known."),
        "twice": _("Same person as row %(number)s of this file"),
        "filled": _("Filled in"),
        "changed": _("Changed"),
        "here": _("Already here"),
        "owned": _("Already here, %(owner)s's lead"),
    }


@dataclass
class Known:
    """Who and what is here already, those of the rows before this one included."""

    mode: str
    owners: list = field(default_factory=list)
    turn: int = 0
    leads: dict = field(default_factory=dict)  # a key of the person (see `keys_of`): the lead
    accounts: dict = field(default_factory=dict)  # a domain (it has a dot) or a plain name (it has none): the account
    opt_outs: dict = field(default_factory=dict)  # an address or a domain: when its no was said
    erased: dict = field(default_factory=dict)  # the mark of an erased person: the day
    mark: Callable[[str], str] = str  # how such a mark is made of an address, a number or a profile
    changed: dict = field(default_factory=dict)  # leads and accounts to be written, by the object's id
    by_name: bool = True  # whether a row of the batch can only be found by name and company
    words: dict = field(default_factory=sentences)  # looked up once, not for each row
    begun_with: tuple[int, int] = (0, 0)  # leads and accounts when the first row was decided

    def begin(self) -> None:
        """All that is known before the first row of the batch stands here."""
        self.begun_with = len(self.leads), len(self.accounts)

    def since(self) -> Recent:
        """What the rows of the batch made and changed."""
        leads, accounts = self.begun_with
        made = dict(islice(self.leads.items(), leads, None)), dict(islice(self.accounts.items(), accounts, None))
        return Recent(*made, list(self.changed.values()))

    def find(self, person: Person) -> KnownLead | None:
        for key in keys_of(person):
            if key in self.leads:
                return self.leads[key]
        return None

    def no_of(self, email: str) -> datetime | None:
        """When this address, or everybody at its domain, said no to everything."""
        if not self.opt_outs or not email:
            return None
        return next((self.opt_outs[name] for name in (email, *hosts(email)) if name in self.opt_outs), None)

    def erased_on(self, person: Person) -> str:
        """The day on which this person was erased; "" for everybody else."""
        if not self.erased:
            return ""
        marks = map(self.mark, person.marked_by)
        return next((self.erased[mark] for mark in marks if mark in self.erased), "")

    def add(self, lead: KnownLead, plain_name: str) -> None:
        keep = self.leads.setdefault
        if lead.email:
            keep(lead.email, lead)
        if lead.linkedin:
            keep(lead.linkedin.casefold(), lead)
        if plain_name and lead.phone:
            keep(f"{lead.phone} {plain_name}", lead)
        if self.by_name and plain_name and lead.account:
            for key in company_keys(plain_name, lead.account.domain, lead.account.plain_name):
                keep(key, lead)

    def add_account(self, account: KnownAccount) -> None:
        if account.domain:
            self.accounts.setdefault(account.domain, account)
        self.accounts.setdefault(account.plain_name, account)

    def account_of(self, person: Person) -> KnownAccount | None:
        """The company of a row. One name on two domains is two companies."""
        if not person.company:
            return None
        domain = person.company["domain"]
        if domain in self.accounts:
            return self.accounts[domain]
        named = self.accounts.get(person.company["plain_name"])
        return named if named and not (domain and named.domain) else None


def keys_of(person: Person) -> list[str | tuple[str, str]]:
    """How a person may be found, the surest first: address, profile, number with name; no two of these look alike. Name
    and company alone are enough only without an address."""
    values, keys = person.values, []
    if person.email:
        keys.append(person.email)
    if "linkedin" in values:
        keys.append(values["linkedin"].casefold())
    if "phone" in values and person.plain_name:
        keys.append(f"{values['phone']} {person.plain_name}")
    if not person.email and person.plain_name and person.company:
        keys += company_keys(person.plain_name, person.company["domain"], person.company["plain_name"])
    return keys


def company_keys(plain_name: str, domain: str, plain_company: str) -> list[tuple[str, str]]:
    return [(plain_name, place) for place in (domain, plain_company) if place]


def decide(person: Person, known: Known) -> Decision:
    """What becomes of this row; `known` then holds it too. A cell that is not of its field's kind is named."""
    made = decided(person, known)
    if person.unread and made.outcome in {Outcome.CREATED, Outcome.UPDATED}:
        words = _("Not as the field asks, kept as a note: %(columns)s.") % {"columns": ", ".join(person.unread)}
        made.reason = f"{made.reason} {words}"
    return made


def decided(person: Person, known: Known) -> Decision:
    if person.refused:
        return Decision(person, Outcome.REFUSED, person.refusal)
    lead = known.find(person)
    before = lead.row if lead else 0
    if person.opted_out:
        kept = _("The list says not to contact them: kept as an opt-out.")
        reason = kept if lead or person.email else _("The list says not to contact them.")
        return Decision(person, Outcome.REFUSED, reason, lead, bool(before))
    if lead is None:
        return create(person, known)
    if lead.status == Status.OPTED_OUT or known.no_of(lead.email):
        return Decision(person, Outcome.SKIPPED, _("Opted out; left as they are."), lead, bool(before))
    whose = known.words["twice"] % {"number": before} if before else already_here(lead, known)
    made = Decision(person, Outcome.SKIPPED, f"{whose}.", lead, bool(before))
    changed = [] if known.mode == Import.Mode.SKIP else update(lead, person, known, made.filled)
    if changed:
        words = ", ".join(columns_of(changed, made.filled))
        verb = known.words["filled" if known.mode == Import.Mode.FILL else "changed"]
        made.outcome, made.reason = Outcome.UPDATED, f"{whose}. {verb}: {words}."
    return made


def columns_of(changed: list[str], filled: dict) -> Iterator[str]:
    """The fields in words; what is kept as a note by the name that the list or we have for it."""
    for name in changed:
        if name != "custom":
            yield columns.label(name).lower()
            continue
        before, after = filled["lead"]["custom"]
        yield from (key.replace("_", " ") for key in after if after[key] != before.get(key))


def create(person: Person, known: Known) -> Decision:
    if day := known.erased_on(person):
        reason = _("Erased on %(day)s; an erased person does not come back by a list.") % {"day": day}
        return Decision(person, Outcome.REFUSED, reason)
    if said_at := known.no_of(person.email):
        day = formats.date_format(said_at, "j F Y")
        reason = _("Opted out on %(day)s; a no outlives lists.") % {"day": day}
        return Decision(person, Outcome.REFUSED, reason)
    account = known.account_of(person)
    reason = known.words["new_here" if account else "new" if person.company else "new_alone"]
    made = Decision(person, Outcome.CREATED, reason)
    if account:
        fill_account(account, person, known, made.filled if account.pk else {})
    elif person.company:
        account = KnownAccount(**person.company)
        known.add_account(account)
    owner = known.owners[known.turn % len(known.owners)] if known.owners else None
    known.turn += 1
    told = {"account": account, "owner": owner, "custom": person.custom, "tags": person.tags, "row": person.number}
    made.lead = KnownLead(**person.values, **told)
    known.add(made.lead, person.plain_name)
    return made


def update(lead: KnownLead, person: Person, known: Known, filled: dict) -> list[str]:
    """Fill or overwrite; an empty cell never deletes anything. The names of the fields that changed."""
    overwrite = known.mode == Import.Mode.OVERWRITE
    told: dict[str, list] = {}
    for name in FIELDS:
        text, stood = person.values.get(name, ""), getattr(lead, name)
        if name == "email" and known.leads.get(text) is lead:
            continue  # another address of theirs: the one that we write to stays
        if text and text != stood and (overwrite or not stood):
            setattr(lead, name, text)
            told[name] = [stood, text]
    merged = {**lead.custom, **person.custom} if overwrite else {**person.custom, **lead.custom}
    if merged != lead.custom:
        told["custom"] = [lead.custom, merged]
        lead.custom = merged
    if new := [name for name in person.tags if name not in lead.tags]:
        told["tags"] = [lead.tags, sorted([*lead.tags, *new])]
        lead.tags = told["tags"][1]
    account = known.account_of(person)
    if account and lead.account is None:
        lead.account = account
        told["company"] = [None, account]
    if told:
        known.changed[id(lead)] = lead
        known.add(lead, person.plain_name)
        filled["lead"] = told
    changed = [*told]
    if lead.account and account is lead.account:
        changed += fill_account(lead.account, person, known, filled, overwrite=overwrite)
    return [name for name in dict.fromkeys(changed) if name != "timezone"]


def fill_account(
    account: KnownAccount, person: Person, known: Known, filled: dict, *, overwrite: bool = False
) -> list[str]:
    """What the row says of the company and was not known; `domain` is never overwritten."""
    if SAID(person.company) == STANDING(account):
        return []
    told: dict[str, list] = {}
    for name in COMPANY_FIELDS:
        text, stood = person.company[name], getattr(account, name)
        if text and text != stood and (not stood or (overwrite and name != "domain")):
            setattr(account, name, text)
            told[name] = [stood, text]
    if told:
        known.changed[id(account)] = account
        known.add_account(account)
        filled["account"] = told
    return [name for name in told if name in columns.FIELDS]


def already_here(lead: KnownLead, known: Known) -> str:
    return known.words["owned"] % {"owner": lead.owner.first_name} if lead.owner else known.words["here"]
