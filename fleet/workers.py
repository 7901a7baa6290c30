"""Workers of the fleet: processes that do what the relay's timers do, without the five seconds between.

They are forked from one process that has everything loaded, so that a hundred can be killed in a minute or two.
"""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

BREATH = 0.05  # seconds between two turns, and before another try where the database is gone


def work(name: str, database: dict) -> None:
    """Turn after turn until killed or told to stop, or until whoever started the workers is gone."""
    from django.db import Error, connection

    from leadwright.kit.leaving import ask_to_leave, leaving

    signal.signal(signal.SIGTERM, lambda *_ignored: ask_to_leave())
    connection.settings_dict.update(database)
    parent = os.getppid()
    while os.getppid() == parent and not leaving():
        try:
            turn(name)
        except Error:
            connection.close()
        time.sleep(BREATH)


def turn(name: str) -> None:
    from leadwright.cadences.doubts import ask_about_doubts
    from leadwright.cadences.engine import advance_due
    from leadwright.cadences.guards import last_look
    from leadwright.conversations.sending import reclaim_expired, send_due
    from leadwright.kit import clock

    advance_due(now=clock.now(), worker=name)
    send_due(now=clock.now(), worker=name, last_look=last_look)
    reclaim_expired(clock.now())
    ask_about_doubts(clock.now())


@dataclass
class Crew:
    """The running workers. `database`: where they find it, as Django names it (NAME, HOST, PORT ...)."""

    database: dict
    running: list = field(default_factory=list)
    started: int = 0

    def start(self, database: dict | None = None):
        """One more; with another way to the database where one is given."""
        self.started += 1
        name = f"fleet-{self.started}"
        made = multiprocessing.get_context("forkserver")
        process = made.Process(target=work, args=(name, database or self.database), name=name, daemon=True)
        process.start()
        self.running.append(process)
        return process

    def kill(self, process) -> None:
        """SIGKILL. One that ended by itself before had an error that a worker must not have."""
        assert process.exitcode is None, f"{process.name} ended by itself with {process.exitcode}"
        os.kill(process.pid, signal.SIGKILL)
        process.join(10)
        self.running.remove(process)

    def stop(self, process) -> int:
        """SIGTERM. Its exit status."""
        process.terminate()
        process.join(30)
        self.running.remove(process)
        return process.exitcode

    def kill_all(self) -> None:
        for process in list(self.running):
            with suppress(AssertionError, ProcessLookupError):
                self.kill(process)


@contextmanager
def crew(size: int, database: dict) -> Iterator[Crew]:
    multiprocessing.get_context("forkserver").set_forkserver_preload(["fleet.prepared"])
    hired = Crew(database)
    try:
        for _number in range(size):
            hired.start()
        yield hired
    finally:
        hired.kill_all()
