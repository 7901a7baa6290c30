"""`leadwright ask` as a shell runs it: no database is named and none is started."""

import json
import os
import subprocess
import sys

import pytest


def ask(*arguments, questions=None):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "DJANGO"))}
    command = [sys.executable, "-m", "leadwright.cli", "ask", *map(str, arguments)]
    return subprocess.run(command, input=questions, capture_output=True, text=True, env=environment, timeout=60)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "battery.md").write_text("# Battery\n\nIt lasts five years. It is changed by hand.\n")
    (tmp_path / "deep" / "kaina.md").write_text("---\ntitle: Kaina\nlanguage: lt\n---\nMėnuo kainuoja 14 eurų.\n")
    return tmp_path


def test_a_folder_answers_each_line_of_standard_input_with_its_source(folder):
    done = ask("--knowledge", folder, "--json", questions="How long does the battery last?\n\nKiek kainuoja mėnuo?\n")
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["question"] == "How long does the battery last?"
    assert first["abstained"] is False
    assert first["sources"][0]["id"] == "battery.md"
    assert first["sources"][0]["quote"] in first["answer"]
    assert "five years" in first["answer"]
    assert second["sources"][0]["id"] == "deep/kaina.md"
    assert list(first) == ["question", "answer", "abstained", "sources"]


def test_a_json_list_is_asked_and_what_it_does_not_know_is_abstained_from(tmp_path):
    file = tmp_path / "faq.json"
    rows = [{"id": 7, "question": "How do I pay?", "answer": "By card or by bank transfer."}]
    file.write_text(json.dumps(rows))
    known = json.loads(ask("Can I pay with a card?", "--knowledge", file, "--json").stdout)
    unknown = json.loads(ask("Who won the match?", "--knowledge", file, "--json").stdout)
    assert known["sources"][0]["id"] == 7
    assert known["answer"] == "By card or by bank transfer."
    assert unknown["abstained"] is True
    assert unknown["answer"] == ""


@pytest.mark.parametrize("letters", ["", "{", '{"a": 1}', "[1, 2]", "[" * 100_000])
def test_what_is_no_list_of_articles_is_refused_in_a_sentence(tmp_path, letters):
    file = tmp_path / "faq.json"
    file.write_text(letters)
    done = ask("Why?", "--knowledge", file)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "JSON" in done.stderr


def test_an_empty_question_is_refused_in_a_sentence(folder):
    done = ask("  ", "--knowledge", folder)
    assert done.returncode == 2
    assert "Say the question" in done.stderr


def test_without_json_it_reads_as_a_person_reads(folder):
    done = ask("How long does the battery last?", "--knowledge", folder)
    assert "It lasts five years." in done.stdout
    assert "battery.md" in done.stdout
    assert "No article answers this" in ask("Who won the match?", "--knowledge", folder).stdout


def test_rows_that_lack_something_are_read_as_far_as_they_go(tmp_path):
    file = tmp_path / "faq.json"
    file.write_text(
        json.dumps([{"id": 1}, {"question": "Q?"}, {"question": "The price?", "answer": ["14 euros.", None]}])
    )
    found = json.loads(ask("The price?", "--knowledge", file, "--json").stdout)
    assert (found["answer"], found["sources"][0]["id"]) == ("14 euros.", 2)
