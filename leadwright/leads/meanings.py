"""What the columns of a table mean for telling rows apart, and which columns of two tables are the same: by header
where it says something, by contents always. No column is needed, none has to be called anything. Pure.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from leadwright.leads import aliases, comparing, headers, matching

OFTEN = 0.3
SEVERAL = 2.5  # words, on average
ENOUGH = 0.6  # the share of a column's cells that must look like what it is taken for
SAMPLE = 2_000
WORDS_OF_PROSE = 6.5  # on average
ALIKE = 0.55  # how alike two columns must be to be compared
PLACES = {
    "street": "street|address|adresas|gatve|address line|strasse|ulica|iela|tanav|gata|rue|addr|road",
    "postcode": "postcode|post code|postal code|zip|zip code|zipcode|pasto kodas|plz|indeksas|pasta indekss",
    "area": "suburb|district|quarter|seniunija|mikrorajonas",
    "state": "state|province|region|county|apskritis|savivaldybe|rajonas|kanton",
    "street number": "street number|street no|house number|house no|namo nr|namo numeris|hausnummer",
}
PLACE_WORDS = {word: place for place, words in PLACES.items() for word in words.split("|")}
KINDS = {  # of a field that a header names: how it is compared, and whose it is
    "given_name": ("given", "person"),
    "family_name": ("family", "person"),
    "email": ("email", "person"),
    "linkedin": ("linkedin", "person"),
    "phone": ("phone", ""),
    "company": ("company", "company"),
    "website": ("site", "company"),
    "industry": ("text", "company"),
    "employees": ("number", "company"),
    "revenue": ("number", "company"),
    "city": ("text", "place"),
    "title": ("text", ""),
    "country": ("text", "place"),
}
SAYING_THE_SAME = (
    "name|title|product|product name|item|label|pavadinimas|bezeichnung|produkt|preke|produktas",
    "description|text|details|summary|about|notes|aprasymas|beschreibung|komentaras|pastabos",
    "price|cost|amount|kaina|preis|suma",
    "manufacturer|brand|maker|vendor|gamintojas|marke|hersteller|prekes zenklas",
    "author|authors|writer|written by|autorius|autoriai|autor",
    "venue|journal|conference|booktitle|published in|publisher",
    "year|date|published|release date|metai|data|jahr|datum",
    "birth date|date of birth|birthdate|birthday|dob|born|geb|geboren|geburtsdatum|gimimo data|data urodzenia|"
    "date de naissance|fecha de nacimiento|data di nascita|dzimsanas datums|sunniaeg",
)
SAYS = {word: number for number, words in enumerate(SAYING_THE_SAME) for word in words.split("|")}
SEVERAL_PEOPLE = re.compile(r"\S;| (?:&|and|und|et|ir|y) |\S\s+\S+,")  # "Family, Given" is one
SHAPED = ("email", "linkedin", "site", "date", "phone")  # kinds that contents show beyond doubt


@dataclass(frozen=True)
class Column:
    """One column of one table. `kind` says how its cells are compared, `group` whose they are: columns of one group
    tend to agree together."""

    name: str
    kind: str
    group: str
    cells: Sequence[str]


def read_columns(names: Sequence[str], rows: Sequence[Sequence[str]], *, leave_out: int) -> list[Column]:
    """The columns that hold anything, but the one that numbers the rows."""
    found = []
    for at, name in enumerate(names):
        cells = [row[at] if at < len(row) else "" for row in rows]
        if at == leave_out or not any(cells) or is_row_number(cells):
            continue
        kind, group = meaning(name, cells)
        found.append(Column(short(name), kind, group, cells))
    return with_family(with_shapes_in_place(found))


def with_shapes_in_place(columns: list[Column]) -> list[Column]:
    """An address in the column of numbers changes places with what stands in its own column."""
    shaped = [at for at, column in enumerate(columns) if column.kind in SHAPED]
    found = list(columns)
    for at, to in itertools.permutations(shaped, 2):
        own, other = LOOKS[found[at].kind], LOOKS[found[to].kind]
        moved = [
            bool(cell and other(cell) and not own(cell) and not (beside and other(beside)))
            for cell, beside in zip(found[at].cells, found[to].cells, strict=True)
        ]
        if any(moved):
            here, there = found[at].cells, found[to].cells
            found[at] = replace(found[at], cells=swapped(here, there, moved))
            found[to] = replace(found[to], cells=swapped(there, here, moved))
    return found


def swapped(cells: Sequence[str], others: Sequence[str], moved: Sequence[bool]) -> list[str]:
    return [other if turned else cell for cell, other, turned in zip(cells, others, moved, strict=True)]


def with_family(columns: list[Column]) -> list[Column]:
    """Beside a column of given names stands one of family names, also where no header says so."""
    kinds = [column.kind for column in columns]
    if "given" not in kinds or "family" in kinds:
        return columns
    at = kinds.index("given")
    for beside in (at + 1, at - 1):
        if 0 <= beside < len(columns) and kinds[beside] == "text":
            full = [cell for cell in columns[beside].cells if cell][:SAMPLE]
            if share(full, lambda cell: re.fullmatch(r"[^\W\d_][\w\-' ]*", cell) and len(cell.split()) <= 2) > 0.8:
                return [
                    replace(column, kind="family", group="person") if place == beside else column
                    for place, column in enumerate(columns)
                ]
    return columns


def is_row_number(cells: Sequence[str]) -> bool:
    """A counter that the export has put beside the rows: each once, one after the other."""
    if len(cells) < 20 or not all(cell.isdigit() and len(cell) < 10 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    steps = Counter(after - before for before, after in zip(numbers, numbers[1:], strict=False))
    return steps[1] + steps[-1] > 0.95 * (len(cells) - 1)


def short(name: str) -> str:
    """The telling part of a header: of an address that names a property, its end."""
    if re.match(r"https?://", name):
        name = re.split(r"[#/]", name.rstrip("#/"))[-1]
    return " ".join(name.replace("_", " ").split())


def plain(name: str) -> str:
    """A header folded; "givenName" and "given_name" are two words."""
    return matching.folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", short(name)))


def meaning(name: str, cells: Sequence[str]) -> tuple[str, str]:
    """How the column's cells are compared, and to which group it belongs."""
    full = [cell for cell in cells if cell][:SAMPLE]
    header = plain(name)
    for kind in SHAPED:
        if share(full, LOOKS[kind]) >= (0.9 if kind == "phone" else ENOUGH) and not is_numbers(kind, header, full):
            return kind, "person" if kind in {"email", "linkedin"} else "company" if kind == "site" else ""
    if place := PLACE_WORDS.get(header.rstrip(" 0123456789")):
        return ("number" if share(full, is_number) > 0.9 else "street" if place == "street" else "text"), "place"
    field = headers.field_of(header)
    if header != "name" and field == "full_name" and is_prose(full) is False:
        return "person", "person"
    kind, group = KINDS.get(field, ("", ""))
    if kind and kind not in SHAPED and not (kind in {"given", "family"} and share(full, is_number) > 0.5):
        return kind, group
    if field == "phone" and share(full, lambda cell: sum(sign.isdigit() for sign in cell) >= 5) > ENOUGH:
        return "phone", ""
    if share(full, is_number) > 0.9:
        return "number", ""
    return by_contents(full)


