"""SMTP out, over a real wire: what is delivered, what is not and why, and what nobody can know."""

import time

import pytest

from leadwright.channels.email import smtp
from leadwright.channels.email.compose import build, new_message_id
from leadwright.channels.email.smtp import NotDelivered
from tests.cast import MONDAY
from tests.wire.servers import HANG_UP, SILENCE

pytestmark = pytest.mark.wire


@pytest.fixture(params=[False, True], ids=["one by one", "at once"], autouse=True)
def way_of_talking(post, request):
    """All of this holds with servers that take a mail's commands one by one, and with those that take them at once."""
    post.pipelining = request.param


def a_mail(recipient: str = "ruta@pieno-kelias.example", **fields) -> bytes:
    given = {"subject": "Audit", "text": "Hello.\n.\n..\nBye", "message_id": new_message_id("northmark.example")}
    return build(
        sender_name="Alice", sender="alice@northmark.example", recipient=recipient, date=MONDAY, **{**given, **fields}
    )


def deliver(wire, raw: bytes | None = None, commit=lambda: True):
    return wire.deliver(
        raw or a_mail(), sender="alice@northmark.example", recipient="ruta@pieno-kelias.example", commit=commit
    )


def connect(box):
    return smtp.connect(box, reply_seconds=1, dot_seconds=1)


def test_a_mail_arrives_byte_for_byte(cast, post):
    raw = a_mail()
    with connect(post.mailbox_of(cast.alice)) as wire:
        assert deliver(wire, raw).words.endswith("OK")
    assert post.taken[0].raw == raw
    assert (post.taken[0].sender, post.taken[0].recipients) == (
        "alice@northmark.example",
        ["ruta@pieno-kelias.example"],
    )


def test_many_mails_share_one_connection(cast, post):
    with connect(post.mailbox_of(cast.alice)) as wire:
        for _turn in range(20):
            deliver(wire)
    assert len(post.taken) == 20 and post.connections == 1


def test_the_point_of_no_return_is_passed_before_the_body_leaves(cast, post):
    with connect(post.mailbox_of(cast.alice)) as wire:
        deliver(wire, commit=lambda: not post.taken)
    assert len(post.taken) == 1


def test_a_commit_that_says_no_leaves_nothing_at_the_server_and_the_next_one_goes_out(cast, post):
    with connect(post.mailbox_of(cast.alice)) as wire:
        with pytest.raises(NotDelivered) as failure:
            deliver(wire, commit=lambda: False)
        assert (failure.value.code, failure.value.ambiguous) == ("withdrawn", False)
        assert post.taken == []
        deliver(wire)
    assert len(post.taken) == 1


def test_an_error_in_the_commit_comes_through_with_nothing_sent(cast, post):
    def broken() -> bool:
        raise RuntimeError("the database went away")

    with connect(post.mailbox_of(cast.alice)) as wire, pytest.raises(RuntimeError):
        deliver(wire, commit=broken)
    assert post.taken == []


STATES = ["mail", "rcpt", "data", "body"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("reply", "permanent", "code"),
    [
        ("450 4.2.1 Later", False, "busy"),
        ("421 4.3.2 Going down", False, "busy"),
        ("554 5.7.1 We do not like this", True, "refused"),
    ],
)
def test_a_refusal_is_said_in_words_and_the_wire_goes_on(cast, post, state, reply, permanent, code):
    post.faults, post.once = {state: reply}, True
    with connect(post.mailbox_of(cast.alice)) as wire:
        with pytest.raises(NotDelivered) as failure:
            deliver(wire)
        assert (failure.value.permanent, failure.value.ambiguous, failure.value.code) == (permanent, False, code)
        assert reply[:3] in failure.value.reason
        deliver(wire)
    assert len(post.taken) == 1


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        ("550 5.1.1 No such user", "bad_address"),
        ("550 no mailbox here", "bad_address"),
        ("553 5.1.3 Bad syntax", "bad_address"),
        ("550 5.7.515 Sender not authenticated", "refused"),
        ("550 5.7.1 Blocked", "refused"),
        ("552 5.2.2 Mailbox full", "refused"),
        ("450 4.1.1 Greylisted", "busy"),
    ],
)
def test_a_bad_address_is_told_from_a_refusal_of_ours(cast, post, reply, code):
    post.faults = {"rcpt": reply}
    with connect(post.mailbox_of(cast.alice)) as wire, pytest.raises(NotDelivered) as failure:
        deliver(wire)
    assert failure.value.code == code


