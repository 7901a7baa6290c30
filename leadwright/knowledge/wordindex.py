"""How well each article's words cover a question: BM25 over runs of letters (Robertson and Zaragoza 2009), with the
title counted three times, and the likeness of question and title. A word stands for what it means, too (synonyms.py).
Pure: texts in, numbers out.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadwright.knowledge.synonyms import meant
from leadwright.knowledge.words import grams

TITLE_COUNTS = 3
LONGEST_BODY = 400  # words of a body that are weighed: what comes later says little about what the article is for
SATURATION, BY_LENGTH = 1.2, 0.6
# What the title's likeness counts in the order and in the certainty, and how much is enough: where the title is a
# question, and where it names a subject.
ASKED, STATED = (0.75, 1.0, 0.60), (0.25, 0.5, 0.44)


@dataclass(frozen=True)
class ByWords:
    """For each article: `rank` orders them; `sure` says how much of the question is met, 1 being just enough."""

    rank: np.ndarray
    sure: np.ndarray


class WordIndex:
    """Titles and bodies, ready for questions; 10,000 articles take about two seconds to take in."""

    def __init__(self, texts: Sequence[tuple[str, str]], asked: Sequence[bool]) -> None:
        """`texts` are titles and bodies; `asked` says which titles are questions."""
        self.size = len(texts)
        kinds = np.array([ASKED if one else STATED for one in asked]).reshape(-1, 3)
        self._title_orders, self._title_assures, self._enough = kinds.T
        self._word_grams: dict[str, np.ndarray] = {}
        self._grams: dict[str, int] = {}
        self._bm25 = self._weigh(texts)
        self._titles, self._lengths = self._weigh_titles([title for title, _body in texts])

    def ask(self, question: str) -> ByWords:
        asked = {gram for word in meant(question) for gram in grams(word)}
        known = [self._grams[gram] for gram in asked if gram in self._grams]
        covered, alike = self._bm25.add(known, self.size), self._titles.add(known, self.size)
        rarest = math.log(1 + self.size) ** 2
        length = math.sqrt(sum(self._squared(gram, rarest) for gram in asked)) or 1.0
        alike = alike / (self._lengths * length)
        best = float(covered.max(initial=0.0)) or 1.0
        possible = (len(asked) or 1) * math.log(1 + self.size) or 1.0
        sure = (covered / possible + self._title_assures * alike) / self._enough
        return ByWords(covered / best + self._title_orders * alike, sure)

    def _squared(self, gram: str, rarest: float) -> float:
        at = self._grams.get(gram)
        # Runs of letters that no title has count like those of two: a typing error is no proof of another subject.
        return float(self._title_idf[at]) ** 2 if at is not None else rarest / 4

    def _numbers(self, word: str) -> np.ndarray:
        known = self._word_grams.get(word)
        if known is None:
            numbers = [self._grams.setdefault(gram, len(self._grams)) for gram in grams(word)]
            known = self._word_grams[word] = np.array(numbers, dtype=np.int64)
        return known

    def _pairs(self, counted: Sequence[Counter[str]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(gram, article, how often), each pair once, in the order of the grams."""
        numbers, owners, often = [], [], []
        for at, counts in enumerate(counted):
            these = [self._numbers(word) for word in counts]
            lengths = [len(one) for one in these]
            numbers += these
            owners.append(np.full(sum(lengths), at))
            often.append(np.repeat(np.fromiter(counts.values(), float, len(counts)), lengths))
        if not numbers:
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
        key = np.concatenate(numbers) * self.size + np.concatenate(owners)
        unique, at = np.unique(key, return_inverse=True)
        return unique // self.size, unique % self.size, np.bincount(at, weights=np.concatenate(often))

    def _weigh(self, texts: Sequence[tuple[str, str]]) -> "Postings":
        counted = []
        for title, body in texts:
            counts = Counter(meant(body)[:LONGEST_BODY])
            for word in meant(title):
                counts[word] += TITLE_COUNTS
            counted.append(counts)
        gram, article, often = self._pairs(counted)
        length = np.bincount(article, weights=often, minlength=self.size)
        long = length / (length.mean() if len(length) and length.any() else 1.0)
        standing = np.bincount(gram, minlength=len(self._grams))
        idf = np.log(1 + (self.size - standing + 0.5) / (standing + 0.5))
        against = SATURATION * (1 - BY_LENGTH + BY_LENGTH * long[article])
        return Postings(gram, article, idf[gram] * often * (SATURATION + 1) / (often + against))

    def _weigh_titles(self, titles: Sequence[str]) -> "tuple[Postings, np.ndarray]":
        gram, article, _often = self._pairs([Counter(meant(title)) for title in titles])
        standing = np.bincount(gram, minlength=len(self._grams))
        self._title_idf = np.log((1 + self.size) / (0.5 + np.where(standing > 0, standing, 3)))
        self._title_idf = np.maximum(self._title_idf, 0.05)
        squared = self._title_idf[gram] ** 2
        lengths = np.sqrt(np.bincount(article, weights=squared, minlength=self.size))
        return Postings(gram, article, squared), np.where(lengths > 0, lengths, 1.0)


class Postings:
    """For each gram the articles that have it, with a weight."""

    def __init__(self, gram: np.ndarray, article: np.ndarray, weight: np.ndarray) -> None:
        self._article, self._weight = article, weight
        highest = int(gram[-1]) + 1 if len(gram) else 0
        self._begins = np.searchsorted(gram, np.arange(highest + 1))

    def add(self, asked: Sequence[int], size: int) -> np.ndarray:
        """The sum of the weights of these grams, for each of `size` articles."""
        total = np.zeros(size)
        for gram in asked:
            if gram + 1 < len(self._begins):
                these = slice(self._begins[gram], self._begins[gram + 1])
                total[self._article[these]] += self._weight[these]  # an article stands once for each gram
        return total
