"""More invented tables with their truth, written without looking at the rules that are measured: other columns, other
languages, other kinds of dirt than those of `invented`. The same for the same seed."""

from datetime import date, timedelta

from measure.invented import PLAIN, Throw, World, blank

GIVEN = (
    "Agnieszka|Bartosz|Cezary|Dorota|Elżbieta|Filip|Grażyna|Hubert|Iwona|Jacek|Kinga|Leszek|Magdalena|Norbert|Paulina|"
    "Radosław|Sylwia|Tadeusz|Urszula|Wojciech|Zofia|Adrian|Beata|Dariusz|Ewelina|Friedrich|Gisela|Heinrich|Ilse|Joachim|"
    "Kerstin|Lothar|Manfred|Nadine|Otto|Renate|Siegfried|Traudl|Ulrich|Volker|Wiebke|Aurélie|Benoît|Cécile|Didier|Elodie"
)
STEMS = (
    "Kowal|Wiśniew|Zieliń|Szymań|Woźnia|Kamiń|Brun|Falk|Grot|Holz|Kess|Lorenz|Mertz|Nied|Prill|Rauch|Stein|Thiel|Vogel|"
    "Wend"
)
ENDS = "ski|ska|czyk|ak|ner|meier|hoff|bach|feld|mann|ard|eau|in|et|owa|sen"
STREETS = (
    "Lipowa|Ogrodowa|Polna|Leśna|Krótka|Rynek|Lindenstraße|Hauptstraße|Am Markt|Rue du Moulin|Rue Pasteur|Gartenweg"
)
TOWNS = "Kraków|Łódź|Wrocław|Kiel|Lübeck|Dresden|Leipzig|Nantes|Rouen|Dijon|Gent|Aarhus|Odense|Brno|Graz|Linz"
TRADES = "Boulangerie|Transports|Menuiserie|Garage|Imprimerie|Laiterie|Conserverie|Établissements|Atelier|Brasserie"
FRENCH_FORMS = "SARL {}|{} SARL|{} S.A.R.L.|SAS {}|{} SA|{}|{} SASU|Ets {}"
KITCHENS = "italian|thai|french|steakhouses|delis|seafood|chinese|american (new)|mexican|indian|vegetarian|bbq"
PLACES = "café|grill|bistro|trattoria|house|kitchen|garden|palace|diner|bar & grill|brasserie|tavern"
WORDS = (
    "adaptive|learning|queries|streams|indexing|spatial|joins|graph|mining|cache|parallel|ranking|schema|fuzzy|views"
)
VENUES = [
    ("SIGMOD Conference", "International Conference on Management of Data"),
    ("VLDB", "Very Large Data Bases"),
    ("ACM Trans. Database Syst.", "ACM Transactions on Database Systems (TODS)"),
]


def surname(throw: Throw) -> str:
    return throw.one(STEMS) + throw.one(ENDS)


def born_in_a_registry(count: int, seed: int) -> World:
    """One table in German: up to four records of a person, with birthdays; day and month, names, cells swap places."""
    throw = Throw(seed)
    columns = ["Lfd", "Zuname", "Rufname", "geb.", "Strasse u. Nr.", "PLZ", "Wohnort"]
    made, truth = [], set()
    for number in range(count):
        born = date(1930, 1, 1) + timedelta(days=throw.randrange(28_000))
        family, given, town = surname(throw), throw.one(GIVEN), throw.one(TOWNS)
        row = [
            family,
            given,
            f"{born:%d.%m.%Y}",
            f"{throw.one(STREETS)} {throw.randrange(1, 120)}",
            throw.digits(5),
            town,
        ]
        keys = [f"{number}-0"]
        made.append([keys[0], *row])
        for again in range(throw.choice([0, 0, 0, 1, 1, 2, 3])):
            keys.append(f"{number}-{again + 1}")
            made.append([keys[-1], *registered_again(throw, row, born)])
        truth |= {frozenset([one, other]) for at, one in enumerate(keys) for other in keys[at + 1 :]}
    throw.shuffle(made)
    return World("unseen: a registry with birthdays", columns, made, truth=truth)


