"""IMAP out of the market, by pymap: the delivered letters of an address are its INBOX, `Letter.place` is the UID.

pymap's Maildir backend reads and stats each file at every SELECT; with 2,000 messages that is most of a second a
poll. Here the messages stay in memory and the rows are the truth, so a restart loses nothing and no UID changes.
"""

import asyncio
from argparse import Namespace
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login, Session
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet, Message
from pymap.exceptions import InvalidAuth
from pymap.imap import IMAPServer
from pymap.interfaces.login import IdentityInterface
from pymap.mime import MessageContent
from pymap.user import UserMetadata
from pysasl import SASLAuth
from pysasl.creds.server import ServerCredentials

IDLE_LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Stored:
    place: int
    at: datetime
    raw: bytes


Fetch = Callable[[str, int], Awaitable[list[Stored]]]
Check = Callable[[str, str], bool]


class Inbox(MailboxData):
    """An INBOX whose UIDs are the letters' places, for ever."""

    @property
    def uid_validity(self) -> int:
        return 1

    @property
    def last_place(self) -> int:
        return self._max_uid

    def begin(self) -> None:
        self._max_uid = 0

    def put(self, stored: Stored) -> None:
        content = MessageContent.parse(stored.raw)
        self._max_uid = stored.place
        self._messages[stored.place] = Message(
            stored.place,
            stored.at,
            [],
            email_id=self._content_cache.add(content),
            thread_id=self._thread_cache.add(content),
            recent=True,
            content=content,
        )
        self._mod_sequences.update([stored.place])
        self._updated.set()


class Boxes(MailboxSet):
    def __init__(self) -> None:
        super().__init__()
        self._inbox = Inbox(self._content_cache, self._thread_cache)
        self._inbox.begin()
        self.refreshing = asyncio.Lock()

    @property
    def inbox(self) -> Inbox:
        return self._inbox  # type: ignore[return-value]


@dataclass(frozen=True)
class Rep(UserMetadata):
    """Who logs in; the password is checked by the market, not kept here."""

    check: Check = lambda _address, _password: False

    def compare_secret(self, value: str) -> bool:
        return self.check(self.name, value)


class Office(Login):
    """Logs reps in and brings their letters."""

    def __init__(self, config: Config, check: Check, fetch: Fetch) -> None:
        super().__init__(config)
        self.check, self.fetch = check, fetch
        self.boxes: dict[str, Boxes] = {}

    async def authenticate(self, credentials: ServerCredentials) -> Identity:
        name = credentials.authcid.lower()
        if not credentials.verify(Rep(self.config, name, check=self.check)):
            raise InvalidAuth()
        self.users_dict.setdefault(name, UserMetadata(self.config, name))
        return Desk(name, self, None, frozenset())

    async def authorize(self, authenticated: IdentityInterface, authzid: str) -> Identity:
        if authenticated.name != authzid.lower():
            raise InvalidAuth()
        return Desk(authenticated.name, self, None, frozenset())

    async def refresh(self, address: str) -> Boxes:
        boxes = self.boxes.setdefault(address, Boxes())
        async with boxes.refreshing:
            for stored in await self.fetch(address, boxes.inbox.last_place):
                boxes.inbox.put(stored)
        return boxes

    async def look_for_idlers(self) -> None:
        """Who waits in IDLE hears of new mail within a second."""
        while True:
            await asyncio.sleep(IDLE_LOOK_SECONDS)
            for address in list(self.boxes):
                if self.boxes[address].inbox.selected_set.any_selected:
                    await self.refresh(address)


class Desk(Identity):
    login: Office

    @asynccontextmanager
    async def new_session(self) -> AsyncIterator[Session]:
        boxes = await self.login.refresh(self.name)
        yield Session(self.name, self.config, boxes, FilterSet())


class Settings(Config):
    """pymap would ask at each connection for this machine's name, and twice for all log-in methods installed here."""

    @property
    def greeting(self) -> bytes:
        return b"The market's post office"

    @cached_property
    def tls_auth(self) -> SASLAuth:
        return SASLAuth.defaults()


async def start(stack: AsyncExitStack, port: int, check: Check, fetch: Fetch) -> int:
    """Listen on loopback; returns the port. `fetch(address, after_place)` brings the letters in order."""
    args = Namespace(
        host="127.0.0.1",
        port=port,
        debug=False,
        cert=None,
        key=None,
        tls=False,
        proxy_protocol=None,
        passlib_cfg=None,
        demo_data=False,
        demo_user="",
        demo_password="",
    )
    config = Settings.from_args(args, invalid_user_sleep=0.0, reject_dnsbl=False)
    config.apply_context()
    office = Office(config, check, fetch)
    answer = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(office, config))
    server = await asyncio.start_server(answer, "127.0.0.1", port)
    await stack.enter_async_context(server)
    task = asyncio.create_task(office.look_for_idlers())
    stack.callback(task.cancel)
    return server.sockets[0].getsockname()[1]
