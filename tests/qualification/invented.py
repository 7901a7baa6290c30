"""Invented tables of leads whose chances are known: columns that tell, columns that leak, and noise, each shape of its
own. What is drawn comes from a seed, so that a table and its fresh rows follow one law."""

from collections.abc import Callable
from dataclasses import dataclass, field
from math import exp
from random import Random

TITLES = (
    *("Head of Sales", "Head of Marketing", "Sales Director", "Marketing Director", "Chief Executive Officer"),
    *("Junior Accountant", "Office Assistant", "Marketing Assistant", "Student", "Accountant", "Developer"),
)
PLACES = ("North", "South", "East", "West", "Centre")
LINES = ("software", "retail", "logistics", "health", "building", "food")


@dataclass
class Invented:
    """`columns` with the target in them; `chances` are the true ones, row by row."""

    target: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    chances: list[float] = field(default_factory=list)
    won: list[bool] = field(default_factory=list)
    leaks: frozenset[str] = frozenset()
    useful: frozenset[str] = frozenset()

    def add(self, row: dict[str, str], chance: float, won: bool) -> None:
        for name, cell in row.items():
            self.columns.setdefault(name, []).append(cell)
        self.chances.append(chance)
        self.won.append(won)


def chance_of(log_odds: float) -> float:
    return 1 / (1 + exp(-log_odds))


def machines(rows: int, lot: Random) -> Invented:
    """A maker of machines: sizes with commas in thousands, ten industries, dates; a fifth is won."""
    made = Invented(
        "Stage",
        leaks=frozenset({"Closed on", "Lost reason", "Contract value", "Opportunity status", "Owner rating"}),
        useful=frozenset({"Employees", "Industry", "Budget", "Web visits"}),
    )
    for _ in range(rows):
        size = int(lot.lognormvariate(4.5, 1.4)) + 1
        line, visits = lot.choice(LINES), min(40, int(lot.expovariate(0.2)))
        budget = lot.choice([None, *range(5, 100, 5)])
        log_odds = -2.4 + 0.9 * (50 <= size <= 800) + {"software": 1.0, "retail": -0.8, "food": -0.5}.get(line, 0)
        log_odds += 0.09 * visits + (0.02 * budget if budget else -0.4)
        chance = chance_of(log_odds)
        won = lot.random() < chance
        made.add(
            {
                "Id": f"{lot.getrandbits(60):015x}",
                "Employees": f"{size:,}",
                "Industry": line.title(),
                "Budget": f"€ {budget},000" if budget else "n/a",
                "Web visits": str(visits),
                "Created": f"{lot.randint(1, 28):02}/{lot.randint(1, 12):02}/2025 10:{lot.randint(0, 59):02}",
                "Region": lot.choice(PLACES),
                "Country": "Lithuania",
                "Closed on": f"2025-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}" if won else "",
                "Lost reason": lot.choice(["price", "no need", "rival"]) if not won and lot.random() < 0.8 else "",
                "Contract value": f"{lot.randint(5, 90) * 1000:,}" if won else "0",
                "Opportunity status": ("Closed" if won else lot.choice(["Nurture", "Dead"]))
                if lot.random() < 0.9
                else "Open",
                "Owner rating": lot.choice("AAAB" if won else "ABCC"),
                "Stage": "Closed Won" if won else "Closed Lost",
            },
            chance,
            won,
        )
    return made


def lithuanian(rows: int, lot: Random) -> Invented:
    """Decimal commas, money with a blank in thousands, taip and ne, names in Lithuanian."""
    made = Invented(
        "Laimėta",
        leaks=frozenset({"Sutarties data", "Atmetimo priežastis", "Būsena"}),
        useful=frozenset({"Apyvarta", "Šaltinis", "Nuolaida", "Turi CRM"}),
    )
    for at in range(rows):
        turnover = lot.lognormvariate(12, 1)
        source = lot.choice(["paroda", "svetainė", "rekomendacija", "reklama"])
        discount, has = lot.uniform(0, 30), lot.random() < 0.4
        log_odds = -0.6 + 0.7 * (turnover > 200_000) + {"rekomendacija": 1.2, "reklama": -0.9}.get(source, 0)
        log_odds += -0.06 * (discount - 15) + 0.8 * has
        chance = chance_of(log_odds)
        won = lot.random() < chance
        made.add(
            {
                "Nr.": str(1000 + at),
                "Apyvarta": f"{turnover:,.2f}".replace(",", " ").replace(".", ",") + " €",
                "Šaltinis": source,
                "Nuolaida": f"{discount:.1f}".replace(".", ",") + " %",
                "Turi CRM": "taip" if has else "ne",
                "Miestas": lot.choice(["Vilnius", "Kaunas", "Klaipėda", "Šiauliai"]),
                "Užpildyta": f"2025.{lot.randint(1, 12):02}.{lot.randint(1, 28):02}",
                "Pastaba": "Pasirinkite",
                "Sutarties data": f"2025-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}" if won else "nėra",
                "Atmetimo priežastis": "" if won else lot.choice(["kaina", "laikas"]),
                "Būsena": lot.choice(["sutartis", "sutartis", "derybos"] if won else ["atmesta", "atmesta", "derybos"]),
                "Laimėta": lot.choice(["Taip", "taip"]) if won else "Ne",
            },
            chance,
            won,
        )
    return made


