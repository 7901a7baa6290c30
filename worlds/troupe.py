"""Players take turns: each is a thread with a database connection of its own, and only one of them moves at a time.

Whoever comes to a point (a statement, a commit, a state of the wire) may have to wait there while others go on. Who
moves next is the director's choice, so one seed gives one order. A player that waits for a row lock of another is
seen by asking the server, not by the time that passes.
"""

import select
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import psycopg
from django.db import connection, connections

PATIENCE_MS = 3  # after so long without an answer the server is asked whether somebody waits for a lock
ALONE_MS = 1000
BLOCKED = "SELECT cardinality(pg_blocking_pids(%s)) > 0"
GONE = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = %s)"
_here = threading.local()


class Crash(BaseException):
    """The worker is dead from here on: no handler of the program may catch it."""


@dataclass
class Part:
    """What a player does in a scene. With a `cue` it begins when another player comes to a point of that name;
    `urgent`: and then nobody else moves until it ends or waits for a lock."""

    name: str
    work: Callable[[], object]
    cue: str = ""
    begun: bool = False
    outcome: str = ""
    error: BaseException | None = None


@dataclass(eq=False)
class Player:
    """One who acts. `blocked` holds the file that tells when the server has answered."""

    number: int
    troupe: "Troupe"
    go: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    part: Part | None = None
    dead: bool = False
    stalled: bool = False
    blocked: int = -1
    pid: int = 0
    sockets: list = field(default_factory=list)
    passing: dict = field(default_factory=dict)  # the point of no return that its open transaction holds

    @property
    def name(self) -> str:
        return self.part.name if self.part else f"player {self.number}"

    def run(self) -> None:
        _here.player = self
        while True:
            self.go.acquire()
            if self.part is None:
                connections.close_all()
                return
            self.act(self.part)
            self.troupe.back.release()

    def act(self, part: Part) -> None:
        try:
            part.work()
            part.outcome = "done"
        except Crash:
            part.outcome = "crashed"
        except Exception as error:
            part.outcome, part.error = f"failed {type(error).__name__}", error
        finally:
            self.tidy(part)

    def tidy(self, part: Part) -> None:
        """A worker that died or lost its connection begins anew with another."""
        for each in self.sockets:
            each.close()
        self.sockets, self.passing = [], {}
        raw = connection.connection
        if part.outcome != "done" or raw is None or raw.closed or raw.info.transaction_status:
            connection.needs_rollback, connection.in_atomic_block = False, False
            connection.savepoint_ids, connection.run_on_commit, connection.closed_in_transaction = [], [], False
            connection.close()


def me() -> Player | None:
    return getattr(_here, "player", None)


class Director:
    """Decides and looks on. A world is one (worlds/world.py)."""

    def at(self, player: Player, point: str, subject: object) -> str:
        """What happens at this point: "" nothing, "turn" others go first, "crash", "lost", "stall"."""
        return ""

    def choose(self, ready: Sequence[Player]) -> Player:
        return ready[0]

    def note(self, player: Player, what: str) -> None:
        """Something that belongs into the trace."""

    def passes(self, player: Player, values: dict) -> None:
        """The point of no return of a message is about to be committed."""

    def passed(self, player: Player, values: dict) -> None:
        """It stands."""

    def speaks(self, player: Player, name: str, data: bytes) -> None:
        """These bytes go to the mail server next."""

    def waited(self, player: Player) -> None:
        """A mail server said nothing until the time was over."""

    def is_silent(self, port: int) -> bool:
        return False


