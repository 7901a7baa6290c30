from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.commissions import rules

DAY = date(2026, 11, 23)


def terms(flat=0, share=0, starts=DAY, version=1):
    return rules.Terms(1, version, flat, share, starts)


@pytest.mark.parametrize(
    ("plan", "base", "cents"),
    [
        (terms(flat=8_000), 0, 8_000),
        (terms(share=1_000), 1_200_000, 120_000),
        (terms(share=1_000), 5, 1),  # half a cent is rounded up
        (terms(share=1_000), 4, 0),
        (terms(flat=100, share=250), 10_000, 350),
        (terms(share=1), 49_99, 0),
    ],
)
def test_what_an_event_pays(plan, base, cents):
    assert rules.amount(plan, base) == cents


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_postings_sum_to_zero_and_reverse_to_the_cent(cents):
    assert sum(sum_ for _book, sum_ in rules.postings(cents)) == 0
    both = rules.postings(cents) + rules.postings(-cents)
    for book in (rules.COST, rules.OWED):
        assert sum(sum_ for name, sum_ in both if name == book) == 0


@given(st.integers(min_value=0, max_value=10**13), st.integers(min_value=0, max_value=10_000))
def test_a_share_is_exact_to_half_a_cent(base, share):
    exact = Decimal(base) * share / 10_000
    assert abs(rules.amount(terms(share=share), base) - exact) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2026, 11, 22), 1), (DAY, 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 3)],
)
def test_the_newest_version_that_had_begun_counts_and_the_first_before_that(day, version):
    january = date(2027, 1, 1)
    found = rules.terms_on(day, [terms(), terms(starts=january, version=2), terms(starts=january, version=3)])
    assert found.version == version


def test_without_a_plan_nothing_is_paid():
    assert rules.terms_on(DAY, []) is None
