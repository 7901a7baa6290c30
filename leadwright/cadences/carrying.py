"""Carrying somebody who is on the way over to a changed cadence. Pure: which steps are theirs, in which order.

The rules, in words:
- What was done (or left out) is never done again, whatever the change made of it: steps are the same by identity,
  not by place.
- What they had before them and the cadence still has, they still have before them, in its new order.
- A step that is new and stands before the place where they are is not made up for.
- The way on is counted from the step that was done last: never on the same day only because its old neighbour moved.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A step as it stands in a version."""

    id: int
    identity: int
    wait_days: int = 0


@dataclass(frozen=True)
class Theirs:
    """One step of a way that was carried over: `id` is the row that it is taken from, old where it was done."""

    id: int
    identity: int
    wait_days: int
    done: bool


def way_on(done: Sequence[Place], old: Sequence[Place], new: Sequence[Place]) -> list[Theirs]:
    """The way of somebody who has `done` (in their order) of the steps of `old`, once the cadence is `new`."""
    behind = {step.identity for step in done}
    before = {step.identity for step in old}
    at = place_in(new, done)
    ahead = [
        (number, step)
        for number, step in enumerate(new)
        if step.identity not in behind and (number > at or step.identity in before)
    ]
    way = [Theirs(step.id, step.identity, step.wait_days, True) for step in done]
    for number, step in ahead:
        way.append(Theirs(step.id, step.identity, wait_before(number, step, new, way), False))
    return way


def place_in(new: Sequence[Place], done: Sequence[Place]) -> int:
    """Where in the new version they stand: at the last of their steps that it still has; -1 before the first."""
    places = {step.identity: number for number, step in enumerate(new)}
    return next((places[step.identity] for step in reversed(done) if step.identity in places), -1)


def wait_before(number: int, step: Place, new: Sequence[Place], way: Sequence[Theirs]) -> int:
    """The wait is that of the step. Where what comes before it on their way is not what comes before it in the new
    version, at least a working day passes."""
    follows = new[number - 1].identity if number else None
    last = way[-1].identity if way else None
    return step.wait_days if follows == last else max(step.wait_days, 1)


def goes_straight(way: Sequence[Theirs], new: Sequence[Place]) -> bool:
    """Whether the new version itself is their way: then they need none of their own."""
    return [each.identity for each in way] == [step.identity for step in new] and all(
        mine.done or mine.wait_days == step.wait_days for mine, step in zip(way, new, strict=True)
    )
