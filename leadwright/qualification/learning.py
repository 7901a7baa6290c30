"""Learning from a table: a logistic regression over bins, so that each column adds its own part to the log odds.

Additive on purpose: the reasons for a lead are then exactly the parts of its sum, not an approximation of a black box.
The fit is scikit-learn's (the extra `score`); a model that was learnt is plain numbers and needs no library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from leadwright.qualification.leaks import FOLDS, fold_of
from leadwright.qualification.shapes import Shape, restored, shapes_of

STRICTNESS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # scikit-learn's C; the one that predicts best is kept
CLIP = 1e-6
NESTED = 1_500  # rows; above that a choice among six is too little to flatter the figures
TRUSTED = 10.0  # rows, as it were, that say: leave the scores as they are
RARELY_ALIKE = 0.8  # so many of the rows differ where those that do not are copies
SLOPES_WEIGH = 2.0  # a straight line is likelier than any other shape: it is held back less than a bin is


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
    folds: tuple[int, ...]
    strictness: float


def learn(columns: dict[str, Sequence[str]], outcomes: Sequence[bool]) -> Fit:
    """The model of all rows, and what models of four fifths said of the other fifth.

    How strict a model is and how far its scores are drawn to the average is chosen by what it says of rows that it did
    not see; in the judging, by those of the four fifths alone. Rows that are written alike stay in one part. Bins and
    words are cut from all rows, for the cutting never looks at an outcome."""
    won = [bool(outcome) for outcome in outcomes]
    shapes = [shape for name, cells in columns.items() for shape in shapes_of(name, cells)]
    matrix = _matrix(shapes, columns, range(len(won)))
    folds = fold_of(won, _copies(columns))
    tried = _odds_by_strictness(matrix, won, range(len(won)), folds)
    judged = [0.0] * len(won)
    for fold in range(FOLDS):
        seen = [at for at, of in enumerate(folds) if of != fold]
        kept_back = [at for at, of in enumerate(folds) if of == fold]
        if len(won) <= NESTED:
            strictness, drawn = _chosen(
                _odds_by_strictness(matrix, won, seen, _folds_within(seen, folds, won)), won, seen
            )
            said = _said(matrix, won, seen, kept_back, strictness)
        else:
            strictness, drawn = _chosen(tried, won, seen)
            said = [tried[strictness][at] for at in kept_back]
        for at, odds in zip(kept_back, said, strict=True):
            judged[at] = chance(drawn.at(odds))
    strictness, drawn = _chosen(tried, won, range(len(won)))
    model = _fitted(matrix, won, strictness)
    weights = [drawn.slope * float(weight) for weight in model.coef_[0]]
    start, parts = _parts(shapes, columns, won, weights, drawn.at(float(model.intercept_[0])))
    return Fit(start, parts, tuple(judged), tuple(folds), strictness)


def _copies(columns: dict[str, Sequence[str]]) -> list[int]:
    """What rows that were entered twice have in common. Where many rows are alike, as in a table of a few choices, they
    are no copies: then nothing."""
    rows = [hash(cells) for cells in zip(*columns.values(), strict=True)]
    return rows if len(set(rows)) >= RARELY_ALIKE * len(rows) else []


def _odds_by_strictness(matrix, won: Sequence[bool], rows: Sequence[int], folds: Sequence[int]) -> dict:
    """For each strictness the log odds of each of the rows, by models of those in the other parts."""
    tried: dict[float, dict[int, float]] = {strictness: {} for strictness in STRICTNESS}
    for fold in range(FOLDS):
        seen = [at for at in rows if folds[at] != fold]
        kept_back = [at for at in rows if folds[at] == fold]
        for strictness, odds in tried.items():
            odds.update(zip(kept_back, _said(matrix, won, seen, kept_back, strictness), strict=True))
    return tried


def _folds_within(rows: Sequence[int], folds: Sequence[int], won: Sequence[bool]) -> list[int]:
    """The same rows in five parts of their own."""
    inner = list(folds)
    for at, fold in zip(rows, fold_of([won[at] for at in rows]), strict=True):
        inner[at] = fold
    return inner


def _said(matrix, won: Sequence[bool], seen: Sequence[int], asked: Sequence[int], strictness: float) -> list[float]:
    model = _fitted(matrix[seen], [won[at] for at in seen], strictness)
    return [float(odds) for odds in model.decision_function(matrix[asked])]


def _chosen(tried: dict, won: Sequence[bool], rows: Sequence[int]) -> tuple[float, "Drawn"]:
    """The strictness that predicts the rows best, and how its log odds are drawn."""
    outcomes = [won[at] for at in rows]
    losses = {c: log_loss([chance(odds[at]) for at in rows], outcomes) for c, odds in tried.items()}
    best = min(STRICTNESS, key=lambda c: losses[c])
    return best, drawn_to([tried[best][at] for at in rows], outcomes)


@dataclass(frozen=True)
class Drawn:
    """Log odds as they are said: a strict model says less than it knows, and one of few rows more (Platt, 1999)."""

    slope: float
    shift: float

    def at(self, odds: float) -> float:
        return self.slope * odds + self.shift


def drawn_to(odds: Sequence[float], outcomes: Sequence[bool]) -> Drawn:
    """Slope and shift that fit the outcomes best, the slope held near 1 as if by TRUSTED rows that say so."""
    slope, shift = 1.0, 0.0
    for _ in range(12):  # Newton's steps; two unknowns and a convex loss need fewer
        g_slope, g_shift, h_ss, h_st, h_tt = TRUSTED * (slope - 1), 0.0, TRUSTED, 0.0, 1e-9
        for one, outcome in zip(odds, outcomes, strict=True):
            said = chance(slope * one + shift)
            weight = said * (1 - said)
            g_slope += (said - outcome) * one
            g_shift += said - outcome
            h_ss += weight * one * one
            h_st += weight * one
            h_tt += weight
        det = h_ss * h_tt - h_st * h_st
        slope -= (h_tt * g_slope - h_st * g_shift) / det
        shift -= (h_ss * g_shift - h_st * g_slope) / det
    return Drawn(max(0.0, slope), shift)


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
                values.append(SLOPES_WEIGH * height)
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
    return LogisticRegression(C=strictness, solver="lbfgs", max_iter=200, tol=1e-4).fit(
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
        of_bins, slope = weights[at : at + shape.size], SLOPES_WEIGH * weights[at + shape.size]
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
