"""`leadwright leads parse` and `leadwright leads match`: tables alone, without a database and without a network."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from leadwright.leads.pairing import Sheet

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
READ = ("encoding", "delimiter", "header_row", "columns")


@click.command("parse")
@click.argument("file", type=TABLE)
@click.option("--rows", is_flag=True, help="Also the rows themselves, as text.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; for a refused file one with `error`.")
def parse_table(file: Path, rows: bool, as_json: bool) -> None:
    """Read any table file and say what it is: encoding, delimiter, header and rows, or why it was refused."""
    _without_database()
    from leadwright.leads.cells import NotATable
    from leadwright.leads.streaming import rows_of, shape_of

    try:
        with file.open("rb") as content:
            shape, _first = shape_of(content, file.name)
            said = {**{part: shape[part] for part in READ}, "rows": shape["count"]}
            if rows:
                width = len(shape["columns"])
                said["data"] = [_filled_up(cells, width) for _number, cells in rows_of(content, shape)]
    except NotATable as refusal:
        said = {"error": refusal.sentence}
        if not as_json:
            raise click.ClickException(refusal.sentence) from None
    if as_json:
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    for part in (*READ, "rows"):
        value = ", ".join(said[part]) if part == "columns" else said[part]
        click.echo(f"{part.replace('_', ' '):<11} {value!r}" if part == "delimiter" else f"{part:<11} {value}")
    for cells in said.get("data", []):
        click.echo("\t".join(" ".join(cell.split()) for cell in cells))


@click.command("match")
@click.argument("first", metavar="A", type=TABLE)
@click.argument("second", metavar="[B]", type=TABLE, required=False)
@click.option("--id", "id_column", required=True, help="The column that tells the rows apart.")
@click.option(
    "--at-least",
    default=0.5,
    show_default=True,
    type=click.FloatRange(0.01, 1.0),
    help="Pairs less likely are left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def match_tables(first: Path, second: Path | None, id_column: str, at_least: float, as_json: bool) -> None:
    """Find the same people or companies within table A, or across A and B, whatever the columns are called."""
    _without_database()
    from leadwright.leads.pairing import find_pairs

    one = _sheet(first, id_column)
    other = _sheet(second, id_column) if second else None
    for pair in find_pairs(one, other, at_least=at_least):
        if as_json:
            said = {"a": pair.a, "b": pair.b, "probability": pair.probability, "reasons": pair.reasons}
            click.echo(json.dumps(said, ensure_ascii=False))
        else:
            click.echo(f"{100 * pair.probability:5.1f} %  {pair.a} = {pair.b}  {'; '.join(pair.reasons)}")


def _sheet(file: Path, id_column: str) -> "Sheet":
    from leadwright.leads.cells import NotATable
    from leadwright.leads.pairing import Sheet
    from leadwright.leads.streaming import rows_of, shape_of

    try:
        with file.open("rb") as content:
            shape, _first = shape_of(content, file.name)
            rows = [_filled_up(cells, len(shape["columns"])) for _number, cells in rows_of(content, shape)]
    except NotATable as refusal:
        raise click.ClickException(refusal.sentence) from None
    columns = shape["columns"]
    places = {column.strip().casefold(): at for at, column in reversed(list(enumerate(columns)))}
    at = places.get(id_column.strip().casefold())
    if at is None:
        raise click.ClickException(f"{file.name} has no column {id_column}. It has: {', '.join(columns)}.")
    return Sheet(columns, at, rows)


def _filled_up(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _without_database() -> None:
    """The reader's refusals are translated texts, which need settings, but no database."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
