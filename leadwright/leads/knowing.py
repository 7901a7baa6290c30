"""Whom and what of a batch of rows the workspace knows already. A handful of statements, however long the batch."""

import json
from collections.abc import Iterable

from leadwright.kit.statements import run
from leadwright.leads.deciding import Decision, Known, KnownAccount, KnownLead, keys_of, keys_of_lead
from leadwright.leads.matching import plain_person
from leadwright.leads.models import Channel, Import, OptOut
from leadwright.leads.rows import Person
from leadwright.team.models import Member

ACCOUNT = "id, name, plain_name, domain, website, industry, employees, revenue, country, city"

# Each half can use an index; OR would use none.
ACCOUNTS = f"""
    SELECT {ACCOUNT} FROM accounts_account
     WHERE workspace_id = %(workspace)s AND domain <> '' AND domain = ANY(%(domains)s)
    UNION
    SELECT {ACCOUNT} FROM accounts_account
     WHERE workspace_id = %(workspace)s AND plain_name = ANY(%(names)s)
     ORDER BY id
"""  # noqa: S608
ACCOUNTS_BY_ID = f"SELECT {ACCOUNT} FROM accounts_account WHERE id = ANY(%(ids)s) ORDER BY id"  # noqa: S608

# Leads that might be one of the people: by address, by profile, by number, or at a company that a row without an
# address names. The same lead may come twice.
LEAD = """id, given_name, family_name, title, email, phone, linkedin, country, city, timezone, language, status,
           custom, account_id, owner_id, created_at"""
LEADS = f"""
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND email <> '' AND email = ANY(%(emails)s)
    UNION ALL
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND linkedin <> '' AND lower(linkedin) = ANY(%(profiles)s)
    UNION ALL
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND phone <> '' AND phone = ANY(%(phones)s)
    UNION ALL
    SELECT {LEAD} FROM leads_lead WHERE account_id = ANY(%(accounts)s)
"""  # noqa: S608

# Which of these leads an earlier batch of the same file made, and from which row.
ROWS_BEFORE = """
    SELECT lead_id, number FROM leads_importrow
     WHERE lead_id = ANY(%(leads)s) AND importing_id = %(importing)s AND outcome = 'created'
"""


def known_to(importing: Import, people: list[Person]) -> Known:
    """What a decision on these rows needs."""
    known = Known(
        mode=importing.mode,
        owners=list(importing.owners.filter(active=True).select_related("user").order_by("pk")),
        turn=importing.created,
    )
    accounts = accounts_like(importing.workspace_id, people)
    for account in accounts.values():
        known.add_account(account)
    found = leads_like(importing.workspace_id, people, accounts if needs_names(people) else {})
    fetch_accounts(accounts, {row[13] for row in found})
    owners = {row[14] for row in found} - {None}
    owned_by = {member.pk: member for member in Member.objects.filter(pk__in=owners).select_related("user")}
    made_here = []
    for *fields, custom, account_id, owner_id, created_at in found:
        held = json.loads(custom) if custom != "{}" else {}  # Django has JSON come as text
        lead = KnownLead(*fields, held, accounts.get(account_id), owned_by.get(owner_id))
        known.add(lead, keys_of_lead(lead, plain_person(lead.given_name, lead.family_name)))
        if created_at >= importing.created_at:
            made_here.append(lead)
    number_earlier_rows(importing, known, made_here)
    asked = list({one.email for one in people} - {""})
    noes = OptOut.objects.filter(workspace_id=importing.workspace_id, channel=Channel.ALL, address__in=asked)
    known.opt_outs.update(noes.values_list("address", "at"))
    return known


def needs_names(people: list[Person]) -> bool:
    return any(key[0] == "name" for one in people if not one.email for key in keys_of(one))


def accounts_like(workspace_id: int, people: list[Person]) -> dict[int, KnownAccount]:
    companies = {id(one.company): one.company for one in people if one.company}.values()
    asked = {
        "workspace": workspace_id,
        "domains": list({one["domain"] for one in companies} - {""}),
        "names": list({one["plain_name"] for one in companies}),
    }
    return {row[0]: KnownAccount(*row) for row in run(ACCOUNTS, asked)} if asked["names"] else {}


def fetch_accounts(accounts: dict[int, KnownAccount], wanted: set[int | None]) -> None:
    missing = list(wanted - accounts.keys() - {None})
    if missing:
        accounts.update((row[0], KnownAccount(*row)) for row in run(ACCOUNTS_BY_ID, {"ids": missing}))


def leads_like(workspace_id: int, people: list[Person], accounts: Iterable[int]) -> list[tuple]:
    asked = {
        "workspace": workspace_id,
        "emails": list({one.email for one in people} - {""}),
        "profiles": list({one.values["linkedin"].lower() for one in people if "linkedin" in one.values}),
        "phones": list({one.values["phone"] for one in people if "phone" in one.values and one.plain_name}),
        "accounts": list(accounts),
    }
    return [row for _pk, row in sorted({row[0]: row for row in run(LEADS, asked)}.items())]


def number_earlier_rows(importing: Import, known: Known, leads: list[KnownLead]) -> None:
    if not leads:
        return
    asked = {"importing": importing.pk, "leads": [lead.pk for lead in leads]}
    numbers = dict(run(ROWS_BEFORE, asked))
    known.numbers.update({id(lead): numbers[lead.pk] for lead in leads if lead.pk in numbers})


def opt_outs_standing(importing: Import, decisions: list[Decision]) -> set:
    """The addresses and leads among these whose no to everything is kept already."""
    noes = OptOut.objects.filter(workspace=importing.workspace, channel=Channel.ALL)
    stand = set(noes.filter(address__in=[one.person.email for one in decisions]).values_list("address", flat=True))
    leads = [one.lead.pk for one in decisions if one.lead]
    return stand | set(noes.filter(lead__in=leads).values_list("lead_id", flat=True))
