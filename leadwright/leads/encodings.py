"""In which encoding a file of text was saved. A guess: the person sees what it gives, and can choose another."""

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from leadwright.leads.matching import folded

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What may be chosen by hand, with the words for it.
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16, little end first",
    "utf-16-be": "UTF-16, big end first",
    "utf-32": "UTF-32",
    "cp1252": "Western (Windows-1252)",
    "cp1257": "Baltic (Windows-1257)",
    "cp1250": "Central European (Windows-1250)",
    "cp1251": "Cyrillic (Windows-1251)",
    "iso8859-13": "Baltic (ISO 8859-13)",
}
# Letters that words of an encoding's languages are made of; all others it can write are rare in them.
USUAL = {
    "cp1252": frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüßÀÂÄÁÃÅÆÇÉÈÊËÍÎÑÓÔÖÕØŒÚÛÜ€£¥©®™§¿¡±½¼–—“”„‘’«»°·…"),
    "cp1257": frozenset("ąčęėįšųūžĄČĘĖĮŠŲŪŽāēģīķļņĀĒĢĪĶĻŅõäöüÕÄÖÜ€£©®™§±½¼–—“”„‘’«»°·…"),
}
BALTIC_WORDS = frozenset(["pavarde", "imone", "istaiga", "pastas", "salis", "elektroninis", "epasts", "uznemums"])
SAMPLE_BYTES = 200_000


def guess_encoding(content: bytes) -> str:
    """By its mark, by its zeros, as UTF-8, and last by which old encoding gives likely letters."""
    for mark, name in MARKS:
        if content.startswith(mark):
            return name
    if unmarked := utf16_without_mark(content):
        return unmarked
    try:
        content.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return likeliest(content[:SAMPLE_BYTES])


def utf16_without_mark(content: bytes) -> str:
    """Text in Latin letters as UTF-16 has a zero in every second byte."""
    sample = content[:2000]
    if len(sample) < 4 or len(content) % 2:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) < half * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def likeliest(sample: bytes) -> str:
    """Western or Baltic by its letters; another family only where charset-normalizer names one and both read badly."""
    scores = {name: likelihood(sample, name) for name in USUAL}
    best = max(scores, key=lambda name: (scores[name], name == "cp1252"))
    if scores[best] >= 0.5:
        return best
    suggested = from_bytes(sample, cp_isolation=["cp1250", "cp1251", "cp1253", "cp1254", best]).best()
    return suggested.encoding if suggested else best


def likelihood(sample: bytes, encoding: str) -> float:
    """The share of the letters beyond ASCII that are usual in the encoding's languages; 1 more for a known word."""
    text = sample.decode(encoding, "replace")
    beyond = Counter(sign for sign in text if ord(sign) > 127)
    usual = sum(count for sign, count in beyond.items() if sign in USUAL[encoding])
    share = usual / max(1, beyond.total())
    known = encoding == "cp1257" and BALTIC_WORDS & set(re.split(r"\W+", folded(text[:4000])))
    return share + bool(known)
