"""Notices: told once, to whoever wants it and as they want it; a push that only the browser's own keys open."""

import json
import threading
from base64 import urlsafe_b64encode
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.urls import reverse
from py_vapid import Vapid02

from leadwright.inbox.models import Intent
from leadwright.knowledge import asking
from leadwright.knowledge.answering import draft_answer
from leadwright.leads.models import Motion
from leadwright.tasks.models import Leave
from leadwright.web import pushing
from leadwright.web.digest import send_digests
from leadwright.web.models import Device, Notice, NoticeChoice
from leadwright.web.noticing import gather
from leadwright.web.pushing import push_out
from tests.browser.a_day import a_reply
from tests.cast import a_lead, a_mailbox
from tests.wire.servers import PASSWORD, _office, post

__all__ = ["_office", "post"]
HOUR = timedelta(hours=1)


@pytest.fixture
def reply(cast, now):
    return a_reply(a_lead(cast.alice), a_mailbox(cast.alice), Intent.QUESTION, "How does it work?", 0.9, now)


def keys_of(member) -> list[str]:
    return list(Notice.objects.filter(member=member).values_list("key", flat=True))


def test_a_reply_is_told_once_and_only_to_whom_it_belongs(cast, reply, now):
    assert gather(now + HOUR) == 1 and gather(now + HOUR) == 0
    assert keys_of(cast.alice) == [f"reply:{reply.pk}"] and Notice.objects.count() == 1
    assert gather(now + timedelta(days=3)) == 0


def test_who_asks_to_hear_from_us_is_told_and_whoever_covers_hears_of_it_too(cast, now):
    lead = a_lead(cast.alice, motion=Motion.INBOUND)
    away = {"member": cast.alice, "cover": cast.bob, "first_on": now.date(), "last_on": now.date(), "at": now}
    Leave.objects.create(workspace=cast.workspace, **away)
    gather(now + HOUR)
    assert keys_of(cast.alice) == keys_of(cast.bob) == [f"inbound:{lead.pk}"]


def test_who_is_asked_what_they_know_is_told_and_who_asked_hears_of_the_answer(cast, now):
    asked = draft_answer(
        workspace_id=cast.workspace.pk, question="Is it waterproof?", lead=None, key="x", now=now, asker=cast.alice
    )
    assert gather(now + HOUR) == 0
    asking.ask(asked, cast.erin, by=cast.alice, now=now)
    assert gather(now + HOUR) == 1 and gather(now + HOUR) == 0
    assert keys_of(cast.erin) == [f"question:{asked.pk}"]
    asking.write(asked, "Yes, to one metre.", by=cast.erin, article=None, now=now + HOUR)
    gather(now + 2 * HOUR)
    told = Notice.objects.get(member=cast.alice)
    assert (told.kind, told.text) == ("answer", "Yes, to one metre.")
    assert told.address == reverse("knowledge:question", args=[asked.pk])


def test_a_mailbox_that_stops_is_told_each_time(cast, now):
    box = a_mailbox(cast.alice)
    for hour in (1, 1, 2):
        box.stopped_at = None
        box.stop("Too many came back.", now + hour * HOUR)
        gather(now + 3 * HOUR)
    assert len(keys_of(cast.alice)) == 2


def test_an_open_page_hears_what_has_come_since(as_member, cast, reply, now, stopped_clock):
    client = as_member(cast.alice)
    begin = client.get(reverse("web:live")).json()
    assert begin == {"after": 0}
    assert client.get(reverse("web:live"), {"after": 0}).json() == {"after": 0}
    gather(now)
    told = client.get(reverse("web:live"), {"after": 0}).json()
    assert told["count"] == 1 and told["said"][0]["address"] == reverse("inbox:detail", args=[reply.pk])
    assert client.get(reverse("web:live"), {"after": told["after"]}).json() == {"after": told["after"]}
    NoticeChoice.objects.create(member=cast.alice, kind="reply", in_page=False)
    assert "said" not in client.get(reverse("web:live"), {"after": 0}).json()
    page = client.get(reverse("web:notices")).content.decode()
    assert "How does it work?" in page
    client.post(reverse("web:seeing"))
    assert not Notice.objects.filter(seen_at=None).exists()


class PushService(BaseHTTPRequestHandler):
    """Takes what is pushed, or says that the browser is gone."""

    taken: list[tuple[dict, bytes]] = []
    status = 201

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.taken.append((dict(self.headers.items()), body))
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_ignored):
        pass


@pytest.fixture
def service(settings, tmp_path):
    PushService.taken, PushService.status = [], 201
    server = ThreadingHTTPServer(("127.0.0.1", 0), PushService)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{server.server_port}"
    settings.HOME = tmp_path
    pushing.signer.cache_clear()
    yield PushService
    pushing.signer.cache_clear()
    server.shutdown()
    server.server_close()


