"""What somebody wants, as far as one mail says it. Pure."""

from dataclasses import dataclass

__all__ = ["Said"]


@dataclass(frozen=True)
class Said:
    """`weak` may give way to what a machine is found to have written; confidence runs from 0 to 1."""

    intent: str = ""
    evidence: str = ""
    confidence: float = 0.0
    weak: bool = False
    objection: str = ""
