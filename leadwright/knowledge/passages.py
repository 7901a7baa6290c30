"""Articles cut into sections, and the few sentences of a section that answer a question. Pure: texts in, spans out.

What is said to a customer is always one unbroken piece of the article as it was written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadwright.knowledge.words import grams, words

MOST_SENTENCES = 3
SHORT = 420  # letters: a section of this length is said whole
LONGEST_QUOTE = 900
LONG_TITLE = 7  # words from which on a title says as much as a question does
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1[ \t]*$", re.MULTILINE | re.DOTALL)
_END = re.compile(r"(?<=[.!?…])[\"”“')\]]*\s+(?=[^a-ząčęėįšųūž])|\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
# Points that end no sentence: "el. paštu", "e.g. this", "Mr. Smith", "2 g. 5".
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|dr|no|pvz|el|kt|pan|žr|nr|tel|val|min|kv)|\b\w)\.$", re.I)


@dataclass(frozen=True)
class Text:
    """An article as it is weighed: its key, its title, its body in Markdown, its language where that is known, and
    whether its title is a question that was asked (else it names a subject)."""

    key: int | str
    title: str
    body: str
    language: str = ""
    asked: bool = False


@dataclass(frozen=True)
class Section:
    """What stands under one heading; `title` begins with the article's own."""

    title: str
    body: str
    asked: bool = False


def sections(text: Text) -> list[Section]:
    """The article's sections; an article without headings is one. Headings inside of code are none."""
    fenced = [match.span() for match in _FENCE.finditer(text.body)]
    heads = [match for match in _HEADING.finditer(text.body) if not any(a <= match.start() < b for a, b in fenced)]
    ends = [match.start() for match in heads[1:]] + [len(text.body)] if heads else []
    first = text.body[: heads[0].start()] if heads else text.body
    found = [Section(text.title, first.strip(), text.asked or is_question(text.title))]
    for head, end in zip(heads, ends, strict=True):
        title = head.group(2).strip()
        whole = title if title.casefold() in text.title.casefold() else f"{text.title}: {title}"
        found.append(Section(whole, text.body[head.end() : end].strip(), is_question(title)))
    return [section for section in found if section.body] or found[:1]


def is_question(title: str) -> bool:
    return "?" in title or len(title.split()) >= LONG_TITLE


def spans(body: str) -> list[tuple[int, int]]:
    """Where each sentence, paragraph's end or point of a list begins and ends."""
    found, begin = [], 0
    for match in _END.finditer(body):
        if _ABBREVIATED.search(body, begin, match.start()) and "\n" not in match.group():
            continue
        found.append((begin, match.start()))
        begin = match.end()
    found.append((begin, len(body)))
    return [(a, b) for a, b in found if body[a:b].strip()]


def sentences(body: str) -> list[str]:
    return [body[a:b].strip() for a, b in spans(body)]


def quote(body: str, question: str) -> str:
    """The unbroken piece of at most three sentences that meets most of the question; a short body is said whole."""
    if len(body) <= SHORT:
        return body.strip()
    places = spans(body)
    met = [_met(body[a:b], question) for a, b in places]
    first, last = _best_window(met)
    begin, end = places[first][0], places[last][1]
    return shortened(body[begin:end].strip())


def shortened(text: str) -> str:
    """At most `LONGEST_QUOTE` letters, cut where a word ends."""
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(None, 1)[0]


def _met(sentence: str, question: str) -> dict[str, float]:
    """How far each of the question's words stands in the sentence, 0 to 1, by shared runs of letters."""
    there = {gram for word in words(sentence) for gram in grams(word)}
    return {
        word: sum(gram in there for gram in grams(word)) / len(grams(word)) for word in dict.fromkeys(words(question))
    }


def _best_window(met: Sequence[dict[str, float]]) -> tuple[int, int]:
    """The window that meets most; of equals the first, since articles say the chief thing first."""
    best, found = -1.0, (0, min(1, len(met) - 1))
    for first in range(len(met)):
        for last in range(first, min(first + MOST_SENTENCES, len(met))):
            window = met[first : last + 1]
            value = sum(max(one[word] for one in window) for word in met[0])
            value += 0.3 * (first == 0) - 0.15 * (last - first) - 0.01 * min(first, 20)
            if value > best + 1e-9:
                best, found = value, (first, last)
    first, last = found
    # The sentence after a single one usually finishes the thought.
    return (first, last + 1) if first == last and last + 1 < len(met) else (first, last)
