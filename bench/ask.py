"""A question to 10,000 articles on one core: found by words, the best of them weighed by the model, quoted.

The articles are made of the words of this project's own papers, as often as they stand there. Beside the
promise of 150 ms, and beside what the model needs to read the question alone. Runs in a process of its own, since a
process that has begun does not give up its threads.
"""

import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from bench.timing import beside

ARTICLES, QUESTIONS = 10_000, 60
PROMISED_MS = 150.0
ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
HERE = Path(__file__).resolve().parents[1]


def rows() -> list[dict]:
    command = [sys.executable, "-m", "bench.ask"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **ONE_CORE})
    took = json.loads(done.stdout)
    note = f"10,000 articles, one core, slowest of {QUESTIONS}: {took['worst']:.0f} ms; limit: the promise"
    floor = f"limit: the model reads the question; the shelf is made in {took['made']:.1f} s"
    return [
        beside("ask", "ms", took["asked"], PROMISED_MS, note),
        beside("ask, beside reading", "ms", took["asked"], took["read"], floor),
    ]


def measured() -> dict[str, float]:
    from leadwright.knowledge.meaning import installed
    from leadwright.knowledge.ranking import Shelf

    texts, questions = made(random.Random(7))  # noqa: S311 (the same texts in each run)
    model = installed()
    began = time.perf_counter()
    shelf = Shelf(texts, model)
    took = {"made": time.perf_counter() - began}
    shelf.ask("Is it warm?")
    each = sorted(timed(lambda words=words: shelf.ask(words)) for words in questions)
    reads = [timed(lambda words=words: model.vectors([f"{words} "])) for words in questions] if model else [1.0]
    return {**took, "asked": median(each), "worst": each[-1], "read": median(reads)}


def made(chance: random.Random):
    """Articles of eighty words under questions, and questions that share half of their words with one of them."""
    from leadwright.knowledge.passages import Text

    papers = [HERE / "CHANGELOG.md", HERE / "GLOSSARY.md", *sorted((HERE / "docs").rglob("*.md"))]
    lexicon = re.findall(r"[a-z]{3,}", " ".join(paper.read_text() for paper in papers).lower())

    def some(many: int) -> list[str]:
        return chance.choices(lexicon, k=many)

    titles = [some(6) for _ in range(ARTICLES)]
    texts = [
        Text(at, f"How is the {' '.join(title)}?", f"{' '.join(some(40))}. {' '.join(some(40))}.", asked=True)
        for at, title in enumerate(titles)
    ]
    asked = chance.sample(titles, QUESTIONS)
    return texts, [f"What about {' '.join(chance.sample(title, 3) + some(3))}?" for title in asked]


def timed(work) -> float:
    """Milliseconds of the one core, however many others share it."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(measured()))
