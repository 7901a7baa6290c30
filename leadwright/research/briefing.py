"""When a brief is good enough to write to somebody. Pure: no Django, no clock.

Company, need, gap and the person's part in buying are known, and at least one fact says where it was read. An
opener is welcome and not asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

UNKNOWN = "unknown"
SHORTEST = 3  # characters: "-" or "?" is nothing said


@dataclass(frozen=True)
class Known:
    """What a brief holds. `sources` are those of the facts that were not struck out."""

    company: str = ""
    need: str = ""
    gap: str = ""
    role: str = UNKNOWN
    sources: Sequence[str] = ()


def missing(known: Known) -> list[str]:
    """What is still missing, by name in the order of asking; empty where the brief is good."""
    said = {
        "company": len(known.company.strip()) >= SHORTEST,
        "need": len(known.need.strip()) >= SHORTEST,
        "gap": len(known.gap.strip()) >= SHORTEST,
        "role": known.role != UNKNOWN,
        "facts": any(source.strip() for source in known.sources),
    }
    return [part for part, good in said.items() if not good]
