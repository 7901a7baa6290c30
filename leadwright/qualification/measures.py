"""How good probabilities are. Pure: chances and outcomes in, figures out."""

from collections.abc import Sequence
from math import pi

BANDS = 10
ROWS_A_BAND = 100  # what came in a band of fewer rows says more about chance than about what was said


def auc(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """The chance that a lead that was won ranks above one that was not; 0.5 is guessing (ties count half)."""
    ranked = sorted(zip(chances, outcomes, strict=True), key=lambda one: one[0])
    ranks, at = 0.0, 0  # the sum of the ranks of what was won (Mann and Whitney, 1947)
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        ranks += (at + 1 + end) / 2 * sum(bool(won) for _chance, won in ranked[at:end])
        at = end
    won = sum(map(bool, outcomes))
    lost = len(ranked) - won
    return (ranks - won * (won + 1) / 2) / (won * lost) if won and lost else 0.5


def brier(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Mean squared distance of the chance from what happened (Brier, 1950): 0 is perfect."""
    return sum((chance - won) ** 2 for chance, won in zip(chances, outcomes, strict=True)) / len(chances)


def calibration(chances: Sequence[float], outcomes: Sequence[bool]) -> list[dict]:
    """Ten bands of equal width, fewer below 1,000 rows: how many rows, what was said, what came."""
    bands = _bands(chances, outcomes)
    count = len(bands)
    return [
        {
            "from": round(at / count, 4),
            "to": round((at + 1) / count, 4),
            "rows": len(band),
            "predicted": round(sum(chance for chance, _won in band) / len(band), 4),
            "observed": round(sum(bool(won) for _chance, won in band) / len(band), 4),
        }
        for at, band in enumerate(bands)
        if band
    ]


def ece(bands: Sequence[dict]) -> float:
    """Expected calibration error: the distance of what was said from what came, weighed by rows."""
    rows = sum(band["rows"] for band in bands)
    return sum(band["rows"] * abs(band["predicted"] - band["observed"]) for band in bands) / rows


def ece_by_chance(chances: Sequence[float]) -> float:
    """What the same error would be, on average, if each chance were true: that much of it comes of few rows alone."""
    spread = [sum(chance * (1 - chance) for chance, _row in band) for band in _bands(chances, chances)]
    return sum((2 / pi * variance) ** 0.5 for variance in spread) / len(chances)


def _bands(chances: Sequence[float], beside: Sequence) -> list[list[tuple]]:
    count = max(2, min(BANDS, len(chances) // ROWS_A_BAND))
    bands: list[list[tuple]] = [[] for _ in range(count)]
    for chance, other in zip(chances, beside, strict=True):
        bands[min(count - 1, int(chance * count))].append((chance, other))
    return bands
