"""Calendars at Google (Calendar API v3): taken time by freeBusy, our meetings as events. JSON over the guarded door."""

from datetime import UTC, datetime
from hashlib import sha1
from urllib.parse import quote

from django.utils.translation import gettext as _

from leadwright.meetings.free_time import Span
from leadwright.meetings.hosted import NotUsable, Wire, moment_of
from leadwright.meetings.invitations import Invitation

API = "https://www.googleapis.com/calendar/v3"
SCOPE = "https://www.googleapis.com/auth/calendar.freebusy https://www.googleapis.com/auth/calendar.events openid email"


def taken(wire: Wire, begins: datetime, ends: datetime) -> list[Span]:
    asked = {"timeMin": _stamp(begins), "timeMax": _stamp(ends), "items": [{"id": "primary"}]}
    told = wire.asked("POST", f"{API}/freeBusy", asked).get("calendars", {}).get("primary", {})
    if told.get("errors"):
        raise NotUsable(_("Google does not say when this calendar is taken."))
    return [(moment_of(one["start"]), moment_of(one["end"])) for one in told.get("busy", [])]


def put(wire: Wire, meeting: Invitation, remote: str) -> str:
    """Write the meeting under an id that follows from its own: twice is once. Nobody is written to by Google."""
    named = remote or f"le{sha1(meeting.uid.encode(), usedforsecurity=False).hexdigest()}"
    event = {
        "id": named,
        "summary": meeting.summary,
        "description": meeting.description,
        "location": meeting.place,
        "start": {"dateTime": _stamp(meeting.starts_at)},
        "end": {"dateTime": _stamp(meeting.ends_at)},
        "sequence": meeting.sequence,
        "status": "confirmed",
    }
    answer = wire.sent("PUT", f"{_place(named)}?sendUpdates=none", event)
    if answer.status == 404:
        answer = wire.sent("POST", f"{API}/calendars/primary/events?sendUpdates=none", event)
    if answer.status == 409:  # another worker wrote it between the two
        answer = wire.sent("PUT", f"{_place(named)}?sendUpdates=none", event)
    wire.said_well(answer)
    return named


def take_out(wire: Wire, remote: str) -> None:
    answer = wire.sent("DELETE", f"{_place(remote)}?sendUpdates=none")
    if answer.status not in {404, 410}:
        wire.said_well(answer)


def stands(wire: Wire, remote: str) -> bool:
    """Whether the host has left it in their calendar. Google keeps what was thrown away, as cancelled."""
    answer = wire.sent("GET", _place(remote))
    if answer.status in {404, 410}:
        return False
    return wire.read(answer).get("status") != "cancelled"


def _place(remote: str) -> str:
    return f"{API}/calendars/primary/events/{quote(remote, safe='')}"


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