class Troupe:
    """Players that live through many worlds, and a connection beside theirs that only looks."""

    def __init__(self, size: int) -> None:
        self.back = threading.Semaphore(0)
        self.director = Director()
        self.players = [Player(number, self) for number in range(size)]
        self.cast: list[Player] = []
        self.deadlocks = 0
        for player in self.players:
            threading.Thread(target=player.run, daemon=True).start()
        settings = connection.get_connection_params()
        wanted = {key: settings[key] for key in ("dbname", "host", "port", "user", "password") if key in settings}
        self.looker = psycopg.connect(**wanted, autocommit=True)

    def leave(self) -> None:
        for player in self.players:
            player.part = None
            player.go.release()
        self.looker.close()

    def play(self, parts: Sequence[Part], director: Director) -> list[Part]:
        """All parts until each has ended; those whose cue never came are handed back."""
        assert len(parts) <= len(self.players)
        self.director = director
        self.cast = self.players[: len(parts)]
        for player, part in zip(self.cast, parts, strict=False):
            player.part, player.dead, player.stalled, player.blocked = part, False, False, -1
        while ready := self.ready():
            player = director.choose(ready)
            player.part.begun = True
            player.go.release()
            self.back.acquire()
        return [player.part for player in self.cast if not player.part.begun]

    def ready(self) -> list[Player]:
        """Who can move. One who stands still for long moves again only when all others have ended."""
        while True:
            acting = [each for each in self.cast if not each.part.outcome and (each.part.begun or not each.part.cue)]
            for player in acting:
                if player.blocked >= 0 and self.answered(player):
                    player.blocked = -1
            free = [each for each in acting if each.blocked < 0]
            awake = [each for each in free if not each.stalled]
            if awake or not acting:
                return awake
            if free:
                free[0].stalled = False
                return free[:1]
            self.deadlocks += 1  # the server ends one of them by itself
            select.select([each.blocked for each in acting], [], [], 5)

    def answered(self, player: Player) -> bool:
        """Whether the server has answered, once it is sure whether the player still waits for a lock."""
        while not select.select([player.blocked], [], [], 0)[0]:
            if self.ask(BLOCKED, player.pid):
                return False
            time.sleep(0.0002)
        return True

    def sever(self, player: Player) -> None:
        """The connection is gone, and the server has noticed: what it held is free."""
        raw = connection.connection
        if raw is not None:
            raw.pgconn.finish()
        while player.pid and not self.ask(GONE, player.pid):
            time.sleep(0.0005)
        player.pid = 0

    def ask(self, question: str, *values: object) -> object:
        return self.looker.execute(question, values).fetchone()[0]

    def turn(self, player: Player) -> None:
        """The others may move; goes on when the director says so."""
        self.back.release()
        player.go.acquire()
        if player.dead:
            raise Crash

    def point(self, player: Player, name: str, subject: object = None, hurt: Callable[[], None] = lambda: None) -> None:
        """A player comes to a point. `hurt` is what a lost connection does here."""
        if player.dead:
            raise Crash
        what = self.director.at(player, name, subject)
        for other in self.cast:
            if other.part.cue and not other.part.begun and name.startswith(other.part.cue):
                other.part.begun, what = True, what or "turn"
        if what == "crash":
            player.dead = True
            self.sever(player)
            for each in player.sockets:
                each.close()
            raise Crash
        if what == "lost":
            hurt()
        if what == "stall":
            player.stalled = True
        if what in {"turn", "stall"}:
            self.turn(player)

    def others_hold(self, player: Player) -> bool:
        """Whether somebody else is under way, who may hold what this one waits for."""
        return any(each is not player and each.part.begun and not each.part.outcome for each in self.cast)

    def drive(self, player: Player, gen, fileno: int):
        """Send one statement and wait for its answer; while a lock stands in the way, others move."""
        poll = select.poll()
        poll.register(fileno, select.POLLIN)
        try:
            wants = next(gen)
            while True:
                if wants & 2 and not wants & 1:
                    wants = gen.send(2)
                elif poll.poll(PATIENCE_MS if self.others_hold(player) else ALONE_MS):
                    wants = gen.send(1)
                elif wants & 2:
                    wants = gen.send(2)
                elif self.ask(BLOCKED, player.pid):
                    self.director.note(player, "waits for a lock")
                    player.blocked = fileno
                    self.turn(player)
        except StopIteration as end:
            return end.value
