"""The fleet's own PostgreSQL: an embedded server in a folder that is thrown away, so that it may be crashed."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leadwright.kit.postgres import Server

HOWS = [signal.SIGQUIT, signal.SIGINT]  # of PostgreSQL's server: `immediate`, which is a crash, and `fast`


@contextmanager
def own_server() -> Iterator[Server]:
    """Runs, with every commit durable, and DATABASE_URL names it; the schema is up to date."""
    from leadwright.cli.database import migrate, set_up

    home = Path(tempfile.mkdtemp(prefix="leadwright-fleet-"))
    os.environ |= {"LEADWRIGHT_HOME": str(home), "LEADWRIGHT_DEMO": "1", "LEADWRIGHT_MAIL_HOSTS": "127.0.0.1"}
    server = Server(home)
    os.environ["DATABASE_URL"] = server.start()
    try:
        set_up()
        migrate()
        yield server
    finally:
        let_go()
        server.stop()
        shutil.rmtree(server.who.place, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def restart(server: Server, turn: int) -> None:
    """Crash it or stop it fast, in turn, and start it again."""
    pid = int((server.data / "postmaster.pid").read_text().split("\n", 1)[0])
    os.kill(pid, HOWS[turn % len(HOWS)])
    while server.runs():
        time.sleep(0.01)
    server.restart()
    let_go()


def let_go() -> None:
    """Our own connection, which the restart has broken, is opened anew when it is next asked for."""
    from django.db import connections

    connections.close_all()


def way_in() -> dict:
    """How a worker finds the database that we are connected to."""
    from django.db import connection

    return {name: connection.settings_dict[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
