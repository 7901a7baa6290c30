"""Mail as it came over the wire, as a frozen value. Limits stand before the parser; whatever breaks becomes a sentence.

The limits are those of docs on mail bombs: the standard parser needs seconds of time or all of the stack for a few
kilobytes of nested parts, comments or encoded words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from html import unescape

from leadwright.channels.email.parts import MOST_PARTS, REPORTS, TooMany, walk
from leadwright.kit.html import to_text

__all__ = ["Parsed", "Unreadable", "parse"]

MOST_BYTES = 25 * 1024 * 1024
MOST_HEADERS = 1000
MOST_HEADER_BYTES = 64 * 1024
MOST_BOUNDARIES = 120
MOST_LINE_LOOKS = 8_000_000
MOST_MARKS = 20_000
MOST_TEXT = 200_000
MOST_HTML = 1_000_000
MOST_HTML_DEPTH = 200
MOST_DECODED = 4_000  # of one header: no name or subject is longer, and decoding is not linear in it

HEAD_END = re.compile(rb"\r?\n\r?\n|\r\r")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
COPIED_ID = re.compile(r"(?im)^[ \t>]{0,8}message-id:[ \t]{0,8}\r?\n?[ \t]{0,8}(<[^<>\s]{1,250}>)")
COPIED_TO = re.compile(r"(?im)^[ \t>]{0,8}to:[ \t]{0,8}([^\r\n]{1,500})")
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
METHOD = re.compile(r"(?im)^METHOD:[ \t]?([A-Z]{3,20})")
PARTSTAT = re.compile(r"(?i)PARTSTAT=(ACCEPTED|DECLINED|TENTATIVE)")
QUOTE = re.compile(r"<(/?)blockquote\b[^<>]{0,2000}>", re.IGNORECASE)
BEGIN_QUOTE, END_QUOTE = "\ue000", "\ue001"  # private letters: no mail writes them, and a text keeps them
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr", "p", "li"}
ADDRESS_END = set(" \t\r\n<>()[]\",;:'`|")


class Unreadable(Exception):
    """This mail cannot be read; the sentence says why. Nothing was changed."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Came:
    """A file that came with a mail: its place among the parts, and its size about."""

    name: str
    media_type: str
    size: int
    part: int


@dataclass(frozen=True)
class Parsed:
    """One mail. Header names are lower-case; ids keep their angle brackets; texts are cut at 200,000 characters."""

    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    headers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    content_type: str = "text/plain"
    report_type: str = ""
    text: str = ""
    html: str = ""
    statuses: tuple[dict[str, str], ...] = ()
    feedback: dict[str, str] = field(default_factory=dict)
    returned_id: str = ""
    returned_to: str = ""
    files: tuple[Came, ...] = ()
    calendar: str = ""

    def header(self, name: str) -> str:
        return next(iter(self.headers.get(name, ())), "")


def parse(raw: bytes) -> Parsed:
    """The mail, whatever its form. Raises `Unreadable` where a limit is passed or nothing can be made of it."""
    refuse_bombs(raw)
    try:
        message = message_from_bytes(raw.lstrip(b"\r\n"), policy=policy.compat32)
        return read_message(message)
    except Unreadable:
        raise
    except TooMany:
        raise Unreadable("This mail has too many parts, or they are nested too deeply.") from None
    except RecursionError:
        raise Unreadable("The parts of this mail are nested too deeply.") from None
    except Exception as error:  # the standard parser raises two dozen kinds on hostile mail; the mailbox must go on
        raise Unreadable(f"This mail is malformed ({type(error).__name__}).") from None


def refuse_bombs(raw: bytes) -> None:
    """The limits that hold before anything is parsed."""
    if not raw.strip():
        raise Unreadable("This mail is empty.")
    if len(raw) > MOST_BYTES:
        raise Unreadable("This mail is larger than 25 MB.")
    end = HEAD_END.search(raw, 0, min(len(raw), MOST_HEADERS * MOST_HEADER_BYTES))
    head = raw[: end.start()] if end else raw
    count = size = 0
    for line in head.split(b"\n"):
        continued = line[:1] in (b" ", b"\t")
        size = size + len(line) if continued else len(line)
        count += not continued
        if size > MOST_HEADER_BYTES:
            raise Unreadable("A header of this mail is longer than 64 KB.")
        if count > MOST_HEADERS:
            raise Unreadable("This mail has more than 1,000 headers.")
    low = raw.lower()
    nests = low.count(b"boundary=") + low.count(b"message/rfc822")
    # The standard parser looks at each line once a level: the product is its time.
    if nests > MOST_BOUNDARIES or nests * low.count(b"\n") > MOST_LINE_LOOKS or low.count(b"\n--") > MOST_MARKS:
        raise Unreadable("This mail has too many parts, or they are nested too deeply.")


