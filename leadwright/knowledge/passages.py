"""Which sentences of which articles answer a question. Pure: texts in, passages out.

A word counts by how rare it is among the articles (inverse document frequency, Spärck Jones 1972). A question is
answered only where enough of its weight is covered; else the answer is to abstain and ask a person.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

COVERED_ENOUGH = 0.34
MOST_SENTENCES = 3
UNKNOWN_AS = 3
LONGEST_STEM = 6
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^a-z])|\n+")
# Words that stand in every question, English and Lithuanian.
_EMPTY = """
    a an the is are was be been do does did can could would will shall should may might must have has had of in on at
    to for from by with without and or not no if it its this that these those there here you your we our us i my me
    they them their he she his her what which who how when where why any some one also just so than then as about
    please thanks thank hello hi regards best question tell know like want need get got work works much many long
    ar ir o bet su be už į iš ant po prie kad kaip kas kur kada kiek koks kokia kokie jūsų jūs mūsų mes man mano tai
    yra būtų galima galite gal dar ačiū laba diena sveiki ne taip
"""


@dataclass(frozen=True)
class Text:
    """An article as it is weighed: its key, title and body."""

    key: int
    title: str
    body: str


@dataclass(frozen=True)
class Passage:
    """Sentences of one article, in their order, and the share of the question that they cover (0 to 1)."""

    key: int
    sentences: tuple[str, ...]
    covered: float


def stems(text: str) -> list[str]:
    """The words that carry meaning, folded: lower case, no accents, the first six letters (endings differ)."""
    folded = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    known = (word for word in _WORD.findall(plain) if word not in _FOLDED_EMPTY and len(word) > 1)
    return [_stem(word) for word in known]


def _stem(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:LONGEST_STEM]


_FOLDED_EMPTY = {
    "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))
    for word in _EMPTY.split()
}


def sentences(body: str) -> list[str]:
    return [part.strip(" -*#\t") for part in _SENTENCE_END.split(body) if part.strip(" -*#\t")]


def best_passages(question: str, articles: Iterable[Text], most: int = 2) -> list[Passage]:
    """The passages that answer, best first; empty where no article covers enough of the question."""
    articles = list(articles)
    asked = list(dict.fromkeys(stems(question)))
    if not asked or not articles:
        return []
    weights = _weights(asked, articles)
    whole = sum(weights.values())
    found = [passage for article in articles if (passage := _passage(article, weights, whole))]
    found.sort(key=lambda passage: (-passage.covered, passage.key))
    if not found or found[0].covered < COVERED_ENOUGH:
        return []
    return [passage for passage in found[:most] if passage.covered >= 0.8 * found[0].covered]


def _weights(asked: list[str], articles: list[Text]) -> dict[str, float]:
    standing = Counter(stem for article in articles for stem in set(stems(f"{article.title} {article.body}")))
    # A word that no article knows is not rarer than one that a few know: it tells them apart no better.
    return {stem: math.log((1 + len(articles)) / (0.5 + (standing[stem] or UNKNOWN_AS))) + 0.1 for stem in asked}


def _passage(article: Text, weights: dict[str, float], whole: float) -> Passage | None:
    """Take the sentence that adds most, then the next one, until nothing new is said."""
    in_title = set(stems(article.title)) & weights.keys()
    covered = set(in_title)
    parts = sentences(article.body)
    meant = [set(stems(part)) & weights.keys() for part in parts]
    chosen: list[int] = []
    while len(chosen) < MOST_SENTENCES:
        gains = [(sum(weights[stem] for stem in stems_ - covered), -at) for at, stems_ in enumerate(meant)]
        gain, at = max(gains, default=(0, 0))
        if gain <= 0 and chosen:
            break
        if -at in chosen:
            break
        chosen.append(-at)
        covered |= meant[-at]
        if gain <= 0:
            break
    if not covered or not parts:
        return None
    if len(chosen) == 1 and chosen[0] + 1 < len(parts):
        chosen.append(chosen[0] + 1)  # the sentence after it usually finishes the thought
    return Passage(
        article.key, tuple(parts[at] for at in sorted(chosen)), sum(weights[stem] for stem in covered) / whole
    )
