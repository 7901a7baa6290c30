"""The same people or companies within one table or across two, without labels, whatever the columns are called.

Columns are understood by header and contents (`meanings`), rows worth a look are found by rare words (`candidates`),
cells are compared by what they mean (`comparing`), what agreement is worth is learnt from the tables (`weighing`), and
what remains must hold together: a row of one table is not two things of the other. Pure; needs numpy.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import JaroWinkler

from leadwright.leads import candidates, comparing, holding_together, matching, meanings, weighing
from leadwright.leads.comparing import DIFFER, ELSEWHERE, FAR, MISSING, NEAR, PART, SAME
from leadwright.leads.holding_together import Held
from leadwright.leads.meanings import Column
from leadwright.leads.weighing import Compared, Weighed

ENOUGH = 0.5
RANDOM_PAIRS = 150_000
SEED = 1
SUREST = 0.9999
SAMPLE = 2_000
SEVERAL = 0.7  # blanks in a cell, on average, from which its words are weighed one by one
SELDOM = 0.5  # rows; what a cell counts for that nobody else has
IN_THE_WORLD = {  # how often strangers have the same, at most
    "email": 1e-6,
    "linkedin": 1e-6,
    "phone": 1e-5,
    "site": 1e-4,
    "date": 1e-4,
    "person": 2e-4,
    "company": 1e-3,
    "family": 2e-3,
    "street": 2e-3,
    "given": 2e-2,
}
LIKE_MOVED = 0.93
MOVABLE = {"text": "words", "given": "words", "family": "words", "company": "words", "street": "street"}
WORDY = frozenset({"prose", "text", "company"})
STEP_WORDS = {
    SAME: "same {name}: {value}",
    NEAR: "nearly the same {name}: {value} / {other}",
    PART: "{name} in part the same: {value} / {other}",
    FAR: "like {name}: {value} / {other}",
    ELSEWHERE: "{name} stands in another column: {value}",
    DIFFER: "different {name}: {value} / {other}",
}


@dataclass(frozen=True)
class Sheet:
    """A table: its columns' names, the place of the column that identifies a row, and the rows."""

    columns: Sequence[str]
    id_at: int
    rows: Sequence[Sequence[str]]

    @property
    def ids(self) -> list[str]:
        return [row[self.id_at] for row in self.rows]


@dataclass(frozen=True)
class Pair:
    """Two rows that are one thing, with what speaks for it first, then what speaks against it."""

    a: str
    b: str
    probability: float
    reasons: list[str]


def find_pairs(left: Sheet, right: Sheet | None = None, *, at_least: float = ENOUGH) -> list[Pair]:
    """The pairs of one thing, the surest first; within `left` where there is no `right`."""
    columns = paired_columns(left, right)
    if (
        (not columns and right is None)
        or len(left.rows) < (2 if right is None else 1)
        or (right is not None and not right.rows)
    ):
        return []
    facing = right or left
    normal = [Facing.of(one, other) for one, other in columns]
    if right:
        normal += whole_rows(left, right, normal)
    a, b = candidates.pairs(words_of(normal, 0), words_of(normal, 1) if right else None)
    if not len(a):
        return []
    all_pairs = comparable(normal) * (1.0 if right else 0.5)
    most = float(min(len(left.rows), len(facing.rows))) if right else float(len(a))
    compared = compare(normal, a, b, within=right is None)
    weighed = weighing.weigh(compared, all_pairs=all_pairs, most_matches=most)
    held = holding_together.counterparts if right else holding_together.groups
    told = Telling(normal, compared, weighed, left.ids, facing.ids)
    return [
        told.pair(one)
        for one in sorted(held(a, b, weighed.probability, at_least), key=lambda one: (-one.probability, one.a, one.b))
    ]


def paired_columns(left: Sheet, right: Sheet | None) -> list[tuple[Column, Column]]:
    own = meanings.read_columns(left.columns, left.rows, leave_out=left.id_at)
    if right is None:
        return [(column, column) for column in own]
    return meanings.aligned(own, meanings.read_columns(right.columns, right.rows, leave_out=right.id_at))


