"""The rooms import downwards only, and rules stay pure: the contracts of pyproject.toml."""

import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]


def contracts() -> list[dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def test_the_import_contracts_hold():
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-3000:]


def floors() -> dict[str, int]:
    """Each room's floor, the lowest is 0; neighbours on one floor do not know each other."""
    layers = next(contract["layers"] for contract in contracts() if contract["type"] == "layers")
    return {room.strip("() "): floor for floor, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def test_foreign_keys_follow_the_order_of_the_rooms_too():
    """A key written as a string needs no import, so the import contract does not see it."""
    level = floors()
    wrong = [
        f"{model._meta.label}.{field.name} points up or sideways to {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and is_ours(field.related_model)
        if is_ours(model) and room(model) != room(field.related_model)
        if level[room(model)] <= level[room(field.related_model)]
    ]
    assert wrong == []


def is_ours(model) -> bool:
    return model.__module__.startswith("leadwright.")


def room(model) -> str:
    return model.__module__.split(".")[1]
