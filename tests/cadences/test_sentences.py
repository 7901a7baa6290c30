"""Each sentence that the pure rules store is one that can be told in another language."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

from leadwright.cadences import conditions, doubts, engine, explaining, guards, moves, planner, snapshots
from leadwright.kit.retelling import known, retell

RULES = [conditions, doubts, engine, explaining, guards, moves, planner, snapshots]
FIELD = "7"


def sentences(module) -> list[str]:
    """What the module writes to be read: texts that begin with a capital and have a space, no docstring among them."""
    tree = ast.parse(Path(module.__file__).read_text())
    spoken = {id(part) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for part in text.values}
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    raised = {id(part) for node in ast.walk(tree) if isinstance(node, ast.Raise) for part in ast.walk(node)}
    texts = [node for node in ast.walk(tree) if id(node) not in spoken | docs | raised]
    found = [as_told(node) for node in texts if isinstance(node, (ast.JoinedStr, ast.Constant))]
    return [text for text in found if text[:1].isupper() and " " in text and text[1:2] != text[1:2].upper()]


def as_told(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(part.value if isinstance(part, ast.Constant) else FIELD for part in node.values)


@pytest.mark.parametrize("module", RULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_each_sentence_is_known(module):
    assert [text for text in sentences(module) if not is_known(text)] == []


def is_known(text: str) -> bool:
    """As it is, with the stop that follows it, or two sentences in a row, each known."""
    if any(known(text, "lt")) or any(known(f"{text.rstrip(FIELD).rstrip('.')}.", "lt")):
        return True
    return ". " in text and all(is_known(part) for part in text.split(". "))


def test_the_planner_is_heard_in_lithuanian():
    why = "Step 5 of 10, Call: 1 calendar day and 2 working days after step 4, in their hours (Europe/Vilnius)."
    with translation.override("lt"):
        told = retell(why)
    assert told.startswith("5 žingsnis iš 10, Call: 1 kalendorinė diena ir 2 darbo dienos po 4 žingsnio")
