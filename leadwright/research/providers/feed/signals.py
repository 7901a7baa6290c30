"""What an item of the news means for somebody who sells: money, hiring, a new place, new people. Pure. English,
Lithuanian, German."""

import re
from collections.abc import Iterable

from leadwright.research.claims import LABELLED, STRUCTURED, Claim, line
from leadwright.research.providers.feed.items import Item

MOST = 12
SIGNALS = (
    (
        "funding",
        r"\b(raises?|raised|funding|series [a-e]|seed round|invest(?:s|ed|ment|or)\w*|finanzierung\w*|finansavim\w*|"
        r"investuo\w*|pritrauk\w+|sammelt|kapitalerhöhung)\b",
    ),
    (
        "hiring",
        r"\b(hiring|we are looking for|vacanc\w+|open positions?|new jobs|stellenangebot\w*|wir suchen|ieškome|"
        r"įdarbin\w+|darbo pasiūlym\w*)\b",
    ),
    (
        "expansion",
        r"\b(opens?|opened|opening|expands?|expansion|new (?:plant|warehouse|office|factory|site|branch)|"
        r"acquires?|acquisition|merges?|eröffn\w+|übern\w+|erweiter\w+|atidar\w+|įsig\w+|plečia\w*|plėtr\w+)\b",
    ),
    (
        "people",
        r"\b(appoints?|appointed|joins (?:us )?as|new (?:ceo|cfo|cto|coo|head|director|manager)|neue[rn]? "
        r"(?:geschäftsführ\w+|leiter\w*)|paskir\w+|nauj\w+ (?:vadov\w+|direktor\w+))\b",
    ),
    (
        "technology",
        r"\b(implements?|rolls? out|migrat\w+|goes live|go-live|deploys?|führt .{0,30} ein|dieg\w+|įdieg\w+)\b",
    ),
)
KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in SIGNALS)


def signals_of(items: Iterable[Item], source: str) -> list[Claim]:
    """The newest dozen, those that mean something first. The words are the item's own."""
    found = []
    for item in items:
        kind = kind_of(item.title) or kind_of(item.words) or "news"
        sure = STRUCTURED if kind == "news" or kind_of(item.title) else LABELLED
        text = line(f"{item.title} ({item.day:%Y-%m-%d})" if item.day else item.title)
        address = item.address if item.address.startswith(("http://", "https://")) else source
        found.append((kind == "news", item.day, Claim(kind, text, address, sure, line(item.words or item.title)[:300])))
    ranked = sorted(found, key=lambda one: one[1].toordinal() if one[1] else 0, reverse=True)
    return [claim for _plain, _day, claim in sorted(ranked, key=lambda one: one[0])][:MOST]


def kind_of(text: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(text)), "")
