"""How we tell that two spellings are the same person or company. Pure: no Django, no network, no clock."""

import re
import unicodedata
from functools import cache, lru_cache

import phonenumbers
import tldextract
from email_validator import EmailNotValidError, validate_email

FREE_MAIL = frozenset(
    re.findall(
        r"\S+",
        """
        gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com
        mac.com aol.com proton.me protonmail.com pm.me gmx.com gmx.net gmx.de gmx.at web.de t-online.de freenet.de
        mail.com mail.ru yandex.ru yandex.com bk.ru list.ru inbox.ru rambler.ru zoho.com fastmail.com tutanota.com
        tuta.io hey.com hotmail.co.uk yahoo.co.uk btinternet.com hotmail.fr yahoo.fr orange.fr wanadoo.fr free.fr
        laposte.net sfr.fr libero.it virgilio.it hotmail.it yahoo.de yahoo.es qq.com 163.com 126.com naver.com wp.pl
        o2.pl onet.pl interia.pl op.pl seznam.cz centrum.cz telia.lt takas.lt one.lt inbox.lt inbox.lv mail.ee hot.ee
        online.no comcast.net verizon.net att.net ukr.net
        """,
    )
)
LEGAL_FORMS = frozenset(
    re.findall(
        r"\S+",
        """
        uab ab mb vsi ii i tub zub kub sia as ou oy oyj asa aps a/s ltd limited llc llp plc inc incorporated corp
        corporation co company gmbh ag kg ug ohg ev se sa sas sarl srl spa sl bv nv sp zoo sro kft zrt bt doo ehf pvt
        pte pty sasu eurl snc sci scop ets mbh kgaa gbr ek vof cv bvba sprl srls ltda spj spk eood ood ooo oao zao tov
        """,
    )
)
SPLIT_FORMS = {
    "sp z o o": "zoo",
    "s r o": "sro",
    "d o o": "doo",
    "s a": "sa",
    "s l": "sl",
    "s r l": "srl",
    "s p a": "spa",
    "b v": "bv",
    "n v": "nv",
    "a s": "as",
    "s a s": "sas",
    "s a r l": "sarl",
    "sp j": "spj",
    "sp k": "spk",
    "e k": "ek",
    "e v": "ev",
    "k s": "kg",
    "co kg": "kg",
}
SPLIT = re.compile(rf"(?:^| )(?:{'|'.join(SPLIT_FORMS)})(?: |$)")
UNFOLDED = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
WORDS = re.compile(r"[^\W_]+")
SCHEME = re.compile(r"[a-z]+://")
HOST = re.compile(r"[\w.\-]+")
NUMBERS = re.compile(r"[\d.]+")
PROFILE = re.compile(r"linkedin\.com/(in|pub|company)/([^\s/?#]+)", re.IGNORECASE)
WEBSITE = re.compile(r"(https?://)?[\w\-]+(\.[\w\-]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)
EMAIL_IN = re.compile(r"[^\s<>(),;:\"\[\]]+@[^\s<>(),;:\"\[\]]+")
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
PLAIN_EMAIL = re.compile(
    r"[a-z0-9][a-z0-9._+\-]{0,62}[a-z0-9_]@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)
SHARED = frozenset(
    re.findall(
        r"\S+",
        """
        info hello hi office sales support contact contacts admin mail post team hr jobs marketing accounting billing
        noreply no-reply postmaster abuse webmaster service kontakt kontaktai pardavimai biuras buhalterija
        """,
    )
)
domains = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def email(text: str) -> str:
    """The address in lower case, without what people write around it; "" where it is not an address (RFC 5321)."""
    written = unicodedata.normalize("NFKC", text).strip(" \t\r\n<>'\";,.").removeprefix("mailto:").strip()
    if "<" in written or (written.count("@") > 1 and "\n" not in written):
        found = EMAIL_IN.search(written.partition("<")[2] or written)  # of several addresses the first
        written = found.group() if found else ""
    written = written.rstrip(".,;>").casefold()
    if len(written.partition("@")[0]) > LONGEST_LOCAL_PART:
        return ""
    if PLAIN_EMAIL.fullmatch(written) and ".." not in written:
        return written
    try:
        return validate_email(written, check_deliverability=False).normalized.lower()[:254]
    except EmailNotValidError:
        return ""


def is_shared(address: str) -> bool:
    """An address of a desk (info@, sales@), not of a person."""
    return address.partition("@")[0] in SHARED


@lru_cache(maxsize=20_000)
def company_domain(address: str) -> str:
    """The registrable domain of an e-mail address or a web address; "" for free mail and where there is none."""
    host = address.strip().lower().rpartition("@")[2]
    scheme = SCHEME.match(host)
    host = host[scheme.end() if scheme else 0 :].split("/")[0].split("?")[0].partition(":")[0].strip(".")
    if "." not in host or not HOST.fullmatch(host):
        return ""
    found = registrable(host)
    if NUMBERS.fullmatch(host) or found in FREE_MAIL:
        return ""
    return found[:253]


def registrable(host: str) -> str:
    """The last two words of a host, more where companies register below such a pair ("co.uk")."""
    words = host.split(".")
    end = words[-1]  # looking it up takes twenty times as long
    if len(words) == 2 or not (end in deep_ends() or end.startswith("xn--")):
        return ".".join(words[-2:])
    parts = domains(host)
    return f"{parts.domain}.{parts.suffix}" if parts.suffix and parts.domain else ".".join(words[-2:])


@cache
def deep_ends() -> frozenset[str]:
    """The top-level domains with public suffixes below them."""
    return frozenset(suffix.rpartition(".")[2] for suffix in domains.tlds if "." in suffix)


def host(written: str, *, known_end: bool = True) -> str:
    """The host of a web address, or a domain as it is written; "" where it is neither. It must end as domains do
    (public suffix list), unless `known_end` is waived; an end alone ("co.uk") is no host."""
    bare = re.sub(r"^[a-z]+://", "", written.strip().lower()).split("/")[0].split("?")[0].partition(":")[0]
    found = bare.removeprefix("www.").strip(".")
    if "." not in found or not re.fullmatch(r"[\w.\-]{3,253}", found) or re.fullmatch(r"[\d.]+", found):
        return ""
    parts = domains(found)
    return found if parts.domain and (parts.suffix or not known_end) else ""


def hosts(address: str) -> list[str]:
    """The host of an e-mail address and every domain that it lies in, the widest last: a.b.example, b.example."""
    labels = address.rpartition("@")[2].split(".") if "@" in address else []
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def folded(text: str) -> str:
    """Letters without marks and case, words with one space between them."""
    if text.isascii():
        return " ".join(WORDS.findall(text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(UNFOLDED))
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(WORDS.findall(bare))


@lru_cache(maxsize=20_000)
def plain_company(name: str) -> str:
    """A company's name for matching: folded, without its legal form, which Lithuanians write in front."""
    plain = folded(name)
    for spelled, form in SPLIT_FORMS.items() if SPLIT.search(plain) else ():
        plain = re.sub(rf"(^| ){spelled}( |$)", rf"\1{form}\2", plain)
    words = plain.split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    while len(words) > 1 and words[0] in LEGAL_FORMS:
        words.pop(0)
    return " ".join(words)[:200]


def plain_person(given_name: str, family_name: str) -> str:
    return folded(f"{given_name} {family_name}")


def phone(text: str, country: str = "") -> str:
    """E.164, read as dialled from `country` (ISO 3166, two letters); "" where it cannot be a number."""
    digits = sum(sign.isdigit() for sign in text)
    if not 5 <= digits <= 20:
        return ""
    for written, region in ((text, country or None), (f"+{text.strip()}", None)):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


def linkedin(text: str) -> str:
    """A profile's address in one spelling; "" where it is not one."""
    found = PROFILE.search(text.strip())
    if not found:
        return ""
    return f"https://www.linkedin.com/{found.group(1).lower()}/{found.group(2)}"[:300]


def website(text: str) -> str:
    """A web address with its scheme; "" where it is not one."""
    written = text.strip()
    found = WEBSITE.fullmatch(written)
    return (written if found[1] else f"https://{written}")[:500] if found else ""
