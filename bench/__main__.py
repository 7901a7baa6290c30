"""`make bench`: what the product does in a second, each beside a limit measured in the same run on the same machine.

A ratio says more than a figure: these machines differ and are shared. Writes bench/latest.json, prints a table.
`make bench ROOMS="planning mail"` runs some of them.
"""

import json
import os
import sys
from importlib import import_module
from pathlib import Path

import django
from rich.console import Console
from rich.table import Table

LATEST = Path(__file__).with_name("latest.json")
MODULES = ["planning", "mail", "inbound", "engine", "growth", "imports", "pages", "floor", "keys", "ask", "ledger"]


def main(chosen: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    os.environ.setdefault("LEADWRIGHT_MAIL_HOSTS", "127.0.0.1")  # where the sink listens
    django.setup()
    rows = [row for name in chosen or MODULES for row in import_module(f"bench.{name}").rows()]
    LATEST.write_text(json.dumps(rows, indent=1))
    table = Table("name", "value", "unit", "limit", "ratio", "note")
    for one in rows:
        table.add_row(*(str(one[key]) for key in ("name", "value", "unit", "limit", "ratio", "note")))
    Console(width=140).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
