"""The invented companies of the market: who they are follows from the seed and their domain."""

from dataclasses import dataclass

from leadwright.market.chance import dice, weighed

SERVED = {
    "Dairy": "milk, cheese and curd for shops and schools",
    "Frozen food": "frozen berries, fish and ready meals",
    "Meat processing": "chilled meat and sausages",
    "Fresh produce": "fruit and vegetables for retailers",
    "Cold storage": "cold stores and order picking for food producers",
    "Refrigerated transport": "chilled and frozen loads across the Baltic Sea region",
    "Fish and seafood": "fresh and smoked fish",
    "Bakery": "bread and frozen dough for bakeries and hotels",
    "Catering": "cooked meals for schools, hospitals and trains",
}
NOT_SERVED = {
    "Software": "programs for bookkeeping",
    "Furniture": "oak furniture",
    "Legal services": "advice to family firms",
    "Advertising": "campaigns and printed matter",
}
NEEDS = {
    "paper": "temperature logs are still kept on paper by the drivers",
    "claims": "loads were refused because nobody could show the temperature on the way",
    "audit": "the next food safety audit asks for a record of each load",
    "blind": "alarms come only after the goods have warmed up",
    "growth": "new vehicles were bought and each has another brand of logger",
}
CITIES = {
    "LT": ["Vilnius", "Kaunas", "Klaipėda", "Panevėžys"],
    "LV": ["Riga", "Liepāja"],
    "EE": ["Tallinn", "Tartu"],
    "PL": ["Gdańsk", "Białystok"],
    "DE": ["Hamburg", "Rostock", "Kassel"],
    "IE": ["Cork", "Dublin"],
}
ENDINGS = {"LT": "UAB {}", "LV": "SIA {}", "EE": "{} OÜ", "PL": "{} sp. z o.o.", "DE": "{} GmbH", "IE": "{} Ltd"}


@dataclass(frozen=True)
class Company:
    """`budget_cents` is what they could spend in a year; `need` is a key of NEEDS; `site` is good, thin or down."""

    domain: str
    name: str
    industry: str
    sells: str
    served: bool
    employees: int
    vehicles: int
    country: str
    city: str
    need: str
    budget_cents: int
    founded: int
    site: str


def company(seed: int, domain: str) -> Company:
    throw = dice(seed, "company", domain)
    served = throw.random() < 0.82
    industry, sells = throw.choice(list((SERVED if served else NOT_SERVED).items()))
    employees = min(900, int(throw.lognormvariate(4.1, 1.0)) + 4)
    country = weighed(throw, {"LT": 40, "LV": 12, "EE": 8, "PL": 12, "DE": 18, "IE": 10})
    plain = domain.split(".", maxsplit=1)[0].replace("-", " ").replace("_", " ").title()
    return Company(
        domain=domain,
        name=ENDINGS[country].format(plain),
        industry=industry,
        sells=sells,
        served=served,
        employees=employees,
        vehicles=max(2, employees // throw.randint(3, 9)),
        country=country,
        city=throw.choice(CITIES[country]),
        need=throw.choice(list(NEEDS)),
        budget_cents=employees * throw.randint(4_000, 16_000),
        founded=throw.randint(1958, 2019),
        site=weighed(throw, {"good": 90, "thin": 7, "down": 3}),
    )
