"""A table cut into the bins of its shapes, as a matrix to learn from, and how freely each of its columns may move."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from leadwright.qualification.shapes import Shape

SLOPES_WEIGH = 2.0  # a straight line is likelier than any other shape: it is held back less than a bin is
LEAST_FREE, MOST_FREE = 0.05, 4.0  # of a shape, in the variance that its weights may have against the usual one


@dataclass(frozen=True)
class Cut:
    """Rows as a sparse matrix: one column for each bin of a shape, and one for its height. `of` is the number of the
    shape of each column, `bins` whether the column is a bin."""

    cells: Any
    of: Any
    bins: Any

    def rows(self, at: Sequence[int]) -> "Cut":
        return Cut(self.cells[at], self.of, self.bins)

    def scale(self, won: Sequence[bool]) -> Any:
        """How freely the weights of each column may move, by what its shape tells alone (G², less what chance gives),
        against what shapes tell on average."""
        import numpy as np

        outcomes = np.asarray(won, dtype=float)
        rows = np.asarray(self.cells.sum(axis=0)).ravel()
        wins = self.cells.T @ outcomes
        base = outcomes.mean()
        with np.errstate(divide="ignore", invalid="ignore"):
            told = wins * np.log(wins / (rows * base)) + (rows - wins) * np.log((rows - wins) / (rows * (1 - base)))
        told = np.where(self.bins & (rows > 0), np.nan_to_num(told, posinf=0, neginf=0), 0.0)
        # 0·log 0 is 0: nan_to_num has made it so, and the other half stands
        told += np.where(self.bins & (rows > 0) & (wins == 0), -rows * np.log(1 - base), 0.0)
        told += np.where(self.bins & (rows > 0) & (wins == rows), -rows * np.log(base), 0.0)
        of_shape = 2 * np.bincount(self.of, weights=told)
        free = np.maximum(np.bincount(self.of, weights=self.bins & (rows > 0)) - 1, 1)
        signal = np.maximum(of_shape - free, 0) / free
        usual = signal.mean() or 1.0
        return np.sqrt(np.clip(signal / usual, LEAST_FREE, MOST_FREE))[self.of]


def cut(shapes: Sequence[Shape], columns: dict[str, Sequence[str]]) -> Cut:
    """Sparse, for nearly all of it is zero."""
    import numpy as np
    from scipy.sparse import csr_matrix

    starts = [0]
    for shape in shapes:
        starts.append(starts[-1] + shape.size + 1)
    values, places, ends = [], [], [0]
    read = [read_cells(shape, columns[shape.name]) for shape in shapes]
    for cells in zip(*read, strict=True):
        for shape, start, (place, height) in zip(shapes, starts, cells, strict=False):
            places.append(start + place)
            values.append(1.0)
            if height:
                places.append(start + shape.size)
                values.append(SLOPES_WEIGH * height)
        ends.append(len(places))
    of = np.repeat(np.arange(len(shapes)), [shape.size + 1 for shape in shapes])
    bins = np.ones(starts[-1], dtype=bool)
    bins[[end - 1 for end in starts[1:]]] = False
    return Cut(csr_matrix((values, places, ends), shape=(len(ends) - 1, starts[-1])), of, bins)


def read_cells(shape: Shape, cells: Sequence[str]) -> list[tuple[int, float]]:
    """Bin and height of each cell; what stands in many rows is read once."""
    known = {cell: (shape.place(cell), shape.height(cell)) for cell in set(cells)}
    return [known[cell] for cell in cells]
