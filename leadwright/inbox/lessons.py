"""What people's corrections teach: an answer in nearly the words of one that a person has read anew is read as they
said. Only an opt-out is never unlearnt by likeness. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadwright.inbox.likely import of
from leadwright.inbox.reading import Reading
from leadwright.inbox.words import fold

__all__ = ["Lesson", "taught"]

LIKE_ENOUGH = 0.6  # of the beginnings of words that two answers have between them
SURE = 0.8


@dataclass(frozen=True)
class Lesson:
    """An answer, and what a person said that it means."""

    intent: str
    words: str


def taught(reading: Reading, lessons: Sequence[Lesson]) -> Reading:
    """The reading, or the one that the nearest lesson teaches; the evidence says whose words it was like."""
    if reading.kind != "reply" or reading.intent == "opt_out" or not lessons:
        return reading
    said = set(of(fold(reading.words)))
    nearest = max(lessons, key=lambda lesson: likeness(said, lesson))
    if likeness(said, nearest) < LIKE_ENOUGH or nearest.intent == reading.intent:
        return reading
    return replace(reading, intent=nearest.intent, confidence=SURE, objection="", evidence=reading.words[:280])


def likeness(said: set[str], lesson: Lesson) -> float:
    other = set(of(fold(lesson.words)))
    return len(said & other) / len(said | other) if said or other else 0.0
