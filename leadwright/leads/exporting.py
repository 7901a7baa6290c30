"""Rows back out as CSV that no spreadsheet takes for formulas."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

NUMBER = re.compile(r"[+\-]?[\d\s().,]+")
STARTS = "=+-@|\t\r"
AFTER_A_BREAK = re.compile(r"([;,\t\r\n|])(\s*[=+\-@])")


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
    first = unicodedata.normalize("NFKC", broken.lstrip("\ufeff\u200b \xa0\n"))[:1]
    return f"'{broken}" if first and first in STARTS else broken
