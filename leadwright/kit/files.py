"""Small files that an installation makes once for itself."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_once(path: Path, text: str) -> str:
    """What the file says; when there is none it is made with `text` and mode 600. Of two processes that start at
    once both read the first one's, and nobody reads half of it."""
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}-") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
