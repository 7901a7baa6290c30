"""`python -m measure.meanings`: learn what answers mean from leadwright/inbox/examples.tsv, and what is a concern in a
call from leadwright/coaching/concerns.tsv, and keep the weights beside each. English alone: the encoder reads no other
language."""

import sys
from hashlib import sha256
from pathlib import Path

import numpy as np

from leadwright.coaching import doubting
from leadwright.inbox import meaning
from leadwright.inbox.phrases import language_of
from leadwright.inbox.words import fold
from leadwright.knowledge.meaning import installed

ROOM = Path(meaning.__file__).parent
EXAMPLES, KEPT = ROOM / "examples.tsv", ROOM / meaning.WEIGHTS
TALK = Path(doubting.__file__).parent
CONCERNS, KEPT_CONCERNS = TALK / "concerns.tsv", TALK / doubting.WEIGHTS
ROUNDS, RATE, DECAY = 400, 20.0, 1e-3


def main() -> int:
    encoder = installed()
    if encoder is None:
        print("The encoder is not installed: make setup brings it.")
        return 1
    rows = [tuple(line.split("\t", 1)) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    rows = [(label, text) for label, text in rows if language_of(fold(text), text) == "en"]
    vectors = encoder.vectors([text for _label, text in rows])
    kinds = [(label.partition(":")[2], row) for (label, _text), row in zip(rows, vectors, strict=True) if ":" in label]
    intents = [(label.partition(":")[0], row) for (label, _text), row in zip(rows, vectors, strict=True)]
    kept = {"of": np.array(fingerprint())}
    for name, examples in (("intents", intents), ("objections", kinds)):
        labels = sorted({label for label, _row in examples})
        kept[f"{name} labels"] = np.array(labels)
        kept[name] = regression(examples, labels).astype(np.float16)
    np.savez_compressed(KEPT, **kept)
    print(f"{len(rows)} examples, {KEPT.stat().st_size:,} bytes")
    learn_concerns(encoder)
    return 0


def learn_concerns(encoder) -> None:
    rows = [line.split("\t") for line in CONCERNS.read_text(encoding="utf-8").splitlines()]
    vectors = encoder.vectors([text for _label, text in rows])
    examples = [(label, row) for (label, _text), row in zip(rows, vectors, strict=True)]
    weights = regression(examples, ["concern", "none"]).astype(np.float16)
    np.savez_compressed(KEPT_CONCERNS, weights=weights, of=np.array(fingerprint(CONCERNS)))
    print(f"{len(rows)} examples of concerns, {KEPT_CONCERNS.stat().st_size:,} bytes")


def fingerprint(examples: Path = EXAMPLES) -> str:
    """Of the examples that the weights were learnt from."""
    return sha256(examples.read_bytes()).hexdigest()


def regression(examples: list[tuple[str, np.ndarray]], labels: list[str]) -> np.ndarray:
    """Softmax regression by gradient descent; rare labels count as much as common ones."""
    given = np.array([labels.index(label) for label, _row in examples])
    vectors = np.column_stack([np.array([row for _label, row in examples]), np.ones(len(examples))])
    wanted = np.eye(len(labels))[given]
    worth = 1 / np.bincount(given, minlength=len(labels))[given]
    worth = (worth / worth.mean())[:, None] / len(examples)
    weights = np.zeros((vectors.shape[1], len(labels)))
    for _round in range(ROUNDS):
        scores = vectors @ weights
        share = np.exp(scores - scores.max(1, keepdims=True))
        share /= share.sum(1, keepdims=True)
        weights -= RATE * vectors.T @ ((share - wanted) * worth) + RATE / 10 * DECAY * weights
    return weights


if __name__ == "__main__":
    sys.exit(main())
