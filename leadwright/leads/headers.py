"""What the headers of lists are called, in English, Lithuanian and their neighbours. Pure."""

# Spelled without marks and case, as matching.folded gives them.
HEADERS = {
    "full_name": "name|full name|fullname|contact|contact name|contact person|person|lead name|vardas pavarde|"
    "vardas ir pavarde|pavarde vardas|v pavarde|kontaktas|kontaktinis asmuo|asmuo|atstovas|vadovas|vards uzvards|"
    "imie i nazwisko|ansprechpartner|"
    "nom complet|nom et prenom|nombre completo|nome completo|imie nazwisko|osoba kontaktowa|kontaktperson|"
    "persona de contacto|volledige naam|koko nimi|taisnimi",
    "given_name": "first name|firstname|first|given name|givenname|forename|vardas|vards|imie|vorname|eesnimi|fornavn|"
    "prenom|nombre|rufname|voornaam|etunimi|jmeno|krestni jmeno|keresztnev|utonev|prenume|fornamn|ime",
    "family_name": "last name|lastname|last|surname|family name|familyname|second name|pavarde|uzvards|nazwisko|"
    "nachname|perekonnanimi|etternavn|efternamn|"
    "nom de famille|apellido|apellidos|cognome|sobrenome|zuname|familienname|achternaam|sukunimi|prijmeni|"
    "priezvisko|vezeteknev|csaladnev|prezime|soyad|soyadi",
    "email": "email|e mail|mail|email address|e mail address|emailaddress|work email|business email|el pastas|"
    "elektroninis pastas|el pasto adresas|el p|pastas|epasts|e pasts|e post|epost|e post address|adres email|"
    "courriel|adresse e mail|adresse mail|correo|correo electronico|poczta|sahkoposti|e mail adresse|"
    "e posta",
    "phone": "phone|phone number|phonenumber|telephone|tel|tel nr|tel no|mobile|mobile phone|cell|work phone|"
    "direct phone|telefonas|telefono numeris|tel numeris|mob|mob tel|mobilus|mobilusis|telefons|telefon|handy|"
    "telefono|telefone|portable|telefoon|puhelin|telefonnummer|rufnummer|gsm|nr telefonu|mobil",
    "title": "title|job title|jobtitle|position|role|job|function|designation|pareigos|pozicija|amats|stanowisko|"
    "poste|fonction|cargo|puesto|qualifica|functie|tehtava|funkce|beruf",
    "company": "company|company name|companyname|organisation|organization|organisation name|organization name|"
    "account|account name|employer|business|firm|business name|imone|imones pavadinimas|imone pavadinimas|"
    "bendrove|pavadinimas|organizacija|istaiga|kompanija|firma|uznemums|ettevote|foretag|bedrift|unternehmen|"
    "raison sociale|societe|entreprise|empresa|razon social|azienda|societa|ragione sociale|bedrijf|"
    "yritys|spolecnost|ceg|cegnev|virksomhed|gesellschaft|nazwa firmy|sirket",
    "website": "website|web|web site|url|homepage|site|domain|company website|company domain|svetaine|"
    "interneto svetaine|tinklalapis|interneto puslapis|puslapis|domenas|www|majaslapa",
    "linkedin": "linkedin|linkedin url|linkedin profile|person linkedin url|linkedin link|linkedin profilis|profile",
    "city": "city|town|location|place|miestas|gyvenviete|vieta|vietove|pilseta|linn|miasto|ort|stadt|by|"
    "ville|ciudad|citta|cidade|plaats|woonplaats|wohnort|kaupunki|mesto|varos|miejscowosc|localidad|"
    "localita|sehir|stad",
    "country": "country|country region|country code|nation|state country|salis|valstybe|salies kodas|valsts|riik|"
    "kraj|land|"
    "pays|pais|paese|maa|zeme|orszag|ulke",
    "industry": "industry|sector|branch|vertical|veikla|veiklos sritis|sritis|sektorius|pramones saka|saka|nozare",
    "employees": "employees|number of employees|no of employees|employee count|headcount|company size|size|staff|"
    "darbuotojai|darbuotoju skaicius|darbuotoju sk|dydis",
    "revenue": "revenue|turnover|annual revenue|sales revenue|apyvarta|pajamos|metine apyvarta|metines pajamos",
    "language": "language|lang|preferred language|kalba|bendravimo kalba",
    "tags": "tags|tag|labels|keywords|zymos|zyme|zymes|birkos|etiketes|tagi|schlagworte|etykiety|silted",
    "opted_out": "do not contact|dnc|unsubscribed|opted out|opt out|optout|do not email|has opted out|atsisake|"
    "nesusisiekti|nebekontaktuoti|atsisakymas",
}
WORDS = {spelling: field for field, spellings in HEADERS.items() for spelling in spellings.split("|")}
VAGUE = frozenset(
    {
        "name",
        "contact",
        "person",
        "role",
        "site",
        "size",
        "by",
        "ort",
        "first",
        "last",
        "ime",
        "maa",
        "mobil",
        "place",
        "web",
        "job",
        "mail",
    }
)  # they say something only where they stand alone


def field_of(plain: str) -> str:
    """The field that a folded header names; "" where it names none."""
    return WORDS.get(plain) or contained(plain)


def contained(plain: str) -> str:
    """The field whose longest known spelling stands as words in a longer header ("contact e-mail (work)")."""
    held = [word for word in WORDS if word not in VAGUE and len(word) > 2 and f" {word} " in f" {plain} "]
    return WORDS[max(held, key=len)] if held else ""
