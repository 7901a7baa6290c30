"""Whether somebody doubts or declines in words that no table foresaw: the sentence encoder that also finds articles
(knowledge/meaning.py) and a regression over its vectors. Its weights lie in concerns.npz, which measure/meanings.py
learns from concerns.tsv. English; where the encoder is not installed the tables stand alone. Pure.
"""

from functools import cache
from importlib.resources import files

import numpy as np

from leadwright.knowledge.meaning import installed
from leadwright.knowledge.words import language

WEIGHTS = "concerns.npz"
FEWEST_WORDS = 3
MOST_LETTERS = 400  # the encoder hears 64 tokens
# Learnt from as many of one kind as of the other. In a talk about one line of twenty is a concern: nine of ten that
# just reach this are one.
LIKELY = 0.995


def doubted(said: str) -> bool:
    """Whether what was said is likelier a concern than none."""
    encoder = installed()
    if encoder is None or len(said.split()) < FEWEST_WORDS or language(said) not in {"en", ""} or not said.isascii():
        return False
    vector = encoder.vectors([" ".join(said[:MOST_LETTERS].split())])[0]
    concern, none = np.append(vector, 1.0) @ learnt()
    return bool(1 / (1 + np.exp(none - concern)) >= LIKELY)


@cache
def learnt() -> np.ndarray:
    """A column for a concern and one for none."""
    with files("leadwright.coaching").joinpath(WEIGHTS).open("rb") as file, np.load(file) as kept:
        return kept["weights"].astype(np.float32)
