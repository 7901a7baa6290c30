"""The time line of a call: each speaker's stretches as parts of its length. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000.0
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
