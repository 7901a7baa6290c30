"""What a table may hold, and how one cell is made plain text."""

import re
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

MOST_BYTES = 25 * 1024 * 1024
MOST_COLUMNS = 200
MOST_ROWS = 1_000_000
MOST_CELL = 32 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")

type_of_cell = str | float | int | bool | date | datetime | time | timedelta | None


class NotATable(Exception):
    """A file that cannot be read as a table. `sentence` is for the person who chose it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def plain(cell: type_of_cell) -> str:
    """A cell as text, without what no screen shows and no database takes. Whole numbers carry no `.0`."""
    if isinstance(cell, str):
        return CONTROL.sub("", cell).strip()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def too_wide(width: int) -> NotATable:
    return NotATable(
        _("This file has %(width)s columns; a list of people has at most %(most)s.")
        % {"width": width, "most": MOST_COLUMNS}
    )


def too_long() -> NotATable:
    return NotATable(_("This file has more than %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"})


def too_full(number: int) -> NotATable:
    return NotATable(
        _("Row %(number)s holds a cell longer than 32 KB: it looks as if a quotation mark there is never closed.")
        % {"number": number}
    )


def never_closed(line: int) -> NotATable:
    return NotATable(
        _("A quotation mark in line %(line)s is never closed: all below it would be one cell.") % {"line": line}
    )
