"""In which encoding a file of text was saved. A guess: the person sees what it gives, and can choose another."""

import codecs
import re

from charset_normalizer import from_bytes

from leadwright.leads.alphabets import scores_of
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
    "iso8859-2": "Central European (ISO 8859-2)",
    "koi8-r": "Cyrillic (KOI8-R)",
    "iso8859-5": "Cyrillic (ISO 8859-5)",
    "cp866": "Cyrillic (DOS 866)",
    "cp850": "Western (DOS 850)",
    "mac-roman": "Western (Macintosh)",
    "cp1253": "Greek (Windows-1253)",
    "cp1254": "Turkish (Windows-1254)",
    "cp1255": "Hebrew (Windows-1255)",
    "cp1256": "Arabic (Windows-1256)",
    "gb18030": "Chinese (GB 18030)",
    "big5": "Chinese (Big5)",
    "shift_jis": "Japanese (Shift JIS)",
    "euc_jp": "Japanese (EUC)",
    "euc_kr": "Korean (EUC)",
}
BALTIC_WORDS = frozenset(["pavarde", "imone", "istaiga", "pastas", "salis", "elektroninis", "epasts", "uznemums"])
SAMPLE_BYTES = 200_000
STRAY = 0.1  # of the signs beyond ASCII may be bytes of another encoding that has come into a file in UTF-8
STRAYS = "leadwright-strays"


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
        return "utf-8" if mostly_utf8(content[:SAMPLE_BYTES]) else likeliest(content[:SAMPLE_BYTES])


def mostly_utf8(sample: bytes) -> bool:
    """Whether few signs beyond ASCII are none of UTF-8: rows of another file were put below."""
    text = sample.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    beyond = sum(sign > "\x7f" for sign in text)
    return strays <= STRAY * beyond


def strays_of(encoding: str, sample: bytes = b"") -> str:
    """How bytes are read that the encoding does not have: in a text that is mostly UTF-8 as Windows writes them, else
    not at all."""
    return STRAYS if encoding in {"utf-8", "utf-8-sig"} and mostly_utf8(sample[:SAMPLE_BYTES]) else "strict"


def as_windows_writes(refused: UnicodeError) -> tuple[str, int]:
    if not isinstance(refused, UnicodeDecodeError):
        raise refused
    return refused.object[refused.start : refused.end].decode("cp1252", "replace"), refused.end


codecs.register_error(STRAYS, as_windows_writes)


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
    """The encoding by whose letters the text reads best; another one only where charset-normalizer names it and all of
    these read badly."""
    scores = scores_of(sample)
    if "cp1257" in scores and BALTIC_WORDS & words_of(sample):
        scores["cp1257"] += 0.3
    best = max(scores, key=lambda name: scores[name]) if scores else "cp1252"
    if scores.get(best, 0.0) >= 0.5:
        return best
    suggested = from_bytes(sample, cp_isolation=["cp1255", "cp1256", "cp874", "cp1258", "cp852", best]).best()
    return suggested.encoding if suggested else best


def words_of(sample: bytes) -> set[str]:
    """The words that the head of the file would have in Baltic letters."""
    return set(re.split(r"\W+", folded(sample[:4000].decode("cp1257", "replace"))))
