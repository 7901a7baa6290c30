"""What a page of a help site says, as an article in Markdown; where its links lead; what a sitemap lists. Pure."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 20_000
FEWEST_LETTERS = 60  # of a body; a page with less is a list of links
MAIN = ("main article", "article", "main", "[role=main]", "#content", ".content", "body")
BESIDE = "nav, header, footer, aside, form, script, style, noscript, svg, iframe, template, button, [role=navigation]"
HEADINGS = {f"h{level}": "#" * max(2, level) for level in range(1, 7)}
BLOCKS = {"p", "li", "pre", "blockquote", "dt", "dd", "tr", "summary", *HEADINGS}
_LOC = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>", re.IGNORECASE)
_OTHER_FILES = re.compile(r"\.(?:pdf|png|jpe?g|gif|svg|webp|zip|docx?|xlsx?|mp[34]|css|js|xml|json)$", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """One page as an article would have it."""

    title: str
    body: str
    language: str


def read(text: str) -> Read | None:
    """The article of a page; None where it has no title or nothing to say."""
    tree = LexborHTMLParser(text)
    root = tree.css_first("html")
    spoken = (root.attributes.get("lang") or "")[:2].lower() if root else ""
    title = _title(tree)
    for node in tree.css(BESIDE):
        node.decompose()
    main = next((node for query in MAIN if (node := tree.css_first(query)) is not None), None)
    body = "\n\n".join(_blocks(main, title)) if main is not None else ""
    body = re.sub(r"\n\n(?=- )(?<=- )", "\n", body)[:LONGEST]
    if not title or len(body) < FEWEST_LETTERS:
        return None
    return Read(title[:200], body, spoken if spoken.isalpha() else "")


def _title(tree: LexborHTMLParser) -> str:
    """The chief heading; else the page's name without the site's."""
    heading = tree.css_first("h1")
    said = _words(heading) if heading is not None else ""
    named = tree.css_first("title")
    return said or (re.split(r"\s[|–—·-]\s", _words(named))[0] if named is not None else "")


def _blocks(main: LexborNode, title: str) -> Iterator[str]:
    """Each heading, paragraph and point, once, in the order of the page."""
    for node in main.traverse(include_text=False):
        if node.tag not in BLOCKS or any(child.tag in BLOCKS for child in _below(node)):
            continue
        said = _words(node)
        if not said or (node.tag == "h1" and said == title):
            continue
        yield f"{HEADINGS[node.tag]} {said}" if node.tag in HEADINGS else f"- {said}" if node.tag == "li" else said


def _below(node: LexborNode) -> Iterator[LexborNode]:
    return (child for child in node.traverse(include_text=False) if child != node)


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").replace("\x00", "").split())


def links(text: str, base: str) -> list[str]:
    """Pages of the same host under the folder of `base` that it links to, each once."""
    here = urlsplit(base)
    folder = here.path.rsplit("/", 1)[0] + "/"
    found = []
    for link in LexborHTMLParser(text).css("a[href]"):
        try:
            address = urljoin(base, (link.attributes.get("href") or "").strip()).split("#")[0]
            parts = urlsplit(address)
        except ValueError:
            continue
        within = parts.netloc == here.netloc and parts.path.startswith(folder)
        if parts.scheme in {"http", "https"} and within and not parts.query and not _OTHER_FILES.search(parts.path):
            found.append(address)
    return list(dict.fromkeys(found))


def listed(text: str, start: str) -> list[str]:
    """The addresses of a sitemap that lie on the host of `start`, each once."""
    found = [html.unescape(address) for address in _LOC.findall(text)]
    return [address for address in dict.fromkeys(found) if _host(address) == _host(start)]


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
