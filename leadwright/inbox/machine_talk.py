"""Whether a mail reads as if no person had written it, though no header says so: a desk that confirms, a mailbox that
nobody reads, an address that has changed. And whether it says no more than that its writer is away. The regression over
pieces of words that hears refusals (refusing.py), in eleven languages at once; its weights lie in machine_talk.npz
(`python -m measure.machine_talk` learns them from machine_talk.tsv and from letters of measure/corpora). Pure.
"""

from functools import cache
from importlib.resources import files

import numpy as np

from leadwright.inbox.refusing import likelihood, plain, score_of
from leadwright.inbox.words import sentences

__all__ = ["likely_away", "likely_machine"]

WEIGHTS = "machine_talk.npz"
MOST_SENTENCES = 30
GREETING = 2  # words: a name or a greeting says nothing of who wrote


def likely_machine(folded: str) -> float:
    """How likely no person wrote this text (folded), 0 to 1."""
    return likely("machine", folded)


def likely_away(folded: str) -> float:
    """How likely this text (folded) is the note of somebody who is away, and nothing else, 0 to 1."""
    return likely("away", folded)


def likely(what: str, folded: str) -> float:
    """Of all sentences together, the longer the weightier."""
    said = [words for a, b in sentences(folded)[:MOST_SENTENCES] if len(words := plain(folded[a:b])) > GREETING]
    if not said:
        return 0.0
    weights = [min(len(words), 12) for words in said]
    scores = [max(-6.0, min(6.0, score_of(words, learnt(what)))) for words in said]
    return likelihood(sum(a * b for a, b in zip(scores, weights, strict=True)) / sum(weights))


@cache
def learnt(what: str) -> np.ndarray:
    with files("leadwright.inbox").joinpath(WEIGHTS).open("rb") as file, np.load(file) as kept:
        return kept[what].astype(np.float32)