def by_contents(full: list[str]) -> tuple[str, str]:
    """What cells show whose header says nothing: names of people or of companies, long texts, or other words."""
    if is_prose(full):
        return "prose", "words"
    words = [matching.folded(cell).split() for cell in full]
    several = share(full, SEVERAL_PEOPLE.search) > OFTEN
    if not several and share(words, lambda one: {one[0], one[-1]} & aliases.GIVEN if one else ()) > OFTEN:
        if share(words, lambda one: 2 <= len(one) <= 4 and all(word.isalpha() for word in one)) > ENOUGH:
            return "person", "person"
        if share(words, lambda one: len(one) == 1) > ENOUGH:
            return "given", "person"
    if share(full, lambda cell: matching.plain_company(cell) != matching.folded(cell)) > OFTEN:
        return "company", "company"
    return "text", "words" if sum(map(len, words)) > SEVERAL * max(1, len(full)) else ""


def is_numbers(kind: str, header: str, full: list[str]) -> bool:
    """Bare numbers are telephone numbers only where the header says so, or where they all have a plus."""
    return kind == "phone" and headers.field_of(header) != "phone" and share(full, str.isdigit) > 0.5


def is_prose(full: Sequence[str]) -> bool:
    return sum(len(cell.split()) for cell in full) > WORDS_OF_PROSE * max(1, len(full))


