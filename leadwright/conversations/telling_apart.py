"""Whether a person or a machine looked at a mail. Pure: what a look was like comes in, why it was no person goes out.

Mail programs fetch pictures before anybody reads (Apple's privacy protection, the picture proxies of Google and Yahoo),
and scanners follow every link before a mail is delivered. A look that may be either counts as a machine's: a figure
that is too low misleads nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["BURST", "Look", "no_person"]

AT_ONCE_AFTER = timedelta(seconds=20)  # from leaving: delivered, scanned, and hardly read
BURST, MOST_AT_ONCE = timedelta(seconds=10), 2  # different links of one mail
PROXIES = re.compile(
    r"GoogleImageProxy|ggpht\.com|YahooMailProxy|YahooCacheSystem|via ggpht|DuckDuckGo-Email", re.IGNORECASE
)
SCANNERS = re.compile(
    r"bot\b|crawl|spider|scan|preview|proofpoint|mimecast|barracuda|safelinks|symantec|messagelabs|forcepoint|sophos|"
    r"trendmicro|fireeye|cisco|ironport|zscaler|checkpoint|kaspersky|headless|phantomjs|python|curl|wget|java/|"
    r"okhttp|go-http|libwww|httpclient|axios|node-fetch|ruby|perl|facebookexternalhit|whatsapp|skypeuri|"
    r"office existence|ms-office|microsoft office|outlook-ios-preview|urldefense|virustotal|google-safety|feedfetcher",
    re.IGNORECASE,
)
BROWSER = re.compile(r"^[A-Za-z]+/[\d.]+ \(")


@dataclass(frozen=True)
class Look:
    """One request for the picture (`link` None) or for a link of a mail."""

    at: datetime
    link: int | None = None
    method: str = "GET"
    agent: str = ""
    ahead: bool = False  # the program said that it fetches ahead of a reader


def no_person(look: Look, *, left_at: datetime, others: Sequence[Look]) -> str:
    """Why this look is not counted as a person's: a code, "" where it is. `others` are the looks at the same mail."""
    if look.method != "GET":
        return "method"
    if look.ahead:
        return "ahead"
    if PROXIES.search(look.agent):
        return "proxy"
    if SCANNERS.search(look.agent):
        return "scanner"
    if look.agent.strip() == "Mozilla/5.0":
        return "privacy"
    if not BROWSER.search(look.agent):
        return "no_browser"
    if look.at - left_at < AT_ONCE_AFTER:
        return "at_once"
    near = {other.link for other in (look, *others) if other.link is not None and abs(other.at - look.at) <= BURST}
    if len(near) > MOST_AT_ONCE:
        return "burst"
    return ""
