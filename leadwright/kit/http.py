"""The one guarded door to the web: whatever address a person, a file or a page named, it is fetched here or not at
all (server-side request forgery, CWE-918).
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
import idna
from django.conf import settings
from django.utils.translation import gettext as _

from leadwright.kit.wires import NotFetched, public_address

__all__ = ["Answer", "NotFetched", "Page", "fetch", "send"]

CONNECT_SECONDS = 5
TOTAL_SECONDS = 15
MOST_BYTES = 2 * 1024 * 1024
MOST_REDIRECTS = 3
PORTS = {80, 443}
AGENT = "Leadwright (+https://leadwright.example/agent)"
HOST = re.compile(r"[A-Za-z0-9._:-]+")
UNTOUCHED = "/:;?@!$&'()*+,=~%-._"  # what stands in an address as it is; the rest is written in percents
TIMEOUT = {"connect": CONNECT_SECONDS, "read": CONNECT_SECONDS * 2, "write": CONNECT_SECONDS, "pool": 1}
CHARSET = re.compile(rb"""charset=["']?([A-Za-z0-9_.:-]{1,40})""")


@dataclass(frozen=True)
class Page:
    """What came back: the address that it came from in the end, and its text."""

    url: str
    status: int
    content_type: str
    text: str


@dataclass(frozen=True)
class Answer:
    """What another program answered, whatever it was: its status, its headers (names in lower case) and its words."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def well(self) -> bool:
        return 200 <= self.status < 300


def fetch(url: str, *, accept: str = "text/html") -> Page:
    """The page at a public address. `accept` names the kinds of content that are taken, separated by commas.

    Raises NotFetched when the address is not public, the site does not answer with 200 in 15 s, sends more than
    2 MB or another kind of content.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    target = checked(url)
    for _turn in range(MOST_REDIRECTS + 1):
        answer = _get(target, accept, deadline)
        if isinstance(answer, Page):
            return answer
        target = checked(joined(target.url, answer))
    raise NotFetched(_("The site sends us from page to page; we stopped after three."))


def send(
    method: str,
    url: str,
    *,
    headers: dict[str, str] | None = None,
    body: bytes = b"",
    seconds: int = TOTAL_SECONDS,
    most: int = MOST_BYTES,
) -> Answer:
    """One request to a program's public address; nothing is followed, and any status is an answer.

    Raises NotFetched when the address is not public, or does not answer in `seconds`, or with more than
    `most` bytes.
    """
    target, deadline = checked(url), time.monotonic() + seconds
    given = {"Accept-Encoding": "identity", "User-Agent": AGENT, **(headers or {})}
    with answering(target.host), httpcore.ConnectionPool(network_backend=Guarded(deadline)) as pool:
        patient = {**TIMEOUT, "read": max(TIMEOUT["read"], seconds - CONNECT_SECONDS)}
        asked = {"headers": given, "content": body, "extensions": {"timeout": patient}}
        with pool.stream(method, target.url, **asked) as response:
            return Answer(response.status, told(response), whole(target, response, most))


@dataclass(frozen=True)
class Target:
    """An address that may be asked for."""

    url: str
    host: str


def checked(url: str) -> Target:
    """The address as one that may be asked for: http(s), the usual ports, no password in it."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        raise NotFetched(_("This is not a web address.")) from None
    if parts.scheme not in {"http", "https"} or not host:
        raise NotFetched(_("This is not a web address: it must start with http:// or https://."))
    if parts.username is not None or parts.password is not None:
        raise NotFetched(_("A web address with a password in it is not fetched."))
    if port not in PORTS:
        raise NotFetched(_("Web pages are fetched from the usual ports only (80 and 443)."))
    host = plain_host(host)
    market = in_market(host)
    scheme = "http" if market else parts.scheme
    beside = "" if market or port == {"http": 80, "https": 443}[scheme] else f":{port}"
    named = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe=UNTOUCHED)
    return Target(urlunsplit((scheme, named + beside, path, quote(parts.query, safe=UNTOUCHED), "")), host)


def plain_host(host: str) -> str:
    """The host as it is looked up: names with letters of any language in their ASCII form (IDNA 2008)."""
    if host.isascii():
        if not HOST.fullmatch(host):
            raise NotFetched(_("This is not a web address."))
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        raise NotFetched(_("This is not a web address.")) from None


def joined(base: str, place: str) -> str:
    try:
        return urljoin(base, place.strip())
    except ValueError:
        raise NotFetched(_("The site sends us to an address that is none.")) from None


def in_market(host: str) -> bool:
    """In the demo the sites of the market's companies, all under `.example`, stand on this machine."""
    return bool(settings.DEMO and settings.MARKET_ADDRESS and host.endswith(".example"))


