"""Mail that lies in files: one mail a file, a folder of them, or an mbox (RFC 4155) of many.

Nothing here holds more than one mail of an mbox in memory, and a file that cannot be read is a sentence, never a crash.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from leadwright.inbox.parsing import MOST_BYTES

MOST_FILES = 200_000
# "From address Day Mon 12 10:11:12 2026": what stands between two mails of an mbox, and not in the middle of a text.
SEPARATOR = re.compile(rb"From \S{1,320} +(?:\w{3},? +)?\w{3} +\w{1,3} +\d.{0,40}\d{4}.{0,20}$|From [^\s@]{0,60}\s*$")

__all__ = ["Found", "mails_in"]


@dataclass(frozen=True)
class Found:
    """`name` is the path as it was given, with "#2" for the second mail of an mbox. One of `raw` and `error` is set."""

    name: str
    raw: bytes = b""
    error: str = ""


def mails_in(path: Path) -> Iterator[Found]:
    """Each mail of a file or of a folder and its folders, by name. Hidden files are left out of a folder."""
    if not path.is_dir():
        yield from mails_of_file(path)
        return
    count = 0
    for one in sorted(path.rglob("*")):
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(path).parts):
            count += 1
            if count > MOST_FILES:
                yield Found(str(path), error=f"Only the first {MOST_FILES:,} files were read.")
                return
            yield from mails_of_file(one)


def mails_of_file(path: Path) -> Iterator[Found]:
    try:
        with path.open("rb") as file:
            if file.read(5) != b"From ":
                file.seek(0)
                yield Found(str(path), file.read(MOST_BYTES + 1))
                return
            file.seek(0)
            yield from numbered(str(path), split(file))
    except OSError as error:
        yield Found(str(path), error=f"This file cannot be opened: {error.strerror or type(error).__name__}.")


def numbered(name: str, mails: Iterator[bytes]) -> Iterator[Found]:
    """A file that holds one mail keeps its plain name, though it begins like an mbox."""
    first = next(mails, None)
    if first is None:
        yield Found(name, error="This mail is empty.")
        return
    second = next(mails, None)
    if second is None:
        yield Found(name, first)
        return
    yield Found(f"{name}#1", first)
    yield Found(f"{name}#2", second)
    for number, raw in enumerate(mails, 3):
        yield Found(f"{name}#{number}", raw)


def split(file: Iterator[bytes]) -> Iterator[bytes]:
    """The mails between the separators. A mail that is too large is cut: the reader refuses it with its reason."""
    lines: list[bytes] = []
    size, blank, any_yet = 0, True, False
    for line in file:
        if line.startswith(b"From ") and (not any_yet or (blank and SEPARATOR.match(line.rstrip(b"\r\n")))):
            if any_yet and lines:
                yield b"".join(lines)
            lines, size, any_yet = [], 0, True
        elif size <= MOST_BYTES:
            lines.append(line)
            size += len(line)
        blank = not line.strip()
    if lines:
        yield b"".join(lines)
