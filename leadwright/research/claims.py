"""What a page says, one thing at a time, with how sure we are that it was read right."""

import re
from dataclasses import dataclass

LONGEST_TEXT = 500
STRUCTURED, LABELLED, PATTERN = 0.95, 0.8, 0.7  # told to machines; told where one looks for it; read out of a sentence


@dataclass(frozen=True)
class Claim:
    """One thing that a page says, before it is a fact."""

    kind: str
    text: str
    source: str
    confidence: float = PATTERN
    words: str = ""  # the very words that it was read from


def line(value: object) -> str:
    """Text on one line, at most 500 characters, cut at a word; nothing for what is no text."""
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", str(value)).split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + "…"
