"""Which column of a file holds what: guessed from headers (English, Lithuanian and neighbours) and from contents."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from leadwright.leads import matching, places
from leadwright.leads.headers import WORDS, field_of

# What a column may become. "" leaves it out; "custom" keeps it beside the lead under its own name.
FIELDS = {
    "full_name": _("First and last name"),
    "given_name": _("First name"),
    "family_name": _("Last name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "title": _("Job title"),
    "company": _("Company"),
    "website": _("Website"),
    "linkedin": _("LinkedIn profile"),
    "city": _("City"),
    "country": _("Country"),
    "industry": _("Industry"),
    "employees": _("Number of employees"),
    "revenue": _("Turnover"),
    "language": _("Language"),
    "tags": _("Tags"),
    "opted_out": _("Do not contact"),
    "custom": _("Keep as a note"),
    "": _("Leave out"),
}
ENOUGH = 0.6  # the share of a column's cells that must look like what it is taken for
NEARLY = 88
LONG_WORDS = [word for word in WORDS if len(word) > 4]  # what is nearly a short one is another word: "stand", "stad"
OURS, BEFORE = 4.0, 5.0  # surer than any guess: a field of our own is called so; a person said so before
MANY_TIMES = frozenset({"custom", ""})
EMPLOYEES = re.compile(r"\d[\d\s,.]*(\s*[-–]\s*\d[\d\s,.]*)?\+?")


def guess(
    columns: Sequence[str],
    sample: Sequence[Sequence[str]],
    *,
    own: Mapping[str, str] | None = None,
    wishes: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """The mapping to begin with: column index as text to field. Each field is given once, to the surest column. `own`
    are the company's own fields with their names, `wishes` what people made of such headers (folded) before."""
    named = {matching.folded(name): field for field, name in (own or {}).items()}
    known = {*FIELDS, *(own or {})}
    asked: list[tuple[float, int, str]] = []
    for index, header in enumerate(columns):
        cells = [row[index].strip() for row in sample if index < len(row) and row[index].strip()]
        asked += [(sure, index, field) for field, sure in suggestions(header, cells).items()]
        plain = matching.folded(header)
        asked += [(OURS, index, named[plain])] if plain in named else []
        wish = (wishes or {}).get(plain)
        asked += [(BEFORE, index, wish)] if wish in known else []
    mapping: dict[str, str] = {}
    for _sure, index, field in sorted(asked, key=lambda wish: (-wish[0], wish[1])):
        if field in MANY_TIMES:
            mapping.setdefault(str(index), field)
        if str(index) not in mapping and field not in mapping.values():
            mapping[str(index)] = field
    if {"given_name", "family_name"} <= set(mapping.values()):
        mapping = {index: "custom" if field == "full_name" else field for index, field in mapping.items()}
    return {
        str(index): mapping.get(str(index), "custom" if filled(sample, index) else "") for index in range(len(columns))
    }


def filled(sample: Sequence[Sequence[str]], index: int) -> bool:
    return any(index < len(row) and row[index].strip() for row in sample)


def suggestions(header: str, cells: list[str]) -> dict[str, float]:
    """How sure we are of each field for one column: words of the header first, looks of the cells beside them."""
    plain = matching.folded(header)
    named = field_of(plain)
    sure: dict[str, float] = {}
    if named:
        sure[named] = 2.0 if plain in WORDS else 1.5
    elif plain and (near := process.extractOne(plain, LONG_WORDS, scorer=fuzz.ratio, score_cutoff=NEARLY)):
        sure[WORDS[near[0]]] = 1.2
    looks = {field: share(cells, check) for field, check in LOOKS.items()}
    for field, part in looks.items():
        if part >= ENOUGH:
            sure[field] = sure.get(field, 0.0) + part
    for field in ("email", "linkedin"):  # a header that its cells contradict is wrong
        if field in sure and len(cells) >= 5 and looks[field] < 0.2:
            del sure[field]
    return {field: value for field, value in by_contents(sure, cells, looks).items() if value >= ENOUGH}


def by_contents(sure: dict[str, float], cells: list[str], looks: dict[str, float]) -> dict[str, float]:
    """Some headers mean two things; the cells say which: a first name alone or a whole name, a site or an address."""
    two_words = share(cells, lambda cell: 2 <= len(cell.split()) <= 4 and not re.search(r"[\d@]", cell))
    if "given_name" in sure and two_words > 0.8:
        sure["full_name"] = sure.pop("given_name")
    if "full_name" in sure and cells and two_words < 0.3:
        sure["given_name"] = sure.pop("full_name") - 0.6
        if share(cells, lambda cell: matching.plain_company(cell) != matching.folded(cell)) > 0.2:
            sure["company"] = sure["given_name"]
    for named, seen in (("website", "email"), ("website", "linkedin"), ("email", "website"), ("full_name", "email")):
        if named in sure and looks[seen] >= ENOUGH and sure.get(named, 0) < sure.get(seen, 0) + 1.5:
            sure.pop(named)
            sure[seen] = max(sure.get(seen, 0), 1.0)
    return sure


def share(cells: list[str], check: Callable[[str], object]) -> float:
    return sum(bool(check(cell)) for cell in cells) / len(cells) if cells else 0.0


def looks_like_phone(cell: str) -> bool:
    return bool(re.fullmatch(r"(tel\.?:?\s*)?\+?[\d\s().\-/]{7,20}(\s*(x|ext\.?)\s*\d+)?", cell.lower())) and (
        cell.lstrip().startswith(("+", "00", "8", "0", "(")) and sum(sign.isdigit() for sign in cell) >= 7
    )


LOOKS: dict[str, Callable[[str], object]] = {
    "email": matching.email,
    "linkedin": matching.linkedin,
    "website": lambda cell: "linkedin." not in cell and "@" not in cell and matching.company_domain(cell),
    "phone": looks_like_phone,
    "country": lambda cell: not cell.isdigit() and places.country_code(cell),
    "company": lambda cell: len(cell.split()) > 1 and matching.plain_company(cell) != matching.folded(cell),
}


def label(field: str) -> str:
    return str(FIELDS.get(field, field))


def cleaned(mapping: dict, width: int, own: Iterable[str] = (), new: Iterable[str] = ()) -> dict[str, str]:
    """A mapping that came from outside: only columns that exist, only known fields, each field once; `new` ones of a
    kind as often as they are asked for."""
    known, often = {*FIELDS, *own, *new}, {*MANY_TIMES, *new}
    taken: set[str] = set()
    kept: dict[str, str] = {}
    for index in range(width):
        field = str(mapping.get(str(index), ""))
        if field not in known or (field in taken and field not in often):
            field = "custom"
        taken.add(field)
        kept[str(index)] = field
    return kept


def names_somebody(mapping: dict[str, str]) -> bool:
    """An import needs at least a way to reach somebody or a name."""
    return bool({"email", "phone", "full_name", "given_name", "family_name", "linkedin"} & set(mapping.values()))
