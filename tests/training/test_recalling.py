from datetime import timedelta
from math import ceil

import pytest

from leadwright.training.recalling import graded, known, readiness
from tests.training.learner import BEGIN, learn, moment


def by_scheduler():
    states: dict[int, dict] = {}

    def next_day(item: int, day: int, grade: str) -> float:
        states[item], due = graded(states.get(item, {}), grade, moment(day))
        return day + max(1, ceil((due - moment(day)) / timedelta(days=1)))

    return next_day


def by_fixed(days: int):
    return lambda _item, day, _grade: day + days


@pytest.mark.parametrize("seed", range(5))
def test_a_learner_remembers_more_with_the_same_effort_than_with_fixed_intervals(seed):
    spaced = learn(by_scheduler(), seed=seed)
    fixed = [learn(by_fixed(days), seed=seed) for days in range(1, 40)]
    as_much = [one for one in fixed if one.asked <= spaced.asked * 1.05]
    no_less = min((one for one in fixed if one.asked >= spaced.asked), key=lambda one: one.asked)
    assert spaced.remembered > max(one.remembered for one in as_much) + 0.02
    assert spaced.remembered > no_less.remembered + 0.01


def test_a_card_is_asked_later_the_better_it_was_known():
    days = {grade: graded({}, grade, BEGIN)[1] for grade in ("again", "hard", "good", "easy")}
    assert days["again"] < days["hard"] < days["good"] < days["easy"]


def test_what_is_known_fades_and_what_was_never_asked_is_not_known():
    state, due = graded({}, "easy", BEGIN)
    assert known(state, BEGIN) == 1
    assert known(state, due) == pytest.approx(0.9, abs=0.02)
    assert known(state, due + timedelta(days=60)) < known(state, due)
    assert known({}, BEGIN) == 0
    assert readiness([state, {}], 4, BEGIN) == 0.25
    assert readiness([], 0, BEGIN) == 0
