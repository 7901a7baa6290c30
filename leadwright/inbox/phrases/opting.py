"""The bones of an opt-out, in any order within a sentence: a verb of removal and oneself; a no, a word for writing and
"more"; or a stop and a word for writing. What tables of phrases miss, because nobody says it as they say it."""

import re
from functools import cache

__all__ = ["says_no_mail"]

# Who names the regulator or a lawyer for the next time has said no, in any language.
REGULATOR = re.compile(
    r"\b(?:ico|cnil|aepd|garante|uodo|imy|datainspektionen|datenschutzbehorde|autoriteit persoonsgegevens|"
    r"роскомнадзор\w*|"
    r"data protection (?:authority|commissioner|office)|regulator|trading standards|ftc|lawyers?|solicitors?|"
    r"inspekcij\w*|vdai|advokat\w*|anwalt\w*|rechtsanwalt\w*|avocat|abogad\w*|avvocat\w*|prawnik\w*|adwokat\w*|"
    r"advogad\w*|advocaat|юрист\w*|адвокат\w*)\b"
)
# Or who says what they will do then.
THREAT = re.compile(
    r"\b(?:complain\w*|report (?:you|this|it)|block(?:ing)? (?:you|your)|sue you|legal action|name and shame|"
    r"skus(?:iu|im|iuosi)|skund\w*|uzblokuo\w*|praneszu|pranesiu|beschwer\w*|anzeige (?:erstatt|gegen)\w*|"
    r"zeige (?:ich )?sie an|abmahn\w*|plainte|signale|denunci\w*|reclamacion|reclamo\b|segnalo|segnalero|diffid\w*|"
    r"skarg\w*|zglosz\w*|zglaszam|queixa|(?:polis)?anmal\w* (?:jag )?(?:er|det|detta)|klacht|aangifte|meld ik|"
    r"пожалу[юе]\w*|жалоб\w*|подам в суд|заблокирую)"
)
NEXT_TIME = re.compile(
    r"\b(?:next (?:one|mail|e-?mail|time|message)|again|once more|another (?:mail|e-?mail|message|one)|dar "
    r"(?:karta|viena)|"
    r"vel\b|nachste\w*|noch (?:ein|einmal|mal)|nochmal\w*|prochain\w*|encore une?|proxim\w*|otra vez|una vez mas|"
    r"prossim\w*|ancora una|nastepn\w*|kolejn\w*|jeszcze raz|ponown\w*|mais uma|nasta (?:gang|mejl|mail)|igen|"
    r"volgende|nogmaals|opnieuw|nog (?:een|1) (?:keer|mail)|следующ\w*|еще раз)\b"
)
FEW_WORDS = 4
MOST_WORDS = 22  # of a sentence: in a longer one the bones may belong to different thoughts

