"""Against servers that others wrote (Postfix, Dovecot): send, receive, thread, IDLE, UIDVALIDITY, a large folder."""

import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest

from leadwright.channels.email import imap
from leadwright.channels.email.imap import new_mail, open_mailbox
from leadwright.channels.models import Mailbox
from leadwright.channels.trial import try_out
from leadwright.conversations.models import Message
from leadwright.inbox import watching
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.receiving import read_mailbox
from leadwright.kit import clock
from tests.cast import a_lead, a_mailbox
from tests.conversations.stage import a_message, later, send
from tests.inbox.letters import a_mail
from tests.wire.debian import debian_post, wait_for

__all__ = ["debian_post"]
pytestmark = [pytest.mark.wire, pytest.mark.timeout(300)]
LARGE = 50_000
RUTA = "ruta@pieno-kelias.example"


@pytest.fixture
def box(cast, debian_post) -> Mailbox:
    return a_mailbox(cast.alice, **debian_post.settings())


def headers(raw: bytes) -> dict[str, str]:
    return dict(message_from_bytes(raw, policy=policy.default).items())


def test_a_thread_goes_out_comes_back_and_goes_on(cast, box, debian_post):
    lead = a_lead(cast.alice)
    assert try_out(box, now=later()).returned
    first = a_message(box, lead=lead, text="Who signs for a warm lorry, Rūta?\n.\nA line of one dot stands above.")
    assert send() == 1
    (letter,) = debian_post.arrived(RUTA, 1)
    taken = message_from_bytes(letter, policy=policy.default)
    assert taken["Message-ID"] == first.message_id and "Rūta?\n.\nA line" in taken.get_content()
    answer = a_mail("How much does it cost?", message_id="<a1@pieno-kelias.example>", in_reply_to=first.message_id)
    debian_post.send(answer, sender=RUTA, recipient=box.address)
    debian_post.arrived(box.address, 2)
    read_mailbox(box, now=later())
    reply = Reply.objects.get()
    assert (reply.intent, reply.message.conversation_id) == ("question", first.conversation_id)
    reply.answer("It is 9 a month.", cast.alice, later())
    assert send(later(minutes=1)) == 1
    last = headers(debian_post.arrived(RUTA, 2)[-1])
    assert last["In-Reply-To"] == "<a1@pieno-kelias.example>" and first.message_id in last["References"]


def test_who_listens_reads_an_answer_when_it_comes(cast, box, debian_post, monkeypatch):
    a_lead(cast.alice)
    monkeypatch.setattr(watching, "NEWCOMERS_SECONDS", 600)
    with watching.Watcher(clock.now) as watcher:
        watcher.take_newcomers()
        assert watching.watched() == {box.pk}
        raw = a_mail("Yes, I am interested.", message_id="<idle@pieno-kelias.example>")
        sending = threading.Timer(0.2, debian_post.send, [raw], {"sender": RUTA, "recipient": box.address})
        sending.start()
        watcher.watch(2.5)
        sending.join()
        assert Reply.objects.get(message__message_id="<idle@pieno-kelias.example>").intent == "interested"
    assert watching.watched() == set()


def test_another_uidvalidity_reads_everything_again_and_stores_nothing_twice(cast, box, debian_post):
    a_lead(cast.alice)
    before = len(debian_post.lying(box.address))
    for number in range(3):
        raw = a_mail(f"Question {number}: how much is it?", message_id=f"<v{number}@pieno-kelias.example>")
        debian_post.send(raw, sender=RUTA, recipient=box.address)
    debian_post.arrived(box.address, before + 3)
    read_mailbox(box, now=later())
    validity, stored = box.uid_validity, set(Message.objects.filter(outbound=False).values_list("pk", flat=True))
    assert len(stored) >= 3
    debian_post.rebuild(box.address)
    debian_post.send(a_mail("One more?", message_id="<v9@pieno-kelias.example>"), sender=RUTA, recipient=box.address)
    debian_post.arrived(box.address, before + 4)
    read_mailbox(box, now=later())
    now_stored = set(Message.objects.filter(outbound=False).values_list("pk", flat=True))
    assert box.uid_validity != validity and stored < now_stored and len(now_stored) == len(stored) + 1


def old_mails() -> Iterator[bytes]:
    """Of people whom nobody knows, over years; one of our leads wrote in the midst and one near the end."""
    for number in range(LARGE):
        sender = RUTA if number in {20_000, LARGE - 10} else f"n{number}@far.example"
        yield (
            f"From: {sender}\r\nTo: bob@northmark.example\r\nMessage-ID: <old{number}@far.example>\r\n"
            f"Date: Mon, 02 Nov 2026 09:00:00 +0000\r\nSubject: Old {number}\r\n\r\nIs it {number}?\r\n"
        ).encode()


def test_a_folder_of_fifty_thousand_is_read_from_its_newest_end_and_then_in_slices(cast, debian_post, monkeypatch):
    debian_post.fill(old_mails())
    a_lead(cast.bob)
    box = a_mailbox(cast.bob, **debian_post.settings())
    with open_mailbox(box) as opened:
        assert opened.place()[1] == LARGE  # where a mailbox begins that is newly set up
    monkeypatch.setattr(imap, "MOST_AT_ONCE", 50)
    assert read_mailbox(box, now=later()) == 50
    assert (box.last_uid, box.older_uid) == (LARGE, LARGE - 50)
    assert Reply.objects.count() == 1 and Triage.objects.count() == 49
    fresh = a_mail("How much is it?", message_id="<fresh@pieno-kelias.example>")
    debian_post.send(fresh, sender=RUTA, recipient=box.address)
    wait_for(lambda: b"<fresh@" in debian_post.tail())
    monkeypatch.setattr(imap, "MOST_AT_ONCE", 2_500)
    arrivals = new_mail(box)
    assert b"<fresh@pieno-kelias.example>" in next(arrivals).raw  # before any history
    arrivals.close()
    seen: list[int] = []
    while box.older_uid:
        for arrived in new_mail(box):
            seen += [arrived.uid] if arrived.older else []
            box.older_uid = arrived.left  # as it is kept when a mail was received for good
    assert seen == list(range(LARGE - 50, 0, -1))
