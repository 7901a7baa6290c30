from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.commissions import rules
from leadwright.commissions.replaying import Event, Ledger, replay
from leadwright.commissions.rules import Accelerator, SoFar, Tier
from measure import deals as measured

DAY = date(2026, 11, 23)
JANUARY = date(2027, 1, 1)


def terms(flat=0, share=0, starts=DAY, version=1, **more):
    return rules.Terms(1, version, flat, share, starts, **more)


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


LEADS = terms(flat=8_000, tiers=(Tier(10, flat_cents=10_000),), quota=10, accelerators=(Accelerator(125, 15_000),))
DEALS = terms(
    share=1_000,
    tiers=(Tier(5_000_000, share_bp=1_200),),
    quota=10_000_000,
    accelerators=(Accelerator(100, 12_500), Accelerator(150, 20_000)),
)


@pytest.mark.parametrize(
    ("plan", "so_far", "base", "cents"),
    [
        (LEADS, SoFar(9), 0, 8_000),  # the tenth
        (LEADS, SoFar(10), 0, 10_000),  # the eleventh is beyond ten
        (LEADS, SoFar(11), 0, 10_000),
        (LEADS, SoFar(12), 0, 15_000),  # the thirteenth passes 125 % of ten
        (DEALS, SoFar(1, 4_000_000), 2_000_000, 220_000),  # half at 10 %, half at 12 %
        (DEALS, SoFar(1, 9_000_000), 2_000_000, 120_000 + 150_000),
        (DEALS, SoFar(1, 9_000_000), 8_000_000, 120_000 + 750_000 + 480_000),
        (terms(flat=8_000, cap_cents=20_000), SoFar(2, 0, 16_000), 0, 4_000),
        (terms(flat=8_000, cap_cents=20_000), SoFar(3, 0, 20_000), 0, 0),
    ],
)
def test_tiers_accelerators_and_the_cap_look_at_the_month(plan, so_far, base, cents):
    priced = rules.price(plan, base, so_far)
    assert priced.cents == cents == sum(step.cents for step in priced.steps)


def test_a_quota_is_lower_while_a_member_is_new():
    plan = terms(flat=8_000, quota=10, accelerators=(Accelerator(100, 20_000),), ramp=(30, 60))
    assert [rules.price(plan, 0, SoFar(3), month=month).cents for month in (0, 1, 2, 3)] == [
        8_000,
        16_000,
        8_000,
        8_000,
    ]
    months = [rules.month_with_plan(DAY, day) for day in (DAY - timedelta(days=1), DAY, JANUARY)]
    assert months == [0, 1, 3]


def test_what_is_undone_after_the_clawback_stands():
    plan = terms(share=1_000, clawback_days=30)
    for days, left in ((30, 0), (31, 1_000)):
        events = [Event("a", DAY, "ann", 10_000), Event("b", DAY + timedelta(days=days), "ann", undoes="a")]
        assert sum(entry.cents for entry in replay(events, [plan])) == left


def test_an_event_pays_once_and_is_taken_back_once():
    ledger = Ledger([terms(flat=100)])
    event, undone = Event("a", DAY, "ann"), Event("b", DAY, "ann", undoes="a")
    assert [len(ledger.post(one)) for one in (undone, event, event, undone, undone)] == [0, 1, 0, 1, 0]


def test_a_split_pays_both_and_all_to_the_owner_where_nobody_brought_it():
    plan = terms(share=1_000, source_bp=3_333)
    both = replay([Event("a", DAY, "ann", 10_005, "bob")], [plan])
    assert [(entry.member, entry.cents) for entry in both] == [("ann", 667), ("bob", 334)]
    assert [entry.cents for entry in replay([Event("a", DAY, "ann", 10_005)], [plan])] == [1_001]


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


