"""Branches of a cadence, and where they join again. Pure.

A step that waits for an event decides: the steps right after it that are marked `yes` are for those for whom it
happened, those marked `no` for the others, and the first step without a mark joins the two again. Branches do not hold
branches: a waiting step that carries a mark itself has none of its own.
"""

from collections.abc import Sequence
from typing import Protocol

YES, NO = "yes", "no"
WAIT = "wait"


class Marked(Protocol):
    """A step, as a row or as a value."""

    kind: str
    arm: str


def forks(steps: Sequence[Marked]) -> list[int | None]:
    """For each step the place (counted from 0) of the one that decides whether it is theirs; None on the main way."""
    found: list[int | None] = []
    deciding: int | None = None
    for place, step in enumerate(steps):
        on_a_branch = bool(step.arm) and deciding is not None
        found.append(deciding if on_a_branch else None)
        if not on_a_branch:
            deciding = place if step.kind == WAIT else None
    return found


def tidy(steps: Sequence[Marked]) -> None:
    """Take away the marks that mean nothing, after steps were moved or taken out."""
    for step, fork in zip(steps, forks(steps), strict=True):
        if fork is None:
            step.arm = ""


def days(steps: Sequence[Marked], waits: Sequence[int], begin: int = 1) -> list[int]:
    """The day of each step, where each waits so many: both branches begin at the step that decides, and what joins
    them again follows the longer one."""
    found: list[int] = []
    main, ends = begin, {YES: begin, NO: begin}
    for step, fork, wait in zip(steps, forks(steps), waits, strict=True):
        if fork is None:
            main = max(main, *ends.values()) + wait
            ends = {YES: main, NO: main}
            found.append(main)
        else:
            ends[step.arm] += wait
            found.append(ends[step.arm])
    return found
