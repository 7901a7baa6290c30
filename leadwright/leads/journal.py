"""The journal of noes and erasures: a file outside the database that only grows. A backup of last night knows nothing
of today's opt-outs; the journal does, and after a restore it is replayed (`leadwright fence open`).

A line is one JSON object. It is on the disk (fsync) before whoever said no gets the answer. It holds what is needed to
keep the no and nothing of what the person wrote.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

OPT_OUT, WITHDRAWN, ERASED = "opt_out", "withdrawn", "erased"
NAMES = ("pk", "workspace_id", "lead_id", "address", "domain", "phone", "channel", "source")


def place() -> Path:
    return Path(settings.HOME) / "journal" / "noes.jsonl"


def line_of(what: str, row: object, *, born: datetime | None = None) -> dict[str, object]:
    """A line about an opt-out. `born` is when its lead came in: after a restore another lead may have the number."""
    told = {name: getattr(row, name) for name in NAMES}
    told["channel"] = str(told["channel"])
    return {"what": what, **told, "at": row.at.isoformat(), "born": born.isoformat() if born else ""}


def write(lines: Iterable[dict[str, object]]) -> None:
    """Append, and return when the disk has it. Raises OSError."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    if not text:
        return
    path = place()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        size = os.fstat(file).st_size
        torn = size and os.pread(file, 1, size - 1) != b"\n"  # a line that a power cut tore ends here
        left = (b"\n" if torn else b"") + text.encode()
        while left:
            left = left[os.write(file, left) :]
        os.fsync(file)
    finally:
        os.close(file)
    if not size:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """The file's name itself is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lines() -> Iterator[dict]:
    """What stands in the journal, oldest first; a torn line is passed over."""
    with suppress(FileNotFoundError), place().open(encoding="utf-8", errors="replace") as file:
        for text in file:
            with suppress(ValueError):
                line = json.loads(text)
                if isinstance(line, dict) and "what" in line:
                    yield line
