"""What comes of a call: it is logged once, its task is closed, and the cadence hears of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadwright.cadences.hours import CALL_HOURS, add_working_days, day_of, moment, next_open
from leadwright.cadences.models import Enrolment, Ruleset, Step, StepKind, Touch
from leadwright.cadences.rules import ruleset_of
from leadwright.cadences.snapshots import place_of
from leadwright.cadences.stopping import hold_all, stop_all
from leadwright.conversations.calls import log_call
from leadwright.conversations.models import Call
from leadwright.kit.statements import run
from leadwright.leads.locking import lock
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Task, TaskKind
from leadwright.team.models import Member

REMINDER_AFTER_DAYS = 2
CALL_BACK_DAYS = 1
DONE = """
    UPDATE cadences_touch touch SET outcome = 'done', done_at = %(now)s
    FROM cadences_step step
    WHERE touch.task_id = %(task)s AND touch.outcome = 'pending' AND step.id = touch.step_id
    RETURNING touch.enrolment_id, step.position
"""
DUE = """
    UPDATE cadences_enrolment SET due_at = %(now)s, due_why = %(why)s WHERE id = %(enrolment)s AND state = 'active'
"""
ANSWERS = {
    Call.Disposition.REACHED: (
        "answered",
        gettext_lazy("They were reached by phone: what was said decides what comes next."),
    ),
    Call.Disposition.MEETING: ("answered", gettext_lazy("They want to meet.")),
    Call.Disposition.REFUSED: ("refused", gettext_lazy("They said no on the phone.")),
}


def call_made(
    task: Task,
    *,
    disposition: str,
    note: str,
    by: Member | None,
    now: datetime,
    call_back_at: datetime | None = None,
) -> Call | None:
    """Log the call that a task asked for and let the cadence go on or end. None where the task was closed already.

    Voicemail makes a reminder and does the voicemail step in the same act. Call back holds the cadence until then.
    """
    with transaction.atomic():
        lock(task.lead)
        if not task.close(by=by, outcome=Task.Outcome.DONE, note=note, now=now, told=False):
            return None
        call = log_call(lead=task.lead, member=by, disposition=disposition, note=note, key=f"task:{task.pk}", now=now)
        done(task, now)
        if disposition == Call.Disposition.VOICEMAIL:
            touch = touch_of(task)
            remind(task, touch, now)
            leave_voicemail(touch, now)
        if disposition == Call.Disposition.REACHED and goes_on_after_a_talk(task):
            pass  # the steps of the cadence look at it themselves
        elif disposition in ANSWERS:
            code, why = ANSWERS[disposition]
            stop_all(task.lead, code=code, why=note or str(why), by=by, now=now)
        elif disposition == Call.Disposition.CALL_BACK:
            call_back(task, note, call_back_at or now + timedelta(days=CALL_BACK_DAYS), by, now)
    return call


def done(task: Task, now: datetime) -> None:
    """The touch that the task stood for is done, and its enrolment is due: the planner looks at once."""
    for enrolment, position in run(DONE, {"task": task.pk, "now": now}):
        run(DUE, {"enrolment": enrolment, "now": now, "why": _("Step %s was done.") % position})


def touch_of(task: Task) -> Touch | None:
    """The touch that the task stands for, with its step and what `place_of` asks for."""
    touches = Touch.objects.filter(task=task).select_related("step", "enrolment__mailbox__member")
    touch = touches.defer("enrolment__mailbox__password").first()
    if touch:
        touch.enrolment.lead = task.lead
    return touch


def goes_on_after_a_talk(task: Task) -> bool:
    touch = Touch.objects.filter(task=task).select_related("enrolment__version__cadence__ruleset").first()
    return touch is not None and ruleset_of(touch.enrolment.version.cadence).on_reached == Ruleset.OnReply.GO_ON


def remind(task: Task, touch: Touch | None, now: datetime) -> None:
    """After a voicemail a person looks again, two working days later."""
    lead = task.lead
    if touch:
        where = place_of(touch.enrolment)
        day = add_working_days(day_of(now, where), REMINDER_AFTER_DAYS, where.country)
        due_at = moment(day, CALL_HOURS[0][0], where)
    else:
        due_at = next_open(now + timedelta(days=REMINDER_AFTER_DAYS), lead.timezone or "UTC", lead.country)
    ask(
        kind=TaskKind.REMINDER,
        lead=lead,
        owner=task.owner,
        title=_("Voicemail left for %s: has anything come back?") % lead.name,
        why=_("You left a voicemail two working days ago."),
        key=f"voicemail:{task.pk}",
        due_at=due_at,
        now=now,
    )


def leave_voicemail(touch: Touch | None, now: datetime) -> None:
    """The voicemail was left in the same call: its step is done with it."""
    if touch is None or touch.step.kind != StepKind.CALL:
        return
    following = Step.objects.filter(version=touch.step.version_id, position__gt=touch.step.position)
    step = following.order_by("position").first()
    if step is None or step.kind != StepKind.VOICEMAIL:
        return
    left = Touch(enrolment=touch.enrolment, step=step, outcome=Touch.Outcome.DONE, at=now, done_at=now)
    left.why = _("Left in the same call.")
    Touch.objects.bulk_create([left], ignore_conflicts=True)
    Enrolment.objects.filter(pk=touch.enrolment_id, position__lt=step.position).update(position=step.position)


def call_back(task: Task, note: str, at: datetime, by: Member | None, now: datetime) -> None:
    lead = task.lead
    hold_all(lead, code="call_back", reason=_("They asked to be called back."), until=max(at, now), by=by, now=now)
    ask(
        kind=TaskKind.CALL,
        lead=lead,
        owner=task.owner,
        title=_("Call %s back") % lead.name,
        why=note or _("They asked for it."),
        words=task.words,
        key=f"callback:{task.pk}",
        due_at=max(at, now),
        now=now,
    )
