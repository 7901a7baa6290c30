"""How a sender's domain stands with those who receive its mail: what is published in the DNS, whether the mail that
came back was signed in its name, and what to publish where. Google, Yahoo and Microsoft ask for SPF, DKIM and DMARC in
line with the address in From; mail without them is refused or goes to spam.
"""

import ipaddress
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email.parser import BytesHeaderParser

import dkim
import dns.exception
import dns.resolver
import dns.reversename
import tldextract
from django.conf import settings
from django.utils.translation import gettext as _

SECONDS = 4.0
MOST_LOOKUPS = 10  # RFC 7208, 4.6.4
LIST_OF_ADDRESSES, LIST_OF_DOMAINS = "zen.spamhaus.org", "dbl.spamhaus.org"
# RFC 5782: an answer in 127.0.0.0/8 is a listing; Spamhaus says in 127.255.255.0/24 that it does not answer this asker.
NO_ANSWER = ipaddress.ip_network("127.255.255.0/24")
INCLUDES = {
    "google": "v=spf1 include:_spf.google.com ~all",
    "microsoft": "v=spf1 include:spf.protection.outlook.com ~all",
}
split_domain = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)  # the list that the package carries


@dataclass(frozen=True)
class Finding:
    """`level` is good, warn or bad; `record` is to be published as a `kind` record at `name`, where that mends it."""

    what: str
    level: str
    sentence: str
    name: str = ""
    kind: str = ""
    record: str = ""


class Names:
    """The DNS, asked through the servers of the system or those of LEADWRIGHT_NAME_SERVERS."""

    def __init__(self) -> None:
        self.resolver = dns.resolver.Resolver(configure=not settings.NAME_SERVERS)
        if settings.NAME_SERVERS:
            hosts = [server.rpartition(":") for server in settings.NAME_SERVERS]
            self.resolver.nameservers = [host for host, _colon, _port in hosts]
            self.resolver.port = int(hosts[0][2])
        self.resolver.lifetime = SECONDS
        self.silent = False  # who did not answer once is not waited for again

    def ask(self, name: str, kind: str) -> list[str]:
        """The records, [] where there are none. Raises dns.exception.Timeout or NoNameservers."""
        if self.silent:
            raise dns.exception.Timeout
        try:
            found = self.resolver.resolve(name, kind, search=False)
        except (dns.exception.Timeout, dns.resolver.NoNameservers):
            self.silent = True
            raise
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.exception.SyntaxError, dns.name.LabelTooLong):
            return []
        if kind == "TXT":
            return [b"".join(row.strings).decode("utf-8", "replace") for row in found]
        return [row.to_text() for row in found]

    def for_dkim(self, name: bytes, timeout: int = 5) -> bytes:
        return "".join(self.ask(name.decode().rstrip("."), "TXT")[:1]).encode()


def check(domain: str, *, smtp_host: str, provider: str = "", returned: bytes = b"") -> list[Finding]:
    """All that can be found out about the domain; `returned` is the trial mail as it came back, where it did."""
    names = Names()
    looks: list[tuple[str, Callable[[], Finding]]] = [
        ("MX", lambda: mx(names, domain)),
        ("SPF", lambda: spf(names, domain, smtp_host, provider)),
        ("DKIM", lambda: signature(names, domain, returned)),
        ("DMARC", lambda: dmarc(names, domain)),
        (_("In line"), lambda: alignment(domain, returned)),
        (_("Reverse name"), lambda: reverse(names, smtp_host, provider)),
        (_("Blocklists"), lambda: listed(names, domain, smtp_host, provider)),
    ]
    return [looked(what, look) for what, look in looks]


