"""The people of the market: who somebody is follows from the seed and their e-mail address, and from nothing else."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from leadwright.market.chance import dice, weighed
from leadwright.market.companies import NEEDS, Company, company
from leadwright.market.words import INDUSTRIES, SENTENCES

ROLES = {
    "Head of quality": ("recommends", 22),
    "Logistics director": ("decides", 20),
    "Managing director": ("decides", 14),
    "Warehouse manager": ("uses", 14),
    "Fleet manager": ("recommends", 14),
    "Head of purchasing": ("blocks", 8),
    "Food safety officer": ("recommends", 8),
}
LANGUAGES = {
    "LT": {"lt": 60, "en": 40},
    "DE": {"de": 65, "en": 35},
    "LV": {"en": 1},
    "EE": {"en": 1},
    "PL": {"en": 1},
    "IE": {"en": 1},
}
MAILBOXES = {"good": 955, "refused": 20, "dead": 17, "full": 8}
EVIDENCE_CODES = ["size", "industry", "affordability", "urgency", "fit"]


@dataclass(frozen=True)
class Person:
    """One person. `pull` (0 to 1) is how much the need presses on them; `months` until they would want it.

    `mailbox`: good, refused (550 at once), dead (taken, bounces later), full (one soft bounce, then good).
    """

    seed: int
    address: str
    given_name: str
    family_name: str
    title: str
    buying_role: str
    language: str
    temperament: str
    company: Company
    pull: float
    months: int
    mailbox: str
    phone: str
    reachable: float

    @property
    def fits(self) -> bool:
        """Whether an honest look ends in `qualified`."""
        return all(strength == "shown" for _code, _text, strength in self.evidence())

    def evidence(self) -> list[tuple[str, str, str]]:
        """What they say when asked: criterion, their sentence, and whether it speaks for or against us."""
        firm, said = self.company, SENTENCES[self.language]
        money = firm.budget_cents // 100 // 500 * 500
        need = NEEDS[firm.need] if self.language == "en" else said["needs"][firm.need]
        return [
            ("size", said["size"].format(firm.employees, firm.vehicles), shown(firm.employees >= 15)),
            ("industry", said["industry"].format(INDUSTRIES[self.language][firm.industry]), shown(firm.served)),
            ("affordability", said["money"].format(f"{money:,}".replace(",", " ")), shown(money >= 2000)),
            ("urgency", said["soon" if self.months <= 9 else "late"].format(self.months), shown(self.months <= 9)),
            ("fit", said["fit" if self.pull > 0.3 else "unfit"].format(need), shown(self.pull > 0.3)),
        ]

    def by_day(self, at: datetime) -> datetime:
        """The next moment that this person sits at a desk: 7 to 16 UTC, Monday to Friday."""
        if at.time() >= time(16):
            at = morning(at + timedelta(days=1), at.minute)
        elif at.time() < time(7):
            at = morning(at, at.minute)
        while at.weekday() >= 5:
            at = morning(at + timedelta(days=1), at.minute)
        return at


def person(seed: int, address: str) -> Person:
    address = address.lower()
    throw = dice(seed, "person", address)
    local, _at, domain = address.rpartition("@")
    firm = company(seed, domain)
    names = [part.title() for part in local.replace("_", ".").replace("-", ".").split(".") if part.isalpha()]
    title = weighed(throw, {title: weight for title, (_role, weight) in ROLES.items()})
    pull = throw.betavariate(1.6, 2.2) if firm.served else throw.betavariate(1, 6)
    return Person(
        seed=seed,
        address=address,
        given_name=names[0] if names else "",
        family_name=names[-1] if len(names) > 1 else "",
        title=title,
        buying_role=ROLES[title][0],
        language=weighed(throw, LANGUAGES[firm.country]),
        temperament=weighed(throw, {"brisk": 4, "warm": 3, "guarded": 3}),
        company=firm,
        pull=pull,
        months=max(1, int(throw.expovariate(0.16))),
        mailbox=weighed(throw, MAILBOXES),
        phone=weighed(throw, {"right": 92, "wrong": 8}),
        reachable=throw.uniform(0.06, 0.3),
    )


def shown(fact: bool) -> str:
    return "shown" if fact else "against"


def morning(at: datetime, minute: int) -> datetime:
    return datetime.combine(at.date(), time(7, minute), tzinfo=UTC)
