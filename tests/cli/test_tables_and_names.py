"""Commands that need neither a database nor a network."""

import json

import pytest
from click.testing import CliRunner

from leadwright.cli.main import main


def said(*arguments: str, given: str = "") -> list[dict]:
    result = CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_table_is_read_and_told(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes("Export\r\nVardas;Pavardė\r\nRūta;Šukė\r\nJonas\r\n".encode("utf-16"))
    assert said("leads", "parse", str(file), "--json", "--rows") == [
        {
            "encoding": "utf-16",
            "delimiter": ";",
            "header_row": 2,
            "columns": ["Vardas", "Pavardė"],
            "rows": 2,
            "data": [["Rūta", "Šukė"], ["Jonas", ""]],
        }
    ]
    assert "data" not in said("leads", "parse", str(file), "--json")[0]


def test_a_refused_file_is_answered_with_a_sentence(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(b"%PDF-1.7")
    [answer] = said("leads", "parse", str(file), "--json")
    assert list(answer) == ["error"] and "not a table" in answer["error"]


def test_pairs_are_told_a_line_each(tmp_path):
    rows = [f"{at},{'abcdefghij'[at % 10] * 4} {'klmnopqrst'[at // 10] * 5},9{at:08}" for at in range(60)]
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("\n".join(["key,firm,phone", *rows]))
    second.write_text("\n".join(["KEY;Imone;Telefonas", *(f"b{row.replace(',', ';')}" for row in rows[:30])]))
    pairs = said("leads", "match", str(first), str(second), "--id", "key", "--json")
    assert {(pair["a"], pair["b"]) for pair in pairs} == {(str(at), f"b{at}") for at in range(30)}
    assert all(list(pair) == ["a", "b", "probability", "reasons"] for pair in pairs)
    assert said("leads", "match", str(first), "--id", "key", "--json") == []


def test_a_column_that_is_not_there_is_named(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("key,firm\n1,x\n")
    result = CliRunner().invoke(main, ["leads", "match", str(file), "--id", "id"])
    assert result.exit_code == 1 and "no column id. It has: key, firm" in result.output


@pytest.mark.parametrize(("arguments", "given"), [(["Jonas Vilkas"], ""), ([], "Jonas Vilkas\n")])
def test_names_are_read_from_arguments_and_from_standard_input(arguments, given):
    [name] = said("names", "parse", "--json", *arguments, given=given)
    assert name["given"] == "Jonas" and name["greeting"] == "Jonas" and name["vocative"] == "Jonai"
    assert {"title", "given", "middle", "family", "suffix", "nickname", "greeting", "vocative"} <= set(name)
