"""A meeting is booked once, with one host at a time, and told to everybody."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from leadwright.activities.models import Activity
from leadwright.cadences.enrolling import enrol
from leadwright.cadences.models import Enrolment
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations.models import Message
from leadwright.leads.models import Lead, Status
from leadwright.meetings import changing
from leadwright.meetings.booking import CannotBook, book, hosts_for, offered, rules_of
from leadwright.meetings.models import Meeting, Queue, Rule, Seat
from leadwright.tasks.models import Leave, Task
from leadwright.team.roles import Role
from tests.cast import a_lead, a_mailbox, a_member
from tests.qualification.stage import a_brief

TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # Tuesday


def a_queue(cast, *members, **fields):
    queue = Queue.objects.create(workspace=cast.workspace, name="Sales", **fields)
    Seat.objects.bulk_create(Seat(queue=queue, member=member) for member in members)
    return queue


def test_without_any_rule_the_owner_comes_first_and_then_all_aes_in_turn(cast, now):
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    taken = [book(a_lead(cast.alice, f"p{n}@c{n}.example"), starts_at=TEN + timedelta(hours=n), by=cast.alice, now=now)
             for n in range(4)]  # fmt: skip
    assert Counter(meeting.host for meeting in taken) == {cast.erin: 2, felix: 2}
    hers = a_lead(cast.erin, "q@q.example")
    assert book(hers, starts_at=TEN + timedelta(hours=5), by=cast.alice, now=now).host == cast.erin
    again = a_lead(cast.alice, "colleague@c1.example")
    meeting = book(again, starts_at=TEN + timedelta(days=1), by=cast.alice, now=now)
    assert meeting.host == taken[1].host and "has this company" in meeting.why
    assert [rule.gives for rule in rules_of(cast.workspace)] == ["owner", "queue"]


def test_a_rule_of_the_workspace_sends_a_lead_to_its_person(cast, now):
    queue = a_queue(cast, cast.erin)
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    rule = {"workspace": cast.workspace, "field": "country", "test": "one_of", "value": "lt, lv"}
    Rule.objects.create(**rule, position=1, gives="person", member=felix)
    Rule.objects.create(workspace=cast.workspace, position=2, gives="queue", queue=queue)
    assert hosts_for(a_lead(cast.alice), now=now).people() == [felix]
    other = a_lead(cast.alice, "x@y.example", country="DE")
    assert hosts_for(other, now=now).people() == [cast.erin]


def test_booking_stops_the_cadence_and_says_why(cast, now):
    lead = a_lead(cast.alice, status=Status.READY)
    a_brief(lead)
    a_mailbox(cast.alice)
    enrol(lead, cadence=default_cadence(cast.workspace, by=cast.dana, now=now), by=cast.alice, now=now)
    assert Enrolment.objects.active().count() == 1
    meeting = book(lead, starts_at=TEN, by=cast.alice, now=now)
    stopped = Enrolment.objects.get()
    assert (stopped.state, stopped.ended_code) == (Enrolment.State.STOPPED, "meeting")
    assert Lead.objects.get().status == Status.ANSWERED
    assert Activity.objects.filter(kind="meeting_booked", lead=lead).count() == 1
    assert book(lead, starts_at=TEN, by=cast.alice, now=now) == meeting
    assert meeting.credit == cast.alice


def test_the_invitation_goes_to_the_lead_with_its_calendar(cast, now):
    a_mailbox(cast.erin)
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    letter = Message.objects.get()
    assert letter.recipient == "ruta@pieno-kelias.example" and letter.sender == "erin@northmark.example"
    assert "METHOD:REQUEST" in letter.calendar and meeting.uid in letter.calendar
    changing.move(meeting, starts_at=TEN + timedelta(hours=2), by=cast.erin, now=now)
    changing.call_off(meeting, by=cast.erin, why="Erin is ill.", now=now)
    methods = [m.calendar.split("METHOD:")[1].split()[0] for m in Message.objects.order_by("pk")]
    numbers = [m.calendar.split("SEQUENCE:")[1].split()[0] for m in Message.objects.order_by("pk")]
    assert (methods, numbers) == (["REQUEST", "REQUEST", "CANCEL"], ["0", "1", "2"])
    assert "Erin is ill." in Message.objects.latest("pk").text


def test_slots_leave_out_what_is_taken_leave_holidays_and_too_short_a_notice(cast, now):
    queue = a_queue(cast, cast.erin, minutes=60, buffer_minutes=0, horizon_days=9, notice_hours=24, stop_days=0)
    lead = a_lead(cast.alice)
    book(a_lead(cast.alice, "z@z.example"), starts_at=TEN, by=None, now=now)
    Leave.objects.create(workspace=cast.workspace, member=cast.erin, cover=cast.bob, first_on="2026-11-26",
                         last_on="2026-11-27", at=now)  # fmt: skip
    hosts = hosts_for(lead, now=now)
    found = offered(hosts, now=now)
    days = sorted({at.date().isoformat() for at in found})
    assert days == ["2026-11-24", "2026-11-25", "2026-11-30", "2026-12-01", "2026-12-02"]
    tuesday = [at.hour + at.minute / 60 for at in found if at.day == 24]
    assert tuesday == [9, 11, 11.5, 12, 12.5, 13, 13.5, 14, 14.5, 15, 15.5, 16]
    assert hosts.queue == queue


def test_a_missed_meeting_gives_its_host_the_next_one(cast, now):
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    a_queue(cast, cast.erin, felix)
    first = book(a_lead(cast.alice, "a@a.example"), starts_at=TEN, by=cast.alice, now=now)
    second = book(a_lead(cast.alice, "b@b.example"), starts_at=TEN, by=cast.alice, now=now)
    assert [first.host, second.host] == [cast.erin, felix]
    with pytest.raises(CannotBook):
        changing.miss(second, by=felix, now=now)
    later = TEN + timedelta(hours=1)
    changing.miss(second, by=felix, now=later)
    changing.miss(second, by=felix, now=later)
    assert Task.objects.filter(key=f"meeting:{second.pk}:missed", owner=cast.alice).count() == 1
    third = book(a_lead(cast.alice, "c@c.example"), starts_at=TEN + timedelta(days=1), by=cast.alice, now=later)
    assert third.host == felix
    assert sum(Seat.objects.values_list("owed", flat=True)) == 0


def test_a_meeting_goes_to_somebody_else_at_the_same_time_and_the_turns_follow(cast, now):
    felix = a_member(cast.workspace, "Felix Orr", Role.AE)
    a_queue(cast, cast.erin, felix)
    a_mailbox(cast.erin)
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    other = book(a_lead(cast.alice, "b@b.example"), starts_at=TEN, by=cast.alice, now=now)
    assert (meeting.host, other.host) == (cast.erin, felix)
    with pytest.raises(CannotBook, match="Felix Orr cannot"):
        changing.give_to(meeting, felix, by=cast.dana, now=now)
    changing.call_off(other, by=felix, now=now)
    for _twice in range(2):
        meeting = changing.give_to(meeting, felix, by=cast.dana, now=now)
    assert {seat.member: seat.owed for seat in Seat.objects.all()}[cast.erin] > 0
    assert sum(Seat.objects.values_list("owed", flat=True)) == 0
    letter = Message.objects.latest("pk")
    assert letter.sender == cast.erin.user.email and "Felix Orr meets you" in letter.text
    assert "SEQUENCE:1" in letter.calendar and felix.user.email in letter.calendar.replace("\r\n ", "")
    assert Task.objects.open().get(owner=felix).title == "You meet Rūta Kazlauskaitė: read up"
    assert book(a_lead(cast.bob, "c@c.example"), starts_at=TEN + timedelta(days=1), by=None, now=now).host == cast.erin
    changing.give_to(meeting, cast.dana, by=cast.dana, now=now)  # who has no seat: as if it had never been
    assert sum(Seat.objects.values_list("owed", flat=True)) == 0 and not Meeting.objects.get(pk=meeting.pk).shares


def test_who_covers_for_a_host_is_asked_what_becomes_of_the_meetings(cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    book(a_lead(cast.alice, "b@b.example"), starts_at=TEN + timedelta(days=2), by=cast.alice, now=now)
    assert changing.ask_for_the_away(now=now) == 0
    days = {"first_on": TEN.date(), "last_on": TEN.date()}
    Leave.objects.create(workspace=cast.workspace, member=cast.erin, cover=cast.bob, **days, at=now)
    assert changing.ask_for_the_away(now=now) == changing.ask_for_the_away(now=now) == 1
    assert Task.objects.get().owner == cast.bob
    changing.give_to(meeting, cast.dana, by=cast.bob, now=now)
    assert not Task.objects.open().filter(owner=cast.bob).exists() and changing.ask_for_the_away(now=now) == 0


def test_the_host_is_asked_whether_it_was_held_and_the_credit_goes_to_who_brought_it(cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    over = TEN + timedelta(hours=1)
    assert changing.ask_whether_held(now=now) == 0
    assert changing.ask_whether_held(now=over) == changing.ask_whether_held(now=over) == 1
    task = Task.objects.get(owner=cast.erin)
    changing.hold(meeting, by=cast.erin, now=over)
    task.refresh_from_db()
    assert task.closed_at == over
    assert Activity.objects.get(kind="meeting_held").member == cast.alice
    with pytest.raises(CannotBook):
        changing.call_off(meeting, by=cast.erin, now=over) or changing.move(
            meeting, starts_at=over + timedelta(days=1), by=cast.erin, now=over
        )


def test_the_database_refuses_a_second_meeting_at_the_same_time(cast, now):
    book(a_lead(cast.alice, "a@a.example"), starts_at=TEN, by=cast.alice, now=now)
    with pytest.raises(CannotBook, match="Nobody can"):
        book(a_lead(cast.alice, "b@b.example"), starts_at=TEN + timedelta(minutes=30), by=cast.alice, now=now)
    with pytest.raises(CannotBook, match="Erin Castell cannot"):
        book(a_lead(cast.alice, "c@c.example"), starts_at=TEN, by=cast.alice, host=cast.erin, now=now)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_racing_book_nobody_twice(cast, now):
    hosts = [cast.erin, *(a_member(cast.workspace, f"Ae{n} Orr", Role.AE) for n in range(3))]
    queue = a_queue(cast, *hosts, minutes=30, buffer_minutes=0)
    rules_of(cast.workspace)
    leads = [a_lead(cast.alice, f"p{n}@c{n}.example") for n in range(48)]
    times = [TEN + timedelta(minutes=30 * n) for n in range(6)]
    start, refused = threading.Barrier(8), []

    def work(worker: int) -> None:
        start.wait()
        for at, lead in enumerate(leads[worker::8]):
            chosen = hosts[worker % 4] if at % 3 == 2 else None  # some by hand, beside the queue
            try:
                book(lead, starts_at=times[at], by=cast.alice, host=chosen, now=now)
            except CannotBook as refusal:
                refused.append(str(refusal))
        connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    booked = Meeting.objects.filter(state="booked")
    assert booked.count() + len(refused) == 48
    assert booked.count() == len(hosts) * len(times)  # every place is taken, and none twice
    assert len({(m.host_id, m.starts_at) for m in booked}) == booked.count()
    assert sum(Seat.objects.filter(queue=queue).values_list("owed", flat=True)) == 0
