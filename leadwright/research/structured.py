"""What a page tells machines: schema.org in JSON-LD and in its markup."""

import re
from collections.abc import Iterator

import extruct
from django.utils.translation import gettext as _

from leadwright.kit.http import Page
from leadwright.research.claims import LONGEST_TEXT, STRUCTURED, Claim, line

ORGANISATIONS = re.compile(r"Organization|Corporation|LocalBusiness|Company|Store|NGO", re.IGNORECASE)
MOST_PEOPLE = 12


def structured_claims(page: Page) -> Iterator[Claim]:
    found = blocks(page)
    for block in found:
        kinds = str(block.get("@type", ""))
        if ORGANISATIONS.search(kinds):
            yield from of_organisation(block, page.url)
        elif "JobPosting" in kinds and (title := line(block.get("title"))):
            yield Claim("hiring", title, page.url, STRUCTURED)
        elif "Person" in kinds and (person := person_in(block)):
            yield Claim("people", person, page.url, STRUCTURED)
        elif "NewsArticle" in kinds and (title := line(block.get("headline"))):
            yield Claim("news", dated(title, line(block.get("datePublished"))), page.url, STRUCTURED)


def blocks(page: Page) -> list[dict]:
    """The things that the page describes, those within others included."""
    try:
        found = extruct.extract(
            page.text, base_url=page.url, syntaxes=["json-ld", "microdata"], errors="ignore", uniform=True
        )
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
        return []  # the page is hostile or broken; its plain words are still read
    told = [block for way in ("json-ld", "microdata") for block in found.get(way, []) if isinstance(block, dict)]
    for block in list(told):
        graph = block.get("@graph")
        told += [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
    return told


def of_organisation(organisation: dict, source: str) -> Iterator[Claim]:
    said = {
        "what": line(organisation.get("description") or organisation.get("slogan")),
        "size": told_size(number_in(organisation.get("numberOfEmployees"))),
        "industry": line(organisation.get("industry") or organisation.get("knowsAbout")),
        "place": place_in(organisation.get("address")),
        "founded": told_year(line(organisation.get("foundingDate"))[:20]),
    }
    yield from (Claim(kind, text, source, STRUCTURED) for kind, text in said.items() if text)
    for name in ("telephone", "email"):
        if text := line(organisation.get(name)).removeprefix("mailto:"):
            yield Claim("contact", text, source, STRUCTURED)
    for relation in ("founder", "employee", "member"):
        named = organisation.get(relation)
        for person in (named if isinstance(named, list) else [named])[:MOST_PEOPLE]:
            if isinstance(person, dict) and (told := person_in(person, relation)):
                yield Claim("people", told, source, STRUCTURED)


def told_size(number: str) -> str:
    return _("%(number)s employees") % {"number": number} if number else ""


def told_year(year: str) -> str:
    return _("Founded %(year)s") % {"year": year} if year else ""


def dated(title: str, day: str) -> str:
    return f"{title} ({day[:10]})" if day else title


def person_in(person: dict, relation: str = "") -> str:
    title = line(person.get("jobTitle")) or relation
    name = line(person.get("name"))
    return f"{name}, {title}"[:LONGEST_TEXT] if name and title else name


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