def whole_rows(left: Sheet, right: Sheet, normal: "list[Facing]") -> "list[Facing]":
    """All words of a row as one more column, where a table has several columns of words: what is a name here may be
    part of a description there."""
    if any(column.group == "person" for column in normal):
        return []
    sides, most = [], 0
    for sheet in (left, right):
        columns = meanings.read_columns(sheet.columns, sheet.rows, leave_out=sheet.id_at)
        texts = [column.cells for column in columns if column.group == "words"]
        sides.append([" ".join(cells) for cells in zip(*texts, strict=True)] if texts else [])
        most = max(most, len(texts))
    if most < 2 or not all(sides):
        return []
    one, other = (Column("words of the row", "prose", "words", cells) for cells in sides)
    return [Facing.of(one, other)]


@dataclass(frozen=True)
class Facing:
    """A column of both tables with its cells as they are compared."""

    name: str
    kind: str
    group: str
    left: list[str]
    right: list[str]
    written: tuple[Sequence[str], Sequence[str]]

    @classmethod
    def of(cls, one: Column, other: Column) -> "Facing":
        kind = one.kind if one.kind == other.kind else "text"
        normal = comparing.normal(kind)
        known: dict[str, str] = {}
        left, right = (
            [known[cell] if cell in known else known.setdefault(cell, normal(cell)) for cell in column.cells]
            for column in (one, other)
        )
        if kind in WORDY:
            words = {word for cell in known.values() for word in cell.split()}
            known = {cell: comparing.rejoined(cell, words) for cell in known.values()}
            left, right = ([known[cell] for cell in cells] for cells in (left, right))
        return cls(one.name, kind, one.group, left, left if one is other else right, (one.cells, other.cells))

    @property
    def sides(self) -> tuple[list[str], list[str]]:
        return self.left, self.right


def words_of(columns: list[Facing], side: int) -> list[set[str]]:
    """The words by which candidates are found; a telephone number and an address are one word each."""
    rows: list[set[str]] = [set() for _row in columns[0].sides[side]]
    for column in columns:
        whole = column.kind in {"phone", "email", "site", "linkedin"}
        for words, cell in zip(rows, column.sides[side], strict=True):
            if cell:
                words.update(
                    (cell[-9:],) if column.kind == "phone" else (cell,) if whole else matching.folded(cell).split()
                )
    return [candidates.pieces(words) for words in rows]


def compare(columns: list[Facing], a: np.ndarray, b: np.ndarray, *, within: bool) -> list[Compared]:
    drawn = np.random.default_rng(SEED)
    rows = len(columns[0].left), len(columns[0].right)
    random_a, random_b = (drawn.integers(0, count, RANDOM_PAIRS) for count in rows)
    low, high = (np.minimum(random_a, random_b), np.maximum(random_a, random_b)) if within else (random_a, random_b)
    strangers = ~np.isin(low * rows[1] + high, a * rows[1] + b) & ((low != high) | (not within))
    random_a, random_b = random_a[strangers], random_b[strangers]
    return [
        Compared(
            column.name,
            column.kind,
            column.group,
            steps_of(column, a, b, columns),
            rarity(column, a, within=within),
            steps_of(column, random_a, random_b, columns),
        )
        for column in columns
    ]


def comparable(columns: list[Facing]) -> float:
    """The number of pairs of rows that have any column in common that is filled in both: two halves of an export, of
    which one holds names and the other addresses, say nothing about each other."""
    filled = [
        Counter(map(bytes, zip(*([bool(cell) for cell in column.sides[side]] for column in columns), strict=True)))
        for side in (0, 1)
    ]
    return float(
        sum(
            count * times
            for left, count in filled[0].items()
            for right, times in filled[1].items()
            if any(one and other for one, other in zip(left, right, strict=True))
        )
        or 1.0
    )


