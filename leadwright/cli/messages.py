"""Texts for the translators, and back (`make messages`): what is new in the code is put into each catalogue, empty, and
what is filled in is compiled. Django's own reader turns a template into calls that Babel knows, so that no GNU gettext
is needed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # of the header: it does not change where no text does
# Beside Babel's own: Django's lazy ones, and the names that a file gives them which needs both.
WORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_lazy": None,
    "_t": None,
}


def in_template(file: BinaryIO, keywords: list, comment_tags: list, options: dict) -> Iterator[tuple]:
    """Babel's contract for an extractor: (line, function, messages, comments) for each text."""
    code = templatize(file.read().decode("utf-8"), origin=getattr(file, "name", None))
    # Templates are indented as they like; to Python's tokenizer that would be an error.
    flat = "\n".join(line.strip() for line in code.split("\n"))
    yield from extract_python(BytesIO(flat.encode()), keywords, comment_tags, options)


METHODS = [("**/templates/**.html", in_template), ("**/templates/**.txt", in_template), ("**.py", "python")]


def texts() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Every text that the code and the pages hold, in English, with its context."""
    for _file, _line, text, _comments, context in extract_from_dir(PACKAGE, METHODS, keywords=WORDS):
        yield text, context


def in_the_code() -> Catalog:
    catalog = Catalog(project="Leadwright", charset="utf-8")
    for text, context in texts():
        catalog.add(text, context=context)
    return catalog


def languages() -> list[str]:
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


def kept(language: str) -> Catalog:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def missing(catalog: Catalog) -> list[Message]:
    """Texts without a translation, or with one that nobody looked at; of a plural each form counts."""
    return [message for message in catalog if message.id and (message.fuzzy or not all(forms(message)))]


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def compiled(catalog: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> None:
    now = in_the_code()
    now.creation_date = SOME_DAY
    for language in languages():
        catalog = kept(language)
        catalog.update(now, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.revision_date = SOME_DAY
        folder = LOCALE / language / "LC_MESSAGES"
        with (folder / "django.po").open("wb") as file:
            write_po(file, catalog, sort_output=True, no_location=True, width=120, ignore_obsolete=True)
        (folder / "django.mo").write_bytes(compiled(catalog))
        print(f"{language}: {len(catalog)} texts, {len(missing(catalog))} without a translation")


if __name__ == "__main__":
    main()
