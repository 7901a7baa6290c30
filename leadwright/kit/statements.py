"""Statements that stand in the way of every mail or every fact, so often that composing them anew would be most of
their cost: written out in SQL, prepared once by the server for each connection.

Everything else is asked through the models.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections


def run(statement: LiteralString, values: Mapping[str, object]) -> list[tuple]:
    """The rows that it answers ([] where it answers none). Values travel apart from the text; it takes part in the
    transaction that stands. Raises the errors of django.db."""
    with cursor() as at_hand:
        at_hand.execute(statement, values, prepare=True)
        return at_hand.fetchall() if at_hand.rownumber is not None else []


@contextmanager
def cursor() -> Iterator[psycopg.Cursor]:
    """A cursor of psycopg's own on the connection that stands: values travel apart from the text. Raises the errors of
    django.db."""
    here = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` looks it up at each word
    here.ensure_connection()
    with here.wrap_database_errors, psycopg.Cursor(here.connection) as at_hand:
        yield at_hand
