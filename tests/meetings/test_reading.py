"""Calendars of others: the time that they take, and what guests answer."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.meetings.invitations import CANCEL, REQUEST, Invitation, Person, written
from leadwright.meetings.reading import NotACalendar, answer_in, taken_in

BEGINS = datetime(2026, 11, 23, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=7)
VILNIUS = ZoneInfo("Europe/Vilnius")


def calendar(*events: str, method: str = "") -> bytes:
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\n" + (f"METHOD:{method}\r\n" if method else "")
    return (
        head + "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events) + "END:VCALENDAR\r\n"
    ).encode()


def hours(content: bytes, zone=UTC) -> list[tuple[str, str]]:
    return [(f"{a:%a %H:%M}", f"{b:%a %H:%M}") for a, b in taken_in(content, BEGINS, ENDS, zone).spans]


def test_time_is_taken_by_events_by_all_their_turns_and_by_whole_days():
    daily = "UID:1\r\nDTSTART:20261101T090000Z\r\nDURATION:PT30M\r\nRRULE:FREQ=DAILY\r\nEXDATE:20261124T090000Z"
    moved = "UID:1\r\nRECURRENCE-ID:20261125T090000Z\r\nDTSTART:20261125T140000Z\r\nDTEND:20261125T150000Z"
    whole = "UID:2\r\nDTSTART;VALUE=DATE:20261127\r\nDTEND;VALUE=DATE:20261128"
    assert hours(calendar(daily, moved, whole), VILNIUS) == [
        ("Mon 09:00", "Mon 09:30"),
        ("Wed 14:00", "Wed 15:00"),
        ("Thu 09:00", "Thu 09:30"),
        ("Thu 22:00", "Fri 22:00"),
        ("Sat 09:00", "Sat 09:30"),
        ("Sun 09:00", "Sun 09:30"),
    ]


def test_what_is_free_called_off_or_without_length_takes_no_time():
    free = "UID:1\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z\r\nTRANSP:TRANSPARENT"
    off = "UID:2\r\nDTSTART:20261124T110000Z\r\nDTEND:20261124T120000Z\r\nSTATUS:CANCELLED"
    none = "UID:3\r\nDTSTART:20261124T130000Z"
    assert hours(calendar(free, off, none)) == []


def test_times_without_a_zone_are_the_readers_own():
    assert hours(calendar("UID:1\r\nDTSTART:20261124T090000\r\nDTEND:20261124T100000"), VILNIUS) == [
        ("Tue 07:00", "Tue 08:00")
    ]


def test_free_busy_answers_are_read():
    busy = "FREEBUSY:20261124T090000Z/PT1H,20261124T110000Z/20261124T113000Z"
    free = "FREEBUSY;FBTYPE=FREE:20261124T120000Z/PT1H"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VFREEBUSY", busy, free, "END:VFREEBUSY", "END:VCALENDAR", ""]
    assert hours("\n".join(lines).encode()) == [("Tue 09:00", "Tue 10:00"), ("Tue 11:00", "Tue 11:30")]


def test_one_broken_event_does_not_hide_the_others():
    broken = "UID:1\r\nDTSTART:yesterday\r\nRRULE:FREQ=SOMETIMES"
    good = "UID:2\r\nDTSTART:20261124T090000Z\r\nDTEND:20261124T100000Z"
    taken = taken_in(calendar(broken, good), BEGINS, ENDS, UTC)
    assert len(taken.spans) == 1 and taken.left_out == 1


@pytest.mark.parametrize(
    "content", [b"", b"<html>Log in</html>", b"BEGIN:VCARD\nFN:Tom\nEND:VCARD\n", b"BEGIN:VCALENDAR\nX"]
)
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(NotACalendar):
        taken_in(content, BEGINS, ENDS, UTC)


@given(st.binary(max_size=400))
def test_nothing_breaks_the_reader(noise):
    head = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    for content in (
        noise,
        head + noise,
        head + b"DTSTART:20261124T090000Z\r\n" + noise + b"\r\nEND:VEVENT\r\nEND:VCALENDAR",
    ):
        try:
            taken_in(content, BEGINS, ENDS, UTC)
        except NotACalendar as refusal:
            assert str(refusal)


def an_invitation(**changes) -> Invitation:
    given = {
        "uid": "1@leadwright",
        "sequence": 0,
        "summary": "First talk: Rūta; and, Erin",
        "starts_at": BEGINS + timedelta(hours=34),
        "ends_at": BEGINS + timedelta(hours=35),
        "organizer": Person("Erin Castell", "erin@northmark.example"),
        "guests": [Person('Rūta "R" Kazlauskaitė\r\nX-EVIL:1', "ruta@pieno-kelias.example")],
        "description": "Line one\nLine two",
    }
    return Invitation(**{**given, **changes})


def test_our_own_invitation_reads_back_and_carries_nothing_that_was_not_meant():
    text = written(an_invitation(), method=REQUEST, now=BEGINS)
    answer = answer_in(text.encode())
    assert (answer.method, answer.uid, answer.sequence) == ("REQUEST", "1@leadwright", 0)
    assert answer.said == {"ruta@pieno-kelias.example": "NEEDS-ACTION"}
    assert hours(text.encode()) == [("Tue 10:00", "Tue 11:00")]
    assert not any(line.startswith("X-EVIL") for line in text.replace("\r\n ", "").splitlines())
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert hours(written(an_invitation(sequence=2), method=CANCEL, now=BEGINS).encode()) == []


def test_an_answer_says_who_said_what():
    said = "UID:1@leadwright\r\nSEQUENCE:1\r\nDTSTART:20261124T100000Z\r\n"
    said += "ATTENDEE;PARTSTAT=DECLINED:MAILTO:Ruta@Pieno-Kelias.example"
    answer = answer_in(calendar(said, method="REPLY"))
    assert (answer.method, answer.sequence, answer.said) == ("REPLY", 1, {"ruta@pieno-kelias.example": "DECLINED"})
    with pytest.raises(NotACalendar):
        answer_in(calendar())
