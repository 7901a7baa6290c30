"""A real SMTP server (aiosmtpd) and a real IMAP server (pymap) on loopback, in one thread. Mail to an address that
logs in over IMAP lies in its inbox; the SMTP side fails where a test says so."""

import asyncio
import threading
from argparse import Namespace
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.exceptions import InvalidAuth
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl import SASLAuth
from pysasl.creds.external import ExternalCredentials
from pysasl.mechanism.login import LoginMechanism
from pysasl.mechanism.oauth import OAuth2Mechanism
from pysasl.mechanism.plain import PlainMechanism

from tests.cast import a_mailbox

PASSWORD = "secret"
HANG_UP = "hang up"
SILENCE = "silence"


@dataclass
class Taken:
    """One mail as it came over the wire."""

    sender: str
    recipients: list[str]
    raw: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def message_id(self) -> str:
        return self.mail["Message-ID"].strip()


@dataclass
class PostOffice:
    """`faults` maps a state (connect, ehlo, auth, mail, rcpt, data, cut, body, lost) to what happens there: a reply
    line, HANG_UP or SILENCE. `cut` hangs up after 354; `lost` takes the mail and then hangs up without an answer.
    `once` keeps a fault for one time only."""

    smtp_port: int = 0
    imap_port: int = 0
    taken: list[Taken] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)
    once: bool = False
    pipelining: bool = False
    utf8: bool = False  # takes addresses in any letters
    connections: int = 0
    tokens: set[str] = field(default_factory=set)  # that log in by XOAUTH2

    def mailbox_of(self, member, **fields):
        """A mailbox that this server serves."""
        given = {"smtp_port": self.smtp_port, "imap_port": self.imap_port, "password": PASSWORD}
        return a_mailbox(member, **{**given, **fields})

    def settings(self) -> dict:
        return {"smtp_port": self.smtp_port, "imap_port": self.imap_port, "password": PASSWORD}

    def fault_at(self, state: str) -> str:
        return self.faults.pop(state, "") if self.once else self.faults.get(state, "")

    def put(self, address: str, raw: bytes) -> None:
        """A mail arrives in the inbox of the address."""
        self.run(self._append(address, raw))

    def rebuild(self, address: str) -> None:
        """The inbox of the address is made anew: another UIDVALIDITY, nothing in it."""
        self.config.set_cache.pop(address, None)

    def flags(self, address: str) -> list[set]:
        async def read() -> list[set]:
            box = await self._boxes(address).get_mailbox("INBOX")
            return [{str(flag) for flag in message.permanent_flags} async for message in box.messages()]

        return self.run(read())

    def run(self, work) -> object:
        done: Future = asyncio.run_coroutine_threadsafe(work, self.loop)
        return done.result(10)

    def start(self) -> None:
        ready = threading.Event()
        self.stopped = asyncio.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self.thread.start()
        assert ready.wait(10)

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.thread.join(10)

    async def _serve(self, ready: threading.Event) -> None:
        self.loop = asyncio.get_running_loop()
        async with AsyncExitStack() as stack:
            smtp = await self.loop.create_server(lambda: Faulty(self), "127.0.0.1", 0)
            stack.callback(smtp.close)
            self.smtp_port = smtp.sockets[0].getsockname()[1]
            self.config = Quick.from_args(Namespace(**IMAP), invalid_user_sleep=0.0, reject_dnsbl=False)
            self.config.apply_context()
            self.config.tokens = self.tokens
            imap_server = IMAPServer(Reception(self.config), self.config)
            answer = ProxyProtocolReader(self.config.proxy_protocol).get_callback(imap_server)
            imap = await asyncio.start_server(answer, "127.0.0.1", 0)
            stack.callback(imap.close)
            self.imap_port = imap.sockets[0].getsockname()[1]
            ready.set()
            await self.stopped.wait()

    def _boxes(self, address: str) -> MailboxSet:
        return self.config.set_cache.setdefault(address, (MailboxSet(), FilterSet()))[0]

    async def _append(self, address: str, raw: bytes) -> None:
        box = await self._boxes(address).get_mailbox("INBOX")
        await box.append(AppendMessage(raw, datetime.now(UTC), frozenset()))


