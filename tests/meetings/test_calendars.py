"""Invitations accepted and declined: through a real CalDAV server (Radicale), and by mail over real SMTP and IMAP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import httpcore
import pytest

from leadwright.cadences.guards import last_look
from leadwright.conversations.models import Message
from leadwright.conversations.sending import send_due
from leadwright.inbox.models import Reply
from leadwright.inbox.receiving import read_mailbox
from leadwright.meetings import calendars
from leadwright.meetings.answering import read_answers
from leadwright.meetings.booking import book, hosts_for, offered, usual_hosts
from leadwright.meetings.changing import call_off, give_to, move
from leadwright.meetings.models import Busy, Calendar, Entry, Meeting, Queue
from leadwright.meetings.reminding import remind_due
from leadwright.tasks.models import Task
from tests.cast import a_lead
from tests.wire.servers import PostOffice, _office, post  # noqa: F401

pytestmark = pytest.mark.wire
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
CONFIG = """[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {users}
htpasswd_encryption = plain
[storage]
filesystem_folder = {folder}
[logging]
level = info
"""


@dataclass
class Server:
    port: int
    base: str = "http://calendar.example/erin/diary"

    def ask(self, method: str, path: str, body: str = "") -> httpcore.Response:
        """As the host's own calendar program does."""
        headers = {"Authorization": "Basic ZXJpbjpzZWNyZXQ=", "Content-Type": "text/calendar"}
        with httpcore.ConnectionPool() as pool:
            url = f"http://127.0.0.1:{self.port}/erin/diary/{path}"
            return pool.request(method, url, headers=headers, content=body.encode())


@pytest.fixture(scope="module")
def radicale(tmp_path_factory) -> Iterator[int]:
    folder: Path = tmp_path_factory.mktemp("radicale")
    (folder / "users").write_text("erin:secret\n")
    config = folder / "config"
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    config.write_text(CONFIG.format(port=port, users=folder / "users", folder=folder / "collections"))
    log = (folder / "log").open("w")
    command = [sys.executable, "-m", "radicale", "--config", str(config)]
    process = subprocess.Popen(command, stderr=log, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        answers_at(port, process, folder / "log")
        yield port
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def answers_at(port: int, process: subprocess.Popen, log: Path) -> None:
    for _turn in range(150):
        assert process.poll() is None, log.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture
def server(radicale, settings) -> Server:
    settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{radicale}"
    found = Server(radicale)
    found.ask("DELETE", "")
    assert found.ask("MKCALENDAR", "").status == 201
    return found


def a_calendar(member, url: str = Server.base, **fields) -> Calendar:
    given = {"kind": "caldav", "username": "erin", "password": "secret", "created_at": TEN, **fields}
    return Calendar.objects.create(member=member, url=url, **given)


def event(uid: str, start: str, end: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//T//EN", "BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}"]
    return "\r\n".join([*lines, f"DTEND:{end}", "DTSTAMP:20261101T000000Z", "END:VEVENT", "END:VCALENDAR", ""])


def test_what_stands_in_the_calendar_is_not_offered(server, cast, now):
    calendar = a_calendar(cast.erin)
    server.ask("PUT", "dentist.ics", event("dentist", "20261124T093000Z", "20261124T120000Z"))
    assert calendars.read_all(now=now) == 1
    assert calendars.read_all(now=now) == 0  # it was read just now
    assert Busy.objects.count() == 1
    tuesday = [at for at in offered(hosts_for(a_lead(cast.alice), now=now), now=now) if at.day == 24]
    assert tuesday[0].hour * 60 + tuesday[0].minute == 12 * 60 + 30
    calendar.refresh_from_db()
    assert calendar.read_error == ""


def test_the_host_accepts_in_their_own_calendar_and_another_declines(server, cast, now):
    a_calendar(cast.erin)
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    assert calendars.sync(now=now) == 1 and calendars.sync(now=now) == 0
    stands = server.ask("GET", f"{meeting.uid}.ics").content.decode().replace("\r\n ", "")
    assert "PARTSTAT=NEEDS-ACTION" in stands and "erin@northmark.example" in stands
    server.ask("PUT", f"{meeting.uid}.ics", stands.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED", 1))
    calendars.sync(now=now)
    meeting.refresh_from_db()
    assert (meeting.host_said, meeting.state) == ("accepted", "booked")
    assert calendars.read_all(now=now + timedelta(hours=1)) == 1 and not Busy.objects.exists()  # ours is known here
    move(meeting, starts_at=TEN + timedelta(hours=2), by=cast.alice, now=now)
    assert calendars.sync(now=now) == 1
    moved = server.ask("GET", f"{meeting.uid}.ics").content.decode().replace("\r\n ", "")
    assert "20261124T120000Z" in moved and "SEQUENCE:1" in moved
    server.ask("PUT", f"{meeting.uid}.ics", moved.replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=DECLINED", 1))
    calendars.sync(now=now)
    meeting.refresh_from_db()
    assert meeting.state == "cancelled" and "declined in their calendar" in meeting.ended_why
    assert calendars.sync(now=now) == 1 and not Entry.objects.exists()
    assert server.ask("GET", f"{meeting.uid}.ics").status == 404


def test_a_meeting_that_goes_to_somebody_else_leaves_the_calendar(server, cast, now):
    a_calendar(cast.erin)
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    assert calendars.sync(now=now) == 1
    give_to(meeting, cast.dana, by=cast.dana, now=now)
    assert calendars.sync(now=now) == 1 and calendars.sync(now=now) == 0
    assert server.ask("GET", f"{meeting.uid}.ics").status == 404 and not Entry.objects.exists()
    assert Meeting.objects.get().state == "booked"


def test_an_ics_address_is_read_and_what_does_not_answer_is_said(server, cast, now):
    server.ask("PUT", "dentist.ics", event("dentist", "20261124T093000Z", "20261124T120000Z"))
    good = a_calendar(cast.erin, f"{Server.base}/dentist.ics", kind="ics")
    wrong = a_calendar(cast.bob, Server.base, password="wrong")
    assert calendars.read_all(now=now) == 1
    for row in (good, wrong):
        row.refresh_from_db()
    assert good.read_at == now and Busy.objects.get().calendar == good
    assert wrong.read_at is None and "does not take" in wrong.read_error
    page = a_calendar(cast.dana, f"{Server.base}/none.ics", kind="ics")
    inside = a_calendar(cast.ada, "https://127.0.0.1/cal", username="")
    assert not calendars.read(page, now=now) and "404" in page.read_error
    assert not calendars.read(inside, now=now) and "public internet" in inside.read_error
    assert "secret" not in repr(Calendar.objects.raw("SELECT * FROM meetings_calendar")[0].__dict__["url"])


class Post:
    """Both ends of the mail: what our mailbox sends, and the answer of the guest's program."""

    def __init__(self, office: PostOffice, mailbox) -> None:
        self.office, self.mailbox = office, mailbox

    def send(self, now) -> EmailMessage:
        assert send_due(now=now, worker="w", last_look=last_look) == 1
        return self.office.taken[-1].mail

    def answer(self, invitation: EmailMessage, said: str, now, *, sequence: str = "") -> None:
        part = next(part for part in invitation.walk() if part.get_content_type() == "text/calendar")
        text = part.get_content().replace("\r\n ", "").replace("METHOD:REQUEST", "METHOD:REPLY")
        text = text.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={said}", 1)
        if sequence:
            text = text.replace("SEQUENCE:0", f"SEQUENCE:{sequence}")
        mail = EmailMessage()
        mail["From"], mail["To"] = "ruta@pieno-kelias.example", self.mailbox.address
        mail["Subject"], mail["Message-ID"] = (
            f"{said.title()}: talk",
            f"<{said}.{now.timestamp()}@pieno-kelias.example>",
        )
        mail["In-Reply-To"] = invitation["Message-ID"]
        mail.set_content("")
        mail.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
        self.office.put(self.mailbox.address, mail.as_bytes())
        self.mailbox.refresh_from_db()
        read_mailbox(self.mailbox, now=now)


@pytest.fixture
def mail(post, cast, now) -> Post:  # noqa: F811
    return Post(post, post.mailbox_of(cast.erin))


def test_the_lead_accepts_by_mail_and_nobody_has_to_answer_that(mail, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    invitation = mail.send(now)
    assert invitation["Subject"].startswith("Invitation: First talk")
    mail.answer(invitation, "ACCEPTED", now)
    assert read_answers(now=now) == 1 and read_answers(now=now) == 0
    meeting.refresh_from_db()
    assert (meeting.said, meeting.state) == ("accepted", "booked")
    assert Reply.objects.get().settled_how == "calendar"


def test_the_lead_declines_by_mail_and_the_sdr_finds_another_time(mail, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    invitation = mail.send(now)
    mail.answer(invitation, "DECLINED", now)
    assert read_answers(now=now) == 1
    meeting.refresh_from_db()
    assert meeting.said == "declined"
    assert Task.objects.get().owner == cast.alice
    move(meeting, starts_at=TEN + timedelta(hours=2), by=cast.alice, now=now)
    again = mail.send(now)
    assert again["Subject"].startswith("New time")
    mail.answer(invitation, "ACCEPTED", now + timedelta(minutes=5))  # late, to the old time: it says nothing
    assert read_answers(now=now) == 0
    meeting.refresh_from_db()
    assert meeting.said == ""


def test_a_stranger_does_not_answer_for_the_lead(mail, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    invitation = mail.send(now)
    invitation.replace_header("To", "x@y.example")
    part = next(part for part in invitation.walk() if part.get_content_type() == "text/calendar")
    part.set_content(part.get_content().replace("ruta@", "tomas@"), subtype="calendar")
    mail.answer(invitation, "DECLINED", now)
    assert read_answers(now=now) == 0
    meeting.refresh_from_db()
    assert meeting.said == ""


def test_a_reminder_goes_out_once_the_day_before(mail, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN + timedelta(days=2), by=cast.alice, now=now)
    assert remind_due(now=now) == 0
    day_before = meeting.starts_at - timedelta(hours=20)
    assert remind_due(now=day_before) == 1 and remind_due(now=day_before) == 0
    assert "Does the time still suit you?" in Message.objects.latest("pk").text
    hour_before = meeting.starts_at - timedelta(minutes=50)
    assert remind_due(now=hour_before) == 1 and remind_due(now=hour_before) == 0
    call_off(meeting, by=cast.erin, now=day_before)
    assert Meeting.objects.get().state == "cancelled"


def test_a_queue_says_when_it_reminds_and_who_booked_later_is_not_reminded(mail, cast, now):
    queue = usual_hosts(cast.workspace).queue
    Queue.objects.filter(pk=queue.pk).update(remind_hours=0, remind_again_minutes=180)
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    assert remind_due(now=meeting.starts_at - timedelta(hours=4)) == 0
    soon = meeting.starts_at - timedelta(hours=2)
    book(a_lead(cast.alice, "late@late.example"), starts_at=TEN + timedelta(minutes=50), by=cast.alice, now=soon)
    assert remind_due(now=soon) == 1


def test_a_calendar_that_tells_only_when_it_is_taken_is_read_so(server, cast, now):
    """RFC 4791, 7.10: what a server answers where our account may not see what stands there."""
    calendar = a_calendar(cast.erin)
    server.ask("PUT", "dentist.ics", event("dentist", "20261124T093000Z", "20261124T120000Z"))
    meeting = book(a_lead(cast.alice), starts_at=TEN + timedelta(hours=4), by=cast.alice, now=now)
    assert calendars.sync(now=now) == 1
    spans = calendars.by_free_busy(calendar, now, now + timedelta(days=30))
    assert [(start.hour, end.hour) for start, end in spans] == [(9, 12)]  # ours is in the book here
    assert meeting.starts_at.hour == 14
