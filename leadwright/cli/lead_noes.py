"""`leadwright leads suppress`: the list of those who are not to be contacted, from another system."""

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command("suppress")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--channel",
    type=click.Choice(["all", "email", "phone", "linkedin"]),
    help="What they are not reached by; numbers by calls and the others by everything, unless this says otherwise.",
)
@click.option("--workspace", "workspace_name", default="", help="Needed where there are several.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def suppress_leads(*, file: Path, channel: str | None, workspace_name: str, as_json: bool) -> None:
    """Keep off whoever FILE names: addresses, domains and telephone numbers, in any columns of any table."""
    from leadwright.cli.database import database, migrate, set_up

    with database():
        set_up()
        migrate()
        from leadwright.cli.lead_imports import chosen_workspace
        from leadwright.config.environment import Refused
        from leadwright.kit import clock
        from leadwright.leads.cells import NotATable
        from leadwright.leads.suppressing import suppress_file

        try:
            came = suppress_file(
                chosen_workspace(workspace_name), file.read_bytes(), file.name, channel=channel or "", now=clock.now()
            )
        except NotATable as refused:
            raise Refused(f"leadwright: {refused.sentence}") from None
    if as_json:
        click.echo(json.dumps(asdict(came)))
        return
    for name, count in asdict(came).items():
        click.echo(f"{name:<12} {count:>12,}")
