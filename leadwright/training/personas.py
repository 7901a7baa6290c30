"""The people with whom a talk is practised: who they are follows from a number, as with the people of the market. What
they need, what stands between them and it, and what they will bring up against us. Pure."""

from dataclasses import dataclass
from random import Random

from leadwright.training.lines import LINES, Lines

TEMPERS = {"brisk": 3, "guarded": 4, "warm": 5}  # how much they put up with before they end the talk


@dataclass(frozen=True)
class Persona:
    """Somebody to talk to, in the language of `lines`. `patience` is how often they put up with what wastes their
    time."""

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
    lines: Lines

    @property
    def patience(self) -> int:
        return TEMPERS[self.temper]


def persona(seed: int, language: str = "en") -> Persona:
    """The same number is the same kind of person in each language."""
    lines = LINES[language]
    throw = Random(seed)  # noqa: S311 (the same person each time, not a secret)
    title = throw.choice(list(lines.titles))
    need, gap, cost = lines.needs[throw.choice(list(lines.needs))]
    vehicles = throw.randint(9, 90)
    name = throw.choice(lines.names)
    return Persona(
        name=name,
        title=title,
        company=throw.choice(lines.companies),
        trade=throw.choice(lines.trades),
        vehicles=vehicles,
        need=need,
        gap=gap,
        cost=cost,
        decides=lines.titles[title],
        money=lines.money.format(money=f"{vehicles * 150:,}".replace(",", " ")),
        when=throw.choice(lines.when),
        concerns=tuple(throw.sample(list(lines.concerns), 2)),
        temper=throw.choice(list(TEMPERS)),
        lines=lines,
    )
