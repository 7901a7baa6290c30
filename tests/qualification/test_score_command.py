import csv
import json
import os
import subprocess
import sys

import pytest

from tests.qualification.test_scoring import a_table


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "leads.csv"
    known = a_table(200)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(known)
        rows.writerows(zip(*known.values(), strict=True))
    return path


def score(*arguments):
    """The command as a person runs it, on a machine without a database."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}}
    command = [sys.executable, "-m", "leadwright.cli", "score", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


def test_a_table_is_learnt_from_and_scored_without_a_database(table, tmp_path):
    model = tmp_path / "model.json"
    learnt = score("train", table, "--target", "won", "--refuse", "Created", "--model", model, "--json")
    report = json.loads(learnt.stdout)
    assert {"refused_columns", "auc", "brier", "ece", "calibration", "top_reasons", "rows", "positives"} <= set(report)
    assert report["rows"] == 200 and report["auc"] > 0.7
    said = score("predict", table, "--model", model, "--json").stdout.splitlines()
    lines = [json.loads(line) for line in said]
    assert [line["row"] for line in lines] == list(range(1, 201))
    assert all(set(line) == {"row", "probability", "reasons"} and line["reasons"] for line in lines)


def test_what_cannot_be_done_is_said_in_one_line(table, tmp_path):
    refused = score("train", table, "--target", "Budget", "--model", tmp_path / "m.json")
    assert refused.returncode == 1 and refused.stderr.startswith("Error: There is no column “Budget”")
    refused = score("predict", table, "--model", table)
    assert refused.returncode == 1 and "not a model" in refused.stderr and "Traceback" not in refused.stderr
