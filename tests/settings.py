"""The settings of the tests: a home of their own, the demo's doors, and without DATABASE_URL a database of their own
that runs for as long as any process of the test run lives."""

import atexit
import os
from pathlib import Path

from leadwright.kit.postgres import Server

os.environ.setdefault("LEADWRIGHT_HOME", str(Path(__file__).resolve().parent.parent / ".leadwright" / "tests"))
os.environ.setdefault("LEADWRIGHT_DEMO", "1")
if not os.environ.get("DATABASE_URL"):
    server = Server(Path(os.environ["LEADWRIGHT_HOME"]).resolve(), durable=False)
    os.environ["DATABASE_URL"] = server.start()
    atexit.register(server.stop)

from leadwright.config.settings import *  # noqa: F403

NAME_SERVERS = ["127.0.0.1:9"]  # nobody answers there, so that no test asks the world
