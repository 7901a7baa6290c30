import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadwright.qualification import measures, numerals, scoring, shapes, telling
from leadwright.qualification.leaks import says_nothing

ROWS = 400


def a_table(rows=ROWS, seed=5):
    """Invented leads: those who visit often and come by reference are won more often; the rest is noise."""
    lot = Random(seed)
    table = {name: [] for name in ("Lead ID", "Source", "Visits", "Created", "Country", "Won")}
    for at in range(rows):
        source, visits = lot.choice(["Fair", "Web", "reference"]), lot.randint(0, 30)
        chance = 0.1 + 0.4 * (source == "reference") + 0.4 * (visits > 15)
        cells = (f"L-{at:05}", source, str(visits), f"{lot.randint(1, 28)}/{lot.randint(1, 12)}/2025", "LT")
        for name, cell in zip(table, (*cells, "Yes" if lot.random() < chance else "No"), strict=True):
            table[name].append(cell)
    return table


def refused(trained):
    return {one.name: one.why for one in trained.refused}


def test_a_model_is_learnt_with_figures_of_rows_that_it_never_saw():
    trained = scoring.train(a_table(), "Won")
    assert 0.75 < trained.auc < 0.95
    assert trained.brier < 0.22 and trained.ece < 0.12
    assert sum(band["rows"] for band in trained.bands) == ROWS
    assert refused(trained) == {"Lead ID": "an identifier", "Country": "constant"}


def test_columns_that_hold_the_outcome_are_refused_and_suspicious_ones_are_flagged():
    table, lot = a_table(), Random(1)
    won = [cell == "Yes" for cell in table["Won"]]
    table["Signed on"] = [f"2025-03-{lot.randint(10, 28)}" if yes else "" for yes in won]
    table["Value"] = [str(lot.randint(100, 999)) if yes else "0" for yes in won]
    table["Lost because"] = ["" if yes or lot.random() < 0.5 else lot.choice(["price", "timing"]) for yes in won]
    table["Lead quality"] = [lot.choice(["high", "high", "low"] if yes else ["high", "low", "low"]) for yes in won]
    table["Call back"] = [lot.choice("AAAAAB" if yes else "BBBBBA") for yes in won]
    trained = scoring.train(table, "Won")
    found = refused(trained)
    assert {name for name, why in found.items() if why == "leaks"} >= {"Signed on", "Value", "Lost because"}
    assert {"Lead quality", "Call back"} <= set(found) | {one.name for one in trained.flagged}


def test_a_person_refuses_more_and_a_wrong_name_is_said():
    trained = scoring.train(a_table(), "Won", refuse=["visits"])
    assert refused(trained)["Visits"] == "refused"
    assert trained.auc < scoring.train(a_table(), "Won").auc
    with pytest.raises(scoring.CannotScore, match="no column “Budget”"):
        scoring.train(a_table(), "Won", refuse=["Budget"])


def test_the_model_is_plain_data_and_says_the_same_when_it_is_read_back():
    table = a_table()
    model = scoring.train(table, "Won").model
    again = scoring.Model.of(json.loads(json.dumps(model.stored())))
    for cells in list(zip(*table.values(), strict=True))[:20]:
        row = dict(zip(table, cells, strict=True))
        assert scoring.score(again, row).chance == pytest.approx(scoring.score(model, row).chance, abs=1e-4)


@pytest.mark.parametrize("kept", [None, [], {}, {"format": "other"}, {"format": scoring.FORMAT}])
def test_what_is_not_a_model_is_refused_in_a_sentence(kept):
    with pytest.raises(scoring.CannotScore):
        scoring.Model.of(kept)


def test_the_reasons_are_the_parts_of_the_sum_and_stand_in_words():
    model = scoring.train(a_table(), "Won").model
    good = {"Source": "Reference", "Visits": "28", "Created": "3/4/2025"}
    said = telling.reasons(scoring.score(model, good), model)
    assert any(line.startswith("Source is “Reference”: speaks") and "for it" in line for line in said)
    assert any(line.startswith("Visits is 28: speaks") for line in said)
    poor = scoring.score(model, {"Source": "Web", "Visits": "", "Created": "nonsense"})
    assert poor.chance < scoring.score(model, good).chance
    assert telling.reasons(poor, model)


def test_too_little_history_says_so_and_gives_the_base_rate():
    table = {name: cells[:30] for name, cells in a_table().items()}
    trained = scoring.train(table, "Won")
    assert trained.auc is None and "Too little history" in trained.model.too_little
    scored = scoring.score(trained.model, {"Source": "Web"})
    assert 0 < scored.chance < 1
    assert telling.reasons(scored, trained.model) == [trained.model.too_little]


