"""Rules of fit: what a score is while there is too little history. Pure; a manager reads and writes each rule."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leadwright.qualification.numerals import number
from leadwright.qualification.shapes import is_blank

START, LEAST, MOST = 50, 0, 100
AT_LEAST, AT_MOST, ONE_OF, HAS_WORD, FILLED = "at_least", "at_most", "one_of", "has_word", "filled"


@dataclass(frozen=True)
class Rule:
    """`points` come on top where the column of a lead passes the test. `value` of one_of and has_word has commas."""

    column: str
    test: str
    value: str
    points: int


@dataclass(frozen=True)
class Fit:
    """0 to 100; a lead of which nothing is known has 50. `held` are the rules that it passes, the weightiest first."""

    points: int
    held: tuple[Rule, ...]


SHIPPED = (
    Rule("Employees", AT_LEAST, "11", 15),
    Rule("Employees", AT_MOST, "10", -30),
    Rule("Employees", AT_LEAST, "5001", -25),
    Rule("Title", HAS_WORD, "chief, ceo, coo, cto, owner, founder, director, head, vp, vice president", 20),
    Rule("Title", HAS_WORD, "manager, lead", 10),
    Rule("Title", HAS_WORD, "intern, student, assistant, trainee", -20),
    Rule("Motion", ONE_OF, "inbound", 10),
)


def fit(rules: Iterable[Rule], row: Mapping[str, str]) -> Fit:
    held = sorted((rule for rule in rules if passes(rule, row)), key=lambda rule: -abs(rule.points))
    return Fit(max(LEAST, min(MOST, START + sum(rule.points for rule in held))), tuple(held))


def passes(rule: Rule, row: Mapping[str, str]) -> bool:
    """A blank passes no test."""
    cell = row.get(rule.column, "")
    if is_blank(cell):
        return False
    if rule.test in {AT_LEAST, AT_MOST}:
        value, bound = number(cell), number(rule.value)
        if value is None or bound is None:
            return False
        return value >= bound if rule.test == AT_LEAST else value <= bound
    if rule.test == FILLED:
        return True
    wanted = {part.strip().casefold() for part in rule.value.split(",") if part.strip()}
    if rule.test == ONE_OF:
        return cell.strip().casefold() in wanted
    words = f" {' '.join(''.join(sign if sign.isalnum() else ' ' for sign in cell.casefold()).split())} "
    return any(f" {' '.join(part.split())} " in words for part in wanted)
