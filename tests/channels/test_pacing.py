"""How many leave a mailbox, and how far apart."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from leadwright.channels.pacing import DAY, next_slot, slots

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
