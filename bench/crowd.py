"""Invented people with invented companies, as many as a measurement needs; the same numbers give the same people.

Three rows stand at each company, in no order; the addresses are under `.example`. `listed` mixes in what a real list
has: people who are here already, people twice, rows without a proper address.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

HEADER = [
    "First name",
    "Last name",
    "E-mail",
    "Phone",
    "Company",
    "Website",
    "Job title",
    "City",
    "Country",
    "LinkedIn",
]
GIVEN = ["Al", "Be", "Da", "El", "Fi", "Ga", "Ina", "Jo", "Ka", "Li", "Ma", "No", "Ro", "Sa", "Te", "Vi"]
GIVEN_ENDS = ["na", "ro", "lė", "mis", "ra", "tas", "vė", "don", "rius", "sė", "lia", "mund"]
FAMILY = ["Azuol", "Berz", "Darg", "Ezer", "Gint", "Jur", "Kalv", "Laum", "Miln", "Nerv", "Pil", "Sal", "Zem"]
FAMILY_ENDS = ["aite", "auskas", "brook", "dahl", "elis", "ford", "iene", "mann", "onis", "quist", "yte"]
COMPANY = ["Balt", "Ding", "Fjord", "Gilm", "Hald", "Kelm", "Lorn", "Mist", "Nord", "Orm", "Pien", "Ryt", "Ved"]
COMPANY_ENDS = ["agra", "berg", "chill", "fish", "frukt", "kelias", "logist", "maistas", "pack", "trans", "vaisiai"]
FORMS = ["UAB", "AB", "SIA", "OÜ", "Ltd", "GmbH"]
TITLES = ["Head of quality", "Operations manager", "COO", "Logistics lead", "Buyer", "Technical director"]
PLACES = [("Vilnius", "LT"), ("Kaunas", "Lithuania"), ("Rīga", "LV"), ("Tallinn", "EE"), ("Gdańsk", "PL")]
PRIME, MODULUS = 7_368_787, 2**31 - 1
AT_A_COMPANY = 3
KNOWN_IN_TEN = 3


def person(number: int) -> list[str]:
    """The cells of one person."""
    dice = number * PRIME % MODULUS
    firm = dice % (max(number // AT_A_COMPANY, 0) + 1)
    given = GIVEN[dice % 16] + GIVEN_ENDS[dice // 16 % 12]
    family = FAMILY[dice // 192 % 13] + FAMILY_ENDS[dice // 2496 % 11]
    name = f"{COMPANY[firm % 13]}{COMPANY_ENDS[firm // 13 % 11]} {firm}"
    domain = f"{name.lower().replace(' ', '-')}.example"
    city, country = PLACES[firm % 5]
    address = f"{given.replace('ė', 'e')}.{family}.{number}@{domain}".lower()
    profile = f"https://www.linkedin.com/in/{family.lower()}-{number}" if number % 4 == 0 else ""
    company = f"{FORMS[firm % 6]} {name}" if firm % 2 else f"{name}, {FORMS[firm % 6]}"
    row = [given, family, address, f"+3706{number % 10_000_000:07d}", company, f"https://www.{domain}/"]
    return [*row, TITLES[dice % 6], city, country, profile]


def listed(rows: int, here: int) -> Iterator[list[str]]:
    """A list of so many rows for a workspace that holds the people 0 to `here`: three in ten are among them, two in a
    hundred stand twice, one in a hundred has no proper address."""
    for place in range(rows):
        if place % 100 == 99:
            yield ["", "", "not an address", *person(here + place)[3:]]
        elif place % 50 == 25:
            cells = person(here + place - 11)
            yield [*cells[:2], cells[2].upper(), *cells[3:]]
        elif place % 10 < KNOWN_IN_TEN:
            yield person(place * 7 % here)
        else:
            yield person(here + place)


def write(path: Path, rows: Iterator[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path
