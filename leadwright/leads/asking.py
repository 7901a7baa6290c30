"""Somebody asks to hear from us: by a form on a site, or through a program. They become a lead, or are known again,
never twice; who gets them is decided at once, and the clock of their first touch begins.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.kit.statements import run
from leadwright.leads import deciding, knowing, ledger, measuring, remembering, routing, rows, typed
from leadwright.leads.custom_values import know_tags
from leadwright.leads.deciding import COMPANY_FIELDS, FIELDS, Decision, Known, Outcome
from leadwright.leads.models import Arrival, Import, Lead, Motion, Source
from leadwright.leads.rows import OWN, Person
from leadwright.leads.writing import STAYS_TWO
from leadwright.team.models import Workspace

ASKED = (
    "full_name",
    "given_name",
    "family_name",
    "email",
    "phone",
    "title",
    "company",
    "website",
    "linkedin",
    "city",
    "country",
    "industry",
    "employees",
    "language",
    "tags",
)
LONGEST = 500
LONGEST_MESSAGE = 2_000
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = {Source.Kind.FORM: 30, Source.Kind.API: 600}  # of one source
MOST_OF_ONE = 5  # a minute, of one address on the net, by forms
TRIES = 3


@dataclass(frozen=True)
class Workplace:
    """What looking somebody up needs to know of where; as an import has it."""

    workspace_id: int
    created_at: datetime


class TooMany(Exception):
    """This source, or this address on the net, has asked too often in the last minute."""


def new_token() -> str:
    return secrets.token_urlsafe(24)


def kept_token(token: str) -> str:
    """What is kept of a program's token."""
    return hashlib.sha256(token.encode()).hexdigest()[:43]


def origin_of(address: str) -> str:
    return salted_hmac("leadwright.leads.asking", address, algorithm="sha256").hexdigest() if address else ""


def receive(
    source: Source, told: Mapping[str, str], *, consent: str = "", address: str = "", once: str = "", now: datetime
) -> Arrival:
    """Keep what somebody wrote. The same `once` again answers with what it became then. Raises TooMany."""
    if once and (before := Arrival.objects.filter(source=source, once=once).first()):
        return before
    origin = origin_of(address)
    hurry(source, origin, now)
    person = person_of(source, told)
    kept = {"source": source, "workspace": source.workspace, "consent": consent[:500], "origin": origin, "at": now}
    kept |= {"once": once, "told": {name: text[:LONGEST_MESSAGE] for name, text in told.items() if text}}
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return take_in(source, person, kept, now)
        except IntegrityError:
            if once and (before := Arrival.objects.filter(source=source, once=once).first()):
                return before
            if attempt == TRIES:
                raise
    raise AssertionError("not reached")


def hurry(source: Source, origin: str, now: datetime) -> None:
    recent = Arrival.objects.filter(source=source, at__gt=now - MINUTE)
    if recent.count() >= MOST_A_MINUTE[Source.Kind(source.kind)]:
        raise TooMany
    if source.kind == Source.Kind.FORM and origin and recent.filter(origin=origin).count() >= MOST_OF_ONE:
        raise TooMany


def person_of(source: Source, told: Mapping[str, str]) -> Person:
    """What they wrote, read as a row of a list is; own fields are named by their key."""
    workspace = source.workspace
    own = {code.removeprefix(OWN): code for code in remembering.own_columns(workspace)}
    names = [name for name in told if name in ASKED or name in own]
    shape = {"columns": names}
    mapping = {str(place): own.get(name, name) for place, name in enumerate(names)}
    known = remembering.known_columns(Import(workspace=workspace, mapping=mapping))
    cells = [" ".join(told[name].split())[:LONGEST] for name in names]
    return rows.person(0, cells, shape=shape, mapping=mapping, known=known, home_country=workspace.country)


def take_in(source: Source, person: Person, kept: dict, now: datetime) -> Arrival:
    run(STAYS_TWO, {"workspace": source.workspace_id})
    if person.refused:
        return Arrival.objects.create(**kept, outcome=Arrival.Outcome.REFUSED, reason=person.refusal)
    decision = decided(source, person, now)
    created = decision.outcome == Outcome.CREATED
    lead = create(source, decision, now) if created else change(decision)
    given = routing.Given(lead.owner, "")
    if lead.owner is None or not lead.owner.active:
        given = routing.route(lead, source=source.name, now=now)
        lead.owner = given.member
        lead.save(update_fields=["owner"])
    outcome = Arrival.Outcome.CREATED if created else Arrival.Outcome.MATCHED
    arrival = Arrival.objects.create(
        **kept, lead=lead, outcome=outcome, owner=lead.owner, why_owner=given.why[:300], reason=decision.reason[:300]
    )
    tell(arrival, lead, created, given)
    return arrival