def looked(what: str, look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except dns.exception.DNSException:
        return Finding(what, "warn", _("The name servers did not answer, so this is not known."))


def kept(findings: list[Finding]) -> list[dict]:
    return [asdict(one) for one in findings]


def mx(names: Names, domain: str) -> Finding:
    """Where answers go. A domain without MX takes mail at its own address (RFC 5321, 5.1)."""
    found = names.ask(domain, "MX")
    if any(row.split()[-1] == "." for row in found):
        return Finding("MX", "bad", _("The domain says that it takes no mail (RFC 7505): answers would be lost."))
    if not found and (direct := [*names.ask(domain, "A"), *names.ask(domain, "AAAA")]):
        sentence = _("There is no MX record: mail goes to the address of the domain itself, %s.")
        return Finding("MX", "warn", sentence % ", ".join(direct[:3]), domain, "MX")
    if not found:
        return Finding("MX", "bad", _("No server takes mail for the domain: answers would be lost."), domain, "MX")
    return Finding("MX", "good", _("Mail for the domain goes to %s.") % hosts(found))


def hosts(rows: list[str]) -> str:
    return ", ".join(sorted(row.split()[-1].rstrip(".") for row in rows)[:3])


def spf(names: Names, domain: str, smtp_host: str, provider: str) -> Finding:
    found = [row for row in names.ask(domain, "TXT") if row.lower().split(" ")[0] == "v=spf1"]
    wanted = INCLUDES.get(provider) or f"v=spf1 mx a:{smtp_host} ~all"
    if not found:
        return Finding("SPF", "bad", _("Nobody knows which servers may send for the domain."), domain, "TXT", wanted)
    if len(found) > 1:
        return Finding("SPF", "bad", _("There are %s SPF records; only one is allowed.") % len(found), domain, "TXT")
    terms = found[0].lower().split()[1:]
    if "+all" in terms or "all" in terms:
        return Finding("SPF", "bad", _("It lets every server of the world send for you."), domain, "TXT", wanted)
    if (count := lookups(names, found[0])) > MOST_LOOKUPS:
        told = {"count": count, "most": MOST_LOOKUPS}
        return Finding("SPF", "bad", _("It asks %(count)s names; receivers stop after %(most)s.") % told, domain, "TXT")
    needed = INCLUDES.get(provider, "").split(" ")[1:2]
    if needed and needed[0] not in terms:
        sentence = _("It does not name your provider: add %s.") % needed[0]
        return Finding("SPF", "warn", sentence, domain, "TXT", found[0].replace("v=spf1", f"v=spf1 {needed[0]}", 1))
    return Finding("SPF", "good", _("It says which servers may send."))


def lookups(names: Names, record: str, depth: int = 0) -> int:
    """How many names a receiver has to ask to judge by this record."""
    count = 0
    for term in record.lower().split()[1:]:
        word = term.lstrip("+-~?")
        if word.startswith(("a:", "a/", "mx:", "mx/", "ptr", "exists:")) or word in {"a", "mx"}:
            count += 1
        if word.startswith(("include:", "redirect=")) and depth < MOST_LOOKUPS:
            inner = [row for row in names.ask(word[8 if word[0] == "i" else 9 :], "TXT") if row.startswith("v=spf1")]
            count += 1 + (lookups(names, inner[0], depth + 1) if inner else 0)
        if count > MOST_LOOKUPS:
            break
    return count


def signature(names: Names, domain: str, returned: bytes) -> Finding:
    """Whether the mail that came back was signed in the domain's name, by the key that is published (RFC 6376)."""
    if not returned:
        return Finding("DKIM", "warn", _("No mail came back yet, so it is not known whether your provider signs it."))
    signers = [tag(value, "d") for value in headers(returned, "DKIM-Signature")]
    selectors = [tag(value, "s") for value in headers(returned, "DKIM-Signature")]
    if not signers:
        sentence = _("The mail was not signed. Turn DKIM on at your provider and publish the key that it gives you.")
        return Finding("DKIM", "bad", sentence, f"<selector>._domainkey.{domain}", "TXT")
    for index, (signer, selector) in enumerate(zip(signers, selectors, strict=True)):
        if same_house(signer, domain):
            if verified(names, returned, index):
                return Finding("DKIM", "good", _("The mail was signed by %s, and the signature holds.") % signer)
            name = f"{selector}._domainkey.{signer}"
            sentence = _("The signature does not hold: the key under %s is missing or another one.") % name
            return Finding("DKIM", "bad", sentence, name, "TXT")
    sentence = _("The mail is signed by %(signer)s, not by your domain. Turn on DKIM for %(domain)s at your provider.")
    return Finding("DKIM", "warn", sentence % {"signer": signers[0], "domain": domain}, domain, "TXT")


def verified(names: Names, returned: bytes, index: int) -> bool:
    try:
        return dkim.DKIM(returned).verify(index, dnsfunc=names.for_dkim)
    except (dkim.DKIMException, ValueError):
        return False


def dmarc(names: Names, domain: str) -> Finding:
    house = organisation(domain)
    for name in dict.fromkeys([domain, house]):
        found = [row for row in names.ask(f"_dmarc.{name}", "TXT") if row.lower().startswith("v=dmarc1")]
        if len(found) > 1:
            return Finding("DMARC", "bad", _("There are several DMARC records; none of them counts."), f"_dmarc.{name}")
        if found:
            policy = tag(found[0], "p") or "none"
            return Finding("DMARC", "good", _("Receivers know what to do with mail that is not yours: %s.") % policy)
    wanted = f"v=DMARC1; p=none; rua=mailto:postmaster@{house}"
    sentence = _("Receivers do not know what to do with mail that only claims to be yours. Large ones refuse it all.")
    return Finding("DMARC", "bad", sentence, f"_dmarc.{house}", "TXT", wanted)


def alignment(domain: str, returned: bytes) -> Finding:
    """DMARC counts SPF and DKIM only where they speak of the domain in From (RFC 7489, 3.1)."""
    what = _("In line")
    if not returned:
        return Finding(what, "warn", _("No mail came back yet, so it is not known in whose name it travels."))
    path = next(iter(headers(returned, "Return-Path")), "").strip("<> ").rpartition("@")[2].lower()
    by_path = bool(path) and same_house(path, domain)
    by_key = any(same_house(tag(value, "d"), domain) for value in headers(returned, "DKIM-Signature"))
    if by_path or by_key:
        ways = [way for way, holds in (("SPF", by_path), ("DKIM", by_key)) if holds]
        return Finding(what, "good", _("What is checked speaks of your domain: %s.") % ", ".join(ways))
    if not path:
        sentence = _("The mail came back unsigned and without a Return-Path: nothing vouches for it.")
        return Finding(what, "bad", sentence)
    return Finding(what, "bad", _("The mail travels in the name of %s, so nothing vouches for yours.") % path)


def reverse(names: Names, smtp_host: str, provider: str) -> Finding:
    what = _("Reverse name")
    if provider:
        return Finding(what, "good", _("Your provider's servers send; their names are in order."))
    for address in addresses(names, smtp_host):
        for name in names.ask(dns.reversename.from_address(address).to_text(), "PTR"):
            if address in addresses(names, name.rstrip(".")):
                return Finding(what, "good", f"{address}: {name.rstrip('.')}")
        told = {"address": address}
        sentence = _("%(address)s has no name that leads back to it. Ask whoever gave you the address.") % told
        return Finding(what, "bad", sentence, dns.reversename.from_address(address).to_text().rstrip("."), "PTR")
    return Finding(what, "warn", _("%s has no public address.") % smtp_host)


def listed(names: Names, domain: str, smtp_host: str, provider: str) -> Finding:
    what = _("Blocklists")
    asked = [(domain, f"{domain}.{LIST_OF_DOMAINS}")]
    for address in [] if provider else addresses(names, smtp_host)[:2]:
        turned = dns.reversename.from_address(address).to_text().removesuffix(".in-addr.arpa.")
        asked.append((address, f"{turned}.{LIST_OF_ADDRESSES}"))
    answers = {who: [ipaddress.ip_address(row) for row in names.ask(name, "A")] for who, name in asked}
    bad = [who for who, rows in answers.items() if any(row not in NO_ANSWER for row in rows)]
    if bad:
        return Finding(what, "bad", _("Listed: %s. Find out why before anything is sent.") % ", ".join(bad))
    if any(answers.values()):
        return Finding(what, "warn", _("The blocklist does not answer your name server, so this is not known."))
    return Finding(what, "good", _("Neither the domain nor the server is listed."))


def addresses(names: Names, host: str) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        return names.ask(host, "A")


def headers(raw: bytes, name: str) -> list[str]:
    return [str(value) for value in BytesHeaderParser().parsebytes(raw[:65_536]).get_all(name, [])]


def tag(value: str, name: str) -> str:
    """One tag of a list such as `v=1; d=example.org`."""
    for part in value.split(";"):
        key, sep, said = part.partition("=")
        if sep and key.strip().lower() == name:
            return "".join(said.split()).lower()
    return ""


def organisation(domain: str) -> str:
    return split_domain(domain).top_domain_under_public_suffix or ".".join(domain.split(".")[-2:])


def same_house(one: str, other: str) -> bool:
    return bool(one) and organisation(one) == organisation(other)
