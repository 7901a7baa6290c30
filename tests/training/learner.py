"""A simulated learner with a memory of its own: each thing has a half-life (Settles and Meeder 2016) that grows with a
recall, the more the nearer it was to being forgotten (Bjork 1994), and shrinks when it was forgotten. Things differ
widely. It shares no formula and no figure with the scheduler that is tried on it, which knows none of this."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAYS = 270
GROWTH, LOSS, LONGEST = 1.9, 0.45, 270.0


@dataclass
class Item:
    """One thing to know, with its half-life in days; 0 before it was met."""

    first: float
    half_life: float = 0.0
    met: float = 0.0

    def likely(self, day: float) -> float:
        """How likely it is recalled."""
        return 2 ** (-(day - self.met) / self.half_life) if self.half_life else 0.0

    def practise(self, day: float, recalled: bool) -> None:
        if not self.half_life:
            self.half_life = self.first
        elif recalled:
            self.half_life = min(LONGEST, self.half_life * (1 + GROWTH * (1 - self.likely(day)) ** 0.5))
        else:
            self.half_life = max(self.first, self.half_life * LOSS)
        self.met = day


@dataclass
class Outcome:
    """How much was remembered on an average day, and how many times something was asked."""

    remembered: float
    asked: int


def learn(next_day: Callable[[int, int, str], float], *, seed: int, items: int = 40) -> Outcome:
    """`next_day(item, day, grade)` says when an item is asked again, in days from the beginning."""
    chance = random.Random(seed)
    known = [Item(first=chance.lognormvariate(1.0, 1.0)) for _ in range(items)]
    due = {at: float(at // 5) for at in range(items)}  # five new ones a day
    asked, remembered = 0, []
    for day in range(DAYS):
        for at, item in enumerate(known):
            if due[at] > day:
                continue
            recalled = chance.random() < item.likely(day)
            grade = "good" if recalled else "again"
            item.practise(day, recalled)
            asked += 1
            due[at] = next_day(at, day, grade)
        if day >= items // 5:
            remembered.append(sum(item.likely(day + 0.5) for item in known) / items)
    return Outcome(sum(remembered) / len(remembered), asked)


def moment(day: float) -> datetime:
    return BEGIN + timedelta(days=day)
