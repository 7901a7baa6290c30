"""Calendars at Microsoft (Graph v1.0): taken time by getSchedule, or by calendarView where an account has none, and our
meetings as events. JSON over the guarded door."""

from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from leadwright.meetings.free_time import Span
from leadwright.meetings.hosted import NotUsable, Wire, moment_of
from leadwright.meetings.invitations import Invitation

API = "https://graph.microsoft.com/v1.0"
SCOPE = "https://graph.microsoft.com/Calendars.ReadWrite offline_access openid email"
FREE = {"free", "workingElsewhere"}
NO_SCHEDULE = {400, 403, 404}  # personal accounts have none
MOST_PAGES = 20


def taken(wire: Wire, begins: datetime, ends: datetime) -> list[Span]:
    asked = {
        "schedules": [wire.address],
        "startTime": _moment(begins),
        "endTime": _moment(ends),
        "availabilityViewInterval": 30,
    }
    answer = wire.sent("POST", f"{API}/me/calendar/getSchedule", asked)
    if answer.status in NO_SCHEDULE:
        return _viewed(wire, begins, ends)
    told = (wire.read(answer).get("value") or [{}])[0]
    if told.get("error"):
        raise NotUsable(_("Microsoft does not say when this calendar is taken."))
    return [_span(one) for one in told.get("scheduleItems", []) if one.get("status") not in FREE]


def _viewed(wire: Wire, begins: datetime, ends: datetime) -> list[Span]:
    """The events one by one, page by page."""
    asked = {
        "startDateTime": _moment(begins)["dateTime"],
        "endDateTime": _moment(ends)["dateTime"],
        "$select": "start,end,showAs,isCancelled",
        "$top": "200",
    }
    found, url = [], f"{API}/me/calendarView?{urlencode(asked)}"
    for _page in range(MOST_PAGES):
        told = wire.asked("GET", url)
        events = [one for one in told.get("value", []) if one.get("showAs") not in FREE and not one.get("isCancelled")]
        found += [_span(one) for one in events]
        url = told.get("@odata.nextLink", "")
        if not url.startswith(f"{API}/"):  # the token goes nowhere else
            break
    return found


def put(wire: Wire, meeting: Invitation, remote: str) -> str:
    """Write the meeting; the transaction id makes twice once. Without guests: Microsoft would write to them."""
    event = {
        "subject": meeting.summary,
        "body": {"contentType": "text", "content": meeting.description},
        "location": {"displayName": meeting.place},
        "start": _moment(meeting.starts_at),
        "end": _moment(meeting.ends_at),
        "showAs": "busy",
    }
    if remote:
        answer = wire.sent("PATCH", _place(remote), event)
        if answer.status not in {404, 410}:
            wire.said_well(answer)
            return remote
    return str(wire.asked("POST", f"{API}/me/events", {**event, "transactionId": meeting.uid}).get("id", ""))


def take_out(wire: Wire, remote: str) -> None:
    answer = wire.sent("DELETE", _place(remote))
    if answer.status not in {404, 410}:
        wire.said_well(answer)


def stands(wire: Wire, remote: str) -> bool:
    answer = wire.sent("GET", f"{_place(remote)}?$select=isCancelled")
    if answer.status in {404, 410}:
        return False
    return not wire.read(answer).get("isCancelled")


def _place(remote: str) -> str:
    return f"{API}/me/events/{quote(remote, safe='')}"


def _moment(at: datetime) -> dict[str, str]:
    return {"dateTime": f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


def _span(event: dict) -> Span:
    return moment_of(event["start"]["dateTime"]), moment_of(event["end"]["dateTime"])