def rare(rows: int, lot: Random) -> Invented:
    """Four in a hundred are won; titles and towns of which there are many, and a message in words."""
    made = Invented(
        "converted",
        leaks=frozenset({"last_status", "demo_feedback"}),
        useful=frozenset({"job_title", "message", "pages"}),
    )
    towns = [f"Town {at}" for at in range(300)]
    pull = Random(3)
    of_town = {town: pull.gauss(0, 0.4) for town in towns}
    asks = {"price": 0.9, "quote": 1.0, "demo": 0.8, "job": -1.5, "unsubscribe": -1.0, "hello": 0.0, "team": 0.0}
    for _ in range(rows):
        title = lot.choice(TITLES)
        shown = f"{lot.choice(['', 'Senior ', 'Acting ', 'Deputy '])}{title}{lot.choice(['', ' EMEA', ' Baltics'])}"
        town, pages = lot.choice(towns), lot.randint(1, 30)
        said = lot.sample(list(asks), 3)
        log_odds = -5.0 + 1.2 * ("Head" in title or "Director" in title or "Chief" in title) + of_town[town]
        log_odds += 0.05 * pages + sum(asks[word] for word in said)
        chance = chance_of(log_odds)
        won = lot.random() < chance
        made.add(
            {
                "job_title": shown,
                "town": town,
                "pages": str(pages),
                "message": f"We {said[0]} about {said[1]} and the {said[2]}, reference {lot.randint(1, 10**6)}",
                "browser": lot.choice(["Firefox", "Chrome", "Safari"]),
                "last_status": "customer" if won else lot.choice(["lead", "contacted", "lead"]),
                "demo_feedback": lot.choice(["good", "very good"]) if won and lot.random() < 0.9 else "",
                "converted": "true" if won else "false",
            },
            chance,
            won,
        )
    return made


def wide(rows: int, lot: Random) -> Invented:
    """Sixty columns of noise around five that tell a little."""
    names = [f"answer_{at}" for at in range(5)]
    made = Invented("qualified", leaks=frozenset({"disqualified_because"}), useful=frozenset(names))
    for _ in range(rows):
        tells = [lot.gauss(0, 1) for _name in names]
        chance = chance_of(0.7 * sum(tells))
        won = lot.random() < chance
        row = {name: f"{value:.3f}" for name, value in zip(names, tells, strict=True)}
        row |= {f"noise_{at}": f"{lot.gauss(0, 1):.3f}" if at % 2 else lot.choice("abcdefgh") for at in range(60)}
        row["disqualified_because"] = "" if won or lot.random() < 0.3 else lot.choice(["small", "late"])
        made.add({**row, "qualified": "1" if won else "0"}, chance, won)
    return made


def strong(rows: int, lot: Random) -> Invented:
    """One honest column that tells very much, and nothing that leaks: it must be left alone."""
    made = Invented("Won?", useful=frozenset({"Asked for a price", "Fit", "Partner"}))
    for _ in range(rows):
        asked, fit, partner = lot.random() < 0.35, lot.gauss(0, 1), lot.random() < 0.03
        chance = chance_of(-1.6 + 3.0 * asked + 0.8 * fit + 1.0 * partner)
        won = lot.random() < chance
        made.add(
            {
                "Asked for a price": "x" if asked else "",
                "Fit": f"{50 + 15 * fit:.0f}%",
                "Partner": f"P-{lot.randint(1, 9)}" if partner else "",
                "Channel": lot.choice(["call", "mail", "fair"]),
                "Won?": "Y" if won else "N",
            },
            chance,
            won,
        )
    return made


SHAPES: tuple[Callable[[int, Random], Invented], ...] = (machines, lithuanian, rare, wide, strong)
