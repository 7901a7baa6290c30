"""The market's servers, one process on loopback: SMTP in (8025), IMAP out (8143), web sites (8080).

`leadwright market-servers` runs `serve_forever`. Ports come from LEADWRIGHT_MARKET_SMTP, LEADWRIGHT_MARKET_IMAP and
LEADWRIGHT_MARKET (the address of the sites); port 0 takes a free one. Once all listen, one line of JSON on standard
output names the ports.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import warnings
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, suppress
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from hmac import compare_digest
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import django
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.conf import settings

if TYPE_CHECKING:
    from leadwright.market.post import Hall, Mail, World

MOST_BYTES = 25 * 1024 * 1024
MOST_MAILS = 200
PAGE_SECONDS = 5
SETTLED = "settled.market.example"


@dataclass(frozen=True)
class Ports:
    smtp: int = 8025
    imap: int = 8143
    http: int = 8080

    @classmethod
    def from_environment(cls) -> "Ports":
        http = (settings.MARKET_ADDRESS or "127.0.0.1:8080").rpartition(":")[2]
        smtp, imap = os.environ.get("LEADWRIGHT_MARKET_SMTP"), os.environ.get("LEADWRIGHT_MARKET_IMAP")
        return cls(int(smtp or cls.smtp), int(imap or cls.imap), int(http))


def serve_forever(ports: Ports | None = None, log: Path | None = None, *, owned: bool = False) -> None:
    """Serve until SIGINT or SIGTERM, or, where they are `owned`, until standard input closes with their owner.

    `log` gets one line of JSON for each mail that was taken or refused.
    """
    django.setup()
    # Loopback only: aiosmtpd warns at each start that passwords travel without TLS.
    warnings.filterwarnings("ignore", module="aiosmtpd")
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    asyncio.run(serve(ports or Ports.from_environment(), log, owned))


async def serve(ports: Ports, log: Path | None, owned: bool) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    if owned:
        with suppress(OSError):  # standard input may be a file that cannot be waited for
            loop.add_reader(sys.stdin, stopped.set)  # nobody writes there: it turns readable when it closes
    async with AsyncExitStack() as stack:
        # One thread keeps one database connection and takes the mails in the order in which they came.
        desk = stack.enter_context(ThreadPoolExecutor(1))
        actual = await listen(stack, ports, partial(loop.run_in_executor, desk), log)
        print(json.dumps(asdict(actual)), flush=True)
        await stopped.wait()


Run = Callable[..., Awaitable]


async def listen(stack: AsyncExitStack, ports: Ports, run: Run, log: Path | None) -> Ports:
    from leadwright.market import imap, post

    door = Door(run, await run(post.Hall), stack.enter_context(log.open("a")) if log else None)
    stack.callback(asyncio.create_task(door.hand_out()).cancel)
    make = partial(
        SMTP,
        door,
        enable_SMTPUTF8=True,
        data_size_limit=MOST_BYTES,
        auth_required=True,
        auth_require_tls=False,
        authenticator=authenticate,
        hostname="market.example",
        loop=asyncio.get_running_loop(),
    )
    smtp = await asyncio.get_running_loop().create_server(make, "127.0.0.1", ports.smtp)
    stack.callback(smtp.close)
    imap_port = await imap.start(stack, ports.imap, password_is_right, partial(letters_after, run))
    web = await asyncio.start_server(partial(show_site, run, door), "127.0.0.1", ports.http)
    stack.callback(web.close)
    return Ports(smtp.sockets[0].getsockname()[1], imap_port, web.sockets[0].getsockname()[1])


def password_is_right(address: str, password: str) -> bool:
    from leadwright.market.post import password_of

    return compare_digest(password_of(address).encode(), password.encode())


def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth: object) -> AuthResult:
    if not isinstance(auth, LoginPassword):
        return AuthResult(success=False, handled=False)
    right = password_is_right(auth.login.decode("utf-8", "replace"), auth.password.decode("utf-8", "replace"))
    return AuthResult(success=right, handled=False, auth_data=auth.login.decode("utf-8", "replace"))


class Door:
    """Takes the mail of the reps. A rep may send from their own address only.

    A mail is taken at once and read by its person afterwards, in the order of arrival, many in one transaction:
    the sender need not wait for what the market does with it.
    """

    def __init__(self, run: Run, hall: "Hall", log: TextIO | None = None) -> None:
        self.run, self.hall, self.log = run, hall, log
        self.worlds: dict[str, World | None] = {}
        self.mails: asyncio.Queue[Mail] = asyncio.Queue()

    async def handle_EHLO(self, server, session, envelope, hostname: str, responses: list[str]) -> list[str]:
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]

    async def handle_MAIL(self, server, session, envelope, address: str, options: list[str]) -> str:
        from leadwright.market import post

        if address.lower() != str(session.auth_data).lower():
            return "553 5.7.1 Not your address"
        if address not in self.worlds:
            self.worlds[address] = await self.run(post.world_of, address)
        session.world = self.worlds[address]
        if session.world is None:
            del self.worlds[address]  # the mailbox may yet be made
            return "550 5.7.1 No market knows this address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address: str, options: list[str]) -> str:
        from leadwright.market import post

        if refusal := post.refusal(session.world, address):
            self.note("refused", envelope.mail_from, address, b"")
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        from leadwright.market.post import Mail

        raw = bytes(envelope.content or b"")
        for recipient in envelope.rcpt_tos:
            self.note("accepted", str(envelope.mail_from), recipient, raw)
            self.mails.put_nowait(Mail(session.world, recipient, raw))
        return "250 2.0.0 OK"

    async def hand_out(self) -> None:
        while True:
            mails = [await self.mails.get()]
            while not self.mails.empty() and len(mails) < MOST_MAILS:
                mails.append(self.mails.get_nowait())
            try:
                await self.run(self.hall.arrive, mails)
            except Exception:
                logging.getLogger(__name__).exception("the market could not read %d mails", len(mails))
            finally:
                for _mail in mails:
                    self.mails.task_done()

    def note(self, what: str, sender: str, recipient: str, raw: bytes) -> None:
        """The sink's own account, apart from the database: it is what `simulate` counts duplicates by."""
        if self.log is None:
            return
        row = {"what": what, "sender": sender.lower(), "recipient": recipient.lower(), "message_id": own_id(raw)}
        self.log.write(json.dumps(row) + "\n")
        self.log.flush()


