"""Learning from a table: a logistic regression over bins, so that each column adds its own part to the log odds.

Additive on purpose: the reasons for a lead are then exactly the parts of its sum, not an approximation of a black box.
The fit is scikit-learn's (the extra `score`); a model that was learnt is plain numbers and needs no library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from leadwright.qualification.leaks import FOLDS, fold_of
from leadwright.qualification.shapes import Shape, restored, shape_of

STRICTNESS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # scikit-learn's C; the one that predicts best is kept
CLIP = 1e-6


class LibraryMissing(Exception):
    def __init__(self) -> None:
        super().__init__("Training needs scikit-learn: pip install 'leadwright[score]'")


@dataclass(frozen=True)
class Part:
    """What one column adds. `weights` by bin and `slope` by height are log odds; `rows` and `won` are the history."""

    shape: Shape
    weights: tuple[float, ...]
    slope: float
    usual: float  # what it adds on average
    rows: tuple[int, ...]
    won: tuple[int, ...]

    def adds(self, cell: str) -> float:
        return self.weights[self.shape.place(cell)] + self.slope * self.shape.height(cell) - self.usual

    def stored(self) -> dict:
        return {
            "shape": self.shape.stored(),
            "weights": [round(weight, 6) for weight in self.weights],
            "slope": round(self.slope, 6),
            "usual": round(self.usual, 6),
            "rows": list(self.rows),
            "won": list(self.won),
        }


def part_of(kept: dict) -> Part:
    return Part(
        restored(kept["shape"]),
        tuple(kept["weights"]),
        kept["slope"],
        kept["usual"],
        tuple(kept["rows"]),
        tuple(kept["won"]),
    )


@dataclass(frozen=True)
class Fit:
    """`start` is the log odds of the average lead; `tried` the chance of each row, by a model that never saw it."""

    start: float
    parts: tuple[Part, ...]
    tried: tuple[float, ...]
    strictness: float


def learn(columns: dict[str, Sequence[str]], outcomes: Sequence[bool]) -> Fit:
    """The model of all rows, and what models of four fifths said of the other fifth.

    Bins are cut anew in each part, so that nothing of the rows that are judged went into the judging."""
    folds = fold_of(outcomes)
    tried = {c: [0.0] * len(outcomes) for c in STRICTNESS}
    for fold in range(FOLDS):
        seen = [at for at, of in enumerate(folds) if of != fold]
        kept_back = [at for at, of in enumerate(folds) if of == fold]
        shapes = [shape_of(name, [cells[at] for at in seen]) for name, cells in columns.items()]
        known = _matrix(shapes, columns, seen)
        asked = _matrix(shapes, columns, kept_back)
        for c in STRICTNESS:
            model = _fitted(known, [outcomes[at] for at in seen], c)
            for at, chance in zip(kept_back, model.predict_proba(asked)[:, 1], strict=True):
                tried[c][at] = float(chance)
    best = min(STRICTNESS, key=lambda c: log_loss(tried[c], outcomes))
    shapes = [shape_of(name, cells) for name, cells in columns.items()]
    everything = range(len(outcomes))
    model = _fitted(_matrix(shapes, columns, everything), outcomes, best)
    start, parts = _parts(shapes, columns, outcomes, [float(w) for w in model.coef_[0]], float(model.intercept_[0]))
    return Fit(start, parts, tuple(tried[best]), best)


def log_loss(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    sure = [min(1 - CLIP, max(CLIP, chance)) for chance in chances]
    return -sum(log(p if won else 1 - p) for p, won in zip(sure, outcomes, strict=True)) / len(sure)


def chance(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-35.0, min(35.0, log_odds))))


def _matrix(shapes: Sequence[Shape], columns: dict[str, Sequence[str]], rows: Sequence[int]):
    """One column for each bin, and one for the height of a number; sparse, for nearly all of it is zero."""
    from scipy.sparse import csr_matrix

    starts = [0]
    for shape in shapes:
        starts.append(starts[-1] + shape.size + 1)
    values, places, ends = [], [], [0]
    read = [_read(shape, [columns[shape.name][row] for row in rows]) for shape in shapes]
    for cells in zip(*read, strict=True):
        for shape, start, (place, height) in zip(shapes, starts, cells, strict=False):
            places.append(start + place)
            values.append(1.0)
            if height:
                places.append(start + shape.size)
                values.append(height)
        ends.append(len(places))
    return csr_matrix((values, places, ends), shape=(len(rows), starts[-1]))


def _read(shape: Shape, cells: Sequence[str]) -> list[tuple[int, float]]:
    """Bin and height of each cell; what stands in many rows is read once."""
    known = {cell: (shape.place(cell), shape.height(cell)) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _fitted(matrix, outcomes: Sequence[bool], strictness: float):
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise LibraryMissing from None
    return LogisticRegression(C=strictness, solver="newton-cholesky", max_iter=100).fit(
        matrix, [bool(won) for won in outcomes]
    )


def _parts(
    shapes: Sequence[Shape],
    columns: dict[str, Sequence[str]],
    outcomes: Sequence[bool],
    weights: list[float],
    start: float,
) -> tuple[float, tuple[Part, ...]]:
    """The weights handed back to their columns; what a column adds on average goes into the start."""
    parts, at = [], 0
    for shape in shapes:
        of_bins, slope = weights[at : at + shape.size], weights[at + shape.size]
        at += shape.size + 1
        rows, won, sum_ = [0] * shape.size, [0] * shape.size, 0.0
        for (place, height), outcome in zip(_read(shape, columns[shape.name]), outcomes, strict=True):
            rows[place] += 1
            won[place] += bool(outcome)
            sum_ += of_bins[place] + slope * height
        usual = sum_ / len(outcomes)
        start += usual
        parts.append(Part(shape, tuple(of_bins), slope, usual, tuple(rows), tuple(won)))
    return start, tuple(parts)
