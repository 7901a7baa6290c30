"""Which hosts a connection that somebody else named may lead to.

A name is looked up once, every answer is judged, and the caller connects to the address that was judged: a name
that changes its mind between the look-up and the connection gains nothing. Spellings such as `0x7f000001` need no
list: what counts is the address that comes out.
"""

import ipaddress
import socket
import threading

from django.conf import settings
from django.utils.translation import gettext as _

LOOKUP_SECONDS = 5
# Routed like any other address, yet answered by the machine's own host: a cloud's wire server (Azure).
METADATA = {ipaddress.ip_address("168.63.129.16")}
SPECIAL_V4 = [ipaddress.ip_network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")]
# 2000::/3 is all that is given out; within it: Teredo and other protocols, documentation.
UNICAST_V6 = ipaddress.ip_network("2000::/3")
SPECIAL_V6 = [ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20")]
NAT64 = ipaddress.ip_network("64:ff9b::/96")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class NotFetched(Exception):
    """Something outside could not be reached or may not be; the sentence is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def guard_host(host: str, port: int) -> str:
    """The one address to connect to for a mail host that a user named. Raises NotFetched.

    Hosts that the operator trusts (`LEADWRIGHT_MAIL_HOSTS`) may be private; so may this machine in the demo, whose
    market lives there.
    """
    name = host.strip().rstrip(".").lower()
    if not 0 < port < 65536:
        raise NotFetched(_("%(port)s is not a port: a port lies between 1 and 65535.") % {"port": port})
    if settings.DEMO and name in LOOPBACK:
        return "127.0.0.1"
    if name in settings.MAIL_HOSTS:
        return look_up(name, port)[0]
    return public_address(name, port)


def public_address(host: str, port: int) -> str:
    """The address of a host on the public internet. If any of its answers is not public, none is taken."""
    answers = look_up(host, port)
    if not all(is_public(answer) for answer in answers):
        raise NotFetched(_("%(host)s is not on the public internet, so it is not contacted.") % {"host": host})
    return answers[0]


def look_up(host: str, port: int) -> list[str]:
    """Every address of the name, in the order of the system's resolver."""
    found: list = []

    def ask() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError, ValueError):
            found.clear()

    # The resolver knows no time limit of its own; a daemon thread is left behind rather than waited for.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(LOOKUP_SECONDS)
    answers = list(dict.fromkeys(str(entry[4][0]) for entry in list(found)))
    if not answers:
        raise NotFetched(_("No host is known under the name %(host)s.") % {"host": host[:253]})
    return answers


def is_public(text: str) -> bool:
    """Whether an address is one host on the public internet, also by what it carries inside (NAT64, 6to4)."""
    address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    inner = embedded(address)
    if inner is not None:
        return is_public(str(inner))
    if address in METADATA or address.is_multicast or not address.is_global:
        return False
    if address.version == 4:
        return not any(address in net for net in SPECIAL_V4)
    return address in UNICAST_V6 and not any(address in net for net in SPECIAL_V6)


def embedded(address: Address) -> ipaddress.IPv4Address | None:
    if address.version == 4:
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
