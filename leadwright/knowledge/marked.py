"""Questions that were marked in a note: what follows `??` up to its question mark, or a line that begins with `Q:`
(`K:` in Lithuanian). Pure."""

import re

MOST, LONGEST = 5, 500
_MARKED = re.compile(r"\?\?[ \t]*([^\n?]+\??)|^[ \t]*[QKqk]:[ \t]*([^\n]+)", re.MULTILINE)


def marked(note: str) -> list[str]:
    """In their order, each once."""
    found = [" ".join((one or other).split())[:LONGEST] for one, other in _MARKED.findall(note)]
    return list(dict.fromkeys(text for text in found if any(letter.isalpha() for letter in text)))[:MOST]
