"""Columns that must not be learnt from: those that hold the outcome, say nothing, or name the row. Pure.

What gives a leak away: (a) alone it tells the outcomes apart better than anything that is known beforehand does;
(b) half of the successes sit in cells where hardly anything fails; (c) it is filled in only where it went one way;
(d) its name says that a person wrote it down after working the lead, and it does tell the outcomes apart. Where the
name alone speaks, or the data alone are only suspicious, a person is asked and nothing is refused.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from random import Random
from statistics import mean

from leadwright.qualification.measures import auc
from leadwright.qualification.numerals import number
from leadwright.qualification.shapes import (
    CHOICE,
    DATE,
    NUMBER,
    Shape,
    folded,
    is_blank,
    is_missing,
    kind_of,
    shape_of,
    words_in,
    words_of_cells,
)

FILLED_ONE_WAY = "It is filled in only where the lead went one way."
LEAKS, CONSTANT, IDENTIFIER, FREE_TEXT, BY_PERSON = "leaks", "constant", "an identifier", "free text", "refused"
FOLDS = 5
TOO_GOOD, TOO_GOOD_A_NUMBER, SUSPICIOUS = 0.88, 0.93, 0.80
JUDGED, HINTED = 0.70, 0.60
DOUBT = 0.5  # standard errors: of few rows an honest column may look too good by chance
BY_CHANCE = 1e-5
AFTERWARDS = {
    "tag", "tags", "quality", "status", "stage", "outcome", "result", "disposition", "rating", "grade",
    "verdict", "closed", "close", "won", "lost", "reason", "converted", "conversion", "qualified", "deal",
    "signed", "enrolled", "remark", "remarks", "comment", "comments", "feedback", "duration", "paid", "payment",
    "purchased", "churned", "approved", "rejected", "note", "notes", "disqualified", "disqualification",
    "būsena", "statusas", "etapas", "rezultatas", "laimėta", "pralaimėta", "priežastis", "sutartis", "sutarties",
    "atmesta", "atmetimo", "pastaba", "pastabos", "komentaras", "įvertinimas", "sumokėta", "ergebnis", "grund",
    "abschluss", "abgeschlossen", "gewonnen", "verloren", "bemerkung",
}  # fmt: skip
MAYBE_AFTERWARDS = {
    "score", "profile", "last", "latest", "recent", "modified", "updated", "notable", "segment", "priority",
    "label",
}  # fmt: skip
NAMES_A_ROW = {
    "id", "ids", "uuid", "guid", "key", "number", "no", "nr", "ref", "reference", "email", "mail", "phone",
    "mobile", "url", "link", "hash", "telefonas", "paštas", "kodas",
}  # fmt: skip
NAMES_SOMEBODY = {
    "name", "names", "firstname", "surname", "lastname", "person", "contact", "owner", "company", "account", "address",
    "street", "website", "vardas", "pavardė", "įmonė", "adresas", "firma", "strasse", "ansprechpartner", *NAMES_A_ROW,
}  # fmt: skip
# Beside these a word of AFTERWARDS says something that is known beforehand: a marital status, the stage of a start-up.
BEFOREHAND = {
    "duration": {
        "session",
        "sessions",
        "visit",
        "visits",
        "page",
        "pages",
        "site",
        "website",
        "web",
        "browsing",
        "video",
    },
    "status": {"employment", "marital", "legal", "education", "residence", "residency", "family", "work", "student"},
    "stage": {"funding", "company", "growth", "startup", "investment", "business"},
    "paid": {"ad", "ads", "search", "media", "social", "channel", "traffic", "campaign"},
    "conversion": {"page", "first", "form", "landing"},
    "rating": {"credit", "app", "site"},
    "grade": {"job", "school", "pay"},
}


@dataclass(frozen=True)
class Refused:
    """A column that is left out: `why` is one of the codes above, `detail` says it in a sentence."""

    name: str
    why: str
    detail: str


def words_of(name: str) -> set[str]:
    """`leadQuality`, `lead_quality` and `Lead Quality` are the same words."""
    return set(re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", name).lower()))


def says_nothing(name: str, cells: Sequence[str]) -> Refused | None:
    """Constant, an identifier, or free text: nothing that another lead could share."""
    counts = Counter(cell.strip().casefold() if not is_blank(cell) else "" for cell in cells)
    most, often = counts.most_common(1)[0]
    if len(cells) - often < max(3, round(len(cells) * 0.001)):
        what = f"“{most}”" if most else "empty"
        return Refused(name, CONSTANT, f"{what} in {often:,} of {len(cells):,} rows.")
    filled = [cell.strip() for cell in cells if not is_blank(cell)]
    distinct = len({cell.casefold() for cell in filled})
    if len(filled) < 20 or distinct < 0.5 * len(filled):
        return None
    kind, _order = kind_of(filled)
    if kind == NUMBER and not _numbers_rows(name, filled):
        return None
    if kind == DATE:
        return None
    detail = f"{distinct:,} different values in {len(filled):,} rows."
    if kind == CHOICE and not words_of(name) & NAMES_SOMEBODY and len(words_of_cells(shape_of(name, cells), cells)) > 1:
        return None  # texts that share words
    if kind == CHOICE and mean(len(cell.split()) for cell in filled) > 4:
        return Refused(name, FREE_TEXT, detail)
    often = Counter(cell.casefold() for cell in filled).most_common(1)[0][1]
    if kind == CHOICE and distinct < 0.9 * len(filled) and often >= max(5, 0.02 * len(cells)):
        return None  # many rare values, but some that come often enough to learn from
    return Refused(name, IDENTIFIER, detail)


def _numbers_rows(name: str, filled: list[str]) -> bool:
    """Whole numbers, hardly one of them twice, that are called a number, count upwards, or are a telephone's."""
    values = [number(cell) for cell in filled]
    whole = [value for value in values if value is not None and value == int(value)]
    if len(whole) < 0.99 * len(filled) or len(set(whole)) < 0.98 * len(whole):
        return False
    called = bool(words_of(name) & NAMES_A_ROW) or name.lower().endswith("id")
    steps = sum(after > before for before, after in zip(whole, whole[1:], strict=False))
    counts_on = max(steps, len(whole) - 1 - steps) >= 0.98 * (len(whole) - 1)
    lengths = {len(str(int(abs(value)))) for value in whole}
    return called or counts_on or (len(lengths) == 1 and lengths.pop() >= 9)


