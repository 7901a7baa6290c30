"""`leadwright leads`: lists of people, from the command line."""

import click

from leadwright.cli.lead_imports import import_leads
from leadwright.cli.lead_noes import suppress_leads
from leadwright.cli.lead_retention import retention
from leadwright.cli.lead_tables import match_tables, parse_table


@click.group()
def leads() -> None:
    """Lists of people: import them, read them, find the same people in them."""


leads.add_command(import_leads)
leads.add_command(match_tables)
leads.add_command(parse_table)
leads.add_command(suppress_leads)
leads.add_command(retention)
