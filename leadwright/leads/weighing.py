"""What the agreement of two rows is worth: the model of Fellegi and Sunter (1969), learnt without labels.

For each column and step, `m` is how often rows of one thing stand so, `u` how often rows of two things do. `u` is read
off pairs drawn at random; `m` and the share of pairs that are one thing come by expectation and maximisation
(Winkler 1988). A cell that agrees exactly is worth more the rarer it is.

People need a third kind of pair: relatives and colleagues agree in home or company and differ in their names. Their
share and their `m` are learnt beside the others, with the names as unlike as those of strangers. Pure; needs numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadwright.leads.comparing import DIFFER, ELSEWHERE, FAR, MISSING, NEAR, PART, SAME, STEPS

ROUNDS = 60
SETTLED = 1e-4
FIRST_M = np.array(
    [
        0.0,
        *(
            {DIFFER: 0.05, FAR: 0.05, PART: 0.05, NEAR: 0.12, SAME: 0.7, ELSEWHERE: 0.03}[step]
            for step in range(1, STEPS)
        ),
    ]
)
PRIOR_PAIRS = 20.0  # how many pairs the first guess of m counts for
SMALLEST_M = 0.004
OWN = frozenset({"given", "person"})  # what relatives and colleagues do not share
MOST_DIFFERENT = {
    "given": 0.04,
    "person": 0.04,
    "family": 0.12,
    "company": 0.15,
}  # of m: names of one thing seldom differ
TOGETHER = {"place": 0.75, "company": 0.4, "words": 0.3}  # each further column of the group counts so much of the last
NEARLY = 2.0  # bits; how much seldomer a stranger is near to a cell than the same
MANY_RELATIVES = 0.3  # of the pairs of one person
MOST_OTHER_WORDS = 0.2  # of m: texts of one thing have something in common
NOTHING_THE_SAME = 4.0  # bits against a pair that agrees exactly in nothing
USUAL = 0.02  # of the rows; a cell that more of them have tells little


@dataclass(frozen=True)
class Compared:
    """One column over the candidate pairs, and over pairs drawn at random that are no candidates."""

    name: str
    kind: str
    group: str
    steps: np.ndarray
    rarity: np.ndarray  # of the value where both have the same; its share of the rows
    random_steps: np.ndarray


@dataclass(frozen=True)
class Weighed:
    """For each pair the evidence in bits of each column, and the probability."""

    parts: list[np.ndarray]
    probability: np.ndarray


def weigh(columns: Sequence[Compared], *, all_pairs: float, most_matches: float) -> Weighed:
    """`all_pairs` is how many pairs there are, of which the candidates are those worth a look; no more than
    `most_matches` of them can be one thing.

    Pairs with unlike names are either relatives or one person whose name was replaced, and nothing in one pair tells
    which. The table does: where there are relatives at all they are many, beside the pairs of one person.
    """
    people = any(column.kind in OWN for column in columns)
    if people:
        learnt, relatives = learn(columns, all_pairs, most_matches, people=True, relatives=len(columns[0].steps) / 10)
        if relatives > MANY_RELATIVES * float(learnt.probability.sum()):
            return learnt
    return learn(columns, all_pairs, most_matches, people=people, relatives=0.0)[0]


def learn(
    columns: Sequence[Compared], all_pairs: float, most_matches: float, *, people: bool, relatives: float
) -> tuple[Weighed, float]:
    """The weights by expectation and maximisation, and how many pairs are relatives (0 where none are asked for)."""
    logs_u = [log_u(column, chances(column)) for column in columns]
    strict = relatives > 0
    one_thing = [next_m(column, None, strict=strict) for column in columns]
    related = list(one_thing)
    expected = min(most_matches, len(columns[0].steps)) / 2
    before = np.zeros(0)
    for _round in range(ROUNDS):
        parts = evidence(columns, one_thing, logs_u)
        bits = np.log2(max(expected, 1.0) / all_pairs) + together(columns, parts, of_people=people)
        bits -= NOTHING_THE_SAME * ~anything_the_same(columns)
        beside = np.full(len(bits), -np.inf)
        if strict:
            shared = evidence(columns, related, logs_u)
            shared = [part * (column.kind not in OWN) for column, part in zip(columns, shared, strict=True)]
            beside = np.log2(max(relatives, 1.0) / all_pairs) + together(columns, shared, of_people=people)
        likely, kin = shares(bits, beside)
        expected, relatives = min(float(likely.sum()), most_matches), float(kin.sum())
        one_thing = [next_m(column, likely, strict=strict) for column in columns]
        related = [next_m(column, kin, strict=False) for column in columns]
        logs_u = [log_u(column, chances(column, 1 - likely - kin, all_pairs)) for column in columns]
        if len(before) and np.abs(likely - before).max() < SETTLED:
            break
        before = likely
    return Weighed(parts, likely), relatives


def shares(bits: np.ndarray, beside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The probability of one thing and of relatives, of which the rest is that of strangers."""
    top = np.maximum(np.maximum(bits, beside), 0.0)
    one, kin, strangers = np.exp2(bits - top), np.exp2(beside - top), np.exp2(-top)
    total = one + kin + strangers
    return one / total, kin / total


