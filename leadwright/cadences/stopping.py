"""Ending, holding and going on. Ending takes back what is still on its way: queued mail, open tasks."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import ONCE, RECORD, Kind, fact, record, values_of
from leadwright.cadences.models import Absence, Enrolment, Hold, Touch
from leadwright.cadences.rules import look_up_defaults
from leadwright.conversations.models import Message
from leadwright.kit.statements import run
from leadwright.leads.locking import lock
from leadwright.leads.models import Lead, Status
from leadwright.tasks.models import Task
from leadwright.team.models import Member

MANUAL = "manual"
WENT_THE_WHOLE_WAY = {"finished", "left_out"}
HOLD_LOOK = timedelta(days=14)
# Where a lead in contact stands once its cadence ended so. What inbox and verdicts say later overrides it.
STANDING = {
    "answered": Status.ANSWERED,
    "meeting": Status.ANSWERED,
    "refused": Status.ANSWERED,
    "bounced": Status.BOUNCED,
    "opted_out": Status.OPTED_OUT,
    "finished": Status.FINISHED,
    "left_out": Status.FINISHED,
    "failed": Status.READY,
    "company_answered": Status.READY,
    MANUAL: Status.READY,
}
AWAY = "out_of_office"
# Everything that ends with an enrolment, in one statement: it stands in the way of every answer. The tasks are told.
ENDED = f"""
    WITH ended AS (
        UPDATE cadences_enrolment SET state = %(state)s, ended_code = %(code)s, ended_why = %(why)s,
            ended_at = %(now)s, due_at = NULL, due_why = '' WHERE id = %(enrolment)s
    ), lifted AS (
        UPDATE cadences_hold SET lifted_at = %(now)s WHERE enrolment_id = %(enrolment)s AND lifted_at IS NULL
    ), called_off AS (
        UPDATE conversations_message SET state = '{Message.State.CANCELLED}', failure = %(why)s
        WHERE state = '{Message.State.QUEUED}' AND id IN (
            SELECT message_id FROM cadences_touch WHERE enrolment_id = %(enrolment)s AND message_id IS NOT NULL)
    ), passed_over AS (
        UPDATE cadences_touch SET outcome = '{Touch.Outcome.PASSED_OVER}', why = %(why)s, done_at = %(now)s
        WHERE enrolment_id = %(enrolment)s AND outcome = '{Touch.Outcome.PENDING}'
    ), told AS ({RECORD} {ONCE})
    SELECT task_id FROM cadences_touch WHERE enrolment_id = %(enrolment)s AND task_id IS NOT NULL
"""  # noqa: S608  constants of ours

# The same of an enrolment that stands still: the hold (made, or the standing one changed), its day, mail, tasks.
STANDS = "SELECT id, code, until FROM cadences_hold WHERE enrolment_id = %(enrolment)s AND lifted_at IS NULL"
HELD = f"""
    WITH kept AS (
        UPDATE cadences_hold SET until = %(until)s::timestamptz, reason = %(reason)s, code = %(code)s,
            by_id = %(by)s::bigint, ends = %(ends)s WHERE id = %(standing)s::bigint RETURNING id
    ), made AS (
        INSERT INTO cadences_hold (enrolment_id, reason, code, ends, by_id, at, until)
        SELECT %(enrolment)s, %(reason)s, %(code)s, %(ends)s, %(by)s::bigint, %(now)s, %(until)s::timestamptz
        WHERE %(standing)s::bigint IS NULL RETURNING id
    ), waits AS (
        UPDATE cadences_enrolment SET due_at = %(look_at)s, due_why = %(due_why)s WHERE id = %(enrolment)s
    ), called_off AS (
        UPDATE conversations_message SET state = '{Message.State.CANCELLED}', failure = %(why)s
        WHERE state = '{Message.State.QUEUED}' AND id IN (SELECT message_id FROM cadences_touch
            WHERE enrolment_id = %(enrolment)s AND outcome = '{Touch.Outcome.PENDING}' AND message_id IS NOT NULL)
    ), put_off AS (
        UPDATE tasks_task SET due_at = %(look_at)s
        WHERE closed_at IS NULL AND due_at < %(look_at)s AND id IN (SELECT task_id FROM cadences_touch
            WHERE enrolment_id = %(enrolment)s AND outcome = '{Touch.Outcome.PENDING}' AND task_id IS NOT NULL)
    )
    SELECT id FROM kept UNION ALL SELECT id FROM made
