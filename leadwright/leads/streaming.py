"""A long file row by row, never the whole of it in memory. Knows nothing of leads. Pure: no database.

`tables` says what a file is (encoding, delimiter, header); here it is read accordingly, also where it is far larger
than what comes in through a browser.
"""

import codecs
import io
import itertools
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from leadwright.leads import cells
from leadwright.leads.cells import MOST_BYTES, MOST_CELL, MOST_COLUMNS, MOST_ROWS
from leadwright.leads.quoting import USUAL, rows_in
from leadwright.leads.tables import filled_to, raw_rows, read_table
from leadwright.leads.workbooks import is_workbook

HEAD = 512 * 1024  # bytes by which a long file is known
PIECE = 1024 * 1024


def shape_of(file: BinaryIO, name: str) -> tuple[dict, list[list[str]]]:
    """What `tables.read_table` says of the file, and its first rows. Raises NotATable."""
    head = file.read(MOST_BYTES + 1)
    if len(head) <= MOST_BYTES or is_workbook(head):
        table = read_table(head, name)
        return table.shape(), [row for _number, row in itertools.islice(table.rows, 200)]
    table = read_table(cut(head[:HEAD]), name, whole=False)
    shape = table.shape()
    first = [row for _number, row in itertools.islice(table.rows, 200)]
    del head
    shape["encoding"] = encoding_throughout(file, shape["encoding"])
    shape["count"] = measured(file, shape)
    return shape, first


def cut(head: bytes) -> bytes:
    """Up to the end of the last whole line."""
    end = head.rfind(b"\n") + 1
    return head[: end + (-end % 4 if b"\0" in head[:64] else 0)] if end else head


def encoding_throughout(file: BinaryIO, guessed: str) -> str:
    """The encoding that the head shows, unless a later part is not written in it: then what that part looks like."""
    from leadwright.leads.encodings import guess_encoding

    file.seek(0)
    reader = codecs.getincrementaldecoder(guessed)()
    while piece := file.read(PIECE):
        try:
            reader.decode(piece)
        except UnicodeDecodeError:
            return guess_encoding(piece)
    return guessed


def measured(file: BinaryIO, shape: dict) -> int:
    """The number of rows that hold anything. Raises NotATable beyond the limits."""
    file.seek(0)
    columns, count = shape["columns"], 0
    lines = text_rows(file, shape, whole=True)
    for number, row in enumerate(itertools.islice(lines, shape["header_row"], None), start=2):
        length = len("".join(row))
        if not length:
            continue
        count += 1
        if length > MOST_CELL and max(map(len, row)) > MOST_CELL:
            raise cells.too_full(number)
        if len(row) > len(columns) and (width := filled_to(row)) > len(columns):
            if width > MOST_COLUMNS:
                raise cells.too_wide(width)
            columns += [_("Column %(number)s") % {"number": place} for place in range(len(columns) + 1, width + 1)]
    if count > MOST_ROWS:
        raise cells.too_long()
    return count


def rows_of(file: BinaryIO, shape: dict, *, after: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The filled rows behind number `after`, as `tables.Table.rows` gives and numbers them, but not filled up to the
    table's width."""
    file.seek(0)
    lines = text_rows(file, shape) if shape["delimiter"] else workbook(file)
    for number, row in enumerate(itertools.islice(lines, shape["header_row"], None), start=2):
        if number > after:
            cleaned = clean(row)
            if any(cleaned):
                yield number, cleaned


def workbook(file: BinaryIO) -> Iterator[list[str]]:
    return raw_rows(file.read(), "", "")


def text_rows(file: BinaryIO, shape: dict, *, whole: bool = False) -> Iterator[list[str]]:
    from leadwright.leads.encodings import strays_of

    text = io.TextIOWrapper(file, encoding=shape["encoding"], errors=strays_of(shape["encoding"]), newline="")
    first = text.readline().removeprefix("\ufeff")
    lines = iter(text) if first[:4].lower() == "sep=" else itertools.chain([first], text)  # Excel's own hint
    try:
        yield from rows_in(lines, shape["delimiter"], shape.get("manner", USUAL), whole=whole)
    finally:
        if not file.closed:
            text.detach()  # it stays open: it is not ours


def clean(row: list[str]) -> list[str]:
    """As `cells.plain` leaves each cell; most rows need no more than their blanks taken off."""
    if "".join(row).isprintable():
        return list(map(str.strip, row))
    return [cells.plain(cell) for cell in row]
