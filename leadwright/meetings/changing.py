"""What becomes of a meeting: another time, called off, held, or nobody came. Each is once, and each can be told."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import formats
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.meetings.availability import taken
from leadwright.meetings.booking import CannotBook
from leadwright.meetings.free_time import is_free, merged, padded
from leadwright.meetings.invitations import CANCEL
from leadwright.meetings.models import Meeting, NoShow
from leadwright.meetings.seating import give_back, pass_on
from leadwright.meetings.telling import tell_all
from leadwright.tasks.asking import ask
from leadwright.tasks.models import Leave, Task, TaskKind
from leadwright.team.models import Member

SAY_AFTER = timedelta(minutes=5)  # after the end: was it held?


def move(meeting: Meeting, *, starts_at: datetime, by: Member | None, now: datetime) -> Meeting:
    """Another time with the same host. Raises CannotBook; the same time again changes nothing."""
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state != Meeting.State.BOOKED:
            raise CannotBook(_("This meeting no longer stands: %(state)s.") % {"state": meeting.get_state_display()})
        if starts_at == meeting.starts_at:
            return meeting
        if starts_at <= now:
            raise CannotBook(_("That moment is over."))
        length, was = meeting.ends_at - meeting.starts_at, meeting.starts_at
        span = padded(
            starts_at, int(length.total_seconds() // 60), meeting.queue.buffer_minutes if meeting.queue else 0
        )
        _drop_key(meeting, _away_key(meeting), by, now)
        busy = taken([meeting.host], *span, but=meeting)[meeting.host_id]
        if not is_free(span, merged(busy)):
            raise CannotBook(_("%(name)s cannot at that time. Choose another.") % {"name": meeting.host.name})
        meeting.starts_at, meeting.ends_at = starts_at, starts_at + length
        meeting.busy, meeting.said, meeting.host_said = DateTimeTZRange(*span), "", ""
        meeting.sequence, meeting.reminded_at, meeting.reminded_again_at = meeting.sequence + 1, None, None
        fields = ["starts_at", "ends_at", "busy", "said", "host_said", "sequence", "reminded_at", "reminded_again_at"]
        try:
            with transaction.atomic():
                meeting.save(update_fields=fields)
        except IntegrityError:
            raise CannotBook(_("%(name)s cannot at that time. Choose another.") % {"name": meeting.host.name}) from None
        _tell(meeting, _("Moved from %(was)s") % {"was": _written(meeting, was)}, f"moved:{meeting.sequence}", by, now)
        tell_all(meeting, by=by, now=now)
    return meeting


def give_to(meeting: Meeting, host: Member, *, by: Member | None, now: datetime) -> Meeting:
    """Another member hosts it at the same time: whoever had it is owed one again, the lead is told, and who takes it
    over is asked to read up. Raises CannotBook where that member is not free; the same host changes nothing."""
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state != Meeting.State.BOOKED or _has_begun(meeting, now):
            raise CannotBook(_("Only a meeting that is still to come goes to somebody else."))
        was = meeting.host
        if was.pk == host.pk:
            return meeting
        span = meeting.busy.lower, meeting.busy.upper
        cannot = CannotBook(_("%(name)s cannot at that time. Choose another.") % {"name": host.name})
        if not is_free(span, merged(taken([host], *span)[host.pk])):
            raise cannot
        pass_on(meeting, host)
        meeting.host, meeting.host_said, meeting.sequence = host, "", meeting.sequence + 1
        meeting.why = _("In place of %(name)s.") % {"name": was.name}
        try:
            with transaction.atomic():
                meeting.save(update_fields=["host", "host_said", "sequence", "why"])
        except IntegrityError:
            raise cannot from None
        _drop_key(meeting, _away_key(meeting), by, now)
        _tell(meeting, meeting.why, f"host:{meeting.sequence}", by, now)
        tell_all(meeting, by=by, now=now, instead_of=was)
        ask(
            kind=TaskKind.REMINDER,
            lead=meeting.lead,
            owner=host,
            title=_("You meet %(lead)s: read up") % {"lead": meeting.lead.name},
            why=_("On %(when)s, in place of %(name)s.")
            % {"when": _written(meeting, meeting.starts_at), "name": was.name},
            key=f"meeting:{meeting.pk}:host:{meeting.sequence}",
            due_at=now,
            now=now,
        )
    return meeting


def ask_for_the_away(*, now: datetime) -> int:
    """Of each meeting to come whose host is on leave that day the one who covers for them is asked, once."""
    leaves = Leave.objects.filter(ended_at=None, last_on__gte=now.date() - timedelta(days=1))
    asked = 0
    for leave in leaves.select_related("member__user", "member__workspace", "cover__user", "cover__workspace"):
        about = Meeting.objects.filter(host=leave.member, state=Meeting.State.BOOKED, starts_at__gt=now)
        for meeting in about.select_related("lead", "host__user", "host__workspace").order_by("starts_at"):
            if not leave.first_on <= leave.member.local(meeting.starts_at).date() <= leave.last_on:
                continue
            words = {"lead": meeting.lead.name, "host": meeting.host.name}
            ask(
                kind=TaskKind.REMINDER,
                lead=meeting.lead,
                owner=leave.cover,
                title=_("%(host)s is away: who meets %(lead)s?") % words,
                why=_("Booked for %(when)s. Give it to somebody else, move it, or call it off.")
                % {"when": _written(meeting, meeting.starts_at)},
                key=_away_key(meeting),
                due_at=now,
                now=now,
            )
            asked += 1
    return asked


def call_off(meeting: Meeting, *, by: Member | None, why: str = "", now: datetime) -> None:
    """It does not take place. Its time is free again, and the queue forgets it where it is set so."""
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state != Meeting.State.BOOKED:
            return
        _end(meeting, Meeting.State.CANCELLED, now, why)
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
        if meeting.queue and meeting.queue.credits_cancelled:
            give_back(meeting)
        _drop_question(meeting, by, now)
        _tell(meeting, _("Called off"), "called_off", by, now, why=why)
        tell_all(meeting, by=by, now=now, method=CANCEL)
        if by is None or by.pk != meeting.host_id:
            _ask_host(meeting, why, now)


def hold(meeting: Meeting, *, by: Member, now: datetime) -> None:
    """It took place: whoever brought it has earned that. Raises CannotBook before it has begun."""
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state not in {Meeting.State.BOOKED, Meeting.State.NO_SHOW} or not _has_begun(meeting, now):
            raise CannotBook(_("A meeting is held once it has begun, and not when it was called off."))
        take_no_show_back(meeting, now)
        _end(meeting, Meeting.State.HELD, now, "")
        _drop_question(meeting, by, now)
        record(
            Kind.MEETING_HELD,
            workspace_id=meeting.workspace_id,
            lead=meeting.lead,
            member=meeting.credit or meeting.host,
            key=f"meeting:{meeting.pk}:held:{now.timestamp():.0f}",
            summary=meeting.title,
            why=_("Said by %(name)s.") % {"name": by.name},
            detail={"meeting": meeting.pk},
            at=now,
        )


def miss(meeting: Meeting, *, by: Member, now: datetime) -> None:
    """The host waited and nobody came: the host is owed one again, and the SDR asks for another time."""
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state == Meeting.State.NO_SHOW:
            return
        if meeting.state == Meeting.State.CANCELLED or not _has_begun(meeting, now):
            raise CannotBook(_("Nobody can have missed a meeting that has not begun, or was called off."))
        _end(meeting, Meeting.State.NO_SHOW, now, "")
        NoShow.objects.create(meeting=meeting, by=by, at=now)
        if meeting.queue and meeting.queue.credits_no_shows:
            give_back(meeting)
        _drop_question(meeting, by, now)
        record(
            Kind.NO_SHOW,
            workspace_id=meeting.workspace_id,
            lead=meeting.lead,
            member=by,
            key=f"meeting:{meeting.pk}:missed:{now.timestamp():.0f}",
            summary=meeting.title,
            detail={"meeting": meeting.pk},
            at=now,
        )
        ask(
            kind=TaskKind.REMINDER,
            lead=meeting.lead,
            owner=meeting.credit or meeting.lead.owner or meeting.host,
            title=_("Find another time with %(lead)s") % {"lead": meeting.lead.name},
            why=_("Nobody came on %(when)s.") % {"when": _written(meeting, meeting.starts_at)},
            key=f"meeting:{meeting.pk}:missed",
            due_at=now,
            now=now,
        )


def ask_whether_held(*, now: datetime) -> int:
    """Of each meeting that is over and of which nobody said what became of it the host is asked, once."""
    over = Meeting.objects.filter(state=Meeting.State.BOOKED, ends_at__lte=now - SAY_AFTER)
    rows = over.select_related("lead", "host__user", "host__workspace").order_by("pk")[:500]
    for meeting in rows:
        ask(
            kind=TaskKind.REMINDER,
            lead=meeting.lead,
            owner=meeting.host,
            title=_("Did %(lead)s come?") % {"lead": meeting.lead.name},
            why=_("The meeting on %(when)s is over. Held or not: the credit hangs on it.")
            % {"when": _written(meeting, meeting.starts_at)},
            key=_question(meeting),
            due_at=now,
            now=now,
        )
    return len(rows)


def take_no_show_back(meeting: Meeting, now: datetime) -> None:
    NoShow.objects.filter(meeting=meeting, taken_back_at=None).update(taken_back_at=now)


def locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related(
        "lead__owner__user",
        "lead__workspace",
        "host__user",
        "host__workspace",
        "queue",
        "organizer",
        "credit__user",
        "booked_by__user",
    ).get(pk=meeting.pk)


def _end(meeting: Meeting, state: Meeting.State, now: datetime, why: str) -> None:
    meeting.state, meeting.ended_at, meeting.ended_why = state, now, why.strip()[:300]
    meeting.save(update_fields=["state", "ended_at", "ended_why"])


def _has_begun(meeting: Meeting, now: datetime) -> bool:
    return meeting.starts_at <= now


def _question(meeting: Meeting) -> str:
    return f"meeting:{meeting.pk}:held:{meeting.sequence}"


def _away_key(meeting: Meeting) -> str:
    return f"meeting:{meeting.pk}:away:{meeting.starts_at.timestamp():.0f}"


def _drop_question(meeting: Meeting, by: Member | None, now: datetime) -> None:
    _drop_key(meeting, _question(meeting), by, now)
    _drop_key(meeting, _away_key(meeting), by, now)


def _drop_key(meeting: Meeting, key: str, by: Member | None, now: datetime) -> None:
    for task in Task.objects.open().filter(workspace_id=meeting.workspace_id, key=key):
        task.close(by=by, outcome=Task.Outcome.DONE, note=meeting.get_state_display(), now=now)


def _ask_host(meeting: Meeting, why: str, now: datetime) -> None:
    ask(
        kind=TaskKind.REMINDER,
        lead=meeting.lead,
        owner=meeting.credit or meeting.lead.owner or meeting.host,
        title=_("Called off: find another time with %(lead)s") % {"lead": meeting.lead.name},
        why=why or _("The meeting on %(when)s was called off.") % {"when": _written(meeting, meeting.starts_at)},
        key=f"meeting:{meeting.pk}:called_off",
        due_at=now,
        now=now,
    )


def _tell(meeting: Meeting, what: str, key: str, by: Member | None, now: datetime, *, why: str = "") -> None:
    record(
        Kind.MEETING_CHANGED,
        workspace_id=meeting.workspace_id,
        lead=meeting.lead,
        member=by,
        key=f"meeting:{meeting.pk}:{key}",
        summary=f"{what}: {meeting.title}, {_written(meeting, meeting.starts_at)}",
        why=why,
        detail={"meeting": meeting.pk},
        at=now,
    )


def _written(meeting: Meeting, at: datetime) -> str:
    there = meeting.host.local(at)
    return f"{formats.date_format(there, 'j M, H:i')} {there:%Z}"
