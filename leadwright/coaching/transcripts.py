"""Transcripts that somebody brings along: WebVTT, SRT, or lines of "01:20 Name: words". Pure: text in, lines out."""

import re
from dataclasses import dataclass

MOST_LINES = 5000
_CUE = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2})(?:[.,](\d{1,3}))?\s*-->")
_LINE = re.compile(r"^\s*[\[(]?((?:\d+:)?\d{1,2}:\d{2})(?:[.,]\d+)?[\])]?\s+(?:[-–]\s*)?([^:]{1,60}):\s+(.+)$")
_SAID = re.compile(r"^\s*(?:<v\s+([^>]{1,60})>|([^:<>]{1,40}):\s)(.*)$")


@dataclass(frozen=True)
class Line:
    """Said at `at` seconds by a speaker (0 is who is ours)."""

    at: float
    speaker: int
    words: str


class Unreadable(Exception):
    """This is no transcript; the sentence says why."""


def read(text: str, ours: str) -> list[Line]:
    """The lines in order. `ours` is the name, or its beginning, of our side; where nobody is called so, who speaks
    first is ours. Raises `Unreadable`."""
    found = _cues(text) if "-->" in text else _plain(text)
    if not found:
        raise Unreadable("There is no line of the form “01:20 Name: words”, and it is no WebVTT or SRT file.")
    names = list(dict.fromkeys(name for _at, name, _words in found))
    own = next((name for name in names if ours and name.casefold().startswith(ours.casefold())), names[0])
    return [Line(at, int(name != own), words) for at, name, words in found[:MOST_LINES]]


def _plain(text: str) -> list[tuple[float, str, str]]:
    matches = (_LINE.match(line) for line in text.splitlines())
    return [(_seconds(m.group(1)), m.group(2).strip(), m.group(3).strip()) for m in matches if m]


def _cues(text: str) -> list[tuple[float, str, str]]:
    found: list[tuple[float, str, str]] = []
    at: float | None = None
    for line in text.splitlines():
        cue = _CUE.match(line)
        if cue:
            at = _seconds(cue.group(1)) + float(f"0.{cue.group(2) or 0}")
        elif at is not None and line.strip():
            said = _SAID.match(line)
            name = ((said.group(1) or said.group(2)) if said else (found[-1][1] if found else "")).strip()
            words = (said.group(3) if said else line).replace("</v>", "").strip()
            found.append((at, name, words))
        elif not line.strip():
            at = None
    return [each for each in found if each[2]]


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total
