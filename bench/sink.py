"""An SMTP server that takes everything and keeps a count, in a process of its own: as little work as the protocol lets.

Bound to loopback; ends with its owner.
"""

import asyncio
import multiprocessing
from contextlib import contextmanager

HELLO = b"250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 1000000\r\n"
ANSWERS = {b"EHLO": HELLO, b"HELO": b"250 sink.example\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Sink(asyncio.Protocol):
    def __init__(self, taken) -> None:
        self.taken = taken
        self.waiting = b""
        self.body = False

    def connection_made(self, transport) -> None:
        self.wire = transport
        self.wire.write(b"220 sink.example\r\n")

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while self.step():
            pass

    def step(self) -> bool:
        """One line, or one whole body, where it has come. False where more must come first."""
        end = b"\r\n.\r\n" if self.body else b"\r\n"
        head, found, rest = self.waiting.partition(end)
        if not found:
            return False
        self.waiting = rest
        if self.body:
            self.body = False
            self.take(head)
        else:
            self.command(head)
        return True

    def command(self, line: bytes) -> None:
        word = line[:4].upper()
        self.wire.write(self.answer(word, line))
        self.body = word == b"DATA"
        if word == b"QUIT":
            self.wire.close()

    def answer(self, word: bytes, line: bytes) -> bytes:
        return ANSWERS.get(word, b"250 fine\r\n")

    def take(self, body: bytes) -> None:
        self.taken.value += 1
        self.wire.write(b"250 taken\r\n")


def serve(port, taken) -> None:
    async def listen() -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Sink(taken), "127.0.0.1", 0)
        port.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    asyncio.run(listen())


@contextmanager
def sink():
    """Yields its port and a count of the mails that it took."""
    made = multiprocessing.get_context("spawn")
    mine, theirs = made.Pipe()
    taken = made.Value("q", 0, lock=False)
    process = made.Process(target=serve, args=(theirs, taken), daemon=True)
    process.start()
    try:
        yield mine.recv(), taken
    finally:
        process.terminate()
        process.join(10)
