"""What follows from a batch of decisions, as text that the database takes as it is: nothing of it changes any more, so
that it can be written while the next batch is decided.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from leadwright.kit.statements import run
from leadwright.leads import ledger
from leadwright.leads.deciding import COMPANY_FIELDS, FIELDS, Decision, Known, KnownAccount, KnownLead, Outcome
from leadwright.leads.models import Import, Motion, Status

ACCOUNT_COLUMNS = ["id", "workspace_id", "employees", "created_at", "name", "plain_name", "domain", "website"]
ACCOUNT_COLUMNS += ["industry", "revenue", "country", "city"]
LEAD_COLUMNS = ["id", "workspace_id", "list_id", "motion", "status", "created_at", "account_id", "owner_id", *FIELDS]
LEAD_COLUMNS += ["custom", "tags"]
FACT_COLUMNS = ["workspace_id", "lead_id", "member_id", "kind", "key", "detail", "at", "summary", "why"]
ROW_COLUMNS = ["importing_id", "number", "lead_id", "outcome", "cells", "reason", "filled"]

NEW_IDS = "SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) FROM generate_series(1, %(count)s)"

NOTHING = "\x1a"  # NULL in the lines of COPY; no cell holds this sign
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A batch as it will be written. Ids are of what stands already and is referred to, or changed."""

    new: list[tuple[str, list[str], bytes]]  # table, columns, lines
    changed_accounts: str  # JSON
    changed_leads: str
    accounts: list[int]
    leads: list[int]
    members: list[int]
    changing_accounts: list[int]
    changing_leads: list[int]
    emails: str  # the addresses that are new to leads, a line each
    former_addresses: list[tuple[int, str]]  # lead, address
    tags: set[str]
    with_own_fields: set[int]  # leads
    opted_out: list[Decision]
    tally: Counter
    twice: int


def draft(importing: Import, decisions: Sequence[Decision], known: Known, *, at: str) -> Draft:
    """Gives new leads and companies their ids, so that later rows may refer to them before they are written."""
    created = [one for one in decisions if one.outcome == Outcome.CREATED]
    filled = [one for one in decisions if one.filled]
    changed = [row for row in known.changed.values() if row.pk]
    changed_leads = [row for row in changed if isinstance(row, KnownLead)]
    changed_accounts = [row for row in changed if isinstance(row, KnownAccount)]
    opted_out = [one for one in decisions if one.person.opted_out]
    leads = {one.lead for one in decisions if one.lead}
    accounts = {lead.account for lead in leads if lead.account}
    standing = sorted(lead.pk for lead in leads if lead.pk), sorted(account.pk for account in accounts if account.pk)
    new_leads = [one.lead for one in created]
    new_accounts = list(dict.fromkeys(lead.account for lead in new_leads if lead.account and not lead.account.pk))
    number(new_accounts, "accounts_account")
    number(new_leads, "leads_lead")
    addressed = [(one.lead, *one.filled["lead"]["email"]) for one in filled if "email" in one.filled.get("lead", {})]
    return Draft(
        new=[
            ("accounts_account", ACCOUNT_COLUMNS, text(account_line(importing, one, at) for one in new_accounts)),
            ("leads_lead", LEAD_COLUMNS, text(lead_lines(importing, new_leads, at))),
            ("activities_activity", FACT_COLUMNS, text(fact_lines(importing, created, at))),
            ("leads_importrow", ROW_COLUMNS, text(report_line(importing.pk, one) for one in decisions)),
        ],
        changed_accounts=accounts_as_json(changed_accounts),
        changed_leads=leads_as_json(changed_leads),
        leads=standing[0],
        accounts=standing[1],
        changing_accounts=sorted(row.pk for row in changed_accounts),
        changing_leads=sorted({row.pk for row in changed_leads} | {one.lead.pk for one in opted_out if one.lead}),
        members=sorted({importing.by_id, *(owner.pk for owner in known.owners)} - {None}),
        emails="\n".join([*(lead.email for lead in new_leads), *(after for _lead, _before, after in addressed)]),
        former_addresses=[(lead.pk, before) for lead, before, _after in addressed if before],
        tags={name for one in decisions for name in one.person.tags},
        with_own_fields={lead.pk for lead in new_leads if lead.custom} | {lead.pk for lead in changed_leads},
        opted_out=opted_out,
        tally=Counter(one.outcome for one in decisions),
        twice=sum(one.twice for one in decisions),
    )


