"""Numbers as people write them in tables: with money, percent, thousands in three ways, decimal commas. Pure."""

import re
from collections.abc import Iterable

COMMA, DOT, CLOCKED = "comma", "dot", "clock"
SPACES = re.compile(r"[\u00a0\u2007\u2009\u202f]")
MONEY = r"[$€£¥₴₺₹]|us\$|eur|usd|gbp|chf|pln|sek|nok|dkk|czk|zł|kr|lt|ltl"
BEFORE = re.compile(rf"^(?:[~≈<>≤≥]=?\s*)?(?:{MONEY})?\s*", re.I)
AFTER = re.compile(rf"\s*(?:%|\+|{MONEY})\s*$", re.I)
TIMES = {
    "k": 1e3, "tūkst": 1e3, "tūkst.": 1e3, "tys": 1e3, "tsd": 1e3, "tsd.": 1e3, "thousand": 1e3,
    "m": 1e6, "mln": 1e6, "mln.": 1e6, "mio": 1e6, "mio.": 1e6, "million": 1e6, "mn": 1e6,
    "bn": 1e9, "mlrd": 1e9, "mlrd.": 1e9, "billion": 1e9,
}  # fmt: skip
SCALED = re.compile(r"([\d.,\s]*\d)\s*([^\W\d_]+\.?)")
PLAIN = re.compile(r"[-+]?\d+(\.\d*)?(e[-+]?\d+)?|[-+]?\.\d+", re.I)
THOUSANDS = re.compile(r"[-+]?\d{1,3}([,' ]\d{3})+(\.\d+)?|[-+]?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?")
DECIMAL_COMMA = re.compile(r"[-+]?\d{1,3}(?:[. ]\d{3})+,\d+|[-+]?\d+,\d+")
DOTTED_THOUSANDS = re.compile(r"[-+]?\d{1,3}(\.\d{3})+")
SAYS_COMMA = re.compile(r"[-+]?(\d+,(\d{1,2}|\d{4,})|0\d*,\d+|\d{1,3}([. ]\d{3})+,\d+|\d{1,3}(\.\d{3}){2,})")
SAYS_DOT = re.compile(r"[-+]?(\d*\.(\d{1,2}|\d{4,})|0\d*\.\d+|\d{1,3}([, ]\d{3})+\.\d+|\d{1,3}(,\d{3}){2,})")
CLOCK = re.compile(r"(\d+):([0-5]\d)(?::([0-5]\d))?")


def number(cell: str, written: str = "") -> float | None:
    """`1,234.50`, `€ 12`, `12 %`, `3,5`, `1 234,50 Lt`, `(300)`, `2.5M`; None where it is no number.

    `written` is how the column writes decimals, where it is known: COMMA or DOT; CLOCKED reads `1:02:03` as seconds."""
    if written == CLOCKED:
        return _seconds(cell)
    text, times = bare(cell)
    if written == COMMA and (DECIMAL_COMMA.fullmatch(text) or DOTTED_THOUSANDS.fullmatch(text)):
        return times * float(re.sub(r"[. ]", "", text).replace(",", "."))
    if PLAIN.fullmatch(text):
        return times * float(text)
    if THOUSANDS.fullmatch(text):
        return times * float(re.sub(r"[,' ]", "", text))
    if DECIMAL_COMMA.fullmatch(text):
        return times * float(re.sub(r"[. ]", "", text).replace(",", "."))
    return None


def bare(cell: str) -> tuple[str, float]:
    """The figures of a cell without money, percent and brackets, and what they are to be multiplied by."""
    text = SPACES.sub(" ", cell).replace("\u2212", "-").strip()
    below = text.startswith("(") and text.endswith(")") and len(text) > 2
    if below:
        text = text[1:-1].strip()
    sign = -1.0 if below else 1.0
    if text[:1] == "-":
        sign, text = -sign, text[1:]
    text = AFTER.sub("", BEFORE.sub("", text))
    if (scaled := SCALED.fullmatch(text)) and scaled[2].casefold() in TIMES:
        return scaled[1].strip(), sign * TIMES[scaled[2].casefold()]
    return text, sign


def written_with(cells: Iterable[str]) -> str:
    """How a column writes decimals, told by those cells that can be read in one way only. Whole numbers below a
    thousand beside `1.234` and `12.500`, and no other number with a dot, are thousands with dots."""
    texts = [bare(cell)[0] for cell in cells]
    comma = sum(bool(SAYS_COMMA.fullmatch(text)) for text in texts)
    dot = sum(bool(SAYS_DOT.fullmatch(text)) for text in texts)
    if comma != dot:
        return COMMA if comma > dot else DOT
    dotted = [text for text in texts if "." in text]
    whole = sum(text.isdigit() for text in texts)
    if not dot and whole and len(dotted) >= 5 and all(DOTTED_THOUSANDS.fullmatch(text) for text in dotted):
        return COMMA
    return ""


def _seconds(cell: str) -> float | None:
    found = CLOCK.fullmatch(cell.strip())
    if not found:
        return None
    first, second, third = (int(part or 0) for part in found.groups())
    return float(first * 3600 + second * 60 + third if found[3] else first * 60 + second)
