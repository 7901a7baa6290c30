"""Questions and concerns in what was said, and whether a concern was taken up. Pure: lines in, marks out.

The kinds of a concern are those of replies (inbox/phrases); what people say aloud when they doubt or decline stands in
spoken.py, and what no table foresaw is weighed by its meaning (doubting.py). A concern is taken up where our next words
ask about it or speak of the same thing at some length.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadwright.coaching.doubting import doubted
from leadwright.coaching.spoken import COURTESY, DECLINE, DOUBT, OPENS, TOLD, YES
from leadwright.inbox.phrases import table
from leadwright.inbox.words import fold
from leadwright.knowledge.words import grams, words

KINDS = {
    "OBJECTION_PRICE": "price",
    "OBJECTION_HAS_VENDOR": "has_vendor",
    "OBJECTION_TIMING": "timing",
    "OBJECTION_NO_NEED": "no_need",
    "OBJECTION_NO_AUTHORITY": "no_authority",
}
_BARE_NOT = re.compile(r"\b(do|does|did|is|was|would|could|should|have|has|ca|wo)nt\b")
SENTENCE = re.compile(r"[^.!?…]+[.!?…]*")
LONG_ENOUGH = 6  # words that carry meaning: an answer, not an "I see"
SAME_THING = 0.3  # share of a concern's runs of letters that stand in the answer
NEXT_WORDS = 3  # of our lines after a concern


@dataclass(frozen=True)
class Spoken:
    """One line: who said it (0 is ours) and what was heard in it. `answered` is of a concern only."""

    speaker: int
    words: str
    questions: int
    concern: str
    answered: bool | None


def marked(lines: Sequence[tuple[int, str]]) -> list[Spoken]:
    """Each line with its questions; concerns are looked for in what the others say."""
    found = []
    for at, (speaker, said) in enumerate(lines):
        concern = concern_in(said) if speaker else ""
        answer = taken_up(said, lines[at + 1 :]) if concern else None
        found.append(Spoken(speaker, said, questions_in(said), concern, answer))
    return found


def questions_in(said: str) -> int:
    """How many questions are asked, with a mark or without (speech has none); "how are you" is none."""
    return sum(is_question(part.strip()) for part in SENTENCE.findall(said))


def is_question(sentence: str) -> bool:
    low = sentence.lower().strip(" \"'“”,-")
    if not low.strip("?!. ") or COURTESY.match(low):
        return False
    return low.rstrip("\"'”) ").endswith("?") or bool(OPENS.match(low) and not TOLD.match(low) and len(low.split()) > 2)


def concern_in(said: str) -> str:
    """The kind of the concern in these words, "doubt" or "decline" where it is none of the usual; "" for none."""
    low = _BARE_NOT.sub(r"\1n't", " ".join(said.lower().replace("’", "'").split()))
    if YES.search(low):
        return ""
    folded = fold(said)
    for name, kind in KINDS.items():
        if table(name).search(folded):
            return kind
    if DOUBT.search(low):
        return "doubt"
    if DECLINE.search(low):
        return "decline"
    return "doubt" if doubted(said.replace("’", "'")) else ""


def taken_up(concern: str, after: Sequence[tuple[int, str]]) -> bool:
    """Whether our next words, before they say much again, ask about the concern or speak of the same thing."""
    ours: list[str] = []
    for speaker, said in after:
        if speaker == 0:
            ours.append(said)
        elif len(words(said)) >= LONG_ENOUGH and ours:
            break
        if len(ours) == NEXT_WORDS:
            break
    answer = " ".join(ours)
    if not answer:
        return False
    if any(is_question(part.strip()) for part in SENTENCE.findall(answer)):
        return True
    wanted = {gram for word in words(concern) for gram in grams(word)}
    there = {gram for word in words(answer) for gram in grams(word)}
    alike = len(wanted & there) / len(wanted) if wanted else 0.0
    return len(words(answer)) >= LONG_ENOUGH and (alike >= SAME_THING or concern_in(concern) in KINDS.values())
