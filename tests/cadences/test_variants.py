"""Which variant is the better one, and when nobody may say so yet."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.cadences.variants import CERTAIN, Say, Tried, best_chances, deal, opinion

counts = st.integers(0, 3000).flatmap(lambda mails: st.tuples(st.just(mails), st.integers(0, mails)))


@pytest.mark.parametrize(
    ("tried", "say", "leads"),
    [
        ([Tried("A", 500, 5)], Say.NOTHING, ""),
        ([Tried("A", 500, 5), Tried("B", 99, 60)], Say.TOO_FEW, ""),
        ([Tried("A", 500), Tried("B", 500)], Say.NO_GOOD_ANSWER, ""),
        ([Tried("A", 500, 10), Tried("B", 500, 12)], Say.CHANCE, "B"),
        ([Tried("A", 1000, 10), Tried("B", 1000, 40)], Say.BETTER, "B"),
        ([Tried("A", 400, 22), Tried("B", 400, 10), Tried("C", 400, 9)], Say.BETTER, "A"),
    ],
)
def test_it_is_said_also_when_it_cannot_be_said(tried, say, leads):
    found = opinion(tried, 100)
    assert (found.say, found.name) == (say, leads)
    assert found.best == (leads if say == Say.BETTER else "")


@given(st.lists(counts, min_size=2, max_size=5))
def test_the_chances_are_chances(counted):
    chances = best_chances(counted)
    assert abs(sum(chances) - 1) < 1e-9
    assert all(0 <= chance <= 1 for chance in chances)


@given(counts, counts)
def test_the_names_do_not_matter(one, other):
    forth, back = best_chances([one, other]), best_chances([other, one])
    assert abs(forth[0] - back[1]) < 1e-9


@given(st.integers(1, 2000), st.integers(0, 500), st.integers(1, 50))
def test_one_more_good_answer_never_makes_a_variant_worse(mails, positive, more):
    positive = min(positive, mails)
    better = min(positive + more, mails)
    other = (mails, positive)
    assert best_chances([(mails, better), other])[0] >= best_chances([(mails, positive), other])[0] - 1e-9


def test_the_chance_is_the_one_that_a_million_throws_find():
    dice = random.Random(7)
    throws = 40_000
    wins = sum(dice.betavariate(13, 389) > dice.betavariate(8, 394) for _turn in range(throws))
    assert abs(best_chances([(400, 12), (400, 7)])[0] - wins / throws) < 0.01


def test_among_equals_a_winner_is_seldom_found():
    dice, found = random.Random(11), 0
    for _turn in range(200):
        rows = [Tried(name, 300, sum(dice.random() < 0.05 for _mail in range(300))) for name in "AB"]
        found += bool(opinion(rows, 100).best)
    assert found / 200 < 3 * (1 - CERTAIN)


def test_everybody_gets_an_even_share_and_the_same_one_again():
    dealt = [deal(seed, 12, [1, 2, 3]) for seed in range(3000)]
    assert dealt == [deal(seed, 12, [1, 2, 3]) for seed in range(3000)]
    assert all(abs(dealt.count(each) - 1000) < 120 for each in (1, 2, 3))
    pairs = [(deal(seed, 12, [0, 1]), deal(seed, 13, [0, 1])) for seed in range(2000)]
    assert all(abs(pairs.count((a, b)) - 500) < 120 for a in (0, 1) for b in (0, 1))
