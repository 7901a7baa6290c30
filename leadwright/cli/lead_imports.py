"""`leadwright leads import`: a file of any length, without a browser. Stopped in between, the same command goes on at
the row where it was."""

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from leadwright.leads.models import Import
    from leadwright.team.models import Workspace

TOTALS = ("rows", "created", "updated", "skipped", "refused", "duplicates_in_file", "seconds")
FIRST_WORKSPACE = "My company"


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--list", "list_name", default="", help="The list that they become; the file's name by default.")
@click.option(
    "--mode",
    type=click.Choice(["skip", "fill", "overwrite"]),
    default="skip",
    show_default=True,
    help="What happens to people who are here: leave them, fill in what is missing, or take the file's word.",
)
@click.option("--workspace", "workspace_name", default="", help="Needed where there are several.")
@click.option("--dry-run", is_flag=True, help="Say what would happen to each row, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--report", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Each row, as CSV.")
def import_leads(
    *, file: Path, list_name: str, mode: str, workspace_name: str, dry_run: bool, as_json: bool, report: Path | None
) -> None:
    """Take a list of people in: CSV or a workbook, in whatever shape it is. Says what became of the rows."""
    from leadwright.cli.database import database, migrate, set_up

    began = time.monotonic()
    with database():
        set_up()
        migrate()
        from django.db import transaction

        with transaction.atomic() if dry_run else _nothing():
            done = _imported(file, list_name or file.stem, mode, workspace_name)
            if report:
                _write_report(done, report)
            if dry_run:
                transaction.set_rollback(True)
    totals = {
        "rows": done.settled,
        "created": done.created,
        "updated": done.updated,
        "skipped": done.skipped,
        "refused": done.refused,
        "duplicates_in_file": done.duplicates,
        "seconds": round(time.monotonic() - began, 2),
    }
    if as_json:
        click.echo(json.dumps(totals))
        return
    for name in TOTALS:
        click.echo(f"{name.replace('_', ' '):<19} {totals[name]:>12,}")
    if dry_run:
        click.echo("Nothing was written.")


def _nothing():
    from contextlib import nullcontext

    return nullcontext()


def _imported(file: Path, list_name: str, mode: str, workspace_name: str) -> "Import":
    from leadwright.config.environment import Refused
    from leadwright.kit import clock
    from leadwright.leads import columns, importing
    from leadwright.leads.cells import NotATable

    workspace = chosen_workspace(workspace_name)
    with file.open("rb") as content:
        try:
            row = importing.take_file(
                content, workspace=workspace, by=None, name=file.name, list_name=list_name, mode=mode, now=clock.now()
            )
        except NotATable as refused:
            raise Refused(f"leadwright: {refused.sentence}") from None
        if not columns.names_somebody(row.mapping):
            row.delete()
            raise Refused("leadwright: no column of this file says who the people are: an e-mail, a phone or a name.")
        if row.settled:
            click.echo(f"Going on behind row {row.settled:,} of {row.rows:,}.", err=True)
        importing.begin(row, now=clock.now())
        importing.run(row, now=clock.now(), file=content, progress=_progress())
    return row


def chosen_workspace(name: str) -> "Workspace":
    """The workspace of that name, or the only one. In an empty database the first one is made."""
    from leadwright.config.environment import Refused
    from leadwright.kit import clock
    from leadwright.team.models import Workspace

    known = list(Workspace.objects.order_by("pk"))
    found = [one for one in known if one.name == name] if name else known
    if len(found) == 1:
        return found[0]
    if not known:
        made = Workspace.objects.create(name=name or FIRST_WORKSPACE, created_at=clock.now())
        click.echo(
            f"There was no workspace: {made.name} was made. `leadwright create-admin` gives it its first member.",
            err=True,
        )
        return made
    names = ", ".join(one.name for one in known[:10])
    if name:
        raise Refused(f"leadwright: no workspace is called {name}. There is: {names}.")
    raise Refused(f"leadwright: there are several workspaces; say which with --workspace: {names}.")


def _progress():
    """A line on standard error after each batch, with the rate and the time that is left; nothing in a pipe."""
    began = time.monotonic()
    first: list[int] = []

    def told(row: "Import") -> None:
        if not sys.stderr.isatty():
            return
        first.append(row.settled)
        rate = (row.settled - first[0]) / (time.monotonic() - began) if len(first) > 1 else 0
        left = f", {rate:,.0f} a second, {(row.rows - row.settled) / rate:,.0f} s left" if rate else ""
        click.echo(f"{row.settled:,} of {row.rows:,} rows{left}", err=True)

    return told


def _write_report(row: "Import", path: Path) -> None:
    from leadwright.leads.exporting import as_csv

    header = ["row", "outcome", "reason", *row.shape["columns"]]
    rows = row.report.order_by("number").values_list("number", "outcome", "reason", "cells").iterator(5_000)
    lines = ([number, outcome, reason, *cells] for number, outcome, reason, cells in rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(as_csv(line for part in ([header], lines) for line in part))
