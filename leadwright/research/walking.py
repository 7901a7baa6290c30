"""Which pages of a site are read, in what order, and how politely: what robots.txt keeps for itself is left alone, and
between two pages we wait."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from leadwright.kit.http import NotFetched, Page
from leadwright.kit.robots import ROBOT, pause_of, robots
from leadwright.leads.matching import company_domain

# What a link leads to, by its words or its path. The first that fits counts.
KINDS = {
    "team": r"team|people|leadership|management|komanda|vadovyb|geschäftsführ|geschaeftsfuehr|ansprechpartner|"
    r"meet the|darbuotojai|kolektyv|mitarbeiter|komanda|meeskond|zespół",
    "jobs": r"career|\bjobs?\b|join us|vacanc|open positions|karjer|darbo pasiūl|darbo vietos|prisijunk|karriere|"
    r"stellenangebot|offene stellen|vakance|tööpakkumised|kariera|stellen\b",
    "news": r"\bnews\b|blog|\bpress|naujien|tinklarašt|aktuelles|neuigkeiten|jaunumi|uudised|aktualno",
    "contact": r"contact|kontakt|get in touch|susisiek|impressum|imprint|rekvizit|rekvizīt",
    "about": r"about|apie|company|įmon|imone|ueber|über|om-oss|om oss|par-mums|meist|o-nas|o nas|our story|"
    r"who we are|istorij|unternehmen|wer wir sind|profile",
}
ORDER = ("about", "team", "contact", "jobs", "news")


def walk(
    address: str, fetch: Callable[..., Page], *, pause: Callable[[float], None] = time.sleep
) -> Iterator[tuple[str, Page]]:
    """The first page, then one of each kind that it links to: (kind, page). Raises NotFetched where not even the first
    can be read; a later one that is broken takes nothing away."""
    rules = robots(address, fetch)
    if not rules.can_fetch(ROBOT, address):
        raise NotFetched(kept_back(address))
    home = fetch(address)
    yield "home", home
    wait = pause_of(rules)
    for kind, link in linked(home).items():
        if not rules.can_fetch(ROBOT, link):
            continue
        pause(wait)
        with suppress(NotFetched):
            yield kind, fetch(link)


def kept_back(address: str) -> str:
    from django.utils.translation import gettext as _

    return _("%(host)s asks programs not to read its site.") % {"host": urlsplit(address).hostname or address}


def linked(home: Page) -> dict[str, str]:
    """One page of each kind, on the same site."""
    found: dict[str, str] = {}
    here = home.url.split("#")[0]
    for link in HTMLParser(home.text).css("a[href]"):
        address = joined(home.url, link.attributes.get("href") or "").split("#")[0]
        if not address or address == here or company_domain(address) != company_domain(home.url):
            continue
        words = " ".join(link.text()[:60].split()).lower()
        kind = kind_of(words) or kind_of(urlsplit(address).path.lower())
        if kind and kind not in found and address not in found.values():
            found[kind] = address
    return {kind: found[kind] for kind in ORDER if kind in found}


def kind_of(words: str) -> str:
    return next((kind for kind, pattern in KINDS.items() if re.search(pattern, words)), "")


def joined(base: str, address: str) -> str:
    try:
        found = urljoin(base, address)
        return found if urlsplit(found).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
