"""The pages on which strangers book."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from leadwright.leads.models import Lead, opt_out
from leadwright.meetings.models import BookingPage, Knock, Meeting
from leadwright.meetings.welcoming import open_page
from tests.cast import a_lead

pytestmark = pytest.mark.usefixtures("stopped_clock")
TEN = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
JONAS = {"name": "Jonas Petraitis", "email": "Jonas@Kelias.example", "company": "Kelias", "zone": "Europe/Vilnius"}


@pytest.fixture
def team(cast, now) -> BookingPage:
    return open_page(cast.workspace, None, now=now)


def at(page) -> str:
    return reverse("meetings:visitor", args=[page.slug])


def test_a_stranger_becomes_a_lead_with_a_meeting_in_their_own_zone(cast, client, team):
    page = client.get(at(team), {"zone": "Europe/Vilnius"}).content.decode()
    assert "12:00" in page and "Tuesday 24 November" in page and not Meeting.objects.exists()
    answer = client.post(at(team), {**JONAS, "at": TEN.isoformat(), "note": "Prices"})
    assert answer.status_code == 200
    assert "You meet Erin Castell on Tuesday 24 November 2026 at 12:00 (Europe/Vilnius)" in answer.content.decode()
    lead, meeting = Lead.objects.get(), Meeting.objects.get()
    assert (lead.name, lead.email, lead.motion) == ("Jonas Petraitis", "jonas@kelias.example", "inbound")
    assert (lead.account.name, lead.timezone, lead.owner) == ("Kelias", "Europe/Vilnius", cast.erin)
    assert (meeting.lead, meeting.booked_by, meeting.note) == (lead, None, "Prices")
    client.post(at(team), {**JONAS, "at": TEN.isoformat()})  # sent twice
    assert Meeting.objects.count() == 1


def test_who_is_known_is_matched_and_nothing_of_them_is_changed_or_shown(cast, client, team):
    lead = a_lead(cast.alice)
    given = {"name": "Somebody Else", "email": lead.email, "at": TEN.isoformat()}
    answer = client.post(at(team), given).content.decode()
    lead.refresh_from_db()
    assert (lead.name, lead.owner, Lead.objects.count()) == ("Rūta Kazlauskaitė", cast.alice, 1)
    assert "Rūta" not in answer and "Pieno" not in answer
    assert Meeting.objects.get().note == "Booked as Somebody Else." and Meeting.objects.get().credit == cast.alice
    later = client.post(at(team), {**given, "at": TEN.replace(hour=14).isoformat()})
    assert later.status_code == 422 and Meeting.objects.count() == 1


def test_a_no_outlives_the_page_and_the_answer_does_not_tell_it(cast, client, team, now):
    opt_out(a_lead(cast.alice), channel="all", source="reply", at=now)
    answer = client.post(at(team), {**JONAS, "email": "ruta@pieno-kelias.example", "at": TEN.isoformat()})
    assert answer.status_code == 422 and "Write to us" in answer.content.decode()
    assert "contacted" not in answer.content.decode() and not Meeting.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"email": "nobody"}, {"name": ""}, {"at": "soon"}, {"at": "2026-11-24T03:00:00+00:00"}, {"zone": "Mars/X"}],
)
def test_what_makes_no_sense_keeps_nothing(client, team, wrong):
    answer = client.post(at(team), {**JONAS, "at": TEN.isoformat(), **wrong})
    assert answer.status_code == (200 if "zone" in wrong else 422)
    assert Lead.objects.exists() == ("zone" in wrong)


def test_too_many_from_one_address_wait_an_hour(client, team, now):
    for turn in range(Knock.MOST_AN_ADDRESS):
        assert client.post(at(team), {**JONAS, "email": f"x{turn}", "at": TEN.isoformat()}).status_code == 422
    assert client.post(at(team), {**JONAS, "at": TEN.isoformat()}).status_code == 429
    assert client.post(at(team), {**JONAS, "at": TEN.isoformat()}, REMOTE_ADDR="198.51.100.7").status_code == 200


def test_members_open_their_own_page_and_managers_the_team_s(cast, as_member, client):
    address = reverse("meetings:pages")
    erin = as_member(cast.erin)
    assert erin.post(address, {"whose": "team"}).status_code == 422
    erin.post(address, {"whose": "mine"})
    erin.post(address, {"whose": "mine"})
    own = BookingPage.objects.get()
    assert (
        own.member == cast.erin
        and own.slug.startswith("erin-castell-")
        and own.slug in erin.get(address).content.decode()
    )
    assert client.post(at(own), {**JONAS, "at": TEN.isoformat()}).status_code == 200
    assert Meeting.objects.get().host == cast.erin
    assert as_member(cast.charlie).post(reverse("meetings:closing", args=[own.pk])).status_code == 404
    as_member(cast.erin).post(reverse("meetings:closing", args=[own.pk]))
    assert client.get(at(own)).status_code == 404 and client.post(at(own), JONAS).status_code == 404
    as_member(cast.dana).post(address, {"whose": "team"})
    assert BookingPage.objects.get(closed_at=None).member is None