def anything_the_same(columns: Sequence[Compared]) -> np.ndarray:
    """Whether a pair agrees exactly in anything that is not usual. Slips of the pen in all that tells are not believed:
    two names that are alike all over are more often two things. Texts of several words are weighed word by word, and a
    company that is nearly the same must agree in something beside."""
    found = np.zeros(len(columns[0].steps), dtype=bool)
    for column in columns:
        found |= (column.steps == SAME) & (column.rarity <= USUAL)
        found |= column.steps == ELSEWHERE
        found |= (column.group == "words") & (column.steps >= PART)
    same = np.sum([column.steps == SAME for column in columns], axis=0)
    for column in columns:
        found |= (column.kind == "company") & (column.steps >= NEAR) & (same > (column.steps == SAME))
    return found


def chances(column: Compared, strangers: np.ndarray | None = None, all_pairs: float = 0.0) -> np.ndarray:
    """How often pairs of strangers stand at each step, of those that have both cells: pairs at random that are no
    candidates, for all of their kind, and the candidates as far as they are strangers."""
    counts = np.bincount(column.random_steps, minlength=STEPS).astype(float)
    counts[1:] += 0.5
    if strangers is not None:
        counts *= max(all_pairs - len(column.steps), 1.0) / max(len(column.random_steps), 1)
        counts += np.bincount(column.steps, weights=strangers, minlength=STEPS)
    counts[MISSING] = 0.0
    return counts / counts.sum()


def log_u(column: Compared, u: np.ndarray) -> np.ndarray:
    """How often strangers stand so, in bits: the same cell as often as it is usual, nearly the same no more seldom."""
    found = np.log2(np.maximum(u, 1e-9))[column.steps]
    rare = np.log2(np.maximum(column.rarity, 1e-9))
    if column.group != "words":  # of several words; those are weighed by themselves
        found = np.where(column.steps == NEAR, np.maximum(found, rare - NEARLY), found)
    return np.where(column.steps == SAME, np.minimum(rare, np.log2(max(u[SAME], 0.5))), found)


def evidence(columns: Sequence[Compared], m: Sequence[np.ndarray], logs_u: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The bits of each column for each pair; an empty cell says nothing."""
    return [
        np.where(column.steps == MISSING, 0.0, np.log2(own)[column.steps] - u)
        for column, own, u in zip(columns, m, logs_u, strict=True)
    ]


def next_m(column: Compared, likely: np.ndarray | None, *, strict: bool) -> np.ndarray:
    """How often the likely pairs stand at each step; the first guess where there are none yet."""
    counts = PRIOR_PAIRS * FIRST_M
    if likely is not None:
        counts = counts + np.bincount(column.steps, weights=likely, minlength=STEPS)
    counts[MISSING] = 0.0
    m = np.maximum(counts / counts.sum(), SMALLEST_M)
    if column.group == "words":
        m[DIFFER] = min(m[DIFFER], MOST_OTHER_WORDS)
    if strict:
        m[DIFFER] = min(m[DIFFER], MOST_DIFFERENT.get(column.kind, 1.0))
    m[MISSING] = 1.0
    return m


def together(columns: Sequence[Compared], parts: Sequence[np.ndarray], *, of_people: bool) -> np.ndarray:
    """The sum of the evidence. Columns of one place, or of the company of people, agree together: of what they say for
    the pair, each further one counts less."""
    total = np.zeros(len(parts[0]))
    for group in sorted({column.group for column in columns}):
        own = np.array([part for column, part in zip(columns, parts, strict=True) if column.group == group])
        factor = TOGETHER.get(group, 1.0) if group != "company" or of_people else 1.0
        against = np.minimum(own, 0).sum(axis=0)
        ordered = -np.sort(-np.maximum(own, 0), axis=0)
        total += against + (ordered * (factor ** np.arange(len(own)))[:, None]).sum(axis=0)
    return total


__all__ = ["FAR", "NEAR", "PART", "Compared", "Weighed", "weigh"]
