"""Rows back out as CSV that no spreadsheet takes for formulas."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"[+\-]?[\d\s().,]+")
STARTS = frozenset("=+-@|")
BREAKS = frozenset("\t\r")
AFTER_A_BREAK = re.compile(r"([;,\t\r\n|][\s\x00\u200b-\u200f\u2060\ufeff]*)([=+\-@\uff1d\uff0b\uff0d\uff20\ufe66])")


def as_csv(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """Line by line, with the mark by which spreadsheets know UTF-8."""
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line, quoting=csv.QUOTE_ALL).writerow([harmless(str(cell)) for cell in row])
        yield line.getvalue()


def harmless(cell: str) -> str:
    """The cell as text: what a spreadsheet would work out gets an apostrophe before it (CWE-1236). Numbers stay."""
    if NUMBER.fullmatch(cell):
        return cell
    broken = AFTER_A_BREAK.sub(r"\1'\2", cell)
    return f"'{broken}" if broken[:1] in BREAKS or first_sign(broken) in STARTS else broken


def first_sign(cell: str) -> str:
    """What a reader sees first: blanks and what no screen shows are passed over, full-width forms are what they
    mean."""
    seen = (sign for sign in unicodedata.normalize("NFKC", cell) if unicodedata.category(sign)[0] not in "ZC")
    return next(seen, "none")
