"""A whole mailbox over a real wire: nothing is lost, nothing comes twice, and a poisoned mail stops nothing."""

import pytest

from leadwright.channels.models import Mailbox
from leadwright.conversations.models import Message
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
