"""Finds the texts of templates for `make messages`: Django's own reader turns a template into calls that Babel knows,
so that no GNU gettext is needed."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(file: BinaryIO, keywords: list, comment_tags: list, options: dict) -> Iterator[tuple]:
    """Babel's contract for an extractor: (line, function, messages, comments) for each text."""
    code = templatize(file.read().decode("utf-8"), origin=getattr(file, "name", None))
    # Templates are indented as they like; to Python's tokenizer that would be an error.
    flat = "\n".join(line.strip() for line in code.split("\n"))
    yield from extract_python(BytesIO(flat.encode()), keywords, comment_tags, options)
