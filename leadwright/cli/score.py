"""`leadwright score`: a model of likely wins from any table of past leads, and what it says of others. No database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

TABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def score() -> None:
    """Learn from a table of past leads which ones are won, and score others. Needs no database."""


@score.command()
@click.argument("file", type=TABLE)
@click.option("--target", required=True, help="The column that says how it went.")
@click.option("--positive", default="", help="The value of it that is the success; known by itself for yes and no.")
@click.option("--refuse", default="", help="Columns that a person knows to leak, with commas between them.")
@click.option("--model", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Written here, as JSON.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def train(file: Path, *, target: str, positive: str, refuse: str, model: Path, as_json: bool) -> None:
    """Learn from FILE. Columns that leak the outcome are refused; the figures are cross-validated."""
    from leadwright.qualification import telling
    from leadwright.qualification.learning import LibraryMissing
    from leadwright.qualification.scoring import CannotScore
    from leadwright.qualification.scoring import train as learnt

    columns = _columns(file)
    try:
        trained = learnt(columns, _spelt(target, columns), positive=positive, refuse=_listed(refuse, columns))
    except (CannotScore, LibraryMissing) as refusal:
        raise click.ClickException(str(refusal)) from None
    try:
        model.write_text(json.dumps(trained.model.stored(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{model} cannot be written: {error.strerror}.") from None
    report = telling.report(trained)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
    else:
        _print(report)
    if trained.model.too_little:
        click.echo(trained.model.too_little, err=True)


@score.command()
@click.argument("file", type=TABLE)
@click.option("--model", required=True, type=TABLE, help="A model that `score train` wrote.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def predict(file: Path, model: Path, as_json: bool) -> None:
    """Say for each row of FILE how likely it is to be won, and why. Rows count from 1, without the header."""
    from leadwright.qualification import telling
    from leadwright.qualification.scoring import CannotScore, Model

    try:
        known = Model.of(json.loads(model.read_text(encoding="utf-8")))
    except CannotScore as refusal:
        raise click.ClickException(str(refusal)) from None
    except ValueError:
        raise click.ClickException(f"{model} is not a model: it is no JSON.") from None
    columns = _columns(file)
    _say_missing([part.shape.name for part in known.parts], columns)
    for number, cells in enumerate(zip(*columns.values(), strict=True), start=1):
        line = telling.line(number, dict(zip(columns, cells, strict=True)), known)
        if as_json:
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            click.echo(f"{number:>6}  {100 * line['probability']:5.1f} %  {'; '.join(line['reasons'])}")


def _columns(file: Path) -> dict[str, list[str]]:
    """The table by column. The reader's refusals are translated texts, which need settings, but no database."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False)
    from leadwright.leads.tables import NotATable, read_table

    try:
        table = read_table(file.read_bytes(), file.name)
        rows = [cells for _number, cells in table.rows]
    except NotATable as refusal:
        raise click.ClickException(str(refusal)) from None
    return {name: [row[at] for row in rows] for at, name in enumerate(table.columns)}


def _spelt(name: str, columns: dict[str, Any]) -> str:
    """A column as the table spells it: case and spaces at the ends do not count."""
    return next((column for column in columns if column.casefold() == name.strip().casefold()), name)


def _listed(refuse: str, columns: dict[str, Any]) -> list[str]:
    """Names with commas between them; a name that holds a comma itself is found first."""
    whole = [column for column in columns if "," in column and column in refuse]
    for column in whole:
        refuse = refuse.replace(column, "")
    return [*whole, *(name for name in refuse.split(",") if name.strip())]


def _say_missing(wanted: list[str], columns: dict[str, Any]) -> None:
    missing = [name for name in wanted if name not in columns]
    if missing and len(missing) == len(wanted):
        raise click.ClickException("This table has none of the columns that the model was learnt from.")
    if missing:
        click.echo(f"Not in this table, and counted as average: {', '.join(missing)}.", err=True)


def _print(report: dict) -> None:
    for kind in ("refused_columns", "flagged_columns"):
        for one in report[kind]:
            click.echo(f"{one['why']:>14}  {one['name']}: {one['detail']}")
    if report["auc"] is not None:
        click.echo(f"AUC {report['auc']:.3f} · Brier {report['brier']:.3f} · calibration error {report['ece']:.3f}")
    for reason in report["top_reasons"]:
        click.echo(f"  {reason}")
    click.echo(f"{report['positives']:,} of {report['rows']:,} rows are successes.", file=sys.stdout)
