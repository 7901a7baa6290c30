"""How a domain stands, asked of a real name server on loopback; and a mail that was really signed."""

from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from leadwright.channels.email import domain
from leadwright.channels.models import DomainCheck
from leadwright.inbox.health import Day, days_of
from leadwright.inbox.receiving import receive
from tests.cast import a_lead
from tests.conversations.stage import a_message, later, send
from tests.inbox.letters import a_mail
from tests.wire.names import NameServer

pytestmark = pytest.mark.wire
OURS = "northmark.example"
MAIL = (
    b"From: Alice <alice@northmark.example>\r\nTo: alice@northmark.example\r\nSubject: Trial\r\n"
    b"Date: Mon, 23 Nov 2026 09:00:00 +0000\r\nMessage-ID: <t@northmark.example>\r\n\r\nA trial.\r\n"
)


@pytest.fixture
def names(settings):
    server = NameServer()
    settings.NAME_SERVERS = [server.address]
    server.publish("MX", OURS, "10 mx.northmark.example.")
    server.publish("TXT", OURS, '"v=spf1 mx -all"')
    server.publish("TXT", f"_dmarc.{OURS}", '"v=DMARC1; p=quarantine"')
    server.publish("A", "smtp.northmark.example", "192.0.2.7")
    server.publish("PTR", "7.2.0.192.in-addr.arpa", "smtp.northmark.example.")
    yield server
    server.stop()


def signed(names, by: str = OURS, publish: bool = True) -> bytes:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    forms = serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if publish:
        text = b64encode(public).decode()
        names.publish("TXT", f"s1._domainkey.{by}", f'"v=DKIM1; k=rsa; p={text[:200]}" "{text[200:]}"')
    head = dkim.sign(MAIL, b"s1", by.encode(), key.private_bytes(*forms), include_headers=[b"from", b"subject"])
    return b"Return-Path: <alice@northmark.example>\r\n" + head + MAIL


def levels(**more) -> dict[str, str]:
    found = domain.check(OURS, **{"smtp_host": "smtp.northmark.example", **more})
    return {one.what: one.level for one in found}


def one(what: str, **more) -> domain.Finding:
    found = domain.check(OURS, **{"smtp_host": "smtp.northmark.example", **more})
    return next(each for each in found if each.what == what)


def test_a_domain_that_is_in_order_is_good_in_every_respect(names):
    assert set(levels(returned=signed(names)).values()) == {"good"}


def test_what_is_missing_is_said_with_the_record_and_its_place(names):
    names.records.clear()
    found = {each.what: each for each in domain.check(OURS, smtp_host="smtp.northmark.example")}
    assert found["MX"].level == found["SPF"].level == found["DMARC"].level == "bad"
    assert (found["SPF"].name, found["SPF"].kind) == (OURS, "TXT")
    assert found["SPF"].record == "v=spf1 mx a:smtp.northmark.example ~all"
    assert found["DMARC"].name == f"_dmarc.{OURS}" and found["DMARC"].record.startswith("v=DMARC1; p=none;")
    assert one("SPF", provider="google").record == "v=spf1 include:_spf.google.com ~all"


@pytest.mark.parametrize(
    ("records", "level", "words"),
    [
        (['"v=spf1 +all"'], "bad", "every server"),
        (['"v=spf1 mx -all"', '"v=spf1 a -all"'], "bad", "only one"),
        (['"v=spf1 include:a.example ~all"'], "bad", "10"),
        (['"some=thing" ', '"v=spf1 ip4:192.0.2.0/24 -all"'], "good", "which servers"),
    ],
)
def test_spf_is_read_as_receivers_read_it(names, records, level, words):
    names.publish("TXT", OURS, *records)
    names.publish("TXT", "a.example", '"v=spf1 ' + " ".join(f"a:h{n}.example" for n in range(12)) + ' ~all"')
    found = one("SPF")
    assert found.level == level and words in found.sentence


def test_a_signature_holds_or_is_of_another_or_has_no_key(names):
    assert one("DKIM", returned=signed(names)).level == "good"
    assert one("DKIM", returned=signed(names).replace(b"Subject: Trial", b"Subject: Trail")).level == "bad"
    unpublished = one("DKIM", returned=signed(names, by="other.northmark.example", publish=False))
    assert (unpublished.level, unpublished.name) == ("bad", "s1._domainkey.other.northmark.example")
    other = one("DKIM", returned=signed(names, by="provider.example"))
    assert other.level == "warn" and "provider.example" in other.sentence
    assert one("DKIM", returned=MAIL).level == "bad" and one("DKIM").level == "warn"


def test_what_travels_in_the_name_of_another_is_not_in_line(names):
    strange = b"Return-Path: <bounce@mailer.example>\r\n" + MAIL
    assert one("In line", returned=strange).level == "bad"
    assert one("In line", returned=signed(names)).level == "good"


@pytest.mark.parametrize(("kind", "address"), [("A", "192.0.2.7"), ("AAAA", "2001:db8::7")])
def test_a_domain_without_mx_takes_mail_at_its_own_address(names, kind, address):
    del names.records[OURS, "MX"]
    assert one("MX").level == "bad"
    names.publish(kind, OURS, address)
    found = one("MX")
    assert (found.level, found.name, found.kind) == ("warn", OURS, "MX") and address in found.sentence


def test_null_mx_several_dmarc_no_reverse_name_and_a_listing_are_bad(names):
    names.publish("MX", OURS, "0 .")
    names.publish("TXT", f"_dmarc.{OURS}", '"v=DMARC1; p=none"', '"v=DMARC1; p=reject"')
    names.publish("PTR", "7.2.0.192.in-addr.arpa", "elsewhere.example.")
    names.publish("A", f"7.2.0.192.{domain.LIST_OF_ADDRESSES}", "127.0.0.2")
    found = levels(returned=signed(names))
    assert {found["MX"], found["DMARC"], found["Reverse name"], found["Blocklists"]} == {"bad"}
    names.publish("A", f"7.2.0.192.{domain.LIST_OF_ADDRESSES}", "127.255.255.254")
    assert one("Blocklists").level == "warn"


def test_name_servers_that_are_silent_make_it_unknown_and_not_bad(names, monkeypatch):
    names.silent = True
    monkeypatch.setattr(domain, "SECONDS", 0.2)
    assert "bad" not in levels().values()


def test_the_page_tries_both_directions_and_keeps_what_it_found(names, cast, post, as_member):
    box = post.mailbox_of(cast.alice)
    post._boxes(box.username)
    page = reverse("channels:standing", args=[box.pk])
    assert "not looked at yet" in as_member(cast.alice).get(page).content.decode()
    shown = as_member(cast.alice).post(page).content.decode()
    assert "_dmarc" not in shown and "was not signed" in shown and "_domainkey.northmark.example" in shown
    kept = DomainCheck.objects.get()
    assert {each["what"]: each["level"] for each in kept.findings}["SPF"] == "good"
    assert as_member(cast.bob).get(page).status_code == 404


def test_the_days_of_a_mailbox_count_what_went_and_what_came(cast, post, as_member, now):
    box = post.mailbox_of(cast.alice)
    lead = a_lead(cast.alice)
    message = a_message(box, lead=lead)
    send()
    receive(box, a_mail("How much is it?", in_reply_to=message.message_id), now=later())
    page = as_member(cast.alice).get(reverse("inbox:mailbox_days", args=[box.pk]), headers={"hx-request": "true"})
    assert page.status_code == 200
    assert days_of(box, later(hours=2)) == [Day(now.date(), sent=1, replied=1)]