def test_the_success_is_known_for_yes_and_no_and_asked_for_otherwise():
    table = a_table()
    table["Won"] = ["1.0" if cell == "Yes" else "0.0" for cell in table["Won"]]
    assert scoring.train(table, "Won").model.positive == "1.0"
    table["Won"] = ["green" if cell == "1.0" else "red" for cell in table["Won"]]
    with pytest.raises(scoring.CannotScore, match="--positive"):
        scoring.train(table, "Won")
    assert scoring.train(table, "Won", positive="Green").model.positives == table["Won"].count("green")
    with pytest.raises(scoring.CannotScore, match="No row has “blue”"):
        scoring.train(table, "Won", positive="blue")


def test_rows_without_an_outcome_are_not_learnt_from():
    table = a_table()
    table["Won"][:100] = [""] * 100
    assert scoring.train(table, "Won").model.rows == ROWS - 100


def test_the_same_table_gives_the_same_model():
    assert scoring.train(a_table(), "Won").model == scoring.train(a_table(), "Won").model


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *(
            ("12", 12),
            ("1,234.50", 1234.5),
            ("€ 3,5", 3.5),
            ("12 %", 12),
            ("-4", -4),
            ("1.234,5", 1234.5),
            ("1e3", 1000),
        ),
        *(("1 234,50 €", 1234.5), ("12\u202f000 Lt", 12000), ("(1,200)", -1200), ("\u22124", -4), ("2.5M", 2.5e6)),
        *(("$10k", 10000), ("1'500 CHF", 1500), ("12,34,567", 1234567), ("3 mln. EUR", 3e6), ("> 50", 50), ("50+", 50)),
    ],
)
def test_numbers_are_read_as_people_write_them(cell, value):
    assert numerals.number(cell) == value


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.250", "12,5", "300"], [1250, 12.5, 300]),
        (["1,250", "12.5", "300"], [1250, 12.5, 300]),
        (["1.234", "5,678", "0,5"], [1234, 5.678, 0.5]),
        (["1.250", "12.000", "7.300", "4.100", "9.900", "300"], [1250, 12000, 7300, 4100, 9900, 300]),
        (["1:02:03", "0:45", "12:00"], [3723, 45, 720]),
    ],
)
def test_a_column_says_how_its_decimals_are_written(cells, values):
    kind, written = shapes.kind_of(cells)
    assert kind == "number" and [numerals.number(cell, written) for cell in cells] == values


@pytest.mark.parametrize("cell", ["11-50", "abc", "1/2", "inf", "12 Mar", "1_000", "+"])
def test_what_is_no_number_is_none(cell):
    assert numerals.number(cell) is None


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2025-03-01", "2025-12-31T10:00:00Z"], "%Y-%m-%d"),
        (["31/01/2025 10:11", "1/2/2025"], "%d-%m-%Y"),
        (["1/31/2025", "2/1/2025"], "%m-%d-%Y"),
        (["3 Mar 2025", "14 Apr 2024"], "%d %b %Y"),
    ],
)
def test_dates_are_read_in_the_order_that_reads_most(cells, order):
    assert shapes.kind_of(cells) == ("date", order)


@given(st.lists(st.text(max_size=12), min_size=1, max_size=60))
@settings(derandomize=True, max_examples=60)
def test_whatever_a_column_holds_it_is_read_and_each_cell_has_a_bin(cells):
    shape = shapes.shape_of("x", cells)
    assert all(0 <= shape.place(cell) < shape.size and shape.label(shape.place(cell)) for cell in [*cells, "", "7"])
    assert shapes.restored(json.loads(json.dumps(shape.stored()))) == shape
    says_nothing("x", cells)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=80))
@settings(derandomize=True, max_examples=60)
def test_auc_is_the_share_of_pairs_in_the_right_order(cases):
    chances, outcomes = [chance for chance, _won in cases], [won for _chance, won in cases]
    won = [chance for chance, yes in cases if yes]
    lost = [chance for chance, yes in cases if not yes]
    pairs = [(a > b) + (a == b) / 2 for a in won for b in lost]
    assert measures.auc(chances, outcomes) == pytest.approx(sum(pairs) / len(pairs) if pairs else 0.5)
    assert 0 <= measures.ece(measures.calibration(chances, outcomes)) <= 1
