"""The one place that builds mail.

Mail is written line by line instead of through `EmailMessage`: that takes over 1 ms a message, folds
`List-Unsubscribe` into encoded words that mail providers do not honour, and lets an encoded word carry a line break
into the headers (CVE-2024-6923, CVE-2026-1299). What was written is parsed back before it leaves this file, and any
header that we did not mean to write is an error.
"""

import re
import secrets
from base64 import b64encode, encodebytes
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MultipartInvariantViolationDefect
from email.header import decode_header
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _
from email_validator import EmailNotValidError, validate_email

LINE = 76  # RFC 2047: a line with an encoded word has at most 76 characters
MOST_REFERENCES = 21  # RFC 5322 asks for all; the first and the last twenty keep a thread together
# C0, DEL, C1, line and paragraph separator, and halves of characters: none has a place in a header.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
BODY_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
PHRASE = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+")
METHOD = re.compile(r"(?m)^METHOD:(REQUEST|CANCEL|REPLY|PUBLISH)\r?$")
PLAIN_NAME = re.compile(r"[A-Za-z0-9._()+-](?:[A-Za-z0-9._()+ -]{0,98}[A-Za-z0-9._()+-])?")
MEDIA_TYPE = re.compile(r"[a-z]{2,20}/[a-z0-9.+-]{1,80}")
HOST = re.compile(r"[A-Za-z0-9.-]{1,200}")
IDENTIFIER = re.compile(r"<[!#-;=?-Z^-~\[\]]{1,250}>")
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,500}[^\s<>\"'.,;:!?)]")


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


class BadHeader(Exception):
    """Something that was to stand in a header cannot; the sentence is for a person."""

    code = "bad_header"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NeedsUtf8(BadHeader):
    """The address has letters outside ASCII before the @, and the server does not offer SMTPUTF8 (RFC 6531)."""

    code = "no_utf8"


def build(
    *,
    sender_name: str,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    message_id: str,
    in_reply_to: str = "",
    references: str = "",
    date: datetime,
    unsubscribe_url: str = "",
    signature: str = "",
    postal_address: str = "",
    html: str | None = None,
    calendar: str = "",
    enclosed: bytes = b"",
    enclosed_name: str = "",
    files: Sequence[Enclosure] = (),
    automatic: bool = False,
    utf8: bool = False,
) -> bytes:
    """One mail, ready for the wire: CRLF, 7-bit, each header once. Raises BadHeader before anything is built wrong.

    `automatic` mail carries the postal address and the way out at its foot (CAN-SPAM) and, with `unsubscribe_url`,
    the one-click headers of RFC 8058. `calendar` is an invitation (RFC 5546), shown by mail programs as one (RFC 6047);
    `enclosed` is a PDF file, `files` are others. With `utf8`, for a server that takes it, the recipient may have any
    letters before the @.
    """
    if not IDENTIFIER.fullmatch(message_id):
        raise BadHeader(_("The message has no proper Message-ID."))
    headers = [
        ("From", written_name(sender_name, len("From: ")) + f"<{checked_address(sender)}>"),
        ("To", checked_address(recipient, utf8=utf8)),
        ("Subject", written_text(plain(subject, _("subject"), 998), len("Subject: "))),
        ("Date", format_datetime(date.astimezone(UTC))),
        ("Message-ID", message_id),
        *thread_headers(in_reply_to, references),
        *(unsubscribe_headers(unsubscribe_url) if automatic and unsubscribe_url else []),
        ("MIME-Version", "1.0"),
    ]
    feet = (signature, postal_address, unsubscribe_url) if automatic else (signature, "", "")
    kind, body = written_body(text, html, *feet, calendar=calendar)
    if enclosed:
        files = [Enclosure(enclosed_name, "application/pdf", enclosed), *files]
    if files:
        kind, body = joined("mixed", [(kind, body), *map(file_part, files)])
    headers += kind
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("utf-8" if utf8 else "ascii")
    verify(head, [name for name, _value in headers])
    return head + b"\r\n" + body


def new_message_id(domain: str) -> str:
    """A Message-ID that nobody else has: 128 random bits at the sender's domain."""
    host = domain if HOST.fullmatch(domain) else "leadwright.invalid"
    return f"<{secrets.token_hex(16)}@{host}>"


def plain(value: str, what: str, longest: int = 320) -> str:
    """The value, if it can stand in a header: without control characters, as it is and as a mail program reads it."""
    if len(value) > longest:
        raise BadHeader(_("The %(what)s is too long for an e-mail.") % {"what": what})
    seen = value
    for _turn in range(4):
        if CONTROL.search(seen):
            raise BadHeader(_("The %(what)s holds a line break or another control character.") % {"what": what})
        if "=?" not in seen:
            return value
        decoded = decoded_words(seen)
        if decoded == seen:
            return value
        seen = decoded
    raise BadHeader(_("The %(what)s is encoded several times over.") % {"what": what})


