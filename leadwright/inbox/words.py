"""Letters made plain for matching, length kept, so that a find in the plain text is a find in the original."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

GAP = r"[^.!?\n]{0,40}?"
STEM = re.compile(r"(?<=[a-zа-я])(?<!\\w)\*(?= )")
CLOSED = re.compile(r"(\(\?<[!=][^)]*\)|\[[^\]]*\])")  # look-behinds and classes: their spaces stay as they are
SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n[ \t]*\n|\n(?=[ \t]*[-*•>])")


class PlainLetters(dict):
    """One letter for one letter: lower case, no accents, straight quotes. Filled in as letters are met."""

    OTHERS = {"ß": "s", "ł": "l", "ø": "o", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "þ": "t", "ı": "i"} | {
        "’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"
    }  # fmt: skip

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        low = letter.lower()
        low = low[0] if low else letter
        plain = self.OTHERS.get(low) or unicodedata.normalize("NFD", low)[0]
        self[code] = " " if plain.isspace() else plain
        return self[code]


LETTERS = PlainLetters()


def fold(text: str) -> str:
    return text.translate(LETTERS)


def phrases(rows: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many phrases: ` .. ` is a gap within the sentence, a space is any space, `*` ends a stem."""
    pieces = sorted({piece(row) for row in rows if row.strip()}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(pieces)})") if pieces else re.compile(r"(?!)")


@cache
def piece(row: str) -> str:
    plain = fold(row).strip()
    stem = plain.endswith("*") and not plain.endswith(r"\w*")
    end = "" if stem or plain.endswith((")", "?", "!", r"\b", r"\w*")) else r"\b"
    plain = STEM.sub(r"\\w*", plain[:-1] if stem else plain)
    kept = CLOSED.split(plain)
    return "".join(part if index % 2 else spaced(part) for index, part in enumerate(kept)) + end


def spaced(part: str) -> str:
    return part.replace(" .. ", f"\\b{GAP}\\b").replace(" ", "[ ]{1,3}")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a line of a list and a paragraph end one too."""
    spans, start = [], 0
    for end in SENTENCE_END.finditer(text):
        spans.append((start, end.end()))
        start = end.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in spans if text[a:b].strip()]


def around(text: str, at: int, most: int = 280) -> str:
    """The sentence that holds this place, cut to a length that can be shown."""
    for start, end in sentences(text):
        if start <= at < end:
            found = text[start:end].strip()
            return found if len(found) <= most else text[max(start, at - 60) : at + 120].strip()
    return ""
