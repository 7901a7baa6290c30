"""The company of a world: two reps with a mailbox each, three to eight leads in as many zones, a cadence of two to
five steps, and a neighbour's workspace with the same people in it. All of it hangs on the seed."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from leadwright.accounts.models import Account
from leadwright.cadences.models import Cadence, Ruleset, Step, StepKind, Version
from leadwright.cadences.shipped import USES
from leadwright.channels.models import Mailbox
from leadwright.leads.models import Lead, Status
from leadwright.playbooks.models import Template
from leadwright.research.models import Brief
from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role

# Zone and country: half hours, changes of the clocks by half an hour, weeks that end on Thursday, both hemispheres.
PLACES = [
    ("Europe/Vilnius", "LT"),
    ("America/New_York", "US"),
    ("Australia/Lord_Howe", "AU"),
    ("Pacific/Chatham", "NZ"),
    ("Africa/Casablanca", "MA"),
    ("Asia/Kathmandu", "NP"),
    ("Asia/Riyadh", "SA"),
    ("Europe/London", "GB"),
    ("America/St_Johns", "CA"),
    ("Asia/Tokyo", "JP"),
    ("UTC", ""),
]
# Mondays: weeks in which clocks change somewhere, weeks with holidays, quiet ones.
MONDAYS = [
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in [
        (2, 9),
        (3, 2),
        (3, 23),
        (3, 30),
        (6, 15),
        (9, 21),
        (9, 28),
        (10, 19),
        (10, 26),
        (11, 23),
        (12, 21),
    ]
]
KINDS = [StepKind.EMAIL, StepKind.EMAIL, StepKind.EMAIL, StepKind.CALL, StepKind.LINKEDIN]
GIVEN = ["Ada", "Bela", "Chen", "Dora", "Emil", "Faye", "Gita", "Hugo"]
DOMAINS = ["harbour.example", "orchard.example", "quarry.example"]


@dataclass
class House:
    workspace: Workspace
    reps: list[Member]
    manager: Member
    boxes: list[Mailbox]
    leads: list[Lead]
    cadence: Cadence
    begin: datetime
    places: dict[int, tuple[str, str]]
    neighbour: Workspace
    gap: int = 0
    by_address: dict[str, Lead] = field(default_factory=dict)


def found(seed: int, dice: Random, port: int, size) -> House:
    """Make it; nobody is enrolled yet."""
    begin = dice.choice(MONDAYS) + timedelta(hours=dice.choice([0, 5, 8, 13, 20]), minutes=dice.randrange(60))
    workspace = a_workspace(f"World {seed}", begin)
    neighbour = a_workspace(f"Neighbour {seed}", begin)
    roles = [("ona", Role.SDR), ("per", Role.BDR), ("max", Role.MANAGER)]
    ona, per, manager = Member.objects.bulk_create(
        Member(workspace=workspace, user=user(name), role=role, timezone=dice.choice(PLACES)[0]) for name, role in roles
    )
    gap = dice.choice([0, 0, 30, 240])
    boxes = [a_mailbox(member, port, gap, dice, begin) for member in (ona, per)]
    near = [dice.choice(PLACES)] if dice.random() < size.near else PLACES
    places = [dice.choice(near) for _turn in range(dice.randint(3, size.leads))]
    leads = people(workspace, [ona, per], places, dice, begin)
    people(neighbour, [None], places[:2], dice, begin)
    house = House(
        workspace=workspace,
        reps=[ona, per],
        manager=manager,
        boxes=boxes,
        leads=leads,
        cadence=a_cadence(workspace, some_kinds(dice, size.steps), dice, begin),
        begin=begin,
        places={lead.pk: place for lead, place in zip(leads, places, strict=True)},
        neighbour=neighbour,
        gap=gap,
    )
    house.by_address = {lead.email: lead for lead in leads}
    return house


def set_up(seed: int, port: int, kinds: list[str]) -> House:
    """The company of a scenario: two leads, both in UTC, one mailbox for each, steps of these kinds a day apart."""
    dice, begin = Random(seed), datetime(2026, 6, 15, 7, 30, tzinfo=UTC)  # noqa: S311
    workspace, neighbour = a_workspace(f"Scenario {seed}", begin), a_workspace(f"Beside {seed}", begin)
    roles = [("ona", Role.SDR), ("per", Role.BDR), ("max", Role.MANAGER)]
    ona, per, manager = Member.objects.bulk_create(
        Member(workspace=workspace, user=user(name), role=role, timezone="UTC") for name, role in roles
    )
    boxes = [a_mailbox(member, port, 0, dice, begin) for member in (ona, per)]
    no_limit = {"daily_limit": 50, "hourly_limit": 0, "domain_limit": 0}
    Mailbox.objects.filter(workspace=workspace).update(**no_limit)
    boxes = list(Mailbox.objects.filter(pk__in=[box.pk for box in boxes]).order_by("pk"))
    places = [("UTC", "")] * 2
    leads = people(workspace, [ona, per], places, dice, begin)
    Lead.objects.filter(workspace=workspace).update(phone="+37060000117")
    people(neighbour, [None], places, dice, begin)
    cadence = a_cadence(workspace, kinds, dice, begin)
    Step.objects.filter(version__cadence=cadence, position__gt=1).update(wait_days=1, new_thread=False)
    house = House(
        workspace=workspace,
        reps=[ona, per],
        manager=manager,
        boxes=boxes,
        leads=leads,
        cadence=cadence,
        begin=begin,
        places={lead.pk: ("UTC", "") for lead in leads},
        neighbour=neighbour,
    )
    house.by_address = {lead.email: lead for lead in leads}
    return house


def user(name: str) -> User:
    """The same few people log in to every world."""
    return User.objects.get_or_create(email=f"{name}@worlds.example", defaults={"name": f"{name.title()} Worlds"})[0]


def a_workspace(name: str, begin: datetime) -> Workspace:
    workspace = Workspace.objects.create(name=name, postal_address="1 Quay Street, Klaipėda", created_at=begin)
    # Nobody is kept out for want of a consent: who would never be written to proves nothing.
    Ruleset.objects.create(workspace=workspace, name="Rules", is_default=True, consent_countries=[])
    return workspace


def a_mailbox(member: Member, port: int, gap: int, dice: Random, begin: datetime) -> Mailbox:
    return Mailbox.objects.create(
        workspace=member.workspace,
        member=member,
        address=member.user.email,
        sender_name=member.name,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="plain",
        imap_host="127.0.0.1",
        imap_port=1,
        imap_security="plain",
        username=member.user.email,
        password="-",  # noqa: S106 - the post takes any
        daily_limit=dice.choice([2, 4, 50]),
        hourly_limit=dice.choice([0, 0, 2]),
        domain_limit=dice.choice([0, 0, 1]),
        gap_seconds=gap,
        jitter_seconds=dice.choice([0, gap]),
        created_at=begin,
        read_at=begin,
        uid_validity=1,
    )


def people(workspace: Workspace, owners: list, places: list, dice: Random, begin: datetime) -> list[Lead]:
    accounts = Account.objects.bulk_create(
        Account(workspace=workspace, domain=domain, name=domain[:6], plain_name=domain[:6], created_at=begin)
        for domain in DOMAINS
    )
    leads = Lead.objects.bulk_create(
        Lead(
            workspace=workspace,
            account=accounts[number % len(accounts)],
            owner=owners[number % len(owners)],
            given_name=GIVEN[number],
            email=f"{GIVEN[number].lower()}@{DOMAINS[number % len(accounts)]}",
            phone="+37060000117" if dice.random() < 0.8 else "",
            timezone=zone,
            country=country,
            status=Status.READY,
            created_at=begin,
        )
        for number, (zone, country) in enumerate(places)
    )
    words = dict.fromkeys(["company", "need", "gap", "opener"], "They log temperatures on paper.")
    Brief.objects.bulk_create(Brief(lead=lead, **words, good_at=begin, updated_at=begin) for lead in leads)
    return leads


def some_kinds(dice: Random, most: int) -> list[str]:
    kinds = [StepKind.EMAIL if dice.random() < 0.8 else dice.choice(KINDS)]
    kinds += [dice.choice(KINDS) for _turn in range(dice.randint(1, most - 1))]
    for at, kind in enumerate(kinds[:-1]):
        if kind == StepKind.CALL and dice.random() < 0.5:
            kinds[at + 1] = StepKind.VOICEMAIL
    return kinds


def a_cadence(workspace: Workspace, kinds: list[str], dice: Random, begin: datetime) -> Cadence:
    words = {
        kind: Template.objects.create(
            workspace=workspace,
            name=f"Words {kind}",
            use=USES[kind],
            subject="Your loads",
            body="Hello {{ lead.given_name }}, {{ brief.need }} {{ sender.name }}",
            updated_at=begin,
        )
        for kind in sorted({*kinds, StepKind.EMAIL})
    }
    cadence = Cadence.objects.create(workspace=workspace, name="The way", is_default=True, created_at=begin)
    version = Version.objects.create(cadence=cadence, number=1, created_at=begin)
    Step.objects.bulk_create(
        Step(
            version=version,
            position=position,
            kind=kind,
            name=f"{kind} {position}",
            wait_days=0 if position == 1 else dice.choice([0, 1, 1, 2]),
            template=words[kind],
            new_thread=dice.random() < 0.2,
            patience_days=dice.randint(1, 3),
        )
        for position, kind in enumerate(kinds, start=1)
    )
    return cadence
