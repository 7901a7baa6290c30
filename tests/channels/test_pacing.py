"""How many leave a mailbox, and how far apart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from leadwright.channels.models import Mailbox
from leadwright.channels.pacing import DAY, HOUR, Health, Pace, jitter, next_slot, next_to_domain, ramped, slots

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def ago(**how_long) -> datetime:
    return NOW - timedelta(**how_long)


def test_the_first_of_the_day_leaves_at_once():
    assert next_slot(NOW, [], 50, 60) == NOW


def test_the_gap_is_kept_after_the_last_one():
    assert next_slot(NOW, [ago(minutes=5), ago(seconds=20)], 50, 60) == NOW + timedelta(seconds=40)


def test_over_the_limit_it_waits_until_one_is_a_day_old():
    assert next_slot(NOW, [ago(hours=20), ago(hours=2), ago(hours=1)], 3, 60) == NOW + timedelta(hours=4)


def test_what_is_older_than_a_day_does_not_count():
    assert next_slot(NOW, [ago(hours=24), ago(hours=30)], 1, 60) == NOW


def test_a_limit_of_nothing_lets_nothing_leave():
    assert next_slot(NOW, [], 0, 0) == NOW + DAY


times = some.lists(some.integers(0, 100_000).map(lambda seconds: NOW - timedelta(seconds=seconds)), max_size=30)


@given(times, some.integers(1, 20), some.integers(0, 600), some.integers(0, 40))
def test_used_slots_never_break_the_limit_or_the_gap(before, limit, gap, count):
    found = slots(NOW, before, limit, gap, count)
    sent = sorted(before)
    for slot in found:
        assert slot >= NOW
        assert sum(slot - DAY < other <= slot for other in sent) < limit
        later = [other for other in sent if other <= slot]
        assert not later or slot - later[-1] >= timedelta(seconds=gap) or later[-1] <= slot - DAY
        sent = sorted([*sent, slot])


@given(times, some.integers(1, 8), some.integers(0, 400), some.integers(0, 30))
def test_used_slots_never_break_the_limit_of_the_hour(before, hourly, jitter_seconds, count):
    found = slots(NOW, before, 50, 60, count, hour_limit=hourly, jitter_seconds=jitter_seconds)
    sent = sorted([*before, *found])
    for slot in found:
        assert sum(slot - HOUR < other <= slot for other in sent) <= max(
            hourly, sum(slot - HOUR < other <= slot for other in before)
        )
    gaps = [(later - earlier).total_seconds() for earlier, later in zip(found, found[1:], strict=False)]
    assert all(gap >= 60 for gap in gaps)


def test_the_jitter_is_the_same_when_asked_again_and_not_the_same_for_all():
    found = [jitter(NOW + timedelta(minutes=n), 90) for n in range(50)]
    assert found == [jitter(NOW + timedelta(minutes=n), 90) for n in range(50)]
    assert all(0 <= each <= 90 for each in found)
    assert len(set(found)) > 20
    assert jitter(NOW, 0) == 0


def test_a_young_mailbox_begins_slowly_and_comes_to_its_limit():
    assert [ramped(50, day) for day in (-1, 0, 1, 5, 20, 400)] == [10, 10, 12, 20, 50, 50]
    assert ramped(6, 0) == 6
    box = Mailbox(daily_limit=50, hourly_limit=6, gap_seconds=60, ramp_from=date(2026, 11, 20))
    assert box.pace(NOW) == Pace(16, 6, 60, 0)
    assert Mailbox(daily_limit=50).limit_of(NOW.date()) == 50


def test_one_receiving_domain_has_a_limit_of_its_own():
    assert next_to_domain(NOW, [ago(hours=3), ago(hours=1)], 2) == NOW + timedelta(hours=21)
    assert next_to_domain(NOW, [ago(hours=3)], 2) == NOW
    assert next_to_domain(NOW, [ago(hours=3)] * 50, 0) == NOW


@pytest.mark.parametrize(
    ("sent", "bounced", "complained", "stops"),
    [
        (100, 6, 0, True),
        (100, 5, 0, False),
        (20, 2, 0, False),  # two of twenty is chance
        (20, 3, 0, True),
        (19, 19, 0, False),  # too few to judge
        (500, 0, 2, True),
        (500, 0, 1, False),
        (1000, 0, 3, False),
        (0, 0, 0, False),
    ],
)
def test_the_brake_stops_a_mailbox_that_does_harm(sent, bounced, complained, stops):
    assert bool(Health(sent, bounced, complained).brake) is stops
