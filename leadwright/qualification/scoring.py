"""How likely a lead is to be qualified and won, learnt from history, with the reasons in words. Pure; no database.

A model is data: `Model.stored()` is what JSON can hold, and `Model.of` reads it back. Nothing in it is ever run.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from leadwright.qualification import leaks
from leadwright.qualification.leaks import Refused
from leadwright.qualification.learning import Fit, Part, chance, learn, part_of
from leadwright.qualification.measures import brier, calibration, ece
from leadwright.qualification.numerals import number
from leadwright.qualification.shapes import CHOICE, WORD, folded, is_blank, is_missing, shape_of

FORMAT = "leadwright-score-1"
LEAST = 20  # successes, and failures: below that a model says more about chance than about leads
MOST_REASONS = 3
TELLS = 0.1  # log odds; less is not worth a sentence
TOO_GOOD = 0.985
MOST_SPELLINGS = 50_000  # of a column, kept while very many rows are scored
YES = (
    *("1", "yes", "true", "won", "converted", "qualified", "success", "successful", "y", "t", "closed won", "positive"),
    *("win", "customer", "closed-won", "closedwon", "sold", "accepted", "signed", "deal won", "x", "✓", "on", "good"),
    *("taip", "ja", "oui", "sí", "si", "sim", "tak", "jah", "jā", "kyllä", "да", "gewonnen", "laimėta", "laimėtas"),
)
NO = (
    *("0", "no", "false", "lost", "not converted", "unqualified", "disqualified", "failure", "failed", "n", "f"),
    *(
        "closed lost",
        "closed-lost",
        "closedlost",
        "negative",
        "loss",
        "rejected",
        "not qualified",
        "unconverted",
        "off",
    ),
    *("not won", "dead", "churned", "deal lost", "-1", "bad", "ne", "nein", "non", "não", "nie", "ei", "nē", "нет"),
    *("verloren", "pralaimėta", "pralaimėtas", "atmesta"),
)
OPEN = (
    *("open", "new", "in progress", "working", "pending", "contacted", "nurturing", "nurture", "ongoing", "unknown"),
    *("atvira", "vykdoma", "nauja", "offen", "neu", "in arbeit"),
)


class CannotScore(Exception):
    """A table or a model that nothing can be learnt from; the sentence says what to do."""


@dataclass(frozen=True)
class Model:
    """`too_little` is why there are no parts: then each lead gets the base rate, and the reason says so."""

    target: str
    positive: str
    start: float
    parts: tuple[Part, ...]
    rows: int
    positives: int
    too_little: str = ""

    def stored(self) -> dict:
        return {
            "format": FORMAT,
            "target": self.target,
            "positive": self.positive,
            "start": round(self.start, 6),
            "rows": self.rows,
            "positives": self.positives,
            "too_little": self.too_little,
            "columns": [part.stored() for part in self.parts],
        }

    @classmethod
    def of(cls, kept: object) -> "Model":
        """Raises CannotScore where this is not a model of ours."""
        if not isinstance(kept, dict) or kept.get("format") != FORMAT:
            raise CannotScore("This is not a model that `leadwright score train` wrote.")
        try:
            return cls(
                kept["target"],
                kept["positive"],
                float(kept["start"]),
                tuple(part_of(one) for one in kept["columns"]),
                int(kept["rows"]),
                int(kept["positives"]),
                str(kept["too_little"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise CannotScore("This model is damaged: train it again.") from None


@dataclass(frozen=True)
class Trained:
    """A model with what is known of it. `chances` are those of each labelled row by a model that never saw it."""

    model: Model
    refused: tuple[Refused, ...]
    flagged: tuple[Refused, ...] = ()
    auc: float | None = None
    brier: float | None = None
    bands: tuple[dict, ...] = ()
    chances: tuple[float, ...] = field(default=(), repr=False)

    @property
    def ece(self) -> float | None:
        return ece(self.bands) if self.bands else None


@dataclass(frozen=True)
class Reason:
    """One column's part in one score: `adds` is in log odds against the average; of `rows` such leads `won` won."""

    column: str
    shown: str
    adds: float
    rows: int
    won: int


@dataclass(frozen=True)
class Scored:
    chance: float
    reasons: tuple[Reason, ...]


