"""Reads a company's own site through the guarded door and proposes facts, each with its page and the day.

What a page says is a claim of that page and stands as such: it never fills a field that a person filled.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

import extruct
from django.db import transaction
from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from leadwright.accounts.models import Account
from leadwright.kit import http
from leadwright.kit.http import NotFetched, Page
from leadwright.leads.matching import company_domain
from leadwright.research.models import Brief, Fact
from leadwright.team.models import Member

ABOUT = re.compile(r"about|apie|company|imone|įmonė|ueber|über|om-oss|om oss|par-mums|meist|o-nas|o nas", re.IGNORECASE)
ORGANISATIONS = re.compile(r"Organization|Corporation|LocalBusiness|Company|Store|NGO", re.IGNORECASE)
LONGEST_TEXT = 500
SHORTEST_SENTENCE = 40
MOST_FACTS = 12


@dataclass(frozen=True)
class Claim:
    """One thing that a page says, before it is a fact."""

    kind: str
    text: str
    source: str


def read_site(
    account: Account, *, by: Member | None, now: datetime, fetch: Callable[..., Page] = http.fetch
) -> list[Fact]:
    """The facts that the company's pages gave and that were not known, nor struck out by somebody before.

    A company line is proposed to the briefs of its people that have none. Raises NotFetched with a sentence.
    """
    claims = claims_of(account, fetch)
    with transaction.atomic():
        known = set(Fact.objects.filter(account=account).values_list("text", flat=True))
        facts = Fact.objects.bulk_create(
            Fact(
                account=account,
                text=claim.text,
                kind=claim.kind,
                source=claim.source[:300],
                seen_on=now.date(),
                added_by=by,
            )
            for claim in claims
            if claim.text not in known
        )
        if said := next((claim.text for claim in claims if claim.kind == "what"), ""):
            Brief.objects.filter(lead__account=account, company="").update(company=said, updated_at=now)
    return facts


def claims_of(account: Account, fetch: Callable[..., Page]) -> list[Claim]:
    """What the first page and the page about the company say, each thing once. Raises NotFetched."""
    address = account.website or (f"https://{account.domain}/" if account.domain else "")
    if not address:
        raise NotFetched(_("We know no web address of this company. Add it, then read the site."))
    home = fetch(address)
    found = list(claims_on(home))
    about = about_page(home)
    if about:
        with suppress(NotFetched):  # the first page was read; a broken second one takes nothing away
            found += claims_on(fetch(about))
    return list({claim.text: claim for claim in reversed(found)}.values())[::-1][:MOST_FACTS]


def claims_on(page: Page) -> Iterator[Claim]:
    if not page.text.strip():
        return
    for organisation in organisations(page):
        yield from claims_in(organisation, page.url)
    tree = HTMLParser(page.text)
    meta = tree.css_first('meta[name="description"], meta[property="og:description"]')
    described = line(meta.attributes.get("content") or "") if meta else ""
    title = tree.css_first("title")
    if described:
        yield Claim("what", described, page.url)
    elif title and line(title.text()):
        yield Claim("note", line(title.text()), page.url)
    if sentence := first_sentence(tree):
        yield Claim("what" if not described else "note", sentence, page.url)


def organisations(page: Page) -> list[dict]:
    """The descriptions of organisations in the page's JSON-LD (schema.org)."""
    try:
        found = extruct.extract(page.text, base_url=page.url, syntaxes=["json-ld"], errors="ignore")
    except (ValueError, RecursionError, TypeError, AttributeError):
        return []  # the page is hostile or broken; its plain words are still read
    blocks = [block for block in found.get("json-ld", []) if isinstance(block, dict)]
    for block in list(blocks):
        graph = block.get("@graph")
        blocks += [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
    return [block for block in blocks if ORGANISATIONS.search(str(block.get("@type", "")))]


def claims_in(organisation: dict, source: str) -> Iterator[Claim]:
    if what := line(organisation.get("description") or organisation.get("slogan")):
        yield Claim("what", what, source)
    if size := number_in(organisation.get("numberOfEmployees")):
        yield Claim("size", _("%(number)s employees") % {"number": size}, source)
    if industry := line(organisation.get("industry") or organisation.get("knowsAbout")):
        yield Claim("industry", industry, source)
    if place := place_in(organisation.get("address")):
        yield Claim("place", place, source)
    if year := line(organisation.get("foundingDate")):
        yield Claim("note", _("Founded %(year)s") % {"year": year[:20]}, source)
    for person in people_in(organisation):
        yield Claim("people", person, source)


def number_in(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("value") or "–".join(str(value[end]) for end in ("minValue", "maxValue") if value.get(end))
    return line(value)[:30] if re.search(r"\d", str(value)) else ""


def place_in(value: object) -> str:
    """An address as written, from its parts where it has them."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        country = value.get("addressCountry")
        country = country.get("name", "") if isinstance(country, dict) else country
        parts = (value.get("streetAddress"), value.get("postalCode"), value.get("addressLocality"), country)
        return ", ".join(line(part) for part in parts if line(part))[:LONGEST_TEXT]
    return line(value)


def people_in(organisation: dict) -> Iterator[str]:
    for relation in ("founder", "employee", "member"):
        named = organisation.get(relation)
        for person in (named if isinstance(named, list) else [named])[:3]:
            if isinstance(person, dict) and line(person.get("name")):
                title = line(person.get("jobTitle")) or relation
                yield f"{line(person['name'])}, {title}"[:LONGEST_TEXT]


def about_page(home: Page) -> str:
    """The address of the page about the company, on the same site; "" where none is linked."""
    for link in HTMLParser(home.text).css("a[href]"):
        address = urljoin_safely(home.url, link.attributes.get("href") or "")
        ours = company_domain(address) == company_domain(home.url)
        if ours and (ABOUT.search(urlsplit(address).path) or ABOUT.search(link.text()[:60])):
            return address if address.split("#")[0] != home.url.split("#")[0] else ""
    return ""


def urljoin_safely(base: str, address: str) -> str:
    try:
        joined = urljoin(base, address)
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def first_sentence(tree: HTMLParser) -> str:
    """The first paragraph of the page that says something."""
    for paragraph in tree.css("main p, article p, p"):
        text = line(paragraph.text())
        if len(text) >= SHORTEST_SENTENCE:
            return text
    return ""


def line(value: object) -> str:
    """Text on one line, at most 500 characters, cut at a word; nothing for what is no text."""
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", str(value)).split())
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1].rsplit(" ", 1)[0] + "…"
