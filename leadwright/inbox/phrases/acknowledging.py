"""The bones of a confirmation that a desk sends by itself, in any order within a mail: that something of ours was
received or given a number, and that somebody will answer soon. Or that the address is read by nobody. A person who has
got our mail says "I", and asks; a desk does neither."""

import re
from functools import cache

__all__ = ["acknowledges", "asks_as_a_person"]

MOST_WORDS = 90

# language: it was received or has a number; somebody will answer; nobody reads this address
BONES = {
    "en": (
        r"(?:received|logged|registered|recorded|opened|created|assigned|queued)\b|thank(?:s| you) for (?:contact|"
        r"getting in touch|reaching out|your (?:message|e-?mail|enquiry|inquiry|request|interest|patience))|"
        r"we(?:'ve| have) got your|we read every|(?:reference|ticket|case|request)(?: number| no\.?| id)?:? ?#?\w*\d",
        r"(?:will|shall|aim to|'ll) (?:\w+ ){0,3}(?:respond|reply|answer|be in touch|get back|look into|contact|review|"
        r"follow up|process)|within \w+ (?:\w+ )?(?:days?|hours?)|as soon as (?:possible|we can)|shortly|no "
        r"need to reply|"
        r"working days?|business days?",
        r"no longer (?:in use|monitored|active|checked|read)|not (?:monitored|read|checked)\b|unattended|"
        r"(?:do not|don't|cannot|unable to|please do not) (?:reply|respond) to this|"
        r"(?:my )?reply may (?:be|take) .{0,12}(?:delayed|longer)|slower to (?:reply|respond)",
    ),
    "lt": (
        r"(?:uzklausa|laisk\w+|pranesim\w+|kreipim\w+|zinut\w+|prasym\w+) (?:\w+ ){0,3}(?:gaut|uzregistr|priimt)|"
        r"gavome jusu|dekojame,? kad|uzregistruot|numeris:? ?\w*\d|\bnr\.? ?\d",
        r"atsakysime|susisieksime|per \d+ (?:darbo )?(?:dien|valand)|artimiausi|kuo greiciau|netrukus",
        r"(?:neatsaky|atsakyti neb?ereik|atsakyti nereik)|nestebim|nebenaudojam|nebeskaitom",
    ),
    "de": (
        r"(?:nachricht|anfrage|e-?mail|mail|anliegen|ticket) (?:\w+ ){0,5}(?:erhalten|eingegangen|registriert|erfasst|"
        r"eroffnet)|danke? fur ihre (?:anfrage|nachricht|mail|e-?mail)|(?:vorgangs|ticket|referenz)\w*nummer",
        r"melden uns|bearbeit|antworten ihnen|kummern uns|schnellstmoglich|so (?:bald|schnell) wie moglich|"
        r"innerhalb von|in kurze|werktag|umgehend",
        r"nicht (?:mehr )?(?:gelesen|abgerufen|uberwacht)|antworten sie (?:bitte )?nicht|nicht mehr (?:aktiv|gultig)",
    ),
    "fr": (
        r"(?:avons|a ete|est) (?:bien )?(?:recu|enregistre)|merci de nous avoir contacte|(?:numero|"
        r"reference)\w* (?:\w+ )"
        r"{0,3}\d",
        r"repondr(?:ons|a)|reviendr(?:ons|a)|recontacter|meilleurs delais|plus brefs delais|sous \d+ (?:h|"
        r"heures|jours)|"
        r"dans les \d+",
        r"ne pas y repondre|merci de ne pas repondre|n'est (?:pas|plus) (?:lue?|consultee?|surveillee?|active)",
    ),
    "es": (
        r"(?:hemos|ha sido) (?:recibid|registrad)|gracias por (?:ponerse en contacto|contactar|su (?:mensaje|consulta|"
        r"correo))|numero (?:\w+ ){0,3}\d",
        r"responderemos|contactaremos|nos pondremos|atender[ae]|plazo de|lo antes posible|en breve|dias habiles|mayor "
        r"brevedad",
        r"no responda|no se (?:lee|supervisa)|no conteste|ya no esta (?:en uso|activa)",
    ),
    "it": (
        r"(?:abbiamo|e stat[ao]) (?:ricevut|registrat)|grazie per (?:averci contattat|il (?:suo|vostro) messaggio)|"
        r"(?:numero|n\.|ticket) ?\d",
        r"risponderemo|ricontatteremo|al piu presto|entro \d+|prima possibile|quanto prima|giorni lavorativi",
        r"(?:non|di non) rispondere|non (?:e|viene) (?:monitorat|lett)|non e piu (?:attiv|in uso)",
    ),
    "pl": (
        r"(?:otrzymalismy|zarejestrowan|przyjet|wplynel)|dziekujemy za (?:wiadomosc|kontakt|zgloszenie|maila)|numer "
        r"(?:\w+ ){0,2}\d",
        r"odpowiemy|skontaktujemy|w ciagu \d+|jak najszybciej|wkrotce|dni robocz",
        r"nie odpowiada|(?:wygenerowan|wyslan)\w* automatycznie|nie jest (?:monitorowan|czytan|obslugiwan)",
    ),
    "pt": (
        r"(?:recebemos|foi (?:recebid|registad|registrad))|obrigad[oa] por (?:nos )?(?:contactar|entrar em "
        r"contat)|numero "
        r"(?:\w+ ){0,2}\d",
        r"responderemos|entraremos em contat|contactaremos|brevidade|dias uteis|prazo de|assim que possivel|em breve",
        r"nao responda|nao e (?:monitorizad|monitorad|lid)",
    ),
    "sv": (
        r"(?:vi har (?:tagit emot|mottagit|fatt))|tack for (?:ditt|er\w*|att du kontakt)|arende\w* (?:\w+ ){0,3}\d",
        r"aterkommer|svarar (?:dig )?(?:sa snart|inom)|inom \w+ (?:arbets)?(?:dag|timm)|sa snart (?:vi kan|som "
        r"mojligt)",
        r"gar (?:inte|ej) att (?:svara|besvara)|svara (?:inte|ej) pa|bevakas (?:inte|ej)",
    ),
    "nl": (
        r"(?:hebben|is) (?:\w+ ){0,4}(?:ontvangen|geregistreerd)|bedankt voor (?:uw|je) (?:bericht|vraag|mail|e-?mail|"
        r"aanvraag)|(?:onder )?nummer ?\d",
        r"nemen (?:\w+ ){0,4}contact|antwoorden|reageren|zo (?:snel|spoedig) mogelijk|binnen \w+ (?:werk)?(?:dag|uur)",
        r"niet (?:te )?(?:beantwoorden|antwoorden)|wordt niet (?:gelezen|gemonitord)|niet meer in gebruik",
    ),
    "ru": (
        r"(?:обращение|запрос|письмо|сообщение|заявка)\w* (?:\w+ ){0,3}(?:получен|зарегистрир|принят)|получили ваш|"
        r"спасибо за (?:ваше )?(?:обращение|письмо|сообщение)|номер\w* ?\d",
        r"ответим|свяжемся|в течение|в ближайшее время|как можно скорее|рабочих дн",
        r"не отвечайте|не требует ответа|не просматрива|автоматическ",
    ),
}
ONESELF = re.compile(r"\bi(?:'ll|'m|'ve|'d)?\b(?! now work)")


@cache
def bones(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{stems})") for stems in BONES[language])


def acknowledges(folded: str, language: str) -> re.Match[str] | None:
    """The words that give a desk away, in a folded text."""
    if language not in BONES or "?" in folded or len(folded.split()) > MOST_WORDS:
        return None
    received, soon, unread = bones(language)
    if hit := unread.search(folded):
        return hit
    if language == "en" and ONESELF.search(folded):
        return None
    hit = received.search(folded)
    return hit if hit and soon.search(folded) else None


def asks_as_a_person(folded: str) -> bool:
    """Who says "I" and asks something is no desk, though they confirm that a mail has come."""
    return "?" in folded and bool(ONESELF.search(folded))
