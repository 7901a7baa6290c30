"""Whether a sentence refuses all further contact, in words that no table foresaw: a logistic regression over pieces of
words and pairs of words, so that typos, endings and order matter little. Its weights lie in refusing.npz
(`python -m measure.refusals` learns them from refusals.tsv and from the letters of measure/corpora). Eleven languages
at once. In English the meaning of the sentence is asked too (knowledge/meaning.py), where the pieces leave it open.
Pure.
"""

import math
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from zlib import crc32

import numpy as np

from leadwright.knowledge.meaning import installed

__all__ = ["likelihood", "likely_refusal", "places_of", "plain", "refusal_by_meaning", "score_of"]

WEIGHTS = "refusing.npz"
PLACES = 1 << 16
MOST_LETTERS = 240  # a wish is said in fewer
WORD = re.compile(r"[^\W\d_]+|\d+|[?!]")


def likely_refusal(folded: str) -> float:
    """How likely this sentence (folded, inbox/words.py) refuses contact, 0 to 1."""
    words = plain(folded)
    if not words:
        return 0.0
    return likelihood(score_of(words, learnt("words")))


def refusal_by_meaning(words: str) -> float | None:
    """The same of a sentence in English, by its meaning; None where there is no encoder."""
    encoder = installed()
    if encoder is None:
        return None
    weights = learnt("meaning")
    return likelihood(float(encoder.vectors([" ".join(words[:MOST_LETTERS].split())])[0] @ weights[:-1] + weights[-1]))


def score_of(words: list[str], weights: np.ndarray) -> float:
    """What the weights make of these words: the logarithm of the odds."""
    places = places_of(words)
    return float(weights[places].sum()) / math.sqrt(len(places)) + float(weights[-1])


def likelihood(score: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def plain(folded: str) -> list[str]:
    """The words of a sentence; every number is `#`."""
    return ["#" if word.isdigit() else word for word in WORD.findall(folded[:MOST_LETTERS])]


def places_of(words: list[str]) -> list[int]:
    """Where the weight of each piece lies; each piece counts once."""
    of_words = (found for word in words for found in pieces_of(word))
    between = ((piece, place_of(piece)) for piece in pairs(words))
    return list(dict(chain(of_words, between)).values())


def place_of(piece: str) -> int:
    return crc32(piece.encode()) % PLACES


@lru_cache(maxsize=8192)  # people use the same words
def pieces_of(word: str) -> tuple[tuple[str, int], ...]:
    """The word, and three to five letters of it, with their places."""
    padded = f"<{word}>"
    letters = (padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1))
    return tuple((piece, place_of(piece)) for piece in (f"w{word}", *letters))


def pairs(words: list[str]) -> Iterator[str]:
    """Each two and three words beside one another, each two with one between; and whether that is all that was
    said."""
    stems = ["<", *(word[:5] for word in words), ">"]
    for first, second in zip(stems, stems[1:], strict=False):
        yield f"{first} {second}"
    for first, _between, third in zip(stems, stems[1:], stems[2:], strict=False):
        yield f"{first} . {third}"
        yield f"{first} {_between} {third}"
    yield f"long {min(len(words), 16) // 4}"


@cache
def learnt(what: str) -> np.ndarray:
    with files("leadwright.inbox").joinpath(WEIGHTS).open("rb") as file, np.load(file) as kept:
        return kept[what].astype(np.float32)
