"""A process beside the import reads the file and makes people of its rows, so that both cores of a small machine work:
this one reads and cleans, the other decides while the database writes.

Run as `python -m leadwright.leads.preparing ORDER` with the file as standard input; ORDER is JSON (shape, mapping,
home_country, after). Answers with frames on standard output: four bytes of length, then that many bytes of `marshal`.
It needs no database and no settings, and ends when nobody reads its answers any more.
"""

import gc
import itertools
import json
import marshal
import queue
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import BinaryIO

from leadwright.leads.rows import Person, placed, read
from leadwright.leads.streaming import rows_of

FRAME_ROWS = 1_000
PACKED = attrgetter(
    "number", "values", "company", "custom", "opted_out", "refused", "about", "plain_name", "cells_as_json", "tags",
    "unread", "email",
)  # fmt: skip
AHEAD = 12  # frames that are kept while the import is busy
LENGTH = struct.Struct("<I")


def prepared(file: BinaryIO, order: dict) -> Iterator[Person]:
    """The people of a file in this process."""
    wanted = placed(order["shape"], order["mapping"], order.get("known"))
    width = len(order["shape"]["columns"])
    for number, cells in rows_of(file, order["shape"], after=order["after"]):
        yield read(number, [*cells[:width], *[""] * (width - len(cells))], wanted, order["home_country"])


@contextmanager
def prepared_beside(file: BinaryIO, order: dict) -> Iterator[Iterator[Person]]:
    """The same people, from a process that is begun for it and ended with the block."""
    with tempfile.TemporaryFile() as copy:
        try:
            file.fileno()
        except OSError:  # it lies in memory
            copy.write(file.read())
            copy.seek(0)
            file = copy
        command = [sys.executable, "-m", "leadwright.leads.preparing", json.dumps(order)]
        file.seek(0)
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE) as process:
            frames: queue.Queue[list[Person] | None] = queue.Queue(AHEAD)
            stopped = threading.Event()
            reader = threading.Thread(target=receive, args=(process.stdout, frames, stopped), daemon=True)
            reader.start()
            try:
                yield handed_on(frames)
            finally:
                stopped.set()
                process.kill()
                reader.join()


def receive(answers: BinaryIO, frames: queue.Queue, stopped: threading.Event) -> None:
    """Hand on the people of each frame; an empty one is the end, None where the end came too early."""
    frame: list[Person] | None = [Person(0)]
    while frame and not stopped.is_set():
        length = answers.read(LENGTH.size)
        frame = opened(answers.read(LENGTH.unpack(length)[0])) if len(length) == LENGTH.size else None
        while not stopped.is_set():
            try:
                frames.put(frame, timeout=0.2)
                break
            except queue.Full:
                continue


def opened(frame: bytes) -> list[Person]:
    """PACKED undone; the frame comes from our own process."""
    return [Person(*told) for told in marshal.loads(frame)]  # noqa: S302


def handed_on(frames: "queue.Queue[list[Person] | None]") -> Iterator[Person]:
    while people := frames.get():
        yield from people
    if people is None:
        raise RuntimeError("the process that reads the file has ended early")


def answer(order: dict) -> None:
    """Write frames until the file ends; the last one is an empty list."""
    gc.disable()  # nothing here refers to itself
    out = sys.stdout.buffer
    people = prepared(sys.stdin.buffer, order)
    more = True
    while more:
        frame = [*map(PACKED, itertools.islice(people, FRAME_ROWS))]
        more = bool(frame)
        told = marshal.dumps(frame)
        out.write(LENGTH.pack(len(told)) + told)
    out.flush()


if __name__ == "__main__":
    try:
        answer(json.loads(sys.argv[1]))
    except BrokenPipeError:
        sys.stdout = None  # nobody reads any more: the import has ended or was killed
