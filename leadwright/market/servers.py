"""The market's servers, one process on loopback: SMTP in (8025), IMAP out (8143), web sites (8080).

`leadwright market-servers` runs `serve_forever`. Ports come from LEADWRIGHT_MARKET_SMTP, LEADWRIGHT_MARKET_IMAP and
LEADWRIGHT_MARKET (the address of the sites); port 0 takes a free one. Once all listen, one line of JSON on standard
output names the ports.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from functools import partial
from hmac import compare_digest
from pathlib import Path

import django
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.conf import settings

MOST_BYTES = 25 * 1024 * 1024
PAGE_SECONDS = 5


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


def serve_forever(ports: Ports | None = None, log: Path | None = None) -> None:
    """Serve until SIGINT or SIGTERM. `log` gets one line of JSON for each mail that was taken or refused."""
    django.setup()
    asyncio.run(serve(ports or Ports.from_environment(), log))


async def serve(ports: Ports, log: Path | None) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    async with AsyncExitStack() as stack:
        # One thread keeps one database connection and takes the mails in the order in which they came.
        desk = stack.enter_context(ThreadPoolExecutor(1))
        actual = await listen(stack, ports, partial(loop.run_in_executor, desk), log)
        print(json.dumps(asdict(actual)), flush=True)
        await stopped.wait()


Run = Callable[..., Awaitable]


async def listen(stack: AsyncExitStack, ports: Ports, run: Run, log: Path | None) -> Ports:
    from leadwright.market import imap

    handler = Hall(run, stack.enter_context(log.open("a")) if log else None)
    make = partial(
        SMTP,
        handler,
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
    web = await asyncio.start_server(partial(show_site, run), "127.0.0.1", ports.http)
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


class Hall:
    """Takes the mail of the reps. A rep may send from their own address only."""

    def __init__(self, run: Run, log=None) -> None:
        self.run, self.log = run, log

    async def handle_MAIL(self, server, session, envelope, address: str, options: list[str]) -> str:
        if address.lower() != str(session.auth_data).lower():
            return "553 5.7.1 Not your address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address: str, options: list[str]) -> str:
        from leadwright.market import post

        if refusal := await self.run(post.refuses, address, envelope.mail_from):
            self.note("refused", envelope.mail_from, address, b"")
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope: Envelope) -> str:
        from leadwright.market import post

        raw = bytes(envelope.content or b"")
        for recipient in envelope.rcpt_tos:
            self.note("accepted", str(envelope.mail_from), recipient, raw)
            await self.run(partial(post.arrive, raw, sender=str(envelope.mail_from), recipient=recipient))
        return "250 2.0.0 OK"

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


async def show_site(run: Run, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One GET a connection: all that a page reader needs."""
    try:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PAGE_SECONDS)
        status, html = await run(answer, head.decode("latin-1"))
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
    from leadwright.market.models import Market

    first, *lines = head.split("\r\n")
    method, _space, rest = first.partition(" ")
    if method not in {"GET", "HEAD"}:
        return 405, "<!doctype html><title>Only GET</title>"
    path = rest.split(" ")[0].split("?")[0]
    hosts = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
    host = hosts[0].rpartition(":")[0] or hosts[0] if hosts else ""
    seed = Market.objects.order_by("pk").values_list("seed", flat=True).first() or 0
    return sites.page(seed, host.lower(), path)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    serve_forever(log=Path(sys.argv[1]) if len(sys.argv) > 1 else None)
