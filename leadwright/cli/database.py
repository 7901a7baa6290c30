"""The database that a command works on: the one that DATABASE_URL names, else our own, started for it."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from leadwright.config.environment import Refused, chosen_home
from leadwright.kit.postgres import NotStarted, Server


@contextmanager
def database() -> Iterator[Server | None]:
    """DATABASE_URL is set and answers for as long as the block runs. Yields our own server, None for another's."""
    url = os.environ.get("DATABASE_URL", "")
    if url:
        yield None
        return
    server = Server(chosen_home())
    try:
        os.environ["DATABASE_URL"] = server.start()
    except NotStarted as error:
        raise Refused(f"leadwright: {error}") from None
    try:
        yield server
    finally:
        from django.db import connections

        with suppress(Exception):  # settings may not have been read at all
            connections.close_all()
        del os.environ["DATABASE_URL"]
        server.stop()


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database that exists only for the block, on the server of the other: a simulation touches nobody's data."""
    with database():
        url = os.environ["DATABASE_URL"]
        name = f"leadwright_simulation_{uuid.uuid4().hex[:8]}"
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise Refused(f"leadwright: no database can be made for the simulation: {told(error)}") from None
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        try:
            yield
        finally:
            from django.db import connections

            with suppress(Exception):
                connections.close_all()
            os.environ["DATABASE_URL"] = url
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def set_up() -> None:
    """Read the settings and load the rooms; from here on the models may be imported."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    django.setup()


def migrate() -> None:
    """Bring the schema up to date; asks first, for that is much faster than doing nothing at length."""
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Refused(f"leadwright: the database does not answer: {told(error)}") from None
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def told(error: Exception) -> str:
    """The first line of what PostgreSQL said."""
    return (str(error).strip().splitlines() or ["no reason was given"])[0]
