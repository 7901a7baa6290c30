"""The time line of a call: each speaker's stretches as parts of its length. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 1000.0
TICK = 10.0  # of the width, that a moment is drawn in
SHORTEST = 1.0  # of the width, so that a word can still be seen


@dataclass(frozen=True)
class Lane:
    """`ours` says whose it is; bars are (x, width) of 1000; seconds of speech and share of all speech (0 to 100)."""

    ours: bool
    number: int
    bars: tuple[tuple[str, str], ...]
    seconds: float
    share: float
    longest: float


@dataclass(frozen=True)
class Tick:
    """A moment on the time line: its place of 1000, the second, what kind of moment and what was said there."""

    x: str
    at: float
    kind: str
    words: str


def ticks(found: Iterable[tuple[float, str, str]], seconds: float) -> list[Tick]:
    """`found` are seconds, kinds and words, in any order; what lies outside of the call is left out."""
    if seconds <= 0:
        return []
    inside = sorted(one for one in found if 0 <= one[0] <= seconds)
    return [Tick(f"{(WIDTH - TICK) * at / seconds:.1f}", at, kind, words) for at, kind, words in inside]


def timeline(speakers: Sequence[dict], own: int, seconds: float) -> list[Lane]:
    if seconds <= 0:
        return []
    spoken = sum(each["seconds"] for each in speakers) or 1.0
    lanes = [
        Lane(
            ours=at == own,
            number=at + 1,
            bars=tuple(
                (f"{WIDTH * begin / seconds:.1f}", f"{max(SHORTEST, WIDTH * (end - begin) / seconds):.1f}")
                for begin, end in each["parts"]
            ),
            seconds=each["seconds"],
            share=100 * each["seconds"] / spoken,
            longest=each["longest"],
        )
        for at, each in enumerate(speakers)
    ]
    return sorted(lanes, key=lambda lane: not lane.ours)