def in_base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def browser_key(as_member, cast, service):
    """Alice's browser has subscribed: what it keeps for itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    given = {"endpoint": "https://push.example/alice", "public_key": in_base64(point), "secret": in_base64(b"s" * 16)}
    assert as_member(cast.alice).post(reverse("web:devices"), given).status_code == 303
    return key


def test_a_push_is_opened_by_the_browsers_own_key_and_bears_our_signature(cast, reply, now, service, browser_key):
    gather(now)
    assert push_out(now) == 1 and push_out(now) == 0
    ((said, body),) = service.taken
    assert said["Content-Encoding"] == "aes128gcm" and int(said["TTL"]) > 0
    opened = json.loads(http_ece.decrypt(body, private_key=browser_key, auth_secret=b"s" * 16, version="aes128gcm"))
    assert opened["address"] == reverse("inbox:detail", args=[reply.pk]) and "Rūta" in opened["title"]
    assert b"How does it work" not in body
    assert Vapid02.verify(said["Authorization"])
    assert said["Authorization"].endswith(pushing.public_key())


@pytest.mark.parametrize("what", ["no", "seen", "gone"])
def test_nobody_is_pushed_who_does_not_want_it_or_is_not_there(cast, reply, now, service, browser_key, what):
    gather(now)
    if what == "no":
        NoticeChoice.objects.create(member=cast.alice, kind="reply", by_push=False)
    if what == "seen":
        Notice.objects.update(seen_at=now)
    service.status = 410
    assert push_out(now) == 0
    assert len(service.taken) == (what == "gone") == (not Device.objects.exists())


@pytest.mark.parametrize(
    "wrong",
    [{"endpoint": "http://push.example/x"}, {"endpoint": "javascript:x"}, {"public_key": "short"}, {"secret": ""}],
)
def test_what_no_browser_says_is_not_taken(as_member, cast, service, wrong):
    given = {"endpoint": "https://push.example/x", "public_key": "B" * 87, "secret": "s" * 22} | wrong
    assert as_member(cast.alice).post(reverse("web:devices"), given).status_code == 422
    assert not Device.objects.exists()


def test_a_device_inside_our_own_network_is_not_reached(cast, reply, now, service):
    keys = {"public_key": "B" * 87, "secret": "s" * 22, "created_at": now}
    Device.objects.create(member=cast.alice, endpoint="https://127.0.0.1/push", **keys)
    gather(now)
    assert push_out(now) == 0 and service.taken == []


@pytest.mark.wire
def test_the_digest_goes_once_a_day_to_those_who_asked_for_it(cast, now, post):
    box = a_mailbox(cast.alice, smtp_port=post.smtp_port, password=PASSWORD)
    a_reply(a_lead(cast.alice), box, Intent.QUESTION, "How does it work?", 0.9, now - HOUR)
    gather(now)
    assert send_digests(now) == 0
    NoticeChoice.objects.create(member=cast.alice, kind="reply", by_mail=True)
    assert send_digests(now - 2 * HOUR) == 0  # their day has not begun
    assert send_digests(now) == 1 and send_digests(now + HOUR) == 0
    (mail,) = post.taken
    assert mail.recipients == [cast.alice.user.email]
    assert "How does it work?" in mail.mail.get_content() and "Rūta" in mail.mail.get_content()


@pytest.mark.wire
def test_a_digest_that_the_server_refuses_is_tried_again(cast, now, post):
    box = a_mailbox(cast.alice, smtp_port=post.smtp_port, password=PASSWORD)
    a_reply(a_lead(cast.alice), box, Intent.QUESTION, "How?", 0.9, now - HOUR)
    gather(now)
    NoticeChoice.objects.create(member=cast.alice, kind="reply", by_mail=True)
    post.faults["mail"] = "451 later"
    assert send_digests(now) == 0
    post.faults.clear()
    assert send_digests(now) == 1


def test_each_chooses_for_themselves(as_member, cast):
    client = as_member(cast.alice)
    client.post(reverse("web:choices"), {"reply.in_page": "on", "reply.by_mail": "on"})
    kept = NoticeChoice.objects.get(member=cast.alice, kind="reply")
    assert (kept.in_page, kept.by_push, kept.by_mail) == (True, False, True)
    page = client.get(reverse("web:choices"), headers={"HX-Request": "true"}).content.decode()
    assert page.count("checked") == 2
    assert not NoticeChoice.objects.filter(member=cast.bob).exists()


def test_the_worker_may_speak_for_the_whole_site(client, db):
    answer = client.get(reverse("web:worker"))
    assert answer["Service-Worker-Allowed"] == "/" and answer["Content-Type"] == "text/javascript"
