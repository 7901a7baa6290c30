"""IMAP in: what is new since the last time. Reading changes nothing in the mailbox, not even a flag.

The place in a mailbox is (UIDVALIDITY, UID) (RFC 3501, 2.3.1.1): when the first changes, the second means nothing any
more and everything is read again; who receives the mail knows what it has already got. Of a large folder the newest
mail is read first, so that an answer is not kept waiting by history; the rest follows in slices, backwards.
"""

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import imap_tools
from django.utils.translation import gettext as _
from imap_tools.errors import ImapToolsError

from leadwright.channels.email.oauth import NotGranted, access_token
from leadwright.channels.models import Mailbox, Security
from leadwright.kit.wires import NotFetched, guard_host

SECONDS = 60
MOST_BYTES = 25 * 1024 * 1024
CUT_BYTES = 256 * 1024
MOST_AT_ONCE = 500
BATCH_BYTES = 4 * 1024 * 1024
BATCH_MAILS = 50
SIZE = re.compile(rb"UID (\d+)\D+?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+)\D+?UID (\d+)")
UID = re.compile(rb"UID (\d+)")
BROKEN = (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError)


class NotRead(NotFetched):
    """A mailbox could not be read; the sentence is for a person."""


@dataclass(frozen=True)
class Arrived:
    """One mail as it lies in the mailbox. `cut`: it was too large, and `raw` is only its beginning. `older`: it comes
    from the history, where everything up to `left` still waits. `more`: newer ones than this slice has wait too."""

    uid: int
    raw: bytes
    uid_validity: int
    cut: bool = False
    older: bool = False
    left: int = 0
    more: bool = False


def new_mail(mailbox: Mailbox) -> Iterator[Arrived]:
    """What came since `mailbox.last_uid`, oldest first, at most 500; where that is all, a slice of the history before
    `mailbox.older_uid`, newest first. Raises NotRead, also half-way.

    The caller keeps the place with `mailbox.keep(arrived)` when it has received a mail for good. Of a mail above 25 MB
    only the beginning is fetched: the answer stands there, the attachment does not matter.
    """
    with open_mailbox(mailbox) as box:
        yield from box.new_mail(mailbox.uid_validity, mailbox.last_uid, mailbox.older_uid)


def open_mailbox(mailbox: Mailbox, *, seconds: float = SECONDS) -> "Box":
    """A logged-in connection with the inbox open for reading only; raises NotRead."""
    host, port = mailbox.imap_host, mailbox.imap_port
    try:
        address = guard_host(host, port)
    except NotFetched as error:
        raise NotRead(error.sentence) from None
    if mailbox.imap_security == Security.PLAIN and not ipaddress.ip_address(address).is_loopback:
        raise NotRead(_("%(host)s is not this machine: mail is read only over TLS.") % {"host": host})
    try:
        client = Pinned(mailbox, address, seconds)
    except BROKEN as error:
        raise NotRead(unreachable(host, port, error)) from None
    box = Box(client, host)
    try:
        if mailbox.provider:
            client.xoauth2(mailbox.username, token_of(mailbox, box), initial_folder=None)
        else:
            client.login(mailbox.username, mailbox.password, initial_folder=None)
    except UnicodeError:
        box.close()
        raise NotRead(_("The user name or the password has letters that IMAP does not take.")) from None
    except (imaplib.IMAP4.abort, OSError):
        box.close()
        raise NotRead(_("%(host)s broke off the connection.") % {"host": host}) from None
    except BROKEN:
        box.close()
        raise NotRead(_("%(host)s refused the user name or the password.") % {"host": host}) from None
    return box


def token_of(mailbox: Mailbox, box: "Box") -> str:
    try:
        return access_token(mailbox)
    except NotGranted as error:
        box.close()
        raise NotRead(error.sentence) from None