def strength(places: Sequence[int], outcomes: Sequence[bool]) -> float:
    """How well the column alone ranks leads that it was not learnt from: 0.5 not at all, 1 entirely."""
    base = mean(outcomes)
    chances = [base] * len(places)
    total, won = Counter(), Counter()
    folds = fold_of(outcomes)
    for place, outcome, fold in zip(places, outcomes, folds, strict=True):
        total[place, fold] += 1
        won[place, fold] += outcome
    all_of = Counter()
    won_of = Counter()
    for (place, fold), count in total.items():
        all_of[place] += count
        won_of[place] += won[place, fold]
    for at, (place, fold) in enumerate(zip(places, folds, strict=True)):
        rows = all_of[place] - total[place, fold]
        chances[at] = (won_of[place] - won[place, fold] + 10 * base) / (rows + 10)
    return max(auc_by_fold(chances, outcomes, folds), 0.5)


def fold_of(outcomes: Sequence[bool], alike: Sequence[int] = ()) -> list[int]:
    """Five parts with as many successes in each, drawn by a fixed lot: the same table gives the same parts. Rows that
    have the same value in `alike` come into one part."""
    folds = [0] * len(outcomes)
    lot = Random(7)  # noqa: S311 - parts of a table, no secret
    for kind in (True, False):
        rows = [at for at, outcome in enumerate(outcomes) if bool(outcome) is kind]
        lot.shuffle(rows)
        for turn, at in enumerate(rows):
            folds[at] = turn % FOLDS
    first: dict[int, int] = {}
    for at, same in enumerate(alike):
        folds[at] = folds[first.setdefault(same, at)]
    return folds


