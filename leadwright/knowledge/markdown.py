"""Markdown as a page shows it, read by `markdown-it-py` (CommonMark). Pure.

A tag of the text is no tag of the page, a picture is not fetched, and a link leads to the web or to an address, nowhere
else. A line break is a line break, as who types an answer means it.
"""

from markdown_it import MarkdownIt
from markdown_it.token import Token

SCHEMES = ("http://", "https://", "mailto:")
HIGHEST = 2  # the page's own title is its heading of the first order
LOWEST = 6


def written(body: str) -> str:
    """The HTML of a Markdown text."""
    tokens = READER.parse(body)
    set_headings(tokens)
    for token in (inner for block in tokens for inner in block.children or [] if inner.type == "link_open"):
        token.attrSet("rel", "noopener noreferrer nofollow")
    return READER.renderer.render(tokens, READER.options, {})


def reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False}).disable("image")
    made.validateLink = lambda address: address.lower().startswith(SCHEMES)
    return made


def set_headings(tokens: list[Token]) -> None:
    """The highest comes right below the page's title, and no order is left out on the way down."""
    opening = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    least, before = min((int(tokens[at].tag[1]) for at in opening), default=1), HIGHEST - 1
    for at in opening:
        before = min(int(tokens[at].tag[1]) - least + HIGHEST, before + 1, LOWEST)
        tokens[at].tag = tokens[at + 2].tag = f"h{before}"  # a heading is three tokens: it opens, its text, it closes


READER = reader()