class Box:
    """An open inbox."""

    def __init__(self, client: "Pinned", host: str) -> None:
        self.client = client
        self.host = host

    def __enter__(self) -> "Box":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        try:
            self.client.logout()
        except BROKEN:
            self.drop()

    @property
    def tells(self) -> bool:
        """Whether the server tells of new mail by itself (IDLE, RFC 2177)."""
        try:
            kind, found = self.client.client.capability()
        except BROKEN:
            return False
        return kind == "OK" and b"IDLE" in b" ".join(line or b"" for line in found).upper().split()

    def listen(self) -> bool:
        """From here on the server tells; nothing else may be asked until `hush`. Answers whether it told already."""
        try:
            self.client.idle.start()
            return self._holds_lines()
        except BROKEN:
            raise NotRead(_("%(host)s broke off while we were waiting.") % {"host": self.host}) from None

    def _holds_lines(self) -> bool:
        """What came together with the go-ahead lies in our own buffer, where no selector sees it."""
        sock = self.client.client.sock
        sock.settimeout(0)
        try:
            return bool(self.client.client.file.peek(1))
        except (BlockingIOError, ssl.SSLWantReadError):
            return False
        finally:
            sock.settimeout(self.client.seconds)

    def hush(self) -> None:
        try:
            self.client.idle.stop()
        except BROKEN:
            raise NotRead(_("%(host)s broke off while we were waiting.") % {"host": self.host}) from None

    def heard(self) -> bool:
        """Whether it told of mail, just now, when its socket can be read. A wire that ended raises NotRead."""
        try:
            lines = self.client.idle.poll(timeout=0)
        except BROKEN:
            lines = []
        if not lines or any(line.startswith(b"* BYE") for line in lines):
            raise NotRead(_("%(host)s broke off while we were waiting.") % {"host": self.host})
        return any(b"EXISTS" in line.upper() for line in lines)

    def drop(self) -> None:
        """Hang up without a word."""
        with suppress(*BROKEN):
            self.client.client.shutdown()

    def fileno(self) -> int:
        return self.client.client.sock.fileno()

    def new_mail(self, uid_validity: int | None, last_uid: int, older_uid: int = 0) -> Iterator[Arrived]:
        try:
            yield from self._new_mail(uid_validity, last_uid, older_uid)
        except BROKEN:
            raise NotRead(_("%(host)s broke off while we were reading.") % {"host": self.host}) from None

    def place(self) -> tuple[int, int]:
        """UIDVALIDITY, and the UID of the newest mail (0 when there is none)."""
        try:
            validity = self._examine()
            uids = self._uids(0)
        except BROKEN:
            raise NotRead(_("%(host)s broke off while we were reading.") % {"host": self.host}) from None
        return validity, uids[-1] if uids else 0

    def _new_mail(self, known_validity: int | None, last_uid: int, older_uid: int) -> Iterator[Arrived]:
        validity = self._examine()
        if validity != known_validity:  # everything is new: the newest first, the others are history
            uids = self._uids(0)
            left = uids[-MOST_AT_ONCE - 1] if len(uids) > MOST_AT_ONCE else 0
            yield from self._in_batches(uids[-MOST_AT_ONCE:], Arrived(0, b"", validity, left=left))
            return
        uids = self._uids(last_uid)
        more = len(uids) > MOST_AT_ONCE
        yield from self._in_batches(uids[:MOST_AT_ONCE], Arrived(0, b"", validity, left=older_uid, more=more))
        if older_uid and not more:
            room = max(1, MOST_AT_ONCE - len(uids))
            older, whole = self._uids_up_to(older_uid)
            first = older[-1] if whole and 0 < len(older) <= room else 0
            yield from self._in_batches(older[:room], Arrived(0, b"", validity, older=True, left=first))

    def _in_batches(self, uids: list[int], like: Arrived) -> Iterator[Arrived]:
        """The mails in this order, fetched many at a time."""
        sizes = self._sizes(uids)
        batch: list[int] = []
        held = 0
        for uid in (uid for uid in uids if uid in sizes):
            too_large = sizes[uid] > MOST_BYTES
            if batch and (too_large or len(batch) == BATCH_MAILS or held + sizes[uid] > BATCH_BYTES):
                yield from self._fetch(batch, like)
                batch, held = [], 0
            if too_large:
                yield from self._fetch([uid], replace(like, cut=True))
            else:
                batch.append(uid)
                held += sizes[uid]
        if batch:
            yield from self._fetch(batch, like)

    def _examine(self) -> int:
        self.client.folder.set("INBOX", readonly=True)
        _kind, found = self.client.client.response("UIDVALIDITY")
        return int(found[-1]) if found and found[-1] else 0

    def _uids(self, after: int) -> list[int]:
        # "n:*" names the newest mail even when it is older than n.
        return [uid for uid in self._search(f"{after + 1}:*") if uid > after]

    def _uids_up_to(self, last: int) -> tuple[list[int], bool]:
        """Some of the UIDs up to this one, the highest first, and whether they are all; the window grows over holes."""
        width = MOST_AT_ONCE
        while True:
            first = max(1, last - width)
            found = self._search(f"{first}:{last}")
            if len(found) >= MOST_AT_ONCE or first == 1:
                return found[::-1], first == 1
            width *= 8

    def _search(self, span: str) -> list[int]:
        kind, found = self.client.client.uid("SEARCH", f"UID {span}")
        if kind != "OK":
            raise imaplib.IMAP4.error("SEARCH")
        return sorted(map(int, b" ".join(line or b"" for line in found).split()))

    def _sizes(self, uids: list[int]) -> dict[int, int]:
        if not uids:
            return {}
        kind, found = self.client.client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
        if kind != "OK":
            raise imaplib.IMAP4.error("FETCH")
        sizes = {}
        for line in found:
            match = SIZE.search(line) if isinstance(line, bytes) else None
            if match:
                sizes[int(match[1] or match[4])] = int(match[2] or match[3])
        return sizes

    def _fetch(self, uids: list[int], like: Arrived) -> Iterator[Arrived]:
        what = f"(UID BODY.PEEK[]<0.{CUT_BYTES}>)" if like.cut else "(UID BODY.PEEK[])"
        kind, found = self.client.client.uid("FETCH", ",".join(map(str, uids)), what)
        if kind != "OK":
            raise imaplib.IMAP4.error("FETCH")
        arrived = {}
        for at, line in enumerate(found):
            if not isinstance(line, tuple):
                continue
            # Some servers say the UID behind the literal.
            tail = found[at + 1] if at + 1 < len(found) and isinstance(found[at + 1], bytes) else b""
            match = UID.search(line[0]) or UID.search(tail)
            if match:
                uid = int(match[1])
                left = like.left if not like.older else 0 if uid == like.left else uid - 1
                arrived[uid] = replace(like, uid=uid, raw=line[1], left=left)
        yield from (arrived[uid] for uid in uids if uid in arrived)


