"""Lists of invented people, the same for the same seed. Names are put together from invented parts, all domains
stand under `.example`."""

import csv
import io
import random
from dataclasses import dataclass

GIVEN_STARTS = ["Al", "Be", "Da", "El", "Fi", "Ga", "Ina", "Jo", "Ka", "Li", "Ma", "No", "Ro", "Sa", "Te", "Vi"]
GIVEN_ENDS = ["na", "ro", "lė", "mis", "ra", "tas", "vė", "don", "rius", "sė", "lia", "mund"]
FAMILY_STARTS = ["Ąžuol", "Berz", "Darg", "Ežer", "Gint", "Jur", "Kalv", "Laum", "Miln", "Nerv", "Pil", "Šal", "Žem"]
FAMILY_ENDS = ["aitė", "auskas", "brook", "dahl", "elis", "ford", "ienė", "mann", "onis", "quist", "ytė"]
COMPANY_STARTS = ["Balt", "Ding", "Fjord", "Gilm", "Hald", "Kelm", "Lorn", "Mist", "Nord", "Orm", "Pien", "Ryt", "Ved"]
COMPANY_ENDS = ["agra", "berg", "chill", "fish", "frukt", "kelias", "logist", "maistas", "pack", "trans", "vaisiai"]
LEGAL_FORMS = ["UAB", "AB", "SIA", "OÜ", "Ltd", "GmbH", ""]
TITLES = ["Head of quality", "Operations manager", "COO", "Logistics lead", "Kokybės vadovė", "Technikos direktorius"]
PLACES = [("Vilnius", "LT"), ("Kaunas", "LT"), ("Rīga", "LV"), ("Tallinn", "EE"), ("Gdańsk", "PL"), ("Bergen", "NO")]
PLAIN = str.maketrans("ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "aceeisuuzACEEISUUZ")

HEADERS = {
    "en": {
        "given_name": "First name",
        "family_name": "Last name",
        "email": "E-mail",
        "phone": "Phone",
        "company": "Company",
        "title": "Job title",
        "city": "City",
        "country": "Country",
        "website": "Website",
    },
    "lt": {
        "given_name": "Vardas",
        "family_name": "Pavardė",
        "email": "El. paštas",
        "phone": "Telefonas",
        "company": "Įmonė",
        "title": "Pareigos",
        "city": "Miestas",
        "country": "Šalis",
        "website": "Svetainė",
    },
}


def people(n: int, seed: int = 7) -> list[dict]:
    """`n` different people at about a third as many companies; nobody shares an address or a phone."""
    dice = random.Random(seed)
    companies = [_company(dice, number) for number in range(max(1, n // 3))]
    return [_person(dice, number, dice.choice(companies)) for number in range(n)]


def as_csv(rows: list[dict], *, language: str = "en", delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    headers = HEADERS[language]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headers.values())
    writer.writerows([row[field] for field in headers] for row in rows)
    return text.getvalue().encode(encoding)


@dataclass(frozen=True)
class Flawed:
    """A list with flaws whose number is known."""

    rows: list[dict]
    good: int
    twice: int
    no_address: int
    nobody: int


def flawed(n: int, seed: int = 7) -> Flawed:
    """A list of `n` rows: 3 % stand in it twice (spelled differently), 2 % hold no proper address, 1 % name nobody."""
    twice, no_address, nobody = n * 3 // 100, n * 2 // 100, n // 100
    good = n - twice - no_address - nobody
    dice = random.Random(seed)
    rows = people(n - twice, seed)
    originals, spoiled, emptied = rows[:good], rows[good : good + no_address], rows[good + no_address :]
    for row in spoiled:
        row["email"] = dice.choice(["{}(at)nowhere", "{}", "{}@", "@{}.example", "{} @x.example"]).format(
            row["family_name"].lower()
        )
    for row in emptied:
        row.update(email="", phone="", given_name="", family_name="")
    copies = [{**row, "email": f" {row['email'].upper()} "} for row in dice.sample(originals, twice)]
    later = [*spoiled, *emptied, *copies]
    dice.shuffle(later)
    return Flawed([*originals, *later], good, twice, no_address, nobody)


def _company(dice: random.Random, number: int) -> dict:
    name = f"{dice.choice(COMPANY_STARTS)}{dice.choice(COMPANY_ENDS)} {number}"
    form = dice.choice(LEGAL_FORMS)
    city, country = dice.choice(PLACES)
    domain = f"{name.lower().replace(' ', '-')}.example"
    return {
        "company": f"{form} {name}".strip() if dice.random() < 0.5 else f"{name} {form}".strip(),
        "city": city,
        "country": country,
        "website": f"https://www.{domain}/",
        "domain": domain,
    }


def _person(dice: random.Random, number: int, company: dict) -> dict:
    given = dice.choice(GIVEN_STARTS) + dice.choice(GIVEN_ENDS)
    family = dice.choice(FAMILY_STARTS) + dice.choice(FAMILY_ENDS)
    mailbox = f"{given}.{family}.{number}".translate(PLAIN).lower()
    return {
        "given_name": given,
        "family_name": family,
        "email": f"{mailbox}@{company['domain']}",
        "phone": f"+3706{number:07d}",
        "company": company["company"],
        "title": dice.choice(TITLES),
        "city": company["city"],
        "country": company["country"],
        "website": company["website"],
    }
