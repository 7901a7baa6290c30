"""Files that go with a mail: what may go, and how much. Judged by what a file holds, not by what it calls itself; what
a mail program or a browser might run is refused. Stored once in a workspace, by the hash of its content."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _

from leadwright.channels.models import StoredFile

__all__ = ["KINDS", "MOST_FILES", "Kept", "NotTaken", "Taken", "file_name", "keep", "take"]

MOST_BYTES = 10 * 1024 * 1024
MOST_BYTES_OF_A_MAIL = 15 * 1024 * 1024  # many servers refuse mails of 20 MB, and base64 makes four bytes of three
MOST_FILES = 5
MOST_PARTS = 5_000  # of an office file
OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "png": ("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "gif": ("image/gif", b"GIF8"),
    "webp": ("image/webp", b"RIFF"),
    "docx": (f"{OFFICE}.wordprocessingml.document", b"PK\x03\x04"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet", b"PK\x03\x04"),
    "pptx": (f"{OFFICE}.presentationml.presentation", b"PK\x03\x04"),
    "odt": ("application/vnd.oasis.opendocument.text", b"PK\x03\x04"),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", b"PK\x03\x04"),
    "txt": ("text/plain", b""),
    "csv": ("text/csv", b""),
}
RUNS = re.compile(r"vbaProject|(?:^|/)Basic/|(?:^|/)Scripts/|\.(?:exe|dll|js|vbs|hta|bat|cmd)$", re.IGNORECASE)
ODD = re.compile(r"[^\w.() -]+")


class NotTaken(Exception):
    """This file may not go; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Taken:
    name: str
    media_type: str
    content: bytes


def take(files: Sequence[BinaryIO]) -> list[Taken]:
    """What a form brought, checked. Raises NotTaken."""
    if len(files) > MOST_FILES:
        raise NotTaken(_("At most %s files go with one mail.") % MOST_FILES)
    taken, whole = [], 0
    for file in files:
        name = file_name(getattr(file, "name", "") or "")
        content = file.read(MOST_BYTES + 1)
        whole += len(content)
        if len(content) > MOST_BYTES or whole > MOST_BYTES_OF_A_MAIL:
            raise NotTaken(_("“%s” is too large: 10 MB a file, 15 MB a mail. Send a link instead.") % name)
        taken.append(Taken(name, media_type_of(name, content), content))
    return taken


def media_type_of(name: str, content: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    if ending not in KINDS or not content:
        known = ", ".join(sorted(KINDS))
        raise NotTaken(_("“%(name)s” cannot go with a mail. These can: %(known)s.") % {"name": name, "known": known})
    media_type, begins = KINDS[ending]
    if not content.startswith(begins) or (not begins and not is_text(content)):
        raise NotTaken(_("“%s” does not hold what its name says.") % name)
    if begins == b"PK\x03\x04" and has_macros(content):
        raise NotTaken(_("“%s” holds a program. Keep it without macros.") % name)
    return media_type


def is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return not any(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text[:100_000])


def has_macros(content: bytes) -> bool:
    """Only the list of what lies inside is read; nothing is unpacked. A list longer than any letter's is not read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as inside:
            names = inside.namelist()
        return len(names) > MOST_PARTS or any(RUNS.search(name) for name in names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return True


def file_name(name: str) -> str:
    """The last part of a path, in letters that no mail program stumbles over, with its ending."""
    last = ODD.sub("_", re.split(r"[/\\]", name)[-1]).strip(" .") or "file"
    stem, dot, ending = last.rpartition(".")
    return f"{stem[:80]}{dot}{ending[:10]}" if dot else last[:80]


@dataclass(frozen=True)
class Kept:
    """A file that goes with a mail: what it holds is stored."""

    file: StoredFile
    name: str
    media_type: str


def keep(workspace_id: int, taken: Sequence[Taken]) -> list[Kept]:
    """Stored, each content once in the workspace."""
    return [Kept(stored(workspace_id, one.content), one.name, one.media_type) for one in taken]


def stored(workspace_id: int, content: bytes) -> StoredFile:
    """The row of this content; one that nobody had any more is wanted again (inbox/clearing.py)."""
    row, _made = StoredFile.objects.get_or_create(
        workspace_id=workspace_id,
        digest=sha256(content).hexdigest(),
        defaults={"content": content, "size": len(content)},
    )
    if row.unused_since is not None:
        row.unused_since = None
        row.save(update_fields=["unused_since"])
    return row
