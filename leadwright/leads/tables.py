"""Reads whatever file marketing has: CSV in any encoding and with any delimiter, or a workbook, also one that is
called .csv, or visiting cards (vCard). Knows nothing of leads. What cannot be read raises NotATable with a sentence
for the person who chose it.
"""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leadwright.leads import cells
from leadwright.leads.cards import are_cards, card_rows
from leadwright.leads.cells import MOST_BYTES, MOST_CELL, MOST_COLUMNS, MOST_ROWS, NotATable
from leadwright.leads.encodings import guess_encoding, strays_of, utf16_without_mark
from leadwright.leads.quoting import USUAL, WRAPPED, guess_manner, rows_in, unwrapped
from leadwright.leads.workbooks import is_workbook, workbook_rows

__all__ = ["NotATable", "Table", "read_table"]

SAMPLE_ROWS = 60
HEAD_ROWS = 20  # lines that may stand above the header: a title, a date, who made the report
DELIMITERS = (",", ";", "\t", "|", "^", "~")
SHORTEST_SAMPLE = 64_000
LONGER_THAN_A_CELL = 100  # signs
UNEVEN = 0.03  # how much the lines of a table without delimiters differ in length: blanks at the end are cut off
BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")  # signs that no text holds; odd blanks are none


@dataclass(frozen=True)
class Table:
    """A file as a table. `header_row` is the line of the header counted from 1, 0 where the file has none."""

    content: bytes = field(repr=False)
    encoding: str
    delimiter: str  # "" for a workbook and for visiting cards
    header_row: int
    columns: tuple[str, ...]
    count: int
    manner: str = USUAL  # how its cells are quoted: see `quoting`

    @property
    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The filled rows, read anew each time, each with its number: the header row is 1, the first below it 2."""
        lines = raw_rows(self.content, self.encoding, self.delimiter, self.manner)
        for number, row in enumerate(itertools.islice(lines, self.header_row, None), start=2):
            if any(row):
                yield number, [*row[: len(self.columns)], *[""] * (len(self.columns) - len(row))]

    def shape(self) -> dict:
        """What is kept beside the file, so that it is read the same way again."""
        return {
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_row": self.header_row,
            "columns": list(self.columns),
            "count": self.count,
            "manner": self.manner,
        }


def read_table(content: bytes, name: str, *, encoding: str = "", whole: bool = True) -> Table:
    """The table in a file; `encoding` where a person chose it. Not `whole`: only its head. Raises NotATable."""
    refuse_others(content, name)
    delimiter, manner = "", USUAL
    if is_workbook(content):
        encoding = ""
    else:
        encoding = encoding or guess_encoding(content)
        text = decoded(content, encoding)
        if not are_cards(content):
            bare = unwrapped(text[:SHORTEST_SAMPLE].removeprefix("\ufeff"))
            delimiter = guess_delimiter(bare or text)
            manner = WRAPPED if bare else guess_manner(text[:SHORTEST_SAMPLE], delimiter)
            refuse_cut_by_place(text, delimiter)
    sample = list(itertools.islice(raw_rows(content, encoding, delimiter, manner), HEAD_ROWS + SAMPLE_ROWS))
    header_row = find_header(sample)
    header = sample[header_row - 1] if header_row else []
    width, count = measured(raw_rows(content, encoding, delimiter, manner, whole=whole), header_row)
    if not count:
        raise NotATable(_("There are no rows below the header in this file."))
    width = max(width, filled_to(header))
    if width > MOST_COLUMNS:
        raise cells.too_wide(width)
    return Table(content, encoding, delimiter, header_row, named(header, width), count, manner)


def reopened(content: bytes, shape: dict) -> Table:
    """A table that was read before, without guessing again."""
    return Table(
        content,
        shape["encoding"],
        shape["delimiter"],
        shape["header_row"],
        tuple(shape["columns"]),
        shape["count"],
        shape.get("manner", USUAL),
    )


def refuse_others(content: bytes, name: str) -> None:
    if not content.strip():
        raise NotATable(_("%(name)s is empty.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise NotATable(_("%(name)s is larger than 25 MB. Split it.") % {"name": name})
    if is_workbook(content):
        return
    start = content[:4096].lstrip().lower()
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"\x1f\x8b", b"bzh", b"rar!", b"7z\xbc\xaf")):
        raise NotATable(_("%(name)s is a picture, a document or a packed file, not a table.") % {"name": name})
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and not utf16_without_mark(content):
        refuse_binary(content[:20_000].decode("latin-1"))
    if start.startswith(b"begin:vcalendar"):
        raise NotATable(_("%(name)s is a calendar, not a table.") % {"name": name})
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"{\\rtf")):
        raise NotATable(_("%(name)s is a web page or a document. Save it as CSV or XLSX.") % {"name": name})
    if start.startswith(b"{") or re.match(rb"\[\s*\{", start):
        raise NotATable(_("%(name)s is JSON. Save it as CSV or XLSX.") % {"name": name})


def decoded(content: bytes, encoding: str) -> str:
    """The text of the file. Raises NotATable where the encoding does not fit it, or where it is no text at all."""
    try:
        text = content.decode(encoding, strays_of(encoding, content))
    except (UnicodeError, LookupError):
        raise NotATable(
            _("This file is not written in %(encoding)s. Choose another encoding.") % {"encoding": encoding}
        ) from None
    refuse_binary(text[:20_000])
    return text


def refuse_binary(sample: str) -> None:
    if len(BINARY.findall(sample)) > 5 + len(sample) // 100:
        raise NotATable(_("This is not a table: it holds bytes that are not text."))


def refuse_cut_by_place(text: str, delimiter: str) -> None:
    """Lines of one length with gaps in them and no delimiter: columns that stand at fixed places. Guessing where they
    are cut would spoil cells, so such a file is refused."""
    lines = [line for line in text[:SHORTEST_SAMPLE].splitlines()[:-1] if line.strip()][-SAMPLE_ROWS:]
    cuts, times = Counter(line.count(delimiter) for line in lines).most_common(1)[0] if lines else (0, 0)
    exact = (
        len({len(line) for line in lines}) == 1 and len(lines[0]) > LONGER_THAN_A_CELL
    )  # then a comma may be part of a cell
    if len(lines) < 3 or (cuts > exact and times > len(lines) / 2):
        return
    usual = sorted(map(len, lines))[len(lines) // 2]
    even = sum(abs(len(line) - usual) <= usual * UNEVEN for line in lines)
    gaps = sum("  " in line.strip() for line in lines)
    if even >= 0.7 * len(lines) and gaps > len(lines) / 2:
        raise NotATable(_("The columns of this file stand at fixed places, with no sign between them. Save it as CSV."))


def raw_rows(
    content: bytes, encoding: str, delimiter: str, manner: str = USUAL, *, whole: bool = False
) -> Iterator[list[str]]:
    """Every line as plain cells, before anything is known of a header."""
    if not delimiter and are_cards(content):
        for row in card_rows(decoded(content, encoding or guess_encoding(content)).removeprefix("\ufeff")):
            yield [cells.plain(cell) for cell in row]
        return
    if not delimiter:
        yield from workbook_rows(content)
        return
    text = decoded(content, encoding).removeprefix("\ufeff")
    if text[:6].lower().startswith("sep="):  # Excel's own hint line
        text = text.partition("\n")[2]
    for row in rows_in(io.StringIO(text, newline=""), delimiter, manner, whole=whole):
        yield [cells.plain(cell) for cell in row]


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts the most lines into the same number of cells; else clevercsv's opinion, else a comma."""
    sample = text[:SHORTEST_SAMPLE]
    if sample[:4].lower() == "sep=" and len(sample) > 4:
        return sample[4]
    scores = {delimiter: evenness(sample, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    if scores[best] > 0:
        return best
    import clevercsv  # a second of work for the few files whose lines leave it open

    try:
        dialect = clevercsv.Sniffer().sniff(sample[:4000], delimiters=[":", " ", *DELIMITERS])
    except clevercsv.Error:
        return ","
    return dialect.delimiter if dialect and dialect.delimiter and dialect.delimiter != " " else ","


def evenness(sample: str, delimiter: str) -> float:
    """The share of lines with the usual number of cells, weighed by that number; 0 where it does not cut at all."""
    try:
        rows = list(itertools.islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_ROWS))
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows[:-1] or rows if any(cell.strip() for cell in row))
    cut = {width: lines for width, lines in widths.items() if width > 1}
    if not cut:
        return 0
    width, lines = max(cut.items(), key=lambda one: (one[1], one[0]))
    return lines / widths.total() * (1 + min(width, 40) / 40)


