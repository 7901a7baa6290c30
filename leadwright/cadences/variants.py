"""Which variant of a step is the better one: counted on positive answers, told in words, certain only when it is.

Pure. The method: of each variant the share of positive answers is a Beta distribution (1 + positive, 1 + others), so
that few mails mean little; the probability that a variant is the best is worked out on a grid of a thousand shares.
Nothing is called better before each variant that is still used has had `minimum` mails, nor below 95 %: looking every
day would else find a winner among equals. New prospects are dealt out evenly, in the same turn for the same person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, lgamma, log

GRID = 1000
CERTAIN = 0.95


@dataclass(frozen=True)
class Variant:
    """`positive` of the `mails` that have had their time for an answer. `used`: new prospects get it."""

    name: str
    mails: int = 0
    positive: int = 0
    used: bool = True


@dataclass(frozen=True)
class Opinion:
    """What the figures say. `best`: the name of the better variant, "" where that is not certain."""

    best: str
    words: str
    chances: tuple[float, ...] = ()


def deal(seed: int, step: int, used: Sequence[int]) -> int:
    """Which of the variants a person gets: an even share each, and the same one whenever it is asked."""
    return used[mixed(seed, step) % len(used)]


def mixed(seed: int, step: int) -> int:
    """Neighbouring numbers far apart, so that the letters of two steps do not hang together."""
    value = (seed * 0x9E3779B1 + step * 0x85EBCA77) & 0xFFFFFFFF
    value = ((value ^ (value >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    return value ^ (value >> 15)


def opinion(found: Sequence[Variant], minimum: int) -> Opinion:
    """What may be said of the variants that are used."""
    used = [variant for variant in found if variant.used]
    if len(used) < 2:
        return Opinion("", "There is nothing to compare: one variant is used.")
    few = [variant for variant in used if variant.mails < minimum]
    if few:
        lacking = ", ".join(f"{variant.name} {variant.mails}" for variant in few)
        return Opinion("", f"Not enough yet: {minimum} mails of each are needed ({lacking} so far).")
    if not any(variant.positive for variant in used):
        return Opinion("", "Nobody has answered well to any of them yet.")
    chances = best_chances([(variant.mails, variant.positive) for variant in used])
    chance = max(chances)
    leading = used[chances.index(chance)]
    percent = f"{100 * min(chance, 0.999):.0f} %" if chance < 0.995 else "more than 99 %"
    if chance < CERTAIN:
        words = f"No difference that could not be chance: {leading.name} is the best with a probability of {percent}."
        return Opinion("", words, tuple(chances))
    words = f"{leading.name} is better, with a probability of {percent}."
    return Opinion(leading.name, words, tuple(chances))


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
