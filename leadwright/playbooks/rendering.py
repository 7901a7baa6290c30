"""Templates that people write, in a small, locked-down Liquid: output, `if`, four filters, nothing else.

What a person or a mail wrote is a value here, never a template. A field that is missing or empty and has no
`| default:` stops the text: it raises `MissingField`, and the text is never sent.
"""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import lru_cache

from liquid import BoundTemplate, Environment
from liquid.builtin.content import Literal
from liquid.builtin.filters.misc import default
from liquid.builtin.filters.string import capitalize, downcase, upcase
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import Output
from liquid.builtin.tags.if_tag import IfTag
from liquid.exceptions import LiquidError
from liquid.undefined import Undefined

from leadwright.leads.names import greeting_name
from leadwright.playbooks import filling

LONGEST = 20_000
_asked: ContextVar[list[str]] = ContextVar("fields asked for and not there")
_PATH = re.compile(r"[\w-]+(\.[\w -]+)*")
_SEQUENCES = {"size", "first", "last"}  # Liquid gives each value these; as fields of a mail they are mistakes
_RAW = re.compile(r"\{%-?\s*raw")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class MissingField(Exception):
    """`names`: the fields that the text needs and that are missing or empty."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


class BadTemplate(Exception):
    """The text is not a template we can use; the message says where, in words for the person who wrote it."""


class Missing(Undefined):
    """Printed, it notes its own name; asked by `if` or `default`, it is only empty."""

    __slots__ = ()

    def __str__(self) -> str:
        path = (self.hint or "").removesuffix(" is undefined").strip("'") or str(self.name)
        _asked.get().append(path)
        return ""


class Group(dict):
    """Fields under one name, such as `lead`: it has no words of its own, so it cannot be printed."""

    def __str__(self) -> str:
        _asked.get().append("/".join(self) or "?")
        return ""


class Playbook(Environment):
    output_stream_limit = LONGEST
    loop_iteration_limit = 1
    local_namespace_limit = 1_000
    context_depth_limit = 5
    block_nesting_limit = 10

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        """An allow-list, not the shipped set with names taken away."""
        for tag in (Literal, Output, Illegal, IfTag):
            self.add_tag(tag)
        for name, function in [
            ("default", default),
            ("upcase", upcase),
            ("downcase", downcase),
            ("capitalize", capitalize),
        ]:
            self.add_filter(name, function)


PLAYBOOK = Playbook(undefined=Missing, strict_filters=True, autoescape=False)


def render(text: str, fields: Mapping[str, object]) -> str:
    """The text with its fields filled in, as plain text.

    Raises MissingField with every field that is not there, BadTemplate where the text is no template.
    """
    written = at_once(text, fields)
    return by_liquid(text, fields) if written is None else written


def by_liquid(text: str, fields: Mapping[str, object]) -> str:
    template = parsed(text)
    missing: list[str] = []
    token = _asked.set(missing)
    try:
        written = template.render(**filled(fields))
    except (LiquidError, RecursionError) as error:
        raise BadTemplate(in_words(error)) from error
    finally:
        _asked.reset(token)
    if missing:
        raise MissingField(list(dict.fromkeys(missing)))
    return written


def at_once(text: str, fields: Mapping[str, object]) -> str | None:
    """The text, where it can be written without Liquid (filling.py); None where it cannot."""
    pieces = pieces_in(text)
    if pieces is None:
        return None
    try:
        written = filling.fill(pieces, fields, plain).replace("\r\n", "\n").replace("\r", "\n")
    except filling.NeedsLiquid:
        return None
    return written if len(written) < LONGEST // 4 else None  # Liquid counts bytes, of which a letter has at most four


@lru_cache(maxsize=512)
def pieces_in(text: str) -> tuple[filling.Piece, ...] | None:
    try:
        return filling.pieces_of(parsed(text).nodes)
    except filling.NeedsLiquid:
        return None


def fields_used(text: str) -> set[str]:
    """The names of the fields in a text ("lead.given_name"). Raises BadTemplate."""
    try:
        return paths(parsed(text))
    except LiquidError as error:
        raise BadTemplate(in_words(error)) from error


def paths(template: BoundTemplate) -> set[str]:
    uses = [use.segments for found in template.analyze().variables.values() for use in found]
    return {".".join(map(str, segments)) for segments in uses}


@lru_cache(maxsize=512)
def parsed(text: str) -> BoundTemplate:
    if len(text) > LONGEST:
        raise BadTemplate(f"The text is longer than {LONGEST} characters.")
    try:
        template = PLAYBOOK.from_string(text)
        used = paths(template)
    except (LiquidError, RecursionError) as error:
        raise BadTemplate(in_words(error)) from error
    if _RAW.search(text):
        raise BadTemplate("Braces that stay as they are would reach the reader: take `raw` out.")
    for path in used:
        if not _PATH.fullmatch(path) or path.rsplit(".")[-1] in _SEQUENCES:
            raise BadTemplate(f"This is not a field: {path[:80]}.")
    return template


def in_words(error: Exception) -> str:
    first = str(error).splitlines()[0] if str(error) else "too deeply nested"
    return f"This is not a template: {first}."[:300]


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Only plain values and mappings of them; whatever is empty is left out, so that it counts as missing."""
    kept: dict[str, object] = Group()
    for name, value in fields.items():
        if isinstance(value, Mapping):
            kept[str(name)] = filled(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            kept[str(name)] = value
        elif value is not None and (words := plain(str(value))):
            kept[str(name)] = words
    return kept


def plain(text: str) -> str:
    """One value as it may stand in a mail: no control or direction characters, no space around it."""
    return _CONTROL.sub(" ", text).strip()


SCALARS = (str, int, float)


def fields_for(lead, brief, mailbox) -> dict[str, object]:
    """What a template may name. `brief` and `mailbox` may be None: their fields are then missing."""
    account = lead.account
    member = mailbox.member if mailbox else lead.owner
    greeting = greeting_name(str(lead.given_name or ""), str(lead.family_name or ""), language=str(lead.language or ""))
    return {
        "greeting_name": greeting,
        "lead": {
            "given_name": lead.given_name,
            "greeting_name": greeting,
            "family_name": lead.family_name,
            "name": f"{lead.given_name} {lead.family_name}".strip(),
            "title": lead.title,
            "city": lead.city,
            "custom": {key: value for key, value in (lead.custom or {}).items() if isinstance(value, SCALARS)},
        },
        "company": {
            "name": account.name if account else "",
            "industry": account.industry if account else "",
            "city": account.city if account else "",
        },
        "brief": {
            "company": brief.company if brief else "",
            "need": brief.need if brief else "",
            "gap": brief.gap if brief else "",
            "opener": brief.opener if brief else "",
        },
        "sender": {
            "name": mailbox.sender_name if mailbox else (member.name if member else ""),
            "first_name": (mailbox.sender_name if mailbox else member.name if member else "").split(" ")[0],
            "title": member.title if member else "",
            "phone": member.phone if member else "",
            "company": lead.workspace.name,
            "offer": lead.workspace.offer,
        },
    }
