"""The web server: granian speaks WSGI to Django; the files of the look are served beside the pages (whitenoise)."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def serve(host: str, port: int, threads: int) -> None:
    """Serve until SIGINT or SIGTERM. One process: more of them are more of these commands behind a proxy."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    Granian(
        "leadwright.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()
