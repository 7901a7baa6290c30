"""Questions that had no good answer, those of one meaning together, the most asked first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from leadwright.knowledge.likeness import Model
from leadwright.knowledge.words import grams, language, words

ALIKE_IN_MEANING = 0.6  # cosine
ALIKE_IN_WORDS = 0.5  # share of the runs of letters that both have


@dataclass
class Gap:
    """One thing that is asked: the words of the newest question, and the keys of all of them, newest first."""

    question: str
    keys: list[int] = field(default_factory=list)

    @property
    def times(self) -> int:
        return len(self.keys)


def gaps(questions: Sequence[tuple[int, str]], model: Model | None) -> list[Gap]:
    """`questions` are keys and words, newest first."""
    if not questions:
        return []
    asked = [words_ for _key, words_ in questions]
    vectors = model.vectors(asked) if model else None
    runs = [{gram for word in words(text) for gram in grams(word)} for text in asked]
    found: list[Gap] = []
    leaders: list[int] = []
    for at, (key, text) in enumerate(questions):
        fitting = [(_alike(at, leader, asked, vectors, runs), number) for number, leader in enumerate(leaders)]
        best, number = max(fitting, default=(0.0, -1))
        if best >= 1.0:
            found[number].keys.append(key)
        else:
            found.append(Gap(text, [key]))
            leaders.append(at)
    return sorted(found, key=lambda gap: -gap.times)


def _alike(one: int, other: int, asked: Sequence[str], vectors: np.ndarray | None, runs: Sequence[set[str]]) -> float:
    """At least 1 where the two ask the same."""
    together = len(runs[one] | runs[other])
    by_words = len(runs[one] & runs[other]) / together / ALIKE_IN_WORDS if together else 0.0
    english = vectors is not None and language(asked[one]) in {"en", ""} and language(asked[other]) in {"en", ""}
    return max(by_words, float(vectors[one] @ vectors[other]) / ALIKE_IN_MEANING) if english else by_words
