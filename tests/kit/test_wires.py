"""What a user may make us connect to. The addresses are those that fooled others (CWE-918)."""

import socket

import pytest

from leadwright.kit.wires import NotFetched, guard_host, is_public, public_address

PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # cloud metadata
    "168.63.129.16",  # Azure's wire server
    "192.0.0.192",  # Oracle's metadata
    "100.64.0.1",
    "100.100.100.200",  # Alibaba's metadata
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.7",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b:1::1",
    "2002:7f00:1::",  # 6to4 of 127.0.0.1
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",  # Teredo
    "2001:db8::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "3fff::1",
    "5f00::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "64:ff9b::0101:0101"])
def test_a_public_address_is_taken(address):
    assert is_public(address)


SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "0177.0.0.1",
    "0x7f000001",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "::1",
    "0",
    "[::1]",
    "::ffff:7f00:1",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_no_spelling_of_this_machine_is_connected_to(host, settings):
    settings.DEMO = False
    with pytest.raises(NotFetched):
        public_address(host, 80)
    with pytest.raises(NotFetched):
        guard_host(host, 25)


def test_one_private_answer_among_public_ones_refuses_the_name(monkeypatch):
    answers = [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(NotFetched, match="not on the public internet"):
        public_address("two-faced.example", 80)


def test_a_name_that_is_no_name_gets_a_sentence():
    for host in ("", "a" * 300, "no such host", "\x00"):
        with pytest.raises(NotFetched):
            public_address(host, 80)


def test_mail_may_go_to_this_machine_in_the_demo_only(settings):
    settings.DEMO = True
    assert guard_host("localhost", 8025) == "127.0.0.1"
    settings.DEMO = False
    with pytest.raises(NotFetched):
        guard_host("localhost", 8025)


def test_the_operator_may_trust_a_host_of_the_own_network(settings):
    settings.DEMO, settings.MAIL_HOSTS = False, frozenset({"127.0.0.1"})
    assert guard_host("127.0.0.1", 587) == "127.0.0.1"


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_is_a_port(port):
    with pytest.raises(NotFetched, match="not a port"):
        guard_host("localhost", port)
