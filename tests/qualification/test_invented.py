"""Tables whose law is known: what leaks is found, what tells is kept, and fresh rows are judged nearly as well as by
the law itself."""

from random import Random

import pytest

from leadwright.qualification import measures, scoring
from tests.qualification import invented

FRESH = 2500


def judged(model, fresh):
    rows = zip(*fresh.columns.values(), strict=True)
    chances = [scoring.score(model, dict(zip(fresh.columns, row, strict=True))).chance for row in rows]
    return measures.auc(chances, fresh.won), measures.ece(measures.calibration(chances, fresh.won))


@pytest.mark.parametrize(("shape", "rows"), list(zip(invented.SHAPES, (2000, 1000, 2000, 500, 1000), strict=True)))
def test_leaks_are_refused_and_the_rest_ranks_fresh_leads_nearly_as_the_law_does(shape, rows):
    table, fresh = shape(rows, Random(11)), shape(FRESH, Random(12))
    trained = scoring.train(table.columns, table.target)
    refused = {one.name for one in trained.refused}
    assert table.leaks <= refused
    assert not table.useful & refused
    ranked, off = judged(trained.model, fresh)
    assert ranked >= measures.auc(fresh.chances, fresh.won) - 0.045
    assert abs(trained.auc - ranked) < 0.05
    assert off <= 0.045 and trained.ece <= 0.045


def test_the_words_of_titles_and_messages_are_learnt_and_named():
    table = invented.rare(2000, Random(11))
    model = scoring.train(table.columns, table.target).model
    scored = scoring.score(model, {"job_title": "Acting Head of Sales", "message": "Send a quote and the price"})
    assert {(reason.column, reason.shown) for reason in scored.reasons} >= {("message", "the word “quote”")}
    assert scored.chance > scoring.score(model, {"job_title": "Student", "message": "A job for the team"}).chance


@pytest.mark.parametrize("seed", range(2))
def test_of_few_rows_noise_is_called_noise(seed):
    lot = Random(seed)
    table = {f"c{at}": [f"{lot.gauss(0, 1):.2f}" for _row in range(120)] for at in range(12)}
    table["won"] = [lot.choice(["yes", "no"]) for _row in range(120)]
    trained = scoring.train(table, "won")
    chances = [scoring.score(trained.model, {n: table[n][at] for n in table if n != "won"}).chance for at in range(120)]
    assert max(chances) - min(chances) < 0.5
    assert not [one for one in trained.refused if one.why == "leaks"]


def test_leaks_are_named_also_where_there_is_too_little_to_learn_from():
    table = invented.strong(60, Random(2))
    table.columns["Signed on"] = ["2025-04-01" if won else "" for won in table.won]
    trained = scoring.train({name: cells[:30] for name, cells in table.columns.items()}, table.target)
    assert trained.model.too_little and "Signed on" in {one.name for one in trained.refused}


def test_rows_that_were_entered_twice_do_not_flatter_the_figures():
    lot = Random(4)
    once = {f"c{at}": [f"{lot.gauss(0, 1):.3f}" for _row in range(150)] for at in range(20)}
    once["won"] = [lot.choice(["yes", "no"]) for _row in range(150)]
    twice = {name: cells + cells[:30] for name, cells in once.items()}
    assert scoring.train(twice, "won").auc < 0.65


@pytest.mark.parametrize(
    ("cells", "positives", "rows"),
    [
        (["Yes", "yes", "TRUE", "No", "false"], 3, 5),
        (["Closed - Won", "closed_lost", "Closed Lost"], 1, 3),
        (["Won", "Lost", "Open", "In progress", ""], 1, 2),
        (["1.0", "0.0", "0"], 1, 3),
        (["Customer", "prospect"], 1, 2),
        (["Laimėta", "Pralaimėta", "vykdoma"], 1, 2),
    ],
)
def test_the_success_is_known_however_it_is_written(cells, positives, rows):
    table = a_target(cells)
    model = scoring.train(table, "target").model
    assert (model.positives, model.rows) == (positives * 30, rows * 30)


def a_target(cells):
    lot = Random(1)
    return {
        "size": [str(lot.randint(1, 500)) for _row in range(30 * len(cells))],
        "place": [lot.choice("abc") for _row in range(30 * len(cells))],
        "target": cells * 30,
    }