def train(
    columns: Mapping[str, Sequence[str]], target: str, *, positive: str = "", refuse: Iterable[str] = ()
) -> Trained:
    """Learn which rows of the table have `positive` in the column `target`. Rows with a blank there are left out.

    Columns that leak the outcome, say nothing or name the row are refused; `refuse` adds those that a person knows.
    Raises CannotScore where the target cannot be read.
    """
    known = _known(columns, target)
    wanted = _positive(known, positive, target)
    picked = [at for at, cell in enumerate(columns[target]) if _decided(cell, positive)]
    outcomes = [
        _same(columns[target][at], wanted) or (not positive and _means(columns[target][at], YES)) for at in picked
    ]
    table = {name: [cells[at] for at in picked] for name, cells in columns.items() if name != target}
    by_person = _named(refuse, table)
    won = sum(outcomes)
    if won == 0:
        raise CannotScore(f"No row has “{wanted}” in {target}. It holds: {_listed(known)}.")
    refused = [Refused(name, leaks.BY_PERSON, "Left out because you said so.") for name in by_person]
    kept, flagged = {}, []
    for name, cells in table.items():
        if name in by_person:
            continue
        no, maybe = judge(name, cells, outcomes)
        if no:
            refused.append(no)
            continue
        kept[name] = cells
        flagged += [maybe] if maybe else []
    if min(won, len(outcomes) - won) < LEAST:
        return Trained(_base_model(target, wanted, won, len(outcomes)), tuple(refused), tuple(flagged))
    if not kept:
        raise CannotScore("No column is left to learn from: all of them leak, say nothing or name the row.")
    return _trained(learn(kept, outcomes), target, wanted, outcomes, refused=refused, flagged=flagged)


def judge(name: str, cells: Sequence[str], outcomes: Sequence[bool]) -> tuple[Refused | None, Refused | None]:
    """(refused, flagged) for one column: a leak first, for that is what a person has to know."""
    nothing = leaks.says_nothing(name, cells)
    if nothing and nothing.why == leaks.CONSTANT:
        return nothing, None
    if nothing:
        blank = leaks.strength([is_missing(cell) for cell in cells], outcomes)
        if blank >= leaks.TOO_GOOD or leaks.one_way(cells, outcomes):
            return Refused(name, leaks.LEAKS, leaks.FILLED_ONE_WAY), None
        return nothing, None
    return leaks.leak(shape_of(name, cells), cells, outcomes)


def score(model: Model, row: Mapping[str, str]) -> Scored:
    """The chance of one lead, and up to three reasons, the strongest first. A column that the row does not have
    counts as on average."""
    total, reasons = model.start, []
    for part in model.parts:
        cell = row.get(part.shape.name)
        if cell is None:
            continue
        adds = part.adds(cell)
        total += adds
        if abs(adds) >= TELLS and not (part.shape.kind == WORD and part.shape.place(cell)):
            reasons.append(_reason(part, cell, adds))
    reasons.sort(key=lambda reason: -abs(reason.adds))
    return Scored(chance(total), tuple(reasons[:MOST_REASONS]))


def in_bulk(model: Model) -> Callable[[Mapping[str, str]], float]:
    """The chance that `score` gives, for very many rows: what a spelling adds is worked out once."""
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in model.parts:
        parts[part.shape.name].append(part)
    known: dict[str, dict[str, float]] = {name: {} for name in parts}

    def chance_of(row: Mapping[str, str]) -> float:
        total = model.start
        for name, spellings in known.items():
            if (cell := row.get(name)) is None:
                continue
            if (adds := spellings.get(cell)) is None:
                if len(spellings) >= MOST_SPELLINGS:
                    spellings.clear()
                adds = spellings[cell] = sum(part.adds(cell) for part in parts[name])
            total += adds
        return chance(total)

    return chance_of


def top_reasons(model: Model, most: int = 8) -> list[Reason]:
    """What moves the scores most: of each column the bin that does most to them over all rows, the weightiest first."""
    found = []
    for part in model.parts:
        weighed = [(rows * abs(part.weights[at] - part.usual), at) for at, rows in enumerate(part.rows) if rows]
        heaviest, at = max(weighed)
        adds = part.weights[at] - part.usual
        reason = Reason(part.shape.name, part.shape.label(at), adds, part.rows[at], part.won[at])
        found.append((sum(weight for weight, _at in weighed), heaviest, reason))
    found.sort(key=lambda one: (-one[0], one[2].column))
    return [reason for _sum, _heaviest, reason in found[:most]]


