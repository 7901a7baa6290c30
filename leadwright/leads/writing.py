"""What was drafted of a batch is written: companies, leads, opt-outs, the ledger, the report. COPY writes new rows, for
a million of them by INSERT would take most of an hour.

Foreign keys are proved for the whole batch at once: nobody deletes a lead or a company of the workspace while it is
written (a trigger makes them wait), and what is missing raises IntegrityError. Where the database lets us (as its own
server does) the checks row by row, which are more than half of the cost, are then left out.
"""

from datetime import datetime

import psycopg
from django.db import IntegrityError, connection
from django.utils.translation import gettext as _
from psycopg import sql

from leadwright.kit.statements import run
from leadwright.leads import ledger, measuring
from leadwright.leads.custom_values import know_tags
from leadwright.leads.deciding import Decision
from leadwright.leads.drafting import NOTHING, Draft
from leadwright.leads.knowing import opt_outs_standing
from leadwright.leads.models import Channel, Import, Lead, OptOut, OtherAddress, Status
from leadwright.leads.typed import RANGED

# A batch that is lost with the server is written again: only the end of the import waits for the disk. Words of several
# batches go into their index at once.
IN_BULK = """
    SELECT set_config('synchronous_commit', 'off', true), set_config('gin_pending_list_limit', '16MB', true),
           set_config('work_mem', '16MB', true)
"""
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

STANDING_LEADS = "SELECT count(*) FROM leads_lead WHERE id = ANY(%(ids)s)"
STANDING_ACCOUNTS = "SELECT count(*) FROM accounts_account WHERE id = ANY(%(ids)s)"

# Who merges waits for who imports, so that no address comes to two leads: see `merging`. Who deletes waits too.
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


def write(importing: Import, draft: Draft, *, now: datetime) -> None:
    """Everything that follows from the decisions of a batch, in the transaction that stands."""
    put(importing, draft)
    settle(importing, draft, now=now)


def put(importing: Import, draft: Draft) -> None:
    """The new rows, which is most of the work. Nothing of it depends on the batches before."""
    run(IN_BULK, {})
    hold(importing, draft)
    run(WITHOUT_CHECKS, {})
    for table, columns, lines in draft.new:
        copy(table, columns, lines)
    run(WITH_CHECKS, {})


def settle(importing: Import, draft: Draft, *, now: datetime) -> None:
    """What changes, and what is added up; the batches before stand in the database. Raises IntegrityError where
    somebody has deleted what this one refers to, or has merged it."""
    for statement, ids in ((STANDING_ACCOUNTS, draft.accounts), (STANDING_LEADS, draft.leads)):
        if ids and run(statement, {"ids": ids}) != [(len(ids),)]:
            raise IntegrityError("deleted meanwhile")
    if run(TAKEN, {"workspace": importing.workspace_id, "emails": draft.emails}):
        raise IntegrityError("merged meanwhile")
    for statement, rows in ((CHANGE_ACCOUNTS, draft.changed_accounts), (CHANGE_LEADS, draft.changed_leads)):
        if rows:
            run(statement, {"rows": rows})
    keep_own_fields(importing, draft)
    keep_former_addresses(importing, draft)
    keep_opt_outs(importing, draft.opted_out, now=now)
    add_up(importing, draft)


def hold(importing: Import, draft: Draft) -> None:
    """Keep what the new rows refer to from being deleted. Raises IntegrityError where somebody has deleted some of it
    meanwhile. What is changed is locked first: whoever deletes has locked it, and waits for us after that."""
    held = [
        (HELD_WORKSPACES, [importing.workspace_id]),
        (HELD_LISTS, [importing.list_id] if importing.list_id else []),
        (HELD_MEMBERS, draft.members),
    ]
    for statement, ids in held:
        if ids and len(run(statement, {"ids": ids})) != len(ids):
            raise IntegrityError("deleted meanwhile")
    for statement, ids in ((HELD_ACCOUNTS, draft.changing_accounts), (HELD_LEADS, draft.changing_leads)):
        if ids:
            run(statement, {"ids": ids})
    run(STAYS_TWO, {"workspace": importing.workspace_id})


def copy(table: str, columns: list[str], lines: bytes) -> None:
    """New rows at once. Raises the errors of django.db."""
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN (NULL {})")
    with (
        connection.wrap_database_errors,
        psycopg.Cursor(connection.connection) as cursor,
        cursor.copy(statement.format(sql.Identifier(table), names, sql.Literal(NOTHING))) as told,
    ):
        told.write(lines)


def keep_own_fields(importing: Import, draft: Draft) -> None:
    """Tags can be chosen from now on; numbers and days of own fields are ordered."""
    if draft.tags:
        know_tags(importing.workspace_id, draft.tags)
    if draft.with_own_fields and importing.workspace.custom_fields.filter(kind__in=RANGED).exists():
        measuring.follow(draft.with_own_fields)


def keep_former_addresses(importing: Import, draft: Draft) -> None:
    """Whom a list gave another address is found by the former one too."""
    OtherAddress.objects.bulk_create(
        [
            OtherAddress(workspace_id=importing.workspace_id, lead_id=lead, address=before)
            for lead, before in draft.former_addresses
        ],
        ignore_conflicts=True,
    )


def add_up(importing: Import, draft: Draft) -> None:
    for outcome in ("created", "updated", "skipped", "refused"):
        setattr(importing, outcome, getattr(importing, outcome) + draft.tally[outcome])
    importing.duplicates += draft.twice
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
