"""Putting leads on a cadence. Who may not be contacted is refused, with a code to count and a sentence to read."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, Kind, record
from leadwright.cadences import planner
from leadwright.cadences.models import Cadence, Enrolment, Gate, Override, Refusal, Version
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.leads.models import Channel, Lead, OptOut, Status
from leadwright.team.models import Member

CHUNK = 200
# What a manager may overrule, with a reason. A no, an end, a missing address or mailbox cannot be overruled.
OVERRULED = {"answered", "waiting", "address_failed", "brief_not_good"}


def enrol(lead: Lead, *, cadence: Cadence, by: Member | None, now: datetime) -> Enrolment | Refusal:
    """Put one lead on the cadence, or say why not. Twice is once: the second time it is already active."""
    return enrol_all([lead], cadence=cadence, by=by, now=now)[0]


def enrol_despite(
    lead: Lead, *, code: str, why: str, cadence: Cadence, by: Member, now: datetime
) -> Enrolment | Refusal:
    """Put one lead on the cadence although `code` stands against it: a manager's word, kept with its reason. Whatever
    else stands against it still does. Raises ValueError for a code that cannot be overruled."""
    if code not in OVERRULED:
        raise ValueError(f"{code} cannot be overruled")
    with transaction.atomic():
        outcome = enrol_chunk([lead.pk], cadence, by, now, despite=code)[lead.pk]
        if isinstance(outcome, Enrolment):
            keep_override(outcome, code, why, by, now)
    return outcome


def keep_override(enrolment: Enrolment, code: str, why: str, by: Member, now: datetime) -> None:
    met = Refusal.objects.filter(lead=enrolment.lead_id, enrolment=None, code=code).order_by("-at").first()
    sentence = met.sentence if met else code
    Override.objects.create(
        lead_id=enrolment.lead_id, enrolment=enrolment, code=code, sentence=sentence, why=why[:300], by=by, at=now
    )
    record(
        Kind.NOTE,
        workspace_id=by.workspace_id,
        key=f"enrolment:{enrolment.pk}:override",
        summary=_("Enrolled although: %s") % sentence,
        why=why,
        lead=enrolment.lead,
        member=by,
        detail={"code": code},
        at=now,
    )


def enrol_all(
    leads: Iterable[Lead], *, cadence: Cadence, by: Member | None, now: datetime
) -> list[Enrolment | Refusal]:
    """Put many leads on the cadence: an enrolment or a refusal for each, in their order."""
    wanted = [lead.pk for lead in leads]
    outcomes: dict[int, Enrolment | Refusal] = {}
    for start in range(0, len(wanted), CHUNK):
        outcomes |= enrol_chunk(wanted[start : start + CHUNK], cadence, by, now)
    return [outcomes[pk] for pk in wanted if pk in outcomes]


def reasons_against(leads: Iterable[Lead], *, cadence: Cadence, by: Member | None) -> dict[int, tuple[str, str]]:
    """Who would be refused, and why: code and sentence by lead. Nothing is written."""
    pks = [lead.pk for lead in leads]
    found: dict[int, tuple[str, str]] = {}
    for begin in range(0, len(pks), CHUNK):
        rows = Lead.objects.filter(pk__in=pks[begin : begin + CHUNK], workspace_id=cadence.workspace_id)
        chunk = list(rows.select_related("owner__user", "account", "workspace"))
        facts = Facts(chunk, cadence, by)
        found |= {lead.pk: why for lead in chunk if (why := facts.reason_against(lead))}
    return found


def enrol_chunk(
    pks: list[int], cadence: Cadence, by: Member | None, now: datetime, *, despite: str = ""
) -> dict[int, Enrolment | Refusal]:
    """The leads are locked, so that of two who enrol the same lead one sees the other's enrolment. `despite` is the
    code that does not count this time."""
    with transaction.atomic():
        rows = Lead.objects.filter(pk__in=pks, workspace_id=cadence.workspace_id).order_by("pk")
        leads = list(rows.select_for_update(of=("self",)).select_related("owner__user", "account", "workspace"))
        facts = Facts(leads, cadence, by)
        refused = {lead.pk: why for lead in leads if (why := facts.reason_against(lead, despite))}
        taken = [lead for lead in leads if lead.pk not in refused]
        enrolled = start(taken, facts, by, now)
        refusals = keep_refusals({lead.pk: lead for lead in leads}, refused, cadence, now)
    return {**{enrolment.lead_id: enrolment for enrolment in enrolled}, **refusals}


class Facts:
    """What the guards ask, read once for a chunk of leads."""

    def __init__(self, leads: list[Lead], cadence: Cadence, by: Member | None) -> None:
        self.by = by
        self.version: Version | None = cadence.current
        gate = Gate.objects.filter(cadence=cadence).first() if by else None
        shut = gate is not None and not gate.clearances.filter(member=by).exists()
        self.gate = gate.asks if shut else ""
        self.has_steps = self.version is not None and self.version.steps.exists()
        pks = [lead.pk for lead in leads]
        self.good = set(Lead.objects.filter(pk__in=pks, brief__good_at__isnull=False).values_list("pk", flat=True))
        self.active = set(Enrolment.objects.active().filter(lead__in=pks).values_list("lead_id", flat=True))
        noes = OptOut.objects.channels_of(leads)
        self.opted_out = {pk for pk, channels in noes.items() if channels & {Channel.ALL, Channel.EMAIL}}
        failed = Message.objects.filter(lead__in=pks, outbound=True, state=Message.State.FAILED)
        self.failed = set(failed.values_list("lead_id", "recipient"))
        boxes = Mailbox.objects.filter(workspace=cadence.workspace_id, stopped_at=None).select_related("member__user")
        self.boxes = {box.member_id: box for box in boxes.order_by("-pk")}
        before = Enrolment.objects.filter(lead__in=pks, mailbox__stopped_at=None).order_by("pk")
        self.wrote_before = {each.lead_id: each.mailbox for each in before.select_related("mailbox__member__user")}

    def mailbox(self, lead: Lead) -> Mailbox | None:
        """Who wrote before writes again; else the owner; else whoever enrols."""
        mine = self.wrote_before.get(lead.pk) or self.boxes.get(lead.owner_id)
        return mine or (self.boxes.get(self.by.pk) if self.by and lead.owner_id is None else None)

    def reason_against(self, lead: Lead, despite: str = "") -> tuple[str, str] | None:
        """The first reason why this lead is not enrolled, the most final one first; `despite` does not count."""
        return next((reason for reason in self.reasons(lead) if reason[0] != despite), None)

    def reasons(self, lead: Lead) -> Iterator[tuple[str, str]]:
        owned_by_another = self.by and lead.owner_id and lead.owner_id != self.by.pk and not self.by.manages
        if lead.pk in self.opted_out:
            yield "opted_out", _("They opted out of e-mail.")
        if lead.ended:
            yield "ended", _("This lead has ended: %s.") % lead.get_status_display()
        if lead.pk in self.active:
            yield "already_active", _("They are on a cadence already.")
        if lead.status == Status.ANSWERED:
            yield "answered", _("They answered: a verdict comes next, not a cadence.")
        if lead.status == Status.WAITING:
            yield "waiting", _("They wait for a later date.")
        if owned_by_another:
            yield "not_yours", _("This lead belongs to %s.") % lead.owner.name
        if self.gate:
            yield "gate", self.gate
        if not lead.email:
            yield "no_address", _("No e-mail address is known.")
        if (lead.pk, lead.email) in self.failed:
            yield "address_failed", _("Mail to this address could not be sent. Correct the address first.")
        if lead.pk not in self.good:
            yield "brief_not_good", _("The brief is not good enough yet.")
        if self.mailbox(lead) is None:
            yield "no_mailbox", _("Nobody has a mailbox that may write to them.")
        if not self.has_steps:
            yield "no_steps", _("The cadence has no steps.")


def start(leads: list[Lead], facts: Facts, by: Member | None, now: datetime) -> list[Enrolment]:
    made = Enrolment.objects.bulk_create(
        Enrolment(lead=lead, version=facts.version, mailbox=facts.mailbox(lead), by=by, started_at=now, due_at=now)
        for lead in leads
    )
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(status=Status.WORKING)
    plan_first_step(made, now)
    Activity.objects.bulk_create((as_activity(enrolment, facts, by, now) for enrolment in made), ignore_conflicts=True)
    return made


def plan_first_step(made: list[Enrolment], now: datetime) -> None:
    """When and why the first step falls due stands on the row from the start, so that nobody has to guess."""
    batch = Batch(with_everything(Enrolment.objects.filter(pk__in=[each.pk for each in made])), now)
    planned = {each.pk: each for each in batch.enrolments}
    for enrolment in made:
        snapshot = batch.snapshot(planned[enrolment.pk])
        first = planner.next_step(snapshot)
        enrolment.due_at = planner.due_at(first, snapshot)
        enrolment.due_why = f"{planner.describe(first, snapshot)}."[:300]
        enrolment.lead.status = Status.WORKING
    Enrolment.objects.bulk_update(made, ["due_at", "due_why"])


def as_activity(enrolment: Enrolment, facts: Facts, by: Member | None, now: datetime) -> Activity:
    cadence = facts.version.cadence
    return Activity(
        workspace_id=cadence.workspace_id,
        lead_id=enrolment.lead_id,
        member=by,
        kind=Kind.ENROLLED,
        key=f"enrolment:{enrolment.pk}",
        summary=cadence.name,
        why=enrolment.due_why,
        detail={"cadence": cadence.pk, "version": facts.version.number},
        at=now,
    )


def keep_refusals(
    leads: dict[int, Lead], refused: dict[int, tuple[str, str]], cadence: Cadence, now: datetime
) -> dict[int, Refusal]:
    """One row for each lead and reason, with the last time that it was met, and on which cadence."""
    standing = Refusal.objects.filter(lead__in=refused, enrolment=None)
    kept = {(each.lead_id, each.code): each for each in standing}
    outcomes = {}
    for pk, (code, sentence) in refused.items():
        row = kept.get((pk, code)) or Refusal(lead=leads[pk], code=code)
        row.sentence, row.cadence, row.at = sentence[:300], cadence, now
        outcomes[pk] = row
    known = [row for row in outcomes.values() if row.pk]
    Refusal.objects.bulk_create(row for row in outcomes.values() if row.pk is None)
    Refusal.objects.bulk_update(known, ["sentence", "cadence", "at"])
    return outcomes