@pytest.mark.parametrize("state", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("fault", [HANG_UP, SILENCE, "999 what", "gibberish"])
def test_what_breaks_before_the_body_is_not_doubtful(cast, post, state, fault):
    post.faults = {state: fault}
    committed = []
    with connect(post.mailbox_of(cast.alice)) as wire, pytest.raises(NotDelivered) as failure:
        deliver(wire, commit=lambda: committed.append(1) or True)
    assert not failure.value.ambiguous and not failure.value.permanent and not committed
    assert post.taken == []


@pytest.mark.parametrize("fault", [HANG_UP, SILENCE, "gibberish", "354 again"])
def test_a_lost_answer_to_the_dot_is_doubtful(cast, post, fault):
    post.faults = {"lost": fault}
    with connect(post.mailbox_of(cast.alice)) as wire, pytest.raises(NotDelivered) as failure:
        deliver(wire)
    assert failure.value.ambiguous and failure.value.code == "no_answer"
    assert len(post.taken) == 1


def test_a_server_that_hangs_up_within_a_long_body_took_nothing(cast, post):
    post.faults = {"cut": "yes"}
    with connect(post.mailbox_of(cast.alice)) as wire, pytest.raises(NotDelivered) as failure:
        deliver(wire, a_mail(text="words " * 2_000_000))
    assert not failure.value.ambiguous and post.taken == []


@pytest.mark.parametrize(
    ("faults", "fields", "code", "words"),
    [
        ({"connect": "554 No service"}, {}, "no_connection", "554"),
        ({"connect": HANG_UP}, {}, "no_connection", "127.0.0.1"),
        ({"connect": "gibberish"}, {}, "no_connection", "127.0.0.1"),
        ({}, {"password": "wrong"}, "log_in", "password"),
        ({}, {"password": "slaptažodis"}, "log_in", "127.0.0.1"),
        ({}, {"smtp_port": 1}, "no_connection", "port 1"),
        ({}, {"smtp_security": "starttls"}, "no_connection", "STARTTLS"),
        ({}, {"smtp_security": "tls"}, "no_connection", "TLS"),
        ({}, {"smtp_host": "10.0.0.1"}, "no_connection", "public"),
        ({}, {"smtp_host": "169.254.169.254"}, "no_connection", "public"),
        ({}, {"smtp_port": 70000}, "no_connection", "70000"),
    ],
)
def test_no_way_in_is_said_in_words(cast, post, faults, fields, code, words):
    post.faults.update(faults)
    began = time.monotonic()
    with pytest.raises(NotDelivered) as failure:
        connect(post.mailbox_of(cast.alice, **fields))
    assert failure.value.code == code and words in failure.value.reason
    assert not failure.value.ambiguous and time.monotonic() - began < 30


def test_mail_without_tls_leaves_for_this_machine_only(cast, post, settings):
    settings.DEMO = False
    with pytest.raises(NotDelivered):
        connect(post.mailbox_of(cast.alice))


def test_what_a_server_says_cannot_forge_a_line():
    assert smtp.said(b"no\r\n\x1b[31mroot: all fine\x00") == "no [31mroot: all fine"


def test_a_body_cannot_end_early_and_start_another_mail(cast, post):
    smuggled = b"Subject: x\r\n\r\nHi\n.\nMAIL FROM:<evil@x.example>\r.\r\r\n.\r\nRCPT TO:<evil@x.example>\r\n"
    with connect(post.mailbox_of(cast.alice)) as wire:
        deliver(wire, smuggled)
        deliver(wire)
    assert len(post.taken) == 2 and b"evil@x.example" in post.taken[0].raw
    assert {one.sender for one in post.taken} == {"alice@northmark.example"}
