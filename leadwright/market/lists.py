"""Lists of invented people as marketing hands them over: with duplicates, odd spellings and rows that are no lead."""

import csv
import io
import unicodedata
from random import Random

from leadwright.market.chance import dice
from leadwright.market.companies import company
from leadwright.market.people import ROLES

HEADER = ["First name", "Last name", "Job title", "Company", "E-mail", "Phone", "Country", "City", "LinkedIn"]
FIRST = (
    "Rūta Tomas Ieva Jonas Asta Marek Katrin Erik Liis Declan Agnė Henrik Nijolė Pavel Sofia Lukas Greta Mantas Eglė "
    "Andris Inga Jānis Kristjan Maarika Bartosz Agnieszka Jürgen Sabine Niamh Ruairí Viktorija Domantas Saulė Oskar"
)
LAST = (
    "Petrauskas Kazlauskaitė Mažeika Balčiūnė Stankutė Vaitkus Ozoliņš Bērziņa Tamm Saar Kowalska Nowak Vogel Brandt "
    "Krüger Lund Dahl Keane Moore Žukauskienė Jankauskas Šimkutė Rimkus Kalniņš Pärn Wójcik Adler Hoffmann Byrne Nolan"
)
FRONT = (
    "pieno šiaurės baltijos rytų vakarų žalia mėlyna nemuno jūros miško sodo kalnų upės lauko aukso "
    "north baltic fjord amber polar delta alpen hanse atlantic river"
)
BACK = (
    "kelias ledas šaltis uogos mėsa grūdai sūris žuvis vaisiai namai krovinys sandėlis "
    "frost cold fresh foods logistik transport dairy farm catch cargo store bakery"
)
CODES = {"LT": "+3706", "LV": "+3712", "EE": "+3725", "PL": "+4850", "DE": "+49151", "IE": "+35385"}


def people(n: int, seed: int) -> list[list[str]]:
    """`n` people of about two thirds as many companies, then duplicates (2 %) and rows that are no lead (1.5 %)."""
    throw = dice(seed, "list", n)
    domains = invented_domains(throw, max(1, n * 2 // 3))
    rows, taken = [], set()
    while len(rows) < n:
        row = one(throw, seed, throw.choice(domains))
        if row[4] not in taken:
            taken.add(row[4])
            rows.append(row)
    again = [spelled_otherwise(throw, list(throw.choice(rows))) for _ in range(n // 50)]
    bad = [no_lead(throw, list(throw.choice(rows))) for _ in range(n * 3 // 200)]
    extra = again + bad
    throw.shuffle(extra)
    for row in extra:
        rows.insert(throw.randint(len(rows) // 2, len(rows)), row)
    return rows


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode()


def invented_domains(throw: Random, n: int) -> list[str]:
    front, back = FRONT.split(), BACK.split()
    pairs = [f"{plain(one)}-{plain(other)}" for one in front for other in back]
    throw.shuffle(pairs)
    names = pairs[:n] + [f"{pairs[at % len(pairs)]}-{at // len(pairs) + 1}" for at in range(len(pairs), n)]
    return [f"{name}.example" for name in names]


def one(throw: Random, seed: int, domain: str) -> list[str]:
    firm = company(seed, domain)
    first, last = throw.choice(FIRST.split()), throw.choice(LAST.split())
    address = f"{plain(first)}.{plain(last)}@{domain}"
    phone = CODES[firm.country] + "".join(str(throw.randint(0, 9)) for _ in range(7))
    title = throw.choices(list(ROLES), weights=[weight for _role, weight in ROLES.values()])[0]
    linkedin = f"https://www.linkedin.com/in/{plain(first)}-{plain(last)}-{throw.randint(100, 999)}"
    return [first, last, title, firm.name, address, phone, firm.country, firm.city, linkedin]


def spelled_otherwise(throw: Random, row: list[str]) -> list[str]:
    """The same person again: another case, spaces, a title that changed."""
    row[4] = throw.choice([row[4].upper(), f" {row[4]} ", row[4].title()])
    row[2] = throw.choice([row[2], row[2].upper(), ""])
    return row


def no_lead(throw: Random, row: list[str]) -> list[str]:
    kind = throw.randint(0, 2)
    if kind == 0:
        return [""] * len(row)
    row[4] = ["", "see notes", row[4].replace("@", " at ")][throw.randint(0, 2)] if kind == 1 else f"x@@{row[4]}"
    return row


def plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower())
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
