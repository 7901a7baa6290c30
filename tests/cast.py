"""The people of the tests. Alice (SDR), Bob (BDR, her teammate), Charlie (SDR of another workspace), Dana (manager),
Erin (AE), Mara (marketing), Ada (admin). Their names and addresses are invented."""

from dataclasses import dataclass
from datetime import UTC, datetime

from leadwright.accounts.models import Account
from leadwright.channels.models import Mailbox
from leadwright.leads.models import Lead, LeadList
from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday morning
PASSWORD = "correct horse battery"


@dataclass
class Cast:
    workspace: Workspace
    alice: Member
    bob: Member
    dana: Member
    erin: Member
    mara: Member
    ada: Member
    elsewhere: Workspace
    charlie: Member

    def everyone(self) -> list[Member]:
        return [self.alice, self.bob, self.erin, self.dana, self.mara, self.ada, self.charlie]


def assemble() -> Cast:
    workspace = a_workspace("Northmark")
    elsewhere = a_workspace("Southmark")
    return Cast(
        workspace=workspace,
        alice=a_member(workspace, "Alice Marlowe", Role.SDR),
        bob=a_member(workspace, "Bob Tarrant", Role.BDR),
        dana=a_member(workspace, "Dana Whitlock", Role.MANAGER),
        erin=a_member(workspace, "Erin Castell", Role.AE),
        mara=a_member(workspace, "Mara Lindqvist", Role.MARKETING),
        ada=a_member(workspace, "Ada Brightwell", Role.ADMIN),
        elsewhere=elsewhere,
        charlie=a_member(elsewhere, "Charlie Okonjo", Role.SDR),
    )


def a_workspace(name: str) -> Workspace:
    return Workspace.objects.create(
        name=name,
        timezone="UTC",
        country="LT",
        postal_address="1 Quay Street, Klaipėda",
        created_at=MONDAY,
        offer="Loggers that keep the temperature record of each load.",
    )


def a_member(workspace: Workspace, name: str, role: str) -> Member:
    email = f"{name.split()[0].lower()}@{workspace.name.lower()}.example"
    user = User.objects.create_user(email=email, name=name)
    return Member.objects.create(workspace=workspace, user=user, role=role, timezone="UTC")


def a_list(workspace: Workspace, name: str = "Expo Riga") -> LeadList:
    return LeadList.objects.get_or_create(workspace=workspace, name=name, defaults={"created_at": MONDAY})[0]


def a_lead(owner: Member, email: str = "ruta@pieno-kelias.example", **fields) -> Lead:
    """Rūta of Pieno Kelias, unless told otherwise. Her zone is UTC, so that hours in tests read plainly."""
    domain = email.split("@")[-1]
    account, _ = Account.objects.get_or_create(
        workspace=owner.workspace,
        domain=domain,
        defaults={"name": "Pieno Kelias", "plain_name": "pieno kelias", "country": "LT", "created_at": MONDAY},
    )
    given = {
        "given_name": "Rūta",
        "family_name": "Kazlauskaitė",
        "title": "Head of quality",
        "phone": "+37060000117",
        "country": "LT",
        "timezone": "UTC",
        "list": a_list(owner.workspace),
        "created_at": MONDAY,
    }
    return Lead.objects.create(
        workspace=owner.workspace, account=account, owner=owner, email=email, **{**given, **fields}
    )


def a_mailbox(member: Member, **fields) -> Mailbox:
    given = {
        "address": member.user.email,
        "sender_name": member.name,
        "smtp_host": "127.0.0.1",
        "smtp_port": 1,
        "smtp_security": "plain",
        "imap_host": "127.0.0.1",
        "imap_port": 1,
        "imap_security": "plain",
        "username": member.user.email,
        "password": "secret",
        "created_at": MONDAY,
        "read_at": MONDAY,
        "gap_seconds": 0,
    }
    return Mailbox.objects.create(workspace=member.workspace, member=member, **{**given, **fields})
