"""What other people's HTML becomes: clean enough to show in a sandboxed frame, or plain text to read."""

import html as entities

import nh3
from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from lxml.etree import LxmlError

MOST_CHARACTERS = 2_000_000
DROPPED_WITH_CONTENT = {"script", "style", "svg", "math", "noscript", "template", "title", "iframe", "object"}
TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "div", "dl"),
    *("dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "ol", "p", "pre", "q", "s"),
    *("small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u"),
    "ul",
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align"},
    "ol": {"start"},
}


def clean(html: str) -> str:
    """The HTML with only what reads and shows: no scripts, styles, forms, SVG or MathML, no remote pictures."""
    return nh3.clean(
        html[:MOST_CHARACTERS],
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=DROPPED_WITH_CONTENT,
        url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
        attribute_filter=_kept,
        link_rel="noopener noreferrer nofollow",
    )


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """A picture from elsewhere would tell its owner that the mail was read; a link may not carry data."""
    scheme = value.strip().lower().split(":", 1)[0]
    if (tag, attribute) == ("img", "src"):
        return value if scheme == "cid" or value.strip().lower().startswith("data:image/") else None
    if (tag, attribute) == ("a", "href"):
        return value if scheme in {"http", "https", "mailto", "tel"} else None
    return value


def to_text(html: str) -> str:
    """What a person would read on the page, line by line."""
    cut = html[:MOST_CHARACTERS]
    # nh3 closes what hangs open and takes scripts away; deep nesting would still exhaust the stack of a parser.
    try:
        text = get_text(nh3.clean(cut, tags=TAGS, clean_content_tags=DROPPED_WITH_CONTENT), ParserConfig())
    except (LxmlError, RecursionError, ValueError):
        text = entities.unescape(nh3.clean(cut, tags=set(), clean_content_tags=DROPPED_WITH_CONTENT))
    lines = [line.rstrip() for line in text.replace("\xa0", " ").splitlines()]
    return "\n".join(lines).strip("\n")
