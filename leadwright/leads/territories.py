"""Who gets whoever asks to hear from us: the first territory that fits, and in it the one who got the fewest. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadwright.leads.matching import folded

ALWAYS = ""
ONE_OF, HAS_WORD, AT_LEAST, AT_MOST = "one_of", "has_word", "at_least", "at_most"
# Why a rule does not fit, as keys; the words are looked up where somebody reads them.
UNKNOWN, OTHERWISE, NOBODY = "unknown", "otherwise", "nobody"


@dataclass(frozen=True)
class Seat:
    """A member in a territory. `here` is False on leave."""

    member: int
    given: int = 0
    here: bool = True


@dataclass(frozen=True)
class Rule:
    number: int
    field: str = ALWAYS
    test: str = ""
    value: str = ""
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Choice:
    """`member` is None where no rule gives them to anybody. `passed` are the rules that did not, each with why."""

    member: int | None
    rule: int | None
    passed: tuple[tuple[int, str], ...] = ()


def choose(rules: Sequence[Rule], told: dict[str, str]) -> Choice:
    """`told` is what is known, as text, by field; what is not known fits no rule but the last."""
    passed: list[tuple[int, str]] = []
    for rule in rules:
        if why := against(rule, told):
            passed.append((rule.number, why))
            continue
        here = [seat for seat in rule.seats if seat.here]
        if here:
            return Choice(min(here, key=lambda seat: (seat.given, seat.member)).member, rule.number, tuple(passed))
        passed.append((rule.number, NOBODY))
    return Choice(None, None, tuple(passed))


def against(rule: Rule, told: dict[str, str]) -> str:
    """Why a rule does not fit; "" where it does."""
    if rule.field == ALWAYS:
        return ""
    known = told.get(rule.field, "").strip()
    if not known:
        return UNKNOWN
    return "" if fits(rule.test, rule.value, known) else OTHERWISE


def fits(test: str, value: str, known: str) -> bool:
    if test in {AT_LEAST, AT_MOST}:
        try:
            return float(known) >= float(value) if test == AT_LEAST else float(known) <= float(value)
        except ValueError:
            return False
    wanted = [folded(part) for part in value.split(",") if part.strip()]
    if test == ONE_OF:
        return folded(known) in wanted
    words = f" {folded(known)} "
    return any(f" {word} " in words for word in wanted)


def with_one_more(rules: Sequence[Rule], choice: Choice) -> list[Rule]:
    """The rules as they stand once the choice is made: for who comes next."""
    return [
        replace(rule, seats=tuple(one_more(seat, choice.member) for seat in rule.seats))
        if rule.number == choice.rule
        else rule
        for rule in rules
    ]


def one_more(seat: Seat, member: int | None) -> Seat:
    return replace(seat, given=seat.given + 1) if seat.member == member else seat
