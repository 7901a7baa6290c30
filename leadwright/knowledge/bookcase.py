"""Articles read from files: a folder of Markdown, or one JSON list of questions with their answers. Needs no database.

A Markdown file may begin with a block of `name: value` lines between two `---`; `title`, `language`, `product`,
`owner` and `review` are understood there.
"""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from leadwright.knowledge.passages import Text

ENDINGS = {".md", ".markdown", ".txt"}
MOST_FILES = 50_000
LARGEST_FILE = 5_000_000
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\r?\n|\Z)")


class Unreadable(Exception):
    """These are no articles; the sentence says why."""


@dataclass(frozen=True)
class Paper:
    """One article as its file has it. `facts` are the lines of its first block, their names in lower case."""

    text: Text
    facts: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> list[Paper]:
    """Every article under a folder, or of one JSON or Markdown file. Raises `Unreadable`."""
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in ENDINGS and one.is_file())
        files = [one for one in files if not any(part.startswith(".") for part in one.relative_to(path).parts)]
        if not files:
            raise Unreadable(f"There is no Markdown file in {path}.")
        return [of_markdown(_letters(one), one.relative_to(path).as_posix()) for one in files[:MOST_FILES]]
    if path.suffix.lower() in ENDINGS:
        return [of_markdown(_letters(path), path.name)]
    try:
        return [Paper(text) for text in of_json(_letters(path))]
    except Unreadable as refusal:
        raise Unreadable(f"{path.name}: {refusal}") from refusal


def _letters(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE * (100 if path.suffix == ".json" else 1):
            raise Unreadable(f"{path.name} is too large for articles.")
        return path.read_bytes().decode("utf-8-sig", errors="replace")
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def of_json(letters: str) -> list[Text]:
    """A list of `{id, question, answer}`; an answer may be a list of paragraphs, `language` may be said."""
    try:
        rows = json.loads(letters)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"This is no JSON: {error}.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable("A JSON list of {id, question, answer} was expected.")
    return [_of_row(row, at) for at, row in enumerate(rows)]


def _of_row(row: dict, at: int) -> Text:
    answer = row.get("answer", row.get("body", ""))
    parts = answer if isinstance(answer, list) else [answer or ""]
    said = "\n\n".join(str(part) for part in parts if part is not None)
    key = row.get("id", at)
    title = str(row.get("question", row.get("title", "")) or "")
    asked = "question" in row
    return Text(key if isinstance(key, int | str) else str(key), title, said, str(row.get("language") or ""), asked)


def of_markdown(letters: str, name: str) -> Paper:
    """The title is said in the first block, or is the first heading, or the file's name."""
    front = _FRONT.match(letters)
    facts = dict(_fact(line) for line in front.group(1).splitlines() if ":" in line) if front else {}
    body = letters[front.end() :] if front else letters
    heading = _FIRST_HEADING.match(body)
    if heading:
        body = body[heading.end() :]
    plain = re.sub(r"[-_]+", " ", Path(name).stem)
    title = facts.get("title") or (heading.group(1) if heading else plain)
    return Paper(Text(name, title, body.strip(), facts.get("language", "")[:2].lower()), facts)


def _fact(line: str) -> tuple[str, str]:
    name, _colon, value = line.partition(":")
    return name.strip().lower(), value.strip().strip("\"'")