@given(st.integers(min_value=-(10**12), max_value=10**12), st.lists(st.integers(1, 500), min_size=1, max_size=6))
def test_a_split_sums_to_the_cent_in_both_directions(cents, weights):
    parts = [weight * rules.WHOLE // sum(weights) for weight in weights]
    parts[0] += rules.WHOLE - sum(parts)
    shares = rules.divide(cents, parts)
    assert sum(shares) == cents
    assert [-share for share in shares] == rules.divide(-cents, parts)
    assert all(abs(share - Decimal(cents) * part / rules.WHOLE) < 1 for share, part in zip(shares, parts, strict=True))


tiers = st.builds(Tier, st.integers(1, 400_000), st.integers(0, 9_000), st.integers(0, 3_000))
plans = st.builds(
    terms,
    flat=st.integers(0, 20_000),
    share=st.integers(0, 3_000),
    tiers=st.lists(
        st.builds(Tier, st.integers(1, 400_000), st.integers(0, 9_000), st.integers(0, 3_000)), max_size=3
    ).map(tuple),
    quota=st.integers(0, 300_000),
    accelerators=st.lists(st.builds(Accelerator, st.integers(1, 200), st.integers(0, 30_000)), max_size=2).map(tuple),
    cap_cents=st.none() | st.integers(0, 90_000),
    source_bp=st.integers(0, rules.WHOLE),
    clawback_days=st.none() | st.integers(0, 40),
)
happenings = st.lists(
    st.tuples(st.integers(0, 70), st.sampled_from("abc"), st.integers(0, 200_000), st.booleans(), st.integers(0, 9)),
    max_size=30,
)


@given(plans, happenings)
@settings(derandomize=True, max_examples=150)
def test_every_line_sums_every_reversal_is_exact_and_no_cap_is_broken(plan, found):
    """Whatever the plan and the order: steps make the price, shares make the price, undone is nothing."""
    ledger = Ledger([plan])
    for at, (days, owner, base, undo, which) in enumerate(sorted(found)):
        on = DAY + timedelta(days=days)
        event = Event(str(at), on, owner, base, "s", undoes=str(which) if undo else "")
        entries = ledger.post(event)
        for entry in entries:
            assert sum(step.cents for step in entry.priced.steps) == entry.priced.cents
        if entries:
            sign = -1 if undo else 1
            assert sum(entry.cents for entry in entries) == sign * entries[0].priced.cents
    for key in ledger.undone:
        assert sum(entry.cents for entry in ledger.paid[key][1]) == ledger.paid[key][1][0].priced.cents
    for so_far in ledger.so_far.values():
        assert plan.cap_cents is None or so_far.cents <= plan.cap_cents
    live = [entries for key, (_event, entries) in ledger.paid.items() if key not in ledger.undone]
    assert sum(entries[0].priced.cents for entries in live) == sum(one.cents for one in ledger.so_far.values())


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000), st.integers(0, 9_000_000))
@settings(derandomize=True, max_examples=100)
def test_cutting_a_deal_in_two_never_pays_more_than_a_cent_of_rounding_a_piece(one, other, before):
    together = rules.price(DEALS, one + other, SoFar(0, before)).cents
    first = rules.price(DEALS, one, SoFar(0, before)).cents
    second = rules.price(DEALS, other, SoFar(0, before + one)).cents
    assert abs(first + second - together) <= 4


@pytest.mark.parametrize(
    ("day", "version"),
    [(date(2026, 11, 22), 1), (DAY, 1), (date(2026, 12, 31), 1), (date(2027, 1, 1), 3)],
)
def test_the_newest_version_that_had_begun_counts_and_the_first_before_that(day, version):
    found = rules.terms_on(day, [terms(), terms(starts=JANUARY, version=2), terms(starts=JANUARY, version=3)])
    assert found.version == version


def test_without_a_plan_nothing_is_paid():
    assert rules.terms_on(DAY, []) is None
    assert replay([Event("a", DAY, "ann")], []) == []


deals = st.lists(
    st.tuples(st.integers(0, 80), st.sampled_from("ab"), st.sampled_from("xyz"), st.integers(0, 9_000_000)), max_size=40
)


@given(deals)
@settings(derandomize=True, max_examples=60)
def test_a_run_is_the_same_to_the_cent_as_another_way_of_reckoning(found):
    """`measure.deals.reckoned` knows nothing of these rules: fractions, one pass, no steps."""
    events = [(DAY + timedelta(days=days), ae, sdr, cents) for days, ae, sdr, cents in sorted(found)]
    sdr_plan = terms(flat=measured.SDR_CENTS, tiers=(Tier(measured.SDR_BEYOND, measured.SDR_MORE_CENTS),))
    steps = measured.AE_STEPS
    tiers = tuple(Tier(above, 0, points) for above, points in steps[1:])
    ae_plan = terms(share=steps[0][1], tiers=tiers, source_bp=measured.SOURCE_BP)
    sums: dict[str, int] = {}
    accepted = [Event(f"{at:03}", on, sdr) for at, (on, _ae, sdr, _cents) in enumerate(events)]
    won = [Event(f"{at:03}", on, ae, cents, sdr) for at, (on, ae, sdr, cents) in enumerate(events)]
    for entry in [*replay(accepted, [sdr_plan]), *replay(won, [ae_plan])]:
        sums[entry.member] = sums.get(entry.member, 0) + entry.cents
    assert sums == measured.reckoned(events, with_sdr=True)