def read_message(message: Message) -> Parsed:
    parts = list(walk(message))
    headers = headers_of(message)
    plain, html = bodies(parts)
    text = plain if plain.strip() else text_of(html)
    returned_id, returned_to = returned(parts, text)
    from_ = next(iter(headers.get("from", ())), "")
    return Parsed(
        message_id=next(iter(MESSAGE_ID.findall(first(headers, "message-id"))), ""),
        in_reply_to=tuple(MESSAGE_ID.findall(first(headers, "in-reply-to")[:MOST_DECODED])),
        references=tuple(MESSAGE_ID.findall(first(headers, "references")))[-100:],
        sender=address_in(from_) or address_in(first(headers, "sender")),
        sender_name=name_in(from_),
        recipients=tuple(filter(None, map(address_in, first(headers, "to")[:MOST_DECODED].split(",")))),
        subject=first(headers, "subject")[:998],
        date=date_of(first(headers, "date")),
        headers=headers,
        content_type=message.get_content_type(),
        report_type=str(message.get_param("report-type") or "").lower(),
        text=text[:MOST_TEXT],
        html="" if too_deep(html) else html[:MOST_HTML],
        statuses=statuses(parts),
        feedback=feedback(parts),
        returned_id=returned_id,
        returned_to=returned_to,
        files=tuple(files_in(parts)),
        calendar=calendar(parts),
    )


def headers_of(message: Message) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in message.items():
        found.setdefault(name.lower(), []).append(decoded(value))
    return {name: tuple(values) for name, values in found.items()}


def decoded(value: object) -> str:
    """A header in readable letters, on one line, without control characters."""
    text = str(value)
    if "=?" in text:
        cut = text[:MOST_DECODED]
        try:
            text = "".join(piece_of(piece, charset) for piece, charset in decode_header(cut))
        except (HeaderParseError, ValueError):
            text = cut
    elif not text.isascii():
        text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(letter if letter.isprintable() else " " for letter in line)


def piece_of(piece: bytes | str, charset: str | None) -> str:
    return piece if isinstance(piece, str) else in_letters(piece, charset)


def in_letters(piece: bytes, charset: str | None) -> str:
    """Bytes as text: the charset that they claim, else UTF-8, else Latin 1, which never fails."""
    for name in (charset, "utf-8"):
        try:
            if name:
                return piece.decode(name)
        except (LookupError, ValueError):
            continue
    return piece.decode("latin-1")


def first(headers: dict[str, tuple[str, ...]], name: str) -> str:
    return next(iter(headers.get(name, ())), "")


def address_in(text: str) -> str:
    """The first address of a header, lower-case. By hand: the standard parser recurses on comments."""
    text = text[:MOST_DECODED]
    start = text.rfind("<")
    scope = text[start:] if start >= 0 and "@" in text[start:] else text
    at = scope.find("@")
    if at < 1:
        return ""
    left, right = at, at + 1
    while left > 0 and scope[left - 1] not in ADDRESS_END:
        left -= 1
    while right < len(scope) and scope[right] not in ADDRESS_END:
        right += 1
    found = scope[left:right].strip(".").lower()
    return found if 3 <= len(found) <= 320 and not found.startswith("@") and not found.endswith("@") else ""


def name_in(text: str) -> str:
    return text[:MOST_DECODED].split("<", maxsplit=1)[0].strip().strip('"').strip()[:200] if "<" in text else ""


def date_of(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:200])
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def bodies(parts: list[tuple[Message, bool]]) -> tuple[str, str]:
    """The plain text and the HTML that the writer wrote: attachments and mail sent along are left out."""
    plain, html = [], []
    for part, inside in parts:
        if inside or part.get_filename() or "attachment" in str(part.get("content-disposition", "")).lower():
            continue
        kind = part.get_content_type().split()[0]
        if kind == "text/plain" or (kind == "text/html" and not html):
            (plain if kind == "text/plain" else html).append(content(part))
    if not plain and not html:  # a boundary is missing or wrong: the parts stand there as text
        plain = [content(part) for part, inside in parts if not inside and part.get_content_maintype() == "multipart"]
    return "\n".join(plain).replace("\r\n", "\n")[: MOST_TEXT * 2], "".join(html)


def text_of(html: str) -> str:
    """What a person reads of it. A page nested like a bomb loses its tags by hand: its tree would take minutes."""
    if not too_deep(html):
        return quotes_marked(to_text(QUOTE.sub(quote_letter, html[:MOST_HTML])))
    return unescape(" ".join(piece.partition(">")[2] for piece in f">{html[:MOST_TEXT]}".split("<")))


