"""Invitations, their changes and their end, as iCalendar (RFC 5545, 5546). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Leadwright//Meetings//EN"
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Person:
    """Somebody in a meeting. `said` is ACCEPTED, DECLINED, TENTATIVE or NEEDS-ACTION."""

    name: str
    email: str
    said: str = "NEEDS-ACTION"


@dataclass(frozen=True)
class Invitation:
    """`sequence` counts the changes: a program that knows the `uid` takes the highest."""

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    organizer: Person
    guests: Sequence[Person]
    description: str = ""
    place: str = ""


def written(invitation: Invitation, *, method: str, now: datetime) -> str:
    """The calendar object of a mail with that method; for a calendar of one's own `method` is ""."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(UTC))
    event.add("dtend", invitation.ends_at.astimezone(UTC))
    event.add("summary", invitation.summary)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    if invitation.description:
        event.add("description", invitation.description)
    if invitation.place:
        event.add("location", invitation.place)
    event.add("organizer", _address(invitation.organizer, guest=False), encode=0)
    for guest in invitation.guests:
        event.add("attendee", _address(guest, guest=True), encode=0)
    calendar.add_component(event)
    return calendar.to_ical().decode("utf-8")


def _address(person: Person, *, guest: bool) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(_plain(person.name) or person.email)
    if guest:
        address.params["ROLE"] = vText("REQ-PARTICIPANT")
        address.params["PARTSTAT"] = vText(person.said)
        address.params["RSVP"] = vText("TRUE")
    return address


def _plain(name: str) -> str:
    """A parameter holds no quotes and no line breaks (RFC 5545, 3.2)."""
    return " ".join("".join(sign if sign.isprintable() and sign != '"' else " " for sign in name).split())
