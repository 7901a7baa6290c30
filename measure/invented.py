"""Tables of invented people, companies and products with their truth, for kinds of error and of headers that the sets
beside the checkout do not have: colleagues and families who are not one person, pet names, moved and merged columns,
headers that say nothing. The same for the same seed."""

import random
import re
import string
from collections.abc import Callable
from dataclasses import dataclass, field

GIVEN = re.findall(
    r"\S+",
    """
    Rūta Jonas Asta Marek Katrin Erik Liis Agnė Henrik Nijolė Pavel Sofia Lukas Greta Mantas Eglė Inga Jānis
    Kristjan William Robert James Michael Elizabeth Margaret Katherine Jennifer Thomas Andrew Daniel
    Christopher Susan Patricia Anna Maria Julia Laura Peter Paul Martin Stefan Ingrid Sabine Jürgen Hans
    Claudia Petra Monika Oskar Ivan Olga Žygimantas Kęstutis Vytautas Algirdas Birutė Danutė Aušra Šarūnas
    Gintarė Ąžuolas Émilie François Chloé José Lucía
    """,
)
PET = {
    "William": "Bill",
    "Robert": "Bob",
    "James": "Jim",
    "Michael": "Mike",
    "Elizabeth": "Liz",
    "Margaret": "Peggy",
    "Thomas": "Tom",
    "Daniel": "Dan",
    "Christopher": "Chris",
    "Susan": "Sue",
    "Katherine": "Kate",
}
SYLLABLES = (
    "ba bel bor da der dro fal fen gar gol ha hol jan jur kal kos la lin ma mor na nor pe pol ra rim sa ster ta val"
)
FAMILY_ENDS = "aitis auskas ienė ytė son sen mann berg ski ova ez ton ley ford quist ini eau"
STREETS = "Main|Church|High|Mill|Station|Park|Vilniaus|Gedimino|Laisvės|Sodų|Haupt|Bahnhof|Garten|Long|Victoria|Oak"
WAYS = [("Street", "St"), ("Road", "Rd"), ("Avenue", "Ave"), ("gatvė", "g."), ("Lane", "Ln"), ("straße", "str.")]
CITIES = "Vilnius|Kaunas|Klaipėda|Rīga|Tallinn|Gdańsk|Bergen|Leeds|Hull|Bremen|Köln|Turku|Malmö|Cork|Dublin|Poznań"
FORMS = [
    "UAB {}",
    "{} UAB",
    "{}, UAB",
    "AB {}",
    "{} Ltd",
    "{} Ltd.",
    "{} Limited",
    "{} GmbH",
    "SIA {}",
    "{} Inc.",
    "{}",
]
TRADES = re.findall(
    r"\S+",
    """
    Logistics Foods Bakery Transport Dairy Systems Partners Consulting Trade Energy Textile Media Labs Cargo
    """,
)
BRANDS = ["Sonara", "Kelvex", "Pantoro", "Voltix", "Brindle", "Ostrava", "Nimbus"]
THINGS = "camcorder|refrigerator|speaker system|radio|wall mount|headphones|digital camera|lens|battery|printer|monitor"


@dataclass
class World:
    """A table or two, and which rows are one thing."""

    name: str
    columns: list[str]
    rows: list[list[str]]
    other_columns: list[str] = field(default_factory=list)
    other_rows: list[list[str]] = field(default_factory=list)
    truth: set[frozenset[str]] = field(default_factory=set)


class Throw(random.Random):
    def one(self, words: str) -> str:
        return self.choice(words.split("|"))

    def family(self) -> str:
        made = "".join(self.choice(SYLLABLES.split()) for _ in range(self.choice([1, 1, 2, 2, 2])))
        return (made + self.choice(FAMILY_ENDS.split())).capitalize()

    def company(self) -> str:
        made = "".join(self.choice(SYLLABLES.split()) for _ in range(self.choice([2, 2, 3]))).capitalize()
        return f"{made} {self.choice(TRADES)}" if self.random() < 0.6 else made

    def digits(self, count: int) -> str:
        return "".join(self.choice(string.digits) for _ in range(count))

    def slip(self, text: str) -> str:
        """One slip of the pen."""
        if len(text) < 3:
            return text
        at = self.randrange(len(text) - 1)
        kind = self.randrange(4)
        if kind == 0:
            return text[:at] + text[at + 1 :]
        if kind == 1:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        letter = self.choice(string.ascii_lowercase if not text[at].isdigit() else string.digits)
        return text[:at] + letter + text[at + (kind == 2) :]

    def maybe(self, share: float, change: Callable[[str], str], text: str) -> str:
        return change(text) if self.random() < share else text


