"""What was written down in one language, told in the reader's.

A sentence that a worker or a colleague stored ("Step 3 was done.") is its own code: the catalogue knows the text and
what stood in its fields, so it is found there again and said in the language of whoever reads it. What a person wrote,
and whatever no catalogue knows, stays as it is.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext

FIELD = re.compile(r"%\((\w+)\)[sd]|%[sd]")
ENGLISH = "en"
LONG_ENOUGH = 3  # letters outside the fields: of fewer one cannot say which sentence it was
A_FEW_WORDS = 8  # letters: fewer are a title, which does not end as a sentence does
HEAD = 4  # letters by which sentences are looked up
SENTENCE_ENDS = re.compile(r"(?<=[.:;,]) ")
DEEP = 4
# How dates are written within what was stored, and the format of ours that says the same; the years that are not said
# are leap years, so that each day is a day of theirs.
DATES = {
    "%d %b %Y": "j M Y",
    "%d %b %Y, %H:%M": "j M Y, H:i",
    "%d %b": "j M",
    "%d %b, %H:%M": "j M, H:i",
    "%B %Y": "F Y",
    "%Y-%m-%d": "j M Y",
    "%Y-%m-%d %H:%M": "j M Y, H:i",
}
DATE = re.compile(r"(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([A-Z\d][\w :,-]{4,18}?)( [A-Z]{3,5}| \([\w/+-]+\))?")


@dataclass(frozen=True)
class Sentence:
    """One text of a catalogue as one language writes it; `text` (and `many`, of a plural) is its English name."""

    written: str
    text: str
    many: str = ""

    def fields(self, told: str) -> list[tuple[str, str]] | None:
        """What stood in its fields, by name, where this is what was told. A word or two of ours before a field make no
        sentence of whatever somebody wrote after them: "Step 5 of 10 is due today." is no step of ours."""
        found = pattern(self.written).fullmatch(told)
        if found is None or (letters(self.written) < A_FEW_WORDS and told.endswith(".") and self.written[-1] != "."):
            return None
        return list(zip(names(self.written), found.groups(), strict=True))


def retell(told: str, depth: int = DEEP) -> str:
    """In the language that is active; the same where nothing is known of it."""
    language = (get_language() or ENGLISH).split("-")[0]
    return _retold(str(told), language, depth) if told else ""


@lru_cache(maxsize=8192)
def _retold(told: str, language: str, depth: int) -> str:
    if date := as_date(told):
        return date
    found = list(known(told, language))
    for sentence, values in found:
        if not any(". " in value for _name, value in values):
            return filled(sentence, values, depth)
    if depth and (parts := in_parts(told, depth)) != told:  # before one whose field holds several sentences
        return parts
    return filled(*found[0], depth) if found else told


def known(told: str, language: str) -> Iterator[tuple[Sentence, list[tuple[str, str]]]]:
    """The sentences that this may be, in a language not the reader's: the one with most words of its own first."""
    for spoken in book():
        if spoken == language:
            continue
        whole, with_fields = book()[spoken]
        if told in whole and (" " in told or told.endswith(".")):
            yield whole[told], []
        for mark, sentence in (*with_fields.get(told[:HEAD], ()), *with_fields.get("", ())):
            if mark in told and (values := sentence.fields(told)) is not None:
                yield sentence, values


def filled(sentence: Sentence, values: list[tuple[str, str]], depth: int) -> str:
    """The sentence in the reader's language, its fields in it; a sentence in a field is told as well."""
    numbers = [int(value) for _name, value in values if value.isdigit()]
    text = ngettext(sentence.text, sentence.many, numbers[0]) if sentence.many and numbers else gettext(sentence.text)
    told = [(name, retell(value, depth - 1) if depth else value) for name, value in values]
    named, in_order = dict(told), iter(told)
    return FIELD.sub(lambda field: named[field[1]] if field[1] in named else next(in_order)[1], text)


def in_parts(told: str, depth: int) -> str:
    """Several sentences one after the other: each by itself."""
    for cut in SENTENCE_ENDS.finditer(told):
        first, rest = told[: cut.start()], told[cut.end() :]
        said = retell(first, 0)
        if said != first:
            return f"{said} {retell(rest, depth - 1)}"
        if first.endswith("."):
            return f"{first} {retell(rest, depth - 1)}"
    return told


def as_date(told: str) -> str:
    """A date as the reader's language writes it; "" where it is none."""
    found = DATE.fullmatch(told)
    if found is None:
        return ""
    weekday, day, zone = (part or "" for part in found.groups())
    for written, ours in DATES.items():
        said, asked = (day, written) if "%Y" in written else (f"{day} 2000", f"{written} %Y")
        with suppress(ValueError):
            shown = formats.date_format(datetime.strptime(said, asked), ours)
            return f"{gettext(weekday)} {shown}{zone}".strip() if weekday else f"{shown}{zone}"
    return ""


# ── the catalogues ──

# Whole sentences; and those with fields by how they begin (under "" where that is a field), each after its longest
# piece.
Shelf = tuple[dict[str, Sentence], dict[str, list[tuple[str, Sentence]]]]


@cache
def book() -> dict[str, Shelf]:
    """For each language what may be told in it."""
    spoken: dict[str, list[Sentence]] = {ENGLISH: []}
    for language, catalogue in catalogues():
        written = spoken.setdefault(language, [])
        for message in catalogue:
            if not message.id or message.context:
                continue
            ids = message.id if message.pluralizable else (message.id, "")
            forms = message.string if message.pluralizable else (message.string,)
            spoken[ENGLISH] += [Sentence(each, *ids) for each in ids if each]
            written += [Sentence(each, *ids) for each in forms if each]
    return {language: sorted_out(sentences) for language, sentences in spoken.items()}


def catalogues() -> Iterator[tuple[str, Catalog]]:
    for code, _name in settings.LANGUAGES:
        file = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.mo"
        if file.exists():
            with file.open("rb") as opened:
                yield code, read_mo(opened)


def sorted_out(sentences: list[Sentence]) -> Shelf:
    whole, with_fields = {}, {}
    for sentence in sorted(set(sentences), key=lambda each: -letters(each.written)):
        if not FIELD.search(sentence.written):
            whole.setdefault(sentence.written, sentence)
        elif letters(sentence.written) >= LONG_ENOUGH:
            head = pieces(sentence.written)[0] if not FIELD.match(sentence.written) else ""
            mark = max(pieces(sentence.written), key=len)
            with_fields.setdefault(head[:HEAD] if len(head) >= HEAD else "", []).append((mark, sentence))
    return whole, with_fields


@cache
def pieces(written: str) -> tuple[str, ...]:
    """What stands outside the fields."""
    return tuple(piece.replace("%%", "%") for piece in re.split(r"%\(\w+\)[sd]|%[sd]", written) if piece)


def letters(written: str) -> int:
    return sum(letter.isalpha() for piece in pieces(written) for letter in piece)


@cache
def names(written: str) -> tuple[str, ...]:
    return tuple(field[1] or "" for field in FIELD.finditer(written))


@cache
def pattern(written: str) -> re.Pattern:
    parts = re.split(r"(%\(\w+\)[sd]|%[sd])", written)
    made = (asked(part) if FIELD.fullmatch(part) else re.escape(part.replace("%%", "%")) for part in parts)
    return re.compile("".join(made), re.DOTALL)


def asked(field: str) -> str:
    return r"(\d+)" if field.endswith("d") else "(.+?)"
