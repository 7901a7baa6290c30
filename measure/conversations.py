"""Questions and concerns in what people said, against the labels of a set of talks in which one persuades another.

The labels are by purpose: a question that proposes or greets is no inquiry there, and a concern is a negative reaction
or a refusal of who is to be persuaded. Precision and recall stand beside those of a plain baseline."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from leadwright.coaching.concerns import concern_in, questions_in
from measure.figure import Figure

SET = "dialogs_persuasion"
TALK = Path(__file__).resolve().parents[1] / "tests" / "coaching"
OWN = {
    "tuned": TALK / "concerns.tsv",
    "held out": TALK / "concerns_held_out.tsv",
}
LABELS = ("er_label_1", "ee_label_1", "er_label_2", "ee_label_2")
INQUIRIES = {"task-related-inquiry", "personal-related-inquiry", "source-related-inquiry"}
CONCERNS = {"negative-reaction-to-donation", "disagree-donation", "disagree-donation-more"}


def figures(data: Path) -> Iterator[Figure]:
    with (data / SET / "dialog.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    asks = [any(row[name] in INQUIRIES or row[name].startswith("ask-") for name in LABELS) for row in rows]
    said = [row["Unit"] for row in rows]
    yield from both("questions", said, asks, lambda words: questions_in(words) > 0, "ours")
    yield from both("questions", said, asks, lambda words: "?" in words, "baseline: a question mark")
    bare = [words.replace("?", "") for words in said]
    yield from both("questions without marks, as in speech", bare, asks, lambda words: questions_in(words) > 0, "ours")
    theirs = [row for row in rows if row["B4"] == "1"]
    doubts = [any(row[name] in CONCERNS for name in LABELS) for row in theirs]
    said = [row["Unit"] for row in theirs]
    yield from both("concerns", said, doubts, lambda words: bool(concern_in(words)), "ours")
    yield from both("concerns", said, doubts, says_no, "baseline: no, not, n't")
    for use, file in OWN.items():
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        said, doubts = [words for *_, words in rows], [label == "c" for label, *_ in rows]
        for who, found in (("ours", lambda words: bool(concern_in(words))), ("baseline: no, not, n't", says_no)):
            yield from (replace(one, set=f"talk, {use} (own)") for one in both("concerns", said, doubts, found, who))


def says_no(words: str) -> bool:
    low = f" {words.lower()} "
    return " no " in low or " not " in low or "n't" in low


def both(what: str, said: list[str], labelled: list[bool], found: Callable[[str], bool], who: str) -> Iterator[Figure]:
    marks = [found(words) for words in said]
    right = sum(mark and label for mark, label in zip(marks, labelled, strict=True))
    yield Figure(SET, f"{what}, {who}: found", right, sum(labelled), "recall")
    yield Figure(SET, f"{what}, {who}: of what was found is labelled so", right, sum(marks), "precision")
    yield Figure(SET, f"{what}, {who}: both together", 2 * right, sum(labelled) + sum(marks), "F1")