def registered_again(throw: Throw, row: list[str], born: date) -> list[str]:
    family, given, birthday, street, code, town = row
    way = throw.random()
    if way < 0.15:
        family, given = given, family
    elif way < 0.25:
        birthday = f"{born:%m.%d.%Y}"
    elif way < 0.35:
        code, town = town, code
    elif way < 0.5:
        birthday = f"{born:%Y-%m-%d}"
    family, given = throw.maybe(0.3, throw.slip, family), throw.maybe(0.3, throw.slip, given)
    street = throw.maybe(0.15, blank, throw.maybe(0.3, throw.slip, street.replace("straße", "str.")))
    birthday = throw.maybe(0.15, blank, throw.maybe(0.1, throw.slip, birthday))
    given = throw.maybe(0.05, blank, given)
    return [family, given, birthday, street, throw.maybe(0.1, throw.slip, code), throw.maybe(0.1, blank, town)]


def firms_by_town(count: int, seed: int) -> World:
    """Companies by name and town alone, in French and English headers; one name in two towns is two companies."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number in range(count):
        firm, town = f"{throw.one(TRADES)} {surname(throw)}", throw.one(TOWNS)
        if throw.random() < 0.2:
            firm = f"{firm} et fils"
        inside, outside = throw.random() < 0.7, throw.random() < 0.7
        if inside:
            left.append([f"A{number}", throw.one(FRENCH_FORMS).format(firm), town.upper()])
        if outside:
            told = throw.maybe(0.25, throw.slip, firm)
            told = told.replace("Établissements", "Ets").replace(" et fils", throw.choice([" et fils", " & Fils"]))
            told = told.translate(PLAIN) if throw.random() < 0.3 else told
            right.append([f"B{number}", throw.one(FRENCH_FORMS).format(told), throw.maybe(0.1, throw.slip, town)])
        if inside and outside:
            truth.add(frozenset([f"A{number}", f"B{number}"]))
    throw.shuffle(right)
    columns = ["ref", "raison sociale", "ville"]
    return World("unseen: companies by name and town", columns, left, ["ref", "company", "location"], right, truth)


def eating_out(count: int, seed: int) -> World:
    """Two guides to restaurants: names with and without their kind of place, streets abbreviated, numbers otherwise
    written; a chain has several houses under one name."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number in range(count):
        stem = (
            f"{throw.choice(['', 'the ', 'chez ', 'la '])}{surname(throw).lower()}{throw.choice(['', chr(39) + 's'])}"
        )
        name = f"{stem} {throw.one(PLACES)}"
        for house in range(throw.choice([1, 1, 1, 1, 2, 3])):
            key, street = (
                f"{number}.{house}",
                f"{throw.randrange(1, 9000)} {throw.choice(['w.', 'e.', 'n.'])} {throw.digits(2)}th",
            )
            phone, town, kind = throw.digits(10), throw.one(TOWNS), throw.one(KITCHENS)
            inside, outside = throw.random() < 0.75, throw.random() < 0.75
            if inside:
                number_of_it = f"{phone[:3]}/{phone[3:6]}-{phone[6:]}"
                left.append([f"f{key}", name, f"{street} st.", town, number_of_it, kind])
            if outside:
                short = stem if throw.random() < 0.25 else name.replace("bar & grill", "bar and grill")
                where = street.replace("w.", "west").replace("e.", "east").replace("n.", "north")
                right.append(
                    [
                        f"z{key}",
                        throw.maybe(0.15, throw.slip, short),
                        f"{where} street",
                        town,
                        phone_of(throw, phone),
                        "",
                    ]
                )
                right[-1][5] = throw.choice([kind, throw.one(KITCHENS)])
            if inside and outside:
                truth.add(frozenset([f"f{key}", f"z{key}"]))
    throw.shuffle(right)
    columns = ["id", "name", "addr", "city", "phone", "type"]
    return World("unseen: two guides to restaurants", columns, left, list(columns), right, truth)


def phone_of(throw: Throw, phone: str) -> str:
    other = throw.choice([phone, phone, phone, throw.digits(10)])
    return throw.maybe(0.1, blank, f"{other[:3]}-{other[3:6]}-{other[6:]}")


