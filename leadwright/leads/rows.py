"""One row of a file as a person: cells cleaned by what their columns were said to be. Writes nothing."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from nameparser import HumanName

from leadwright.leads import matching, places

LONGEST = {"given_name": 80, "family_name": 80, "title": 160, "city": 120, "company": 200, "industry": 120}
YES = frozenset(
    {"1", "yes", "y", "true", "x", "taip", "t", "ja", "jah", "tak", "unsubscribed", "opted out", "dnc", "atsisake"}
)
LANGUAGES = {"english": "en", "anglu": "en", "lithuanian": "lt", "lietuviu": "lt", "german": "de", "vokieciu": "de"}
SHORT_NUMBER = 2_000_000_000


@dataclass
class Person:
    """What a row says of somebody. `refused` holds the reason where the row cannot become a lead."""

    number: int
    cells: list[str]
    values: dict[str, str] = field(default_factory=dict)
    company: dict = field(default_factory=dict)
    custom: dict[str, str] = field(default_factory=dict)
    opted_out: bool = False
    refused: str = ""

    @property
    def email(self) -> str:
        return self.values.get("email", "")

    @property
    def plain_name(self) -> str:
        return matching.plain_person(self.values.get("given_name", ""), self.values.get("family_name", ""))

    @property
    def name(self) -> str:
        return f"{self.values.get('given_name', '')} {self.values.get('family_name', '')}".strip()


def person(
    number: int, cells: list[str], *, columns: list[str], mapping: dict[str, str], home_country: str = ""
) -> Person:
    """The person of a row. Telephone numbers without a prefix are read as dialled in the person's own country, else
    in the workspace's."""
    found = Person(number=number, cells=cells)
    written: dict[str, str] = {}
    for index, cell in enumerate(cells):
        name = mapping.get(str(index), "")
        if not name or not cell:
            continue
        if name == "custom":
            found.custom[columns[index][:60]] = cell[:500]
        else:
            written[name] = cell
    read_name(found, written)
    read_address(found, written)
    read_place(found, written, home_country)
    read_company(found, written)
    found.opted_out = matching.folded(written.get("opted_out", "")) in YES
    found.refused = found.refused or refusal(found)
    return found


def read_name(found: Person, written: dict[str, str]) -> None:
    given, family = written.get("given_name", ""), written.get("family_name", "")
    if (whole := written.get("full_name", "")) and not (given and family):
        parsed = split_name(whole)
        given, family = given or parsed[0], family or parsed[1]
    keep(found, given_name=given, family_name=family)


def split_name(whole: str) -> tuple[str, str]:
    """First and last name; titles before and after are left out, "Last, First" is understood."""
    if "@" in whole:
        return "", ""
    parsed = HumanName(" ".join(whole.split())[:200])
    given = " ".join(part for part in (parsed.first, parsed.middle) if part)
    if not parsed.last and len(given.split()) > 1:
        first, _space, last = given.rpartition(" ")
        return first, last
    return given, " ".join(part for part in (parsed.last, parsed.suffix) if part)


def read_address(found: Person, written: dict[str, str]) -> None:
    if text := written.get("email", ""):
        address = matching.email(text)
        if address:
            found.values["email"] = address
        else:
            found.refused = _("Not an e-mail address: %(text)s") % {"text": text[:80]}
    if profile := matching.linkedin(written.get("linkedin", "")):
        found.values["linkedin"] = profile
    keep(found, title=written.get("title", ""))


def read_place(found: Person, written: dict[str, str], home_country: str) -> None:
    country = places.country_code(written.get("country", ""))
    if not country and written.get("country"):
        found.custom["Country"] = written["country"][:500]
    city = written.get("city", "")
    keep(found, country=country, city=city, timezone=places.zone_of(country, city))
    language = matching.folded(written.get("language", ""))
    keep(found, language=LANGUAGES.get(language, language if len(language) == 2 else ""))
    if text := written.get("phone", ""):
        number = matching.phone(text, country or home_country)
        if number:
            found.values["phone"] = number
        else:
            found.custom["Phone"] = text[:500]


def read_company(found: Person, written: dict[str, str]) -> None:
    """What the row says of the company. A free-mail address says nothing of one."""
    site = matching.website(written.get("website", ""))
    domain = matching.company_domain(site) or matching.company_domain(found.email)
    name = " ".join(written.get("company", "").split())[: LONGEST["company"]]
    if not name and not domain:
        return
    found.company = {
        "name": name or domain,
        "plain_name": matching.plain_company(name or domain.partition(".")[0]),
        "domain": domain,
        "website": site,
        "industry": written.get("industry", "")[: LONGEST["industry"]],
        "employees": whole_number(written.get("employees", "")),
        "revenue": written.get("revenue", "")[:60],
        "country": found.values.get("country", ""),
        "city": found.values.get("city", ""),
    }


def whole_number(text: str) -> int | None:
    """The number of a cell; of a range ("51-200") the lower end."""
    first = text.replace("–", "-").partition("-")[0]
    digits = "".join(sign for sign in first if sign in "0123456789")
    return int(digits) if digits and int(digits) < SHORT_NUMBER else None


def keep(found: Person, **values: str) -> None:
    for name, text in values.items():
        if text:
            found.values[name] = " ".join(text.split())[: LONGEST.get(name, 80)].strip()


def refusal(found: Person) -> str:
    if not any(found.values.get(name) for name in ("email", "phone", "linkedin", "given_name", "family_name")):
        return _("Names nobody: no e-mail, no phone and no name.")
    if found.email and matching.is_shared(found.email) and not found.name:
        return _("A shared address without a person's name.")
    return ""
