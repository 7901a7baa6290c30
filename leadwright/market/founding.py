"""The invented company of the demo and the simulation: Northmark makes temperature loggers for food transport."""

from dataclasses import dataclass
from datetime import datetime

from leadwright.cadences.shipped import default_cadence
from leadwright.channels.models import Mailbox
from leadwright.commissions.paying import default_plans
from leadwright.knowledge.shipped import shipped_articles
from leadwright.market.models import Market
from leadwright.market.post import password_of
from leadwright.market.servers import Ports
from leadwright.qualification.criteria import criteria_of
from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role

DOMAIN = "northmark.example"
ZONE = "Europe/Vilnius"
CAST = [
    ("Alice Marlowe", Role.SDR, "Sales development"),
    ("Bob Tarrant", Role.BDR, "Business development"),
    ("Dana Whitlock", Role.MANAGER, "Head of sales"),
    ("Erin Castell", Role.AE, "Account executive"),
    ("Mara Lindqvist", Role.MARKETING, "Marketing"),
    ("Ada Brightwell", Role.ADMIN, "Operations"),
]
MORE_REPS = [
    ("Colin Averill", Role.SDR, "Sales development"),
    ("Hanna Sorel", Role.BDR, "Business development"),
    ("Imre Falk", Role.SDR, "Sales development"),
    ("Petra Quill", Role.BDR, "Business development"),
]


@dataclass(frozen=True)
class House:
    """One company on the market, with its people."""

    workspace: Workspace
    market: Market
    members: list[Member]

    def of(self, *roles: str) -> list[Member]:
        return [member for member in self.members if member.role in roles]


def found(
    cast: list[tuple[str, str, str]], *, ports: Ports, seed: int, liveliness: float, daily_limit: int, now: datetime
) -> House:
    workspace = Workspace.objects.create(
        name="Northmark",
        offer="Northmark makes loggers that keep the temperature record of each load of food, from ramp to ramp.",
        timezone=ZONE,
        country="LT",
        postal_address="Northmark UAB, Uosto g. 1, LT-91001 Klaipėda",
        created_at=now,
    )
    market = Market.objects.create(workspace=workspace, seed=seed, liveliness=liveliness)
    members = [join(workspace, *who) for who in cast]
    for member in members:
        if member.role in {Role.SDR, Role.BDR, Role.AE}:
            give_mailbox(member, ports, daily_limit, now)
    shipped_articles(workspace, now)
    criteria_of(workspace)
    default_plans(workspace, now)
    default_cadence(workspace, by=None, now=now)
    return House(workspace, market, members)


def join(workspace: Workspace, name: str, role: str, title: str) -> Member:
    user = User.objects.create_user(email=f"{name.split(maxsplit=1)[0].lower()}@{DOMAIN}", name=name)
    return Member.objects.create(workspace=workspace, user=user, role=role, title=title, timezone=ZONE)


def give_mailbox(member: Member, ports: Ports, daily_limit: int, now: datetime) -> Mailbox:
    """The gap between two mails is 0: virtual time moves in steps of many minutes, and the daily limit paces."""
    address = member.user.email
    return Mailbox.objects.create(
        workspace=member.workspace,
        member=member,
        address=address,
        sender_name=member.name,
        smtp_host="127.0.0.1",
        smtp_port=ports.smtp,
        smtp_security="plain",
        imap_host="127.0.0.1",
        imap_port=ports.imap,
        imap_security="plain",
        username=address,
        password=password_of(address),
        daily_limit=daily_limit,
        gap_seconds=0,
        read_at=now,
        created_at=now,
    )