def papers(count: int, seed: int) -> World:
    """Two libraries of articles: titles, authors, venue and year; a paper of the conference and its longer form in a
    journal are two."""
    throw = Throw(seed)
    left, right, truth = [], [], set()
    for number in range(count):
        title = " ".join(throw.sample(WORDS.split("|"), 5)).capitalize()
        authors = [(throw.one(GIVEN), surname(throw)) for _ in range(throw.choice([1, 2, 2, 3]))]
        year = throw.randrange(1994, 2004)
        for form in range(throw.choice([1, 1, 1, 1, 2])):
            key, venue = f"{number}/{form}", VENUES[2] if form else throw.choice(VENUES[:2])
            inside, outside = throw.random() < 0.75, throw.random() < 0.75
            if inside:
                left.append(
                    [
                        f"d{key}",
                        title + ".",
                        ", ".join(" ".join(one) for one in authors),
                        venue[0],
                        str(year + 2 * form),
                    ]
                )
            if outside:
                short = [
                    f"{given[0]}. {family}" if throw.random() < 0.5 else f"{given} {family}"
                    for given, family in authors
                ]
                words = throw.maybe(0.2, throw.slip, title.title() if throw.random() < 0.5 else title)
                right.append(
                    [f"a{key}", words, "; ".join(short), venue[1], throw.maybe(0.1, blank, str(year + 2 * form))]
                )
            if inside and outside:
                truth.add(frozenset([f"d{key}", f"a{key}"]))
    throw.shuffle(right)
    columns = ["id", "title", "authors", "venue", "year"]
    return World(
        "unseen: articles of two libraries", columns, left, ["id", "titel", "verfasser", "quelle", "jahr"], right, truth
    )


def a_dirty_crm(count: int, seed: int) -> World:
    """One table in Polish: whole names in one column, firms, telephone and address by mail, all of them dirty; several
    people at a firm, and namesakes at others."""
    throw = Throw(seed)
    columns = ["nr_klienta", "klient", "firma", "telefon kontaktowy", "poczta", "miejscowość", "uwagi"]
    names = [(throw.one(GIVEN), surname(throw)) for _ in range(max(4, count // 2))]
    firms = [
        f"{surname(throw)} {throw.choice(['Sp. z o.o.', 'S.A.', 'sp.j.', ''])}".strip()
        for _ in range(max(3, count // 5))
    ]
    made, truth = [], set()
    for number in range(count):
        (given, family), firm, town = throw.choice(names), throw.choice(firms), throw.one(TOWNS)
        mobile = f"{throw.choice('5678')}{throw.digits(8)}"
        mail = f"{given}.{family}{throw.randrange(100)}@poczta.example".lower().translate(PLAIN)
        written = [f"{given} {family}", firm, f"{mobile[:3]} {mobile[3:6]} {mobile[6:]}", mail, town, ""]
        made.append([f"K{number}", *written])
        if throw.random() < 0.25:
            name = throw.choice(
                [f"{family} {given}", f"{given} {throw.slip(family)}", f"{given[0]}. {family}", written[0].upper()]
            )
            again = [
                name.translate(PLAIN) if throw.random() < 0.4 else name,
                throw.maybe(0.2, blank, throw.maybe(0.2, throw.slip, firm)),
            ]
            again += [
                throw.maybe(0.4, blank, f"+48{mobile}"),
                throw.maybe(0.4, blank, throw.maybe(0.1, throw.slip, mail)),
            ]
            again += [throw.maybe(0.3, blank, town), throw.choice(["", "VIP", "oddzwonić", "z targów"])]
            if throw.random() < 0.08:
                again[2], again[3] = again[3], again[2]
            made.append([f"K{number}x", *again])
            truth.add(frozenset([f"K{number}", f"K{number}x"]))
    throw.shuffle(made)
    return World("unseen: a dirty list of customers", columns, made, truth=truth)


def worlds(count: int = 600, seed: int = 41) -> list[World]:
    makers = (born_in_a_registry, firms_by_town, eating_out, papers, a_dirty_crm)
    return [make(count, seed) for make in makers]
