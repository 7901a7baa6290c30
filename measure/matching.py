"""Finding the same people and companies in tables: other people's sets, and invented ones for what those lack. The
figure is 2·right of found + true pairs, so that the share is the F1 of the pairs."""

import csv
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

from leadwright.leads.pairing import Sheet, find_pairs
from measure import unseen
from measure.figure import Figure
from measure.invented import two_systems, worlds

LEFT_OUT = {"date_of_birth", "soc_sec_id"}  # they would make it too easy

Pairs = set[frozenset[str]]


def figures(data: Path) -> Iterator[Figure]:
    for number in (1, 2):
        yield febrl(data / "people_febrl" / f"dataset{number}.csv")
    yield from restaurants(data / "companies_pyjedai" / "D1")
    for world in [*worlds(600), *unseen.worlds()]:
        found = of(Sheet(world.columns, 0, world.rows), other(world.other_columns, world.other_rows))
        yield figure("invented", world.name, found, world.truth)
    world = two_systems(13_300, 3)
    began = time.perf_counter()
    found = of(Sheet(world.columns, 0, world.rows), other(world.other_columns, world.other_rows))
    took = f"{len(world.rows):,} by {len(world.other_rows):,} rows in {time.perf_counter() - began:.0f} s"
    yield figure("invented", "two systems, ten thousand rows each", found, world.truth, took)


def febrl(path: Path) -> Figure:
    with path.open(newline="") as file:
        rows = [[cell.strip() for cell in row] for row in csv.reader(file)]
    kept = [at for at, name in enumerate(rows[0]) if name not in LEFT_OUT]
    sheet = Sheet([rows[0][at] for at in kept], 0, [[row[at] for at in kept] for row in rows[1:]])
    people = defaultdict(list)
    for row in sheet.rows:
        people[row[0].split("-")[1]].append(row[0])
    truth = {frozenset(pair) for records in people.values() for pair in combinations(records, 2)}
    return figure("people_febrl", f"set {path.stem[-1]}, no dates, no numbers", of(sheet, None), truth)


def restaurants(folder: Path) -> Iterator[Figure]:
    def sheet(name: str) -> Sheet:
        with (folder / name).open(newline="") as file:
            columns, *rows = csv.reader(file, delimiter="|")
        return Sheet(columns, 0, [[f"{name}:{row[0]}", *row[1:]] for row in rows])

    with (folder / "gt.csv").open(newline="") as file:
        told = list(csv.reader(file, delimiter="|"))[1:]
    truth = {frozenset([f"rest1.csv:{one}", f"rest2.csv:{two}"]) for one, two in told}
    sheets = sheet("rest1.csv"), sheet("rest2.csv")
    found = of(*sheets)
    known = {row for pair in truth for row in pair}
    unknown = {pair for pair in found if not pair & known}
    note = f"{len(unknown)} found pairs have rows of which the labels say nothing"
    yield figure("companies_pyjedai", "D1, as labelled", found, truth, note)
    same = same_name_and_number(*sheets, known)
    note = f"{len(same)} pairs of rows that the labels leave out have one name and one number"
    yield figure("companies_pyjedai", "D1, as labelled, whoever finds all of them", truth | same, truth, note)
    yield figure("companies_pyjedai", "D1, rows that the labels know", found - unknown, truth)


def same_name_and_number(left: Sheet, right: Sheet, known: set[str]) -> Pairs:
    """Rows that no label names and that say the same: the first word of the name or more, and all digits."""
    found: Pairs = set()
    for (one, name, number, *_rest), (other, name_there, number_there, *_there) in product(left.rows, right.rows):
        digits = [sign for sign in number if sign.isdigit()]
        same = digits and digits == [sign for sign in number_there if sign.isdigit()]
        if same and set(name.split()) & set(name_there.split()) and not {one, other} & known:
            found.add(frozenset([one, other]))
    return found


def other(columns: list[str], rows: list[list[str]]) -> Sheet | None:
    return Sheet(columns, 0, rows) if rows else None


def of(left: Sheet, right: Sheet | None) -> Pairs:
    return {frozenset([pair.a, pair.b]) for pair in find_pairs(left, right)}


def figure(name: str, what: str, found: Pairs, truth: Pairs, note: str = "") -> Figure:
    right = len(found & truth)
    measured = f"precision {right / max(1, len(found)):.3f}, recall {right / len(truth):.3f}"
    told = f"{measured}; {note}" if note else measured
    return Figure(name, f"F1 of pairs: {what}", 2 * right, len(found) + len(truth), told)
