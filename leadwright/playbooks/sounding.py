"""How a text will sound before anybody receives it: how long it takes to read, and what makes it look like spam. Pure.

The words are those that mail filters and tired readers know from mass mail; one of them is no harm in an honest
sentence, which is why they are shown and nothing is forbidden. Source of the list: our own reading of mass mail.
"""

import re

WORDS_A_MINUTE = 200
LONG = 120  # words of a first mail: what is longer is read later, which is to say never
SHOUTED = re.compile(r"\b[^\W\d_]{6,}\b")
LINK = re.compile(r"https?://\S+")
SPAM = {
    "en": (
        *("act now", "amazing", "best price", "buy now", "cheap", "click here", "congratulations", "dear friend"),
        *(
            "discount",
            "don't miss",
            "double your",
            "earn money",
            "exclusive offer",
            "for free",
            "free trial",
            "guaranteed",
        ),
        *(
            "incredible",
            "limited time",
            "lowest price",
            "make money",
            "no obligation",
            "once in a lifetime",
            "order now",
        ),
        *(
            "risk-free",
            "satisfaction",
            "special promotion",
            "this is not spam",
            "urgent",
            "while supplies last",
            "winner",
        ),
    ),
    "lt": (
        *("nemokamai", "tik šiandien", "skubėkite", "garantuojame", "neįtikėtina", "geriausia kaina", "spauskite čia"),
        *("laimėjote", "ypatingas pasiūlymas", "akcija", "nuolaida", "be rizikos", "uždirbkite", "pirkite dabar"),
        *("ribotas laikas", "vienintelė proga", "pigiausia", "sveikiname"),
    ),
}
KNOWN = re.compile(
    r"(?<!\w)(" + "|".join(re.escape(each) for words in SPAM.values() for each in words) + r")(?!\w)", re.IGNORECASE
)


def reading_seconds(text: str) -> int:
    return round(60 * len(text.split()) / WORDS_A_MINUTE)


def spam_words(text: str) -> list[str]:
    """The words of the list that stand in the text, each once, in the order in which they come."""
    return list(dict.fromkeys(found.group(1).lower() for found in KNOWN.finditer(text)))


def shouted(text: str) -> list[str]:
    """Words of six letters and more in capitals only: shorter ones are names of things (GDPR, HACCP)."""
    return [word for word in dict.fromkeys(SHOUTED.findall(text)) if word.isupper()]


def marks(text: str) -> int:
    """Exclamation marks."""
    return text.count("!")


def links(text: str) -> int:
    return len(LINK.findall(text))