class Pinned(imap_tools.BaseMailBox):
    """imap-tools over a connection to the address that was judged; TLS still speaks to the name."""

    def __init__(self, mailbox: Mailbox, address: str, seconds: float) -> None:
        self.mailbox = mailbox
        self.address = address
        self.seconds = seconds
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        host, port = self.mailbox.imap_host, self.mailbox.imap_port
        if self.mailbox.imap_security == Security.TLS:
            return pinned(imaplib.IMAP4_SSL, self.address)(
                host, port, ssl_context=ssl.create_default_context(), timeout=self.seconds
            )
        client = pinned(imaplib.IMAP4, self.address)(host, port, timeout=self.seconds)
        if self.mailbox.imap_security == Security.STARTTLS:
            client.starttls(ssl.create_default_context())
        return client


def pinned(kind: type[imaplib.IMAP4], address: str) -> type[imaplib.IMAP4]:
    class Client(kind):
        def _create_socket(self, timeout: float | None) -> socket.socket:
            raw = socket.create_connection((address, self.port), timeout)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return self.ssl_context.wrap_socket(raw, server_hostname=self.host) if hasattr(self, "ssl_context") else raw

    return Client


def unreachable(host: str, port: int, error: Exception) -> str:
    named = {"host": host, "port": port}
    if isinstance(error, ssl.SSLCertVerificationError):
        return _("The certificate of %(host)s does not prove that it is %(host)s.") % named
    if isinstance(error, ssl.SSLError):
        return _("%(host)s does not speak TLS on port %(port)s the way that was chosen.") % named
    if isinstance(error, TimeoutError):
        return _("%(host)s did not answer on port %(port)s in time.") % named
    if isinstance(error, OSError):
        return _("%(host)s could not be reached on port %(port)s.") % named
    return _("%(host)s does not answer like an IMAP server on port %(port)s.") % named
