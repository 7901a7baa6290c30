"""Whom and what of a batch of rows the workspace knows already. A handful of statements, however long the batch."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from leadwright.kit.statements import run
from leadwright.leads import matching
from leadwright.leads.deciding import Decision, Known, KnownAccount, KnownLead, Recent
from leadwright.leads.models import Channel, Import, OptOut
from leadwright.leads.models.privacy import mark_of
from leadwright.leads.rows import Person, folded
from leadwright.team.models import Member

ACCOUNT = "id, name, plain_name, domain, website, industry, employees, revenue, country, city"

# Texts come as one, a line each: that is much less work than an array.
ACCOUNTS_BY_DOMAIN = f"""
    SELECT {ACCOUNT} FROM accounts_account
     WHERE workspace_id = %(workspace)s AND domain <> '' AND domain = ANY(string_to_array(%(domains)s, chr(10)))
"""  # noqa: S608
ACCOUNTS_BY_NAME = f"""
    SELECT {ACCOUNT} FROM accounts_account
     WHERE workspace_id = %(workspace)s AND plain_name = ANY(string_to_array(%(names)s, chr(10)))
"""  # noqa: S608
ACCOUNTS_BY_ID = f"SELECT {ACCOUNT} FROM accounts_account WHERE id = ANY(%(ids)s) ORDER BY id"  # noqa: S608

# Leads that might be one of the people: by address, by profile, by number, or at a company that a row without an
# address names. The same lead may come twice.
LEAD = """id, given_name, family_name, title, email, phone, linkedin, country, city, timezone, language, status,
       tags, custom, account_id, owner_id, created_at >= %(since)s"""
AT_DOMAIN, AT_EMAIL, AT_ACCOUNT, AT_OWNER = 3, 4, 14, 15
LEADS_BY_ADDRESS = f"""
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND email <> '' AND email = ANY(string_to_array(%(emails)s, chr(10)))
"""  # noqa: S608
OTHER_ADDRESSES = """
    SELECT address, lead_id FROM leads_otheraddress
     WHERE workspace_id = %(workspace)s AND address = ANY(string_to_array(%(emails)s, chr(10)))
"""
LEADS_BY_ID = f"SELECT {LEAD} FROM leads_lead WHERE id = ANY(%(ids)s)"  # noqa: S608
LEADS = f"""
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND linkedin <> ''
       AND lower(linkedin) = ANY(string_to_array(%(profiles)s, chr(10)))
    UNION ALL
    SELECT {LEAD} FROM leads_lead
     WHERE workspace_id = %(workspace)s AND phone <> '' AND phone = ANY(string_to_array(%(phones)s, chr(10)))
    UNION ALL
    SELECT {LEAD} FROM leads_lead WHERE account_id = ANY(%(accounts)s)
"""  # noqa: S608

OPT_OUTS = """
    SELECT address, at FROM leads_optout
     WHERE workspace_id = %(workspace)s AND channel = 'all'
       AND address <> '' AND address = ANY(string_to_array(%(emails)s, chr(10)))
"""
ANY_ERASED = "SELECT 1 FROM leads_erasure WHERE workspace_id = %(workspace)s LIMIT 1"
ERASED = """
    SELECT mark, at FROM leads_erasure
     WHERE workspace_id = %(workspace)s AND mark = ANY(string_to_array(%(marks)s, chr(10)))
"""
SHUT_DOMAINS = "SELECT 1 FROM leads_optout WHERE workspace_id = %(workspace)s AND domain <> '' LIMIT 1"
OPT_OUTS_BY_DOMAIN = """
    SELECT domain, at FROM leads_optout
     WHERE workspace_id = %(workspace)s AND channel = 'all'
       AND domain <> '' AND domain = ANY(string_to_array(%(hosts)s, chr(10)))
"""

# Which of these leads an earlier batch of the same file made, and from which row. `+ 0` keeps the planner from reading
# all rows of the import, of which its statistics know nothing while it runs.
ROWS_BEFORE = """
    SELECT lead_id, number FROM leads_importrow
     WHERE lead_id = ANY(%(leads)s) AND importing_id + 0 = %(importing)s AND outcome = 'created'
