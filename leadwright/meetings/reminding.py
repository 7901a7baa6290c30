"""Reminders before a meeting, as its queue has them: one a day ahead, one an hour ahead. Each once, and none for who
was booked later than that."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Coalesce

from leadwright.meetings.changing import locked
from leadwright.meetings.models import Meeting
from leadwright.meetings.telling import remind

FIRST, LAST = "reminded_at", "reminded_again_at"
DAY, HOUR = 24, 60  # hours, and minutes: where a meeting has no queue
AT_ONCE = 200


def remind_due(*, now: datetime) -> int:
    """How many reminders were queued."""
    return _remind_all(FIRST, "queue__remind_hours", timedelta(hours=1), DAY, now) + _remind_all(
        LAST, "queue__remind_again_minutes", timedelta(minutes=1), HOUR, now
    )


def _remind_all(field: str, setting: str, unit: timedelta, usual: int, now: datetime) -> int:
    """The last reminder stands for the first one too where both are due at once."""
    ahead = ExpressionWrapper(Coalesce(F(setting), Value(usual)) * Value(unit), output_field=DurationField())
    due = Meeting.objects.filter(state=Meeting.State.BOOKED, starts_at__gt=now, **{field: None}).annotate(ahead=ahead)
    due = due.filter(
        ahead__gt=timedelta(0), starts_at__lte=now + F("ahead"), created_at__lt=F("starts_at") - F("ahead")
    )
    if field == FIRST:
        due = due.filter(reminded_again_at=None)
    return sum(_remind(meeting, field, now) for meeting in due.order_by("starts_at")[:AT_ONCE])


def _remind(meeting: Meeting, field: str, now: datetime) -> bool:
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state != Meeting.State.BOOKED or getattr(meeting, field) or meeting.said == Meeting.Said.DECLINED:
            return False
        setattr(meeting, field, now)
        meeting.save(update_fields=[field])
        return remind(meeting, now=now) is not None
