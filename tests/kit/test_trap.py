"""A trap on loopback that nobody may walk into, whatever name or spelling leads there (CWE-918): the table of
addresses, chains of redirects, and a DNS server that changes its mind. What counts is how many connections the trap
saw: none.
"""

import itertools
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import dns.message
import dns.resolver
import dns.rrset
import httpcore
import pytest

from leadwright.accounts.models import Account
from leadwright.channels.email import imap, smtp
from leadwright.kit import http
from leadwright.kit.http import NotFetched, fetch, send
from leadwright.research.site_reading import read_site
from tests.cast import a_mailbox

pytestmark = pytest.mark.wire

PUBLIC = "93.184.215.14"
SPELLED = [
    *("127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0177.0.0.1", "0177.1", "0x7f.0.0.1", "0x7f.1", "0x7f000001"),
    *(
        "2130706433",
        "017700000001",
        "0x7F.0X0.0.1",
        "127.0.0.1.",
        "localhost",
        "LocalHost",
        "localhost.",
        "0",
        "0.0.0.0",
    ),
    *(
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "１２７.０.０.１",
        "127．0．0．1",
        "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
    ),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]"),
    *(
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::7f00:1]",
        "[2002:7f00:1::]",
        "[2002:7f00:0001::1]",
        "[::1%25lo]",
        "[::1%lo]",
    ),
    *("[fe80::1]", "[fe80::1%25eth0]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "[2001:db8::1]", "[100::1]"),
    *("10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "3232235777", "100.64.0.1"),
    *(
        "169.254.169.254",
        "169.254.170.2",
        "2852039166",
        "0xa9fea9fe",
        "168.63.129.16",
        "192.0.0.192",
        "100.100.100.200",
    ),
    *("198.18.0.1", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
]
AROUND = [
    *(
        "http://{}",
        "https://{}/",
        "HTTP://{}/x",
        "http://user:pass@{}/",
        "http://example.com@{}/",
        "http://{}#@example.com/",
    ),
    *("http://example.com\\@{}/", "http://{}?x=example.com", "//{}/", "http:\\\\{}/", "http:{}/", "ftp://{}/"),
    *(
        "gopher://{}/_GET",
        "file://{}/etc/passwd",
        "dict://{}/",
        "\thttp://{}/",
        "http://{}/%2e%2e/",
        "http://\u200b{}/",
    ),
]


class Trap:
    """Every port of loopback cannot be watched; this one is taken for a usual port, so that only the guard is left."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.caught: list[tuple] = []
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self) -> None:
        while True:
            try:
                visitor, address = self.socket.accept()
            except OSError:
                return
            self.caught.append(address)
            visitor.close()


@pytest.fixture
def trap(monkeypatch, settings):
    settings.DEMO = False
    trap = Trap()
    monkeypatch.setattr(http, "PORTS", {80, 443, trap.port})
    yield trap
    trap.socket.close()


def test_the_trap_sees_who_walks_in(trap):
    socket.create_connection(("127.0.0.1", trap.port)).close()
    for _turn in range(100):
        if trap.caught:
            break
        threading.Event().wait(0.02)
    assert len(trap.caught) == 1


def test_no_spelling_of_an_address_inside_leads_into_the_trap(trap):
    rows = [*(f"http://{host}:{trap.port}/" for host in SPELLED), *(f"http://{host}/" for host in SPELLED)]
    rows += [around.format(f"{host}:{trap.port}") for around in AROUND for host in ("127.0.0.1", "0x7f000001", "[::1]")]
    for url in rows:
        with pytest.raises(NotFetched):
            fetch(url)
        with pytest.raises(NotFetched):
            send("POST", url, body=b"x")
    assert len(rows) > 120 and trap.caught == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "::1", "①②⑦.⓪.⓪.①", "64:ff9b::7f00:1"])
def test_a_mail_server_that_a_user_names_is_not_looked_for_inside(cast, trap, host):
    box = a_mailbox(cast.alice, smtp_host=host, smtp_port=trap.port, imap_host=host, imap_port=trap.port)
    with pytest.raises((smtp.NotDelivered, NotFetched)), smtp.connect(box):
        pass
    with pytest.raises((imap.NotRead, NotFetched)), imap.open_mailbox(box):
        pass
    assert trap.caught == []


class Turns(BaseHTTPRequestHandler):
    """A site of the market that sends its visitors on: /3/INSIDE sends them round three times, then inside."""

    inside = ""

    def do_GET(self):
        turns, _slash, where = self.path.strip("/").partition("/")
        further = f"/{int(turns) - 1}/{where}" if turns.isdigit() and int(turns) else self.server.inside[int(where)]
        self.send_response(302)
        self.send_header("Location", further)
        self.end_headers()

    def log_message(self, *_ignored):
        pass


def test_no_chain_of_redirects_leads_into_the_trap(trap, settings):
    inside = [f"http://{host}:{trap.port}/" for host in SPELLED[:40]]
    inside += [
        f"//127.0.0.1:{trap.port}/",
        f"http://a.example@127.0.0.1:{trap.port}/",
        "file:///etc/passwd",
        "http://[",
    ]
    with serving(Turns) as site:
        site.inside = inside
        settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{site.server_port}"
        for where, turns in itertools.product(range(len(inside)), (0, 1, 2, 3)):
            with pytest.raises(NotFetched):
                fetch(f"http://turns.example/{turns}/{where}")
    assert trap.caught == []


class Rebinding:
    """A name server: the first answer to a name is on the internet, each later one is this machine."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        threading.Thread(target=self.answer, daemon=True).start()

    def answer(self) -> None:
        while True:
            try:
                question, visitor = self.socket.recvfrom(2048)
            except OSError:
                return
            asked = dns.message.from_wire(question)
            name = str(asked.question[0].name)
            answer = dns.message.make_response(asked)
            addresses = ["127.0.0.1"] if name in self.asked else [PUBLIC]
            addresses += ["127.0.0.1"] if name.startswith("both.") else []
            answer.answer.append(dns.rrset.from_text(name, 0, "IN", "A", *addresses))
            self.asked.append(name)
            self.socket.sendto(answer.to_wire(), visitor)


class Watched(httpcore.SyncBackend):
    """Says where it was sent; it goes there on loopback only, for tests leave the rest of the world alone."""

    def __init__(self) -> None:
        self.led: list[str] = []

    def connect_tcp(self, host, port, *args, **kwargs):
        self.led.append(host)
        if host.startswith("127."):
            return super().connect_tcp(host, port, *args, **kwargs)
        raise httpcore.ConnectError


@pytest.fixture
def rebinding(monkeypatch):
    server = Rebinding()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.cache = ["127.0.0.1"], server.socket.getsockname()[1], None
    wire = Watched()

    def ask(host, port, *_args, **_kwargs):
        return [(2, 1, 6, "", (str(one), port)) for one in resolver.resolve(f"{host}.", "A")]

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    monkeypatch.setattr(httpcore, "SyncBackend", lambda: wire)
    yield server, wire
    server.socket.close()


def test_a_name_that_is_bound_anew_after_the_look_up_leads_where_it_was_judged(trap, rebinding):
    server, wire = rebinding
    with pytest.raises(NotFetched):
        fetch(f"http://rebinding.test:{trap.port}/")
    assert wire.led == [PUBLIC] and server.asked == ["rebinding.test."]
    with pytest.raises(NotFetched, match="not on the public internet"):
        fetch(f"http://rebinding.test:{trap.port}/")
    with pytest.raises(NotFetched, match="not on the public internet"):
        send("POST", f"http://both.test:{trap.port}/", body=b"x")
    assert wire.led == [PUBLIC] and trap.caught == []


@pytest.mark.parametrize("website", ["http://127.0.0.1:{}/", "http://0x7f000001:{}/", "http://rebinding.test:{}/"])
def test_a_companys_site_is_not_read_inside(cast, trap, rebinding, now, website):
    with pytest.raises(NotFetched):
        fetch(f"http://rebinding.test:{trap.port}/")
    account = Account.objects.create(
        workspace=cast.workspace, name="A", website=website.format(trap.port), created_at=now
    )
    with pytest.raises(NotFetched):
        read_site(account, by=cast.alice, now=now)
    assert trap.caught == []


@contextmanager
def serving(handler: type):
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
