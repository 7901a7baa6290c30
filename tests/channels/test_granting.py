"""A mailbox by OAuth 2.0: the way to the provider and back, tokens that are kept and made new, and log-ins with them,
all against a server on loopback that speaks the protocol and insists on it."""

import json
import threading
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from leadwright.channels.email import imap, oauth, smtp
from leadwright.channels.models import Grant, Mailbox
from tests.cast import MONDAY

pytestmark = pytest.mark.wire
ADDRESS = "alice@northmark.example"
CONNECT = reverse("channels:connect", args=["google"])
BACK = reverse("channels:connected", args=["google"])


class Provider:
    """It remembers which code was given for which proof, and gives tokens for nothing else."""

    def __init__(self, tokens: set[str]) -> None:
        self.tokens = tokens
        self.codes: dict[str, dict] = {}
        self.refreshing = {"refresh-1"}
        self.asked: list[dict] = []
        self.down = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def says_yes(self, permission_url: str) -> str:
        """The person says yes: where they are sent back to."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(permission_url).query).items()}
        assert asked["response_type"] == "code" and "mail.google.com" in asked["scope"]
        assert asked["access_type"] == "offline" and asked["code_challenge_method"] == "S256"
        self.codes["code-1"] = asked
        return f"{BACK}?{urlencode({'code': 'code-1', 'state': asked['state']})}"

    def answer(self, asked: dict) -> tuple[int, dict]:
        self.asked.append(asked)
        if self.down:
            return 503, {}
        if (asked.get("client_id"), asked.get("client_secret")) != ("our-id", "our-secret"):
            return 401, {"error": "invalid_client"}
        if asked["grant_type"] == "authorization_code":
            given = self.codes.pop(asked["code"], None)
            proof = urlsafe_b64encode(sha256(asked["code_verifier"].encode()).digest()).decode().rstrip("=")
            if not given or given["code_challenge"] != proof or given["redirect_uri"] != asked["redirect_uri"]:
                return 400, {"error": "invalid_grant"}
            who = urlsafe_b64encode(json.dumps({"email": ADDRESS}).encode()).decode().rstrip("=")
            return 200, {**self.fresh(), "refresh_token": "refresh-1", "id_token": f"e30.{who}.sig"}
        if asked.get("refresh_token") not in self.refreshing:
            return 400, {"error": "invalid_grant"}
        return 200, self.fresh()

    def fresh(self) -> dict:
        self.tokens.clear()
        self.tokens.add(token := f"access-{len(self.asked)}")
        return {"access_token": token, "expires_in": 3600, "token_type": "Bearer"}

    def handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, told = provider.answer({name: value[0] for name, value in parse_qs(body).items()})
                raw = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *told) -> None: ...

        return Handler


@pytest.fixture
def provider(post, settings, monkeypatch):
    made = Provider(post.tokens)
    settings.DEMO, settings.MARKET_ADDRESS = True, made.address  # where `.example` leads
    settings.OAUTH = {"google": ("our-id", "our-secret")}
    here = {"smtp": ("127.0.0.1", post.smtp_port, "plain"), "imap": ("127.0.0.1", post.imap_port, "plain")}
    known = replace(oauth.GOOGLE, token_url="https://login.google.example/token", **here)
    monkeypatch.setitem(oauth.PROVIDERS, "google", known)
    yield made
    made.server.shutdown()


@pytest.fixture
def connected(provider, post, as_member, cast) -> Mailbox:
    client = as_member(cast.alice)
    post._boxes(ADDRESS)
    back = provider.says_yes(client.get(CONNECT).url)
    answer = client.get(back, follow=True)
    assert "works in both directions" in answer.content.decode(), Mailbox.objects.values_list("stopped_why")
    return Mailbox.objects.get()


def test_who_says_yes_has_a_mailbox_that_sends_and_reads_without_a_password(connected, cast, post):
    assert (connected.address, connected.member, connected.password) == (ADDRESS, cast.alice, None)
    assert connected.read_at and not connected.stopped_at
    with smtp.connect(connected) as wire:
        assert wire.smtp is not None
    with imap.open_mailbox(connected) as box:
        assert box.place()[1] >= 1  # the mail to itself


def test_tokens_are_stored_encrypted_and_never_shown(connected, as_member, cast):
    with connection.cursor() as cursor:
        cursor.execute("SELECT access || refresh FROM channels_grant")
        kept = cursor.fetchone()[0]
    assert "access-" not in kept and "refresh-1" not in kept
    page = as_member(cast.alice).get(reverse("channels:edit", args=[connected.pk])).content
    assert b"access-" not in page and b"refresh-1" not in page and b"no password is stored" in page


def test_a_token_that_ends_soon_is_made_new_and_one_that_lives_is_kept(connected, provider):
    count = len(provider.asked)
    assert oauth.access_token(connected) == oauth.access_token(connected) and len(provider.asked) == count
    late = oauth.wall_clock() + timedelta(minutes=56)
    fresh = oauth.access_token(connected, now=late)
    assert provider.asked[-1]["grant_type"] == "refresh_token" and fresh in provider.tokens
    assert Grant.objects.get().refresh == "refresh-1" and Grant.objects.get().until > late


def test_a_permission_that_was_taken_back_stops_the_mailbox_with_its_reason(connected, provider):
    provider.refreshing.clear()
    provider.tokens.clear()
    Grant.objects.update(until=MONDAY)
    with pytest.raises(smtp.NotDelivered) as failure:
        smtp.connect(connected)
    assert (failure.value.code, failure.value.permanent) == ("log_in", True) and "Connect" in failure.value.reason
    with pytest.raises(imap.NotRead) as unread:
        imap.open_mailbox(connected)
    assert "Connect" in unread.value.sentence


def test_a_provider_that_is_down_is_tried_again_later(connected, provider):
    provider.down = True
    Grant.objects.update(until=MONDAY)
    with pytest.raises(smtp.NotDelivered) as failure:
        smtp.connect(connected)
    assert (failure.value.code, failure.value.permanent) == ("busy", False)


def test_a_wrong_token_is_a_refused_log_in(connected, provider):
    provider.tokens.clear()
    with pytest.raises(smtp.NotDelivered) as failure:
        smtp.connect(connected)
    assert failure.value.code == "log_in"
    with pytest.raises(imap.NotRead):
        imap.open_mailbox(connected)


def test_a_way_back_that_nobody_began_here_gives_nothing(provider, as_member, cast):
    client = as_member(cast.alice)
    back = provider.says_yes(client.get(CONNECT).url)
    assert client.get(back + "x").status_code == 422
    assert client.get(back).status_code == 422  # the first look used it up
    assert as_member(cast.bob).get(back).status_code == 422
    assert not Mailbox.objects.exists() and not provider.asked


def test_a_mailbox_of_a_colleague_is_not_taken_over(connected, provider, as_member, cast):
    client = as_member(cast.bob)
    answer = client.get(provider.says_yes(client.get(CONNECT).url))
    assert answer.status_code == 422 and Mailbox.objects.get().member == cast.alice


def test_without_a_registration_there_is_no_such_door(as_member, cast, settings):
    settings.OAUTH = {}
    assert as_member(cast.alice).get(CONNECT).status_code == 404
    assert b"Connect with" not in as_member(cast.alice).get(reverse("channels:new")).content


def test_the_real_addresses_of_the_providers_ask_for_what_mail_needs(settings):
    settings.OAUTH = {"google": ("a", "b"), "microsoft": ("c", "d")}
    for found, needed in zip(oauth.offered(), ("https://mail.google.com/", "SMTP.Send"), strict=True):
        url = oauth.permission_url(found, back="https://lw.example/x", state="s", proof="p" * 50)
        assert url.startswith("https://") and needed in parse_qs(urlsplit(url).query)["scope"][0]
