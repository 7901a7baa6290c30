"""How large a world is, what goes wrong in it, and what is told of it when it is over."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Size:
    """The most that a world holds: leads, steps of the cadence, scenes before faults cease; how many of a hundred
    worlds are played until every enrolment has come to its end; and how likely all leads live in one place, so that
    much happens in one scene."""

    leads: int
    steps: int
    scenes: int
    to_the_end: int = 100
    near: float = 0.2


LARGE, SMALL = Size(8, 5, 12), Size(4, 3, 3, to_the_end=12, near=0.7)
COUNTED = ["scenes", "steps", "sends", "replies", "stops", "crashes", "unknowns"]
SIZES = {"large": LARGE, "small": SMALL}


@dataclass
class Fault:
    part: str
    place: str
    turns: int
    what: str


@dataclass
class Report:
    seed: int
    trace: str = ""
    scenes: int = 0
    steps: int = 0
    sends: int = 0
    replies: int = 0
    stops: int = 0
    crashes: int = 0
    unknowns: int = 0
    faults: Counter = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0
