"""How alike a question and each section are in meaning. Pure; the model comes in as an argument.

A section whose title is a question is read once, as its title and beginning: question meets question. One that only
states things is read sentence by sentence too, since a question is like the one sentence that answers it.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from leadwright.knowledge.passages import Section, sentences

ALL_AT_ONCE = 400  # sections that the model reads beforehand; of more, only those that words find
BY_WORDS_FIRST = 5
BRIEF = 100  # letters of the body that are read of those: what a question waits for is to stay under 0.15 s
MOST_SENTENCES = 8
BEGINNING = 600


class Model(Protocol):
    def vectors(self, texts: Sequence[str]) -> np.ndarray: ...


class Likeness:
    """`known` holds the vectors of readings that were kept from before; the rest is read when it is needed."""

    def __init__(self, parts: Sequence[Section], readable: Sequence[bool], model: Model, known: Mapping) -> None:
        self._parts, self._readable, self._model, self._known = parts, np.array(readable, dtype=bool), model, known
        self._read: set[int] = set()
        self._rows: list[np.ndarray] = []
        self._owners: list[int] = []
        self._matrix = np.zeros((0, 0), np.float32)
        many = [at for at in range(len(parts)) if readable[at]]
        self._briefly = len(many) > ALL_AT_ONCE
        self._take_in([at for at in many if not self._briefly or self._readings(at)[0] in known])

    def ask(self, question: str, rank: np.ndarray) -> np.ndarray:
        """For each section the cosine (-1 to 1) of its likest reading; -1 where it was not read. `rank` by words."""
        if self._briefly:
            order = np.argsort(-np.where(self._readable, rank, -1.0), kind="stable")[:BY_WORDS_FIRST]
            self._take_in([int(at) for at in order if self._readable[at]])
        found = np.full(len(self._parts), -1.0)
        if self._owners:
            if len(self._matrix) != len(self._owners):
                self._matrix = np.stack(self._rows)
            np.maximum.at(found, self._owners, self._matrix @ self._model.vectors([question])[0])
        return found

    def _take_in(self, places: Sequence[int]) -> None:
        wanted = [(at, text) for at in places if at not in self._read for text in self._readings(at)]
        self._read.update(places)
        missing = [text for _at, text in wanted if text not in self._known]
        fresh = dict(zip(missing, self._model.vectors(missing), strict=True)) if missing else {}
        for at, text in wanted:
            self._rows.append(fresh[text] if text in fresh else self._known[text])
            self._owners.append(at)

    def _readings(self, at: int) -> list[str]:
        return readings(self._parts[at], BRIEF)[:1] if self._briefly else readings(self._parts[at])


def readings(section: Section, most: int = BEGINNING) -> list[str]:
    """What the model reads of a section, the chief reading first."""
    title = section.title.strip()
    title += "" if title.endswith((".", "?", "!")) else "."
    chief = f"{title} {section.body[:most].strip()}"
    if section.asked:
        return [chief]
    return [chief, *(f"{title} {sentence}" for sentence in sentences(section.body)[:MOST_SENTENCES])]