def number(rows: Sequence[KnownAccount] | Sequence[KnownLead], table: str) -> None:
    ids = run(NEW_IDS, {"table": table, "count": len(rows)}) if rows else []
    for row, (pk,) in zip(rows, ids, strict=True):
        row.pk = pk


def text(lines: Iterable[str]) -> bytes:
    return "".join(lines).encode()


def told(*cells: str) -> str:
    """Cells as COPY takes them. Few hold a sign that it would read as its own."""
    line = "\t".join(cells)
    if "\\" in line or "\n" in line or "\r" in line or line.count("\t") >= len(cells):
        return "\t".join(cell.translate(ESCAPED) for cell in cells)
    return line


def account_line(importing: Import, account: KnownAccount, at: str) -> str:
    employees = NOTHING if account.employees is None else account.employees
    words = told(
        account.name,
        account.plain_name,
        account.domain,
        account.website,
        account.industry,
        account.revenue,
        account.country,
        account.city,
    )
    return f"{account.pk}\t{importing.workspace_id}\t{employees}\t{at}\t{words}\n"


def lead_lines(importing: Import, leads: Iterable[KnownLead], at: str) -> Iterator[str]:
    motion = importing.list.motion if importing.list else Motion.OUTBOUND
    place = f"{importing.workspace_id}\t{importing.list_id or NOTHING}\t{motion!s}\t{Status.NEW!s}\t{at}"
    for lead in leads:
        account = lead.account.pk if lead.account else NOTHING
        owner = lead.owner.pk if lead.owner else NOTHING
        words = told(
            lead.given_name,
            lead.family_name,
            lead.title,
            lead.email,
            lead.phone,
            lead.linkedin,
            lead.country,
            lead.city,
            lead.timezone,
            lead.language,
            as_json(lead.custom) if lead.custom else "{}",
            as_array(lead.tags) if lead.tags else "{}",
        )
        yield f"{lead.pk}\t{place}\t{account}\t{owner}\t{words}\n"


def fact_lines(importing: Import, created: Iterable[Decision], at: str) -> Iterator[str]:
    """The ledger's line for each lead that an import created, with its row."""
    begin, middle, end = importing.workspace_id, importing.by_id or NOTHING, importing.pk
    for lead, row, summary, why in ledger.came_in(importing, created):
        yield (
            f"{begin}\t{lead}\t{middle}\timported\tlead:{lead}:imported\t"
            f'{{"import": {end}, "row": {row}}}\t{at}\t{told(summary, why)}\n'
        )


def report_line(importing_id: int, one: Decision) -> str:
    lead = one.lead.pk if one.lead else NOTHING
    filled = filled_as_json(one) if one.filled else NOTHING
    words = told(one.outcome, one.person.cells_as_json, one.reason[:200], filled)
    return f"{importing_id}\t{one.person.number}\t{lead}\t{words}\n"


def filled_as_json(one: Decision) -> str:
    """What the row changed in rows that were here before, for the way back: see `undoing`."""
    told = {what: dict(fields) for what, fields in one.filled.items()}
    if "company" in told.get("lead", {}):
        _nobody, account = told["lead"].pop("company")
        told["lead"]["account_id"] = [None, account.pk]
    if "account" in told and one.lead and one.lead.account:
        told["account"]["id"] = one.lead.account.pk
    return as_json(told)


def leads_as_json(leads: Sequence[KnownLead]) -> str:
    names = (*FIELDS, "custom", "tags")
    rows = [
        {
            **{name: getattr(lead, name) for name in names},
            "id": lead.pk,
            "account_id": lead.account.pk if lead.account else None,
        }
        for lead in leads
    ]
    return as_json(rows) if rows else ""


def accounts_as_json(accounts: Sequence[KnownAccount]) -> str:
    rows = [{**{name: getattr(row, name) for name in COMPANY_FIELDS}, "id": row.pk} for row in accounts]
    return as_json(rows) if rows else ""


def as_json(value: dict | list) -> str:
    return json.dumps(value, ensure_ascii=False)


def as_array(words: Sequence[str]) -> str:
    """An array of PostgreSQL's; it quotes as JSON does what a tag may hold."""
    return f"{{{as_json(list(words))[1:-1]}}}"
