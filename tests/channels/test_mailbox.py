"""Mailboxes: set up, tried in both directions, stopped and released."""

import pytest
from django.db import connection
from django.urls import reverse

from leadwright.channels.models import Mailbox
from tests.cast import a_mailbox

INDEX, NEW = reverse("channels:index"), reverse("channels:new")
HTMX = {"headers": {"hx-request": "true"}}


def filled(post, **fields) -> dict:
    given = {
        "address": "Alice@Northmark.example",
        "sender_name": "Alice Marlowe",
        "username": "alice@northmark.example",
        "password": "secret",
        "smtp_host": "127.0.0.1",
        "smtp_port": post.smtp_port,
        "smtp_security": "plain",
        "imap_host": "127.0.0.1",
        "imap_port": post.imap_port,
        "imap_security": "plain",
        "daily_limit": 50,
        "gap_seconds": 60,
        "signature": "Alice",
    }
    return {**given, **fields}


def act(name: str, box) -> str:
    return reverse(f"channels:{name}", args=[box.pk])


def test_a_mailbox_that_works_both_ways_is_kept_and_the_mail_to_itself_came_back(as_member, cast, post):
    post._boxes("alice@northmark.example")
    post.put("alice@northmark.example", b"Message-ID: <old@x>\r\n\r\nFrom before.\r\n")
    answer = as_member(cast.alice).post(NEW, filled(post), follow=True)
    assert answer.status_code == 200 and "went out and came back" in answer.content.decode()
    box = Mailbox.objects.get()
    assert box.address == "alice@northmark.example" and box.member == cast.alice
    assert box.last_uid >= 1 and box.uid_validity and box.read_at
    assert post.taken[0].mail["From"].addresses[0].addr_spec == box.address


def test_the_password_is_encrypted_and_never_shown(as_member, cast, post):
    client = as_member(cast.alice)
    client.post(NEW, filled(post))
    box = Mailbox.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT password FROM channels_mailbox")
        assert "secret" not in cursor.fetchone()[0]
    for place in (INDEX, act("edit", box)):
        assert b"secret" not in client.get(place).content
    refused = client.post(act("edit", box), filled(post, password="another-secret", smtp_port=1), **HTMX)
    assert refused.status_code == 422 and b"another-secret" not in refused.content


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "wrong"}, "refused the user name or the password"),
        ({"smtp_port": 1}, "could not be reached on port 1"),
        ({"imap_port": 1}, "could not be reached on port 1"),
        ({"smtp_host": "10.1.2.3"}, "public internet"),
        ({"imap_host": "169.254.169.254"}, "public internet"),
        ({"smtp_security": "starttls"}, "STARTTLS"),
        ({"address": "no address"}, "valid email"),
        ({"sender_name": "A =?utf-8?q?=0ABcc:x?="}, "control character"),
        ({"daily_limit": 100000}, "good name"),
        ({"smtp_port": 99999999999}, "less than or equal"),
        ({"password": ""}, "required"),
    ],
)
def test_what_does_not_work_is_said_in_words_and_nothing_is_kept(as_member, cast, post, fields, words):
    answer = as_member(cast.alice).post(NEW, filled(post, **fields), **HTMX)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_a_server_that_takes_no_mail_to_oneself_is_kept_with_a_word_about_it(as_member, cast, post):
    post.faults = {"rcpt": "550 5.1.1 Not to yourself"}
    answer = as_member(cast.alice).post(NEW, filled(post), follow=True)
    assert "way back was not tried" in answer.content.decode() and Mailbox.objects.count() == 1


def test_an_address_is_set_up_once_in_a_workspace(as_member, cast, post):
    a_mailbox(cast.bob, address="alice@northmark.example")
    answer = as_member(cast.alice).post(NEW, filled(post), **HTMX)
    assert answer.status_code == 422 and b"set up already" in answer.content


def test_a_change_of_the_limit_alone_is_not_tried_again_and_keeps_the_password(as_member, cast, post):
    client = as_member(cast.alice)
    client.post(NEW, filled(post))
    box = Mailbox.objects.get()
    before = post.connections
    fields = filled(post, password="", daily_limit=20, address=box.address)
    assert client.post(act("edit", box), fields).status_code == 303
    box.refresh_from_db()
    assert (box.daily_limit, box.password, post.connections) == (20, "secret", before)


def test_each_sees_their_own_and_managers_see_all(as_member, cast):
    of_alice, of_bob = a_mailbox(cast.alice), a_mailbox(cast.bob)
    for member, seen in [(cast.alice, [1, 0]), (cast.bob, [0, 1]), (cast.dana, [1, 1]), (cast.charlie, [0, 0])]:
        client = as_member(member)
        page = client.get(INDEX).content.decode()
        assert [int(box.address in page) for box in (of_alice, of_bob)] == seen
        for box, one in zip((of_alice, of_bob), seen, strict=True):
            assert client.get(act("edit", box)).status_code == (200 if one else 404)
            assert client.post(act("stop", box), **HTMX).status_code == (200 if one else 404)
            assert client.post(act("release", box), **HTMX).status_code == (200 if one else 404)


def test_only_a_manager_sets_up_a_mailbox_for_somebody_else(as_member, cast, post):
    assert as_member(cast.alice).post(NEW, filled(post, member=cast.bob.pk)).status_code == 303
    assert Mailbox.objects.get().member == cast.alice
    Mailbox.objects.all().delete()
    assert as_member(cast.dana).post(NEW, filled(post, member=cast.charlie.pk), **HTMX).status_code == 422
    assert as_member(cast.dana).post(NEW, filled(post, member=cast.bob.pk)).status_code == 303
    assert Mailbox.objects.get().member == cast.bob


def test_marketing_has_no_mailboxes(as_member, cast):
    client = as_member(cast.mara)
    assert client.get(INDEX).status_code == client.get(NEW).status_code == 403


def test_stopping_and_releasing_twice_is_once(as_member, cast):
    box = a_mailbox(cast.alice)
    client = as_member(cast.alice)
    for name, stopped in [("stop", True), ("stop", True), ("release", False), ("release", False)]:
        assert client.post(act(name, box)).status_code == 303
        box.refresh_from_db()
        assert bool(box.stopped_at) is stopped
    assert client.get(act("stop", box)).status_code == 405


def test_a_manager_stops_all_sending_and_lets_it_go_on(as_member, cast):
    stop, release = reverse("channels:stop_all"), reverse("channels:release_all")
    assert as_member(cast.alice).post(stop).status_code == 403
    client = as_member(cast.dana)
    answer = client.post(stop, **HTMX)
    cast.workspace.refresh_from_db()
    assert b"All sending is stopped" in answer.content and cast.workspace.sending_stopped_at
    cast.elsewhere.refresh_from_db()
    assert not cast.elsewhere.sending_stopped_at
    assert client.post(release).status_code == 303
    cast.workspace.refresh_from_db()
    assert not cast.workspace.sending_stopped_at


def test_an_empty_page_teaches(as_member, cast):
    assert b"No mailbox yet" in as_member(cast.alice).get(INDEX).content