def find_header(sample: list[list[str]]) -> int:
    """The line of the header, counted from 1: the first that is about as full as the table is and holds no data."""
    filled = [sum(bool(cell) for cell in row) for row in sample]
    usual = Counter(count for count in filled if count > 1).most_common(1)
    enough = max(1, round(usual[0][0] * 0.6)) if usual else 1
    for line, row in enumerate(sample[:HEAD_ROWS], start=1):
        if usual and filled[line - 1] < usual[0][0] and filled[line : line + 1] == [0]:
            continue  # it stands above a gap and names not all columns: who made the report, and when
        if filled[line - 1] >= enough and (len(row) > 1 or not usual):  # one cell alone is a title
            return 0 if looks_like_data(row) else line
    return 0


def looks_like_data(row: list[str]) -> bool:
    """A header names things: it holds no address and not mostly numbers."""
    full = [cell for cell in row if cell]
    numbers = sum(cell.replace(".", "").replace("-", "").replace(" ", "").lstrip("+").isdigit() for cell in full)
    return any("@" in cell and "." in cell for cell in full) or numbers * 2 > len(full)


def measured(rows: Iterator[list[str]], header_row: int) -> tuple[int, int]:
    """Width of the widest row and number of filled rows; raises NotATable beyond the limits."""
    width = count = 0
    for number, row in enumerate(rows, start=1):
        if number <= header_row or not any(row):
            continue
        count += 1
        width = max(width, filled_to(row))
        if width > MOST_COLUMNS:
            raise cells.too_wide(width)
        if any(len(cell) > MOST_CELL for cell in row):
            raise cells.too_full(number)
        if count > MOST_ROWS:
            raise cells.too_long()
    return width, count


def filled_to(row: list[str]) -> int:
    """The place of the last filled cell."""
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)


def named(header: list[str], width: int) -> tuple[str, ...]:
    """The columns' names, each on one line; those without one are counted."""
    names = [" ".join(name.split())[:120] for name in header[:width]]
    return tuple(
        name or _("Column %(number)s") % {"number": place}
        for place, name in enumerate([*names, *[""] * (width - len(names))], start=1)
    )
