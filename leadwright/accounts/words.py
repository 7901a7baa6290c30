"""Fields of a row as one text with a blank before each, which is searched by parts of words.

The same expression stands in the index (pg_trgm) and in the question; spelled differently the index is of no use.
A part of one or two letters is only looked for where a word begins: it has no trigram elsewhere.
"""

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Upper

SHORT = 2  # letters


class Words(Func):
    """`||` may stand in an index, where CONCAT_WS may not."""

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = TextField()


class LocalPart(Func):
    """What stands before the @ of an address."""

    function = "SPLIT_PART"
    output_field = TextField()


def words(*fields: str, address: str = "") -> Words:
    parts = [part for field in fields for part in (Value(" "), F(field))]
    if address:
        parts += [Value(" "), LocalPart(F(address), Value("@"), Value(1))]
    return Words(*parts)


def indexed(text: Words) -> Upper:
    """What the index holds: `icontains` compares upper case."""
    return Upper(text)


def holds(name: str, part: str) -> Q:
    """For rows that are annotated with their words under `name`."""
    return Q(**{f"{name}__icontains": part if len(part) > SHORT else f" {part}"})
