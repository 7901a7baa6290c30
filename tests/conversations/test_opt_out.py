"""The public way out: a scanner that opens the link changes nothing, one POST does, for good."""

import pytest
from django.core import signing
from django.test import Client

from leadwright.activities.models import Activity
from leadwright.conversations.opting_out import token_of, unsubscribe_url
from leadwright.leads.models import OptOut
from tests.cast import a_mailbox
from tests.conversations.stage import a_message


@pytest.fixture
def message(cast):
    return a_message(a_mailbox(cast.alice))


@pytest.fixture
def address(message) -> str:
    return unsubscribe_url(message).removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(client, address, method):
    for _turn in range(20):
        answer = getattr(client, method)(address)
        assert answer.status_code == 200
    assert not OptOut.objects.exists() and not Activity.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"data": b"--broken", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"", "content_type": "text/plain"},
    ],
)
def test_one_post_opts_out_without_log_in_cookie_or_redirect(address, message, body):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address, **body)
    assert answer.status_code == 200 and not answer.cookies
    kept = OptOut.objects.get()
    assert (kept.lead, kept.address, kept.channel, kept.source) == (
        message.lead,
        message.recipient,
        "email",
        "one_click",
    )
    assert Activity.objects.get().kind == "opted_out"
    assert message.lead.opted_out_of("email") and not message.lead.opted_out_of("phone")


def test_twice_is_once(client, address):
    assert [client.post(address).status_code for _turn in range(3)] == [200, 200, 200]
    assert OptOut.objects.count() == Activity.objects.count() == 1


def test_the_page_says_what_it_does_and_then_that_it_is_done(client, address, message):
    assert b"Do not write to me again" in client.get(address).content
    assert b"will not hear from us again" in client.post(f"{address}?page").content
    assert OptOut.objects.get().source == "form"
    assert b"will not hear from us again" in client.get(address).content


def test_a_token_is_for_one_message_and_one_purpose(client, message):
    good = token_of(message)
    forged = [good[:-1], good + "x", "1:abc", signing.Signer(salt="other").sign(signing.b62_encode(message.pk)), "x"]
    for token in forged:
        assert client.post(f"/conversations/u/{token}/").status_code == 404
    assert not OptOut.objects.exists()


def test_the_token_tells_nothing_about_the_person(message):
    assert message.recipient not in unsubscribe_url(message) and "pieno" not in unsubscribe_url(message)


def test_other_methods_are_refused(client, address):
    assert client.delete(address).status_code == client.put(address).status_code == 405