def decided(source: Source, person: Person, now: datetime) -> Decision:
    """Known again as an import knows people. A no that they said before is not looked at here: it stands, and the last
    look before a send has it; but whoever asks by themselves is heard."""
    found = knowing.look_up(Workplace(source.workspace_id, now), [person])
    known = Known(mode=Import.Mode.FILL, by_name=knowing.needs_names([person]))
    accounts = {row[0]: deciding.KnownAccount(*row) for row in [*found.accounts, *found.accounts_of_leads]}
    for row in found.accounts:
        known.add_account(accounts[row[0]])
    for pk, (*fields, _custom, account, _owner, _ours) in {row[0]: row for row in found.leads}.items():
        row = Lead.objects.get(pk=pk)
        lead = deciding.KnownLead(*fields, row.custom, accounts.get(account))
        known.add(lead, knowing.plain_name(lead))
    by_pk = {lead.pk: lead for lead in known.leads.values()}
    for address, pk in found.others:
        if pk in by_pk:
            known.leads.setdefault(address, by_pk[pk])
    lead = known.find(person)
    if lead is None:
        return deciding.create(person, known)
    made = Decision(person, Outcome.SKIPPED, _("Already here."), lead)
    deciding.update(lead, person, known, made.filled)
    return made


def create(source: Source, decision: Decision, now: datetime) -> Lead:
    told = decision.lead
    lead = Lead(
        workspace=source.workspace,
        motion=Motion.INBOUND,
        list=source.list,
        custom=told.custom,
        tags=sorted(told.tags),
        created_at=now,
        **{name: getattr(told, name) for name in FIELDS},
    )
    lead.account = account_of(source.workspace, told.account, now)
    lead.save(force_insert=True)
    settle(lead, decision)
    return lead


def change(decision: Decision) -> Lead:
    """What was not known is filled in; whoever was listed now asks."""
    rows_of = Lead.objects.select_for_update(of=["self"]).select_related("owner__user", "account", "workspace")
    lead, told = rows_of.get(pk=decision.lead.pk), decision.lead
    for name in (*FIELDS, "custom", "tags"):
        setattr(lead, name, getattr(told, name))
    lead.motion = Motion.INBOUND
    if lead.account_id is None:
        lead.account = account_of(lead.workspace, told.account, lead.created_at)
    lead.save(update_fields=[*FIELDS, "custom", "tags", "motion", "account"])
    settle(lead, decision)
    return lead


def settle(lead: Lead, decision: Decision) -> None:
    if "account" in decision.filled and lead.account:
        for name in decision.filled["account"]:
            setattr(lead.account, name, getattr(decision.lead.account, name))
        lead.account.save(update_fields=list(decision.filled["account"]))
    know_tags(lead.workspace_id, lead.tags)
    measuring.follow([lead.pk])


def account_of(workspace: Workspace, told: "deciding.KnownAccount | None", now: datetime) -> Account | None:
    if told is None:
        return None
    if told.pk:
        return Account.objects.get(pk=told.pk)
    given = {name: getattr(told, name) for name in ("name", "plain_name", *COMPANY_FIELDS)}
    return Account.objects.create(workspace=workspace, created_at=now, **given)


def tell(arrival: Arrival, lead: Lead, created: bool, given: routing.Given) -> None:
    message = " ".join(arrival.told.get("message", "").split())
    summary = _("Asked to hear from us: %(source)s") % {"source": arrival.source.name}
    owner = _("Given to %(owner)s: %(why)s") % {"owner": lead.owner.name, "why": given.why} if lead.owner else given.why
    ledger.tell(
        lead.workspace,
        [
            {
                "kind": "imported" if created else "note",
                "key": f"lead:{lead.pk}:imported" if created else f"arrival:{arrival.pk}",
                "lead": lead,
                "summary": f"{summary}: {message}" if message else summary,
                "why": owner if given.why else "",
                "detail": {"arrival": arrival.pk, "text": arrival.told.get("message", ""), "consent": arrival.consent},
                "at": arrival.at,
            }
        ],
    )


def unasked(told: Mapping[str, object]) -> list[str]:
    """What a program sent that is no text, number or yes and no."""
    return [name for name, value in told.items() if not isinstance(value, str | int | float | bool | None)]


def as_text(told: Mapping[str, object]) -> dict[str, str]:
    words = {True: "yes", False: "no", None: ""}
    return {
        name: words[value] if isinstance(value, bool | None) else str(value)[: typed.LONGEST * 4]
        for name, value in told.items()
    }
