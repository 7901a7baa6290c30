"""A small model of what an answer means: naive Bayes over the beginnings of words, learnt in milliseconds from the
answers in examples.tsv, which were written for it. It decides between rules that disagree and speaks where no rule
does; it never says opt-out, and what it alone says goes to a person first (a low confidence). Pure.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadwright.inbox.words import fold

__all__ = ["likelihoods", "likely_objection"]

STEM = 4  # letters: what Lithuanian and German endings leave of a word
MOST_WORDS = 80
SMOOTHING = 0.3


@dataclass(frozen=True)
class Model:
    """`weights` has a logarithm for each name, in their order, for each word that any of them knows."""

    names: tuple[str, ...]
    priors: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]


def likely_objection(folded: str) -> str:
    """The kind of an objection that no table knows; "" where its words are unknown."""
    scores = likelihoods(folded, "objection:")
    return max(scores, key=scores.__getitem__) if scores else ""


def likelihoods(folded: str, among: str = "") -> dict[str, float]:
    """The logarithm of the probability of each intent (and of "none"); empty where every word is unknown. With `among`
    "objection:" that of each kind of objection."""
    model = learnt(among)
    known = [model.weights[one] for one in of(folded) if one in model.weights]
    if not known:
        return {}
    scores = list(map(sum, zip(model.priors, *known, strict=True)))
    top = max(scores)
    whole = top + math.log(sum(math.exp(score - top) for score in scores))
    return {name: score - whole for name, score in zip(model.names, scores, strict=True)}


def of(folded: str) -> Iterator[str]:
    """Beginnings of words, and each with the one after it; a number is a number."""
    text = "".join(letter if letter.isalnum() or letter in "@'" else " " for letter in folded[:2_000])
    words = ["#" if word.isdigit() else word[:STEM] for word in text.split()[:MOST_WORDS]]
    yield from dict.fromkeys(words)
    yield from dict.fromkeys(f"{a} {b}" for a, b in zip(words, words[1:], strict=False))
    if "?" in folded:
        yield "?"


@cache
def learnt(among: str) -> Model:
    counts: dict[str, Counter[str]] = {}
    examples: Counter[str] = Counter()
    for line in (files("leadwright.inbox") / "examples.tsv").read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        if not label.startswith(among):
            continue
        intent = label.removeprefix(among) if among else label.partition(":")[0]
        examples[intent] += 1
        counts.setdefault(intent, Counter()).update(of(fold(text)))
    words = {one for counter in counts.values() for one in counter}
    totals = {name: counter.total() + SMOOTHING * len(words) for name, counter in counts.items()}
    return Model(
        tuple(counts),
        tuple(math.log(examples[name] / examples.total()) for name in counts),
        {
            one: tuple(math.log((counter[one] + SMOOTHING) / totals[name]) for name, counter in counts.items())
            for one in words
        },
    )
