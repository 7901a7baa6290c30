"""How the cells of a text file are quoted: as most programs do, or in one of the ways that others do. Pure."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from leadwright.leads import cells

USUAL, SPACED, SINGLE, ESCAPED = "", "spaced", "single", "escaped"
MANNERS: dict[str, dict] = {
    USUAL: {},
    SPACED: {"skipinitialspace": True},  # "a", "b"
    SINGLE: {"quotechar": "'"},
    ESCAPED: {"escapechar": "\\"},  # "he said \"no\""
}
SAMPLE_ROWS = 60


def rows_in(lines: Iterable[str], delimiter: str, manner: str = USUAL, *, whole: bool = False) -> Iterator[list[str]]:
    """The rows of a text. Raises NotATable where a cell is too large or, of a `whole` file, where a quotation mark is
    never closed: all that follows it would be one cell."""
    open_row: list[str] = []

    def kept() -> Iterator[str]:
        for line in lines:
            open_row.append(line)
            yield line
        if open_row and reader.line_num > 1:
            raise cells.never_closed(reader.line_num - len(open_row) + 1)

    reader = csv.reader(kept() if whole else lines, delimiter=delimiter, **MANNERS[manner])
    try:
        for row in reader:
            open_row.clear()
            yield row
    except csv.Error:
        raise cells.too_full(reader.line_num) from None


def guess_manner(sample: str, delimiter: str) -> str:
    """The usual way, unless the text shows another and reads more evenly so."""
    cut = re.escape(delimiter)
    shown = {
        SPACED: re.search(rf'{cut} +"[^"]*"\s*({cut}|$)', sample, re.MULTILINE),
        SINGLE: '"' not in sample and re.search(rf"(^|{cut})'[^'\n]*{cut}[^'\n]*'({cut}|\s*$)", sample, re.MULTILINE),
        ESCAPED: '\\"' in sample and '""' not in sample,
    }
    usual = even(sample, delimiter, USUAL)
    for manner, shows in shown.items():
        if shows and even(sample, delimiter, manner) > usual - (manner == SPACED) * 1e-9:
            return manner
    return USUAL


def even(sample: str, delimiter: str, manner: str) -> float:
    """The share of rows that have as many cells as most."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter, **MANNERS[manner])
    try:
        widths = Counter(len(row) for row in itertools.islice(reader, SAMPLE_ROWS) if any(row))
    except csv.Error:
        return 0.0
    return max(widths.values()) / widths.total() if widths else 0.0