"""


@dataclass(frozen=True)
class Found:
    """What the database answers to a batch, as it came."""

    accounts: list[tuple]
    leads: list[tuple]
    accounts_of_leads: list[tuple]
    opt_outs: list[tuple]
    others: list[tuple]


def look_up(importing: Import, people: list[Person]) -> Found:
    accounts = accounts_like(importing.workspace_id, people)
    ids = [row[0] for row in accounts]
    emails = {one.email for one in people}
    asked = {"workspace": importing.workspace_id, "emails": lines(emails)}
    leads = leads_like(importing, people, asked, ids if needs_names(people) else [])
    other = run(OTHER_ADDRESSES, asked)
    leads += leads_by_id(importing, {lead for _address, lead in other} - {row[0] for row in leads})
    others = list({row[AT_ACCOUNT] for row in leads} - {None, *ids})
    noes = opt_outs_of(asked, emails)
    return Found(accounts, leads, run(ACCOUNTS_BY_ID, {"ids": others}) if others else [], noes, other)


def leads_by_id(importing: Import, ids: set[int]) -> list[tuple]:
    return run(LEADS_BY_ID, {"since": importing.created_at, "ids": sorted(ids)}) if ids else []


def opt_outs_of(asked: dict, emails: set[str]) -> list[tuple]:
    """The addresses among these that said no to everything, and the domains of these that are shut: (which, when)."""
    noes = run(OPT_OUTS, asked)
    if run(SHUT_DOMAINS, {"workspace": asked["workspace"]}):
        within = {host for email in emails for host in matching.hosts(email)}
        noes += run(OPT_OUTS_BY_DOMAIN, {"workspace": asked["workspace"], "hosts": lines(within)})
    return noes


def known_to(
    importing: Import, people: list[Person], *, turn: int, ahead: Found | None = None, recent: Recent | None = None
) -> Known:
    """What a decision on these rows needs; `turn` says whose the next new lead is. `ahead` is what was looked up before
    the batches of `recent` were written: what these made and changed is put in its place."""
    found, recent = ahead or look_up(importing, people), recent or Recent()
    known = Known(
        mode=importing.mode,
        owners=list(importing.owners.filter(active=True).select_related("user").order_by("pk")),
        turn=turn,
        opt_outs=dict(found.opt_outs),
        by_name=needs_names(people),
        erased=erased_among(importing.workspace_id, people),
        mark=partial(mark_of, importing.workspace_id),
    )
    accounts = {row[0]: KnownAccount(*row) for row in [*found.accounts, *found.accounts_of_leads]}
    accounts |= recent.accounts_by_pk()
    for row in found.accounts:
        known.add_account(accounts[row[0]])
    know_leads(importing, known, found, accounts, recent.leads_by_pk())
    known.accounts = {**recent.accounts, **known.accounts}
    known.leads = {**recent.leads, **known.leads}
    known.begin()
    return known


def know_leads(
    importing: Import,
    known: Known,
    found: Found,
    accounts: dict[int, KnownAccount],
    standing: dict[int, KnownLead],
) -> None:
    """Whom the database names, as they stand after the last batches: `standing`."""
    leads = {row[0]: row for row in found.leads}
    owned_by = owners_of(leads.values())
    made_here = []
    for pk, (*fields, custom, account, owner, may_be_ours) in leads.items():
        lead = standing.get(pk)
        if lead is None:
            held = json.loads(custom) if custom != "{}" else {}  # Django has JSON come as text
            lead = KnownLead(*fields, held, accounts.get(account), owned_by.get(owner))
            made_here += [lead] if may_be_ours else []
        known.add(lead, plain_name(lead))
    for lead in standing.values() if known.by_name else ():
        known.add(lead, plain_name(lead))  # by name too, which the batch that made them may have had no need of
    by_pk = standing | {lead.pk: lead for lead in known.leads.values()}
    for address, pk in found.others:
        if pk in by_pk:
            known.leads.setdefault(address, by_pk[pk])
    number_earlier_rows(importing, made_here)


def erased_among(workspace_id: int, people: list[Person]) -> dict[str, str]:
    """The marks of those of these people who were erased, with the day."""
    if not run(ANY_ERASED, {"workspace": workspace_id}):
        return {}
    named = {name for one in people for name in one.marked_by}
    marks = "\n".join(mark_of(workspace_id, name) for name in named)
    return {mark: f"{at:%Y-%m-%d}" for mark, at in run(ERASED, {"workspace": workspace_id, "marks": marks})}


def plain_name(lead: KnownLead) -> str:
    return f"{folded(lead.given_name)} {folded(lead.family_name)}".strip()


def owners_of(leads: Iterable[tuple]) -> dict[int, Member]:
    owners = {row[AT_OWNER] for row in leads} - {None}
    return {member.pk: member for member in Member.objects.filter(pk__in=owners).select_related("user")}


def lines(texts: Iterable[str]) -> str:
    return "\n".join(set(texts) - {""})


def needs_names(people: list[Person]) -> bool:
    return any(not one.email and one.plain_name and one.company for one in people)


def accounts_like(workspace_id: int, people: list[Person]) -> list[tuple]:
    companies = {id(one.company): one.company for one in people if one.company}.values()
    asked = {"workspace": workspace_id, "domains": lines(one["domain"] for one in companies)}
    found = {row[0]: row for row in run(ACCOUNTS_BY_DOMAIN, asked)} if companies else {}
    known = {row[AT_DOMAIN] for row in found.values()}
    asked["names"] = lines(one["plain_name"] for one in companies if one["domain"] not in known)
    found |= {row[0]: row for row in run(ACCOUNTS_BY_NAME, asked)} if asked["names"] else {}
    return [row for _pk, row in sorted(found.items())]


def leads_like(importing: Import, people: list[Person], asked: dict, accounts: list[int]) -> list[tuple]:
    asked = {**asked, "since": importing.created_at}
    found = {row[0]: row for row in run(LEADS_BY_ADDRESS, asked)}
    known = {row[AT_EMAIL] for row in found.values()}
    others = [one for one in people if one.email not in known]  # whom the address finds is not looked for further
    asked |= {
        "profiles": lines(one.values["linkedin"].lower() for one in others if "linkedin" in one.values),
        "phones": lines(one.values["phone"] for one in others if "phone" in one.values and one.plain_name),
        "accounts": accounts,
    }
    found |= {row[0]: row for row in run(LEADS, asked)}
    return [row for _pk, row in sorted(found.items())]


def number_earlier_rows(importing: Import, leads: list[KnownLead]) -> None:
    """Which of these leads an earlier batch of the file made, and by which row."""
    if leads:
        numbers = dict(run(ROWS_BEFORE, {"importing": importing.pk, "leads": [lead.pk for lead in leads]}))
        for lead in leads:
            lead.row = numbers.get(lead.pk, 0)


def opt_outs_standing(importing: Import, decisions: list[Decision]) -> set:
    """The addresses and leads among these whose no to everything is kept already."""
    noes = OptOut.objects.filter(workspace=importing.workspace, channel=Channel.ALL)
    stand = set(noes.filter(address__in=[one.person.email for one in decisions]).values_list("address", flat=True))
    leads = [one.lead.pk for one in decisions if one.lead]
    return stand | set(noes.filter(lead__in=leads).values_list("lead_id", flat=True))
