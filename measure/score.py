"""Scoring real leads of an education company, whose Tags and Lead Quality were written down after the fact."""

from collections.abc import Iterator
from pathlib import Path

from leadwright.leads.tables import read_table
from leadwright.qualification import leaks
from leadwright.qualification.scoring import train
from measure.figure import Figure

LEAKS = ("Tags", "Lead Quality")
AFTERWARDS = ("Lead Profile", "Last Notable Activity")  # flagged: what remains where a person refuses them too


def figures(data: Path) -> Iterator[Figure]:
    table = columns(data / "leads_x_education" / "leads.csv")
    trained = train(table, "Converted")
    known = {one.name for one in (*trained.refused, *trained.flagged) if one.why in {leaks.LEAKS, "may leak"}}
    name = "leads_x_education"
    yield Figure(name, "columns known to leak that were refused", sum(one in known for one in LEAKS), len(LEAKS))
    flagged = ", ".join(one.name for one in trained.flagged)
    yield Figure(name, "AUC, cross-validated", round(trained.auc * 10_000), 10_000, f"flagged for a person: {flagged}")
    yield Figure(name, "expected calibration error", round(trained.ece * 10_000), 10_000, "less is better; ten bands")
    strict = train(table, "Converted", refuse=AFTERWARDS)
    note = f"calibration error {100 * strict.ece:.1f} %"
    yield Figure(name, f"AUC without {' and '.join(AFTERWARDS)} too", round(strict.auc * 10_000), 10_000, note)


def columns(path: Path) -> dict[str, list[str]]:
    table = read_table(path.read_bytes(), path.name)
    rows = [cells for _number, cells in table.rows]
    return {name: [row[at] for row in rows] for at, name in enumerate(table.columns)}
