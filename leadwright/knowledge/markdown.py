"""Markdown as a page shows it: headings, lists, emphasis, code and links, all else as it was typed. Pure.

Every letter is escaped before any mark is read, so that no tag of the text is a tag of the page; a link leads to the
web or to an address, and nowhere else.
"""

import re
from collections.abc import Iterator
from html import escape

_FENCE = re.compile(r"(?:```|~~~)")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*\Z")
_POINT = re.compile(r"\s*(?:([-*+])|\d{1,9}[.)])\s+(.*)\Z")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:)[^\s()]+)\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.{1,500}?)(?<=[^\s*_])\1(?![\w*_])")
HIGHEST = 2  # the page's own title is its heading of the first order


def written(body: str) -> str:
    """The HTML of a Markdown text."""
    return "\n".join(_blocks(body.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    levels = [len(found.group(1)) for line in lines if (found := _HEADING.match(line))]
    least, before, at = min(levels, default=1), HIGHEST - 1, 0
    while at < len(lines):
        line = lines[at]
        if _FENCE.match(line):
            end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith(line[:3])), len(lines))
            yield f"<pre><code>{escape(chr(10).join(lines[at + 1 : end]))}</code></pre>"
            at = end + 1
        elif found := _HEADING.match(line):
            before = min(len(found.group(1)) - least + HIGHEST, before + 1, 6)  # no order is left out
            yield f"<h{before}>{_inline(found.group(2))}</h{before}>"
            at += 1
        elif _POINT.match(line):
            html, at = _list(lines, at)
            yield html
        elif line.strip():
            end = next((n for n in range(at + 1, len(lines)) if _ends_paragraph(lines[n])), len(lines))
            yield f"<p>{'<br>'.join(_inline(one.strip()) for one in lines[at:end])}</p>"
            at = end
        else:
            at += 1


def _ends_paragraph(line: str) -> bool:
    return not line.strip() or bool(_FENCE.match(line) or _HEADING.match(line) or _POINT.match(line))


def _list(lines: list[str], at: int) -> tuple[str, int]:
    """The list that begins here, and where it ends. A line that is set in belongs to the point above it."""
    kind = _kind(lines[at])
    points: list[list[str]] = []
    while at < len(lines) and lines[at].strip():
        found = _POINT.match(lines[at])
        if found and _kind(lines[at]) != kind:
            break
        if found:
            points.append([found.group(2)])
        elif lines[at][:1].isspace():
            points[-1].append(lines[at].strip())
        else:
            break
        at += 1
    rows = "".join(f"<li>{'<br>'.join(map(_inline, point))}</li>" for point in points)
    return f"<{kind}>{rows}</{kind}>", at


def _kind(line: str) -> str:
    found = _POINT.match(line)
    return "ul" if found and found.group(1) else "ol"


def _inline(text: str) -> str:
    """Escaped, with its marks; what stands between backticks is left as it is."""
    parts = _CODE.split(escape(text))
    for at in range(0, len(parts), 2):
        part = _LINK.sub(r'<a href="\2" rel="noopener noreferrer nofollow">\1</a>', parts[at])
        # The address of a link may hold marks of emphasis: they are read only outside of tags.
        outside = re.split(r"(<[^>]+>)", part)
        outside[::2] = [_EMPHASIS.sub(r"<em>\2</em>", _STRONG.sub(r"<strong>\2</strong>", one)) for one in outside[::2]]
        parts[at] = "".join(outside)
    parts[1::2] = [f"<code>{code}</code>" for code in parts[1::2]]
    return "".join(parts)
