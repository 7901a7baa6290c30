"""Calendars at Google and Microsoft, connected by OAuth, against a server on loopback that speaks their protocols."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from leadwright.channels.email import oauth
from leadwright.meetings import calendars, google, microsoft
from leadwright.meetings.booking import book, hosts_for, offered
from leadwright.meetings.changing import call_off, move
from leadwright.meetings.models import Busy, Calendar, CalendarGrant
from tests.cast import a_lead
from tests.wire.calendars import Hosted

pytestmark = [pytest.mark.wire, pytest.mark.usefixtures("stopped_clock")]
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture(params=["google", "microsoft"])
def kind(request) -> str:
    return request.param


@pytest.fixture
def hosted(settings, monkeypatch):
    made = Hosted()
    settings.DEMO, settings.MARKET_ADDRESS = True, made.address  # where `.example` leads
    settings.OAUTH = {"google": ("our-id", "our-secret"), "microsoft": ("our-id", "our-secret")}
    for provider in (oauth.GOOGLE, oauth.MICROSOFT):
        known = replace(provider, token_url=f"https://{provider.code}.example/token")
        monkeypatch.setitem(oauth.PROVIDERS, provider.code, known)
    monkeypatch.setattr(google, "API", "https://www.example/calendar/v3")
    monkeypatch.setattr(microsoft, "API", "https://graph.example/v1.0")
    yield made
    made.server.shutdown()


@pytest.fixture
def calendar(hosted, kind, cast, as_member) -> Calendar:
    client, back = as_member(cast.erin), reverse("meetings:connected", args=[kind])
    asked = client.get(reverse("meetings:connect", args=[kind])).url
    assert ("calendar.events" in asked) if kind == "google" else ("Calendars.ReadWrite" in asked)
    answer = client.get(hosted.says_yes(asked, back), follow=True)
    assert "erin@northmark.example" in answer.content.decode()
    return Calendar.objects.get()


def test_who_says_yes_has_a_calendar_that_is_read_and_its_tokens_are_encrypted(hosted, calendar, kind, cast, now):
    assert (calendar.kind, calendar.member, calendar.password) == (kind, cast.erin, None)
    hosted.taken = [("2026-11-24T09:30:00Z", "2026-11-24T12:00:00Z")]
    assert calendars.read(calendar, now=now)
    tuesday = [at for at in offered(hosts_for(a_lead(cast.alice), now=now), now=now) if at.day == 24]
    assert (tuesday[0].hour, tuesday[0].minute) == (12, 30)
    with connection.cursor() as cursor:
        cursor.execute("SELECT access, refresh FROM meetings_calendargrant")
        assert not any("refresh-1" in kept or "access-" in kept for kept in cursor.fetchone())


def test_our_meeting_is_written_moved_and_taken_out_and_is_not_read_back_as_taken(hosted, calendar, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    assert calendars.sync(now=now) == 1 and calendars.sync(now=now) == 0
    event = next(iter(hosted.events.values()))
    assert "Rūta Kazlauskaitė" in str(event) and event["start"]["dateTime"].startswith("2026-11-24T10:00:00")
    assert "attendees" not in event  # the provider writes to nobody
    assert calendars.read(calendar, now=now) and not Busy.objects.exists()
    move(meeting, starts_at=TEN + timedelta(hours=2), by=cast.alice, now=now)
    calendars.sync(now=now)
    assert next(iter(hosted.events.values()))["start"]["dateTime"].startswith("2026-11-24T12:00:00")
    call_off(meeting, by=cast.alice, why="ill", now=now)
    calendars.sync(now=now)
    assert not hosted.events


def test_a_host_who_throws_the_event_away_calls_the_meeting_off(hosted, calendar, cast, now):
    meeting = book(a_lead(cast.alice), starts_at=TEN, by=cast.alice, now=now)
    calendars.sync(now=now)
    hosted.events.clear()
    calendars.sync(now=now)
    meeting.refresh_from_db()
    assert meeting.state == "cancelled" and "took it out of their calendar" in meeting.ended_why


def test_a_token_that_ended_is_made_new_and_a_permission_taken_back_is_said(hosted, calendar, kind, now):
    CalendarGrant.objects.update(until=now - timedelta(days=900))
    before = CalendarGrant.objects.get().access
    assert calendars.read(calendar, now=now) and CalendarGrant.objects.get().access != before
    CalendarGrant.objects.update(until=now - timedelta(days=900))
    hosted.refreshing.clear()
    assert not calendars.read(calendar, now=now)
    calendar.refresh_from_db()
    assert "Connect the calendar again" in calendar.read_error


@pytest.mark.parametrize("kind", ["microsoft"])
def test_an_account_without_schedules_is_read_event_by_event(hosted, calendar, now):
    hosted.has_schedule = False
    hosted.taken = [("2026-11-24T09:30:00Z", "2026-11-24T12:00:00Z"), ("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z")]
    assert calendars.read(calendar, now=now) and Busy.objects.count() == 2


@pytest.mark.parametrize("kind", ["google"])
def test_what_was_taken_meanwhile_is_seen_at_the_moment_of_the_booking(hosted, calendar, cast, client, now):
    from leadwright.meetings.welcoming import open_page

    page = open_page(cast.workspace, None, now=now)
    Calendar.objects.update(read_at=now - timedelta(minutes=3))
    hosted.taken = [("2026-11-24T09:30:00Z", "2026-11-24T12:00:00Z")]
    given = {"name": "Jonas Petraitis", "email": "jonas@kelias.example", "at": TEN.isoformat()}
    answer = client.post(reverse("meetings:visitor", args=[page.slug]), given)
    assert answer.status_code == 422 and "not free any more" in answer.content.decode()


def test_a_way_back_that_is_not_ours_connects_nothing(hosted, kind, cast, as_member):
    back = reverse("meetings:connected", args=[kind])
    assert as_member(cast.erin).get(f"{back}?code=code-1&state=forged").status_code == 422
    assert not Calendar.objects.exists()
