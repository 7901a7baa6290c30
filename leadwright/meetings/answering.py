"""What guests answer by mail (RFC 5546, REPLY and COUNTER): pulled from the inbox, each mail once."""

from datetime import datetime
from email import message_from_bytes, policy

from django.db import transaction
from django.utils.translation import gettext as _

from leadwright.activities.models import Kind, record
from leadwright.inbox.models import Kind as ReplyKind
from leadwright.inbox.models import Reply
from leadwright.meetings.changing import locked
from leadwright.meetings.models import CalendarAnswer, Meeting
from leadwright.meetings.reading import Answer, NotACalendar, answer_in
from leadwright.tasks.asking import ask
from leadwright.tasks.models import TaskKind

AT_ONCE = 200
BY_CALENDAR = "calendar"  # Reply.settled_how


def read_answers(*, now: datetime) -> int:
    """Answers to our invitations that came in since; how many changed a meeting."""
    rows = Reply.objects.filter(kind=ReplyKind.REPLY, calendar_answer=None)
    rows = rows.filter(evidence__startswith="REPLY") | rows.filter(evidence__startswith="COUNTER")
    found = rows.select_related("message", "lead").order_by("pk")[:AT_ONCE]
    return sum(_read(reply, now) for reply in found)


def _read(reply: Reply, now: datetime) -> bool:
    with transaction.atomic():
        _row, new = CalendarAnswer.objects.get_or_create(reply=reply, defaults={"at": now})
        if not new:
            return False
        answer = _answer_of(bytes(reply.message.raw or b""))
        meeting = answer and Meeting.objects.filter(workspace_id=reply.workspace_id, uid=answer.uid).first()
        if meeting is None:
            return False
        meeting = locked(meeting)
        said = _said(answer, meeting, reply)
        CalendarAnswer.objects.filter(reply=reply).update(meeting=meeting, said=said[:10])
        if not said or answer.sequence < meeting.sequence or meeting.state != Meeting.State.BOOKED:
            return False  # an answer to a time that is no longer meant
        _take(meeting, said, reply, now)
        return True


def _answer_of(raw: bytes) -> Answer | None:
    """The inbox has looked at its limits before it kept this mail."""
    for part in message_from_bytes(raw, policy=policy.compat32).walk():
        if part.get_content_type() in {"text/calendar", "application/ics"}:
            try:
                return answer_in(part.get_payload(decode=True) or b"")
            except NotACalendar:
                return None
    return None


def _said(answer: Answer, meeting: Meeting, reply: Reply) -> str:
    """What the lead said; only they speak for themselves. Another time is a question to a person."""
    if answer.method == "COUNTER":
        return "counter"
    theirs = {meeting.lead.email, reply.message.sender.lower()}
    said = next((value for address, value in answer.said.items() if address in theirs), "")
    return said.lower() if said in {"ACCEPTED", "DECLINED", "TENTATIVE"} else ""


def _take(meeting: Meeting, said: str, reply: Reply, now: datetime) -> None:
    if said != "counter":
        meeting.said = said
        meeting.save(update_fields=["said"])
    if said in {"accepted", "tentative"} and reply.settled_at is None and not reply.words.strip():
        Reply.objects.filter(pk=reply.pk).update(settled_at=now, settled_how=BY_CALENDAR)
    words = _("They would rather have another time") if said == "counter" else Meeting.Said(said).label
    record(
        Kind.MEETING_CHANGED,
        workspace_id=meeting.workspace_id,
        lead=meeting.lead,
        key=f"calendar_answer:{reply.pk}",
        summary=_("%(said)s: %(title)s") % {"said": words, "title": meeting.title},
        why=_("Their answer to the invitation, by e-mail."),
        detail={"meeting": meeting.pk, "reply": reply.pk},
        at=now,
    )
    if said in {"declined", "counter"}:
        ask(
            kind=TaskKind.REMINDER,
            lead=meeting.lead,
            owner=meeting.credit or meeting.lead.owner or meeting.host,
            title=_("Find another time with %(lead)s") % {"lead": meeting.lead.name},
            why=_("%(said)s, by e-mail. The old time stands until it is moved or called off.") % {"said": words},
            key=f"meeting:{meeting.pk}:answer:{meeting.sequence}",
            due_at=now,
            now=now,
        )