def own_id(raw: bytes) -> str:
    head = raw.partition(b"\r\n\r\n")[0]
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"message-id:"):
            return line.partition(b":")[2].strip().decode("ascii", "replace")
    return ""


async def letters_after(run: Run, address: str, place: int) -> list:
    from leadwright.market.imap import Stored
    from leadwright.market.models import Letter

    def read() -> list[Stored]:
        rows = Letter.objects.filter(to_address=address, place__gt=place).order_by("place")
        return [Stored(row.place, row.delivered_at, bytes(row.raw)) for row in rows]

    return await run(read)


async def show_site(run: Run, door: Door, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One GET a connection: all that a page reader needs. The host SETTLED answers once every mail is read."""
    try:
        head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PAGE_SECONDS)).decode("latin-1")
        if host_of(head) == SETTLED:
            await door.mails.join()
        status, html = await run(answer, head)
        body = html.encode()
        reason = {200: "OK", 404: "Not Found", 405: "Method Not Allowed"}.get(status, "Service Unavailable")
        writer.write(
            f"HTTP/1.1 {status} {reason}\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
            + body
        )
        await writer.drain()
    except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        pass
    finally:
        writer.close()


def answer(head: str) -> tuple[int, str]:
    from leadwright.market import sites

    method, _space, rest = head.partition(" ")
    if method not in {"GET", "HEAD"}:
        return 405, "<!doctype html><title>Only GET</title>"
    if host_of(head) == SETTLED:
        return 200, "settled"
    return sites.page(seed(), host_of(head), rest.split(" ")[0].split("?")[0])


@lru_cache(maxsize=1)
def seed() -> int:
    from leadwright.market.models import Market

    return Market.objects.order_by("pk").values_list("seed", flat=True).first() or 0


def host_of(head: str) -> str:
    for line in head.split("\r\n")[1:]:
        name, _colon, value = line.partition(":")
        if name.lower() == "host":
            return value.strip().lower().partition(":")[0]
    return ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    serve_forever(log=Path(sys.argv[1]) if len(sys.argv) > 1 else None, owned=True)
