"""What the code never holds. Each rule stands here with its reason; an exception is a line in a table."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "leadwright"
CODE = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
PAGES = sorted(PACKAGE.rglob("templates/**/*.html"))
CONSTANTS = r"[A-Z_]+( \+ [A-Z_]+)*|statement"  # `statement`: one of several constants, in a loop over them
OWN_WORDS = re.compile(r"quote_name\(|^f?['\"]?\{call\}")  # market/pace.py: one of two names that stand beside it
OWN_MACHINE = ("leadwright/cli/running.py", "leadwright/market/relay.py")  # ask our own servers on loopback
# Tags that write markup: the values that they are given are escaped, and a test of theirs holds it.
BY_HAND = (
    "leadwright/knowledge/showing.py",
    "leadwright/web/templatetags/look.py",
    "leadwright/web/templatetags/rows.py",
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(pattern: str, files: list[Path], but: tuple[str, ...] = ()) -> list[str]:
    sought = re.compile(pattern)
    return [
        f"{short(path)}:{number}: {line.strip()[:80]}"
        for path in files
        if short(path) not in but
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if sought.search(line)
    ]


def test_texts_of_others_are_always_escaped():
    """format_html escapes what it is given; SafeString and mark_safe do not."""
    assert found(r"mark_safe|\bSafeString\((?!\"\"|tag\))", CODE, but=BY_HAND) == []
    assert found(r"\|\s*safe\b|autoescape off", PAGES) == []


def test_sql_is_written_out_and_never_put_together_from_texts():
    """Values go in as parameters, names through psycopg's Identifier or Django's quote_name."""
    calls = [
        (path, node)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and sql_verb(node) in {"execute", "executemany", "raw", "extra", "RawSQL"}
        if short(path) != "leadwright/kit/statements.py"  # the next test holds those who call it
    ]
    assert [f"{short(path)}:{node.lineno}" for path, node in calls if not is_fixed(node.args[0])] == []


def test_statements_that_run_for_every_mail_are_constants():
    calls = [
        (path, node)
        for path in CODE
        if "from leadwright.kit.statements import run\n" in path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and sql_verb(node) == "run"
    ]
    assert calls
    loose = [
        f"{short(path)}:{node.lineno}" for path, node in calls if not re.fullmatch(CONSTANTS, ast.unparse(node.args[0]))
    ]
    assert loose == []


def sql_verb(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def is_fixed(sql: ast.expr) -> bool:
    if isinstance(sql, ast.Call) and ast.unparse(sql).startswith("sql.SQL("):
        return all("sql.Identifier(" in ast.unparse(part) for part in sql.args)
    parts = sql.values if isinstance(sql, ast.JoinedStr) else [sql]
    return all(isinstance(part, ast.Constant) or OWN_WORDS.search(ast.unparse(part)) for part in parts)


def test_the_clock_is_read_at_the_doors_only():
    """Virtual time: what reads the machine's own clock would live in another time than the rest."""
    clocks = r"timezone\.now\(|datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(|auto_now"
    doors = (
        "leadwright/kit/clock.py",
        "leadwright/kit/models.py",
        *(short(path) for path in CODE if {"market", "cli"} & set(path.parts)),
    )
    assert found(clocks, CODE, but=doors) == []


def test_only_one_door_leads_to_the_web():
    sought = r"^\s*(import|from) (requests|urllib\.request|urllib3|httpx|http\.client|httpcore|aiohttp)\b"
    assert found(sought, CODE, but=("leadwright/kit/http.py", *OWN_MACHINE)) == []


def test_pages_hold_no_scripts_styles_or_handlers_of_their_own():
    """The content security policy refuses them; so they would only look as if they worked."""
    assert found(r"\sstyle=|\son[a-z]+=\"|javascript:|<style|hx-on|hx-vals=.js:", PAGES) == []
    assert (
        found(r"<script(?![^>]*(src=|type=\"importmap\"))", PAGES, but=("leadwright/web/templates/web/scripts.html",))
        == []
    )
    assert found(r"https?://(?!www\.w3\.org)[a-z]", PAGES) == []


def test_nothing_is_left_half_done():
    marks = r"\b(TO" + r"DO|FIX" + r"ME|XXX|HACK)\b|raise NotImplementedError"
    assert found(marks, CODE + TESTS, but=("tests/house/test_source.py",)) == []
    assert (
        found(
            r"pytest\.(mark\.)?(skip|xfail)|unittest\.mock|MagicMock|mocker\b",
            TESTS,
            but=("tests/house/test_source.py",),
        )
        == []
    )


def test_no_file_is_called_after_nothing():
    empty = {"utils", "helpers", "services", "constants", "managers", "common", "misc"}
    assert [short(path) for path in CODE if path.stem in empty or path.parent.name in empty] == []


def test_files_and_functions_read_as_one_thought():
    long = [f"{short(path)}: {n} lines" for path in CODE if (n := len(path.read_text().splitlines())) > 400]
    assert long == []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = node.end_lineno - node.lineno + 1
                if length > 60:
                    long.append(f"{short(path)}: {node.name} has {length} lines")
    assert long == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-build.txt"])
def test_the_lock_pins_by_hash_and_names_no_registry(name):
    text = (ROOT / name).read_text()
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:", text)
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==.*?(?=^\S|\Z)", text, re.M | re.S | re.I)
    assert pins and all("--hash=sha256:" in pin for pin in pins)


def test_no_machines_path_stands_in_the_repository():
    files = [
        *CODE,
        *TESTS,
        *PAGES,
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
    ]
    assert found(r"(?<![\w.])/(work|root|home)/[a-z]", files, but=("tests/house/test_source.py",)) == []
