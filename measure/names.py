"""Names: written names with their parts, our reader beside the libraries; Lithuanian vocatives of given names."""

import csv
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from nameparser import HumanName

from leadwright.leads.names import parse
from leadwright.leads.vocatives import vocative
from measure.figure import Figure

UNSEEN = Path(__file__).with_name("corpora") / "names_unseen.tsv"  # written before the rules were looked at
PARTS = ("title", "given", "middle", "family", "suffix", "nickname", "maiden")
CRF_PARTS = {
    "PrefixMarital": "title",
    "PrefixOther": "title",
    "GivenName": "given",
    "FirstInitial": "given",
    "MiddleName": "middle",
    "MiddleInitial": "middle",
    "Surname": "family",
    "LastInitial": "family",
    "SuffixGenerational": "suffix",
    "SuffixOther": "suffix",
    "Nickname": "nickname",
}


def figures(data: Path) -> Iterator[Figure]:
    cases = json.loads((data / "names_people" / "cases.json").read_text())
    readers: dict[str, Callable[[str], dict[str, str]]] = {"Leadwright": ours, "nameparser as it comes": by_nameparser}
    if crf := by_probablepeople():
        readers["probablepeople"] = crf
    asked = [case for case in cases if "policy" not in case]
    for name, reader in readers.items():
        usual = sum(reader(case["text"]) == case["expect"] for case in asked)
        note = f"{usual} of {len(asked)} without the cases that ask for a setting"
        right = sum(reader(case["text"]) == case["expect"] for case in cases)
        yield Figure("names_people", f"all parts right, {name}", right, len(cases), note)
    with UNSEEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for name, reader in readers.items():
        right = sum(all(reader(row["text"]).get(part, "") == row[part] for part in list(row)[1:]) for row in rows)
        yield Figure("names, unseen (own)", f"all parts right, {name}", right, len(rows), "117 of ours when first read")
    called: dict[str, str] = {}
    with (data / "names_lt" / "faker_lt_first_names_candidates_hunspell.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            called.setdefault(row["name"], row["candidate_form"])
    right = sum(vocative(name) == form for name, form in called.items())
    yield Figure("names_lt", "vocative of given names", right, len(called), "forms by the published rule")
    with (data / "names_lt" / "vocative_authority_examples.csv").open(encoding="utf-8") as file:
        quoted = [(row["nominative"], row["vocative"]) for row in csv.DictReader(file)]
    yield Figure(
        "names_lt", "vocative, quoted examples", sum(vocative(one) == form for one, form in quoted), len(quoted)
    )


def ours(text: str) -> dict[str, str]:
    found = parse(text).as_dict()
    return {part: found[part] for part in PARTS if found[part]}


def by_nameparser(text: str) -> dict[str, str]:
    name = HumanName(text)
    found = (name.title, name.first, name.middle, name.last, name.suffix, name.nickname, getattr(name, "maiden", ""))
    return {part: value for part, value in zip(PARTS, found, strict=True) if value}


def by_probablepeople() -> Callable[[str], dict[str, str]] | None:
    """Measured only where somebody has installed it: it is no part of the project."""
    try:
        library = import_module("probablepeople")
    except ImportError:
        return None

    def read(text: str) -> dict[str, str]:
        found: dict[str, list[str]] = {}
        for word, label in library.parse(text):
            if part := CRF_PARTS.get(label):
                found.setdefault(part, []).append(word.strip(",()\"'"))
        return {part: " ".join(words) for part, words in found.items()}

    return read
