"""Facts in a text that somebody pasted, each with the line that it was read from.

A profile has a name, a headline ("Head of quality at Kita"), a place, then jobs with their spans ("Jan 2020 -
Present"); a search result has sentences. English, Lithuanian, German.
"""

import re
from collections.abc import Iterator

from leadwright.leads import matching, places
from leadwright.research.claims import LABELLED, PATTERN, Claim, line
from leadwright.research.plain_words import EMAIL, EMPLOYEES, FOUNDED, OURS, PEOPLE, PHONE, TEAM_OF, TITLE, is_name
from leadwright.research.providers.feed.signals import kind_of
from leadwright.research.structured import told_size, told_year

MOST_LINES = 400
MOST = 30
LONGEST_HEADLINE = 140
AT = re.compile(
    r"^(?P<title>[^|•·]{2,90}?)\s+(?:at|@|bei|bei der|įmonėje|bendrovėje|pas)\s+(?P<company>[^|•·]{2,80})", re.I
)
NOW = re.compile(
    r"(?P<since>(?:[A-Za-zÀ-ž.]{3,12}\s+)?(?:19|20)\d\d)\s*[-–—]\s*"
    r"(?:present|now|today|heute|dabar|iki dabar|šiuo metu)",
    re.I,
)
SPAN = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:[A-Za-zÀ-ž.]{3,12}\s+)?(?:(?:19|20)\d\d|present|heute|dabar)", re.I)
KIND_OF_WORK = re.compile(
    r"\s*[·•|]\s*(?:full-time|part-time|contract|permanent|vollzeit|teilzeit|visą darbo dieną).*$", re.I
)
OF_PERSON = frozenset({"role", "place", "contact"})


def claims_in(text: str, source: str, *, person: str = "", company: str = "") -> list[Claim]:
    """What the text says, each thing once, in its order. `words` is a line of the text as it stands there."""
    lines = [stripped for each in text.splitlines() if (stripped := " ".join(each.split()))][:MOST_LINES]
    found: dict[tuple[str, str], Claim] = {}
    for claim in (*of_profile(lines, source), *of_lines(lines, source, company)):
        found.setdefault((claim.kind, claim.text.casefold()), claim)
    return list(found.values())[:MOST]


def of_profile(lines: list[str], source: str) -> Iterator[Claim]:
    for number, each in enumerate(lines):
        if len(each) <= LONGEST_HEADLINE and (found := AT.match(each)) and TITLE.search(found["title"]):
            yield Claim("role", line(each), source, LABELLED, each[:300])
        if since := NOW.search(each):
            job = [KIND_OF_WORK.sub("", one) for one in lines[max(0, number - 2) : number] if not SPAN.search(one)]
            named = next((one for one in job if TITLE.search(one)), "")
            if named:
                at = next((one for one in job if one != named and len(one) <= 80), "")
                said = ", ".join(part for part in (named, at) if part)
                yield Claim("role", line(f"{said} ({since['since']}–)"), source, LABELLED, each[:300])
    if lines and is_name(lines[0]):
        yield from of_place(lines[1:5], source)


def of_place(lines: list[str], source: str) -> Iterator[Claim]:
    """Near the top of a profile: "Kaunas, Lithuania"."""
    for each in lines:
        parts = [part.strip() for part in each.split(",")]
        country = parts[-1].removesuffix(" Metropolitan Area").strip()
        if 2 <= len(parts) <= 4 and len(each) <= 80 and len(country) > 2 and places.country_code(country):
            yield Claim("place", line(each), source, LABELLED, each[:300])
            return


def of_lines(lines: list[str], source: str, company: str) -> Iterator[Claim]:
    firm = matching.plain_company(company) if company else ""
    for each in lines:
        words = each[:300]
        for address in EMAIL.findall(each)[:3]:
            yield Claim("contact", address, source, LABELLED, words)
        for number in PHONE.findall(each)[:2]:
            yield Claim("contact", line(number), source, LABELLED, words)
        size = EMPLOYEES.search(each) or TEAM_OF.search(each) or (OURS.search(each) and PEOPLE.search(each))
        if size:
            yield Claim("size", told_size(re.sub(r"\D", "", size[1])), source, PATTERN, words)
        about_them = bool(OURS.search(each)) or bool(firm and firm in matching.folded(each))
        if (found := FOUNDED.search(each)) and (about_them or size):
            yield Claim("founded", told_year(found[1]), source, PATTERN, words)
        if len(each.split()) >= 4 and (kind := kind_of(each)) and (about_them or not firm):
            yield Claim(kind, line(each), source, PATTERN, words)
