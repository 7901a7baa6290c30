from leadwright.meetings.models.calendars import Busy, Calendar, CalendarGrant, Entry
from leadwright.meetings.models.meetings import CalendarAnswer, Meeting, NoShow
from leadwright.meetings.models.pages import BookingPage, Knock
from leadwright.meetings.models.queues import Queue, Rule, Seat

__all__ = [
    "BookingPage",
    "Busy",
    "Calendar",
    "CalendarAnswer",
    "CalendarGrant",
    "Entry",
    "Knock",
    "Meeting",
    "NoShow",
    "Queue",
    "Rule",
    "Seat",
]
