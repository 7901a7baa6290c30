"""How a practised talk went: a few criteria, each 0 to 2, and the moments that show it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadwright.training.listening import heard
from leadwright.training.personas import Persona
from leadwright.training.talking import opening, talk

CRITERIA = ("need", "gap", "asking", "concern", "deciding", "step", "share")
FULL = 2
MOST_SHARE = 0.6  # of the words; who talks more than that sells to nobody


@dataclass(frozen=True)
class Judged:
    """`marks` by criterion; `moments` are (turn of the rep, well, criterion), in the order of the talk."""

    marks: dict[str, int]
    moments: tuple[tuple[int, bool, str], ...]
    outcome: str

    @property
    def percent(self) -> int:
        return round(100 * sum(self.marks.values()) / (FULL * len(self.marks)))


def judged(person: Persona, said: Sequence[str]) -> Judged:
    answers, at = talk(person, said)
    theirs = sum(len(one.split()) for one in [opening(person), *answers])
    ours = sum(len(one.split()) for one in said)
    share = ours / max(1, ours + theirs)
    early = any(not well and criterion == "need" for _turn, well, criterion in at.moments)
    open_ones = sum(heard(words).open for words in said)
    ignored = sum(not well and criterion == "concern" for _turn, well, criterion in at.moments)
    marks = {
        "need": ("need" in at.told) * (1 if early else FULL),
        "gap": ("gap" in at.told) + ("cost" in at.told),
        "asking": min(FULL, open_ones // 2),
        "concern": _concerns(len(at.raised), len(at.settled), ignored),
        "deciding": min(FULL, sum(topic in at.told for topic in ("money", "decides", "when"))),
        "step": FULL if at.outcome == "agreed" else 0,
        "share": 0 if not said else FULL if share <= MOST_SHARE else 1 if share <= MOST_SHARE + 0.15 else 0,
    }
    return Judged(marks, tuple(dict.fromkeys(at.moments)), at.outcome)


def _concerns(raised: int, settled: int, ignored: int) -> int:
    if not raised or not settled:
        return 0
    return FULL if settled == raised and not ignored else 1
