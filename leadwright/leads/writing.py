"""What was decided for a batch is written: companies, leads, opt-outs, the ledger, the report. COPY writes new rows,
for a million of them by INSERT would take most of an hour.

Foreign keys are proved for the whole batch at once: each row that is referred to is locked, so that nobody deletes it,
and what is missing raises IntegrityError. Where the database lets us (as its own server does) the checks row by row,
which are more than half of the cost, are then left out.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

import psycopg
from django.db import IntegrityError, connection
from django.utils.translation import gettext as _
from psycopg import sql

from leadwright.kit.statements import run
from leadwright.leads import ledger, measuring
from leadwright.leads.custom_values import know_tags
from leadwright.leads.deciding import COMPANY_FIELDS, FIELDS, Decision, Known, KnownAccount, KnownLead, Outcome
from leadwright.leads.knowing import opt_outs_standing
from leadwright.leads.models import Channel, Import, Lead, Motion, OptOut, OtherAddress, Status
from leadwright.leads.typed import RANGED

ACCOUNT_COLUMNS = ["id", "workspace_id", "name", "plain_name", *COMPANY_FIELDS, "created_at"]
LEAD_COLUMNS = ["id", "workspace_id", "list_id", "account_id", "owner_id", "motion", "status", *FIELDS, "custom"]
LEAD_COLUMNS += ["tags", "created_at"]
FACT_COLUMNS = ["workspace_id", "lead_id", "member_id", "kind", "key", "summary", "why", "detail", "at"]
ROW_COLUMNS = ["importing_id", "number", "cells", "outcome", "reason", "lead_id", "filled"]

NEW_IDS = "SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) FROM generate_series(1, %(count)s)"

# Only a superuser may leave checks out.
WITHOUT_CHECKS = """
    SELECT set_config('session_replication_role', 'replica', true) WHERE current_setting('is_superuser') = 'on'
"""
WITH_CHECKS = """
    SELECT set_config('session_replication_role', 'origin', true) WHERE current_setting('is_superuser') = 'on'
"""
HELD_LEADS = "SELECT id FROM leads_lead WHERE id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE"
HELD_ACCOUNTS = "SELECT id FROM accounts_account WHERE id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE"
HELD_MEMBERS = "SELECT id FROM team_member WHERE id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE"
HELD_LISTS = "SELECT id FROM leads_leadlist WHERE id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE"
HELD_WORKSPACES = "SELECT id FROM team_workspace WHERE id = ANY(%(ids)s) ORDER BY id FOR KEY SHARE"

# Who merges waits for who imports, so that no address comes to two leads: see `merging`.
STAYS_TWO = "SELECT pg_advisory_xact_lock_shared(19544, %(workspace)s::int)"
TAKEN = """
    SELECT 1 FROM leads_otheraddress
     WHERE workspace_id = %(workspace)s AND address = ANY(string_to_array(%(emails)s, chr(10))) LIMIT 1
"""

CHANGE_LEADS = """
    UPDATE leads_lead
       SET given_name = new.given_name, family_name = new.family_name, title = new.title, email = new.email,
           phone = new.phone, linkedin = new.linkedin, country = new.country, city = new.city,
           timezone = new.timezone, language = new.language, custom = new.custom, tags = new.tags,
           account_id = new.account_id
      FROM json_populate_recordset(NULL::leads_lead, %(rows)s::json) AS new
     WHERE leads_lead.id = new.id
"""
CHANGE_ACCOUNTS = """
    UPDATE accounts_account
       SET domain = new.domain, website = new.website, industry = new.industry, employees = new.employees,
           revenue = new.revenue, country = new.country, city = new.city
      FROM json_populate_recordset(NULL::accounts_account, %(rows)s::json) AS new
     WHERE accounts_account.id = new.id
