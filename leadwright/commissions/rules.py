"""What an event pays. Pure: terms and cents in, cents out. No floats; a share is rounded half up to the cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadwright.kit.money import share

COST, OWED = "cost", "owed"


@dataclass(frozen=True)
class Terms:
    """One version of a plan: a flat sum in cents, a share in basis points, or both together."""

    plan_id: int
    version: int
    flat_cents: int
    share_bp: int
    starts_on: date


def terms_on(day: date, versions: Iterable[Terms]) -> Terms | None:
    """The newest version that had begun on that day; what came before the first is paid by the first."""
    ordered = sorted(versions, key=lambda terms: (terms.starts_on, terms.version))
    begun = [terms for terms in ordered if terms.starts_on <= day]
    return (begun[-1:] or ordered[:1] or [None])[0]


def amount(terms: Terms, base_cents: int) -> int:
    """What the event pays; `base_cents` is the amount won, 0 where the event has none."""
    return terms.flat_cents + share(base_cents, terms.share_bp)


def postings(cents: int) -> list[tuple[str, int]]:
    """Double entry: the cost is debited, what is owed to the member is credited. The sum is zero."""
    return [(COST, cents), (OWED, -cents)]