"""  # noqa: S608  constants of ours
IS_AWAY = """
    INSERT INTO cadences_absence (lead_id, reason, until, at) VALUES (%(lead)s, %(reason)s, %(until)s, %(now)s)
    ON CONFLICT (lead_id) WHERE lifted_at IS NULL DO UPDATE SET reason = excluded.reason, until = excluded.until
    WHERE excluded.until > cadences_absence.until OR cadences_absence.until <= %(now)s
"""


def stop_all(
    lead: Lead,
    *,
    code: str,
    why: str,
    by: Member | None = None,
    active: Sequence[Enrolment] | None = None,
    now: datetime,
) -> int:
    """End every cadence of this lead, at once and for good. How many were on their way. `active`: those, where the
    caller holds them locked already (`active_of`)."""
    with transaction.atomic(savepoint=False):
        active = lock_active(lead) if active is None else active
        for enrolment in active:
            end(enrolment, code=code, why=why, by=by, now=now)
    return len(active)


def lock_active(lead: Lead) -> list[Enrolment]:
    """The lead's row first, as the send does (conversations/sending.py): what stops here commits before or after the
    point of no return of a mail, never beside it."""
    lock(lead)
    return active_of([lead])[lead.pk]


def active_of(leads: Sequence[Lead]) -> dict[int, list[Enrolment]]:
    """The cadences of these leads that are on their way, locked, by lead. The caller holds the leads' rows."""
    by_lead = {lead.pk: lead for lead in leads}
    found = {pk: [] for pk in by_lead}
    rows = Enrolment.objects.active().filter(lead__in=list(by_lead)).select_related("version__cadence__ruleset")
    for enrolment in rows.select_for_update(of=("self",)).order_by("pk") if leads else ():
        enrolment.lead = by_lead[enrolment.lead_id]
        found[enrolment.lead_id].append(enrolment)
    if len(leads) > 1:
        look_up_defaults(enrolment.version.cadence for active in found.values() for enrolment in active)
    return found


def end(enrolment: Enrolment, *, code: str, why: str, by: Member | None = None, now: datetime) -> None:
    """End one enrolment whose row the caller holds locked."""
    went_through = code in WENT_THE_WHOLE_WAY
    enrolment.state = Enrolment.State.FINISHED if went_through else Enrolment.State.STOPPED
    enrolment.ended_code, enrolment.ended_why, enrolment.ended_at = code, why[:300], now
    enrolment.due_at, enrolment.due_why = None, ""
    lead = enrolment.lead
    told = fact(
        Kind.STOPPED,
        workspace_id=lead.workspace_id,
        key=f"enrolment:{enrolment.pk}:ended",
        summary=_("struck off after the whole way") if went_through else _("before its last step"),
        why=why,
        lead=lead,
        member=by,
        detail={"code": code, "position": enrolment.position},
        at=now,
    )
    ended = {"enrolment": enrolment.pk, "state": str(enrolment.state), "code": code, "why": why[:300], "now": now}
    drop_tasks(lead.workspace_id, [task for (task,) in run(ENDED, {**ended, **values_of([told])})], why, now)
    if lead.status == Status.WORKING and code in STANDING:
        lead.mark(STANDING[code])


def take_back(enrolments: Sequence[Enrolment], *, why: str, now: datetime) -> None:
    """Mail that has not left is called off; tasks of these cadences, and reminders of their calls, are dropped."""
    touches = Touch.objects.filter(enrolment__in=enrolments)
    call_off_mail(touches, why=why)
    tasks = touches.exclude(task=None).values_list("enrolment__lead__workspace_id", "task_id")
    for workspace in {each.lead.workspace_id for each in enrolments}:
        drop_tasks(workspace, [task for whose, task in tasks if whose == workspace], why, now)


def drop_tasks(workspace: int, tasks: Sequence[int], why: str, now: datetime) -> None:
    """These tasks that are still open, and the reminders of their calls."""
    if not tasks:
        return
    keys = [f"{what}:{pk}" for pk in tasks for what in ("voicemail", "callback")]
    meant = Q(pk__in=tasks) | Q(key__in=keys, workspace=workspace)
    Task.objects.open().filter(meant).update(closed_at=now, outcome=Task.Outcome.DROPPED, note=why[:300])


