"""A reminder the day before, once, to who was booked earlier than that."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from leadwright.meetings.changing import locked
from leadwright.meetings.models import Meeting
from leadwright.meetings.telling import remind

BEFORE = timedelta(hours=24)


def remind_due(*, now: datetime) -> int:
    """How many reminders were queued."""
    due = Meeting.objects.filter(
        state=Meeting.State.BOOKED,
        reminded_at=None,
        starts_at__gt=now,
        starts_at__lte=now + BEFORE,
        created_at__lt=F("starts_at") - BEFORE,
    )
    return sum(_remind(meeting, now) for meeting in due.order_by("starts_at")[:200])


def _remind(meeting: Meeting, now: datetime) -> bool:
    with transaction.atomic():
        meeting = locked(meeting)
        if meeting.state != Meeting.State.BOOKED or meeting.reminded_at or meeting.said == Meeting.Said.DECLINED:
            return False
        meeting.reminded_at = now
        meeting.save(update_fields=["reminded_at"])
        return remind(meeting, now=now) is not None