def _reason(part: Part, cell: str, adds: float) -> Reason:
    at = part.shape.place(cell)
    plain = " ".join(cell.split())[:60]
    if is_blank(cell) or part.shape.kind == WORD:
        plain = part.shape.label(at)
    elif part.shape.kind == CHOICE:
        plain = f"“{plain}”"
    return Reason(part.shape.name, plain, adds, part.rows[at], part.won[at])


def _trained(
    fit: Fit, target: str, wanted: str, outcomes: Sequence[bool], *, refused: list[Refused], flagged: list[Refused]
) -> Trained:
    if fit.auc >= TOO_GOOD and not flagged:
        heaviest = top_reasons(Model(target, wanted, 0, fit.parts, 0, 0), 1)[0].column
        flagged = [Refused(heaviest, "may leak", "The scores are too good to be true, and this column makes them.")]
    return Trained(
        Model(target, wanted, fit.start, fit.parts, len(outcomes), sum(outcomes)),
        tuple(refused),
        tuple(flagged),
        auc=fit.auc,
        brier=brier(fit.tried, outcomes),
        bands=tuple(calibration(fit.tried, outcomes)),
        chances=fit.tried,
    )


def _base_model(target: str, wanted: str, won: int, rows: int) -> Model:
    """Too little history: everybody gets the base rate, drawn towards one half by one success and one failure."""
    said = (
        f"Too little history: {won:,} of {rows:,} rows are “{wanted}”, and {rows - won:,} are not;"
        f" at least {LEAST} of each are needed."
    )
    return Model(target, wanted, log((won + 1) / (rows - won + 1)), (), rows, won, said)


def _known(columns: Mapping[str, Sequence[str]], target: str) -> list[str]:
    """The different values of the target, as they are written."""
    if target not in columns:
        raise CannotScore(f"There is no column “{target}”. There are: {', '.join(columns)}.")
    known = sorted({" ".join(cell.split()) for cell in columns[target] if not is_blank(cell)})
    if not known:
        raise CannotScore(f"The column {target} is empty.")
    return known


def _positive(known: Sequence[str], positive: str, target: str) -> str:
    """The value that counts as success: as said, else what means yes, where all others mean no or not yet."""
    if positive:
        return positive
    yes = [value for value in known if _means(value, YES)]
    rest = [value for value in known if value not in yes]
    if yes and (all(_means(value, (*NO, *OPEN)) for value in rest) or len({folded(value) for value in rest}) == 1):
        return yes[0]
    raise CannotScore(f"Say with --positive which value of {target} is the success. It holds: {_listed(known)}.")


def _decided(cell: str, positive: str) -> bool:
    """Whether the lead has come to an end; where a person names the success, all else is none."""
    return not is_blank(cell) and (bool(positive) or not _means(cell, OPEN))


def _means(cell: str, words: Sequence[str]) -> bool:
    """`Closed - Won`, `closed_won` and `1.0` are among the words too."""
    plain = folded(re.sub(r"[\s_/–-]+", " ", cell)) if len(cell.strip()) > 2 else folded(cell)
    value = number(cell)
    return plain in words or (value is not None and value in {0, 1, -1} and str(int(value)) in words)


def _same(cell: str, wanted: str) -> bool:
    """`1`, `1.0` and ` 1 ` are one value; case does not count."""
    if folded(cell) == folded(wanted):
        return True
    one, other = number(cell), number(wanted)
    return one is not None and one == other


def _named(refuse: Iterable[str], table: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns that a person refuses, as the table spells them."""
    spelt = {folded(name): name for name in table}
    wanted = [name.strip() for name in refuse if name.strip()]
    if missing := [name for name in wanted if folded(name) not in spelt]:
        raise CannotScore(f"There is no column “{missing[0]}”. There are: {', '.join(table)}.")
    return list(dict.fromkeys(spelt[folded(name)] for name in wanted))


def _listed(known: Sequence[str]) -> str:
    return ", ".join(f"“{value[:40]}”" for value in known[:8]) + (
        f" and {len(known) - 8} more" if len(known) > 8 else ""
    )
