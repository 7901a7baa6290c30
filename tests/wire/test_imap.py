"""IMAP in, over a real wire: what is new since the last time, and nothing in the mailbox changes."""

import pytest

from leadwright.channels.email import imap
from leadwright.channels.email.imap import NotRead, new_mail
from tests.cast import MONDAY

pytestmark = pytest.mark.wire


def a_mail(number: int, size: int = 0) -> bytes:
    return f"Message-ID: <{number}@x.example>\r\nSubject: {number}\r\n\r\n{'x' * size}\r\n".encode()


def read(box) -> list[str]:
    """What the inbox does: receive each, keep the place after each."""
    found = []
    for arrived in new_mail(box):
        found.append(arrived.raw.split(b"Subject: ")[1].split(b"\r\n")[0].decode())
        box.keep(arrived)
    return found


def test_each_mail_comes_once_and_in_order(cast, post):
    box = post.mailbox_of(cast.alice)
    assert read(box) == []
    for number in range(3):
        post.put(box.username, a_mail(number))
    assert read(box) == ["0", "1", "2"]
    assert read(box) == []
    post.put(box.username, a_mail(3))
    box.refresh_from_db()
    assert read(box) == ["3"]


def test_reading_sets_no_flag(cast, post):
    box = post.mailbox_of(cast.alice)
    post.put(box.username, a_mail(0))
    read(box)
    assert all("\\Seen" not in flags for flags in post.flags(box.username))


def test_another_uidvalidity_reads_everything_again(cast, post):
    box = post.mailbox_of(cast.alice)
    for number in range(5):
        post.put(box.username, a_mail(number))
    read(box)
    post.rebuild(box.username)
    for number in (3, 4, 5):
        post.put(box.username, a_mail(number))
    assert read(box) == ["3", "4", "5"]


def test_many_mails_come_in_batches_at_most_five_hundred_at_once_and_history_last(cast, post):
    box = post.mailbox_of(cast.alice)
    for number in range(510):
        post.put(box.username, a_mail(number))
    assert read(box) == [str(number) for number in range(10, 510)]
    assert read(box) == [str(number) for number in range(9, -1, -1)]
    assert read(box) == []


def test_a_huge_mail_is_cut_and_the_others_are_whole(cast, post, monkeypatch):
    monkeypatch.setattr(imap, "MOST_BYTES", 600_000)
    box = post.mailbox_of(cast.alice)
    for number, size in enumerate([10, 2_000_000, 10]):
        post.put(box.username, a_mail(number, size))
    found = list(new_mail(box))
    assert [(one.cut, len(one.raw) > 300_000) for one in found] == [(False, False), (True, False), (False, False)]
    assert found[1].raw.startswith(b"Message-ID: <1@x.example>")


def test_a_mail_that_is_no_mail_comes_through_as_it_is(cast, post):
    box = post.mailbox_of(cast.alice)
    post.put(box.username, b"\xff\xfe garbage without headers\x00" * 10)
    post.put(box.username, a_mail(1))
    assert len(list(new_mail(box))) == 2


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "wrong"}, "password"),
        ({"password": "slaptažodis"}, "letters"),
        ({"imap_port": 1}, "port 1"),
        ({"imap_security": "tls"}, "TLS"),
        ({"imap_security": "starttls"}, "IMAP server"),
        ({"imap_host": "10.0.0.1"}, "public"),
    ],
)
def test_no_way_in_is_said_in_words(cast, post, fields, words):
    with pytest.raises(NotRead) as failure:
        list(new_mail(post.mailbox_of(cast.alice, **fields)))
    assert words in failure.value.sentence


def test_a_server_that_is_none_is_said_in_words(cast, post):
    with pytest.raises(NotRead) as failure:
        list(new_mail(post.mailbox_of(cast.alice, imap_port=post.smtp_port)))
    assert "IMAP" in failure.value.sentence


def test_the_place_only_moves_on_within_one_uidvalidity(cast, post):
    box = post.mailbox_of(cast.alice)
    box.keep_place(7, 20, MONDAY)
    box.keep_place(7, 10, MONDAY)
    assert (box.uid_validity, box.last_uid) == (7, 20)
    box.keep_place(8, 3, MONDAY)
    assert (box.uid_validity, box.last_uid) == (8, 3)


def test_a_failed_reading_keeps_the_time_of_the_last_good_one(cast, post):
    box = post.mailbox_of(cast.alice)
    box.not_read("It broke off.")
    box.refresh_from_db()
    assert (box.read_at, box.read_error) == (MONDAY, "It broke off.")