PLAIN = str.maketrans("ąčęėįšųūžĄČĘĖĮŠŲŪŽāīņļüöäéíçńÉ", "aceeisuuzACEEISUUZainluoaeicnE")


def blank(_text: str) -> str:
    return ""


def people_of_companies(count: int, seed: int) -> World:
    """Leads of one list, in Lithuanian: whole names, several people of each company, one switchboard for all."""
    throw = Throw(seed)
    columns = ["Nr", "Kontaktinis asmuo", "Įmonė", "El. paštas", "Tel.", "Miestas", "Svetainė", "Pareigos"]
    titles = ["Direktorius", "Vadovė", "Head of sales", "CFO", "Logistics manager", "Buhalterė"]
    firms = [(throw.company(), throw.digits(7), throw.one(CITIES)) for _ in range(max(2, count // 4))]
    made, truth = [], set()
    for number in range(count):
        name, board, city = throw.choice(firms)
        given, family = throw.choice(GIVEN), throw.family()
        host = name.lower().replace(" ", "-") + ".example"
        email = f"{given[0]}.{family}@{host}".lower().translate(PLAIN)
        phone = f"+370 5 {board[:3]} {board[3:]}" if throw.random() < 0.5 else f"+3706{throw.digits(7)}"
        row = [f"p{number}", f"{given} {family}", throw.choice(FORMS).format(name), email, phone, city, host]
        made.append([*row, throw.choice(titles)])
        if throw.random() < 0.15:
            again = [f"p{number}b", person_again(throw, given, family), throw.choice(FORMS).format(name)]
            again += [throw.maybe(0.5, blank, throw.maybe(0.2, throw.slip, email))]
            again += [
                throw.maybe(0.4, blank, phone.replace(" ", "").replace("+370", "8")),
                throw.maybe(0.3, blank, city),
            ]
            made.append([*again, throw.maybe(0.5, blank, f"www.{host}"), throw.choice(titles)])
            truth.add(frozenset([f"p{number}", f"p{number}b"]))
    throw.shuffle(made)
    return World("people of companies, one list", columns, made, truth=truth)


def person_again(throw: Throw, given: str, family: str) -> str:
    way = throw.random()
    if way < 0.2:
        return f"{family}, {given}"
    if way < 0.35:
        return f"{family} {given}"
    if way < 0.45:
        return f"{given[0]}. {family}"
    if way < 0.55:
        return f"{PET.get(given, given)} {family}"
    if way < 0.75:
        return f"{given} {throw.slip(family)}"
    return f"{given} {family}".translate(PLAIN).upper() if way < 0.85 else f"{given} {family}"


def families(count: int, seed: int, *, silent: bool = False) -> World:
    """People at home, some of them families at one address; `silent`: the headers say nothing."""
    throw = Throw(seed)
    columns = ["id", "fname", "lname", "addr", "town", "zip", "mobile"]
    made, truth = [], set()
    for number in range(count):
        family, way = throw.family(), throw.choice(WAYS)
        house = f"{throw.randrange(1, 200)} {throw.one(STREETS)}"
        town, code = throw.one(CITIES), throw.digits(5)
        for member, given in enumerate(throw.sample(GIVEN, throw.choice([1, 1, 1, 2, 3]))):
            key, mobile = f"h{number}m{member}", f"07{throw.digits(9)}"
            made.append([key, given, family, f"{house} {way[0]}", town, code, throw.maybe(0.4, blank, mobile)])
            if throw.random() < 0.12:
                first, last = (
                    (family, given)
                    if throw.random() < 0.1
                    else (PET.get(given, throw.maybe(0.3, throw.slip, given)), throw.maybe(0.3, throw.slip, family))
                )
                street = throw.maybe(0.15, blank, throw.maybe(0.3, throw.slip, f"{house} {way[1]}"))
                again = [f"{key}b", first, last, street, throw.maybe(0.2, blank, town)]
                made.append([*again, throw.maybe(0.2, throw.slip, code), throw.maybe(0.5, blank, mobile)])
                truth.add(frozenset([key, f"{key}b"]))
    throw.shuffle(made)
    if silent:
        columns = ["id", *(f"c{at}" for at in range(1, 7))]
    return World("families at one address" + (", headers c1 to c6" if silent else ""), columns, made, truth=truth)


def two_systems(count: int, seed: int) -> World:
    """The CRM's people and an event's: first and last name here, one column there, other headers, half in common."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number in range(count):
        given, family, firm = throw.choice(GIVEN), throw.family(), throw.company()
        city, phone = throw.one(CITIES), throw.digits(9)
        email = f"{given}.{family}@{firm.split()[0]}.example".lower().translate(PLAIN)
        inside, outside = throw.random() < 0.75, throw.random() < 0.75
        if inside:
            left.append([f"l{number}", given, family, throw.choice(FORMS).format(firm), email, city, phone])
        if outside:
            told = throw.maybe(
                0.3, blank, throw.choice([email, f"{family}{throw.digits(2)}@gmail.com".lower().translate(PLAIN)])
            )
            right.append(
                [
                    f"r{number}",
                    told,
                    person_again(throw, given, family),
                    throw.maybe(0.2, throw.slip, firm),
                    throw.maybe(0.3, blank, city),
                ]
            )
        if inside and outside:
            truth.add(frozenset([f"l{number}", f"r{number}"]))
    throw.shuffle(right)
    columns = ["key", "Vorname", "Nachname", "Firma", "E-Mail", "Ort", "Telefon"]
    return World(
        "two systems, other columns", columns, left, ["key", "mail", "attendee", "organisation", "place"], right, truth
    )


def companies(count: int, seed: int) -> World:
    """Two lists of companies; branches of one company in two towns are two."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number, firm in enumerate(dict.fromkeys(throw.company() for _ in range(count))):
        phone = throw.digits(10)
        street, way = f"{throw.one(STREETS)} ", throw.choice(WAYS)
        house, city = throw.randrange(1, 150), throw.one(CITIES)
        site = f"{firm.lower().replace(' ', '')}.example"
        inside, outside = throw.random() < 0.7, throw.random() < 0.7
        if inside:
            left.append(
                [
                    f"l{number}",
                    throw.choice(FORMS).format(firm),
                    f"{house} {street}{way[0]}",
                    city,
                    phone,
                    f"https://{site}/",
                ]
            )
        if outside:
            words = firm.upper() if throw.random() < 0.2 else throw.maybe(0.15, throw.slip, firm)
            told = phone if throw.random() < 0.6 else throw.choice(["", throw.digits(10)])
            right.append(
                [
                    f"r{number}",
                    throw.choice(FORMS).format(words),
                    throw.maybe(0.3, blank, f"{street}{way[1]} {house}, {city}"),
                    f"({told[:3]}) {told[3:]}" if told else "",
                    throw.maybe(0.5, blank, f"www.{site}"),
                ]
            )
        if inside and outside:
            truth.add(frozenset([f"l{number}", f"r{number}"]))
    return World(
        "companies, two lists",
        ["id", "Company", "Street", "City", "Phone", "Web"],
        left,
        ["id", "Pavadinimas", "Adresas", "Telefonas", "Tinklalapis"],
        right,
        truth,
    )


def products(count: int, seed: int) -> World:
    """Two shops' words for one thing, with the maker's number in most; the same thing in other colours is another."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number in range(count):
        brand, thing = throw.choice(BRANDS), throw.one(THINGS)
        code = f"{throw.choice('ABDKSX')}{throw.choice('CRTV')}-{throw.digits(3)}{throw.choice('ABX')}"
        colour, price = throw.choice(["Black", "White", "Silver", "Red"]), throw.randrange(2000, 90000) / 100
        left.append(
            [
                f"l{number}",
                f"{brand} {colour} {thing.title()} - {code.replace('-', '')}",
                f"{brand} {thing} with {throw.choice(['remote', 'case', 'stand'])}, {colour.lower()} finish",
                f"${price:,.2f}",
            ]
        )
        if throw.random() < 0.7:
            words = f"{brand} {thing} {code}" if throw.random() < 0.8 else f"{brand} {code} {colour}"
            right.append(
                [
                    f"r{number}",
                    words,
                    throw.maybe(0.6, blank, f"{thing} {colour}"),
                    throw.maybe(0.5, blank, f"{price * throw.uniform(0.9, 1.05):.2f}"),
                ]
            )
            truth.add(frozenset([f"l{number}", f"r{number}"]))
    return World(
        "products of two shops",
        ["id", "name", "description", "price"],
        left,
        ["id", "title", "text", "cost"],
        right,
        truth,
    )


def worlds(count: int = 1_000, seed: int = 5) -> list[World]:
    return [
        people_of_companies(count, seed),
        families(count, seed),
        families(count, seed, silent=True),
        two_systems(count, seed),
        companies(count, seed),
        products(count, seed),
    ]
