"""Tables as companies have them: few rows, rare or frequent successes, files of many kinds, and columns that hold the
outcome in one of many ways beside honest ones that tell much."""

import csv
import io
import json
from math import log
from random import Random

import pytest

from leadwright.qualification import measures, scoring
from tests.qualification.invented import chance_of
from tests.qualification.test_score_command import score

TITLES = ("CEO", "Head of Ops", "Manager", "Assistant", "Student", "Analyst")
SOURCES = {"Web": 0.0, "Fair": 0.0, "Referral": 1.4, "Partner": 1.0, "Cold": -1.0}
LEAKS = {
    "Sales state": lambda won, lot: lot.choice(["Closed", "Invoiced"] if won else ["Nurture", "Dead", "Junk"]),
    "Signed on": lambda won, lot: f"2025-0{lot.randint(1, 9)}-1{lot.randint(0, 9)}" if won else "",
    "First invoice": lambda won, lot: f"{lot.randint(10, 28)}/05/2025" if won and lot.random() < 0.6 else "",
    "Onboarding calls": lambda won, lot: str(lot.randint(1, 6)) if won and lot.random() < 0.4 else "0",
    "Copy": lambda won, lot: "AB"[won == (lot.random() < 0.96)],
    "Near copy": lambda won, lot: f"{won + lot.gauss(0, 0.25):.3f}",
    "Booked": lambda won, lot: f"{lot.randint(1000, 90000)},00" if won else "0,00",
    "Why not": lambda won, lot: "" if won or lot.random() < 0.4 else lot.choice(["price", "timing", "rival"]),
}  # fmt: skip
HONEST = {
    "Budget": lambda chance, lot: f"€ {lot.randint(5, 90)},000" if lot.random() < 0.8 else "n/a",
    "Fit index": lambda chance, lot: f"{100 * chance_of(log(chance / (1 - chance)) + lot.gauss(0, 1)):.0f}",
    "Asked for a demo": lambda chance, lot: "x" if lot.random() < chance else "",
    "Company stage": lambda chance, lot: lot.choice(["seed", "growth"]) if lot.random() < chance else "idea",
    "Paid search": lambda chance, lot: lot.choice(["yes", "no"]),
    "City": lambda chance, lot: f"City {lot.randint(1, 60)}",
    "Created": lambda chance, lot: f"{lot.randint(1, 28):02}/{lot.randint(1, 12):02}/2025",
}


def a_table(rows, *, shift=-0.5, seed=1, leaks=(), honest=(), words=("Yes", "No")):
    """Columns with the target `Outcome` in them; the true chances beside them."""
    lot, columns, chances = Random(seed), {}, []
    for _ in range(rows):
        source, title = lot.choice(list(SOURCES)), lot.choice(TITLES)
        size, visits = int(lot.lognormvariate(4, 1.3)) + 1, min(40, int(lot.expovariate(0.2)))
        log_odds = shift + SOURCES[source] + 0.08 * (visits - 5) + (1.0 if title in TITLES[:2] else -0.6)
        chance = chance_of(log_odds)
        won = lot.random() < chance
        row = {"Source": source, "Title": title, "Employees": str(size), "Visits": str(visits)}
        row |= {name: LEAKS[name](won, lot) for name in leaks} | {name: HONEST[name](chance, lot) for name in honest}
        for name, cell in {**row, "Outcome": words[not won]}.items():
            columns.setdefault(name, []).append(cell)
        chances.append(chance)
    return columns, chances


def off(model, columns, chances):
    """How far what is said lies from the true chance, weighed over ten bands."""
    bands = [[0.0, 0.0] for _band in range(10)]
    for cells, true in zip(zip(*columns.values(), strict=True), chances, strict=True):
        said = scoring.score(model, dict(zip(columns, cells, strict=True))).chance
        bands[min(9, int(10 * said))][0] += said
        bands[min(9, int(10 * said))][1] += true
    return sum(abs(said - true) for said, true in bands) / len(chances)


@pytest.mark.parametrize(("rows", "shift"), [(150, -0.5), (400, -0.5), (1000, 3.0), (1500, -4.6)])
def test_leaks_of_many_kinds_are_refused_and_honest_columns_are_not(rows, shift):
    columns, _chances = a_table(rows, shift=shift, leaks=LEAKS, honest=HONEST)
    trained = scoring.train(columns, "Outcome")
    refused = {one.name for one in trained.refused if one.why == "leaks"}
    caught = refused | {one.name for one in trained.flagged}
    assert set(LEAKS) <= caught and len(set(LEAKS) & refused) >= len(LEAKS) - (rows < 200)
    assert not refused - set(LEAKS)
    assert all(one.detail for one in trained.refused)


def test_a_model_of_few_rows_says_chances_that_come_true():
    fresh, chances = a_table(1500, seed=99)
    found = [scoring.train(a_table(rows, seed=rows)[0], "Outcome") for rows in (100, 150, 200, 300)]
    assert sum(off(one.model, fresh, chances) for one in found) / 4 < 0.07
    assert sum(one.ece for one in found) / 4 < 0.05


def test_how_much_of_the_error_comes_of_few_rows_alone_is_said():
    lot = Random(3)
    chances = [lot.random() for _row in range(4000)]
    drawn = [measures.ece(measures.calibration(chances, [lot.random() < one for one in chances])) for _ in range(20)]
    assert sum(drawn) / 20 == pytest.approx(measures.ece_by_chance(chances), rel=0.25)


@pytest.mark.parametrize(
    ("encoding", "delimiter", "words"),
    [("cp1252", ";", ("Gewonnen", "Verloren")), ("utf-16", "\t", ("1", "0"))],
)
def test_a_file_of_any_kind_is_learnt_from_by_the_command(tmp_path, encoding, delimiter, words):
    columns, _chances = a_table(160, words=words, leaks=["Signed on"])
    columns["Größe"] = [f"{int(size) / 2:.1f}".replace(".", ",") for size in columns["Employees"]]
    text = io.StringIO()
    rows = csv.writer(text, delimiter=delimiter)
    rows.writerows([list(columns), *zip(*columns.values(), strict=True)])
    path, model = tmp_path / "leads.csv", tmp_path / "m.json"
    path.write_bytes(text.getvalue().encode(encoding))
    report = json.loads(score("train", path, "--target", "outcome", "--model", model, "--json").stdout)
    assert (report["rows"], report["positives"]) == (160, columns["Outcome"].count(words[0]))
    assert [one["name"] for one in report["refused_columns"]] == ["Signed on"]
    lines = score("predict", path, "--model", model, "--json").stdout.splitlines()
    assert len(lines) == 160 and all(0 < json.loads(line)["probability"] < 1 for line in lines)


def test_one_of_many_outcomes_is_the_success_where_a_person_says_which():
    columns, _chances = a_table(300)
    lot = Random(1)
    columns["Outcome"] = [
        cell if cell == "Yes" else lot.choice(["Lost", "Nurture", "Open"]) for cell in columns["Outcome"]
    ]
    with pytest.raises(scoring.CannotScore, match="--positive"):
        scoring.train(columns | {"Outcome": [one.replace("Yes", "Big") for one in columns["Outcome"]]}, "Outcome")
    trained = scoring.train(columns, "Outcome", positive="yes")
    assert (trained.model.rows, trained.model.positives) == (300, columns["Outcome"].count("Yes"))
    assert trained.auc > 0.65
