"""Learning from a table: a logistic regression over bins, so that each column adds its own part to the log odds.

Additive on purpose: the reasons for a lead are then exactly the parts of its sum, not an approximation of a black box.
The fit is scikit-learn's (the extra `score`); a model that was learnt is plain numbers and needs no library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import exp, log
from typing import Any

from leadwright.qualification.cutting import SLOPES_WEIGH, Cut, cut, read_cells
from leadwright.qualification.leaks import FOLDS, auc_by_fold, fold_of
from leadwright.qualification.shapes import Shape, restored, shapes_of

STRICTNESS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # scikit-learn's C; the one that predicts best is kept
CLIP = 1e-6
COUNTS = 0.05  # a strictness that is so much less likely than the best is left out
NESTED = 1_500  # rows; above that a choice among six is too little to flatter the figures
TRUSTED = 10.0  # rows, as it were, that say: leave the scores as they are
RARELY_ALIKE = 0.8  # so many of the rows differ where those that do not are copies


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
    """`start` is the log odds of the average lead; `tried` the chance of each row, by models that never saw it; `auc`
    how well they rank."""

    start: float
    parts: tuple[Part, ...]
    tried: tuple[float, ...]
    auc: float


def learn(columns: dict[str, Sequence[str]], outcomes: Sequence[bool]) -> Fit:
    """The model of all rows, and what models of four fifths said of the other fifth.

    How strict a model is and how far its scores are drawn to the average is chosen by what it says of rows that it did
    not see; in the judging, by those of the four fifths alone. Rows that are written alike stay in one part. Bins and
    words are cut from all rows, for the cutting never looks at an outcome."""
    if find_spec("sklearn") is None:
        raise LibraryMissing
    won = [bool(outcome) for outcome in outcomes]
    shapes = [shape for name, cells in columns.items() for shape in shapes_of(name, cells)]
    matrix, folds = cut(shapes, columns), fold_of(won, _copies(columns))
    tried = _odds_by_strictness(matrix, won, range(len(won)), folds)
    judged = _judged(matrix, won, folds, tried)
    shares, drawn = _chosen(tried, won, range(len(won)))
    weights, intercept = _mixed_model(matrix, won, shares)
    start, parts = _parts(shapes, columns, won, [drawn.slope * one for one in weights], drawn.at(intercept))
    return Fit(start, parts, tuple(judged), auc_by_fold(judged, won, folds))


def _judged(matrix: Cut, won: Sequence[bool], folds: Sequence[int], tried: dict) -> list[float]:
    """The chance of each row by models of the other parts, which were chosen without it."""
    judged = [0.0] * len(won)
    for fold in range(FOLDS):
        seen = [at for at, of in enumerate(folds) if of != fold]
        kept_back = [at for at, of in enumerate(folds) if of == fold]
        if len(won) <= NESTED:
            within = _odds_by_strictness(matrix, won, seen, _folds_within(seen, folds, won))
            shares, drawn = _chosen(within, won, seen)
            by_strictness = {
                strictness: dict(zip(kept_back, _said(matrix, won, seen, kept_back, strictness), strict=True))
                for strictness in shares
            }
        else:
            shares, drawn = _chosen(tried, won, seen)
            by_strictness = tried
        for at in kept_back:
            judged[at] = chance(drawn.at(sum(share * by_strictness[c][at] for c, share in shares.items())))
    return judged


def _copies(columns: dict[str, Sequence[str]]) -> list[int]:
    """What rows that were entered twice have in common. Where many rows are alike, as in a table of a few choices, they
    are no copies: then nothing."""
    rows = [hash(cells) for cells in zip(*columns.values(), strict=True)]
    return rows if len(set(rows)) >= RARELY_ALIKE * len(rows) else []


def _odds_by_strictness(matrix: Cut, won: Sequence[bool], rows: Sequence[int], folds: Sequence[int]) -> dict:
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


def _said(
    matrix: Cut, won: Sequence[bool], seen: Sequence[int], asked: Sequence[int], strictness: float
) -> list[float]:
    weights, intercept = _fitted(matrix.rows(seen), [won[at] for at in seen], strictness)
    return [float(odds) for odds in matrix.rows(asked).cells @ weights + intercept]


def _chosen(tried: dict, won: Sequence[bool], rows: Sequence[int]) -> tuple[dict[float, float], "Drawn"]:
    """How much each strictness counts, by how well it predicts the rows, and how their log odds are drawn. Of many rows
    one of them counts nearly alone; few cannot tell them apart, and then the middle errs least."""
    outcomes = [won[at] for at in rows]
    losses = {c: log_loss([chance(odds[at]) for at in rows], outcomes) for c, odds in tried.items()}
    best = min(losses.values())
    weights = {c: exp(-len(rows) * (loss - best)) for c, loss in losses.items()}
    kept = {c: weight for c, weight in weights.items() if weight >= COUNTS}
    shares = {c: weight / sum(kept.values()) for c, weight in kept.items()}
    mixed = [sum(share * tried[c][at] for c, share in shares.items()) for at in rows]
    return shares, drawn_to(mixed, outcomes)


def _mixed_model(matrix: Cut, won: Sequence[bool], shares: dict[float, float]) -> tuple[list[float], float]:
    """The weights and the intercept of the model of all rows."""
    fitted = {c: _fitted(matrix, won, c) for c in shares}
    weights = sum(share * fitted[c][0] for c, share in shares.items())
    return [float(one) for one in weights], sum(share * fitted[c][1] for c, share in shares.items())


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


def _fitted(matrix: Cut, outcomes: Sequence[bool], strictness: float) -> tuple[Any, float]:
    """Weights by column of the matrix, and the intercept. A shape that alone tells no more than chance would is held
    back more than one that does."""
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    won = [bool(one) for one in outcomes]
    scale = matrix.scale(won)
    found = LogisticRegression(C=strictness, solver="lbfgs", max_iter=200, tol=1e-4)
    found.fit(matrix.cells @ diags(scale), won)
    return found.coef_[0] * scale, float(found.intercept_[0])


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
        for (place, height), outcome in zip(read_cells(shape, columns[shape.name]), outcomes, strict=True):
            rows[place] += 1
            won[place] += bool(outcome)
            sum_ += of_bins[place] + slope * height
        usual = sum_ / len(outcomes)
        start += usual
        parts.append(Part(shape, tuple(of_bins), slope, usual, tuple(rows), tuple(won)))
    return start, tuple(parts)
