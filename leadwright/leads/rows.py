"""One row of a file as a person: cells cleaned by what their columns were said to be. Writes nothing.

A long list says the same few thousand companies, places and given names again and again: what was worked out for a
spelling is kept for the next row that has it.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from json.encoder import encode_basestring

from django.utils.translation import gettext_lazy as _

from leadwright.leads import matching, names, places, typed

LONGEST = {"given_name": 80, "family_name": 80, "title": 160, "city": 120, "company": 200, "industry": 120}
YES = frozenset(
    {"1", "yes", "y", "true", "x", "taip", "t", "ja", "jah", "tak", "unsubscribed", "opted out", "dnc", "atsisake"}
)
LANGUAGES = {"english": "en", "anglu": "en", "lithuanian": "lt", "lietuviu": "lt", "german": "de", "vokieciu": "de"}
SHORT_NUMBER = 2_000_000_000
SPELLINGS = 30_000  # kept of each kind
LEADING = 8  # signs of a written number that tell its country and its prefix
MARKS_OF_A_NUMBER = str.maketrans("", "", " ()-./\xa0")
REFUSED = {  # why a row cannot become a lead; the words are looked up where somebody reads them
    "address": _("Not an e-mail address: %(text)s"),
    "nobody": _("Names nobody: no e-mail, no phone and no name."),
    "shared": _("A shared address without a person's name."),
}
OWN = "c:"  # before the key of a field of the company's own, where a column becomes one


@dataclass(slots=True)
class Person:
    """What a row says of somebody. `refused` is a key of REFUSED where the row cannot become a lead, `about` the text
    that it speaks of."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    company: dict = field(default_factory=dict)
    custom: dict[str, object] = field(default_factory=dict)
    opted_out: bool = False
    refused: str = ""
    about: str = ""
    plain_name: str = ""
    report: str = ""  # the cells as JSON, where they were worked out already
    tags: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)  # columns whose cell is not of its field's kind: kept as a note
    email: str = ""  # as in `values`
    cells: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.values.get('given_name', '')} {self.values.get('family_name', '')}".strip()

    @property
    def marked_by(self) -> list[str]:
        """What an erased person is known again by, as `erasing.names_of` has it."""
        called = f"{self.values['phone']} {self.plain_name}" if "phone" in self.values and self.plain_name else ""
        return [name for name in (self.email, called, self.values.get("linkedin", "")) if name]

    @property
    def refusal(self) -> str:
        return str(REFUSED[self.refused]) % {"text": self.about} if self.refused else ""

    @property
    def cells_as_json(self) -> str:
        return (
            self.report or f"[{', '.join(map(encode_basestring, self.cells))}]"
        )  # json.dumps takes three times as long


@dataclass(frozen=True, slots=True)
class Own:
    """A column that becomes a field of the company's own: under which key, and how its cells are read."""

    key: str
    kind: str
    choices: tuple[str, ...] = ()
    style: typed.Style = typed.Style()


Wanted = list[tuple[int, str, str, Own | None]]


def person(
    number: int,
    cells: list[str],
    *,
    shape: dict,
    mapping: dict[str, str],
    known: dict[str, list] | None = None,
    home_country: str = "",
) -> Person:
    """The person of a row. Telephone numbers without a prefix are read as dialled in the person's own country, else
    in the workspace's. `known` are the kinds of own fields: see `remembering.known_columns`."""
    return read(number, cells, placed(shape, mapping, known), home_country)


def placed(shape: dict, mapping: dict[str, str], known: dict[str, list] | None = None) -> Wanted:
    """The columns that count: index, field, the column's name where it may be kept, and how an own field is read."""
    styles, found = shape.get("styles", {}), []
    for index, name in enumerate(shape["columns"]):
        field_name = mapping.get(str(index), "")
        own = None
        if field_name.startswith(OWN):
            kind, choices = (known or {}).get(field_name, [typed.Kind.TEXT, []])
            style = typed.Style(*styles.get(str(index), []))
            own = Own(field_name.removeprefix(OWN), kind, tuple(choices), style)
        if field_name:
            found.append((index, field_name, name[:60] if own or field_name == "custom" else "", own))
    return found


def styles_of(width: int, sample: list[list[str]]) -> dict[str, list]:
    """How each column writes numbers and days, where it is not the usual way."""
    told = {index: typed.style_of(row[index] for row in sample if index < len(row)) for index in range(width)}
    return {str(index): [style.fraction, style.month_first] for index, style in told.items() if style != typed.Style()}


def read(number: int, cells: list[str], wanted: Wanted, home_country: str) -> Person:
    found = Person(number, cells=cells)
    written: dict[str, str] = {}
    for index, name, column, own in wanted:
        if cell := cells[index]:
            if not column:
                written[name] = cell
            elif own:
                read_own(found, own, column, cell)
            else:
                found.custom[column] = cell[:500]
    read_name(found, written)
    read_address(found, written)
    read_place(found, written, home_country)
    read_company(found, written)
    if text := written.get("tags", ""):
        found.tags = typed.tags_in(text)
    if text := written.get("opted_out", ""):
        found.opted_out = matching.folded(text) in YES
    found.refused = found.refused or refusal(found)
    return found


def read_own(found: Person, own: Own, column: str, cell: str) -> None:
    """What is not of the field's kind is not lost: it stays as a note under the column's name."""
    try:
        found.custom[own.key] = typed.read(own.kind, cell, choices=own.choices, style=own.style)
    except typed.NotOfKind:
        note = column if column != own.key else f"{column} (?)"
        found.custom[note] = cell[:500]
        found.unread.append(column)


