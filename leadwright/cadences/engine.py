"""The relay's clockwork: enrolments that are due are planned, and what the plan says is done.

The due rows are the queue. A batch is locked (`SKIP LOCKED`), planned and written in one transaction: a worker that
dies has done nothing, and two workers never hold the same row. Where something in a batch fails, its rows are done one
by one, so that the one that cannot be planned does not keep the others waiting.
"""

import logging
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Exists, OuterRef, Q

from leadwright.activities.models import Kind, fact
from leadwright.cadences import planner
from leadwright.cadences.answering import spread
from leadwright.cadences.doubts import question
from leadwright.cadences.models import Enrolment, Refusal, Step, Touch
from leadwright.cadences.snapshots import Batch, with_everything
from leadwright.cadences.stopping import end, lift
from leadwright.cadences.touching import owner_of, touch
from leadwright.conversations.models import Message
from leadwright.kit.bulk import update_rows
from leadwright.playbooks.rendering import BadTemplate, MissingField
from leadwright.tasks.asking import ask, once
from leadwright.tasks.models import Task, TaskKind

log = logging.getLogger(__name__)
BATCH = 200
SOON = timedelta(minutes=1)
AFTER_AN_ERROR = timedelta(hours=1)
AFTER_MISSING = timedelta(hours=4)
# The database, not a row: nothing was written, and the next round finds the same rows.
GONE = (OperationalError, InterfaceError)
SETTLED_MAIL = [Message.State.SENT, Message.State.FAILED, Message.State.CANCELLED]


def advance_due(*, now: datetime, worker: str, limit: int = 500) -> int:
    """Move on every enrolment that is due, up to `limit`. How many were looked at; may run twice, or twice at once."""
    spread(now)
    wake(now)
    moved = 0
    while moved < limit:
        size = min(BATCH, limit - moved)
        looked_at = advance_batch(now, size)
        moved += looked_at
        if looked_at < size:
            break
    if moved:
        log.debug("%s looked at %s enrolments", worker, moved)
    return moved


def wake(now: datetime) -> int:
    """Enrolments whose mail or task has come to its end are due now: rows below are asked, they tell nobody. One that
    is locked is being looked at; it is found the next time."""
    # An approved letter's task is closed while its mail still waits to go: then the mail is what is waited for.
    closed = Q(task__closed_at__isnull=False) & (Q(message=None) | ~Q(task__kind=TaskKind.APPROVE))
    ended = closed | Q(message__state__in=SETTLED_MAIL)
    in_doubt = Q(message__state=Message.State.UNKNOWN, why="")
    under_way = Touch.objects.filter(enrolment=OuterRef("pk"), outcome=Touch.Outcome.PENDING)
    waiting = Enrolment.objects.active().filter(Q(due_at__gt=now) | Q(due_at=None))
    with transaction.atomic():
        done = waiting.filter(Exists(under_way.filter(ended | in_doubt)))
        free = done.select_for_update(skip_locked=True, no_key=True).values_list("pk", flat=True)
        return Enrolment.objects.filter(pk__in=list(free)).update(due_at=now)


def advance_batch(now: datetime, size: int) -> int:
    due = Enrolment.objects.active().filter(due_at__lte=now).order_by("due_at", "pk")
    taken: list[Enrolment] = []
    try:
        with transaction.atomic():
            taken = lock(due, size)
            advance_all(taken, now)
    except GONE:
        raise
    except Exception:
        if not taken:
            raise
        log.exception("a batch of %s enrolments could not be written: they are tried one by one", len(taken))
        for enrolment in taken:
            advance_or_postpone(enrolment.pk, now)
    return len(taken)


def advance_or_postpone(pk: int, now: datetime) -> None:
    """One bad row must not stop the floor: it is put off, says so, and the log has the rest."""
    due = Enrolment.objects.active().filter(pk=pk, due_at__lte=now)
    try:
        with transaction.atomic():
            advance_all(lock(due, 1), now)
    except GONE:
        raise
    except Exception:
        log.exception("enrolment %s could not be planned", pk)
        due.update(
            due_at=now + AFTER_AN_ERROR,
            due_why="An error of the program stood in the way; it is tried again in an hour.",
        )


def lock(due, size: int) -> list[Enrolment]:
    """The lead is locked with its enrolment, or both are left for the next round: who stops a cadence or sends a mail
    locks the lead first, so nobody waits for us while we wait for them."""
    return list(with_everything(due).select_for_update(skip_locked=True, no_key=True, of=("self", "lead"))[:size])


def advance_all(locked: list[Enrolment], now: datetime) -> None:
    if not locked:
        return
    batch = Batch(locked, now)
    for enrolment in batch.enrolments:
        advance(enrolment, batch, now)
    batch.drafts.store()
    going_on = [each for each in batch.enrolments if each.state == Enrolment.State.ACTIVE]
    update_rows(going_on, ["due_at", "due_why", "position"])


