"""The people with whom a talk is practised: who they are follows from a number, as with the people of the market. What
they need, what stands between them and it, and what they will bring up against us. Pure."""

from dataclasses import dataclass
from random import Random

NAMES = ("Ieva Ozola", "Marek Dahl", "Katrin Tamm", "Jonas Keane", "Asta Lund", "Henrik Brandt", "Liis Moore")
TRADES = ("dairy", "frozen food", "fresh produce", "fish", "pharmacy wholesale", "catering")
TITLES = {
    "Head of quality": "I recommend, and our managing director signs",
    "Logistics director": "I decide that myself up to ten thousand a year",
    "Fleet manager": "our director of logistics decides, I only say what works",
    "Managing director": "I decide, after our accountant has seen the figures",
}
# What hurts, what stands in the way of mending it, and what it costs them.
NEEDS = {
    "paper": (
        "Our drivers still write the temperatures on paper.",
        "Nobody has the time to type it in, so we never see where it goes wrong.",
        "A clerk spends two days a month on it, and last year we lost a load for which we had no sheet.",
    ),
    "claims": (
        "Customers refuse loads, and we cannot show what the temperature was on the way.",
        "Our loggers are read out only when the lorry is back, which is too late.",
        "That was four loads this year, some nine thousand euros.",
    ),
    "audit": (
        "An auditor wants the record of every load from next year on.",
        "We keep records, but of the cold room and not of each load.",
        "If we fail we lose our largest customer, which is a third of what we sell.",
    ),
    "blind": (
        "We hear of a broken cooler when the goods are warm.",
        "The alarm rings in the cab, and the driver is outside unloading.",
        "It happens every other month, and each time it is half a load.",
    ),
}
CONCERNS = {
    "price": ("That sounds expensive for a company of our size.", "price"),
    "vendor": ("We have loggers from another supplier already. Why should we change?", "has_vendor"),
    "drivers": ("We tried something like this before, and the drivers did not use it.", "doubt"),
    "time": ("This is a bad time, we are in the middle of the season.", "timing"),
}
TEMPERS = {"brisk": 3, "guarded": 4, "warm": 5}  # how much they put up with before they end the talk


@dataclass(frozen=True)
class Persona:
    """Somebody to talk to. `patience` is how often they put up with what wastes their time."""

    name: str
    title: str
    company: str
    trade: str
    vehicles: int
    need: str
    gap: str
    cost: str
    decides: str
    money: str
    when: str
    concerns: tuple[str, ...]
    temper: str

    @property
    def patience(self) -> int:
        return TEMPERS[self.temper]


def persona(seed: int) -> Persona:
    throw = Random(seed)  # noqa: S311 (the same person each time, not a secret)
    title = throw.choice(list(TITLES))
    need, gap, cost = NEEDS[throw.choice(list(NEEDS))]
    vehicles = throw.randint(9, 90)
    name = throw.choice(NAMES)
    return Persona(
        name=name,
        title=title,
        company=f"{throw.choice(['Northfield', 'Birchway', 'Harbour', 'Oldstone', 'Meadow'])} Foods",
        trade=throw.choice(TRADES),
        vehicles=vehicles,
        need=need,
        gap=gap,
        cost=cost,
        decides=TITLES[title],
        money=f"We could spend some {vehicles * 150:,} euros on this in a year.".replace(",", " "),
        when=throw.choice(["It should run before the summer.", "By the end of the year.", "Within three months."]),
        concerns=tuple(throw.sample(list(CONCERNS), 2)),
        temper=throw.choice(list(TEMPERS)),
    )
