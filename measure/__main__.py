"""`make measure`: the product's accuracy on data that it was not written on. Prints a table and keeps it in the guide.

The data lie beside the checkout, in ../shared/data, and none of them is part of the project.
"""

import os
import sys
from importlib import import_module
from pathlib import Path

import django
from rich.console import Console
from rich.table import Table

from measure.figure import Figure

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
KEPT = Path(__file__).resolve().parents[1] / "docs" / "guide" / "accuracy.md"
MEASURES = [
    "measure.tables",
    "measure.names",
    "measure.matching",
    "measure.research",
    "measure.mail",
    "measure.letters",
    "measure.written",
    "measure.answers",
    "measure.conversations",
    "measure.score",
    "measure.deals",
    "measure.calendars",
]
HEAD = """# Accuracy

What `make measure` printed last. The sets are other people's and are not part of the project; a figure says how many of
how many cases were right. Where a set labels a thing by its own taste, the note says so.

| set | what | right | of | share | note |
| --- | --- | ---: | ---: | ---: | --- |
"""


def main() -> int:
    if not DATA.is_dir():
        print("There is no ../shared/data beside this checkout, so nothing can be measured.")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadwright.config.settings")
    django.setup()  # the reasons for a refusal are translated texts
    figures = [figure for name in MEASURES for figure in import_module(name).figures(DATA)]
    show(figures)
    rows = "".join(f"| {f.set} | {f.what} | {f.right} | {f.of} | {f.share} | {f.note} |\n" for f in figures)
    KEPT.write_text(HEAD + rows)
    return 0


def show(figures: list[Figure]) -> None:
    table = Table("set", "what", "right", "of", "share", "note")
    for figure in figures:
        table.add_row(figure.set, figure.what, str(figure.right), str(figure.of), figure.share, figure.note)
    Console(width=150).print(table)


if __name__ == "__main__":
    sys.exit(main())