def wait(enrolment: Enrolment, move: planner.Wait, batch: Batch, now: datetime) -> None:
    """Where a guard stands in the way, that is counted: once for an enrolment and a code."""
    if move.code:
        refuse(enrolment, move.code, move.why, batch)
    reschedule(enrolment, move.until, move.why, now)


def refuse(enrolment: Enrolment, code: str, why: str, batch: Batch) -> None:
    if (enrolment.pk, code) not in batch.refused:
        batch.refused.add((enrolment.pk, code))
        said = {"code": code, "sentence": why[:300], "at": batch.now}
        batch.drafts.refusals.append(Refusal(lead=enrolment.lead, enrolment=enrolment, **said))


def advance(enrolment: Enrolment, batch: Batch, now: datetime) -> None:
    """Follow the plan until it says wait. Each turn uses up a step or ends, so the turns are bounded."""
    lift_what_is_over(enrolment, batch, now)
    forget_what_was_called_off(enrolment, batch, now)
    for _turn in range(3 * len(batch.steps[enrolment.version_id]) + 3):
        if act(planner.next_move(batch.snapshot(enrolment), now), enrolment, batch, now):
            return
    raise RuntimeError("the planner did not come to an end")


def act(move: planner.Move, enrolment: Enrolment, batch: Batch, now: datetime) -> bool:
    """Do what the plan says. True where nothing more is to be done now."""
    match move:
        case planner.Touch(step, why):
            return not touched(enrolment, step, why, batch, now)
        case planner.Settle():
            settle(enrolment, move, batch)
            return False
        case planner.PassOver(step, why, code):
            if code:
                refuse(enrolment, code, f"Step {step.position}, {step.name}: {why}", batch)
            pass_over(enrolment, step, why, batch, now)
            return False
        case planner.Doubt():
            ask_whether_sent(enrolment, move, batch)
        case planner.Wait():
            if held_without_end(enrolment, batch):
                remind_of_the_hold(enrolment, move.until, batch, now)
            wait(enrolment, move, batch, now)
        case planner.Finish(code, why):
            batch.drafts.store()  # ending looks at what is stored
            finish(enrolment, code, why, now)
    return True


def reschedule(enrolment: Enrolment, until: datetime, why: str, now: datetime) -> None:
    enrolment.due_at, enrolment.due_why = max(until, now + SOON), why[:300]


def touched(enrolment: Enrolment, planned: planner.PlannedStep, why: str, batch: Batch, now: datetime) -> bool:
    """False where the words are not complete: nothing was written, a person is asked, the cadence waits."""
    step = step_of(enrolment, planned, batch)
    try:
        touch(enrolment, step, batch, why=why, now=now)
    except MissingField as error:
        refuse_words(enrolment, step, f"{step.name} needs {', '.join(error.names)}", now)
    except BadTemplate as error:
        refuse_words(enrolment, step, f"{step.name}: {error}", now)
    else:
        drop_request(enrolment, step, batch)
        return True
    return False


def step_of(enrolment: Enrolment, planned: planner.PlannedStep, batch: Batch) -> Step:
    return next(step for step in batch.steps[enrolment.version_id] if step.pk == planned.id)


def refuse_words(enrolment: Enrolment, step: Step, what: str, now: datetime) -> None:
    """Never sent half: the reason is kept, its owner is asked once, and it is looked at again in some hours."""
    sentence = f"{what}, so it was not sent."
    reason = {"lead": enrolment.lead, "enrolment": enrolment, "code": "missing_field", "sentence": sentence[:300]}
    Refusal.objects.get_or_create(**reason, defaults={"at": now})
    ask(
        kind=TaskKind.OTHER,
        lead=enrolment.lead,
        owner=owner_of(enrolment),
        title=f"Complete the words for {enrolment.lead.name}",
        why=sentence,
        key=missing_key(enrolment, step),
        due_at=now,
        now=now,
    )
    reschedule(enrolment, now + AFTER_MISSING, sentence, now)


def missing_key(enrolment: Enrolment, step: Step) -> str:
    return f"missing:{enrolment.pk}:{step.pk}"


def drop_request(enrolment: Enrolment, step: Step, batch: Batch) -> None:
    """The words are complete: whoever was asked for them need not do it any more."""
    if (enrolment.pk, "missing_field") in batch.refused:
        asked = Task.objects.open().filter(workspace_id=enrolment.lead.workspace_id, key=missing_key(enrolment, step))
        asked.update(closed_at=batch.now, outcome=Task.Outcome.DROPPED, note="The words are complete.")


