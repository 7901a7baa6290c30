"""A whole mailbox over a real wire: nothing is lost, nothing comes twice, and a poisoned mail stops nothing."""

import threading

import pytest

from leadwright.channels.email import imap
from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
from leadwright.inbox import watching
from leadwright.inbox.models import Reply, Triage
from leadwright.inbox.receiving import read_all, read_mailbox
from tests.cast import a_lead, a_mailbox
from tests.inbox.letters import a_mail
from tests.wire.servers import _office, post

__all__ = ["_office", "post"]
pytestmark = pytest.mark.wire


def test_new_mail_is_received_once_and_the_place_is_kept(cast, post, now):
    a_lead(cast.alice)
    box = post.mailbox_of(cast.alice)
    read_mailbox(box, now=now)
    for text in ("Yes, I am interested.", "How much does it cost?"):
        post.put(box.username, a_mail(text))
    assert read_mailbox(box, now=now) == 2
    assert read_mailbox(Mailbox.objects.get(pk=box.pk), now=now) == 0
    assert Reply.objects.count() == 2
    assert (box.read_at, box.read_error) == (now, "")


def test_reading_everything_again_receives_nothing_twice(cast, post, now):
    a_lead(cast.alice)
    box = post.mailbox_of(cast.alice)
    for number in range(3):
        post.put(box.username, a_mail(f"Question {number}: how much does it cost?"))
    read_mailbox(box, now=now)
    post.rebuild(box.username)
    post.put(box.username, a_mail("Question 2: how much does it cost?"))
    read_mailbox(Mailbox.objects.get(pk=box.pk), now=now)
    assert Message.objects.filter(outbound=False).count() == 3


def test_a_poisoned_mail_is_kept_and_the_mailbox_goes_on(cast, post, now):
    a_lead(cast.alice)
    box = post.mailbox_of(cast.alice)
    post.put(box.username, b"\r\n".join(b"A: b" for _ in range(2000)) + b"\r\n\r\nx")
    post.put(box.username, a_mail("Yes, I am interested."))
    assert read_mailbox(box, now=now) == 2
    assert "1,000 headers" in Triage.objects.get().reason
    assert Reply.objects.get().intent == "interested"


def test_a_mailbox_that_cannot_be_read_says_so_and_the_others_are_read(cast, post, now):
    a_lead(cast.alice)
    dead = a_mailbox(cast.bob)
    box = post.mailbox_of(cast.alice)
    post.put(box.username, a_mail("Yes, I am interested."))
    assert read_all(now=now) == 1
    dead.refresh_from_db()
    assert dead.read_error
    assert Reply.objects.count() == 1


def test_history_is_read_in_slices_behind_what_is_new(cast, post, now, monkeypatch):
    """After another UIDVALIDITY everything is read again: the newest first, an answer that comes meanwhile before the
    rest, and while newer mail waits the mailbox does not count as read."""
    monkeypatch.setattr(imap, "MOST_AT_ONCE", 3)
    a_lead(cast.alice)
    box = post.mailbox_of(cast.alice, read_at=None)
    for number in range(8):
        post.put(box.username, a_mail(f"Question {number}: how much is it?", message_id=f"<q{number}@x.example>"))
    read_mailbox(box, now=now)
    assert asked() == [5, 6, 7] and box.read_at == now
    post.put(box.username, a_mail("Question 8: how much is it?", message_id="<q8@x.example>"))
    read_mailbox(Mailbox.objects.get(pk=box.pk), now=now)
    assert asked() == [5, 6, 7, 8, 4, 3]
    box = Mailbox.objects.get(pk=box.pk)
    for number in range(9, 13):
        post.put(box.username, a_mail(f"Question {number}: how much is it?", message_id=f"<q{number}@x.example>"))
    box.read_at = None
    read_mailbox(box, now=now)
    assert box.read_at is None and asked()[-1] == 11
    for _turn in range(4):
        read_mailbox(Mailbox.objects.get(pk=box.pk), now=now)
    assert sorted(asked()) == list(range(13))
    assert Mailbox.objects.get(pk=box.pk).older_uid == 0


def asked() -> list[int]:
    words = Message.objects.filter(outbound=False).order_by("pk").values_list("text", flat=True)
    return [int(text.split(":")[0].split()[-1]) for text in words]


def test_who_is_listened_to_is_read_when_the_server_tells_and_asked_no_more(cast, post, now):
    a_lead(cast.alice)
    box = post.mailbox_of(cast.alice)
    post.put(box.username, a_mail("Yes, I am interested.", message_id="<before@x.example>"))
    with watching.Watcher(lambda: now) as watcher:
        watcher.take_newcomers()
        assert Reply.objects.count() == 1  # what lay there before anybody listened
        assert read_all(now=now, listened_to=watching.watched()) == 0
        later = threading.Timer(0.1, post.put, [box.username, a_mail("How much?", message_id="<told@x.example>")])
        later.start()
        assert told(watcher, "<told@x.example>")
        again = threading.Timer(0.1, post.put, [box.username, a_mail("And when?", message_id="<again@x.example>")])
        again.start()
        assert told(watcher, "<again@x.example>") and Reply.objects.count() == 3


def told(watcher: watching.Watcher, message_id: str) -> bool:
    """It returns when the server tells; on a machine with much to do later."""
    found = Reply.objects.filter(message__message_id=message_id)
    for _turn in range(20):
        watcher.watch(1.0)
        if found.exists():
            return True
    return False


def test_nobody_listens_where_the_log_in_fails_and_the_timer_asks(cast, post, now):
    box = post.mailbox_of(cast.alice, password="wrong")
    with watching.Watcher(lambda: now) as watcher:
        watcher.watch(5)
    assert watching.watched() == set()
    read_all(now=now, listened_to=watching.watched())
    box.refresh_from_db()
    assert "password" in box.read_error
