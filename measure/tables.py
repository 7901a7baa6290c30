"""Reading tables: csv_spectrum has its truth beside it; csv_csvkit is only to be read or refused, never to break."""

import json
from collections.abc import Iterator
from pathlib import Path

from leadwright.leads.tables import NotATable, read_table
from measure.figure import Figure

SCRUBBED = "location_coordinates"  # the number was made anonymous in the truth and not in the file


def figures(data: Path) -> Iterator[Figure]:
    files = sorted((data / "csv_spectrum" / "csvs").glob("*.csv"))
    wrong = [path.stem for path in files if not read_right(path)]
    note = (
        f"its own truth has another telephone number: {', '.join(wrong)}" if wrong == [SCRUBBED] else ", ".join(wrong)
    )
    yield Figure("csv_spectrum", "read exactly", len(files) - len(wrong), len(files), note)
    odd = [path for path in sorted((data / "csv_csvkit" / "examples").rglob("*")) if path.is_file()]
    outcomes = [outcome(path) for path in odd]
    refused = outcomes.count("refused")
    yield Figure(
        "csv_csvkit",
        "read, or refused in a sentence",
        len(odd) - outcomes.count("broke"),
        len(odd),
        f"{refused} refused",
    )


def read_right(path: Path) -> bool:
    truth = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text())
    try:
        table = read_table(path.read_bytes(), path.name)
    except NotATable:
        return False
    rows = [dict(zip(table.columns, cells, strict=False)) for _number, cells in table.rows]
    return rows == truth


def outcome(path: Path) -> str:
    try:
        list(read_table(path.read_bytes(), path.name).rows)
    except NotATable:
        return "refused"
    except Exception:  # whatever else comes out is what this figure counts
        return "broke"
    return "read"
