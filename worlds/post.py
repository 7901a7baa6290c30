"""The mail server of the worlds: real SMTP on loopback, in a thread. What goes wrong hangs on the seed and the mail."""

import asyncio
import random
import re
import threading
from collections import Counter
from dataclasses import dataclass, field

from bench.sink import Sink

ID = re.compile(rb"(?im)^message-id:\s*(<[^>]+>)")
BUSY, NEVER, HANG_UP, SILENCE = "451 4.3.2 come back later", "554 5.7.1 not wanted", "hang up", "silence"
# At each state what may go wrong there. After the dot: refused, taken with the answer lost, or nothing taken at all.
FAULTS = {
    "connect": ["421 4.3.2 too many", HANG_UP, SILENCE, "554 5.3.2 no service"],
    "ehlo": ["421 4.3.2 closing", HANG_UP, SILENCE],
    "auth": ["454 4.7.0 try later", HANG_UP, "535 5.7.8 wrong password"],
    "mail": [BUSY, NEVER, HANG_UP, SILENCE, "421 4.3.2 closing"],
    "rcpt": [BUSY, "550 5.1.1 no such user", NEVER, HANG_UP, SILENCE, "421 4.3.2 closing"],
    "data": [BUSY, NEVER, HANG_UP, SILENCE],
    "dot": [BUSY, NEVER, HANG_UP, SILENCE, "gone after taking", "silent after taking", "399 what"],
}
OF_A_MAIL = {"mail", "rcpt", "data", "dot"}
TAKING = {"gone after taking": HANG_UP, "silent after taking": SILENCE}


@dataclass
class Taken:
    message_id: str
    recipient: str
    raw: bytes


@dataclass
class Post:
    """`weather` is how likely something goes wrong at a state; `told` names what is to happen at a state, once."""

    port: int = 0
    seed: int = 0
    weather: float = 0.0
    asks_for_log_in: bool = False
    pipelining: bool = True
    log_in_may_fail: bool = False
    told: dict[str, str] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)  # the same at every time
    taken: list[Taken] = field(default_factory=list)
    refused_after_dot: list[str] = field(default_factory=list)
    lost_answers: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    faults: Counter = field(default_factory=Counter)
    silent: set[int] = field(default_factory=set)
    refusals: int = 0  # of a mail, for good
    troubles: int = 0
    open: int = 0

    def new_world(self, seed: int) -> None:
        self.seed, self.weather, self.asks_for_log_in, self.log_in_may_fail = seed, 0.0, False, False
        self.pipelining, self.refusals, self.troubles = True, 0, 0
        for each in (
            self.told,
            self.always,
            self.taken,
            self.refused_after_dot,
            self.lost_answers,
            self.counts,
            self.faults,
        ):
            each.clear()
        self.silent.clear()

    def fault(self, state: str, subject: str) -> str:
        """What happens at this state of this mail, or of this connection. The same seed says the same."""
        if found := self.told.pop(state, "") or self.always.get(state, ""):
            self.make_trouble(state, found)
            return found
        self.counts[state, subject] += 1
        dice = random.Random(f"{self.seed} {state} {subject} {self.counts[state, subject]}")  # noqa: S311
        if dice.random() >= self.weather:
            return ""
        found = dice.choice(FAULTS[state])
        if found.startswith("535") and not self.log_in_may_fail:
            return ""
        self.make_trouble(state, found)
        self.faults[f"{state}: {found[:3] if found[0].isdigit() else found}"] += 1
        return found

    def make_trouble(self, state: str, fault: str) -> None:
        self.troubles += 1
        self.refusals += fault[0] == "5" and state in OF_A_MAIL

    def is_silent(self, port: int) -> bool:
        return port in self.silent

    def start(self) -> None:
        ready = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True).start()
        ready.wait(10)

    async def _serve(self, ready: threading.Event) -> None:
        server = await asyncio.get_running_loop().create_server(lambda: Session(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await asyncio.Event().wait()


class Session(Sink):
    def __init__(self, post: Post) -> None:
        super().__init__(post.taken)
        self.post, self.refused = post, False
        self.saying: list[str] = []  # told in one go, so that how much is read at once is no chance
        self.recipient = ""
        self.dead = ""  # "closed", or "silent": it says nothing more and holds the line

    def connection_made(self, transport) -> None:
        self.wire = transport
        self.port = transport.get_extra_info("peername")[1]
        self.post.silent.discard(self.port)
        self.post.open += 1
        self.say("connect", "any", "220 post.example")
        self.tell()

    def connection_lost(self, _why) -> None:
        self.post.open -= 1

    def data_received(self, data: bytes) -> None:
        self.waiting += data
        while not self.dead and self.step():
            pass
        self.tell()

    def tell(self) -> None:
        if self.saying:
            self.wire.write("".join(f"{line}\r\n" for line in self.saying).encode())
        if self.dead == "closed":
            self.wire.close()
        self.saying = []

    def command(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"EHLO":
            more = ["250-PIPELINING"] * self.post.pipelining + ["250-AUTH PLAIN"] * self.post.asks_for_log_in
            self.say("ehlo", "any", "\r\n".join(["250-post.example", *more, "250 8BITMIME"]))
        elif word == b"AUTH":
            self.say("auth", "any", "235 2.7.0 welcome")
        elif word == b"MAIL":
            self.refused = False
            self.say("mail", "any", "250 fine")
        elif word == b"RCPT":
            self.recipient = line.partition(b"<")[2].partition(b">")[0].decode()
            self.say("rcpt", self.recipient, "250 fine") if not self.refused else self.reply("503 no sender")
        elif word == b"DATA":
            if self.refused:
                self.reply("503 nobody to send it to")
            else:
                self.body = self.say("data", self.recipient, "354 go on")
        elif word == b"QUIT":
            self.reply("221 bye")
            self.dead = "closed"
        else:
            self.reply("250 fine")

    def say(self, state: str, subject: str, fine: str) -> bool:
        """The answer of a state, or its fault; whether it was fine."""
        fault = self.post.fault(state, subject)
        self.refused = bool(fault)
        self.reply(fault or fine)
        return not fault

    def reply(self, line: str) -> None:
        if line == SILENCE:
            self.dead = "silent"
            self.tell()
            self.post.silent.add(self.port)
        elif line == HANG_UP:
            self.dead = "closed"
        else:
            self.saying.append(line)
            self.dead = "closed" if line.startswith("421") else ""

    def take(self, body: bytes) -> None:
        found = ID.search(body)
        message_id = found[1].decode() if found else ""
        fault = self.post.fault("dot", self.recipient)
        if not fault or fault in TAKING:
            self.post.taken.append(Taken(message_id, self.recipient, body))
        elif fault[0] in "45":
            self.post.refused_after_dot.append(message_id)
        if fault in TAKING or (fault and fault[0] not in "45"):
            self.post.lost_answers.append(message_id)
        self.reply(TAKING.get(fault, fault) or "250 2.0.0 taken")
