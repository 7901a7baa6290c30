"""How a row of the table is measured: the product's work and its limit, one after the other, in the same run."""

import time
from collections.abc import Callable

SECONDS = 1.5


def a_second(work: Callable[[], object]) -> float:
    """How often `work` is done in a second, over about a second and a half; the first round does not count."""
    work()
    done, began = 0, time.perf_counter()
    while (took := time.perf_counter() - began) < SECONDS:
        for _ in range(20):
            work()
        done += 20
    return done / took


def row(name: str, unit: str, work: Callable, limit: Callable, note: str) -> dict:
    """One row from two works of which each is short enough to be repeated."""
    return beside(name, unit, a_second(work), a_second(limit), note)


def beside(name: str, unit: str, value: float, limit: float, note: str) -> dict:
    """One row from two figures that were measured already."""
    return {
        "name": name,
        "value": round(value, 1 if value < 100 else None),
        "unit": unit,
        "limit": round(limit, 1 if limit < 100 else None),
        "ratio": round(value / limit, 3),
        "note": note,
    }
