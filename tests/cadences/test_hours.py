from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.cadences.hours import (
    CALL_HOURS,
    MAIL_HOURS,
    Place,
    add_working_days,
    day_of,
    is_open,
    is_working_day,
    next_open,
    place,
    slot,
    working_days_between,
)

COUNTRIES = ["LT", "DE", "US", "GB", "AE", "SA", "IL", "JP", "IR", "", "ZZ"]
ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
places = st.builds(Place, st.sampled_from(ZONES), st.sampled_from(COUNTRIES))


@pytest.mark.parametrize(
    ("day", "country", "working"),
    [
        (date(2026, 11, 23), "LT", True),
        (date(2026, 11, 22), "LT", False),  # a Sunday
        (date(2026, 12, 24), "LT", False),  # Kūčios
        (date(2026, 12, 24), "GB", True),
        (date(2026, 7, 6), "LT", False),  # the day of the state
        (date(2026, 11, 26), "US", False),  # Thanksgiving
        (date(2026, 11, 20), "SA", False),  # a Friday, where that is the week-end
        (date(2026, 11, 22), "SA", True),
        (date(2026, 12, 25), "", True),  # country not known: week-ends only
    ],
)
def test_working_days_are_those_of_the_country(day, country, working):
    assert is_working_day(day, country) is working


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        ("2026-11-23T06:00", "Europe/Vilnius", "2026-11-23T07:00"),  # 08:00 there: opens at 09:00
        ("2026-11-23T12:34", "Europe/Vilnius", "2026-11-23T12:34"),
        ("2026-11-23T15:00", "Europe/Vilnius", "2026-11-24T07:00"),  # 17:00 there: closed
        ("2026-11-20T20:00", "Europe/Vilnius", "2026-11-23T07:00"),  # Friday evening
        ("2026-03-27T20:00", "Europe/Vilnius", "2026-03-30T06:00"),  # summer time began on the Sunday
        ("2026-10-23T20:00", "Europe/Vilnius", "2026-10-26T07:00"),  # and ended on this one
        ("2026-11-23T20:00", "Pacific/Auckland", "2026-11-23T20:00"),  # the 24th, 09:00 there
    ],
)
def test_a_window_opens_at_nine_where_they_are(at, zone, expected):
    moment, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, expected))
    assert next_open(moment, zone) == wanted


def test_calls_leave_noon_alone():
    noon = datetime(2026, 11, 23, 12, 5, tzinfo=UTC)
    assert next_open(noon, "UTC", "", CALL_HOURS) == datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
    assert next_open(noon.replace(hour=16, minute=30), "UTC", "", CALL_HOURS).day == 24


def test_the_first_zone_that_exists_counts():
    assert place(["", "Nowhere/At all", "Europe/Riga"], "lv") == Place("Europe/Riga", "LV")
    assert place(["", "../etc/passwd"], "").zone == "UTC"


def test_days_between_undo_days_added():
    monday = date(2026, 12, 21)
    assert add_working_days(monday, 3, "LT") == date(2026, 12, 28)
    assert working_days_between(monday, date(2026, 12, 28), "LT") == 3


def test_hours_that_never_open_are_an_error_and_not_a_loop():
    with pytest.raises(ValueError, match="no working day"):
        next_open(datetime(2026, 11, 23, 9, tzinfo=UTC), "UTC", "LT", ())


@given(moments, places, st.sampled_from([MAIL_HOURS, CALL_HOURS]), st.integers(0, 2**32))
def test_a_slot_is_always_in_a_window_on_a_working_day(at, where, hours, seed):
    found = slot(at, where, hours, seed)
    there = found.astimezone(ZoneInfo(where.zone))
    assert found >= at
    assert is_working_day(there.date(), where.country)
    assert any(opens <= there.time().replace(tzinfo=None) <= closes for opens, closes in hours)
    assert slot(at, where, hours, seed) == found


@given(moments, places)
def test_what_opens_is_open_and_opens_once(at, where):
    found = next_open(at, where.zone, where.country)
    assert is_open(found, where)
    assert next_open(found, where.zone, where.country) == found


@given(moments, places, st.integers(0, 40))
def test_working_days_add_up(at, where, count):
    day = day_of(at, where)
    assert working_days_between(day, add_working_days(day, count, where.country), where.country) == count


def test_mail_of_a_list_is_spread_over_the_morning():
    where = Place("UTC")
    night = datetime(2026, 11, 23, 2, tzinfo=UTC)
    minutes = {slot(night, where, MAIL_HOURS, seed).time() for seed in range(500)}
    assert len(minutes) == 120
    assert min(minutes) == time(9)
    late = datetime(2026, 11, 23, 16, 50, tzinfo=UTC)
    assert max(slot(late, where, MAIL_HOURS, seed) for seed in range(500)) < late + timedelta(minutes=10)
