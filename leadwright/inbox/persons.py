"""Persons named in a mail: whom to ask instead, or who stands in. Pure.

A name is two or three words with capitals, or one beside a word that speaks of a person; the address beside it is
theirs. Lithuanian names are put back into the nominative as far as their endings tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from leadwright.inbox.words import fold

__all__ = ["Person", "named"]

MOST = 4_000
EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
WORD = r"[^\W\d_a-zà-öø-ÿžšūųėęįąčćłńóśźżа-яё][\w'’-]{1,24}"
NAME = re.compile(rf"\b(?:(Mr|Mrs|Ms|Dr|Herr|Frau|M|Mme|Sr|Sra|Pan|Pani|г-н|г-жа)\.? )?({WORD}(?: {WORD}){{0,4}})")
CUE = re.compile(
    r"(?:contact|ask|to|with|reach|see|call|colleagues?|cc|cc'ing|cc'ed|copying|want|need|successor(?: is)?|is|"
    r"person is|boss|manager|director|officer|lead|buyer|mr|mrs|ms|dr|"
    r"kolega|kolege[is]?|kolegai|koleg[ae]|pavaduoja|vaduoja|i|pas|rasykite|rasyk|rasai|klauskite|vadov\w{1,4}|"
    r"direktor\w{1,4}|kuruoja|uzsiima|atsaking\w{1,3}|"
    r"an|kollegin|kollege|kollegen|herr|herrn|frau|vertretung|"
    r"contacter|collegue|m|mme|monsieur|madame|a|con|companer[oa]|escriba a|collega|rivolgersi a|rivolgervi a|"
    r"z|kolezanka|zastepuje mnie|pani|pan|com|colega|kollega|kontakta|bij|med|к|коллега|замещает|замещает меня|"
    r"обращаитесь к|поможет)[ :,(]{1,3}$"
)
# "in" and such between a cue and a title: "our Head of Logistics, Robert Kane"
DOES = re.compile(
    r"[ ,]{1,2}(?:\([^()]{2,60}\),? ?)?(?:\S{3,60}@\S{3,60} )?(?:is|who|she|he|can|will|would|"
    r"covers?|covering|handles?|"
    r"runs|manages|leads|took over|takes over|deals with|looks after|has taken|now|in (?:logistics|purchasing|quality|"
    r"operations|sales|finance|it|transport|procurement)|"
    r"hilft|ubernimmt|vertritt|antwortet|assure|prend|me remplace|puede|le atendera|me sustituye|puo|mi sostituisce|"
    r"pomoze|zastepuje|pode|substitui|hjalper|vikarierar|helpt|neemt|vervangt|поможет|заменит|замещает|"
    r"pavaduoja|pavaduos|padės|kuruoja|uzsiima|atsaking|tvarko|gali|padeda|"
    r"has the keys|holds the|steps in|fills in|stands in|"
    r"kummert|betreut|steht|unterstutzt|beantwortet|ist (?:fur|ihr)|s'occupe|"
    r"gere|est (?:joignable|a votre)|vous repond|atiende|le ayudara|lleva|gestiona|segue|gestisce|risponde|vi aiuta|"
    r"przejmuje|prowadzi|odpowiada|assegura|trata|responde|tar|svarar|skoter|neemt|behandelt|beantwoordt|staat|"
    r"ведет|ответит|занимается|решит)\b"
)
TITLE = re.compile(
    r"\b((?:[Hh]ead|[Vv]ice [Pp]resident|[Dd]irector|[Cc]hief) of [A-Za-z]+(?: (?:and|&) [A-Z][a-z]+)?|"
    r"(?:[A-Z][a-z]+ ){1,2}(?:Manager|Director|Officer|Buyer|Lead|Engineer|Assistant)|"
    r"(?:[a-z]+ )(?:manager|director|buyer|lead)|C[EFOTIM]O|VP [A-Z][a-z]+|"
    r"[A-Z][\w-]*(?:leiter|leiterin|führer|führerin|chef|chefin)|"
    r"(?:directeur|directrice|responsable|chef|director|directora|jefe|jefa|direttore|direttrice|responsabile|"
    r"dyrektor|kierownik|diretor|diretora|gerente|директор|начальник|руководитель)(?: \w+){1,2}|"
    r"[a-zžšūųėęįąč]+(?:os|ų|ės|io|ies|imo) (?:vadov|direktor|vadybinink|specialist)\w{1,5}|"
    r"(?:technikos |generalin\w+ )?direktor\w{1,4})"
)
REQUEST = re.compile(r"(?:kite|kit)$")  # a Lithuanian verb at the head of a sentence: "Siųskite Jurgai"
PHONE = re.compile(r"[ ,;:(]{1,3}(?:tel\.? ?|mob\.? ?|phone ?|ph\.? ?)?\+?\d[\d ()./-]{6,}")
NOT_NAMES = set(
    fold(
        """Nuo Iki
        Hi Hello Dear Thanks Thank Please Best Kind Regards Yes No Not Our My We I The This That It You Your They He
        She If For From To On In At As And But Or So Of With Or Contact Wrong Passed Forwarding Out Annual Leave Back
        Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Wed Thu Fri Monday Tuesday Wednesday
        Thursday Friday Saturday Sunday January February March April May June July August
        September October November December Christmas Head Deputy Chief Director Manager Purchasing Quality Fleet
        Operations Logistics IT CEO CFO COO CTO PTO OOO Teams Zoom Any Purchasing Sales Marketing Right Happy Cheers
        Laba Sveiki Labas Diena Gerb Pagarbiai Dėl Ne Aš Tai Šiuos Už Prašau Prašome Rašykite Kreipkitės Persiunčiau
        Pasiūlymus Dabar Esu Mane Skubiais Svarbiais Atostogauju Grįšiu Nebūsiu Informuoju Ačiū Mes Jis Ji Jei Geriau
        Guten Tag Vielen Dank Ich Sie Wir Ihre Bitte Nachricht Urlaub Mails Mail Büro Haus Messe Vertretung Notfälle Am
        Ab Bis Vom Mein Meine Kollege Kollegin Herr Frau Freundlichen Grüßen Rückkehr Montag Dienstag Mittwoch
        Donnerstag Freitag Dezember Januar Ihnen Tel Dringenden Fällen Team Abwesenheit
        Bonjour Merci Je Nous Vous Pour En Mon Ma De Du Le La Les Retour Cordialement Absent Absente Contact Message
        Hola Gracias Estoy Un Saludo Para Mientras Me Mi Por Vuelvo Contacte Respuesta
        Buongiorno Sono Per Grazie Cordiali Saluti In Potete Risposta Sarò
        Jūsų Jus Jums Resturlaub Schreibtisch Aufgaben Powrót Ledig Stand Firma Fragen Anliegen
        Państwa Państwo Państwu
        Dzień Dobry Dziękuję Jestem Proszę Pozdrawiam Pozdrowienia W Na Będę Zastępuje Pomoże Urlop Pan Pani
        Bom Dia Estou Obrigado Obrigada Em Na No Os As Minha Contacte Cumprimentos Esta
        Hej Jag Vid Tack Vänliga Hälsningar Min Kontakta På Är Semester
        Goedendag Ik Voor Met Bedankt Collega U Vriendelijke Groet Deze Vanaf
        Добрый День Я По Спасибо Меня С Уважением Нахожусь Обращайтесь Буду Эту Поможет Коллега Мы"""
    ).split()
)
GENERIC = {
    *("uzsakymai", "kokybe", "pardavimai", "klientai", "transportas", "administracija", "bestellung", "kundenservice"),
    *(
        "commande",
        "commandes",
        "pedidos",
        "clientes",
        "ventas",
        "vendite",
        "clienti",
        "zamowienia",
        "klient",
        "encomendas",
    ),
    *(
        "geral",
        "order",
        "kundtjanst",
        "klantenservice",
        "verkoop",
        "bestellingen",
        "quality",
        "fleet",
        "operations",
        "hr",
    ),
    *(
        "finance",
        "accounts",
        "billing",
        "press",
        "marketing",
        "procurement",
        "buying",
        "logistics",
        "dispatch",
        "general",
    ),
    *("info", "office", "sales", "support", "service", "servicedesk", "helpdesk", "contact", "purchasing", "einkauf"),
    *("team", "mail", "hello", "compras", "achats", "acquisti", "ordini", "zakupy", "biuro", "pirkimai", "logistika"),
    *(
        "inkop",
        "inkoop",
        "kontoret",
        "receptie",
        "accueil",
        "ufficio",
        "zakupki",
        "admin",
        "reception",
        "ops",
        "orders",
    ),
}


@dataclass(frozen=True)
class Person:
    """Somebody as a mail names them; what is not said is empty."""

    name: str = ""
    email: str = ""
    title: str = ""


def named(text: str, but: tuple[str, ...] = (), *, generic: bool = True) -> Person | None:
    """The person whom this text names best. `but` are addresses that are nobody new (the writer's, ours); without
    `generic`, an address such as info@ is somebody only where a name stands beside it."""
    text = text[:MOST]
    found = max(candidates(text), key=lambda one: one[0], default=None)
    known = {one.lower() for one in but}
    emails = [hit for hit in EMAIL.finditer(text) if hit.group().lower().rstrip(".") not in known]
    email = nearest(emails, found[2] if found else None, text)
    if email and not found and not generic and email.split("@")[0] in GENERIC:
        return None
    if not email and not found:
        return None
    name = found[1] if found else ""
    return Person(nominative(name), email, title_of(text, name))


def nearest(emails: list[re.Match[str]], span: tuple[int, int] | None, text: str) -> str:
    """The address that stands beside the name, else the only one."""
    if span:
        emails = sorted(emails, key=lambda hit: min(abs(hit.start() - span[1]), abs(span[0] - hit.end())))
        emails = [hit for hit in emails if abs(hit.start() - span[1]) < 120 or abs(span[0] - hit.end()) < 40]
    return emails[0].group().lower().rstrip(".") if emails else ""


def candidates(text: str) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Names with a score: an address beside it, a word before it or a verb behind it that speaks of a person."""
    for hit in NAME.finditer(text):
        words = hit.group(2).split(" ")
        start = hit.start(2)
        while words and (fold(words[0]).strip("'’") in NOT_NAMES or REQUEST.search(fold(words[0]))):
            start += len(words.pop(0)) + 1
        while words and fold(words[-1]) in NOT_NAMES:
            words.pop()
        words = words[:3]
        if not words or "@" in text[hit.start() : hit.end() + 1]:
            continue
        end = start + len(" ".join(words))
        before, after = fold(text[max(0, start - 30) : start]), fold(text[end : end + 160])
        mailed = EMAIL.search(text[end : end + 60]) or (re.search(r"@\S{3,60}[ ),:-]{0,4}$", before))
        shared = mailed and len(words) == 1 and (mailed.group().split("@")[0].lower() in GENERIC)
        beside = (
            bool(mailed)
            and not shared
            and not re.search(r"[.!?\n] ", text[end : end + (mailed.start() if mailed else 0)])
        )
        score = 3 * beside + 2 * bool(CUE.search(before)) + 2 * bool(DOES.match(after)) + (len(words) > 1)
        score += 2 * bool(PHONE.match(text[end : end + 40]))
        score += 2 * bool(hit.group(1)) + bool(re.match(r",? (?:[a-z]+ )?(?:head of|director|manager)", after))
        if score >= 2:
            shown = (
                f"{hit.group(1)} {' '.join(words)}" if hit.group(1) and hit.group(1) not in {"M"} else " ".join(words)
            )
            yield score, shown, (start, end)


def title_of(text: str, name: str) -> str:
    """A title in the sentence that names the person."""
    at = text.find(name.rpartition(" ")[2]) if name else 0
    for hit in TITLE.finditer(text):
        if not name or abs(hit.start() - at) < 90:
            return ending_of(hit.group(1).strip())
    return ""


def ending_of(title: str) -> str:
    """Lithuanian titles in the nominative: "logistikos vadovą" is "logistikos vadovas"."""
    title = re.sub(r"^(?:our|the|my|a|new) ", "", title, flags=re.IGNORECASE)
    for end, plain in (("vadovą", "vadovas"), ("vadovui", "vadovas"), ("vadovu", "vadovas"), ("vadovę", "vadovė"),
                       ("vadovei", "vadovė"), ("direktorių", "direktorius"), ("direktoriui", "direktorius"),
                       ("direktorę", "direktorė"), ("direktorei", "direktorė")):  # fmt: skip
        if title.endswith(end):
            return title.removesuffix(end) + plain
    return title


def nominative(name: str) -> str:
    """A Lithuanian name as its bearer writes it: "Tomui Urbonui", "Liną Budrį", "Onai Vaitkutei", "Rimo"."""
    words = name.split(" ")
    last = words[-1]
    if not any(re.search(r"[ąęįųėšžčū]|ui$|aitei$|tei$|ienei$|iene$|aite$", word) for word in words):
        return GIVEN_OF.get(name, name)
    woman = bool(
        re.search(
            r"(?:ien|ait|yt|ut|iut|ūt|aitė|utė|ytė)(?:ę|ei|ė|e|ės)$|(?:ę|ei|ė|ės)$|(?:ien|ait|yt|ut|iut|ūt)e$", last
        )
    )
    return " ".join([*(bare(word, woman, given=True) for word in words[:-1]), bare(last, woman, given=len(words) == 1)])


# Cases of common given names whose endings alone do not tell: "Rimo" might be a name, "Vyto" a word.
GIVEN_OF = {
    case: name
    for name in (
        *(
            "Rimas",
            "Vytas",
            "Tomas",
            "Jonas",
            "Petras",
            "Antanas",
            "Mantas",
            "Lukas",
            "Rokas",
            "Linas",
            "Darius",
            "Marius",
        ),
        *("Saulius", "Andrius", "Paulius", "Julius", "Vytautas", "Gintaras", "Arūnas", "Giedrius", "Kęstutis"),
        *("Mindaugas", "Algirdas", "Valdas", "Vidas", "Donatas", "Justas", "Povilas", "Karolis"),
    )
    for case in (
        {name[:-2] + "o", name[:-2] + "ą", name[:-2] + "ui", name[:-2] + "u"}
        if name.endswith("as")
        else {name[:-2] + "aus", name[:-2] + "ų", name[:-2] + "ui", name[:-2] + "umi"}
    )
}


def bare(word: str, woman: bool, *, given: bool) -> str:
    if word in GIVEN_OF:
        return GIVEN_OF[word]
    for end, man_end, woman_end in (
        ("iui", "ius", "iui"), ("ui", "as", "ui"), ("ių", "ius", "ių"), ("ę", "ė", "ė"), ("ei", "ė", "ė"),
        ("iene", "ienė", "ienė"), ("aite", "aitė", "aitė"), ("yte", "ytė", "ytė"), ("ute", "utė", "utė"),
        ("ai", "a" if given else "ai", "a"), ("ą", "as", "a"), ("į", "ys", "į"),
    ):  # fmt: skip
        if word.endswith(end) and len(word) > len(end) + 1:
            return word.removesuffix(end) + (woman_end if woman else man_end)
    return word
