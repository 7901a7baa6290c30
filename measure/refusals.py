"""`python -m measure.refusals`: learn what refuses contact from leadwright/inbox/refusals.tsv (sentences with their
alternatives, written for it), from the letters of measure/corpora but those that are kept from it, and what does not
from plain talk in our own guide and pages; keep the weights beside it. Those in English also by their meaning, where
the encoder is installed. Needs scikit-learn; takes two minutes.
"""

import random
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from leadwright.inbox import refusing
from leadwright.inbox.phrases import language_of
from leadwright.inbox.words import fold, sentences
from leadwright.knowledge.meaning import installed

ROOM = Path(refusing.__file__).parent
EXAMPLES, KEPT = ROOM / "refusals.tsv", ROOM / refusing.WEIGHTS
CORPORA = Path(__file__).parent / "corpora"
MOST_OF_A_ROW = 24
# Read, never learnt from.
KEPT_FROM_IT = ("_noon", "_dew", "_doorstep", "_dawn", "_street", "_parting", "_leaving")
ALTERNATIVES = re.compile(r"\(([^()]*)\)")
ABOUT_IT = re.compile(
    r"opt|unsub|stop|remov|eras|spam|contact|atsisak|nerašy|nesiųs|pašalin|ištrin|trin|sustabd|užteks|nutrauk",
    re.IGNORECASE,
)
Example = tuple[bool, str, float]  # refuses, the sentence, how much it weighs


def main() -> int:
    encoder = installed()
    if encoder is None:
        print("The encoder is not installed: make setup brings it.")
        return 1
    given = list(examples())
    english = [one for at, one in enumerate(given) if one[2] > 1 or at % 2]  # of the rows half their ways are enough
    english = [one for one in english if language_of(fold(one[1]), one[1]) == "en"]
    kept = {
        "words": learn(given, table_of([said for _refuses, said, _weight in given]), 30.0),
        "meaning": learn(english, encoder.vectors([said for _refuses, said, _weight in english]), 10.0),
    }
    kept = {name: weights.astype(np.float16) for name, weights in kept.items()}
    np.savez_compressed(KEPT, **kept, of=np.array(fingerprint()))
    print(f"{KEPT.stat().st_size:,} bytes")
    return 0


def fingerprint() -> str:
    """Of the sentences that the weights were learnt from."""
    return sha256(EXAMPLES.read_bytes()).hexdigest()


def examples(left_out: frozenset[str] = frozenset()) -> Iterator[Example]:
    """`left_out` are names of corpora that are kept for measuring."""
    chance = random.Random(11)  # noqa: S311  the same weights each time
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        label, _language, row = line.split("\t")
        yield from ((label == "yes", said, 0.4) for said in ways(row, chance))
    yield from ((False, said, 0.5) for said in plain_talk())
    for label, text in letters(left_out):
        spans = [text[a:b] for a, b in sentences(text)]
        if label and len(spans) > 1:
            yield True, text if len(text) < 200 else spans[-1], 0.3  # which of the sentences says it is not told
            continue
        yield from ((label, said, 1.5) for said in spans)
        if label:
            yield from ((True, worn(text, chance), 0.5) for _ in range(2))


def plain_talk() -> Iterator[str]:
    """Sentences that speak of other things: our own guide in English, our own pages in Lithuanian. What speaks of
    opting out in them is left out."""
    for path in sorted((ROOM.parents[1] / "docs" / "guide").glob("*.md")):
        if path.stem != "accuracy":
            text = re.sub(r"(?m)^(?:```.*|#.*|\|.*)$|[`*\[\]()|]", " ", path.read_text(encoding="utf-8"))
            yield from (text[a:b] for a, b in sentences(text) if b - a < 300 and not ABOUT_IT.search(text[a:b]))
    catalogue = (ROOM.parent / "locale" / "lt" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    for said in re.findall(r'(?m)^msgstr(?:\[\d\])? "(.{12,200})"$', catalogue)[::2]:
        if not ABOUT_IT.search(said):
            yield said


def ways(row: str, chance: random.Random) -> list[str]:
    """Some of the ways to say a row, some of them with a slip of the finger."""
    found = {}
    for _ in range(MOST_OF_A_ROW * 3):
        said = ALTERNATIVES.sub(lambda hit: chance.choice(hit.group(1).split("|")), row)
        found[" ".join(said.split())] = None
        if len(found) == MOST_OF_A_ROW:
            break
    return [worn(said, chance) if at % 4 == 3 else said for at, said in enumerate(found)]


def worn(text: str, chance: random.Random) -> str:
    """As a hasty hand types it: a letter lost, doubled or in the wrong place."""
    if len(text) < 8:
        return text
    at = chance.randrange(1, len(text) - 2)
    return chance.choice([
        text[:at] + text[at + 1 :],
        text[:at] + text[at] + text[at:],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    ])  # fmt: skip


def letters(left_out: frozenset[str]) -> Iterator[tuple[bool, str]]:
    for path in sorted(CORPORA.glob("*.tsv")):
        if path.stem in left_out or path.stem.endswith(KEPT_FROM_IT):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            refuses = path.stem.startswith("optouts") or (path.stem.startswith("replies") and cells[1] == "opt_out")
            if line:
                said = cells[1] or cells[-1] if path.stem.startswith("optouts") else cells[-1]
                yield refuses, said.replace("\\n", "\n")
    for line in (ROOM / "examples.tsv").read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        yield label.startswith("opt_out"), text


def table_of(sentences: list[str]) -> object:
    """One row a sentence: the places of its pieces, of length 1."""
    from scipy.sparse import csr_matrix

    rows, places, values = [], [], []
    for at, said in enumerate(sentences):
        found = refusing.places_of(refusing.plain(fold(said)))
        rows += [at] * len(found)
        places += found
        values += [1 / np.sqrt(len(found))] * len(found)
    return csr_matrix((values, (rows, places)), shape=(len(sentences), refusing.PLACES))


def learn(given: list[Example], table: object, freedom: float) -> np.ndarray:
    """The weight of each column of the table, and at the end what is added to every sentence."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=freedom, max_iter=1000)
    model.fit(table, [refuses for refuses, *_ in given], sample_weight=[weight for *_, weight in given])
    return np.append(model.coef_[0], model.intercept_[0])


if __name__ == "__main__":
    sys.exit(main())
