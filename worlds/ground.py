"""The database that worlds are played on: a copy, made in a moment, of one that has the schema and no rows.

The copied one is kept on the server under a name that hangs on the migrations, so that it is migrated once for many runs.
"""

import hashlib
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

KEPT = "leadwright_worlds_"
ONE_AT_A_TIME = 0x57_4F_52_4C


@contextmanager
def ground() -> Iterator[None]:
    """DATABASE_URL names an empty database with the schema for as long as the block runs; the models may be used."""
    from leadwright.cli.database import database, set_up

    with database():
        url = os.environ["DATABASE_URL"]
        name, model = f"leadwright_played_{uuid.uuid4().hex[:8]}", with_schema(url)
        at_server(url, sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(model)))
        os.environ["DATABASE_URL"] = on(url, name)
        set_up()
        try:
            yield
        finally:
            from django.db import connections

            with suppress(Exception):
                connections.close_all()
            os.environ["DATABASE_URL"] = url
            at_server(url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def with_schema(url: str) -> str:
    """The name of the database that is copied; made where these migrations have not been run yet."""
    name = KEPT + digest()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name
        older = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [KEPT]).fetchall()
        for (each,) in older:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(each)))
        half = f"{name}_half"
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
        settings = {"DATABASE_URL": on(url, half), "DJANGO_SETTINGS_MODULE": "leadwright.config.settings"}
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], env=os.environ | settings, check=True)
        renamed = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        connection.execute(renamed.format(sql.Identifier(half), sql.Identifier(name)))
    return name


def digest() -> str:
    import leadwright

    seen = hashlib.sha256(" ".join(version(each) for each in ("django", "procrastinate")).encode())
    for path in sorted(Path(leadwright.__file__).parent.glob("*/migrations/*.py")):
        seen.update(path.read_bytes())
    return seen.hexdigest()[:12]


def at_server(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def on(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
