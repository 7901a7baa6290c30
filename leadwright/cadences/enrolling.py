"""Putting leads on a cadence. Who may not be contacted is refused, with a code to count and a sentence to read."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Activity, Kind, record
from leadwright.cadences import planner
from leadwright.cadences.admitting import OVERRULED, Facts
from leadwright.cadences.models import Absence, Cadence, Enrolment, Hold, Override, Refusal
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.cadences.stopping import AWAY
from leadwright.leads.models import Lead, Status
from leadwright.team.models import Member

CHUNK = 200


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


def reasons_against(
    leads: Iterable[Lead], *, cadence: Cadence, by: Member | None, now: datetime
) -> dict[int, tuple[str, str]]:
    """Who would be refused, and why: code and sentence by lead. Nothing is written."""
    pks = [lead.pk for lead in leads]
    found: dict[int, tuple[str, str]] = {}
    for begin in range(0, len(pks), CHUNK):
        rows = Lead.objects.filter(pk__in=pks[begin : begin + CHUNK], workspace_id=cadence.workspace_id)
        chunk = list(rows.select_related("owner__user", "account", "workspace"))
        found |= Facts(chunk, cadence, by, now).refused(chunk)
    return found


def enrol_chunk(
    pks: list[int], cadence: Cadence, by: Member | None, now: datetime, *, despite: str = ""
) -> dict[int, Enrolment | Refusal]:
    """The leads are locked, so that of two who enrol the same lead one sees the other's enrolment. `despite` is the
    code that does not count this time."""
    with transaction.atomic():
        rows = Lead.objects.filter(pk__in=pks, workspace_id=cadence.workspace_id).order_by("pk")
        leads = list(rows.select_for_update(of=("self",)).select_related("owner__user", "account", "workspace"))
        facts = Facts(leads, cadence, by, now)
        refused = facts.refused(leads, despite)
        taken = [lead for lead in leads if lead.pk not in refused]
        enrolled = start(taken, facts, by, now)
        refusals = keep_refusals({lead.pk: lead for lead in leads}, refused, cadence, now)
    return {**{enrolment.lead_id: enrolment for enrolment in enrolled}, **refusals}


def start(leads: list[Lead], facts: Facts, by: Member | None, now: datetime) -> list[Enrolment]:
    made = Enrolment.objects.bulk_create(
        Enrolment(lead=lead, version=facts.version, mailbox=facts.mailbox(lead), by=by, started_at=now, due_at=now)
        for lead in leads
    )
    Lead.objects.filter(pk__in=[lead.pk for lead in leads]).update(status=Status.WORKING)
    stand_still_with_who_is_away(made, now)
    plan_first_step(made, now)
    Activity.objects.bulk_create((as_activity(enrolment, facts, by, now) for enrolment in made), ignore_conflicts=True)
    return made


def stand_still_with_who_is_away(made: list[Enrolment], now: datetime) -> None:
    """Who is out of office is so in every cadence, also in one that they come to be on meanwhile."""
    leads = [each.lead_id for each in made]
    standing = {each.lead_id: each for each in Absence.objects.filter(lead__in=leads, lifted_at=None, until__gt=now)}
    Hold.objects.bulk_create(
        Hold(enrolment=each, code=AWAY, reason=away.reason, until=away.until, at=now)
        for each in made
        if (away := standing.get(each.lead_id))
    )


def plan_first_step(made: list[Enrolment], now: datetime) -> None:
    """When and why the first step falls due stands on the row from the start, so that nobody has to guess."""
    batch = Batch(with_everything(Enrolment.objects.filter(pk__in=[each.pk for each in made])), now)
    planned = {each.pk: each for each in batch.enrolments}
    for enrolment in made:
        snapshot = batch.snapshot(planned[enrolment.pk])
        first = planner.next_step(snapshot)
        enrolment.due_at = planner.due_at(first, snapshot)
        enrolment.due_why = f"{planner.describe(first, snapshot)}."[:300]
        if hold := planner.open_hold(snapshot):
            enrolment.due_at, enrolment.due_why = max(enrolment.due_at, hold.until), f"On hold: {hold.why}"[:300]
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
