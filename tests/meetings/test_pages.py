"""The doors of meetings: the lead's own page, the card on the lead page, the desk of rules and queues."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leadwright.leads.models import opt_out
from leadwright.meetings.booking import book, rules_of
from leadwright.meetings.links import booking_url, token_of
from leadwright.meetings.models import Meeting, Queue, Rule, Seat
from tests.cast import a_lead

pytestmark = pytest.mark.usefixtures("stopped_clock")
HTMX = {"HTTP_HX_REQUEST": "true"}
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


def test_a_lead_chooses_a_time_moves_it_and_calls_it_off(cast, client):
    lead = a_lead(cast.alice, timezone="Europe/Vilnius")
    address = at("public", token_of(lead))
    page = client.get(address).content.decode()
    assert "Europe/Vilnius" in page and "Tuesday 24 November" in page and "12:00" in page and "style=" not in page
    assert not Meeting.objects.exists()  # a scanner that opens links books nothing
    booked = client.post(address, {"at": TEN.isoformat()})
    assert "You meet Erin Castell on Tuesday 24 November 2026 at 12:00" in booked.content.decode()
    meeting = Meeting.objects.get()
    assert (meeting.starts_at, meeting.booked_by, meeting.credit) == (TEN, None, cast.alice)
    client.post(address, {"at": (TEN + timedelta(hours=1)).isoformat()})
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.sequence) == (TEN + timedelta(hours=1), 1)
    client.post(address, {"off": "1"})
    meeting.refresh_from_db()
    assert meeting.state == "cancelled" and Meeting.objects.count() == 1


@pytest.mark.parametrize("given", ["", "yesterday", "2026-11-24T03:00:00+00:00", "2026-11-28T10:00:00+00:00"])
def test_what_is_not_offered_is_not_booked(cast, client, given):
    answer = client.post(at("public", token_of(a_lead(cast.alice))), {"at": given})
    assert answer.status_code == 422 and not Meeting.objects.exists()


def test_a_forged_link_and_an_opted_out_lead_get_nothing(cast, client, now):
    lead = a_lead(cast.alice)
    assert booking_url(lead).endswith(at("public", token_of(lead)))
    assert client.get(at("public", token_of(lead) + "x")).status_code == 404
    opt_out(lead, channel="all", source="reply", at=now)
    assert client.post(at("public", token_of(lead)), {"at": TEN.isoformat()}).status_code == 404


def test_a_rep_books_from_the_lead_page_and_the_host_says_what_became_of_it(cast, as_member, stopped_clock):
    lead = a_lead(cast.alice)
    sdr = as_member(cast.alice)
    assert "Book…" in sdr.get(at("panel", lead.pk)).content.decode()
    given = {"at": "2026-11-24T10:00", "purpose": "talk", "host": "", "note": "Bring the audit list"}
    assert sdr.post(at("meeting", lead.pk), {**given, "at": "soon"}, **HTMX).status_code == 422
    answer = sdr.post(at("meeting", lead.pk), given, **HTMX)
    assert answer.status_code == 200 and "Erin Castell" in answer.content.decode()
    meeting = Meeting.objects.get()
    assert at("calling_off", meeting.pk) in answer["HX-Trigger"]
    assert sdr.post(at("time", meeting.pk), {"at": "2026-11-24T11:00"}).status_code == 303
    assert sdr.post(at("holding", meeting.pk), **HTMX).status_code == 422  # it has not begun
    assert sdr.post(at("host", meeting.pk), {"host": cast.charlie.pk}, **HTMX).status_code == 422
    for host in (cast.dana, cast.erin):
        shown = sdr.post(f"{at('host', meeting.pk)}?from=lead", {"host": host.pk}, **HTMX).content.decode()
        assert f"First talk · {host.name}" in shown
    stopped_clock.virtual_at = TEN + timedelta(hours=2)
    stopped_clock.save()
    ae = as_member(cast.erin)
    assert "Did they come?" in ae.get(at("index")).content.decode()
    assert as_member(cast.bob).post(at("holding", meeting.pk)).status_code == 403
    assert as_member(cast.erin).post(at("holding", meeting.pk), **HTMX).status_code == 200
    assert Meeting.objects.get().state == "held"


def test_a_manager_writes_rules_and_weights_and_sees_who_would_get_what(cast, as_member):
    rules_of(cast.workspace)
    queue = Queue.objects.get()
    a_lead(cast.alice, status="answered")
    manager = as_member(cast.dana)
    page = manager.get(at("routing")).content.decode()
    assert "Dry run" in page and "Erin Castell" in page and "nobody has this lead or its company" in page
    given = {"position": 5, "field": "country", "test": "one_of", "value": "LT", "gives": "person", "queue": ""}
    assert manager.post(at("new_rule"), given, **HTMX).status_code == 422
    assert manager.post(at("new_rule"), {**given, "member": cast.bob.pk}, **HTMX).status_code == 200
    assert "Bob Tarrant" in manager.get(at("routing")).content.decode()
    always = Rule.objects.get(field="", gives="queue")
    assert manager.post(at("rule", always.pk), {"removed": "1"}, **HTMX).status_code == 422
    seat = Seat.objects.get()
    caps = {"priority": 1, "cap_hour": 0, "cap_day": 2, "cap_week": 0, "cap_month": 0}
    assert manager.post(at("seat", seat.pk), {**caps, "weight": 10_001}, **HTMX).status_code == 422
    assert manager.post(at("seat", seat.pk), {**caps, "weight": 250}, **HTMX).status_code == 200
    assert Seat.objects.get().weight == 250
    assert manager.post(at("seats", queue.pk), {"member": cast.charlie.pk}, **HTMX).status_code == 422
    assert manager.post(at("seats", queue.pk), {"member": cast.bob.pk}).status_code == 303
    assert manager.post(at("queue", queue.pk), {"removed": "1"}, **HTMX).status_code == 422
    assert as_member(cast.alice).post(at("seat", seat.pk), {"weight": 1}).status_code == 403


def test_a_calendar_that_cannot_be_read_is_not_kept(cast, as_member):
    sdr = as_member(cast.alice)
    given = {"kind": "ics", "url": "https://127.0.0.1/mine.ics", "username": "", "password": ""}
    answer = sdr.post(at("calendars"), given, **HTMX)
    assert answer.status_code == 422 and "public internet" in answer.content.decode()
    assert sdr.post(at("calendars"), {**given, "url": "file:///etc/passwd"}, **HTMX).status_code == 422


def test_the_table_of_a_member_shows_their_own_meetings(cast, as_member, now):
    book(a_lead(cast.bob), starts_at=TEN, by=cast.bob, now=now)
    assert "Rūta" not in as_member(cast.alice).get(at("index")).content.decode()
    assert "Rūta" in as_member(cast.dana).get(at("index")).content.decode()
    assert "Rūta" in as_member(cast.erin).get(at("index")).content.decode()