# language: removal, oneself, no, writing, more, stop
BONES = {
    "en": (
        "remov|delet|eras(?:e|ing)|unsub|unlist|scrub",
        r"me\b|us\b|(?:my|our) (?:e-?mail|name|data|details|address|contact)|data|address|list\b|database|crm",
        r"not hear|never hear|rather not|no more of|don't|do not|not be|no longer|without|never",
        r"from you|ads\b|e-?mails?\b|mailings?|newsletter|promotion|sequences?\b|marketing|campaigns?\b|"
        r"contact(?:ed)? (?:me|us)|"
        r"write to (?:me|us)|messag(?:e|ing) (?:me|us)",
        r"again|any ?more|further|ever\b|from you|no more|any more of",
        r"stop\b|cease|quit\b|halt\b",
    ),
    "lt": (
        r"pasalin|istrin|trink|isbrauk|isregistr|panaik|isimk|ismesk",
        "mane|mus|mano|musu|duomen|adres|sara|baz|past|reklam",
        r"ne(?:be)?(?:sius|siunt|siunc|rasy|trukd|skamb|kontakt|susisiek|itrauk|trauk)|jokiu|nereik",
        "laisk|pasiul|reklam|siunt|saras|(?:ne(?:be)?)?(?:rasy|sius|siunt|trukd|skamb)",
        r"daugiau|nebe|jokiu|ateity|toki",
        r"liauk|baik|nustok|(?:su)?stabd|nutrauk|uzteks|(?:uztenka|gana|pakanka)\b(?=.{0,40}\blaisk|[ .!]*$)",
    ),
    "de": (
        "losch|gelosch|entfern|streich|gestrichen|austrag|ausgetragen|abmeld",
        "mich|uns|meine|unsere|daten|adress|liste|verteiler|datei|kartei|bestand|system",
        "nicht|nichts|kein|nie",
        r"hor(?:en|e)\b|schreib|schick|senden|zusend|e-?mail|mails?\b|kontakt|werb|anruf|post|erinner|angebot|nachricht|belastig|"
        r"newsletter|zuschrift",
        r"mehr|wieder\b|weitere?[nrs]?\b|kunftig",
        r"unterlass|stopp|aufhor|abzuseh|absehen|verschon|stell\w* .{0,40}\bein\b|einstell|hor\w* .{0,20}\bauf\b",
    ),
    "fr": (
        r"supprim|suppression|effac|retir|enlev|radi(?:er|ez)|desinscr|desabon|raye|biff|oter\b|otez|m'ot",
        "moi|nous|mes|mon|nos|donnees|coordonnees|adresse|liste|envois|me|je|fichier|base",
        r"ne\b|n'|pas\b|aucun|jamais|plus\b",
        "recev|contact|ecri|envo|sollicit|mails?|messag|demarch|pub|relanc|destinatair|adresse|prospect|courriel",
        r"plus\b|davantage|jamais|desormais",
        "arret|cess|stop",
    ),
    "es": (
        r"elimin|borr|suprim|supresion|quit(?:e|a|ar|en)|baja|retir",
        "me|nos|mis|mi|datos|lista|correo|base|registro|sistema|fichero",
        r"no\b|nunca|ni\b",
        r"recib(?!i)|contact|escrib|envi|mand|mensaj|correo|publicid|llam",
        "mas|nunca|otra vez|volver|vuelv",
        r"dej(?:a|e|ad|en)\w*|ces(?:a|e)\w*|par(?:a|e)n?\b|basta|ya esta bien|suficiente",
    ),
    "it": (
        "cancell|rimuov|rimoss|rimozion|tolt|elimin|togli|disiscr",
        "mi|mio|miei|dati|lista|elenco|indirizzo|ci|database|archivio|registr",
        r"non\b|mai\b|nessun|basta",
        r"ricev(?!ut)|contatt|scriv|invi|mand|mail|pubblic|comunicaz",
        "piu|ulterior|altre|basta",
        r"basta|smett|cess|interromp|di smettere|evit(?:a|i|ate|ino)\b",
    ),
    "pl": (
        "usun|usuni|wykresl|skresl|wypis|wyrejestr",
        "mnie|nas|moj|nasz|adres|danych|dane|list|baz|rejestr|kartotek",
        r"nie\b|zadn|zaprzest",
        r"otrzymyw|dostaw|pisa|wysyl|przysyl|kontakt|mail|ofert|dzwon|reklam",
        "wiecej|juz|zadn|kolejn",
        "przesta|zaprzest|skoncz|stop|zatrzym|wstrzym",
    ),
    "pt": (
        "remov|remoca|elimin|apag|retir|exclu|descadastr|tire",
        "me|meu|meus|minha|dados|lista|base|nos",
        r"nao\b|nunca|chega|sem\b",
        r"receb(?!i)|contact|contat|escrev|envi|mand|mail|mensag|publicid",
        "mais|volt|nunca|novamente|chega",
        r"par(?:e|em)\b|deix|chega|cess",
    ),
    "sv": (
        "radera|ta bort|borttag|struken|uppgifter bort|plocka bort|stryk|avregistr|avprenum|avanmal",
        "mig|oss|min|mina|vara|register|lista|databas|adress|jag",
        r"inte\b|inga\b|inget\b|aldrig|ej\b",
        r"\w*mejl|mail|kontakt|skriv|skick|hor\b|utskick|ring|reklam|post",
        "mer|fler|igen|langre|aldrig",
        "sluta|upphor|stopp",
    ),
    "nl": (
        r"verwijder|wis\b|wissen|gewist|schrap|geschrapt|uitgeschreven|uitschrijv|afmeld|haal",
        "mij|me|ons|mijn|onze|gegevens|lijst|bestand|adres|uw",
        r"niet\b|niets\b|geen\b|nooit",
        r"(?:ge)?mail|contact|ontvang|schrij|stuur|stur|bericht|reclame|bell|benader",
        "meer|langer|nooit|verder",
        r"stop|hou\b|houd\b|staak",
    ),
    "ru": (
        "удал|исключ|убер|убра|вычерк|отпи[сш]|сотр",
        "мен|нас|мо|наш|адрес|данн|рассыл|баз|спис",
        r"не\b|хватит|никаких|никогда",
        r"пис(?:ать|ьм|ем)|пиш|получ(?!ил)|присыл|слать|шл|звон|рассыл|реклам|спам|связыв|беспоко",
        "больше|впредь|никогда|хватит|никаких",
        "прекра|хватит|перестан|довольно",
    ),
}


def warns(sentence: str) -> re.Match[str] | None:
    if sentence.rstrip().endswith("?") or len(sentence.split()) > MOST_WORDS:
        return None
    hit = NEXT_TIME.search(sentence)
    return hit if hit and (REGULATOR.search(sentence) or THREAT.search(sentence)) else None


@cache
def bones(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{stems})") for stems in BONES[language])


def says_no_mail(sentence: str, whole: str, language: str) -> re.Match[str] | None:
    """`sentence` and the `whole` text are folded. A few words are too few to tell the language: then any will do."""
    if hit := warns(sentence):
        return hit
    count = len(sentence.split())
    if count > MOST_WORDS:
        return None
    languages = BONES if count <= FEW_WORDS else [language] if language in BONES else []
    return next(filter(None, (says_no_mail_in(one, sentence, whole) for one in languages)), None)


def says_no_mail_in(language: str, sentence: str, whole: str) -> re.Match[str] | None:
    remove, oneself, no, writing, more, stop = bones(language)
    if sentence.rstrip().endswith("?"):  # "could you take me off?" asks for it; "do you write again?" does not
        hit = remove.search(sentence) or (no.search(sentence) if language == "lt" else None)
        return hit if hit and oneself.search(sentence) else None
    if (hit := remove.search(sentence)) and oneself.search(whole):
        return hit
    if (hit := no.search(sentence)) and writing.search(sentence) and more.search(sentence):
        return hit
    hit = stop.search(sentence)
    return hit if hit and writing.search(sentence) else None
