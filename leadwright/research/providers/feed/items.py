"""The items of a feed, whatever kind it is of. Pure.

Feeds come from anywhere: one that declares a type of its own or entities is not read, so that nothing in it is unfolded
(CWE-776) or fetched (CWE-611).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree import ElementTree

MOST = 60
TAGS = re.compile(r"<[^>]{0,2000}>")
HEAD = re.compile(r"^[\s\ufeff]*<\?xml[^>]*\?>")  # the encoding that it names is no longer that of the text
DECLARED = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class NotAFeed(ValueError):
    """The text is no feed, or one that is not read."""


@dataclass(frozen=True)
class Item:
    title: str
    words: str  # the summary, without markup
    address: str
    day: date | None


def items_of(text: str) -> list[Item]:
    """In the order of the feed. Raises NotAFeed."""
    if DECLARED.search(text):
        raise NotAFeed("it declares types of its own")
    try:
        root = ElementTree.fromstring(HEAD.sub("", text).strip().encode())  # noqa: S314 - nothing is declared in it
    except (ElementTree.ParseError, ValueError):
        raise NotAFeed("no XML") from None
    if plain(root.tag) not in {"rss", "rdf", "feed"}:
        raise NotAFeed(plain(root.tag))
    nodes = [node for node in root.iter() if plain(node.tag) in {"item", "entry"}][:MOST]
    return [item for node in nodes if (item := item_of(node)).title]


def item_of(node: ElementTree.Element) -> Item:
    told: dict[str, str] = {}
    for child in node:
        name, text = plain(child.tag), (child.text or "").strip()
        if name == "link":
            text = text or child.attrib.get("href", "")
            if child.attrib.get("rel", "alternate") != "alternate":
                continue
        told.setdefault(name, text)
    words = told.get("description") or told.get("summary") or told.get("content") or told.get("encoded") or ""
    when = next((told[name] for name in ("pubdate", "published", "date", "updated") if told.get(name)), "")
    return Item(unmarked(told.get("title", ""))[:300], unmarked(words)[:600], told.get("link", "")[:300], day_of(when))


def plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def unmarked(text: str) -> str:
    return " ".join(unescape(TAGS.sub(" ", unescape(text))).split())


def day_of(text: str) -> date | None:
    """As RSS (RFC 822) or Atom (RFC 3339) writes it."""
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        pass
    try:
        return datetime.fromisoformat(text.strip().replace("Z", "+00:00")).date()
    except ValueError:
        return None
