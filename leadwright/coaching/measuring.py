"""What a call's time line says of how we talked. Pure: stretches of speech in, figures out."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

Parts = Sequence[Sequence[float]]  # [from, to] in seconds, in order


@dataclass(frozen=True)
class Figures:
    """`share` is our part of all speech; `patience` the median silence that we leave after they end, None where they
    never do; `turns_a_minute` how often the word passes from one to the other."""

    share: float | None
    longest: float | None
    patience: float | None
    turns_a_minute: float | None


def figures(speakers: Sequence[dict], own: int, seconds: float) -> Figures:
    """`speakers` as coaching/voices.py heard them: `parts`, `seconds`, `longest`; `own` is which of them is ours."""
    if len(speakers) < 2 or own >= len(speakers) or seconds <= 0:
        return Figures(None, speakers[own]["longest"] if own < len(speakers) else None, None, None)
    ours = speakers[own]
    theirs = sorted(part for at, each in enumerate(speakers) if at != own for part in each["parts"])
    spoken = sum(each["seconds"] for each in speakers)
    waits = pauses(ours["parts"], theirs)
    return Figures(
        share=ours["seconds"] / spoken if spoken else None,
        longest=ours["longest"],
        patience=median(waits) if waits else None,
        turns_a_minute=turns(ours["parts"], theirs) / (seconds / 60),
    )


def pauses(ours: Parts, theirs: Parts) -> list[float]:
    """Seconds from each end of theirs to our next word, where they did not go on themselves; 0 where we cut in."""
    found = []
    for at, (begin, end) in enumerate(theirs):
        goes_on = theirs[at + 1][0] if at + 1 < len(theirs) else float("inf")
        cut_in = any(begin < start < end < stop for start, stop in ours)
        after = min((start for start, _stop in ours if start >= end), default=float("inf"))
        if cut_in:
            found.append(0.0)
        elif after < goes_on:
            found.append(after - end)
    return found


def turns(ours: Parts, theirs: Parts) -> int:
    spoken = sorted([(part[0], 0) for part in ours] + [(part[0], 1) for part in theirs])
    return sum(one[1] != other[1] for one, other in zip(spoken, spoken[1:], strict=False))
