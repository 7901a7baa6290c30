"""Markdown as a person would write it who has no marks: what goes into a mail or a notice. Pure.

Emphasis is left to the words, an address stands in brackets behind what it is the address of, a list has a dash or its
number, a table a line a row. What only looks like a mark ("-18 °C", "> 50 loggers", "2*3*4") stays as it was typed.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from leadwright.knowledge.markdown import SCHEMES

CODE_BEGINS = "    "
DASH = "-"
# A bare address is no place for emphasis: it is carried past the reader as letters of no alphabet.
_BARE = re.compile(r"(?<![(<\[\]])\bhttps?://[^\s<>()\[\]]+")
_CARRIED = re.compile("\ue000(\\d+)\ue001")
# What a quote that was cut in the middle of its marks leaves behind.
_LEFT = re.compile(r"(?<!\w)(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?!\w)")
_SPACES = re.compile(" {2,}")
_FIGURE = re.compile(r"\d")


def plain(body: str) -> str:
    """The words of a Markdown text, without its marks, line by line as they are to be read."""
    bare = _BARE.findall(body)
    carried = iter(range(len(bare)))
    tokens = READER.parse(_BARE.sub(lambda _match: f"\ue000{next(carried)}\ue001", body))
    text = "\n\n".join(part for part in _blocks(tokens) if part.strip())
    return _CARRIED.sub(lambda match: bare[int(match.group(1))], text)


def reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.validateLink = lambda _address: True  # an address that may not be followed is left out, its words are kept
    return made


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """The text of each block that lies on the highest level of these."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        end = _end(tokens, at)
        inner = tokens[at + 1 : end]
        if token.type in {"fence", "code_block"}:
            yield _indented(token.content.rstrip("\n"), CODE_BEGINS, CODE_BEGINS)
        elif token.type == "inline":
            yield _words(token.children or [])
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            yield _list(token, inner)
        elif token.type == "blockquote_open":
            said = "\n\n".join(_blocks(inner))
            yield f"> {said}" if _FIGURE.match(said) else said
        elif token.type == "table_open":
            yield _table(inner)
        elif inner:
            yield from _blocks(inner)
        at = max(end, at) + 1


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where what opens here closes; itself where it opens nothing."""
    if tokens[at].nesting != 1:
        return at
    return next(end for end in range(at + 1, len(tokens)) if tokens[end].level == tokens[at].level)


def _list(opens: Token, inner: Sequence[Token]) -> str:
    """Points below one another; a lone one is a sentence like any other, unless its dash may be a minus."""
    points, at = [], 0
    apart = "\n" if any(one.hidden for one in inner) else "\n\n"
    while at < len(inner):
        end = _end(inner, at)
        points.append((inner[at], apart.join(_blocks(inner[at + 1 : end]))))
        at = end + 1
    first = int(opens.attrs.get("start", 1))
    found = []
    for number, (point, said) in enumerate(points, first):
        mark = f"{number}{point.markup}" if opens.type == "ordered_list_open" else DASH
        if mark == DASH and _FIGURE.match(said):
            mark = point.markup.replace("*", DASH)
        if len(points) > 1 or mark != DASH or _FIGURE.match(said):
            said = _indented(said, f"{mark} ", " " * (len(mark) + 1))
        found.append(said)
    return "\n".join(found)


def _table(inner: Sequence[Token]) -> str:
    """A line a row, each value with the head of its column: "Plan: Basic; price: 10 €"."""
    rows: list[list[str]] = []
    for at, token in enumerate(inner):
        if token.type == "tr_open":
            cells = [one for one in inner[at : _end(inner, at)] if one.type == "inline"]
            rows.append([_words(one.children or []) for one in cells])
    head, body = rows[0], rows[1:]
    said = ("; ".join(f"{name}: {value}" for name, value in zip(head, row, strict=True) if value) for row in body)
    return "\n".join(said)


def _words(tokens: Sequence[Token]) -> str:
    """One paragraph's words."""
    said, opened, within, struck = "", [], [], 0
    for at, token in enumerate(tokens):
        if token.type in {"s_open", "s_close"}:
            struck += token.nesting
        elif struck:
            continue
        elif token.type in {"softbreak", "hardbreak"}:
            said += "\n"
        elif token.type == "link_open":
            opened.append((len(said), str(token.attrs["href"])))
        elif token.type == "link_close":
            said += _address(said, *opened.pop())
        elif token.type in {"em_open", "em_close"}:
            opens = token.type == "em_open"
            if opens:
                within.append(_within_a_word(said, tokens[at + 1 :]))
            said += token.markup if (within[-1] if opens else within.pop()) else ""
        elif token.type in {"code_inline", "text", "text_special"}:
            said += _LEFT.sub("", token.content) if token.type == "text" else token.content
        elif token.type == "image":
            said += token.content
    return _SPACES.sub(" ", said).strip()


def _within_a_word(before: str, after: Sequence[Token]) -> bool:
    """Whether a star stands between letters or figures: "2*3*4" is a product."""
    return bool(before[-1:].isalnum() and after and after[0].content[:1].isalnum())


def _address(said: str, begins: int, href: str) -> str:
    words, bare = said[begins:].strip(), href.removeprefix("mailto:")
    if not href.lower().startswith(SCHEMES) or words in {href, bare} or bare.rstrip("/") == words.rstrip("/"):
        return ""
    return f" ({bare})" if words else bare


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{others if at else first}{line}" if line else "" for at, line in enumerate(lines))


READER = reader()
