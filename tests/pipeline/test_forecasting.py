from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.pipeline.forecasting import Deal, after, back_test, came, forecast

JANUARY = date(2025, 1, 1)


def steady(months=8):
    """Ten deals opened each month, five of them won for 100.00 in the next."""
    found, month = [], JANUARY
    for _month in range(months):
        for at in range(10):
            opened = month + timedelta(days=2 + at)
            found.append(Deal(opened, after(month) + timedelta(days=at), 10_000 if at % 2 else 0))
        month = after(month)
    return found


def test_a_steady_business_is_forecast_to_the_cent():
    months = back_test(steady())
    assert len(months) == 6
    assert all(month.forecast_cents == month.came_cents == 50_000 and month.error == 0 for month in months)


def test_a_deal_that_is_still_open_counts_in_the_next_month():
    deals = [*steady(), Deal(date(2025, 8, 20), None, 0)]
    first = date(2025, 9, 1)
    assert forecast(deals, first, date(2025, 2, 1)) > 50_000 * 0.9


def test_nothing_closed_is_nothing_to_test():
    assert back_test([]) == [] == back_test([Deal(JANUARY, None, 0)])


days = st.integers(0, 300).map(lambda days: JANUARY + timedelta(days=days))
deals = st.builds(
    lambda opened, lasts, won: Deal(opened, opened + timedelta(days=lasts), won),
    days,
    st.integers(0, 120),
    st.integers(0, 9_999),
)


@given(st.lists(deals, max_size=40), days)
@settings(derandomize=True, max_examples=60)
def test_what_happens_later_never_changes_a_forecast(found, day):
    first = day.replace(day=1)
    as_known = [
        Deal(deal.opened_on, None, 0) if deal.closed_on >= first else deal for deal in found if deal.opened_on < first
    ]
    assert forecast(found, first, JANUARY) == forecast(as_known, first, JANUARY)
    assert came(found, first) >= 0
