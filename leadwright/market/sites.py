"""The web sites of the invented companies: title, about text, JSON-LD organisation and a team page."""

import json
from html import escape

from leadwright.market.chance import dice
from leadwright.market.companies import NEEDS, Company, company

GIVEN = ["Rūta", "Tomas", "Ieva", "Jonas", "Asta", "Marek", "Katrin", "Erik", "Liis", "Declan", "Agnė", "Henrik"]
FAMILY = ["Petrauskas", "Vogel", "Mažeika", "Lund", "Ozola", "Tamm", "Keane", "Brandt", "Kowalska", "Dahl", "Moore"]
POSTS = ["Managing director", "Logistics director", "Head of quality", "Fleet manager", "Head of purchasing"]
SIGNALS = {
    "paper": "Our drivers hand in more than {loads} temperature sheets a month.",
    "claims": "After a refused load in {year} we promise our customers a record of each journey.",
    "audit": "We are preparing for the IFS Logistics audit in {year}.",
    "blind": "Each of our cold rooms is checked by hand three times a day.",
    "growth": "In {year} we bought {vehicles} new refrigerated vehicles.",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="{description}">
{data}
</head>
<body>
<header><nav><a href="/">{name}</a> <a href="/about">About us</a> <a href="/team">Team</a></nav></header>
<main>
{main}
</main>
<footer>{name}, {city}</footer>
</body>
</html>
"""


def page(seed: int, host: str, path: str) -> tuple[int, str]:
    """Status and HTML of one page of the company that lives at `host`."""
    firm = company(seed, host.removeprefix("www."))
    if firm.site == "down":
        return 503, "<!doctype html><title>Down for maintenance</title><p>Please come back later.</p>"
    parts = {"/": about, "/about": about, "/team": team}
    if path not in parts:
        return 404, "<!doctype html><title>Not found</title><p>There is no such page.</p>"
    return 200, PAGE.format(
        title=escape(f"{firm.name}: {firm.sells}"),
        description=escape(description(firm)),
        data="" if firm.site == "thin" else linked_data(firm),
        name=escape(firm.name),
        city=escape(firm.city),
        main=parts[path](seed, firm),
    )


def description(firm: Company) -> str:
    return f"{firm.name} of {firm.city}: {firm.sells}."


def about(seed: int, firm: Company) -> str:
    if firm.site == "thin":
        return f"<h1>{escape(firm.name)}</h1><p>Welcome. Call us.</p>"
    throw = dice(seed, "site", firm.domain)
    signal = SIGNALS[firm.need].format(loads=firm.vehicles * 20, year=2026, vehicles=max(2, firm.vehicles // 5))
    lines = [
        f"<h1>{escape(firm.name)}</h1>",
        f"<p>{escape(firm.name)} is a company of {escape(firm.city)}, founded in {firm.founded}. "
        f"We offer {escape(firm.sells)}.</p>",
        f"<p>We are {firm.employees} people and run {firm.vehicles} vehicles.</p>",
        f"<h2>News</h2><p>{escape(signal)}</p>",
    ]
    if throw.random() < 0.5:
        lines.append("<p>We look for a quality specialist who keeps the temperature records of our loads.</p>")
    return "\n".join(lines)


def team(seed: int, firm: Company) -> str:
    throw = dice(seed, "team", firm.domain)
    people = [(f"{throw.choice(GIVEN)} {throw.choice(FAMILY)}", post) for post in POSTS[: throw.randint(2, 5)]]
    rows = "\n".join(f"<li><strong>{escape(name)}</strong>, {escape(post)}</li>" for name, post in people)
    return f"<h1>Team</h1><ul>{rows}</ul>"


def linked_data(firm: Company) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": firm.name,
        "url": f"http://{firm.domain}/",
        "description": description(firm),
        "industry": firm.industry,
        "foundingDate": str(firm.founded),
        "numberOfEmployees": {"@type": "QuantitativeValue", "value": firm.employees},
        "address": {"@type": "PostalAddress", "addressLocality": firm.city, "addressCountry": firm.country},
    }
    written = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{written}</script>'


def need_in_words(firm: Company) -> str:
    return NEEDS[firm.need]
