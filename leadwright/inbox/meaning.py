"""What an answer in English means, by the sentence encoder that also finds articles (knowledge/meaning.py) and a
softmax regression over its vectors, whose weights lie in meaning.npz (`python -m measure.meanings` learns them from
examples.tsv). It knows an answer whose words nobody foresaw; where the encoder is not installed, likely.py stands
alone. Never asked for opt-outs. Pure.
"""

from functools import cache
from importlib.resources import files

import numpy as np

from leadwright.knowledge.meaning import installed

__all__ = ["intents_by_meaning", "objection_by_meaning"]

WEIGHTS = "meaning.npz"
MOST_LETTERS = 400  # the encoder hears 64 tokens; the first thought of an answer is the answer


def intents_by_meaning(words: str) -> dict[str, float]:
    """The logarithm of the probability of each intent (and of "none"); empty where there is no encoder."""
    return judged("intents", words)


def objection_by_meaning(words: str) -> str:
    """price, timing, no_need, has_vendor or no_authority; "" where there is no encoder."""
    scores = judged("objections", words)
    return max(scores, key=scores.__getitem__) if scores else ""


def judged(what: str, words: str) -> dict[str, float]:
    encoder = installed()
    if encoder is None:
        return {}
    vector = encoder.vectors([" ".join(words[:MOST_LETTERS].split())])[0]
    labels, weights = learnt(what)
    scores = np.append(vector, 1.0) @ weights
    scores = scores - scores.max()
    scores = scores - np.log(np.exp(scores).sum())
    return dict(zip(labels, map(float, scores), strict=True))


@cache
def learnt(what: str) -> tuple[list[str], np.ndarray]:
    with files("leadwright.inbox").joinpath(WEIGHTS).open("rb") as file, np.load(file) as kept:
        return [str(label) for label in kept[f"{what} labels"]], kept[what].astype(np.float32)
