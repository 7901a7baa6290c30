"""Workbooks (XLSX, XLS, ODS) by python-calamine. A zip that unpacks to far more than it is gets no further."""

import io
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from leadwright.leads.cells import MOST_COLUMNS, MOST_ROWS, NotATable, plain, too_long, too_wide

ZIP = b"PK\x03\x04"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 100
SMALL = 10 * 1024 * 1024  # below this a high ratio is only a dull sheet


def is_workbook(content: bytes) -> bool:
    return content.startswith((ZIP, OLE))


def workbook_rows(content: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet that holds any."""
    if content.startswith(ZIP):
        refuse_bombs(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheet = first_filled(book)
    except PasswordError:
        raise NotATable(_("This workbook is locked with a password. Save it without one.")) from None
    except (CalamineError, OSError, ValueError):
        raise NotATable(_("This workbook cannot be opened. Save it again as XLSX or CSV.")) from None
    if sheet is None:
        raise NotATable(_("This workbook is empty."))
    if sheet.width > MOST_COLUMNS:
        raise too_wide(sheet.width)
    if sheet.height > MOST_ROWS:
        raise too_long()
    return ([plain(cell) for cell in row] for row in sheet.iter_rows())


def first_filled(book: CalamineWorkbook) -> CalamineSheet | None:
    for number, known in enumerate(book.sheets_metadata):
        if known.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(number)
            if sheet.height and sheet.width:
                return sheet
    return None


def refuse_bombs(content: bytes) -> None:
    """Raises NotATable for a zip that is broken, is no workbook, or would unpack to more than any list needs."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError):
        raise NotATable(_("This workbook is damaged: it ends too early or is not what its name says.")) from None
    if not any(part.filename.startswith(("xl/", "content.xml")) for part in parts):
        raise NotATable(_("This is a packed folder, not a workbook. Unpack it and choose the list inside."))
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_RATIO * len(content)):
        raise NotATable(_("This workbook unpacks to far more than a list of people holds. It was not opened."))