def decoded_words(value: str) -> str:
    """What a mail program makes of encoded words (RFC 2047)."""
    try:
        pairs = decode_header(value)
    except (ValueError, LookupError):
        return value
    parts = []
    for part, charset in pairs:
        if isinstance(part, str):
            parts.append(part)
            continue
        try:
            parts.append(part.decode(charset or "latin-1", "replace"))
        except LookupError:
            parts.append(part.decode("latin-1"))
    return "".join(parts)


@lru_cache(maxsize=4096)
def checked_address(address: str, *, utf8: bool = False) -> str:
    """The address as it goes on the wire, its domain in ASCII (IDNA). Raises BadHeader, and NeedsUtf8 where letters
    before the @ need a server that takes UTF-8 and `utf8` does not say that this one does."""
    # An encoded word is a legal local part, yet some programs decode it: nobody's address looks like one.
    if CONTROL.search(address) or "=?" in address or len(address) > 254 or len(address.rpartition("@")[0]) > 64:
        raise BadHeader(_("This is not an e-mail address."))
    if PLAIN_ADDRESS.fullmatch(address):
        return address
    try:
        found = validate_email(address, check_deliverability=False, allow_smtputf8=True)
    except EmailNotValidError:
        raise BadHeader(_("%(address)s is not an e-mail address.") % {"address": address}) from None
    if found.ascii_email is None:
        if utf8:
            return f"{found.local_part}@{found.ascii_domain}"
        raise NeedsUtf8(
            _("%(address)s has letters before the @ that your mail server does not take (SMTPUTF8).")
            % {"address": address}
        )
    return found.ascii_email


def written_text(value: str, used: int) -> str:
    """A header text after `used` characters: as it is where ASCII does, folded, else in encoded words."""
    # A value that looks like an encoded word is encoded once more, so that it is read as what it says.
    if value.isascii() and "=?" not in value and value == " ".join(value.split(" ")).strip() and "  " not in value:
        folded = fold(value, used)
        if folded is not None:
            return folded
    return encoded_words(value, used)


def fold(value: str, used: int) -> str | None:
    """Folded at spaces into lines of 78; None when a word is too long for that."""
    lines, line = [], ""
    for word in value.split(" "):
        longer = f"{line} {word}" if line else word
        if line and used + len(longer) > 78:
            lines.append(line)
            line, used = word, 1
        else:
            line = longer
        if len(line) > 900:
            return None
    return "\r\n ".join([*lines, line])


def encoded_words(value: str, used: int) -> str:
    """RFC 2047, B encoding in UTF-8; no character is split between two words."""
    words, chunk = [], b""
    room = (LINE - used - 12) // 4 * 3
    for character in value:
        piece = character.encode()
        if len(chunk) + len(piece) > room:
            words.append(chunk)
            chunk, room = b"", (LINE - 1 - 12) // 4 * 3
        chunk += piece
    words.append(chunk)
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in words)


@lru_cache(maxsize=1024)
def written_name(name: str, used: int) -> str:
    """The name before the angle address, with a space after it; "" where there is none."""
    name = plain(name, _("sender's name"), 120).strip()
    if not name:
        return ""
    if PHRASE.fullmatch(name) and "=?" not in name:
        return f'"{name}" '
    if name.isascii() and "=?" not in name:
        return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '" '
    return encoded_words(name, used) + "\r\n "


def thread_headers(in_reply_to: str, references: str) -> list[tuple[str, str]]:
    """In-Reply-To and References (RFC 5322, 3.6.4). Odd identifiers, from other people's mail, are left out."""
    parents = IDENTIFIER.findall(in_reply_to)[:1]
    chain = list(dict.fromkeys([*IDENTIFIER.findall(references), *parents]))
    chain = [one for one in chain if "=?" not in one]
    if len(chain) > MOST_REFERENCES:
        chain = [chain[0], *chain[-(MOST_REFERENCES - 1) :]]
    headers = [("In-Reply-To", parent) for parent in parents if "=?" not in parent]
    return [*headers, ("References", "\r\n ".join(chain))] if chain else headers