"""


def write(importing: Import, decisions: list[Decision], known: Known, *, now: datetime) -> None:
    """Everything that follows from these decisions, in the transaction that stands."""
    created = [one for one in decisions if one.outcome == Outcome.CREATED]
    changed = [row for row in known.changed.values() if row.pk]
    new_accounts = list({id(row): row for row in (one.lead.account for one in created) if row and not row.pk}.values())
    hold(importing, decisions, known)
    number(new_accounts, "accounts_account")
    number([one.lead for one in created], "leads_lead")
    at = now.isoformat()
    run(WITHOUT_CHECKS, {})
    copy("accounts_account", ACCOUNT_COLUMNS, (account_row(importing, one, at) for one in new_accounts))
    copy("leads_lead", LEAD_COLUMNS, lead_rows(importing, [one.lead for one in created], at))
    copy("activities_activity", FACT_COLUMNS, ledger.came_in(importing, created, at=at))
    copy("leads_importrow", ROW_COLUMNS, (report_row(importing.pk, one) for one in decisions))
    run(WITH_CHECKS, {})
    change(changed)
    keep_own_fields(importing, decisions, changed)
    keep_former_addresses(importing, decisions)
    keep_opt_outs(importing, [one for one in decisions if one.person.opted_out], now=now)
    add_up(importing, decisions)


def hold(importing: Import, decisions: list[Decision], known: Known) -> None:
    """Lock what the new rows refer to. Raises IntegrityError where somebody has deleted some of it meanwhile."""
    leads = [one.lead for one in decisions if one.lead]
    accounts = {lead.account.pk for lead in leads if lead.account and lead.account.pk}
    standing = [
        (HELD_WORKSPACES, {importing.workspace_id}),
        (HELD_LISTS, {importing.list_id} - {None}),
        (HELD_MEMBERS, {importing.by_id, *(owner.pk for owner in known.owners)} - {None}),
        (HELD_ACCOUNTS, accounts),
        (HELD_LEADS, {lead.pk for lead in leads if lead.pk}),
    ]
    for statement, ids in standing:
        if ids and len(run(statement, {"ids": sorted(ids)})) != len(ids):
            raise IntegrityError("deleted meanwhile")
    emails = [
        one.lead.email
        for one in decisions
        if one.lead and (one.outcome == Outcome.CREATED or "email" in one.filled.get("lead", {}))
    ]
    run(STAYS_TWO, {"workspace": importing.workspace_id})
    if run(TAKEN, {"workspace": importing.workspace_id, "emails": "\n".join(emails)}):
        raise IntegrityError("merged meanwhile")


def number(rows: Sequence[KnownAccount] | Sequence[KnownLead], table: str) -> None:
    """Give new rows their ids, so that others may refer to them before they are written."""
    ids = run(NEW_IDS, {"table": table, "count": len(rows)}) if rows else []
    for row, (pk,) in zip(rows, ids, strict=True):
        row.pk = pk


def copy(table: str, columns: list[str], rows: Iterable[Sequence]) -> None:
    """New rows at once. Raises the errors of django.db."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(statement) as lines,
    ):
        for row in rows:
            lines.write_row(row)


def account_row(importing: Import, account: KnownAccount, at: str) -> tuple:
    told = (getattr(account, name) for name in COMPANY_FIELDS)
    return (account.pk, importing.workspace_id, account.name, account.plain_name, *told, at)


def lead_rows(importing: Import, leads: list[KnownLead], at: str) -> Iterable[tuple]:
    place = (importing.workspace_id, importing.list_id)
    motion = str(importing.list.motion if importing.list else Motion.OUTBOUND)
    for lead in leads:
        yield (
            lead.pk,
            *place,
            lead.account.pk if lead.account else None,
            lead.owner.pk if lead.owner else None,
            motion,
            "new",
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
            json.dumps(lead.custom, ensure_ascii=False) if lead.custom else "{}",
            lead.tags or "{}",
            at,
        )


def report_row(importing_id: int, one: Decision) -> tuple:
    return (
        importing_id,
        one.person.number,
        one.person.cells_as_json,
        str(one.outcome),
        one.reason[:200],
        one.lead.pk if one.lead else None,
        filled_as_json(one) if one.filled else None,
    )


