"""Worlds (worlds/): the real engine under a virtual clock, with faults, and a crash at the write points of scenarios.

A failure prints its seed; `python -m worlds --seed 7 --size small` tells that world line by line.
"""

from collections import Counter

import pytest
from django.db import connection

from worlds.fates import vacuous
from worlds.reports import COUNTED, LARGE, SMALL
from worlds.scenarios import SCENARIOS
from worlds.sweep import Swept, sweep_one
from worlds.sweep import play as play_scenario
from worlds.theatre import theatre
from worlds.world import play

# A busy machine makes a world slow, and nothing in it hangs on real time.
pytestmark = [pytest.mark.wire, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
SEEDS = [range(first, first + 50) for first in range(1, 501, 50)]
EVERY = 17  # of the write points, one of so many: each run of the sweep costs a world (all: make simulate WORLDS=...)


@pytest.fixture
def house(transactional_db):
    options = connection.settings_dict["OPTIONS"]
    before = options.get("server_side_binding")
    options["server_side_binding"] = True  # the server plans each query once
    try:
        with theatre() as house:
            yield house
    finally:
        options["server_side_binding"] = before
        connection.close()


@pytest.mark.parametrize("seeds", SEEDS, ids=lambda seeds: f"{seeds.start}-{seeds.stop - 1}")
def test_small_worlds_keep_every_promise(house, seeds):
    sums, broken = Counter(), []
    for seed in seeds:
        report = play(seed, house, SMALL)
        sums.update({name: getattr(report, name) for name in COUNTED})
        broken += [f"SIM_SEED={seed} --size small: {words}" for words in report.violations]
    assert broken == []
    assert vacuous(len(seeds), sums) == ""


def test_large_worlds_keep_every_promise(house):
    broken = [(seed, play(seed, house, LARGE).violations) for seed in range(1, 9)]
    assert [each for each in broken if each[1]] == []


@pytest.mark.parametrize("number", range(len(SCENARIOS)), ids=[each.name.replace(" ", "-") for each in SCENARIOS])
def test_a_crash_at_a_write_point_loses_and_repeats_nothing(house, number):
    done = sweep_one(number, SCENARIOS[number], house, every=EVERY, first=1 + 5 * number % EVERY)
    assert done.violations == []
    assert done.points > 0


def test_the_same_seed_is_played_the_same(house):
    def trace(seed: int) -> str:
        return play(seed, house, SMALL).trace

    seeds = range(501, 511)
    assert [trace(seed) for seed in seeds] == [trace(seed) for seed in seeds]


def test_a_world_in_which_no_mail_gets_out_is_broken(house, settings):
    settings.DEMO, settings.MAIL_HOSTS = False, []  # this machine may not be written to any more
    done = Swept("nothing leaves")
    play_scenario(0, SCENARIOS[0], house, 0, done)
    assert done.sends == 0
    assert "I6: a mail failed after" in done.violations[0]
    assert "no sends" in vacuous(1, {"sends": done.sends})
