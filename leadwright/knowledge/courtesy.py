"""What a mail asks, without the words around it: who is greeted, who thanks and who signs say nothing of the question,
and a short question is drowned in them. Pure."""

import re

_GREETS = (
    "hi|hello|hey|hallo|dear|good (?:morning|afternoon|evening|day)|greetings|laba diena|labas rytas|labas vakaras"
    "|labas|laba|sveiki|sveikas|sveika|gerbiamas|gerbiama|gerb\\.|guten tag|guten morgen|sehr geehrte[rs]?|dzień dobry"
    "|bonjour|hola|buenos días"
)
_NAME = r"(?:[^\W\d_a-ząčęėįšųūž][\w.'’-]*|there|all|team|everyone|everybody|again|visiems|kolegos)"
# A greeting that a comma, a point or the end of its line closes: "Hey can I cancel?" is a question.
_GREETING = re.compile(rf"\A\s*(?i:{_GREETS})(?:,?[^\S\n]+{_NAME}){{0,4}}[^\S\n]*(?:[,!.:–—-]+\s*|\n\s*)")
_CLOSES = re.compile(
    r"\A(?:(?:many thanks|thanks|thank you|thx|ačiū|dėkoju|iš anksto ačiū|danke|merci|gracias|dziękuję)\b.*"
    r"|(?:(?:kind|best|warm) regards|regards|best wishes|best|cheers|sincerely|yours|pagarbiai|su pagarba|linkėjimai"
    rf"|mit freundlichen grüßen|viele grüße|cordialement|saludos|pozdrawiam)\W*(?-i:{_NAME}\s*){{0,3}})\Z",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"\A(?:{_NAME}\s*){{1,4}}\Z")
_PART = re.compile(r"[^.!?\n]*[.!?\n]?")
MOST_AFTER_CLOSING = 6  # lines of a signature
LONGEST_CLOSING = 6  # words
LONGEST_LINE = 80  # letters in which somebody closes or signs


def plainly(text: str) -> str:
    """The text without its greeting, its closing and its name; the text itself where nothing else would be left."""
    lines = _GREETING.sub("", text, count=1).strip().split("\n")
    for at in range(max(0, len(lines) - MOST_AFTER_CLOSING), len(lines)):
        if _closes(lines[at]) and not any("?" in line for line in lines[at:]):
            lines = lines[:at]
            break
    kept = "\n".join(lines).rstrip()
    before, _break, last = kept.rpartition("\n")
    if len(last) <= LONGEST_LINE and _SIGNED.match(last.strip()) and before.rstrip().endswith((".", "?", "!")):
        kept = before.rstrip()
    return kept or text.strip()


def asked_in(text: str) -> str:
    """The questions of a mail in their order, in one line; what it says where it asks nothing with a mark."""
    plain = plainly(text)
    unbroken = re.sub(r"(?<!\n)\n(?!\n)", " ", plain)  # a mail's lines break where they are full
    asked = [" ".join(part.split()) for part in marked_questions(unbroken)]
    return " ".join(part for part in asked if len(part) > 1) or " ".join(plain.split())


def marked_questions(text: str) -> list[str]:
    """What ends with a question mark, from the sentence's end before it on. As fast for a long text without any."""
    return [part for part in _PART.findall(text) if part.endswith("?")]


def _closes(line: str) -> bool:
    brief = len(line) <= LONGEST_LINE and len(line.split()) <= LONGEST_CLOSING
    return brief and bool(_CLOSES.match(line.strip()))
