"""How alike a question and each section are in meaning. Pure; the model comes in as an argument.

A section whose title is a question is read once, as its title and beginning: question meets question. One that only
states things is read sentence by sentence too, since a question is like the one sentence that answers it.

How alike is enough differs from shelf to shelf: all articles of one trade are alike, and a question of that trade is
like each of them. So what all have in common is taken out first, and the shelf's own titles are asked of the other
articles: an article that is no more like the question than the others are like its neighbours' titles answers nothing.
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
FEWEST = 6  # sections from which on it can be said what they have in common
COMMON = 0.8  # of the mean of all, taken out of each
MOST_TITLES = 60  # that are asked of the others
STANDARD, COUNTS_AS = 0.20, 5  # how alike neighbours are elsewhere, and as many titles that counts
# The border grows faster than the likeness of neighbours; found on the tuned half of tests/knowledge/faqs.
STEEP, ABOVE = 1.4, 0.03


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
        self._own = None if self._briefly or len(many) < FEWEST else Own(many, self._chief(many), self._titles(many))

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

    def beyond(self, question: str) -> np.ndarray | None:
        """For each section how far it is more like the question than what no article answers is like one, 0 being just
        enough; None where the shelf is too small, or too large, to say that."""
        if self._own is None:
            return None
        found = np.full(len(self._parts), -1.0)
        found[self._own.places] = self._own.ask(self._model.vectors([question])[0])
        return found

    def _chief(self, many: Sequence[int]) -> np.ndarray:
        rows = dict(zip(reversed(self._owners), reversed(self._rows), strict=True))  # the first reading of each
        return np.stack([rows[at] for at in many])

    def _titles(self, many: Sequence[int]) -> dict[int, np.ndarray]:
        """Vectors of some titles, spread over the shelf, by their place in `many`."""
        chosen = list(range(0, len(many), -(-len(many) // MOST_TITLES)))
        titles = [ended(self._parts[many[number]].title) for number in chosen]
        fresh = self._model.vectors([title for title in titles if title not in self._known])
        made = iter(fresh)
        return {n: self._known[t] if t in self._known else next(made) for n, t in zip(chosen, titles, strict=True)}

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
    title = ended(section.title)
    chief = f"{title} {section.body[:most].strip()}"
    if section.asked:
        return [chief]
    return [chief, *(f"{title} {sentence}" for sentence in sentences(section.body)[:MOST_SENTENCES])]


def ended(title: str) -> str:
    title = title.strip()
    return title if title.endswith((".", "?", "!")) else f"{title}."


class Own:
    """What the sections of one shelf have in common, and how alike neighbours are when that is taken out."""

    def __init__(self, places: Sequence[int], chief: np.ndarray, titles: Mapping[int, np.ndarray]) -> None:
        self.places = np.array(places)
        self._common = COMMON * chief.mean(0)
        self._apart = self._without(chief)
        alike = self._without(np.stack(list(titles.values()))) @ self._apart.T
        alike[np.arange(len(titles)), list(titles)] = -1.0
        nearest = alike.max(1)
        usual = (nearest.sum() + COUNTS_AS * STANDARD) / (len(nearest) + COUNTS_AS)
        self._border = STEEP * float(usual) + ABOVE

    def ask(self, question: np.ndarray) -> np.ndarray:
        """Of each chief reading, how far it lies above the border."""
        return self._apart @ self._without(question[None])[0] - self._border

    def _without(self, rows: np.ndarray) -> np.ndarray:
        left = rows - self._common
        return left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-6)
