"""`python -m measure.machine_talk`: learn what no person writes from leadwright/inbox/machine_talk.tsv (sentences with
their alternatives, written for it) and from the automatic answers of measure/corpora, against what people wrote there
and in the sentences about refusals; keep the weights beside it. Letters that are for measuring only are left out.
Needs scikit-learn.
"""

import random
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import numpy as np

from leadwright.inbox import machine_talk
from leadwright.inbox.words import sentences
from measure.refusals import CORPORA, KEPT_FROM_IT, Example, learn, table_of, ways

ROOM = Path(machine_talk.__file__).parent
EXAMPLES, KEPT = ROOM / "machine_talk.tsv", ROOM / machine_talk.WEIGHTS

RARE = 3.0  # there are fewer of them than of what people say


def main() -> int:
    kept = {}
    for what in ("machine", "away"):
        given = list(examples(what))
        kept[what] = learn(given, table_of([said for _is, said, _weight in given]), 30.0).astype(np.float16)
        print(f"{what}: {len(given):,} sentences")
    np.savez_compressed(KEPT, **kept, of=np.array(fingerprint()))
    print(f"{KEPT.stat().st_size:,} bytes")
    return 0


def fingerprint() -> str:
    """Of the sentences that the weights were learnt from."""
    return sha256(EXAMPLES.read_bytes()).hexdigest()


def examples(what: str) -> Iterator[Example]:
    """Of machines' talk against people's; or of absences against everything else."""
    chance = random.Random(11)  # noqa: S311  the same weights each time
    for name, most in (("machine_talk", 24), ("refusals", 8)):
        for line in (ROOM / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            label, _language, row = line.split("\t")
            right = name == "machine_talk" and label == {"machine": "yes", "away": "away"}[what]
            if right or what == "away" or label != "away":
                yield from ((right, said, RARE * 0.4 if right else 0.4) for said in ways(row, chance)[:most])
    for line in (ROOM / "examples.tsv").read_text(encoding="utf-8").splitlines():
        yield False, line.partition("\t")[2], 1.0
    for path in sorted(CORPORA.glob("*.tsv")):
        kind = path.stem.partition("_")[0].removesuffix("s")
        if path.stem.endswith(KEPT_FROM_IT) or (kind == "away" and what == "machine"):
            continue
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            cells = line.split("\t")
            text = (cells[1] if path.stem.startswith("optouts") else cells[-1]).replace("\\n", "\n")
            yield from ((kind == what, text[a:b], RARE if kind == what else 1.0) for a, b in sentences(text))


if __name__ == "__main__":
    sys.exit(main())
