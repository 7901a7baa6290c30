"""Filling in a parsed template without Liquid, where nothing in it needs Liquid: words, fields, what stands in for a
missing field, and `if` of one field. That is nearly every letter, and takes a tenth of the time.

It writes what Liquid would write, or leaves it to Liquid: for filters, for numbers, and where a field is missing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from liquid.ast import Node
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions.arguments import PositionalArgument
from liquid.builtin.expressions.filtered import FilteredExpression
from liquid.builtin.expressions.logical import BooleanExpression
from liquid.builtin.expressions.path import Path
from liquid.builtin.expressions.primitive import StringLiteral
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.expression import Expression


class NeedsLiquid(Exception):
    """Liquid has to say what is written here."""


class Field(NamedTuple):
    """`instead`: what is written where it is missing; None where it must not be."""

    path: tuple[str, ...]
    instead: str | None = None


class Fork(NamedTuple):
    path: tuple[str, ...]
    there: tuple["Piece", ...]
    missing: tuple["Piece", ...]


Piece = str | Field | Fork


def pieces_of(nodes: Sequence[Node]) -> tuple[Piece, ...]:
    """Raises NeedsLiquid."""
    return tuple(piece_of(node) for node in nodes)


def piece_of(node: Node) -> Piece:
    if isinstance(node, ContentNode):
        return node.text
    if isinstance(node, OutputNode) and isinstance(node.expression, FilteredExpression):
        return Field(path_of(node.expression.left), instead(node.expression))
    # A block of nothing but space is not written by Liquid.
    if isinstance(node, IfNode) and isinstance(node.condition, BooleanExpression) and not node.blank:
        if node.alternatives:
            raise NeedsLiquid
        otherwise = node.default.nodes if node.default else ()
        return Fork(path_of(node.condition.expression), pieces_of(node.consequence.nodes), pieces_of(otherwise))
    raise NeedsLiquid


def path_of(expression: Expression) -> tuple[str, ...]:
    if isinstance(expression, Path) and all(isinstance(name, str) for name in expression.path):
        return tuple(expression.path)
    raise NeedsLiquid


def instead(expression: FilteredExpression) -> str | None:
    if not expression.filters:
        return None
    [first, *more] = expression.filters
    if more or first.name != "default" or len(first.args) != 1 or not isinstance(first.args[0], PositionalArgument):
        raise NeedsLiquid
    if isinstance(words := first.args[0].value, StringLiteral):
        return words.value
    raise NeedsLiquid


def fill(pieces: Sequence[Piece], fields: Mapping[str, object], plain: Callable[[str], str]) -> str:
    """The text; `plain` cleans a value. Raises NeedsLiquid."""
    written = []
    for piece in pieces:
        if isinstance(piece, str):
            written.append(piece)
        elif isinstance(piece, Fork):
            way = piece.there if value_of(piece.path, fields, plain) else piece.missing
            written.append(fill(way, fields, plain))
        else:
            words = value_of(piece.path, fields, plain) or piece.instead
            if words is None:
                raise NeedsLiquid
            written.append(words)
    return "".join(written)


def value_of(path: tuple[str, ...], fields: Mapping[str, object], plain: Callable[[str], str]) -> str:
    """The words of a field; "" where it is missing."""
    value: object = fields
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NeedsLiquid
    return plain(value)
