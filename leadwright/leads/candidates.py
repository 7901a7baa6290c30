"""Which rows of two tables are worth comparing: those that have rare words in common, whatever column they stand in.

Every pair of ten thousand rows with ten thousand is a hundred million; a row's real counterpart nearly always shares
some seldom word or piece of a word with it. Pure; needs numpy.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

Words = Sequence[set[str]]  # of each row

MOST_SHARED = 0.1  # a word that more of the rows have tells nothing
ALWAYS_TELLS = 60  # rows; below this a word counts in the smallest tables too
PIECE = 3
PIECE_WEIGHT = 0.35  # of a word's
LONGEST_WITH_PIECES = 30  # words of a row; longer ones are found by their words
DENSE = 60_000


def pairs(left: Words, right: Words | None, *, most: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Row numbers (of `left`, of `right`), each pair once: to each row of either side its `most` likeliest. With no
    `right` the pairs are within `left`, the smaller number first."""
    both = [*left, *(right or [])]
    ids, weights = vocabulary(both)
    of_left = [numbered(words, ids) for words in left]
    of_right = of_left if right is None else [numbered(words, ids) for words in right]
    found = set(likeliest(of_left, of_right, weights, most, itself=right is None))
    if right is not None:
        found |= {(a, b) for b, a in likeliest(of_right, of_left, weights, most, itself=False)}
    else:
        found = {(min(pair), max(pair)) for pair in found}
    ordered = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    return ordered[:, 0], ordered[:, 1]


def pieces(words: set[str]) -> set[str]:
    """The words and, of a short row, also their pieces of three signs, so that a slip of the pen is no wall."""
    if len(words) > LONGEST_WITH_PIECES:
        return words
    return words | {f"~{part}" for word in words for part in parts_of(word)}


def parts_of(word: str) -> Iterator[str]:
    edged = f"^{word}$"
    return (edged[at : at + PIECE] for at in range(len(edged) - PIECE + 1))


def vocabulary(rows: Words) -> tuple[dict[str, int], np.ndarray]:
    """The words that tell something, numbered, and how much each tells (inverse document frequency)."""
    counts = Counter(word for words in rows for word in words)
    most = max(ALWAYS_TELLS, MOST_SHARED * len(rows))
    told = [(word, count) for word, count in counts.items() if 1 < count <= most]
    weights = np.log(len(rows) / np.array([count for _word, count in told] or [1], dtype=float))
    weights *= np.array([PIECE_WEIGHT if word[0] == "~" else 1.0 for word, _count in told] or [1.0])
    return {word: number for number, (word, _count) in enumerate(told)}, weights


def numbered(words: set[str], ids: dict[str, int]) -> np.ndarray:
    return np.array(sorted(ids[word] for word in words if word in ids), dtype=np.int64)


def likeliest(
    asking: list[np.ndarray], answering: list[np.ndarray], weights: np.ndarray, most: int, *, itself: bool
) -> Iterator[tuple[int, int]]:
    """For each row the `most` rows of the other side that share the most weight of words with it."""
    postings = inverted(answering, len(weights))
    lengths = np.sqrt([max(weights[words].sum(), 1.0) for words in answering])
    for row, words in enumerate(asking):
        if not len(words):
            continue
        hits = np.concatenate([postings[word] for word in words])
        heavy = np.repeat(weights[words], [len(postings[word]) for word in words])
        shared = np.bincount(hits, weights=heavy, minlength=len(answering) if len(answering) < DENSE else 0)
        shared = shared / lengths[: len(shared)]
        if itself:
            shared[row] = 0
        best = np.argpartition(shared, -most)[-most:] if len(shared) > most else np.arange(len(shared))
        for other in best[shared[best] > 0].tolist():
            yield row, other


def inverted(rows: list[np.ndarray], words: int) -> list[np.ndarray]:
    """For each word the rows that have it."""
    if not rows:
        return [np.array([], dtype=np.int64)] * words
    flat = np.concatenate(rows) if rows else np.array([], dtype=np.int64)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    order = np.argsort(flat, kind="stable")
    return np.split(owners[order], np.searchsorted(flat[order], np.arange(1, words)))
