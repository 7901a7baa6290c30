"""What a filled-in scorecard comes to, and what it still lacks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One question with what was marked: `number` for a range and for yes (1) or no (0), `chosen` for lists."""

    kind: str
    mandatory: bool
    low: int = 1
    high: int = 5
    choices: tuple[str, ...] = ()
    number: int | None = None
    chosen: tuple[str, ...] = ()
    words: str = ""
    left_out: bool = False

    @property
    def is_answered(self) -> bool:
        return self.number is not None or bool(self.chosen) or bool(self.words.strip())


def lacking(questions: Sequence[Asked]) -> list[int]:
    """The places of mandatory questions without an answer: it may be saved so, but not published."""
    return [at for at, one in enumerate(questions) if one.mandatory and (one.left_out or not one.is_answered)]


def score(questions: Sequence[Asked]) -> float | None:
    """0 to 100: the mean of the questions that count in order from worst to best; None where none does. Questions in
    words and those left out do not count; of a list of several, the share that was chosen does."""
    parts = [part for one in questions if not one.left_out and (part := share(one)) is not None]
    return round(100 * sum(parts) / len(parts), 1) if parts else None


def share(one: Asked) -> float | None:
    """0 to 1. The choices of a list stand from the worst to the best."""
    if one.kind == "range" and one.number is not None:
        return (one.number - one.low) / (one.high - one.low)
    if one.kind == "yes_no" and one.number is not None:
        return float(one.number)
    if one.kind == "single" and one.chosen and len(one.choices) > 1:
        return one.choices.index(one.chosen[0]) / (len(one.choices) - 1) if one.chosen[0] in one.choices else None
    if one.kind == "multi" and one.choices and one.chosen:
        return len(set(one.chosen) & set(one.choices)) / len(one.choices)
    return None


def spread(numbers: Sequence[float]) -> float:
    """How far the scorers are apart: highest less lowest."""
    return max(numbers) - min(numbers) if numbers else 0.0
