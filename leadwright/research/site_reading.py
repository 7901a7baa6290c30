"""Reads a company's own site through the guarded door and proposes facts, each with its page, the day and how sure we
are.

What a page says is a claim of that page and stands as such: it never fills a field that a person filled.
"""

import time
from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from leadwright.accounts.models import Account
from leadwright.kit import http
from leadwright.kit.http import NotFetched, Page
from leadwright.research import plain_words
from leadwright.research.claims import Claim
from leadwright.research.keeping import keep_claims
from leadwright.research.models import Fact
from leadwright.research.structured import structured_claims
from leadwright.research.walking import walk
from leadwright.team.models import Member

MOST_FACTS = 40
ONCE = frozenset({"size", "founded"})  # of several such claims the surest is kept


def read_site(
    account: Account,
    *,
    by: Member | None,
    now: datetime,
    fetch: Callable[..., Page] = http.fetch,
    pause: Callable[[float], None] = time.sleep,
) -> list[Fact]:
    """The facts that the company's pages gave and that were not known, nor struck out by somebody before. What is known
    and still stands there is as young as today.

    A company line is proposed to the briefs of its people that have none. Raises NotFetched with a sentence.
    """
    return keep_claims(claims_of(account, fetch, pause=pause), account=account, by=by, now=now)


def claims_of(
    account: Account, fetch: Callable[..., Page], *, pause: Callable[[float], None] = time.sleep
) -> list[Claim]:
    """What the pages of the company say, each thing once, the surest word of it. Raises NotFetched."""
    address = account.website or (f"https://{account.domain}/" if account.domain else "")
    if not address:
        raise NotFetched(_("We know no web address of this company. Add it, then read the site."))
    return claims_at(address, fetch, pause=pause)


def claims_at(address: str, fetch: Callable[..., Page], *, pause: Callable[[float], None] = time.sleep) -> list[Claim]:
    found = [claim for kind, page in walk(address, fetch, pause=pause) for claim in claims_on(kind, page)]
    surest: dict[tuple, Claim] = {}
    for claim in found:
        key = (claim.kind,) if claim.kind in ONCE else (claim.text.casefold().rstrip(" ."),)
        if key not in surest or claim.confidence > surest[key].confidence:
            surest[key] = claim
    return without_shorter(list(surest.values()))[:MOST_FACTS]


def without_shorter(claims: list[Claim]) -> list[Claim]:
    """ "240 employees, Bremen" says "Bremen" too: of two places or people the fuller word stays."""
    return [
        claim
        for claim in claims
        if claim.kind not in {"people", "contact"}
        or not any(other is not claim and other.text.startswith(f"{claim.text},") for other in claims)
    ]


def claims_on(kind: str, page: Page) -> Iterator[Claim]:
    """What one page says; `kind` is what the link to it promised."""
    if not page.text.strip():
        return
    yield from structured_claims(page)
    lines = plain_words.lines_of(page)
    if kind == "home":
        yield from plain_words.of_head(page, lines)
    if kind in {"home", "about"}:
        yield from plain_words.of_sentences(lines, page.url)
    if kind == "about":
        yield from plain_words.of_story(page, lines)
    if kind in {"about", "team"}:
        yield from plain_words.of_people(page, lines)
    if kind == "jobs":
        yield from plain_words.of_jobs(page, lines)
    if kind == "news":
        yield from plain_words.of_news(page)
    if kind in {"contact", "home"}:
        yield from plain_words.of_contact(page, lines)
