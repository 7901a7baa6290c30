"""What the agreement of two rows is worth: the model of Fellegi and Sunter (1969), learnt without labels.

For each column and step, `m` is how often rows of one thing stand so, `u` how often rows of two things do. `u` is read
off pairs drawn at random; `m` and the share of pairs that are one thing come by expectation and maximisation
(Winkler 1988). A cell that agrees exactly is worth more the rarer it is. Pure; needs numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadwright.leads.comparing import DIFFER, ELSEWHERE, FAR, MISSING, NEAR, PART, SAME, STEPS

ROUNDS = 60
SETTLED = 1e-5
FIRST_M = {DIFFER: 0.04, FAR: 0.04, PART: 0.05, NEAR: 0.12, SAME: 0.72, ELSEWHERE: 0.03}
PRIOR_PAIRS = 20.0  # how many pairs the first guess of m counts for
SMALLEST_M = 0.004
TOGETHER = {"place": 0.7, "company": 0.4}  # each further column of the group counts so much of the one before
MOST = 30.0  # bits; nothing that is written is surer


@dataclass(frozen=True)
class Compared:
    """One column over the candidate pairs, and over pairs drawn at random."""

    name: str
    kind: str
    group: str
    steps: np.ndarray
    rarity: np.ndarray  # of the value where both have the same; its share of the rows
    random_steps: np.ndarray


@dataclass(frozen=True)
class Weighed:
    """`bits` of evidence for each pair, with the prior in it; `parts` of each column; `probability`."""

    bits: np.ndarray
    parts: list[np.ndarray]
    probability: np.ndarray


def weigh(columns: Sequence[Compared], *, all_pairs: float, most_matches: float, of_people: bool) -> Weighed:
    """`all_pairs` is how many pairs there are, of which the candidates are those worth a look; no more than
    `most_matches` of them can be one thing."""
    unlike = [chances(column.random_steps) for column in columns]
    logs_u = [log_u(column, u) for column, u in zip(columns, unlike, strict=True)]
    alike = [first_m(column, u) for column, u in zip(columns, unlike, strict=True)]
    expected = min(most_matches / 2, len(columns[0].steps) / 2)
    before = np.zeros(0)
    for _round in range(ROUNDS):
        prior = np.log2(max(expected, 1.0) / all_pairs)
        parts = [np.log2(m)[column.steps] - u for column, m, u in zip(columns, alike, logs_u, strict=True)]
        parts = [np.where(column.steps == MISSING, 0.0, part) for column, part in zip(columns, parts, strict=True)]
        bits = prior + together(columns, parts, of_people=of_people)
        likely = 1 / (1 + np.exp2(-np.clip(bits, -MOST, MOST)))
        expected = min(float(likely.sum()), most_matches)
        alike = [next_m(column, likely, m) for column, m in zip(columns, alike, strict=True)]
        if len(before) and np.abs(likely - before).max() < SETTLED:
            break
        before = likely
    return Weighed(bits, parts, likely)


def chances(steps: np.ndarray) -> np.ndarray:
    """How often pairs at random stand at each step, of those that have both cells."""
    counts = np.bincount(steps, minlength=STEPS).astype(float)
    counts[MISSING] = 0.0
    counts += 0.5
    return counts / counts[1:].sum()


def log_u(column: Compared, u: np.ndarray) -> np.ndarray:
    found = np.log2(u)[column.steps]
    return np.where(column.steps == SAME, np.log2(np.maximum(column.rarity, 1e-9)), found)


def first_m(column: Compared, u: np.ndarray) -> np.ndarray:
    m = np.array([1.0, *(FIRST_M[step] for step in range(1, STEPS))])
    return m


def next_m(column: Compared, likely: np.ndarray, before: np.ndarray) -> np.ndarray:
    counts = np.bincount(column.steps, weights=likely, minlength=STEPS)
    counts[MISSING] = 0.0
    guess = np.array([0.0, *(FIRST_M[step] for step in range(1, STEPS))])
    counts += PRIOR_PAIRS * guess
    m = np.maximum(counts / counts.sum(), SMALLEST_M)
    m[MISSING] = 1.0
    return m


def together(columns: Sequence[Compared], parts: Sequence[np.ndarray], *, of_people: bool) -> np.ndarray:
    """The sum of the evidence. Columns of one place, or of the company of people, agree together: of what they say for
    the pair, each further one counts less."""
    total = np.zeros(len(parts[0]))
    for group in {column.group for column in columns}:
        own = np.array([part for column, part in zip(columns, parts, strict=True) if column.group == group])
        factor = TOGETHER.get(group, 1.0) if group != "company" or of_people else 1.0
        against = np.minimum(own, 0).sum(axis=0)
        ordered = -np.sort(-np.maximum(own, 0), axis=0)
        total += against + (ordered * (factor ** np.arange(len(own)))[:, None]).sum(axis=0)
    return total


__all__ = ["FAR", "NEAR", "PART", "Compared", "Weighed", "weigh"]