def quote_letter(tag: re.Match[str]) -> str:
    return f"<div>{END_QUOTE if tag.group(1) else BEGIN_QUOTE}</div>{tag.group()}"


def quotes_marked(text: str) -> str:
    """What stood in a <blockquote> begins with "> ", as in plain text: so a quote is told from an answer."""
    if BEGIN_QUOTE not in text:
        return text.replace(END_QUOTE, "")
    depth, lines = 0, []
    for line in text.split("\n"):
        bare = line.strip()
        if bare in {BEGIN_QUOTE, END_QUOTE}:
            depth = max(0, depth + (1 if bare == BEGIN_QUOTE else -1))
            continue
        lines.append(("> " * min(depth, 5) + bare).rstrip() if depth else line)
    return "\n".join(lines).replace(BEGIN_QUOTE, "").replace(END_QUOTE, "")


def too_deep(html: str) -> bool:
    depth = deepest = 0
    for tag in TAG.finditer(html[:MOST_HTML]):
        depth += -1 if tag.group(1) else tag.group(2).lower() not in VOID
        depth = max(depth, 0)
        deepest = max(deepest, depth)
    return deepest > MOST_HTML_DEPTH


def content(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, AssertionError):
        payload = None
    if not isinstance(payload, bytes):
        payload = str(part.get_payload() or "").encode("utf-8", "surrogateescape")
    charset = part.get_content_charset()
    return in_letters(payload[: MOST_TEXT * 8], charset).replace("\x00", "")


def statuses(parts: list[tuple[Message, bool]]) -> tuple[dict[str, str], ...]:
    """The fields of each recipient in a delivery status (RFC 3464), the block about the whole mail left out."""
    found = []
    for part, _ in parts:
        if part.get_content_type() not in REPORTS:
            continue
        payload = part.get_payload()
        blocks = payload if isinstance(payload, list) else []
        texts = [str(block) for block in blocks] or content(part).split("\n\n")
        for text in texts[:MOST_PARTS]:
            fields = fields_of(text)
            if {"final-recipient", "original-recipient", "action", "status"} & set(fields):
                found.append(fields)
    return tuple(found)


def feedback(parts: list[tuple[Message, bool]]) -> dict[str, str]:
    """The fields of an abuse report (RFC 5965)."""
    for part, _ in parts:
        if part.get_content_type() == "message/feedback-report":
            payload = part.get_payload()
            return fields_of("\n".join(map(str, payload)) if isinstance(payload, list) else content(part))
    return {}


def fields_of(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in text[:MOST_TEXT].splitlines():
        if line[:1] in (" ", "\t") and name:
            found[name] = f"{found[name]} {line.strip()}"[:2000]
        elif ":" in line:
            name, value = line.split(":", 1)
            name = name.strip().lower()
            found.setdefault(name, value.strip()[:2000])
    return found


def returned(parts: list[tuple[Message, bool]], text: str) -> tuple[str, str]:
    """Message-ID and recipient of the mail that came back, as a part or copied into the text."""
    for part, inside in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822" and not inside and isinstance(part.get_payload(), list) and part.get_payload():
            sent = part.get_payload()[0]
            ids = MESSAGE_ID.findall(str(sent.get("message-id", ""))[:MOST_DECODED])
            return next(iter(ids), ""), address_in(str(sent.get("to", "")))
        if kind in {"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"}:
            return copied(content(part))
    return copied(text)


def copied(text: str) -> tuple[str, str]:
    found_id, found_to = COPIED_ID.search(text), COPIED_TO.search(text)
    return found_id.group(1) if found_id else "", address_in(found_to.group(1)) if found_to else ""


def calendar(parts: list[tuple[Message, bool]]) -> str:
    """The method of an invitation (RFC 5546) and what its guest answers: "REPLY ACCEPTED"; "" where there is none."""
    for part, inside in parts:
        if not inside and part.get_content_type() in {"text/calendar", "application/ics"}:
            text = content(part)[:MOST_TEXT]
            method, answer = METHOD.search(text), PARTSTAT.search(text)
            told = method.group(1) if method else str(part.get_param("method") or "")
            return " ".join(filter(None, [told.upper()[:20], answer.group(1).upper() if answer else ""]))
    return ""


def files_in(parts: list[tuple[Message, bool]]) -> Iterator[Came]:
    """What has a name of its own, or says that it is to be kept as a file."""
    for place, (part, inside) in enumerate(parts):
        if inside or part.is_multipart():
            continue
        name = part.get_filename()
        if not name and part.get_content_disposition() != "attachment":
            continue
        packed = part.get_payload()
        size = len(packed) if isinstance(packed, str) else 0
        if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
            size = size * 3 // 4
        yield Came(decoded(name or "file")[:120], part.get_content_type()[:100], size, place)
