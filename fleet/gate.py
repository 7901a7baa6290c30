"""A stretch of wire on loopback that can go dead: bytes are passed on while it is open."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

CHUNK = 1 << 16


@dataclass
class Gate:
    """Listens on `port` and passes on to `target`, a port of this machine or the path of a socket.

    `freeze` lets nothing through in either direction, and nobody is told. `cut` does the same, and the target's side
    hears a hang-up: what a server sees when a host is gone. `thaw` passes on what waits; what was cut is reset.
    """

    target: int | str
    port: int = 0
    cuts: list[Callable[[], None]] = field(default_factory=list)
    resets: list[Callable[[], None]] = field(default_factory=list)

    def __enter__(self) -> "Gate":
        ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._listen(ready)), daemon=True)
        self.thread.start()
        ready.wait(10)
        return self

    def __exit__(self, *_failure: object) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(10)

    def freeze(self) -> None:
        self.loop.call_soon_threadsafe(self.open.clear)

    def cut(self) -> None:
        self.freeze()
        self.loop.call_soon_threadsafe(self._cut)

    def thaw(self) -> None:
        self.loop.call_soon_threadsafe(self._thaw)

    def _cut(self) -> None:
        for cut in self.cuts:
            cut()

    def _thaw(self) -> None:
        for reset in self.resets:
            reset()
        self.resets.clear()
        self.open.set()

    async def _listen(self, ready: threading.Event) -> None:
        self.loop, self.over, self.open = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        self.open.set()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self.over.wait()
        server.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.open.wait()
        there = asyncio.open_unix_connection if isinstance(self.target, str) else asyncio.open_connection
        where = [self.target] if isinstance(self.target, str) else ["127.0.0.1", self.target]
        far_reader, far_writer = await there(*where)

        def cut() -> None:
            far_writer.transport.abort()
            self.resets.append(writer.transport.abort)

        self.cuts.append(cut)
        try:
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        finally:
            self.cuts.remove(cut)
            writer.close()
            far_writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Until one side hangs up; while the gate is shut the other side is not told of it."""
        try:
            while data := await reader.read(CHUNK):
                await self.open.wait()
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        await self.open.wait()
        writer.close()