def auc_by_fold(chances: Sequence[float], outcomes: Sequence[bool], folds: Sequence[int]) -> float:
    """Within each part, and averaged by pairs: across parts the base rates differ and would turn the ranks round."""
    right, pairs = 0.0, 0
    for fold in range(FOLDS):
        picked = [at for at, of in enumerate(folds) if of == fold]
        won = sum(bool(outcomes[at]) for at in picked)
        count = won * (len(picked) - won)
        right += count * auc([chances[at] for at in picked], [outcomes[at] for at in picked])
        pairs += count
    return right / pairs if pairs else 0.5


def pure_share(places: Sequence[int], outcomes: Sequence[bool]) -> tuple[float, float]:
    """The share of the successes that sit in bins where failures are ten times rarer than elsewhere, and of the
    failures in bins where successes are."""
    rows, won = Counter(places), Counter(place for place, outcome in zip(places, outcomes, strict=True) if outcome)
    base = mean(outcomes)
    good = [place for place, count in rows.items() if count >= 10 and (count - won[place]) / count <= 0.1 * (1 - base)]
    bad = [place for place, count in rows.items() if count >= 10 and won[place] / count <= 0.1 * base]
    successes = sum(map(bool, outcomes))
    return (
        sum(won[place] for place in good) / successes,
        sum(rows[place] - won[place] for place in bad) / (len(outcomes) - successes),
    )


def one_way(cells: Sequence[str], outcomes: Sequence[bool]) -> bool:
    """Where something is filled in, the lead nearly always went one way, beyond what chance may do among columns."""
    filled = [bool(outcome) for cell, outcome in zip(cells, outcomes, strict=True) if not is_missing(cell)]
    if len(filled) < 8 or len(filled) == len(cells):
        return False
    base, here = mean(map(bool, outcomes)), mean(filled)
    return (1 - here <= min(0.02, 0.1 * (1 - base)) and base ** sum(filled) <= BY_CHANCE) or (
        here <= min(0.02, 0.1 * base) and (1 - base) ** (len(filled) - sum(filled)) <= BY_CHANCE
    )


def differs_one_way(cells: Sequence[str], outcomes: Sequence[bool]) -> str:
    """The value that nearly all who were not won have, where nearly all rows with another value were won: a count that
    is 0 for all of them. "" where there is none. The other way round proves nothing: nobody may ever have been won in a
    country that we do not sell to."""
    filled = [(folded(cell), bool(won)) for cell, won in zip(cells, outcomes, strict=True) if not is_missing(cell)]
    lost = Counter(value for value, won in filled if not won)
    if not lost:
        return ""
    usual, count = lost.most_common(1)[0]
    rest, successes = lost.total() - count, sum(map(bool, outcomes))
    differ = sum(won and value != usual for value, won in filled)
    often = differ >= max(8, 0.1 * successes) and rest <= 0.005 * lost.total() and rest <= 0.02 * (differ + rest)
    return usual if often and (successes / len(outcomes)) ** differ <= BY_CHANCE else ""


def error_of(alone: float, outcomes: Sequence[bool]) -> float:
    """The standard error of such a share of pairs, in a table of these outcomes (Hanley and McNeil, 1982)."""
    won = sum(map(bool, outcomes))
    lost = len(outcomes) - won
    of_won, of_lost = alone / (2 - alone) - alone**2, 2 * alone**2 / (1 + alone) - alone**2
    return ((alone * (1 - alone) + (won - 1) * of_won + (lost - 1) * of_lost) / (won * lost)) ** 0.5


