"""Invented company sites with what they say of themselves: three languages, with and without structured data, teams and
jobs and news told in many shapes, and things beside them that are not about the company. The same for the same seed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from measure.invented import GIVEN, PLAIN, Throw

WORDS = {
    "en": {
        "about": "About us|Our story|Company|Who we are",
        "team": "Team|Our people|Leadership|Meet the team",
        "jobs": "Careers|Jobs|Join us|Open positions",
        "news": "News|Blog|Press",
        "contact": "Contact|Get in touch",
        "size": "We are {n} people|Our {n} employees work in two shifts|A team of {n}|More than {n} employees",
        "founded": "Founded in {y}|Since {y} we have been at it|Established {y}|Our company was founded in {y}",
        "what": "{c} makes {t} for {m} in the Baltics and beyond|We build {t} that {m} rely on every day|{t} for {m}, made with care",
        "titles": "Chief Executive Officer|Head of Logistics|Quality Manager|Sales Director|CFO|Operations Manager|Buyer",
        "roles": "Warehouse Manager|Quality Engineer|Key Account Manager|Truck Driver|Software Developer",
        "things": "cold stores|cheese|data loggers|wooden windows|steel doors",
        "markets": "food makers|hospitals|shipping companies|builders",
        "funding": "{c} raises {n} million euros to grow|{c} closes a €{n}m round",
        "said": "{c} opens a second plant|New line for export customers|We were at the fair in Riga",
        "nav": "Home|Products|Privacy policy|Cookies",
        "reads": "Read more",
        "quote": "They never lost a load of ours.",
    },
    "lt": {
        "about": "Apie mus|Apie įmonę|Mūsų istorija",
        "team": "Komanda|Mūsų komanda|Vadovybė",
        "jobs": "Karjera|Darbo pasiūlymai|Prisijunk prie mūsų|Laisvos darbo vietos",
        "news": "Naujienos|Tinklaraštis",
        "contact": "Kontaktai|Susisiekite",
        "size": "Įmonėje dirba {n} darbuotojų|Mūsų komandoje {n} žmonių|Turime {n} darbuotojus",
        "founded": "Įmonė įkurta {y} metais|Veikiame nuo {y} metų|Įsteigta {y} m.",
        "what": "{c} gamina {t} ir tiekia {m} visoje Lietuvoje|Kuriame {t}, kuriais kasdien pasitiki {m}",
        "titles": "Direktorius|Generalinė direktorė|Logistikos vadovas|Kokybės vadovė|Pardavimų vadovas|Vyr. buhalterė",
        "roles": "Sandėlio vadovas|Kokybės inžinierius|Pardavimų vadybininkas|Vairuotojas|Programuotojas",
        "things": "šaldymo įrangą|sūrius|duomenų kaupiklius|medinius langus|plienines duris",
        "markets": "maisto gamintojai|ligoninės|vežėjai|statybininkai",
        "funding": "{c} pritraukė {n} mln. eurų investiciją|{c} gavo {n} mln. eurų finansavimą",
        "said": "{c} atidaro antrą gamyklą|Nauja linija eksporto klientams|Dalyvavome parodoje Rygoje",
        "nav": "Pradžia|Gaminiai|Privatumo politika|Slapukai",
        "reads": "Skaityti daugiau",
        "quote": "Jie niekada nepametė nė vieno mūsų krovinio.",
    },
    "de": {
        "about": "Über uns|Unternehmen|Wer wir sind",
        "team": "Team|Unser Team|Geschäftsführung|Ansprechpartner",
        "jobs": "Karriere|Stellenangebote|Jobs|Offene Stellen",
        "news": "Aktuelles|Neuigkeiten|Presse",
        "contact": "Kontakt|Impressum",
        "size": "Wir beschäftigen {n} Mitarbeiter|{n} Mitarbeiterinnen und Mitarbeiter|Ein Team von {n} Menschen",
        "founded": "Gegründet {y}|Seit {y} sind wir am Werk|Im Jahr {y} gegründet",
        "what": "{c} fertigt {t} und beliefert {m} in ganz Europa|Wir bauen {t}, auf die sich {m} täglich verlassen",
        "titles": "Geschäftsführer|Leiterin Logistik|Qualitätsmanager|Vertriebsleiter|Einkäuferin|Prokurist",
        "roles": "Lagerleiter (m/w/d)|Qualitätsingenieurin|Vertriebsmitarbeiter|LKW-Fahrer|Softwareentwickler",
        "things": "Kühlhäuser|Käse|Datenlogger|Holzfenster|Stahltüren",
        "markets": "Lebensmittelhersteller|Krankenhäuser|Spediteure|Handwerker",
        "funding": "{c} erhält {n} Millionen Euro Finanzierung|{c} sammelt {n} Mio. Euro ein",
        "said": "{c} eröffnet ein zweites Werk|Neue Linie für Exportkunden|Wir waren auf der Messe in Riga",
        "nav": "Startseite|Produkte|Datenschutz|Cookies",
        "reads": "Weiterlesen",
        "quote": "Sie haben nie eine Ladung von uns verloren.",
    },
}
PLACES = {
    "en": [("12 Harbour Road", "Hull HU1 2AB", "Hull", "GB", "+44 1482 5500"), ("4 Mill Lane", "Cork T12 X2Y4", "Cork", "IE", "+353 21 490")],
    "lt": [("Pramonės g. 7", "LT-94102 Klaipėda", "Klaipėda", "LT", "+370 46 310"), ("Savanorių pr. 214", "LT-50193 Kaunas", "Kaunas", "LT", "+370 37 222")],
    "de": [("Hafenstraße 3", "28195 Bremen", "Bremen", "DE", "+49 421 33"), ("Lindenweg 18a", "50667 Köln", "Köln", "DE", "+49 221 77")],
}  # fmt: skip
MONTHS = ["2026-02-11", "2026-05-30", "2025-11-03"]


@dataclass
class Site:
    """A site by its paths, and what it says: (kind, what must be in the fact)."""

    host: str
    language: str
    pages: dict[str, str] = field(default_factory=dict)
    truth: set[tuple[str, str]] = field(default_factory=set)
    forbidden: str = ""


def sites(count: int = 50, seed: int = 11) -> list[Site]:
    return [Builder(seed * 1_000 + number, number).site() for number in range(count)]


class Builder:
    """One site. Every choice is thrown, so that no two are built alike."""

    def __init__(self, seed: int, number: int) -> None:
        self.throw = Throw(seed)
        self.language = ("en", "lt", "de")[number % 3]
        self.words = {name: text.split("|") for name, text in WORDS[self.language].items()}
        self.company = self.throw.company()
        self.made = Site(f"{self.company.lower().replace(' ', '-')}-{number}.example", self.language)
        self.structured = self.throw.random() < 0.5
        self.size = self.throw.choice([12, 34, 85, 120, 240, 1200])
        self.year = self.throw.randrange(1951, 2021)
        self.place = self.throw.choice(PLACES[self.language])
        self.phone = self.place[4] + self.throw.digits(4)
        self.address = f"{self.throw.one('info|office|sales')}@{self.made.host}"
        self.what = self.said(
            "what", t=self.throw.choice(self.words["things"]), m=self.throw.choice(self.words["markets"])
        )

    def said(self, name: str, **told: object) -> str:
        text = self.throw.choice(self.words[name]).format(c=self.company, **told)
        return text[0].upper() + text[1:]

    def knows(self, kind: str, text: object) -> None:
        self.made.truth.add((kind, str(text)))

    def site(self) -> Site:
        pages: dict[str, tuple[str, Callable[[], str]]] = {
            "about": (self.throw.one("about|about-us|apie|ueber-uns|company/profile"), self.about)
        }
        optional = {"team": self.team, "jobs": self.jobs, "news": self.news}
        for name, build in optional.items():
            if self.throw.random() < 0.75:
                pages[name] = (f"{self.throw.one('|p/|site/')}{name}{self.throw.one('||.html|/')}", build)
        links = [(self.throw.choice(self.words[name]), path) for name, (path, _build) in pages.items()]
        links.append((self.throw.choice(self.words["contact"]), "contact.php?lang=x"))
        self.links = links
        for name, (path, build) in pages.items():
            self.made.pages[f"/{path}"] = self.page(self.throw.choice(self.words[name]), build())
        self.made.pages["/contact.php?lang=x"] = self.page("Contact", self.contact())
        self.made.pages["/"] = self.page(self.company, self.home(), head=self.head())
        if self.throw.random() < 0.15:
            self.forbid(pages)
        return self.made

    def forbid(self, pages: dict) -> None:
        """robots.txt keeps a page for itself: what only stands there must not be found."""
        self.made.pages["/robots.txt"] = "User-agent: *\nDisallow: /" + pages["about"][0] + "\nCrawl-delay: 1\n"
        self.made.forbidden = "/" + pages["about"][0]
        for kind in ("size", "founded"):
            if not self.structured:
                self.made.truth = {one for one in self.made.truth if one[0] != kind}

    def page(self, title: str, body: str, head: str = "") -> str:
        menu = "".join(f'<li><a href="{self.link(path)}">{escape(name)}</a></li>' for name, path in self.links)
        other = "".join(f'<li><a href="#">{name}</a></li>' for name in self.words["nav"])
        wrap = self.throw.one("main|div|article")
        return (
            f'<!doctype html><html lang="{self.language}"><head><meta charset="utf-8"><title>{escape(title)}'
            f"{self.throw.one(' - | | &ndash; ')}{escape(self.company)}</title>{head}</head><body><header><nav><ul>{other}{menu}"
            f"</ul></nav></header><{wrap}>{body}</{wrap}><footer>{self.foot()}</footer></body></html>"
        )

    def link(self, path: str) -> str:
        return self.throw.choice([f"/{path}", f"https://{self.made.host}/{path}", f"/{path}#top"])

    def head(self) -> str:
        told = ""
        if self.throw.random() < 0.6:
            told += f'<meta name="description" content="{escape(self.what)}.">'
        elif self.throw.random() < 0.5:
            told += f'<meta property="og:description" content="{escape(self.what)}.">'
        if self.throw.random() < 0.4:
            tool, mark = self.throw.choice(
                [
                    ("WordPress", '<meta name="generator" content="WordPress 6.4">'),
                    ("Shopify", '<script src="https://cdn.shopify.com/s/x.js"></script>'),
                    ("HubSpot", '<script src="//js.hs-scripts.com/77.js"></script>'),
                ]
            )
            told += mark
            self.knows("technology", tool)
        return told + (self.json() if self.structured else "")

    def json(self) -> str:
        street, postal, town, country, _phone = self.place
        told = {
            "@context": "https://schema.org",
            "@type": self.throw.choice(["Organization", ["Corporation"], "LocalBusiness"]),
            "name": self.company,
            "description": self.what,
            "numberOfEmployees": self.throw.choice([self.size, {"@type": "QuantitativeValue", "value": self.size}]),
            "foundingDate": str(self.year),
            "address": {
                "@type": "PostalAddress",
                "streetAddress": street,
                "addressLocality": town,
                "addressCountry": country,
            },
            "telephone": self.phone,
        }
        for kind, text in (("size", self.size), ("founded", self.year), ("place", town), ("what", self.what)):
            self.knows(kind, text)
        self.knows("contact", self.phone)
        return f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'

    def home(self) -> str:
        self.knows("what", self.what)
        quote = self.words["quote"][0]
        other = f"{self.throw.choice(GIVEN)} {self.throw.family()}, CEO, {self.throw.company()}"
        return (
            f"<h1>{escape(self.company)}</h1><p>{escape(self.what)}.</p>"
            f"<blockquote><p>{quote}</p><cite>{other}</cite></blockquote><p><a href='#'>{self.words['reads'][0]}</a></p>"
        )

    def about(self) -> str:
        size, founded = self.said("size", n=self.size), self.said("founded", y=self.year)
        self.knows("size", self.size)
        self.knows("founded", self.year)
        beside = self.throw.choice(["", "<p>In 1903 the harbour was built.</p>", "<p>Tel. 112 for emergencies.</p>"])
        told = [f"<p>{escape(self.what)}.</p>", f"<p>{founded}.</p>", f"<p>{size}.</p>", beside]
        self.throw.shuffle(told)
        return f"<h1>{self.throw.choice(self.words['about'])}</h1>" + "".join(told)

    def team(self) -> str:
        people = []
        for _turn in range(self.throw.randrange(2, 6)):
            name, title = f"{self.throw.choice(GIVEN)} {self.throw.family()}", self.throw.choice(self.words["titles"])
            people.append((name, title))
            self.knows("people", f"{name}, {title}")
        shape = self.throw.choice([cards, table, lines, definitions, figures, paragraphs, marked])
        return f"<h1>{self.throw.choice(self.words['team'])}</h1>{shape(people, self.throw)}"

    def jobs(self) -> str:
        roles = self.throw.sample(self.words["roles"], self.throw.randrange(1, 4))
        for role in roles:
            self.knows("hiring", role.removesuffix(" (m/w/d)"))
        town, way = self.place[2], self.throw.randrange(4)
        if way == 0:
            told = [{"@context": "https://schema.org", "@type": "JobPosting", "title": role} for role in roles]
            listed = f'<script type="application/ld+json">{json.dumps(told, ensure_ascii=False)}</script>'
        elif way == 1:
            listed = (
                "<ul>" + "".join(f'<li><a href="/job/{at}">{role}</a></li>' for at, role in enumerate(roles)) + "</ul>"
            )
        elif way == 2:
            listed = "".join(f"<article><h3>{role}</h3><p>{town}, 40 h</p></article>" for role in roles)
        else:
            rows = "".join(f"<tr><td>{role}</td><td>{town}</td></tr>" for role in roles)
            listed = f"<table><tr><th>Position</th><th>Ort</th></tr>{rows}</table>"
        return f"<h1>{self.throw.choice(self.words['jobs'])}</h1>{listed}"

    def news(self) -> str:
        titles = [self.said("said")]
        self.knows("news", titles[0])
        if self.throw.random() < 0.5:
            titles.append(self.said("funding", n=self.throw.randrange(2, 40)))
            self.knows("funding", titles[-1])
        days, way = self.throw.sample(MONTHS, len(titles)), self.throw.randrange(3)
        told = []
        for title, day in zip(titles, days, strict=True):
            if way == 0:
                told.append(
                    f'<article><h2><a href="/n/1">{escape(title)}</a></h2><time datetime="{day}">{day}</time></article>'
                )
            elif way == 1:
                told.append(f'<div class="post"><span class="date">{day}</span><h3>{escape(title)}</h3><p>…</p></div>')
            else:
                told.append(f"<li>{day} <a href='/n/2'>{escape(title)}</a></li>")
        return f"<h1>{self.throw.choice(self.words['news'])}</h1>{''.join(told)}"

    def contact(self) -> str:
        street, postal, town, _country, _phone = self.place
        self.knows("place", town)
        self.knows("contact", self.phone)
        self.knows("contact", self.address)
        mail = self.throw.choice([f'<a href="mailto:{self.address}">{self.address}</a>', f"<p>{self.address}</p>"])
        call = self.throw.choice([f'<a href="tel:{self.phone}">{self.phone}</a>', f"<p>Tel.: {self.phone}</p>"])
        where = self.throw.choice([f"<address>{street}<br>{postal}</address>", f"<p>{street}, {postal}</p>"])
        return f"<h1>{self.throw.choice(self.words['contact'])}</h1>{where}{mail}{call}"

    def foot(self) -> str:
        return f"© 2026 {escape(self.company)}"


def cards(people: list, throw: Throw) -> str:
    tag = throw.one("h2|h3|h4|strong")
    return "".join(f'<div class="card"><img alt=""><{tag}>{name}</{tag}><p>{title}</p></div>' for name, title in people)


def table(people: list, throw: Throw) -> str:
    return "<table>" + "".join(f"<tr><td>{name}</td><td>{title}</td></tr>" for name, title in people) + "</table>"


def lines(people: list, throw: Throw) -> str:
    dash = throw.one(" – | - |, |: ")
    return "<ul>" + "".join(f"<li>{name}{dash}{title}</li>" for name, title in people) + "</ul>"


def definitions(people: list, throw: Throw) -> str:
    return "<dl>" + "".join(f"<dt>{title}</dt><dd>{name}</dd>" for name, title in people) + "</dl>"


def figures(people: list, throw: Throw) -> str:
    return "".join(f"<figure><img alt=''><figcaption>{name}<br>{title}</figcaption></figure>" for name, title in people)


def paragraphs(people: list, throw: Throw) -> str:
    return "".join(
        f"<p><b>{title}</b></p><p>{name}<br>{name.split()[0].lower().translate(PLAIN)}@x.example</p>"
        for name, title in people
    )


def marked(people: list, throw: Throw) -> str:
    one = '<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">{}</span><span itemprop="jobTitle">{}</span></div>'
    return "".join(one.format(*person) for person in people)
