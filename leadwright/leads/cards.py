"""Visiting cards (vCard 2.1, 3.0 and 4.0; RFC 6350) as a table: one row a card, the columns that a lead has. Pure.

Of several numbers or addresses the first, and the preferred one before it, stands in its own column; the others follow
in "Other ..." columns.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadwright.leads import names

BEGIN = re.compile(rb"\s*(?:[\w\-]+\.)?BEGIN:VCARD\s*?$", re.IGNORECASE | re.MULTILINE)
COLUMNS = (
    "Full name",
    "Title before the name",
    "First name",
    "Middle name",
    "Last name",
    "Suffix",
    "Nickname",
    "Company",
    "Department",
    "Job title",
    "E-mail",
    "Other e-mail",
    "Phone",
    "Other phone",
    "Website",
    "Street",
    "City",
    "Region",
    "Postcode",
    "Country",
    "Birthday",
    "Note",
)
NAME = ("Last name", "First name", "Middle name", "Title before the name", "Suffix")
PLACE = ("", "", "Street", "City", "Region", "Postcode", "Country")
COMPANY = ("Company", "Department")
SEVERAL = {"EMAIL": ("E-mail", "Other e-mail"), "TEL": ("Phone", "Other phone")}
SINGLE = {
    "FN": "Full name",
    "NICKNAME": "Nickname",
    "TITLE": "Job title",
    "URL": "Website",
    "BDAY": "Birthday",
    "NOTE": "Note",
}
PARTED = {"N": NAME, "ADR": PLACE, "ORG": COMPANY}


@dataclass(frozen=True)
class Line:
    """One property: its name in capitals, its parameters in capitals, its value as it was written."""

    name: str
    parameters: str
    value: str

    @property
    def is_preferred(self) -> bool:
        return bool(re.search(r"\bPREF\b", self.parameters))


def are_cards(content: bytes) -> bool:
    """Whether a file is made of cards, whatever it is called."""
    return bool(BEGIN.match(content.removeprefix(b"\xef\xbb\xbf")))


def card_rows(text: str) -> Iterator[list[str]]:
    """The columns that any card fills, then the cards."""
    cards = list(read_cards(text))
    columns = [column for column in COLUMNS if any(card.get(column) for card in cards)]
    yield columns
    for card in cards:
        yield [card.get(column, "") for column in columns]


def read_cards(text: str) -> Iterator[dict[str, str]]:
    lines: list[Line] = []
    for line in logical_lines(text):
        if line.name == "BEGIN":
            lines = []
        elif line.name == "END":
            yield card_of(lines)
            lines = []
        else:
            lines.append(line)
    if lines:  # the last card ends with the file
        yield card_of(lines)


def logical_lines(text: str) -> Iterator[Line]:
    """Folded lines put together (RFC 6350, 3.2), and those that 2.1 ends with "=" in quoted-printable."""
    whole: list[str] = []
    for raw in re.split(r"\r\n|\n|\r", text):
        if whole and raw[:1] in {" ", "\t"}:
            whole[-1] += raw[1:]
        elif whole and whole[-1].endswith("=") and "QUOTED-PRINTABLE" in whole[-1].partition(":")[0].upper():
            whole[-1] = whole[-1][:-1] + raw
        else:
            whole.append(raw)
    for line in whole:
        found = re.match(r'\s*(?:[\w\-]+\.)?([\w\-]+)((?:;(?:[^":;]|"[^"]*")*)*):(.*)', line, re.DOTALL)
        if found:
            yield Line(found[1].upper(), found[2].upper(), decoded(found[2].upper(), found[3]))


def decoded(parameters: str, value: str) -> str:
    """A value of version 2.1 that was written in signs that mail lets through."""
    charset = re.search(r"CHARSET=([\w\-]+)", parameters)
    encoding = charset[1] if charset else "utf-8"
    try:
        if "QUOTED-PRINTABLE" in parameters:
            return quopri.decodestring(value.encode("ascii", "ignore")).decode(encoding, "replace")
        if re.search(r"ENCODING=(B|BASE64)\b", parameters):
            return base64.b64decode(value, validate=False).decode(encoding)
    except (LookupError, UnicodeDecodeError, binascii.Error):
        return ""  # a picture or a sound
    return value


def card_of(lines: list[Line]) -> dict[str, str]:
    card: dict[str, str] = {}
    for line in sorted(lines, key=lambda line: not line.is_preferred):
        if line.name in PARTED:
            for column, part in zip(PARTED[line.name], parts(line.value), strict=False):
                if column and part:
                    card.setdefault(column, part)
        elif line.name in SINGLE:
            card.setdefault(SINGLE[line.name], plain(line.value))
        elif line.name in SEVERAL:
            first, others = SEVERAL[line.name]
            value = plain(re.sub(r"^(mailto|tel):", "", line.value, flags=re.IGNORECASE))
            if card.setdefault(first, value) != value:
                card[others] = f"{card[others]}; {value}" if others in card else value
    return named(card)


def named(card: dict[str, str]) -> dict[str, str]:
    """Phones leave the parts of the name out: then the whole one is cut. A card of a company has its name there."""
    whole = card.get("Full name", "")
    if not whole or card.get("First name") or card.get("Last name") or whole == card.get("Company"):
        return card
    name = names.parse(whole)
    cut = zip(NAME, (name.family, name.given, name.middle, name.title, name.suffix), strict=True)
    return {**{column: part for column, part in cut if part}, **card}


def parts(value: str) -> list[str]:
    """Between semicolons that are not escaped; commas within a part are between several values of it."""
    return [plain(part.replace("\0", "\\;")) for part in value.replace("\\;", "\0").split(";")]


def plain(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value).strip()