def is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[^\w\s]?\s?[+\-]?\d[\d\s.,/\-:]*\s?[^\w\s]?", cell))


def share(cells: Sequence, check: Callable[..., object]) -> float:
    return sum(bool(check(cell)) for cell in cells) / len(cells) if cells else 0.0


def is_phone(cell: str) -> bool:
    digits = sum(sign.isdigit() for sign in cell)
    return 7 <= digits <= 15 and bool(
        re.fullmatch(r"(tel\.?:?\s*)?\+?[\d\s().\-/]+(\s*(x|ext\.?)\s*\d+)?", cell.lower())
    )


LOOKS: dict[str, Callable[[str], object]] = {
    "email": lambda cell: "@" in cell and matching.email(cell),
    "linkedin": lambda cell: "linkedin." in cell.lower(),
    "site": lambda cell: "." in cell and "@" not in cell and matching.website(cell) and matching.company_domain(cell),
    "date": lambda cell: comparing.DAY.fullmatch(cell.strip()),
    "phone": is_phone,
}


def aligned(left: list[Column], right: list[Column]) -> list[tuple[Column, Column]]:
    """The columns of two tables that say the same, each once, the surest first. Where the headers differ, the contents
    decide. Names in two columns here and in one there are put together."""
    left, right = whole_names(left, right), whole_names(right, left)
    sure = sorted(
        ((likeness(one, other), -at, -to) for at, one in enumerate(left) for to, other in enumerate(right)),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for likely, at, to in sure:
        if likely >= ALIKE and -at not in taken and -to not in taken.values():
            taken[-at] = -to
    return [same_kind(left[at], right[to]) for at, to in sorted(taken.items())]


def whole_names(columns: list[Column], facing: list[Column]) -> list[Column]:
    kinds, others = ([column.kind for column in side] for side in (columns, facing))
    if "person" not in others or "given" in others or "person" in kinds or not {"given", "family"} <= set(kinds):
        return columns
    given, family = columns[kinds.index("given")], columns[kinds.index("family")]
    cells = [f"{one} {other}".strip() for one, other in zip(given.cells, family.cells, strict=True)]
    whole = Column("name", "person", "person", cells)
    return [whole, *(column for column in columns if column not in (given, family))]


def same_kind(one: Column, other: Column) -> tuple[Column, Column]:
    """Both read as the one that says more."""
    if one.kind == other.kind:
        return one, other
    kind, group = (other.kind, other.group) if one.kind in {"text", "prose"} else (one.kind, one.group)
    return replace(one, kind=kind, group=group), replace(other, kind=kind, group=group)


def likeness(one: Column, other: Column) -> float:
    """0 to about 2: the same kind, like headers, words in common."""
    texts = {"text", "prose", "company", "given", "family", "person", "street"}
    if one.kind != other.kind and not {one.kind, other.kind} <= texts:
        return 0.0
    headers_of_both = plain(one.name), plain(other.name)
    named = fuzz.token_sort_ratio(*headers_of_both) / 100
    if len({SAYS.get(header, header) for header in headers_of_both}) == 1:
        named = 1.0
    telling = one.kind == other.kind and one.kind not in {"text", "number", "date", "prose"}
    return 0.6 * telling + (0.6 * named if named > 0.6 else 0.0) + overlap(one, other)


def overlap(one: Column, other: Column) -> float:
    """How much of their words two columns share, by how often they stand there and by how many they are; columns that
    are mostly empty say less."""
    counted, filled = [], []
    for column in (one, other):
        full = [cell for cell in column.cells[:SAMPLE] if cell]
        counted.append(Counter(word for cell in full for word in matching.folded(cell).split()))
        filled.append(len(full) / max(1, len(column.cells[:SAMPLE])))
    shared = counted[0].keys() & counted[1].keys()
    if not shared:
        return 0.0
    product = sum((counted[0][word] * counted[1][word]) ** 0.5 for word in shared)
    cosine = product / (counted[0].total() * counted[1].total()) ** 0.5
    held = len(shared) / min(len(counted[0]), len(counted[1]))
    return 0.5 * cosine + 0.4 * held + 0.2 * min(filled)