def settle(enrolment: Enrolment, move: planner.Settle, batch: Batch) -> None:
    under_way = next(each for each in batch.touches[enrolment.pk] if each.step_id == move.step.id)
    under_way.outcome, under_way.done_at, under_way.why = move.outcome, move.at, move.why[:300]
    under_way.arm = move.arm
    batch.drafts.touch(under_way)
    if under_way.task_id and under_way.task.is_open:
        under_way.task.close(by=None, outcome=Task.Outcome.DROPPED, note=move.why, now=batch.now)
    if move.outcome == Touch.Outcome.PASSED_OVER:
        tell_passed_over(enrolment, move.step, move.why, batch)


def pass_over(enrolment: Enrolment, planned: planner.PlannedStep, why: str, batch: Batch, now: datetime) -> None:
    outcome = Touch.Outcome.PASSED_OVER
    step = step_of(enrolment, planned, batch)
    left_out = Touch(enrolment=enrolment, step=step, outcome=outcome, why=why[:300], at=now, done_at=now)
    batch.touches[enrolment.pk].append(left_out)
    batch.drafts.touch(left_out)
    enrolment.position = step.position
    tell_passed_over(enrolment, planned, why, batch)


def tell_passed_over(enrolment: Enrolment, step: planner.PlannedStep, why: str, batch: Batch) -> None:
    passed = fact(
        Kind.TASK_SKIPPED,
        workspace_id=enrolment.lead.workspace_id,
        key=f"enrolment:{enrolment.pk}:step:{step.id}:passed_over",
        summary=f"Step {step.position}, {step.name}",
        why=why,
        lead=enrolment.lead,
        at=batch.now,
    )
    batch.drafts.facts.append(passed)


def ask_whether_sent(enrolment: Enrolment, doubt: planner.Doubt, batch: Batch) -> None:
    in_doubt = next(each for each in batch.touches[enrolment.pk] if each.step_id == doubt.step.id)
    in_doubt.why = doubt.why[:300]
    in_doubt.task = once(question(in_doubt.message, enrolment.lead, owner_of(enrolment), batch.now))
    batch.drafts.touch(in_doubt)
    reschedule(enrolment, doubt.until, doubt.why, batch.now)


def finish(enrolment: Enrolment, code: str, why: str, now: datetime) -> None:
    if code == "failed":
        Refusal.objects.get_or_create(
            lead=enrolment.lead, enrolment=enrolment, code=code, defaults={"sentence": why[:300], "at": now}
        )
        ask(
            kind=TaskKind.OTHER,
            lead=enrolment.lead,
            owner=owner_of(enrolment),
            title=f"Mail to {enrolment.lead.name} could not be sent",
            why=why,
            key=f"failed:{enrolment.pk}",
            due_at=now,
            now=now,
        )
    end(enrolment, code=code, why=why, now=now)


def lift_what_is_over(enrolment: Enrolment, batch: Batch, now: datetime) -> None:
    for standing in batch.holds[enrolment.pk]:
        if standing.lifted_at is None and standing.until is not None and standing.until <= now and not standing.ends:
            lift(standing, enrolment, by=None, at=standing.until, now=now)


def held_without_end(enrolment: Enrolment, batch: Batch) -> bool:
    return any(each.lifted_at is None and each.until is None for each in batch.holds[enrolment.pk])


def remind_of_the_hold(enrolment: Enrolment, until: datetime, batch: Batch, now: datetime) -> None:
    """A hold without a date is not forgotten: from its second week on its owner is asked."""
    standing = next(each for each in batch.holds[enrolment.pk] if each.lifted_at is None)
    if now - standing.at < planner.HOLD_LOOK:
        return
    ask(
        kind=TaskKind.REMINDER,
        lead=enrolment.lead,
        owner=owner_of(enrolment),
        title=f"On hold without a date: {enrolment.lead.name}",
        why=f"{standing.reason} Let the cadence go on, or stop it.",
        key=f"hold:{standing.pk}:{until.date()}",
        due_at=now,
        now=now,
    )


def forget_what_was_called_off(enrolment: Enrolment, batch: Batch, now: datetime) -> None:
    """A mail that was cancelled never left: its step stays to be done, once there is no reason against it."""
    for under_way in filter(is_called_off, batch.touches[enrolment.pk]):
        if under_way.step.approved_first and under_way.task_id:
            ask_again(under_way, now)
        under_way.message, under_way.at, under_way.why = None, now, under_way.message.failure_words
        batch.drafts.touch(under_way)


def ask_again(under_way: Touch, now: datetime) -> None:
    """What was approved did not leave, and may read otherwise by the time it may: whoever approved it is asked anew."""
    reopened = {"closed_at": None, "closed_by": None, "outcome": "", "note": ""}
    Task.objects.filter(pk=under_way.task_id).exclude(closed_at=None).update(due_at=now, **reopened)
    for name, value in reopened.items():
        setattr(under_way.task, name, value)


def is_called_off(each: Touch) -> bool:
    cancelled = each.message is not None and each.message.state == Message.State.CANCELLED
    return cancelled and each.outcome == Touch.Outcome.PENDING