def read_name(found: Person, written: dict[str, str]) -> None:
    given, family = written.get("given_name", ""), written.get("family_name", "")
    if (whole := written.get("full_name", "")) and not (given and family):
        parsed = split_name(whole)
        given, family = given or parsed[0], family or parsed[1]
    keep(found.values, "given_name", given)
    keep(found.values, "family_name", family)
    stands = found.values.get
    found.plain_name = f"{folded(stands('given_name', ''))} {folded(stands('family_name', ''))}".strip()


def split_name(whole: str) -> tuple[str, str]:
    """First and last name; titles before and after are left out, "Last, First" is understood."""
    if "@" in whole:
        return "", ""
    parsed = names.parse(whole)
    given = f"{parsed.given} {parsed.middle}".strip()
    if not parsed.family and len(given.split()) > 1:
        first, _space, last = given.rpartition(" ")
        return first, last
    return given, f"{parsed.family} {parsed.suffix}".strip()


def read_address(found: Person, written: dict[str, str]) -> None:
    if text := written.get("email", ""):
        address = email(text)
        if address:
            found.email = found.values["email"] = address
        else:
            found.refused, found.about = "address", text[:80]
    if (text := written.get("linkedin", "")) and (profile := matching.linkedin(text)):
        found.values["linkedin"] = profile
    keep(found.values, "title", written.get("title", ""))


def email(text: str) -> str:
    """As `matching.email`; an address that is written plainly, as most are, is taken at once."""
    lower = text.lower()
    at = lower.find("@")
    if 0 < at <= matching.LONGEST_LOCAL_PART and ".." not in lower and matching.PLAIN_EMAIL.fullmatch(lower):
        return lower
    return matching.email(text)


def read_place(found: Person, written: dict[str, str], home_country: str) -> None:
    told = written.get("country", "")
    stands = place(told, written.get("city", ""))
    found.values |= stands
    country = stands.get("country", "")
    if told and not country:
        found.custom["Country"] = told[:500]
    if text := written.get("language", ""):
        language = folded(text)
        keep(found.values, "language", LANGUAGES.get(language, language if len(language) == 2 else ""))
    if text := written.get("phone", ""):
        number = phone(text, country or home_country)
        if number:
            found.values["phone"] = number
        else:
            found.custom["Phone"] = text[:500]


@lru_cache(maxsize=SPELLINGS)
def place(told: str, city: str) -> dict[str, str]:
    """Country, city and zone of a spelling, as far as they are known; not to be changed."""
    country = places.country_code(told)
    found: dict[str, str] = {}
    keep(found, "country", country)
    keep(found, "city", city)
    keep(found, "timezone", places.zone_of(country, city))
    return found


folded = lru_cache(maxsize=SPELLINGS)(matching.folded)


def phone(text: str, country: str) -> str:
    """As `matching.phone`. Of a number written with its country (+370 …) only the length and the first digits decide
    whether it can be one, and these repeat."""
    bare = text.translate(MARKS_OF_A_NUMBER)
    if bare[:1] == "+" and bare[1:].isdecimal() and bare.isascii() and stays(bare[:LEADING], len(bare)):
        return bare
    return matching.phone(text, country)


@lru_cache(maxsize=SPELLINGS)
def stays(start: str, length: int) -> bool:
    """Whether numbers that begin like this and are so long are possible and already in E.164, whatever follows."""
    import phonenumbers

    if not LEADING <= length <= 16:
        return False
    tried = [start + digit * (length - LEADING) for digit in "0123456789"]
    if any(matching.phone(number, "") != number for number in tried):
        return False
    code = phonenumbers.parse(tried[0]).country_code
    region = phonenumbers.region_code_for_country_code(code)
    known = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    return known is not None and not known.national_prefix_transform_rule  # such rules look at later digits too


def read_company(found: Person, written: dict[str, str]) -> None:
    """What the row says of the company. A free-mail address says nothing of one."""
    host = found.email.rpartition("@")[2]
    told, stands = written.get, found.values.get
    found.company = company(
        (
            host,
            told("website", ""),
            told("company", ""),
            told("industry", ""),
            told("employees", ""),
            told("revenue", ""),
            stands("country", ""),
            stands("city", ""),
        )
    )


@lru_cache(maxsize=SPELLINGS)
def company(spelling: tuple[str, ...]) -> dict:
    """The company of a spelling; one dict for all rows that spell it so, not to be changed. {} where there is none."""
    host, website, written, industry, employees, revenue, country, city = spelling
    site = matching.website(website)
    domain = matching.company_domain(site) or matching.company_domain(host)
    name = " ".join(written.split())[: LONGEST["company"]]
    if not name and not domain:
        return {}
    return {
        "name": name or domain,
        "plain_name": matching.plain_company(name or domain.partition(".")[0]),
        "domain": domain,
        "website": site,
        "industry": industry[: LONGEST["industry"]],
        "employees": whole_number(employees),
        "revenue": revenue[:60],
        "country": country,
        "city": city,
    }


def whole_number(text: str) -> int | None:
    """The number of a cell; of a range ("51-200") the lower end."""
    first = text.replace("–", "-").partition("-")[0]
    digits = "".join(sign for sign in first if sign in "0123456789")
    return int(digits) if digits and int(digits) < SHORT_NUMBER else None


def keep(values: dict[str, str], name: str, text: str) -> None:
    if text:
        values[name] = shortened(text, LONGEST.get(name, 80))


@lru_cache(maxsize=SPELLINGS)
def shortened(text: str, most: int) -> str:
    return " ".join(text.split())[:most].strip()


def refusal(found: Person) -> str:
    values = found.values
    if not (values.get("given_name") or values.get("family_name")):
        if not (values.get("email") or values.get("phone") or values.get("linkedin")):
            return "nobody"
        if matching.is_shared(values.get("email", "")):
            return "shared"
    return ""
