from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from leadwright.kit.models import MarketClock
from leadwright.market import pace
from leadwright.market.models import Market
from tests.cast import MONDAY

DOORS = ["clock", "days", "helper"]
FORM = {"pace": "run"}


@pytest.fixture
def clock(db, settings):
    settings.DEMO, settings.MARKET_ADDRESS = True, ""
    return MarketClock.objects.create(pk=1, virtual_at=MONDAY, real_at=datetime.now(UTC), rate=1)


@pytest.fixture
def market(cast):
    return Market.objects.create(workspace=cast.workspace, seed=7)


@pytest.mark.parametrize("asked, rate", pace.RATES.items())
def test_the_clock_takes_the_pace_that_is_asked_for(as_member, cast, clock, market, asked, rate):
    answer = as_member(cast.alice).post(reverse("market:clock"), {"pace": asked}, headers={"HX-Request": "true"})
    clock.refresh_from_db()
    assert clock.rate == rate
    assert answer.status_code == 200
    assert 'id="market"' in answer.content.decode()


def test_without_htmx_the_page_comes_back(as_member, cast, clock, market):
    answer = as_member(cast.alice).post(reverse("market:clock"), FORM, headers={"Referer": "http://evil.example/"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("web:today"))


def test_a_pace_that_there_is_not_is_not_found(as_member, cast, clock, market):
    assert as_member(cast.alice).post(reverse("market:clock"), {"pace": "backwards"}).status_code == 404


def test_one_day_on_is_the_same_hour_of_the_next_working_day(as_member, cast, clock, market):
    answer = as_member(cast.alice).post(reverse("market:days"))
    clock.refresh_from_db()
    assert answer.status_code == 303
    assert timedelta(0) <= clock.virtual_at - (MONDAY + timedelta(days=1)) < timedelta(minutes=5)
    assert clock.rate == 1


def test_a_day_after_friday_is_monday():
    assert pace.next_working_day(MONDAY + timedelta(days=4)) == MONDAY + timedelta(days=7)


def test_the_visitors_work_is_left_to_the_visitor_unless_they_ask(as_member, cast, clock, market):
    assert cast.alice not in pace.workers(market)
    as_member(cast.alice).post(reverse("market:helper"))
    market.refresh_from_db()
    assert cast.alice in pace.workers(market)
    as_member(cast.alice).delete(reverse("market:helper"))
    market.refresh_from_db()
    assert cast.alice not in pace.workers(market)


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_take_posts_only(as_member, cast, clock, market, door):
    assert as_member(cast.alice).get(reverse(f"market:{door}")).status_code == 405


@pytest.mark.parametrize("door", DOORS)
def test_a_workspace_without_a_market_has_no_clock(as_member, cast, clock, market, door):
    assert as_member(cast.charlie).post(reverse(f"market:{door}"), FORM).status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_outside_the_demo_there_is_no_clock(as_member, cast, clock, market, settings, door):
    settings.DEMO = False
    assert as_member(cast.alice).post(reverse(f"market:{door}"), FORM).status_code == 404


def test_the_beat_keeps_where_the_clock_stands(cast, clock, market):
    clock.real_at -= timedelta(hours=3)
    clock.save()
    pace.keep_clock()
    clock.refresh_from_db()
    assert clock.virtual_at >= MONDAY + timedelta(hours=3)
    assert datetime.now(UTC) - clock.real_at < timedelta(minutes=1)
