"""Which variant of a step is the better one: counted on positive answers, certain only when it is.

Pure. The method: of each variant the share of positive answers is a Beta distribution (1 + positive, 1 + others), so
that few mails mean little; the probability that a variant is the best is worked out on a grid of a thousand shares.
Nothing is called better before each variant that is still used has had `minimum` mails, nor below 95 %: looking every
day would else find a winner among equals. New prospects are dealt out evenly, in the same turn for the same person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from math import exp, lgamma, log
from typing import TypeVar

Letter = TypeVar("Letter")

GRID = 1000
CERTAIN = 0.95


@dataclass(frozen=True)
class Tried:
    """One variant: `positive` of the `mails` that have had their time for an answer."""

    name: str
    mails: int = 0
    positive: int = 0


class Say(StrEnum):
    """How much the figures say."""

    NOTHING = "nothing"  # one variant: there is nothing to compare
    TOO_FEW = "too_few"
    NO_GOOD_ANSWER = "no_good_answer"
    CHANCE = "chance"  # a difference that may be chance
    BETTER = "better"


@dataclass(frozen=True)
class Opinion:
    """`name`: the variant that leads, `best` where that is certain. `chances`: of each to be the best, 0 to 1."""

    say: Say
    name: str = ""
    chances: tuple[float, ...] = ()

    @property
    def best(self) -> str:
        return self.name if self.say == Say.BETTER else ""


def deal(seed: int, step: int, used: Sequence[Letter]) -> Letter:
    """Which of the variants a person gets: an even share each, and the same one whenever it is asked."""
    return used[mixed(seed, step) % len(used)]


def mixed(seed: int, step: int) -> int:
    """Neighbouring numbers far apart, so that the letters of two steps do not hang together."""
    value = (seed * 0x9E3779B1 + step * 0x85EBCA77) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    return value ^ (value >> 15)


def opinion(tried: Sequence[Tried], minimum: int) -> Opinion:
    """What may be said of the variants that are used."""
    if len(tried) < 2:
        return Opinion(Say.NOTHING)
    if any(each.mails < minimum for each in tried):
        return Opinion(Say.TOO_FEW)
    if not any(each.positive for each in tried):
        return Opinion(Say.NO_GOOD_ANSWER)
    chances = best_chances([(each.mails, each.positive) for each in tried])
    chance = max(chances)
    leading = tried[chances.index(chance)].name
    return Opinion(Say.CHANCE if chance < CERTAIN else Say.BETTER, leading, tuple(chances))


def best_chances(counted: Sequence[tuple[int, int]]) -> list[float]:
    """For each (mails, positive) the probability that its share is the greatest. They add up to 1."""
    densities = [density(1 + positive, 1 + mails - positive) for mails, positive in counted]
    below = [list(accumulate(each)) for each in densities]
    chances = []
    for number, mine in enumerate(densities):
        total = 0.0
        for at, weight in enumerate(mine):
            for other, sums in enumerate(below):
                if other != number:
                    weight *= sums[at] - densities[other][at] / 2
            total += weight
        chances.append(total)
    whole = sum(chances)
    return [chance / whole for chance in chances]


def density(a: int, b: int) -> list[float]:
    """Beta(a, b) on the middles of the grid, as shares that add up to 1."""
    scale = lgamma(a + b) - lgamma(a) - lgamma(b)
    found = [exp(scale + (a - 1) * log(x) + (b - 1) * log(1 - x)) for x in ((at + 0.5) / GRID for at in range(GRID))]
    whole = sum(found)
    return [each / whole for each in found]
