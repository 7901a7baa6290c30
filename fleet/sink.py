"""The SMTP server of the fleet, in a process of its own: what it takes is a line in a file before it says so.

What goes wrong hangs on the mail, so that a run can be told beforehand: of some the answer after the dot is lost, some
addresses are refused for good, some are busy at the first try.
"""

import asyncio
import multiprocessing
import os
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from bench.sink import Sink

ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")
GONE, BUSY = b"gone.", b"busy."  # what their addresses begin with


@dataclass
class Post:
    """A running server: its port, how many mails it has taken, and the file with their Message-IDs."""

    port: int
    count: object
    ledger: Path
    lost_in_100: int

    @property
    def taken(self) -> int:
        return self.count.value

    def message_ids(self) -> Counter[str]:
        return Counter(self.ledger.read_text().split())

    def lost(self) -> int:
        """Of how many of them the answer was lost."""
        return sum(is_lost(each.encode(), self.lost_in_100) for each in self.message_ids())


def is_lost(message_id: bytes, in_100: int) -> bool:
    return crc32(message_id) % 100 < in_100


class Faulty(Sink):
    def __init__(self, taken, ledger: int, *, lost_in_100: int, pause: float, met: set[bytes]) -> None:
        super().__init__(taken)
        self.ledger, self.lost_in_100, self.pause, self.met = ledger, lost_in_100, pause, met
        self.refused = False

    def answer(self, word: bytes, line: bytes) -> bytes:
        if word == b"RCPT":
            address = line.partition(b"<")[2].partition(b">")[0]
            self.refused = address.startswith(GONE) or (address.startswith(BUSY) and address not in self.met)
            self.met.add(address)
            if self.refused:
                return b"550 5.1.1 no such user\r\n" if address.startswith(GONE) else b"451 4.3.2 later\r\n"
        if word == b"DATA" and self.refused:
            return b"503 nobody to send it to\r\n"
        return super().answer(word, line)

    def step(self) -> bool:
        went_on = super().step()
        self.body = self.body and not self.refused
        return went_on

    def take(self, body: bytes) -> None:
        found = ID.search(body)
        os.write(self.ledger, found[1] + b"\n")
        self.taken.value += 1
        if is_lost(found[1], self.lost_in_100):
            self.wire.abort()
        else:
            asyncio.get_running_loop().call_later(self.pause, self.wire.write, b"250 taken\r\n")


def serve(port, taken, path: str, lost_in_100: int, pause: float) -> None:
    ledger, met = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), set()

    async def listen() -> None:
        def one() -> Faulty:
            return Faulty(taken, ledger, lost_in_100=lost_in_100, pause=pause, met=met)

        server = await asyncio.get_running_loop().create_server(one, "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(listen())


@contextmanager
def post_office(folder: Path, *, lost_in_100: int = 0, pause: float = 0.0):
    """Yields a Post. `pause` seconds pass between the dot and the answer."""
    made = multiprocessing.get_context("spawn")
    mine, theirs = made.Pipe()
    taken = made.Value("q", 0, lock=False)
    ledger = folder / "taken"
    ledger.touch()
    process = made.Process(target=serve, args=(theirs, taken, str(ledger), lost_in_100, pause), daemon=True)
    process.start()
    try:
        yield Post(mine.recv(), taken, ledger, lost_in_100)
    finally:
        process.terminate()
        process.join(10)
