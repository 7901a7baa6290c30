"""What the evidence shows, and whether it is enough. Pure: strengths in, levels out.

Nobody is handed over on a guess (M8): a lead may be qualified when every criterion is shown. A hint is not enough,
and one piece that speaks against a criterion outweighs the rest until somebody strikes it out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

SHOWN, HINT, AGAINST, NOT_KNOWN = "shown", "hint", "against", "not_known"
METER = {NOT_KNOWN: 0, AGAINST: 0, HINT: 1, SHOWN: 3}  # filled bars of three


@dataclass(frozen=True)
class Standing:
    """One criterion as it stands for one lead."""

    code: str
    level: str

    @property
    def bars(self) -> int:
        return METER[self.level]

    @property
    def enough(self) -> bool:
        return self.level == SHOWN


def level(strengths: Iterable[str]) -> str:
    """Against over shown over hint; nothing at all is not known."""
    found = set(strengths)
    return next((strength for strength in (AGAINST, SHOWN, HINT) if strength in found), NOT_KNOWN)


def standings(criteria: Sequence[str], evidence: Mapping[str, Iterable[str]]) -> list[Standing]:
    """Each criterion in its order, with the level that its evidence gives it."""
    return [Standing(code, level(evidence.get(code, ()))) for code in criteria]


def missing(stands: Iterable[Standing]) -> list[str]:
    """The criteria that keep the lead from being qualified, in order; empty means that a person may qualify it."""
    return [standing.code for standing in stands if not standing.enough]
