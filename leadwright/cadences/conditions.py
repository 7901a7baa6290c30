"""What a step may hang on or wait for: something that they did, or what is known about them. Pure.

A condition is met from a moment on: an event from when it happened, a field from ever since it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite

REPLIED, OPENED, REACHED, CONNECTED, FIELD = "replied", "opened", "reached", "connected", "field"
EVENTS = (REPLIED, OPENED, REACHED, CONNECTED)
EVER = datetime.min.replace(tzinfo=UTC)
HAPPENED = {
    REPLIED: ("they replied", "they have not replied"),
    OPENED: ("a person opened a mail", "no person has opened a mail"),
    REACHED: ("a call reached them", "no call has reached them"),
    CONNECTED: ("they accepted the connection", "they have not accepted the connection"),
}
SAYS = {
    "is": "is {}",
    "is_not": "is not {}",
    "contains": "contains {}",
    "at_least": "is at least {}",
    "at_most": "is at most {}",
    "known": "is known",
    "unknown": "is not known",
}


@dataclass(frozen=True)
class Condition:
    """`asks` is one of EVENTS, or FIELD with a field ("company.employees"), an operator and a value. `negated` turns
    an event round; a field has operators for that."""

    asks: str
    negated: bool = False
    field: str = ""
    operator: str = "is"
    value: str = ""

    def __str__(self) -> str:
        if self.asks == FIELD:
            return f"{self.field} {SAYS[self.operator].format(self.value)}"
        return HAPPENED[self.asks][self.negated]


def met_since(condition: Condition, events: Mapping[str, datetime], fields: Mapping[str, str]) -> datetime | None:
    """From when on the condition holds; None where it does not (yet)."""
    if condition.asks == FIELD:
        return EVER if says(condition, fields.get(condition.field, "")) else None
    at = events.get(condition.asks)
    if condition.negated:
        return EVER if at is None else None
    return at


def says(condition: Condition, found: str) -> bool:
    """Whether the field says so; words are compared without regard to case, numbers as numbers."""
    found, wanted = found.strip().casefold(), condition.value.strip().casefold()
    match condition.operator:
        case "known":
            return bool(found)
        case "unknown":
            return not found
        case "is":
            return found == wanted
        case "is_not":
            return found != wanted
        case "contains":
            return bool(wanted) and wanted in found
    here, there = number(found), number(wanted)
    if here is None or there is None:
        return False
    return here >= there if condition.operator == "at_least" else here <= there


def number(text: str) -> float | None:
    try:
        value = float(text.replace(" ", "").replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) else None