def steps_of(column: Facing, a: np.ndarray, b: np.ndarray, columns: "list[Facing]") -> np.ndarray:
    """Each pair of different cells is compared once, however many rows have them."""
    codes = {cell: code for code, cell in enumerate({*column.left, *column.right})}
    left, right = (np.array([codes[cell] for cell in cells], dtype=np.int64) for cells in column.sides)
    keys = left[a] * len(codes) + right[b]
    distinct, where = np.unique(keys, return_inverse=True)
    cells = list(codes)
    one = [cells[code] for code in (distinct // len(codes)).tolist()]
    other = [cells[code] for code in (distinct % len(codes)).tolist()]
    tells = telling(column) if column.kind in WORDY and several_words(column) else {}
    found = comparing.steps(column.kind, one, other, tells)[where]
    moved(found, column, a, b, columns)
    return found


def moved(found: np.ndarray, column: Facing, a: np.ndarray, b: np.ndarray, columns: list[Facing]) -> None:
    """Mark the pairs whose cells have changed places with another column: each stands in the other row elsewhere, or
    is not there at all. Only cells of one sort change places: names with names, lines of an address with each other."""
    sort = MOVABLE.get(column.kind)
    others = [near for near in columns if near is not column and sort and MOVABLE.get(near.kind) == sort]
    if not others:
        return
    for at in np.flatnonzero((found == DIFFER) | (found == MISSING)).tolist():
        row, to = int(a[at]), int(b[at])
        one, other = column.left[row], column.right[to]
        there = stands_beside(one, [near.right[to] for near in others])
        back = stands_beside(other, [near.left[row] for near in others])
        if (there and (back or not other)) or (back and not one):
            found[at] = ELSEWHERE


def stands_beside(cell: str, cells: list[str]) -> bool:
    return len(cell) > 2 and any(
        cell == other or (other and JaroWinkler.normalized_similarity(cell, other) >= LIKE_MOVED) for other in cells
    )


def several_words(column: Facing) -> bool:
    full = [cell for cell in (*column.left[:SAMPLE], *column.right[:SAMPLE]) if cell]
    return sum(cell.count(" ") for cell in full) > SEVERAL * max(1, len(full))


def telling(column: Facing) -> dict[str, float]:
    """How much each word of the column tells: the rarer, the more."""
    texts = [*column.left, *column.right]
    counts = Counter(word for text in texts for word in set(text.split()))
    return {word: math.log(1 + len(texts) / count) for word, count in counts.items()}


def rarity(column: Facing, a: np.ndarray, *, within: bool) -> np.ndarray:
    """How often a stranger has the cell of each pair's first row: the share of the other rows, the pair left out. What
    nobody else has is as rare as it is in the world, however small the table."""
    counts = Counter(column.left)
    if not within:
        counts.update(column.right)
    full = max(1, sum(count for cell, count in counts.items() if cell))
    seldom = min(SELDOM / full, IN_THE_WORLD.get(column.kind, 1.0))
    return np.array([(counts[cell] - 2) / full if counts[cell] > 2 else seldom for cell in column.left])[a]


@dataclass(frozen=True)
class Telling:
    """Puts a pair that stays into words."""

    columns: list[Facing]
    compared: list[Compared]
    weighed: Weighed
    left: list[str]
    right: list[str]

    def pair(self, held: Held) -> Pair:
        reasons = self.reasons(held) if held.at >= 0 else []
        if held.by_way_of >= 0:
            reasons.insert(0, f"both are the same as {self.left[held.by_way_of]}")
        return Pair(self.left[held.a], self.right[held.b], round(min(held.probability, SUREST), 4), reasons)

    def reasons(self, held: Held) -> list[str]:
        """What speaks for the pair, the strongest first, then what speaks against it."""
        told = []
        for column, steps, part in zip(self.columns, self.compared, self.weighed.parts, strict=True):
            step = int(steps.steps[held.at])
            if step != MISSING:
                value, other = column.written[0][held.a][:60], column.written[1][held.b][:60]
                words = STEP_WORDS[step].format(name=column.name, value=value or other, other=other)
                told.append((float(part[held.at]), words))
        return [words for _weight, words in sorted(told, key=lambda one: -one[0])]