def call_off_mail(touches, *, why: str) -> int:
    """Only what is still queued: once it is claimed, the last look before the send decides."""
    queued = Message.objects.filter(touch__in=touches, state=Message.State.QUEUED)
    return Message.objects.filter(pk__in=queued.values("pk"), state=Message.State.QUEUED).update(
        state=Message.State.CANCELLED, failure=why[:300]
    )


def hold_all(
    lead: Lead,
    *,
    code: str,
    reason: str,
    until: datetime | None,
    by: Member | None = None,
    active: Sequence[Enrolment] | None = None,
    now: datetime,
) -> int:
    """Let every cadence of this lead stand still. A person's hold is never overridden by the program; an automatic
    one is only made longer. How many cadences stand still for this reason now. `active` as for `stop_all`."""
    with transaction.atomic(savepoint=False):
        active = lock_active(lead) if active is None else active
        if code == AWAY and until is not None:
            keep_absence(lead, reason, until, now)
        return sum(hold(enrolment, code=code, reason=reason, until=until, by=by, now=now) for enrolment in active)


def keep_absence(lead: Lead, reason: str, until: datetime, now: datetime) -> None:
    """That they are away is theirs, whatever cadence they are in: one that they come to be on stands still as well.
    Said again it is only made longer."""
    run(IS_AWAY, {"lead": lead.pk, "reason": reason[:200], "until": until, "now": now})


def hold(
    enrolment: Enrolment,
    *,
    code: str,
    reason: str,
    until: datetime | None,
    by: Member | None,
    now: datetime,
    ends: str = "",
) -> bool:
    """`ends`: the code with which the cadence ends when the hold is over, where it is not to go on."""
    standing, was, stood_until = next(iter(run(STANDS, {"enrolment": enrolment.pk})), (None, "", None))
    if standing and by is None and (was == MANUAL or stood_until is None):
        return False
    if standing and by is None and until is not None and until <= stood_until:
        return False
    look_at = until or now + HOLD_LOOK
    enrolment.due_at, enrolment.due_why = look_at, f"On hold: {reason}"[:300]
    said = {"code": code, "reason": reason[:200], "why": reason[:300], "ends": ends, "by": by and by.pk}
    days = {"until": until, "look_at": look_at, "due_why": enrolment.due_why, "now": now}
    ((standing,),) = run(HELD, {"enrolment": enrolment.pk, "standing": standing, **said, **days})
    record(
        Kind.HELD,
        workspace_id=enrolment.lead.workspace_id,
        key=f"hold:{standing}:{look_at.isoformat()}",
        summary=_("until %s") % formats.date_format(look_at, "j M Y") if until else _("without a date"),
        why=reason,
        lead=enrolment.lead,
        member=by,
        detail={"code": code},
        at=now,
    )
    return True


def resume(enrolment: Enrolment, *, by: Member | None, now: datetime) -> bool:
    """Lift the hold; the cadence goes on with its next step, never with one that was done. False without a hold."""
    with transaction.atomic():
        lock(enrolment.lead)
        enrolment = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
        standing = Hold.objects.filter(enrolment=enrolment, lifted_at=None).first()
        if standing is None or enrolment.state != Enrolment.State.ACTIVE:
            return False
        lift(standing, enrolment, by=by, at=now, now=now)
        if standing.code == AWAY:
            Absence.objects.filter(lead=enrolment.lead_id, lifted_at=None).update(lifted_at=now)
        enrolment.due_at, enrolment.due_why = now, _("The hold is over.")
        enrolment.save(update_fields=["due_at", "due_why"])
    return True


def lift(standing: Hold, enrolment: Enrolment, *, by: Member | None, at: datetime, now: datetime) -> None:
    standing.lifted_at = at
    standing.save(update_fields=["lifted_at"])
    record(
        Kind.RESUMED,
        workspace_id=enrolment.lead.workspace_id,
        key=f"hold:{standing.pk}:lifted",
        summary=_("the cadence goes on with its next step"),
        why=_("Its date has come: %s") % standing.reason if by is None else standing.reason,
        lead=enrolment.lead,
        member=by,
        at=now,
    )
