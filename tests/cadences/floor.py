"""A floor for the tests of the cadences: a lead with a good brief, a mailbox, mail that is sent by hand."""

from datetime import datetime, timedelta

from leadwright.accounts.models import Account
from leadwright.cadences.engine import advance_due
from leadwright.cadences.enrolling import enrol
from leadwright.cadences.models import WITHOUT_WORDS, Cadence, Enrolment, Step, StepKind, Version
from leadwright.cadences.shipped import USES, default_cadence
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead
from leadwright.playbooks.models import Template
from leadwright.research.models import Brief
from leadwright.team.models import Member, Workspace
from tests.cast import a_lead, a_mailbox


def a_good_lead(owner: Member, email: str = "ruta@pieno-kelias.example", *, now: datetime, **fields) -> Lead:
    lead = a_lead(owner, email, **fields)
    Brief.objects.create(
        lead=lead,
        company="A dairy in Klaipėda.",
        need="a temperature record of each load.",
        gap="the record is kept on paper.",
        good_at=now,
        updated_at=now,
    )
    return lead


def enrolled(owner: Member, *, now: datetime, email: str = "ruta@pieno-kelias.example", **fields) -> Enrolment:
    """A lead on the shipped cadence. Their country is unknown, so that only week-ends are free."""
    if not owner.mailboxes.exists():
        a_mailbox(owner, read_at=now + timedelta(days=400))
    lead = a_good_lead(owner, email, now=now, **{"country": "", **fields})
    lead.workspace.country = ""
    lead.workspace.save(update_fields=["country"])
    lead.account.country = ""
    lead.account.save(update_fields=["country"])
    enrolment = enrol(lead, cadence=default_cadence(owner.workspace, by=owner, now=now), by=owner, now=now)
    assert isinstance(enrolment, Enrolment), enrolment
    return enrolment


def tick(now: datetime) -> int:
    """One turn of the clockwork: what is due is planned, what is queued goes out, and the planner sees it."""
    Mailbox.objects.update(read_at=now)
    looked_at = advance_due(now=now, worker="test")
    send_everything(now)
    return looked_at + advance_due(now=now, worker="test")


def send_everything(now: datetime) -> None:
    Message.objects.filter(state=Message.State.QUEUED, due_at__lte=now).update(state=Message.State.SENT, at=now)


def run(start: datetime, *, days: int, each_hour=None) -> None:
    """Through the days, at the hours at which something may happen (windows open at 9 and close at 17)."""
    for day in range(days):
        for hour in (0, 2.5, 5, 7.5):
            now = start + timedelta(days=day, hours=hour)
            tick(now)
            if each_hour:
                each_hour(now)


def a_cadence(owner: Member, *steps: dict, now: datetime, name: str = "Own") -> Cadence:
    """A cadence of these steps, each said as its row is; words are made up where none are given."""
    cadence = Cadence.objects.create(workspace=owner.workspace, name=name, created_at=now)
    version = Version.objects.create(cadence=cadence, number=1, created_at=now)
    for position, said in enumerate(steps, start=1):
        fields = {"name": f"{said['kind']} {position}", **said}
        words = {"body": fields.pop("body", "Hello {{ lead.given_name }}"), "subject": fields.pop("subject", "")}
        template = None
        if fields["kind"] not in WITHOUT_WORDS:
            use = USES[StepKind(fields["kind"])]
            title = f"{name} {position}"
            template = Template.objects.create(workspace=owner.workspace, name=title, use=use, updated_at=now, **words)
        Step.objects.create(version=version, position=position, template=template, **fields)
    return cadence


def on(cadence: Cadence, owner: Member, *, now: datetime, email: str = "ruta@pieno-kelias.example", **fields):
    """A lead enrolled on that cadence, in a country without holidays."""
    if not owner.mailboxes.exists():
        a_mailbox(owner, read_at=now + timedelta(days=400))
    lead = a_good_lead(owner, email, now=now, **{"country": "", **fields})
    Workspace.objects.filter(pk=owner.workspace_id).update(country="")
    Account.objects.filter(pk=lead.account_id).update(country="")
    lead = Lead.objects.get(pk=lead.pk)
    enrolment = enrol(lead, cadence=cadence, by=owner, now=now)
    assert isinstance(enrolment, Enrolment), enrolment
    return enrolment
