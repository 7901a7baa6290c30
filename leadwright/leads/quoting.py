"""How the cells of a text file are quoted: as most programs do, or in one of the ways that others do. Pure."""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from leadwright.leads import cells

USUAL, SPACED, SINGLE, ESCAPED, WRAPPED, FRAMED = "", "spaced", "single", "escaped", "wrapped", "framed"
MANNERS: dict[str, dict] = {
    USUAL: {},
    SPACED: {"skipinitialspace": True},  # "a", "b"
    SINGLE: {"quotechar": "'"},
    ESCAPED: {"escapechar": "\\"},  # "he said \"no\""
    WRAPPED: {},  # "a,b,""c""": each line was taken for one cell and quoted once more
    FRAMED: {},  # | a | b |
}
SAMPLE_ROWS = 60
RULED = re.compile(r"\s*[:+]?[-=_]{2,}[-=_+|]*[:+]?\s*")  # a cell of a line that is drawn below a header
RULES = ("--", "==", "__", ":-", "+-", "+=")


def rows_in(lines: Iterable[str], delimiter: str, manner: str = USUAL, *, whole: bool = False) -> Iterator[list[str]]:
    """The rows of a text. Raises NotATable where a cell is too large or, of a `whole` file, where a quotation mark is
    never closed: all that follows it would be one cell."""
    ended = 0  # the line that the last row ended with

    def no_more() -> Iterator[str]:
        if whole and reader.line_num > max(ended, 1):
            raise cells.never_closed(ended + 1)
        yield from ()

    reader = csv.reader(itertools.chain(lines, no_more()), delimiter=delimiter, **MANNERS[manner])
    undone = {WRAPPED: lambda row: opened(row, delimiter), FRAMED: lambda row: row[1:-1]}.get(manner, list)
    try:
        for row in reader:
            ended = reader.line_num
            ruled = row and row[manner == FRAMED and len(row) > 1].lstrip()[:2] in RULES and is_ruled(row)
            yield [] if ruled else undone(row) if manner else row
    except csv.Error:
        raise cells.too_full(reader.line_num) from None


def is_ruled(row: list[str]) -> bool:
    return all(RULED.fullmatch(cell) for cell in row if cell.strip())


def opened(row: list[str], delimiter: str) -> list[str]:
    """The cells of a line that was quoted as one cell."""
    return next(csv.reader(row, delimiter=delimiter), []) if len(row) == 1 else row


def unwrapped(sample: str) -> str:
    """The lines without the quotation marks around each of them, where each is so and nothing shows that they hold one
    cell of text: as many delimiters in each, with no blank behind. Else ""."""
    lines = [line for line in sample.splitlines() if line][:SAMPLE_ROWS]
    if len(lines) < 2 or not all(re.fullmatch(r'"(?:[^"]|"")*"', line) for line in lines):
        return ""
    bare = [line[1:-1].replace('""', '"') for line in lines]
    for delimiter in ",;\t|":
        cuts = {line.count(delimiter) for line in bare}
        if cuts != {0} and len(cuts) == 1 and f"{delimiter} " not in "".join(bare):
            return "\n".join(bare)
    return ""


def guess_manner(sample: str, delimiter: str) -> str:
    """The usual way, unless the text shows another and reads more evenly so."""
    lines = [line.strip() for line in sample.splitlines()[:SAMPLE_ROWS] if line.strip()[:1] not in {"", "+"}]
    if delimiter == "|" and all(len(line) > 1 and line[0] == line[-1] == "|" for line in lines):
        return FRAMED
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