IMAP = {
    "host": "127.0.0.1",
    "port": 0,
    "debug": False,
    "cert": None,
    "key": None,
    "tls": False,
    "proxy_protocol": None,
    "passlib_cfg": None,
    "demo_data": False,
    "demo_user": "",
    "demo_password": "",
}


class Quick(Config):
    @property
    def greeting(self) -> bytes:
        """pymap would ask the resolver for this machine's name at each connection."""
        return b"Test"

    @property
    def tls_auth(self) -> SASLAuth:
        return SASLAuth([PlainMechanism(), LoginMechanism(), OAuth2Mechanism()])


class Rep(UserMetadata):
    def compare_secret(self, value: str) -> bool:
        return value == PASSWORD


class Reception(Login):
    async def authenticate(self, credentials) -> Identity:
        who = credentials.authcid or credentials.authzid
        if isinstance(credentials, ExternalCredentials):
            good = credentials._token in self.config.tokens
        else:
            good = credentials.verify(Rep(self.config, who))
        if not good:
            raise InvalidAuth()
        self.users_dict.setdefault(who, UserMetadata(self.config, who))
        return Identity(who, self, None, frozenset())


class Faulty(SMTP):
    def __init__(self, office: PostOffice) -> None:
        self.office = office
        super().__init__(
            self,
            loop=office.loop,
            hostname="post.example",
            auth_required=True,
            auth_require_tls=False,
            authenticator=self.judge,
            enable_SMTPUTF8=office.utf8,
        )

    def judge(self, server, session, envelope, mechanism, auth) -> AuthResult:
        right = isinstance(auth, LoginPassword) and auth.password == PASSWORD.encode()
        return AuthResult(success=right, handled=False, auth_data=b"rep")

    async def auth_XOAUTH2(self, server, args: list[str]) -> AuthResult:
        """As Google does it: a refusal is told in a challenge first, which wants an empty answer."""
        _user, _sep, token = b64decode(args[1]).decode().partition("auth=Bearer ")
        if token.strip("\x01") in self.office.tokens:
            return AuthResult(success=True, handled=False, auth_data=b"rep")
        await self.push("334 eyJzdGF0dXMiOiI0MDAifQ==")
        await self._reader.readline()
        return AuthResult(success=False, handled=False)

    async def push(self, status) -> None:
        line = status if isinstance(status, str) else status.decode()
        if line.startswith("220 ") and not self.session.host_name:
            self.office.connections += 1
            line = await self.fail("connect") or line
        await super().push(line)

    async def fail(self, state: str) -> str:
        """The reply line of a fault at this state, or ""."""
        fault = self.office.fault_at(state)
        if fault == HANG_UP:
            self.transport.abort()
            return "421 gone"
        if fault == SILENCE:
            await asyncio.sleep(20)
        return fault if fault != SILENCE else ""

    async def handle_EHLO(self, server, session, envelope, hostname, responses: list) -> list:
        if fault := await self.fail("ehlo"):
            return [fault]
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]] if self.office.pipelining else responses

    async def handle_MAIL(self, server, session, envelope, address, options) -> str:
        if fault := await self.fail("mail"):
            return fault
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if fault := await self.fail("rcpt"):
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def smtp_DATA(self, arg: str) -> None:
        if fault := await self.fail("data"):
            await self.push(fault)
        elif self.office.fault_at("cut"):
            await self.push("354 go on")
            self.transport.abort()
        else:
            await super().smtp_DATA(arg)

    async def handle_DATA(self, server, session, envelope) -> str:
        if fault := await self.fail("body"):
            return fault
        taken = Taken(envelope.mail_from, list(envelope.rcpt_tos), bytes(envelope.content))
        self.office.taken.append(taken)
        for recipient in taken.recipients:
            if recipient in self.office.config.set_cache:
                await self.office._append(recipient, taken.raw)
        return await self.fail("lost") or "250 2.0.0 OK"


@pytest.fixture(scope="session")
def _office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.start()
    yield office
    office.stop()


@pytest.fixture
def post(_office: PostOffice) -> PostOffice:
    """The servers, empty and without faults."""
    _office.taken.clear()
    _office.faults.clear()
    _office.config.set_cache.clear()
    _office.tokens.clear()
    _office.once, _office.pipelining, _office.utf8, _office.connections = False, False, False, 0
    return _office
