"""Who may see a review. Pure.

Whose work it is writes their own review first: a manager's is shown to them when theirs is published. Where a
calibration was asked for, who has still to score does not see the others' scores.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """One review: who wrote it and whose work it is (ids), its scorecard's audience, whether it is published, and
    whether managers compare their scores on this piece of work."""

    by: int
    member: int
    audience: str
    published: bool
    calibrated: bool = False


@dataclass(frozen=True)
class Reader:
    """`wrote` says whether they published a review of the same thing by the same scorecard."""

    member: int
    manages: bool
    sells: bool
    wrote: bool


def may_see(review: Written, reader: Reader) -> bool:
    if reader.member == review.by:
        return True
    if not review.published:
        return False
    if reader.member == review.member:
        return review.audience != "managers" and reader.wrote
    if reader.manages:
        return reader.wrote or not review.calibrated or review.by == review.member
    return review.audience == "team" and reader.sells
