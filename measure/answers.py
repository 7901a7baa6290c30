"""Finding the article that answers: StackFAQ's questions in people's own other words, each against all its answers."""

import json
from collections.abc import Iterator
from pathlib import Path

from leadwright.knowledge.passages import Text, best_passages
from measure.figure import Figure


def figures(data: Path) -> Iterator[Figure]:
    faq = json.loads((data / "faq_stackfaq" / "faq.json").read_text())
    articles = [Text(at, one["question"], " ".join(one["answer"])) for at, one in enumerate(faq)]
    asked = [(words, at) for at, one in enumerate(faq) for words in one["rephr"] if len(words) > 1]
    found = [(best_passages(words, articles), at) for words, at in asked]
    right = sum(bool(passages) and passages[0].key == at for passages, at in found)
    silent = sum(not passages for passages, _at in found)
    wrong = len(found) - right - silent
    yield Figure("faq_stackfaq", "the right answer first", right, len(found), f"{silent} abstained, {wrong} wrong")
