"""The guarded door, against a real server on loopback that stands for a site of the market."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from leadwright.kit import http
from leadwright.kit.http import NotFetched, fetch, send

pytestmark = pytest.mark.wire


class Site(BaseHTTPRequestHandler):
    """Each path misbehaves in its own way."""

    asked: list[tuple[str, str]] = []

    def do_GET(self):
        self.asked.append((self.headers["Host"], self.path))
        getattr(self, self.path.strip("/").split("/")[0] or "home", self.nothing)()

    def say(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"content_type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def home(self):
        self.say("<p>Šaltis ir pienas</p>".encode())

    def baltic(self):
        self.say("<p>Šaltis</p>".encode("cp1257"), content_type="text/html; charset=windows-1257")

    def meta(self):
        self.say('<meta charset="windows-1257"><p>Šaltis</p>'.encode("cp1257"), content_type="text/html")

    def odd(self):
        self.say(b"<p>ok</p>", content_type="text/html; charset=no-such-thing")

    def moved(self):
        self.say(status=301, location="/")

    def inside(self):
        self.say(status=302, location="http://127.0.0.1:22/")

    def file(self):
        self.say(status=302, location="file:///etc/passwd")

    def nonsense(self):
        self.say(status=302, location="http://[")

    def round(self):
        self.say(status=302, location="/round")

    def large(self):
        self.say(b"x" * (http.MOST_BYTES + 1))

    def picture(self):
        self.say(b"\x89PNG", content_type="image/png")

    def packed(self):
        self.say(b"\x1f\x8b", content_encoding="gzip")

    def broken(self):
        self.wfile.write(b"\xff\xfe nothing\r\n\r\n")

    def slow(self):
        for _turn in range(100):
            try:
                self.wfile.write(b"H")
            except OSError:
                return
            time.sleep(0.1)

    def nothing(self):
        self.say(status=404)

    def do_POST(self):
        said = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.headers["Authorization"], self.path))
        status = 302 if self.path == "/moved" else 201
        self.say(said[::-1], status=status, location="http://127.0.0.1:22/", x_kept="Yes")

    def log_message(self, *_ignored):
        pass


@pytest.fixture
def site(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DEMO = True
    settings.MARKET_ADDRESS = f"127.0.0.1:{server.server_port}"
    Site.asked = []
    yield "http://pieno-kelias.example"
    server.shutdown()
    server.server_close()


def test_a_page_comes_back_as_text_and_the_site_is_asked_by_its_name(site):
    page = fetch(f"{site}/")
    assert (page.status, page.content_type, page.text) == (200, "text/html", "<p>Šaltis ir pienas</p>")
    assert Site.asked == [("pieno-kelias.example", "/")]


@pytest.mark.parametrize(("path", "status"), [("/calls", 201), ("/moved", 302)])
def test_what_is_sent_is_answered_as_it_is_and_leads_nowhere_else(site, path, status):
    answer = send("POST", site + path, headers={"Authorization": "Basic x"}, body=b"abc\x00")
    assert (answer.status, answer.body, answer.headers["x-kept"]) == (status, b"\x00cba", "Yes")
    assert answer.well == (status == 201)
    assert Site.asked == [("Basic x", path)]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "https://192.168.0.7/push", "ftp://a.example/"])
def test_nothing_is_sent_to_what_is_not_a_public_address(site, url):
    with pytest.raises(NotFetched):
        send("POST", url, body=b"x")
    assert Site.asked == []


@pytest.mark.parametrize("path", ["baltic", "meta"])
def test_the_charset_is_the_one_that_the_site_names(site, path):
    assert "Šaltis" in fetch(f"{site}/{path}").text


def test_a_charset_that_nobody_knows_is_read_as_utf_8(site):
    assert fetch(f"{site}/odd").text == "<p>ok</p>"


def test_a_redirect_is_followed(site):
    assert fetch(f"{site}/moved").url == f"{site}/"


@pytest.mark.parametrize("path", ["inside", "file", "nonsense", "round"])
def test_a_redirect_leads_nowhere_that_the_address_itself_may_not(site, path):
    with pytest.raises(NotFetched):
        fetch(f"{site}/{path}")
    assert len(Site.asked) <= http.MOST_REDIRECTS + 1


@pytest.mark.parametrize("path", ["large", "picture", "packed", "broken", "missing"])
def test_what_is_no_page_gets_a_sentence(site, path):
    with pytest.raises(NotFetched) as refused:
        fetch(f"{site}/{path}")
    assert "pieno-kelias.example" in refused.value.sentence


def test_another_kind_is_taken_when_it_is_asked_for(site):
    assert fetch(f"{site}/picture", accept="image/png").content_type == "image/png"


def test_a_site_that_drips_does_not_hold_a_worker(site, monkeypatch):
    monkeypatch.setattr(http, "TOTAL_SECONDS", 0.5)
    with pytest.raises(NotFetched, match="in time"):
        fetch(f"{site}/slow")


def test_https_of_the_market_is_its_plain_site(site):
    assert fetch("https://pieno-kelias.example/").text


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "//host", "ftp://a.example/", "file:///etc/passwd", "gopher://a.example", "javascript:alert(1)"),
        *("http://", "http://[", "http://a.example:22/", "http://a.example:8080/", "http://u:p@a.example/"),
        *("http://u@a.example/", "http://a.example:99999/", "data:text/html,x", "http://\x00/", "http://a b/"),
        *("http://127.0.0.1/", "http://127.1/", "http://0x7f000001/", "http://2130706433/", "http://[::1]/"),
        *("http://[::ffff:127.0.0.1]/", "http://localhost/", "http://①②⑦.⓪.⓪.①/", "http://169.254.169.254/"),
        *("http://0/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://192.0.0.192/"),
        "http://127.0.0.1#.example/",
    ],
)
def test_an_address_that_is_not_a_public_page_is_not_fetched(url, site):
    with pytest.raises(NotFetched):
        fetch(url)
    assert Site.asked == []


def test_outside_the_demo_the_market_is_nowhere(site, settings):
    settings.DEMO = False
    with pytest.raises(NotFetched):
        fetch(f"{site}/")
    assert Site.asked == []


def test_a_name_that_changes_between_look_up_and_connection_gains_nothing(site, settings, monkeypatch):
    """DNS rebinding: the second answer would be loopback; there is no second look-up."""
    import socket

    settings.DEMO = False
    looked = []

    def rebound(host, port, *args, **kwargs):
        looked.append(host)
        return [(2, 1, 6, "", ("198.51.100.1" if len(looked) > 1 else "192.168.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    with pytest.raises(NotFetched):
        fetch("http://rebinding.test/")
    assert looked == ["rebinding.test"]


def test_the_environments_proxies_are_not_asked(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert fetch(f"{site}/").status == 200
