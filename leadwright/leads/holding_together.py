"""Which of the likely pairs stay when they must hold together. Pure; needs numpy.

Across two tables a row has one counterpart, the surest; a second one stays only where it is as sure, for then the other
table holds the thing twice. Within one table rows come together in groups, surest pairs first, as long as what is known
of the pairs between two groups speaks for them on the whole; all rows of a group are then one thing.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

TIE = 5.0  # bits; evidence that is this near is equal
SMALLEST = 1e-12
SURE = 0.98
ENOUGH_BETWEEN = 0.35  # the mean probability of the pairs between two groups that become one
MOST_IN_GROUP = 400  # beyond it only the pairs themselves are told


@dataclass(frozen=True)
class Held:
    """A pair of rows that stays. `at` is its place among the candidates, -1 where it follows from the others;
    `by_way_of` is then the row that both are the same as."""

    a: int
    b: int
    probability: float
    at: int
    by_way_of: int = -1


def counterparts(a: np.ndarray, b: np.ndarray, probability: np.ndarray, at_least: float) -> list[Held]:
    """The pairs across two tables."""
    best: dict[tuple[bool, int], float] = {}
    stay = []
    for at in surest_first(probability, at_least):
        one, other, sure = int(a[at]), int(b[at]), float(probability[at])
        mine, theirs = (True, one), (False, other)
        evidence = bits(sure)
        before = max(best.get(mine, -np.inf), best.get(theirs, -np.inf))
        if before == -np.inf or (sure >= SURE and evidence >= before - TIE):
            stay.append(Held(one, other, sure, at))
            best.setdefault(mine, evidence)
            best.setdefault(theirs, evidence)
    return stay


def bits(probability: float) -> float:
    return float(np.log2(max(probability, SMALLEST)) - np.log2(max(1 - probability, SMALLEST)))


def groups(a: np.ndarray, b: np.ndarray, probability: np.ndarray, at_least: float) -> list[Held]:
    """The pairs within one table, those that follow from others included."""
    known = {(int(one), int(other)): at for at, (one, other) in enumerate(zip(a, b, strict=True))}
    members = together(a, b, probability, at_least)
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    for at in surest_first(probability, at_least):
        one, other = int(a[at]), int(b[at])
        edges[one][other] = edges[other][one] = float(probability[at])
    found = []
    for rows in members:
        for row in rows if len(rows) <= MOST_IN_GROUP else []:
            ways = paths(row, edges, set(rows))
            for other in (one for one in rows if one > row):
                at = known.get((row, other), -1)
                own = float(probability[at]) if at >= 0 else 0.0
                sure, way = ways.get(other, (at_least, row))
                found.append(Held(row, other, max(own, sure), at, way if own < at_least else -1))
        if len(rows) > MOST_IN_GROUP:
            kept = set(rows)
            found += [
                Held(one, other, edges[one][other], known[one, other])
                for one in rows
                for other in edges[one]
                if one < other and other in kept
            ]
    return found


def surest_first(probability: np.ndarray, at_least: float) -> Iterator[int]:
    order = np.argsort(-probability, kind="stable")
    return (int(at) for at in order if probability[at] >= at_least)


def together(a: np.ndarray, b: np.ndarray, probability: np.ndarray, at_least: float) -> list[list[int]]:
    """Groups of rows, each sorted. Two become one by a likely pair, unless their other pairs speak against it."""
    group = {int(row): int(row) for row in np.concatenate([a, b])}
    rows = {row: [row] for row in group}
    between: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)  # sum and number of the pairs of two groups
    for one, other, sure in zip(a.tolist(), b.tolist(), probability.tolist(), strict=True):
        between[one][other] = between[other][one] = (sure, 1)
    for at in surest_first(probability, at_least):
        one, other = group[int(a[at])], group[int(b[at])]
        if one == other:
            continue
        total, count = between[one][other]
        if total / count < ENOUGH_BETWEEN:
            continue
        if len(between[one]) < len(between[other]):
            one, other = other, one
        for row in rows[other]:
            group[row] = one
        rows[one] += rows.pop(other)
        for third, (its_total, its_count) in between.pop(other).items():
            if third == one:
                continue
            before = between[one].get(third, (0.0, 0))
            between[one][third] = between[third][one] = (before[0] + its_total, before[1] + its_count)
            between[third].pop(other, None)
        between[one].pop(other, None)
    return [sorted(found) for found in rows.values() if len(found) > 1]


def paths(start: int, edges: dict[int, dict[int, float]], within: set[int]) -> dict[int, tuple[float, int]]:
    """To each row of the group: the probability along the surest way from `start`, and the row before it."""
    found: dict[int, tuple[float, int]] = {}
    heap = [(-1.0, start, start)]
    while heap:
        sure, row, before = heapq.heappop(heap)
        if row in found:
            continue
        found[row] = (-sure, before)
        for other, likely in edges[row].items():
            if other in within and other not in found:
                heapq.heappush(heap, (sure * likely, other, row))
    return found
