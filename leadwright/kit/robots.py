"""What a site asks of programs that read it (robots.txt, RFC 9309), and how long we wait between two of its pages."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from leadwright.kit.http import NotFetched, Page

ROBOT = "Leadwright"
PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5


def robots(address: str, fetch: Callable[..., Page]) -> RobotFileParser:
    """The site's rules for programs; none where it has none."""
    rules = RobotFileParser()
    told = ""
    with suppress(NotFetched, ValueError):
        told = fetch(urljoin(address, "/robots.txt"), accept="text/plain").text
    rules.parse(told.splitlines()[:2_000])
    return rules


def pause_of(rules: RobotFileParser) -> float:
    """Seconds between two pages, as the site asks; at most five."""
    return min(float(rules.crawl_delay(ROBOT) or PAUSE_SECONDS), LONGEST_PAUSE_SECONDS)
