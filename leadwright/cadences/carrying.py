"""Carrying somebody who is on the way over to a changed cadence. Pure: which steps are theirs, in which order.

The rules, in words:
- What was done (or left out) is never done again, whatever the change made of it: steps are the same by identity,
  not by place.
- What they had before them and the cadence still has, they still have before them, in its new order.
- Of a branch only the steps of the arm that was taken are theirs; where the step that decides was passed by the change,
  they go on as those do for whom it did not happen.
- A step that is new and stands before the place where they are is not made up for.
- The way on is counted from the step that was done last: never on the same day only because its old neighbour moved.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A step as it stands in a version. `fork`: the identity of the step that decides whether it is theirs."""

    id: int
    identity: int
    wait_days: int = 0
    arm: str = ""
    fork: int | None = None


@dataclass(frozen=True)
class Theirs:
    """One step of a way that was carried over: `id` is the row that it is taken from, old where it was done."""

    id: int
    identity: int
    wait_days: int
    done: bool
    arm: str = ""


def way_on(
    done: Sequence[Place], old: Sequence[Place], new: Sequence[Place], decided: Mapping[int, str] | None = None
) -> list[Theirs]:
    """The way of somebody who has `done` (in their order) of the steps of `old`, once the cadence is `new`. `decided`:
    the arm that each deciding step behind them chose, by its identity."""
    behind = {step.identity for step in done}
    before = {step.identity for step in old}
    at = place_in(new, done)
    ahead = [
        (number, step)
        for number, step in enumerate(new)
        if step.identity not in behind and (number > at or step.identity in before)
    ]
    known = behind | {step.identity for _number, step in ahead}
    theirs = [step for step in new if step.identity in behind or is_theirs(step, known, decided or {})]
    ahead = [(number, step) for number, step in ahead if step in theirs]
    way = [Theirs(step.id, step.identity, step.wait_days, True, step.arm) for step in done]
    for _number, step in ahead:
        arm = step.arm if step.fork in known else ""
        way.append(Theirs(step.id, step.identity, wait_before(step, theirs, way), False, arm))
    return way


def is_theirs(step: Place, known: set[int], decided: Mapping[int, str]) -> bool:
    """Every step of a branch that is still to be decided; of one that is, those of its arm."""
    if step.fork is None or (step.fork in known and step.fork not in decided):
        return True
    return step.arm == decided.get(step.fork, "no")


def place_in(new: Sequence[Place], done: Sequence[Place]) -> int:
    """Where in the new version they stand: at the last of their steps that it still has; -1 before the first."""
    places = {step.identity: number for number, step in enumerate(new)}
    return next((places[step.identity] for step in reversed(done) if step.identity in places), -1)


def wait_before(step: Place, new: Sequence[Place], way: Sequence[Theirs]) -> int:
    """The wait is that of the step. Where what comes before it on their way is not what comes before it in the new
    version, at least a working day passes."""
    number = new.index(step)
    follows = new[number - 1].identity if number else None
    last = way[-1].identity if way else None
    return step.wait_days if follows == last else max(step.wait_days, 1)


def goes_straight(way: Sequence[Theirs], new: Sequence[Place], decided: Mapping[int, str] | None = None) -> bool:
    """Whether the new version itself is their way: then they need none of their own."""
    mine = {each.identity for each in way}
    left = {step.identity for step in new if step.fork in (decided or {}) and step.identity not in mine}
    whole = [step for step in new if step.identity not in left]
    return [each.identity for each in way] == [step.identity for step in whole] and all(
        mine.done or mine.wait_days == step.wait_days for mine, step in zip(way, whole, strict=True)
    )
