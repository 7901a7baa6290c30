"""The way out over real HTTP: whoever only opens it changes nothing, and a 200 to the one-click POST of RFC 8058 is
told only of an opt-out that another connection to the database sees already."""

import http.client
import os
from contextlib import closing

import psycopg
import pytest
from django.db import connection
from django.test import RequestFactory

from leadwright.conversations import views
from leadwright.conversations.opting_out import unsubscribe_url
from leadwright.leads.models import OptOut
from tests.cast import a_mailbox
from tests.conversations.stage import a_message

pytestmark = pytest.mark.wire
SCANNERS = int(os.environ.get("LEADWRIGHT_SCANNERS", "1000"))  # 10,000 before a release
LOOKS = ("GET", "HEAD")
AGENTS = ("Mozilla/5.0 (link scanner)", "SafeLinks", "GoogleImageProxy", "curl/8.5", "")
URLENCODED = ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click")
MULTIPART = (
    "multipart/form-data; boundary=lw",
    b'--lw\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--lw--\r\n',
)


@pytest.fixture
def path(cast) -> str:
    return unsubscribe_url(a_message(a_mailbox(cast.alice))).removeprefix("http://127.0.0.1:8000")


def test_a_thousand_scanners_opt_nobody_out(path, now):
    """The door itself, so many times; the way through the whole server is looked at below."""
    token, open_as = path.rsplit("/", 2)[1], RequestFactory()
    for number in range(SCANNERS):
        ask = open_as.head if number % 2 else open_as.get
        request = ask(path + ("?page" if number % 3 else ""), headers={"user-agent": AGENTS[number % 5]})
        request.now = now
        assert views.opt_out(request, token).status_code == 200
    assert not OptOut.objects.exists()


@pytest.mark.parametrize(("kind", "body"), [URLENCODED, MULTIPART])
@pytest.mark.django_db(transaction=True)
def test_a_one_click_post_is_durable_before_its_answer(live_server, path, kind, body):
    host = live_server.url.removeprefix("http://")
    with closing(http.client.HTTPConnection(host, timeout=10)) as wire, closing(beside()) as database:
        for look in LOOKS:
            wire.request(look, path, headers={"User-Agent": AGENTS[0], "Purpose": "prefetch"})
            assert wire.getresponse().read() is not None
        assert opted_out(database) == 0
        wire.request("POST", path, body=body, headers={"Content-Type": kind})
        answer = wire.getresponse()
        assert (answer.status, answer.getheader("Set-Cookie"), opted_out(database)) == (200, None, 1)
        answer.read()


def beside() -> psycopg.Connection:
    """A connection of its own, which sees what is committed and nothing else."""
    told = connection.get_connection_params()
    named = {name: told[name] for name in ("dbname", "user", "password", "host", "port") if name in told}
    return psycopg.connect(**named, autocommit=True)


def opted_out(database: psycopg.Connection) -> int:
    return database.execute("SELECT count(*) FROM leads_optout").fetchone()[0]