def filled_as_json(one: Decision) -> str:
    """What the row changed in rows that were here before, for the way back: see `undoing`."""
    told = {what: dict(fields) for what, fields in one.filled.items()}
    if "company" in told.get("lead", {}):
        _nobody, account = told["lead"].pop("company")
        told["lead"]["account_id"] = [None, account.pk]
    if "account" in told and one.lead and one.lead.account:
        told["account"]["id"] = one.lead.account.pk
    return json.dumps(told, ensure_ascii=False)


def change(rows: list[KnownLead | KnownAccount]) -> None:
    """Write what was filled in or overwritten at leads and companies that were here before."""
    leads = [
        {
            **{name: getattr(row, name) for name in ("id", *FIELDS, "custom", "tags") if name != "id"},
            "id": row.pk,
            "account_id": row.account.pk if row.account else None,
        }
        for row in rows
        if isinstance(row, KnownLead)
    ]
    accounts = [
        {**{name: getattr(row, name) for name in COMPANY_FIELDS}, "id": row.pk}
        for row in rows
        if isinstance(row, KnownAccount)
    ]
    for statement, told in ((CHANGE_ACCOUNTS, accounts), (CHANGE_LEADS, leads)):
        if told:
            run(statement, {"rows": json.dumps(told, ensure_ascii=False)})


def keep_own_fields(importing: Import, decisions: list[Decision], changed: list[KnownLead | KnownAccount]) -> None:
    """Tags can be chosen from now on; numbers and days of own fields are ordered."""
    if tags := {name for one in decisions for name in one.person.tags}:
        know_tags(importing.workspace_id, tags)
    if not importing.workspace.custom_fields.filter(kind__in=RANGED).exists():
        return
    new = {one.lead.pk for one in decisions if one.outcome == Outcome.CREATED and one.lead.custom}
    measuring.follow(new | {row.pk for row in changed if isinstance(row, KnownLead)})


def keep_former_addresses(importing: Import, decisions: list[Decision]) -> None:
    """Whom a list gave another address is found by the former one too."""
    told = [(one.lead, one.filled.get("lead", {}).get("email", ["", ""])) for one in decisions if one.filled]
    OtherAddress.objects.bulk_create(
        [
            OtherAddress(workspace_id=importing.workspace_id, lead_id=lead.pk, address=before)
            for lead, (before, _after) in told
            if before
        ],
        ignore_conflicts=True,
    )


def add_up(importing: Import, decisions: list[Decision]) -> None:
    tally = Counter(str(one.outcome) for one in decisions)
    for outcome in ("created", "updated", "skipped", "refused"):
        setattr(importing, outcome, getattr(importing, outcome) + tally[outcome])
    importing.duplicates += sum(one.twice for one in decisions)
    importing.save(update_fields=["created", "updated", "skipped", "refused", "duplicates"])


def keep_opt_outs(importing: Import, decisions: list[Decision], *, now: datetime) -> None:
    """A no that the list brings with it is kept, once, and ends what runs with that person."""
    if not decisions:
        return
    stand = opt_outs_standing(importing, decisions)
    new = {
        one.person.email or one.lead.pk: one
        for one in decisions
        if (one.person.email or one.lead) and not {one.person.email, one.lead and one.lead.pk} & stand
    }
    OptOut.objects.keep(
        OptOut(
            workspace=importing.workspace,
            lead_id=one.lead.pk if one.lead else None,
            address=one.person.email or one.lead.email,
            source="import",
            at=now,
            channel=Channel.ALL,
        )
        for one in new.values()
    )
    ended = [one.lead.pk for one in decisions if one.lead and one.lead.status != Status.OPTED_OUT]
    Lead.objects.filter(pk__in=ended).update(status=Status.OPTED_OUT)
    ledger.tell(
        importing.workspace,
        [
            {
                "kind": "opted_out",
                "key": f"lead:{lead}:opted_out:import:{importing.pk}",
                "lead_id": lead,
                "member": importing.by,
                "summary": _("Every channel"),
                "why": _("The list %(name)s says not to contact them.") % {"name": importing.file_name},
                "at": now,
            }
            for lead in ended
        ],
    )
