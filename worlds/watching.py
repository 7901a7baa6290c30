"""What is watched: each statement and commit on a player's connection, and each state of its wire to the mail server.

Nothing is replaced: the statements run on PostgreSQL and the bytes go to a server. The classes here only stand on the
way, so that a point of it can be named, waited at, or be the place of a fault.
"""

import re
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import psycopg
from django.db.backends.signals import connection_created
from psycopg import sql
from psycopg.pq import TransactionStatus

from worlds.troupe import Player, me

WRITES = re.compile(r"\b(?:INSERT INTO|DELETE FROM|(?<!FOR )(?<!KEY )UPDATE(?! OF\b)) +\"?(\w+)")
READS = re.compile(r"\bFROM +\"?(\w+)")
SENDS = {b"ehlo": "ehlo", b"auth": "auth", b"mail": "mail", b"rset": "rset", b"quit": "quit"}


@lru_cache(maxsize=4096)
def named(text: str) -> tuple[str, bool]:
    """What a statement is called in the trace, and whether it writes."""
    if found := WRITES.search(text):
        passes = " past the point" if "state = 'committing'" in text else ""
        return f"write {found[1].partition('_')[2] or found[1]}{passes}", True
    found = READS.search(text)
    return f"read {found[1].partition('_')[2] or found[1]}" if found else "ask", False


class WatchedConnection(psycopg.Connection):
    def wait(self, gen, *given, **more):
        player = me()
        kind = gen.__name__
        if player is None or kind not in {"_execute_gen", "_commit_gen", "_rollback_gen"}:
            return super().wait(gen, *given, **more)
        return statement(self, gen, kind, player)


def statement(raw: psycopg.Connection, gen, kind: str, player: Player):
    """One statement: the point before it, the statement, the point after it where it changed something."""
    if kind == "_execute_gen":
        given = gen.gi_frame.f_locals
        name, writes = named(text_of(given["query"], raw))
        values = given["params"]
    else:
        name, writes, values = kind.strip("_").removesuffix("_gen"), kind == "_commit_gen", None
    troupe, alone = player.troupe, raw.autocommit and raw.pgconn.transaction_status == TransactionStatus.IDLE
    if "past the point" in name:
        [message] = values["messages"]  # a player has one connection: nobody goes with it
        player.passing = {**values, "message": message}
    elif kind == "_commit_gen" and player.passing:
        name = "commit past the point"

    def cut() -> None:
        troupe.sever(player)
        raise psycopg.OperationalError("the connection was lost")

    passing = player.passing if player.passing and (kind == "_commit_gen" or alone) else None
    troupe.point(player, f"before {name}", values, cut)
    if passing:
        troupe.director.passes(player, passing)
    answer = troupe.drive(player, gen, raw.fileno())
    if passing:
        troupe.director.passed(player, passing)
    if kind != "_execute_gen":
        player.passing = {}
    if writes:
        troupe.point(player, f"after {name}", values, cut)
    return answer


def text_of(query, raw: psycopg.Connection) -> str:
    if isinstance(query, sql.Composable):
        return query.as_string(raw)
    return query.decode() if isinstance(query, bytes) else query


def on_connection(connection, **_given) -> None:
    player = me()
    if player is not None:
        connection.connection.__class__ = WatchedConnection
        player.pid = connection.connection.info.backend_pid


class WatchedSocket(socket.socket):
    """A player's connection to the mail server. Silence of the server is known at once, not after a minute."""

    __slots__ = ()

    def sendall(self, data: bytes, *flags: int) -> None:
        player = me()
        name = SENDS.get(data[:4].lower()) or ("dot" if data == b".\r\n" else "body")
        player.troupe.director.speaks(player, name, data)
        player.troupe.point(player, f"wire {name}")
        super().sendall(data, *flags)

    def recv_into(self, *given) -> int:
        player = me()
        director = player.troupe.director
        while not select.select([self], [], [], 0.002)[0]:
            if director.is_silent(self.getsockname()[1]):
                director.waited(player)
                raise TimeoutError("timed out")
        player.troupe.point(player, "wire answer")
        return super().recv_into(*given)


def watched_socket(_self, _host: str, port: int, timeout: float) -> socket.socket:
    player = me()
    player.troupe.point(player, "wire connect")
    made = socket.create_connection(("127.0.0.1", port), timeout)
    made.__class__ = WatchedSocket
    player.sockets.append(made)
    return made


@contextmanager
def watching(clock, inbox) -> Iterator[None]:
    """While it lasts, players are watched; the program reads its stop-watch from `clock` and its mail from `inbox`."""
    from django.conf import settings

    from leadwright.channels.email import smtp
    from leadwright.conversations import point
    from leadwright.inbox import receiving

    # The mail server of the worlds is on this machine, which only the demo may send to.
    before = point.time, receiving.new_mail, smtp.Pinned._get_socket, settings.DEMO
    connection_created.connect(on_connection)
    point.time, receiving.new_mail, smtp.Pinned._get_socket, settings.DEMO = clock, inbox, watched_socket, True
    try:
        yield
    finally:
        point.time, receiving.new_mail, smtp.Pinned._get_socket, settings.DEMO = before
        connection_created.disconnect(on_connection)
