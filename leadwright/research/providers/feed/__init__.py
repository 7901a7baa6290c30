"""The company's own news as a feed (RSS 2.0, RSS 1.0, Atom): found by the link in its first page, else where such feeds
stand. Items of the last year become signals, each with its day and its own address."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urljoin

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from leadwright.kit.http import NotFetched, Page
from leadwright.kit.robots import ROBOT, pause_of, robots
from leadwright.leads.matching import company_domain
from leadwright.research.claims import Claim
from leadwright.research.providers import About
from leadwright.research.providers.feed.items import NotAFeed, items_of
from leadwright.research.providers.feed.signals import signals_of
from leadwright.research.walking import kept_back

NAME, LABEL = "feed", _("The company's news feed")
ACCEPT = "application/rss+xml, application/atom+xml, application/xml, text/xml, application/rdf+xml"
USUAL = ("/feed/", "/rss.xml", "/feed.xml", "/atom.xml")
LINKED = 'link[rel~="alternate"][type="application/rss+xml"], link[rel~="alternate"][type="application/atom+xml"]'


def reads(about: About) -> bool:
    return bool(about.address)


def claims(about: About, *, fetch: Callable[..., Page], pause: Callable[[float], None]) -> list[Claim]:
    if not reads(about):
        raise NotFetched(_t("We know no web address of this company. Add it, then read the site."))
    rules = robots(about.address, fetch)
    if not rules.can_fetch(ROBOT, about.address):
        raise NotFetched(kept_back(about.address))
    for address in places(about.address, fetch):
        if not rules.can_fetch(ROBOT, address):
            continue
        pause(pause_of(rules))
        with suppress(NotFetched, NotAFeed):
            page = fetch(address, accept=ACCEPT)
            return signals_of(items_of(page.text), page.url)
    raise NotFetched(_t("The company's site names no feed of its news."))


def places(address: str, fetch: Callable[..., Page]) -> list[str]:
    """Where its feed may stand, the named ones first; feeds of others are not the company's news."""
    named: list[str] = []
    with suppress(NotFetched):
        home = fetch(address)
        links = HTMLParser(home.text).css(LINKED)
        named = [urljoin(home.url, link.attributes.get("href") or "") for link in links]
        named = [one for one in named if company_domain(one) == company_domain(home.url)]
    return list(dict.fromkeys([*named[:2], *(urljoin(address, place) for place in USUAL)]))
