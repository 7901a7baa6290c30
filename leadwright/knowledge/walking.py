"""The pages of a help site, one after another: those that its sitemap lists, or those that a start page leads to. What
robots.txt keeps back is left alone, and between two pages we wait."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from leadwright.kit.http import NotFetched, Page
from leadwright.kit.robots import ROBOT, pause_of, robots
from leadwright.knowledge.site_reading import links, listed

MOST_PAGES = 120
MOST_MAPS = 5
MOST_SECONDS = 600  # of one reading: a slow site is read in part
DEEPEST = 2  # links from the start page
XML = "application/xml,text/xml,text/plain,application/rss+xml"


def walk(start: str, fetch: Callable[..., Page], *, pause: Callable[[float], None] = time.sleep) -> Iterator[Page]:
    """Raises NotFetched where not even the start can be read; a later page that is broken is left out."""
    rules = robots(start, fetch)
    if not rules.can_fetch(ROBOT, start):
        host = urlsplit(start).hostname or start
        raise NotFetched(_("%(host)s asks programs not to read its site.") % {"host": host})
    wait = pause_of(rules)
    mapped = urlsplit(start).path.lower().endswith(".xml")
    waiting = [(url, DEEPEST) for url in _mapped(start, fetch)] if mapped else [(start, 0)]
    seen, given, until = {url for url, _deep in waiting}, 0, time.monotonic() + MOST_SECONDS
    while waiting and given < MOST_PAGES and time.monotonic() < until:
        url, deep = waiting.pop(0)
        if not rules.can_fetch(ROBOT, url):
            continue
        if given:
            pause(wait)
        page = _page(url, fetch, must=url == start)
        if page is None:
            continue
        given += 1
        yield page
        if deep < DEEPEST:
            fresh = [link for link in links(page.text, start) if link not in seen]
            seen.update(fresh)
            waiting += [(link, deep + 1) for link in fresh]


def _page(url: str, fetch: Callable[..., Page], *, must: bool) -> Page | None:
    """The page; None where it is broken, or the site sends us to another one, whose rules were not asked for."""
    try:
        page = fetch(url)
    except NotFetched:
        if must:
            raise
        return None
    return page if urlsplit(page.url).netloc == urlsplit(url).netloc else None


def _mapped(start: str, fetch: Callable[..., Page]) -> list[str]:
    """What a sitemap lists; of a map of maps the pages of the first few."""
    found = listed(fetch(start, accept=XML).text, start)
    maps = [address for address in found if urlsplit(address).path.lower().endswith(".xml")][:MOST_MAPS]
    pages = [address for address in found if not urlsplit(address).path.lower().endswith(".xml")]
    for address in maps:
        with suppress(NotFetched):
            pages += listed(fetch(address, accept=XML).text, start)
    return list(dict.fromkeys(page for page in pages if not urlsplit(page).path.lower().endswith(".xml")))
