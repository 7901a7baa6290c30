"""The sales floor of a run: people whose first e-mail is due, mailboxes without a limit that would stand in the
way, and the market's clock, so that a lease of a quarter of an hour runs out while one waits for it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fleet.sink import BUSY, GONE

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AFTERNOON = MONDAY.replace(hour=15)
SLOW = 10
RATE = 60  # the lease of 15 minutes takes 15 seconds, and the hours of a working day 8 minutes
MAILBOXES = 20
GONE_ONES, BUSY_ONES = range(5), range(500, 505)  # of each thousand


@dataclass
class Floor:
    people: list[int]  # the primary keys of the leads


def furnish(people: int, ports: list[int], rate: int = RATE) -> Floor:
    """So many leads in a new workspace, each at the first step of the shipped cadence, due now. The mailboxes send by
    the ports in turn. Five in a thousand addresses are gone, five are busy at the first try."""
    from leadwright.accounts.models import Account
    from leadwright.cadences.models import Enrolment
    from leadwright.cadences.shipped import default_cadence
    from leadwright.leads.models import Lead
    from leadwright.research.models import Brief
    from leadwright.team.models import Workspace

    start_clock(MONDAY, rate)
    workspace = Workspace.objects.create(
        name=f"Fleet {Workspace.objects.count()}", timezone="UTC", postal_address="1 Quay Street", created_at=MONDAY
    )
    boxes = [mailbox(workspace, number, ports[number % len(ports)]) for number in range(MAILBOXES)]
    version = default_cadence(workspace, by=boxes[0].member, now=MONDAY).current
    same = {"workspace": workspace, "created_at": MONDAY}
    firm = Account.objects.create(**same, name="Pieno Kelias", plain_name="pieno kelias", domain="firm.example")
    leads = Lead.objects.bulk_create(
        Lead(
            **same,
            account=firm,
            owner=boxes[number % MAILBOXES].member,
            given_name="Rūta",
            email=address(number, workspace.pk),
            timezone="UTC",
            status="working",
        )
        for number in range(people)
    )
    words = dict.fromkeys(["company", "need", "gap", "opener"], "They log temperatures on paper.")
    Brief.objects.bulk_create(Brief(lead=lead, **words, good_at=MONDAY, updated_at=MONDAY) for lead in leads)
    begun = {"version": version, "due_at": MONDAY, "started_at": MONDAY - timedelta(days=3)}
    Enrolment.objects.bulk_create(
        Enrolment(lead=lead, mailbox=boxes[number % MAILBOXES], **begun) for number, lead in enumerate(leads)
    )
    return Floor([lead.pk for lead in leads])


def address(number: int, workspace: int) -> str:
    place = number % 1000
    begin = GONE if place in GONE_ONES else BUSY if place in BUSY_ONES else b"p."
    return f"{begin.decode()}{number}.{workspace}@firm.example"


def mailbox(workspace, number: int, port: int):
    from leadwright.channels.models import Mailbox
    from leadwright.team.models import Member, User
    from leadwright.team.roles import Role

    user = User.objects.create(email=f"rep{number}.{workspace.pk}@fleet.example", name=f"Rep{number} Fleet")
    member = Member.objects.create(workspace=workspace, user=user, role=Role.SDR, timezone="UTC")
    return Mailbox.objects.create(
        workspace=workspace,
        member=member,
        address=user.email,
        sender_name=user.name,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_security="plain",
        imap_host="127.0.0.1",
        imap_port=1,
        username=user.email,
        password="-",  # noqa: S106 - the sink asks for none
        daily_limit=1_000_000,
        gap_seconds=0,
        created_at=MONDAY,
    )


def start_clock(at: datetime, rate: int) -> None:
    from leadwright.kit.models import MarketClock

    real = datetime.now(UTC)
    MarketClock.objects.update_or_create(pk=1, defaults={"virtual_at": at, "real_at": real, "rate": rate})


def keep_fresh() -> None:
    """In place of the reader of mail: the mailboxes were read just now, so automatic mail may leave them. On a slow
    machine the afternoon is made long, since no mail leaves in the evening."""
    from leadwright.channels.models import Mailbox
    from leadwright.kit import clock
    from leadwright.kit.models import MarketClock

    now = clock.now()
    Mailbox.objects.update(read_at=now)
    if now > AFTERNOON and (fast := MarketClock.objects.filter(rate__gt=SLOW).first()):
        fast.run(rate=SLOW)