def unsubscribe_headers(url: str) -> list[tuple[str, str]]:
    """RFC 2369 and 8058. One-click needs https; on this machine (the demo) http does."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[!-;=?-~]{1,800}", url) or "=?" in url:
        raise BadHeader(_("The address for opting out is not a web address."))
    headers = [("List-Unsubscribe", f"<{url}>")]
    if parts.scheme == "https" or parts.hostname in LOOPBACK:
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    return headers


def written_body(
    text: str, html: str | None, signature: str, postal_address: str, unsubscribe_url: str, *, calendar: str = ""
) -> tuple[list[tuple[str, str]], bytes]:
    """The headers that say what the body is, and the body."""
    foot = [postal_address.strip()] if postal_address.strip() else []
    if unsubscribe_url:
        foot.append(_("If you would rather not hear from me again: %(url)s") % {"url": unsubscribe_url})
    blocks = [text.rstrip(), signature.strip(), "-- \n" + "\n".join(foot) if foot else ""]
    plain_part = part("plain", "\n\n".join(block for block in blocks if block) + "\n")
    parts = [plain_part]
    if html is not None:
        below = [escape(line) for line in (*signature.strip().splitlines(), *foot)]
        parts.append(part("html", html.rstrip() + (f"\n<p>{'<br>'.join(below)}</p>" if below else "") + "\n"))
    if calendar:
        parts.append(calendar_part(calendar))
    if len(parts) == 1:
        return plain_part
    return joined("alternative", parts)


def joined(kind: str, parts: list[tuple[list[tuple[str, str]], bytes]]) -> tuple[list[tuple[str, str]], bytes]:
    """Several parts as one: `alternative` where a program shows one of them, `mixed` where it shows all."""
    boundary = f"=_{secrets.token_hex(12)}"
    body = b""
    for headers, content in parts:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        body += f"--{boundary}\r\n{lines}\r\n".encode("ascii") + content
        body += b"" if content.endswith(b"\r\n") else b"\r\n"
    body += f"--{boundary}--\r\n".encode("ascii")
    return [("Content-Type", f'multipart/{kind}; boundary="{boundary}"')], body


def file_part(file: Enclosure) -> tuple[list[tuple[str, str]], bytes]:
    """A file under its own name where mail programs of any age read it, else encoded (RFC 2231), else a plain one."""
    if PLAIN_NAME.fullmatch(file.name):
        named = f'attachment; filename="{file.name}"'
    elif file.name.isascii() or CONTROL.search(file.name):
        plain_name = re.sub(r"[^A-Za-z0-9._-]+", "-", file.name).strip("-.")[:80] or "file"
        named = f'attachment; filename="{plain_name}"'
    else:
        named = f"attachment;\r\n filename*=utf-8''{quote(file.name[:100], safe='')}"
    headers = [
        ("Content-Type", file.media_type if MEDIA_TYPE.fullmatch(file.media_type) else "application/octet-stream"),
        ("Content-Disposition", named),
        ("Content-Transfer-Encoding", "base64"),
    ]
    return headers, encodebytes(file.content).replace(b"\n", b"\r\n")


def calendar_part(calendar: str) -> tuple[list[tuple[str, str]], bytes]:
    """An invitation as a part of its own; its method stands in the header too, or mail programs take it for a file."""
    named = METHOD.search(calendar)
    if named is None:
        raise BadHeader(_("The invitation does not say what it asks for."))
    headers = [
        ("Content-Type", f"text/calendar; charset=utf-8; method={named.group(1)}"),
        ("Content-Transfer-Encoding", "base64"),
    ]
    return headers, encodebytes(calendar.encode()).replace(b"\n", b"\r\n")


def light_html(text: str) -> str:
    """The text as HTML and nothing else: paragraphs, line breaks, web addresses as links. No picture, no style."""
    blocks = [escape(block, quote=False) for block in text.strip().split("\n\n") if block.strip()]
    linked = [WEB_ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', block) for block in blocks]
    return "\n".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in linked)


def part(kind: str, content: str) -> tuple[list[tuple[str, str]], bytes]:
    """One text part: as it is when it is ASCII with short lines, else quoted-printable."""
    content = BODY_CONTROL.sub("", content.replace("\r\n", "\n").replace("\r", "\n"))
    if content.isascii() and max(map(len, content.split("\n"))) <= 998:
        body = content.replace("\n", "\r\n").encode("ascii")
        return [("Content-Type", f"text/{kind}; charset=us-ascii"), ("Content-Transfer-Encoding", "7bit")], body
    quoted = b2a_qp(content.encode(), istext=True).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    headers = [
        ("Content-Type", f"text/{kind}; charset=utf-8"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    ]
    return headers, quoted


def in_letters(value: str) -> str:
    """A header as a mail program that takes UTF-8 reads it (RFC 6532); what is no UTF-8 stays halves of characters."""
    try:
        return value if value.isascii() else value.encode("ascii", "surrogateescape").decode()
    except UnicodeDecodeError:
        return value


def verify(head: bytes, names: list[str]) -> None:
    """Read the headers back as another program does: the same names, as often, and nothing hidden in a value."""
    read = BytesHeaderParser(policy=compat32).parsebytes(head + b"\r\n")
    values = [(name, in_letters(value)) for name, value in read.raw_items()]
    # Debian's Python 3.11.2 calls every multipart head that comes without its body a defect; it is none.
    defects = [each for each in read.defects if not isinstance(each, MultipartInvariantViolationDefect)]
    if [name for name, _value in values] != names or defects or read.get_payload():
        raise BadHeader(_("The e-mail would not have the headers that it should have."))
    if any(len(line) > 998 for line in head.split(b"\r\n")):
        raise BadHeader(_("A line of the headers is too long."))
    for _name, value in values:
        unfolded = value.replace("\r\n", "").replace("\n", "")
        if CONTROL.search(unfolded) or ("=?" in unfolded and CONTROL.search(decoded_words(unfolded))):
            raise BadHeader(_("A header holds a control character."))
