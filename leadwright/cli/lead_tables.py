"""`leadwright leads parse` and `leadwright leads match`: tables alone, without a database and without a network."""

import json
from pathlib import Path

import click

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


def _filled_up(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _without_database() -> None:
    """The reader's refusals are translated texts, which need settings, but no database."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