@contextmanager
def answering(host: str) -> Iterator[None]:
    """What goes wrong on the way to a host, said in our words."""
    try:
        yield
    except httpcore.TimeoutException:
        raise NotFetched(_("%(host)s did not answer in time.") % {"host": host}) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError):
        raise NotFetched(_("%(host)s could not be reached, or broke off.") % {"host": host}) from None


def _get(target: Target, accept: str, deadline: float) -> Page | str:
    """The page, or where the site sends us."""
    headers = {"Accept": accept, "Accept-Encoding": "identity", "User-Agent": AGENT}
    with (
        answering(target.host),
        httpcore.ConnectionPool(network_backend=Guarded(deadline)) as pool,
        pool.stream("GET", target.url, headers=headers, extensions={"timeout": TIMEOUT}) as response,
    ):
        return _read(target, accept, response)


def _read(target: Target, accept: str, response: httpcore.Response) -> Page | str:
    headers = told(response)
    if 300 <= response.status < 400 and "location" in headers:
        return headers["location"]
    if response.status != HTTPStatus.OK:
        raise NotFetched(
            _("%(host)s answered %(status)s instead of the page.") % {"host": target.host, "status": response.status}
        )
    kind = headers.get("content-type", "").split(";")[0].strip().lower()
    if kind and not wanted(kind, accept):
        raise NotFetched(_("%(host)s sent %(kind)s, not a page.") % {"host": target.host, "kind": kind[:60]})
    if headers.get("content-encoding", "identity").lower() not in {"identity", ""}:
        raise NotFetched(_("%(host)s sent a packed page, which is not taken.") % {"host": target.host})
    body = whole(target, response)
    return Page(target.url, response.status, kind, decoded(body, headers.get("content-type", "")))


def told(response: httpcore.Response) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}


def whole(target: Target, response: httpcore.Response, most: int = MOST_BYTES) -> bytes:
    """The body, unless it is larger than we take."""
    body = b""
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > most:
            raise NotFetched(
                _("What %(host)s sends is larger than %(many)s MB.")
                % {"host": target.host, "many": most // (1024 * 1024)}
            )
    return body


def wanted(kind: str, accept: str) -> bool:
    kinds = {part.split(";")[0].strip() for part in accept.split(",")}
    if "text/html" in kinds:
        kinds.add("application/xhtml+xml")
    return kind in kinds or "*/*" in kinds


def decoded(body: bytes, content_type: str) -> str:
    """The text, by the charset that the header or the page's own first lines name, else UTF-8."""
    named = CHARSET.search(content_type.encode("ascii", "ignore")) or CHARSET.search(body[:2048])
    try:
        return body.decode(named.group(1).decode() if named else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


class Guarded(httpcore.NetworkBackend):
    """Connects to the address that was judged, never to the name; TLS still speaks to the name."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.wire = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable | None = None,
    ) -> httpcore.NetworkStream:
        if in_market(host):
            address, _colon, market_port = settings.MARKET_ADDRESS.rpartition(":")
            port = int(market_port)
        else:
            address = public_address(host, port)
        stream = self.wire.connect_tcp(address, port, left(self.deadline, timeout), None, socket_options)
        return Hurried(stream, self.deadline)


class Hurried(httpcore.NetworkStream):
    """A stream that ends at the deadline, also when the other side sends one byte at a time."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, left(self.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, left(self.deadline, timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None) -> "Hurried":
        stream = self.stream.start_tls(ssl_context, server_hostname, left(self.deadline, timeout))
        return Hurried(stream, self.deadline)

    def close(self) -> None:
        self.stream.close()

    def get_extra_info(self, info: str):
        return self.stream.get_extra_info(info)


def left(deadline: float, timeout: float | None) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout
    return min(seconds, timeout or seconds)