def strength_in_words(cells: Sequence[str], words: Sequence[str], outcomes: Sequence[bool]) -> float:
    """As `strength`, for the words of a text together: each adds what it says alone (naive Bayes)."""
    if not words:
        return 0.5
    kept, folds, base = set(words), fold_of(outcomes), mean(map(bool, outcomes))
    held = [tuple(words_in(cell) & kept) for cell in cells]
    total, won = Counter(), Counter()
    for of_row, outcome, fold in zip(held, outcomes, folds, strict=True):
        for word in of_row:
            for key in ((word, fold), (word, None)):
                total[key] += 1
                won[key] += outcome
    chances = []
    for of_row, fold in zip(held, folds, strict=True):
        adds = 0.0
        for word in of_row:
            rows, wins = total[word, None] - total[word, fold], won[word, None] - won[word, fold]
            there = (wins + 10 * base) / (rows + 10)
            adds += log(there / (1 - there))
        chances.append(adds - len(of_row) * log(base / (1 - base)))
    return max(auc_by_fold(chances, outcomes, folds), 0.5)


def strength_by_value(shape: Shape, cells: Sequence[str], outcomes: Sequence[bool]) -> float:
    """As `strength`, for the order of numbers or dates alone: where successes are rare all of them may lie in one bin.
    Nothing where most cells hold none."""
    value_of = {cell: shape.value(cell) for cell in set(cells)}
    filled = [(value, won) for cell, won in zip(cells, outcomes, strict=True) if (value := value_of[cell]) is not None]
    if 2 * len(filled) < len(cells):
        return 0.5
    ranked = auc([value for value, _won in filled], [won for _value, won in filled])
    return max(ranked, 1 - ranked)


def leak(shape: Shape, cells: Sequence[str], outcomes: Sequence[bool]) -> tuple[Refused | None, Refused | None]:
    """(refused, flagged): at most one of the two."""
    place_of = {cell: shape.place(cell) for cell in set(cells)}
    places = [place_of[cell] for cell in cells]
    in_words = strength_in_words(cells, words_of_cells(shape, cells), outcomes)
    alone = max(strength(places, outcomes), in_words, strength_by_value(shape, cells, outcomes))
    percent = f"alone it ranks {100 * alone:.0f} % of the pairs right"
    successes, failures = pure_share(places, outcomes)
    blank = strength([is_missing(cell) for cell in cells], outcomes)
    sure = alone - DOUBT * error_of(alone, outcomes)
    if sure >= (TOO_GOOD if shape.kind != NUMBER else TOO_GOOD_A_NUMBER) or blank >= TOO_GOOD:
        return Refused(shape.name, LEAKS, f"Too good to have been known before: {percent}."), None
    if 0.02 <= mean(outcomes) <= 0.8 and successes >= 0.5:
        said = f"{100 * successes:.0f} % of the successes have values with which hardly a lead fails: {percent}."
        return Refused(shape.name, LEAKS, said), None
    if mean(outcomes) >= 0.2 and failures >= 0.6 and alone >= JUDGED:
        said = f"{100 * failures:.0f} % of the failures have values with which hardly a lead succeeds: {percent}."
        return Refused(shape.name, LEAKS, said), None
    if one_way(cells, outcomes):
        return Refused(shape.name, LEAKS, FILLED_ONE_WAY), None
    if usual := differs_one_way(cells, outcomes):
        said = f"Nearly all who were not won have “{usual}”, and who has another value was won."
        return Refused(shape.name, LEAKS, said), None
    called = words_of(shape.name)
    called = called - {word for word, beside in BEFOREHAND.items() if called & beside}
    if called & AFTERWARDS and alone >= JUDGED:
        word = sorted(called & AFTERWARDS)[0]
        said = f"The name (“{word}”) says that it is written down once the lead was worked, and {percent}."
        return Refused(shape.name, LEAKS, said), None
    if alone >= SUSPICIOUS or (called & (AFTERWARDS | MAYBE_AFTERWARDS) and alone >= HINTED):
        said = f"It may be written down once the lead was worked: {percent}. If so, refuse it."
        return None, Refused(shape.name, "may leak", said)
    return None, None
