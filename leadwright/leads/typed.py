"""Values of custom fields: read from what people write, and shown again. Pure.

A number or a day is written in many ways; which one a column has is decided once by all its cells (`style_of`), for
"1,234" alone says nothing, and "03/04/2026" neither.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from leadwright.leads.matching import folded

LONGEST = 500
MOST_CHOICES, FEW = 12, 4  # words of a column that is a choice, and how often each stands on average
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january saus sausio",
            "feb february vas vasario",
            "mar march kov kovo",
            "apr april bal balandzio",
            "may geg geguzes",
            "jun june bir birzelio",
            "jul july lie liepos",
            "aug august rugp rugpjucio",
            "sep sept september rugs rugsejo",
            "oct october spa spalio",
            "nov november lap lapkricio",
            "dec december gru gruodzio",
        ),
        start=1,
    )
    for name in names.split()
}
YES = frozenset(["1", "yes", "y", "true", "x", "taip", "t", "ja", "jah", "tak", "da", "on"])
NO = frozenset(["0", "no", "n", "false", "ne", "nein", "ei", "nie", "net", "off"])
NUMBER = re.compile(r"[+-]?\d[\d\s.,'\u00a0\u202f]*")
NOT_OF_A_NUMBER = re.compile(r"[\s'\u00a0\u202f€$£%]|eur|usd|gbp", re.IGNORECASE)
THREE = re.compile(r"(.*\d)?([.,])(\d+)$")


class Kind:
    TEXT, NUMBER, DATE, CHOICE, YES_NO, URL = "text", "number", "date", "choice", "yes_no", "url"


RANGED = frozenset({Kind.NUMBER, Kind.DATE})


class NotOfKind(ValueError):
    """The text is not what the field is for."""


@dataclass(frozen=True)
class Style:
    """How a column writes: the sign before the fraction ("." or ","), and whether the month stands before the day."""

    fraction: str = "."
    month_first: bool = False


def style_of(cells: Iterable[str]) -> Style:
    """By all cells of a column: what one of them can only mean, all of them mean."""
    told, month_first, day_first = {".": 0, ",": 0}, 0, 0
    for cell in cells:
        if found := re.fullmatch(r"\s*(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}.*", cell):
            month_first += int(found[2]) > 12
            day_first += int(found[1]) > 12
        elif sign := fraction_of(cell):
            told[sign] += 1
    return Style("," if told[","] > told["."] else ".", month_first > day_first)


def fraction_of(cell: str) -> str:
    """The sign that can only stand before a fraction; "" where the cell leaves it open."""
    bare = NOT_OF_A_NUMBER.sub("", cell)
    found = THREE.fullmatch(bare)
    if not found:
        return ""
    before, sign, after = found[1] or "", found[2], found[3]
    other = "," if sign == "." else "."
    if other in before:
        return sign
    if sign in before:
        return other  # it groups
    return sign if len(after) != 3 or before in {"", "0", "-0"} else ""


def read(kind: str, text: str, *, choices: Sequence[str] = (), style: Style = Style()) -> object:
    """The value as it is kept: text, int or float, an ISO day, one of the choices, True or False. Raises NotOfKind."""
    text = text.strip()
    if kind == Kind.NUMBER:
        return number(text, style)
    if kind == Kind.DATE:
        return day(text, style).isoformat()
    if kind == Kind.YES_NO:
        return yes_no(text)
    if kind == Kind.CHOICE:
        return choice(text, choices)
    if kind == Kind.URL:
        return url(text)
    return text[:LONGEST]


def number(text: str, style: Style) -> int | float:
    bare = NOT_OF_A_NUMBER.sub("", text)
    if not NUMBER.fullmatch(bare):
        raise NotOfKind(text)
    fraction = fraction_of(bare) or style.fraction
    plain = bare.replace("," if fraction == "." else ".", "").replace(fraction, ".")
    try:
        value = float(plain)
    except ValueError:
        raise NotOfKind(text) from None
    if abs(value) > 1e15:
        raise NotOfKind(text)
    return int(value) if value.is_integer() else value


def day(text: str, style: Style) -> date:
    if found := re.match(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)", text):
        return made(int(found[1]), int(found[2]), int(found[3]), text)
    if found := re.match(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})(?!\d)", text):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        year += 2000 if year < 100 else 0
        months_first = (style.month_first and first <= 12) or second > 12
        return made(year, first, second, text) if months_first else made(year, second, first, text)
    words = folded(text).split()
    named = next((MONTHS[word] for word in words if word in MONTHS), 0)
    numbers = [int(word) for word in words if word.isdigit()]
    years, days = [one for one in numbers if one > 31], [one for one in numbers if 1 <= one <= 31]
    if named and len(years) == 1 and len(days) == 1:
        return made(years[0], named, days[0], text)
    raise NotOfKind(text)


def made(year: int, month: int, day_of_month: int, text: str) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError:
        raise NotOfKind(text) from None


def yes_no(text: str) -> bool:
    word = folded(text)
    if word in YES:
        return True
    if word in NO:
        return False
    raise NotOfKind(text)


def choice(text: str, choices: Sequence[str]) -> str:
    plain = folded(text)
    for one in choices:
        if folded(one) == plain:
            return one
    raise NotOfKind(text)


def url(text: str) -> str:
    whole = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(whole)
        host = parts.hostname or ""
    except ValueError:
        raise NotOfKind(text) from None
    if parts.scheme not in {"http", "https"} or "." not in host or re.search(r"[\s<>\"']", whole):
        raise NotOfKind(text)
    return whole[:LONGEST]


def kind_of(cells: Sequence[str]) -> str:
    """What the filled cells of a column look like. A few words again and again are a choice; 0 and 1 are yes and no
    only where there is nothing else."""
    full = [cell.strip() for cell in cells if cell.strip()]
    several = {folded(cell) for cell in full}
    style = style_of(full)
    for kind in (Kind.YES_NO, Kind.NUMBER, Kind.DATE):
        if full and len(several) > (kind == Kind.YES_NO) and all(reads(kind, cell, style) for cell in full):
            return kind
    if full and all(re.match(r"(https?://|www\.)\S+$", cell.lower()) for cell in full):
        return Kind.URL
    return Kind.CHOICE if 2 <= len(several) <= MOST_CHOICES and len(several) * FEW <= len(full) else Kind.TEXT


def reads(kind: str, cell: str, style: Style) -> bool:
    try:
        read(kind, cell, style=style)
    except NotOfKind:
        return False
    return True


def measure(kind: str, value: object) -> float | None:
    """The value on a scale: a number itself, a day since 1970; None for what has none."""
    if kind == Kind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if kind == Kind.DATE and isinstance(value, str):
        try:
            return float((datetime.fromisoformat(value).date() - date(1970, 1, 1)).days)
        except ValueError:
            return None
    return None


def key_of(name: str, taken: Iterable[str] = ()) -> str:
    """The key by which templates name a field: "Fleet size" is fleet_size."""
    plain = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:36] or "field"
    key = plain if plain[0].isalpha() else f"f_{plain}"[:36]
    taken, tried, number_of = set(taken), key, 2
    while tried in taken:
        tried, number_of = f"{key}_{number_of}", number_of + 1
    return tried


def tags_in(text: str) -> list[str]:
    """The tags of a text with commas or lines between them: one blank at most within, lower case, each once."""
    parts = (" ".join(part.split()).lower()[:40].strip() for part in re.split(r"[,;|\n]", text.replace("\x00", "")))
    return list(dict.fromkeys(part for part in parts if part))
