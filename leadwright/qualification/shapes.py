"""How a column of any lead table is read: as a number, a date or a choice, cut into a few bins, or as words. Pure.

A bin is what a person can name: "305 to 1,120", "“SMS Sent”", "nothing filled in". A blank is a bin of its own,
for what nobody filled in says something too.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache

from leadwright.qualification.numerals import CLOCKED, number, written_with

NUMBER, DATE, CHOICE, WORD = "number", "date", "choice", "word"
BLANKS = {"", "-", "--", "---", "n/a", "na", "n.a.", "nan", "null", "none", "nil", "#n/a", "nat"}
# As a choice these may tell something of their own; where a number or a date should stand they are blank.
NOT_CHOSEN = {
    ".", "?", "select", "(select)", "please select", "select one", "choose", "(blank)", "(empty)", "undefined",
    "unknown", "not specified", "not set", "not available", "not provided", "not entered", "missing", "no data", "tbd",
    "tba", "nėra", "nenurodyta", "nenurodytas", "nežinoma", "pasirinkite", "keine angabe", "k.a.", "k. a.", "unbekannt",
}  # fmt: skip
MOSTLY = 0.95  # of the filled cells are to be read for a column to be of a kind
MOST_BINS, ROWS_A_BIN = 10, 40
MOST_LEVELS, MOST_WORDS = 60, 60
KIND_SAMPLE = 400
ORDERS = ("%Y-%m-%d", "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y", "%b %d %Y", "%d %B %Y", "%B %d %Y", "%y-%m-%d", "%m-%d-%y")
WORDS = re.compile(r"[^\W\d_]{2,}")
HOURS = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AaPp][Mm])?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$")


def is_blank(cell: str) -> bool:
    return cell.strip().casefold() in BLANKS


def is_missing(cell: str) -> bool:
    """Blank, or a word that says that nothing was chosen or is known."""
    plain = cell.strip().casefold()
    return plain in BLANKS or plain in NOT_CHOSEN


def day(cell: str, order: str) -> float | None:
    """The day of a date with or without a time of day, counted from the year 1; None where it is none."""
    text = re.sub(r"[/.]", "-", HOURS.sub("", cell.strip())).replace(",", "")
    try:
        return float(datetime.strptime(text, order).toordinal())
    except ValueError:
        return None


@dataclass(frozen=True)
class Shape:
    """One column, or one word that stands in many of its cells. `edges` are the lower bounds of all bins of a number
    or date but the first; `levels` the choices; `order` how its dates or its decimals are written."""

    name: str
    kind: str
    edges: tuple[float, ...] = ()
    levels: tuple[str, ...] = ()
    order: str = ""
    centre: float = 0.0
    spread: float = 1.0

    @property
    def size(self) -> int:
        """How many bins: the named ones, for a choice one for all others, and the last for a blank."""
        if self.kind == WORD:
            return 2
        return len(self.levels) + 2 if self.kind == CHOICE else len(self.edges) + 2

    def place(self, cell: str) -> int:
        """The bin of a cell. What cannot be read as the column is read counts as a blank."""
        if self.kind == WORD:
            return 0 if self.levels[0] in words_in(cell) else 1
        if self.kind == CHOICE:
            if is_blank(cell):
                return self.size - 1
            return self._index.get(folded(cell), len(self.levels))
        value = self.value(cell)
        return self.size - 1 if value is None else bisect_right(self.edges, value)

    def value(self, cell: str) -> float | None:
        if self.kind in {CHOICE, WORD} or is_missing(cell):
            return None
        return number(cell, self.order) if self.kind == NUMBER else day(cell, self.order)

    def height(self, cell: str) -> float:
        """Where a number or date lies, in spreads from the centre, at most 3; 0 for a choice and for a blank."""
        value = self.value(cell)
        return 0.0 if value is None else max(-3.0, min(3.0, (value - self.centre) / self.spread))

    def label(self, at: int) -> str:
        """The bin in words."""
        if self.kind == WORD:
            return f"the word “{self.levels[0]}”" if at == 0 else f"nothing of “{self.levels[0]}”"
        if at == self.size - 1:
            return "nothing filled in"
        if self.kind == CHOICE:
            return f"“{self.levels[at]}”" if at < len(self.levels) else "another value"
        bounds = [self._written(edge) for edge in self.edges]
        if not bounds:
            return "anything filled in"
        if at == 0:
            return f"below {bounds[0]}"
        return f"{bounds[at - 1]} or more" if at == len(bounds) else f"{bounds[at - 1]} to {bounds[at]}"

    def _written(self, edge: float) -> str:
        if self.kind == DATE:
            return datetime.fromordinal(int(edge)).date().isoformat()
        if self.order == CLOCKED:
            return f"{int(edge) // 60}:{int(edge) % 60:02}"
        return f"{edge:,.0f}" if edge == int(edge) else f"{edge:,.4g}"

    @property
    def _index(self) -> dict[str, int]:
        cached = self.__dict__.get("_levels_at")
        if cached is None:
            cached = {folded(level): at for at, level in enumerate(self.levels)}
            self.__dict__["_levels_at"] = cached  # a cache; the value stays frozen
        return cached

    def stored(self) -> dict:
        return asdict(self)


def restored(kept: dict) -> Shape:
    return Shape(**{**kept, "edges": tuple(kept["edges"]), "levels": tuple(kept["levels"])})


def folded(cell: str) -> str:
    """Two spellings of one choice: case and spaces do not count."""
    return " ".join(cell.casefold().split())


def kind_of(cells: Sequence[str]) -> tuple[str, str]:
    """The kind of a column, with the order of the parts of a date, or how a number writes its decimals."""
    filled = [cell for cell in cells if not is_missing(cell)]
    sample = filled[:: max(1, len(filled) // KIND_SAMPLE)]
    if not sample:
        return CHOICE, ""
    enough = MOSTLY * len(sample)
    written = written_with(sample)
    for way in (written, CLOCKED):
        if sum(number(cell, way) is not None for cell in sample) >= enough:
            return NUMBER, way
    if sum(any(sign.isdigit() for sign in cell) for cell in sample) < enough:
        return CHOICE, ""
    found = [(sum(day(cell, order) is not None for cell in sample), -at) for at, order in enumerate(ORDERS)]
    read, at = max(found)
    return (DATE, ORDERS[-at]) if read >= enough else (CHOICE, "")


def shape_of(name: str, cells: Sequence[str]) -> Shape:
    """How to read a column, learnt from its cells."""
    kind, order = kind_of(cells)
    if kind == CHOICE:
        return Shape(name, CHOICE, levels=_levels(cells))
    plain = Shape(name, kind, order=order)
    values = sorted(value for cell in cells if (value := plain.value(cell)) is not None)
    centre = sum(values) / len(values)
    spread = (sum((value - centre) ** 2 for value in values) / len(values)) ** 0.5
    return Shape(name, kind, edges=_edges(values), order=order, centre=centre, spread=spread or 1.0)


def shapes_of(name: str, cells: Sequence[str]) -> list[Shape]:
    """The column as a whole and, where its cells are texts of which hardly two are the same, the words that many of
    them share."""
    whole = shape_of(name, cells)
    return [whole, *(Shape(name, WORD, levels=(word,)) for word in words_of_cells(whole, cells))]


def words_of_cells(whole: Shape, cells: Sequence[str]) -> list[str]:
    """The words that tell texts of a column apart: in one of a hundred cells at the least and not in nearly all;
    none where the choices of the column say it all."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if whole.kind != CHOICE or len(filled) < 20:
        return []
    listed = sum(whole.place(cell) < len(whole.levels) for cell in filled)
    if listed >= MOSTLY * len(filled) or sum(len(cell.split()) for cell in filled) < 1.5 * len(filled):
        return []
    counts = Counter(word for cell in filled for word in words_in(cell))
    least, most = max(8, len(cells) // 100), 0.9 * len(filled)
    often = sorted(((count, word) for word, count in counts.items() if least <= count <= most), reverse=True)
    return [word for _count, word in often[:MOST_WORDS]]


@lru_cache(maxsize=4096)
def words_in(cell: str) -> frozenset[str]:
    """The words of a text, without figures and single letters."""
    return frozenset(WORDS.findall(cell.casefold()))


def _edges(values: list[float]) -> tuple[float, ...]:
    """Quantiles; fewer where there are few rows, and none that would leave the first bin empty. A value that fills a
    bin alone, as a zero often does, has one of its own."""
    bins = max(2, min(MOST_BINS, len(values) // ROWS_A_BIN))
    distinct = sorted(set(values))
    if len(distinct) <= bins:
        return tuple(distinct[1:])
    cuts = {values[len(values) * at // bins] for at in range(1, bins)}
    if sum(value == values[0] for value in values) >= len(values) / bins:
        cuts.add(distinct[1])
    return tuple(sorted(cut for cut in cuts if cut > values[0])) or (values[-1],)


def _levels(cells: Sequence[str]) -> tuple[str, ...]:
    """The usual spellings of the choices that come often enough to learn from, the most frequent first."""
    filled = [cell.strip() for cell in cells if not is_blank(cell)]
    least = max(5, round(len(cells) * 0.002))
    spellings: dict[str, Counter] = {}
    for cell, count in Counter(filled).items():
        spellings.setdefault(folded(cell), Counter())[" ".join(cell.split())] += count
    often = sorted(((counts.total(), level) for level, counts in spellings.items()), reverse=True)
    return tuple(spellings[level].most_common(1)[0][0] for count, level in often[:MOST_LEVELS] if count >= least)
