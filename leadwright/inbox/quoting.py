"""What the person wrote, cut from what they answered to, their signature and their company's small print.

By lines and in linear time: the kept libraries for this need more than 20 s for 90 KB of "On On On" (measured), and a
mail is hostile input.
"""

import re

from leadwright.inbox.words import fold

MOST_LINES = 2_000
MOST_WORDS = 12_000

WROTE = re.compile(
    r"\b(?:wrote|writes|schrieb|schreibt|a ecrit|ecrit|escribio|escreveu|rase|rasote|napisal|napisala|"
    r"ha scritto|schreef|"
    r"rakstija|skrev|kirjoitti|kirjutas|napsal|napsala|написал|написала|пишет|scrisa|irta|"
    r"geschreven|viet|sent|sendte)\b"
)
# Older Gmail: "2014-10-17 11:28 GMT+03:00 Name <address>:", and without the colon.
DATED = re.compile(r"(?:20\d\d[-/]\d{1,2}[-/]\d{1,2})\b[^<>\n]{0,100}<[^<>\s]{0,40}\s?[^<>\s]{3,120}>:?$")
HEADER_NAMES = (
    r"from|sent|to|subject|date|cc|von|gesendet|an|betreff|datum|de|envoye|a|objet|para|enviado|asunto|fecha|assunto|"
    r"data|da|inviato|oggetto|od|wyslano|wyslane|do|temat|nuo|issiusta|kam|tema|van|verzonden|aan|"
    r"onderwerp|no|nosutits|"
    r"fran|skickat|till|amne|fra|sendt|til|emne|lahettaja|lahetetty|vastaanottaja|aihe|saatja|saadetud|kellele|teema|"
    r"от|отправлено|кому|тема|дата|komu|predmet|odeslano|reply-to|organization|importance"
)
HEADER = re.compile(rf"[*\s>]{{0,6}}(?:{HEADER_NAMES})\*?[ ]{{0,2}}:\*?(?:\s|$)")
RULED = re.compile(r"\s{0,4}(?:-{3,40} ?[^-]{3,60} ?-{3,40}|_{10,200}|-{20,200}|={20,200})\s{0,4}$")
MARK = re.compile(r"\s{0,4}--\s{0,4}$")
PHONE = re.compile(
    r"(?:sent (?:from|via|with) (?:my|the|a|samsung|yahoo|mobile|proton|iphone|android|outlook|"
    r"blackberry)|get outlook for|"
    r"von meinem .{1,30} gesendet|gesendet (?:von|mit) |envoye (?:de mon|depuis|a partir)|enviado desde|enviado do|"
    r"issiusta is|inviato da|wyslane z|wyslano z|verzonden vanaf|verstuurd vanaf|nosutits no|skickat fran|sendt fra|"
    r"lahetetty|отправлено с)"
)
SIGN_OFF = re.compile(
    r"(?:(?:best|kind|warm|warmest|many|with (?:kind|best))? ?(?:regards|wishes)|best|all the best|cheers|"
    r"thanks(?: again| a lot| so much)?|"
    r"thank you(?: very much)?|many thanks|thx|sincerely(?: yours)?|yours (?:sincerely|truly|faithfully)|br|kr|"
    r"(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen) (?:gruss?en|dank)|(?:freundliche|beste|"
    r"liebe|viele|schone|herzliche) gruss?e|mfg|vg|lg|gruss?e|gruss?|"
    r"pagarbiai|su pagarba|geros dienos|linkejimai|aciu|dekoju|is anksto aciu|cordialement|"
    r"bien cordialement|bien a vous|salutations|merci(?: d'avance)?|"
    r"saludos(?: cordiales)?|un saludo|atentamente|gracias|pozdrawiam|z powazaniem|serdecznie pozdrawiam|dziekuje|"
    r"(?:cordiali|distinti) saluti|saluti|grazie|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|"
    r"groet(?:en|jes)?|mvg|"
    r"ar cienu|paldies|med vanlig(?:a)? halsning(?:ar)?|mvh|halsningar|venlig hilsen|vennlig hilsen|"
    r"hilsen|terveisin|ystavallisin terveisin|"
    r"lugupidamisega|parimate soovidega|с уважением|s pozdravem|abracos?|atenciosamente|"
    r"cumprimentos)[\s,.!-]{0,4}(?:[\w.'-]{1,25}\s?){0,3}$"
)
SMALL_PRINT = re.compile(
    r"[*\s]{0,4}(?:disclaimer|confidentiality|this (?:e-?mail|message|communication)(?: and any|"
    r" is intended|, including| may contain| contains| \(including)|"
    r"the information (?:contained )?in this|diese (?:e-?mail|nachricht) (?:enthalt|ist vertraulich)|"
    r"ce (?:message|courriel) (?:est|et)|"
    r"sis (?:el\.? ?)?(?:laiskas|pastas|pranesimas) (?:yra|ir)|siame (?:el\.? )?(?:laiske|pranesime)|"
    r"please consider the environment|caution: this e-?mail|\[?external)"
)
POSTSCRIPT = re.compile(r"\s{0,4}p\.? ?s\.?[ :.,]")


def own_words(text: str) -> str:
    """The writer's own words; the whole text where nothing would be left of it."""
    lines = text.replace("\r", "").replace("\xa0", " ").split("\n")[:MOST_LINES]
    folded = [fold(line[:2_000]) for line in lines]
    kept: list[str] = []
    index = 0
    while index < len(lines):
        length = attribution(folded, index)
        if length and quoted_below(folded, index + length):
            index += length  # the quote is marked line by line: what is written below or between it counts
            continue
        if length or (block_starts(folded, index) and any(map(str.strip, kept))):
            break
        if not folded[index].lstrip().startswith(">"):
            kept.append(lines[index])
        index += 1
    return (without_signature(kept) or "\n".join(line.lstrip("> ") for line in lines).strip())[:MOST_WORDS]


def attribution(folded: list[str], index: int) -> int:
    """How many lines "On … wrote:" takes here; 0 where there is none. It names a day or an address."""
    first = folded[index].strip().lstrip("> ")
    if not any(letter.isdigit() or letter in "<@" for letter in first) and not first.startswith(("on ", "am ", "le ")):
        return 0
    joined = ""
    for length in range(1, 5):
        if index + length > len(folded) or len(joined) > 400:
            return 0
        row = folded[index + length - 1].strip().lstrip("> ")
        if length > 1 and not row and not joined.endswith("<"):
            return 0
        joined = f"{joined} {row}".strip()
        if (joined.endswith(":") and WROTE.search(joined)) or DATED.match(joined):
            return length
    return 0


def quoted_below(folded: list[str], index: int) -> bool:
    following = next((row for row in folded[index : index + 6] if row.strip()), "")
    return following.lstrip().startswith(">")


def block_starts(folded: list[str], index: int) -> bool:
    """A ruled "Original Message" or a block of mail headers: everything below is not the writer's."""
    line = folded[index].strip().lstrip("> ")
    if RULED.match(line):
        return True
    if not HEADER.match(line):
        return False
    following = [row for row in folded[index + 1 : index + 7] if row.strip()]
    return sum(bool(HEADER.match(row.strip().lstrip("> "))) for row in following) >= 1


def without_signature(lines: list[str]) -> str:
    kept: list[str] = []
    for index, line in enumerate(lines):
        plain = fold(line).strip()
        signed = (
            any(row.strip() for row in kept)
            and SIGN_OFF.match(plain[:120])
            and not sentence_follows(lines[index + 1 :])
        )
        if MARK.match(line) or PHONE.match(plain[:80]) or SMALL_PRINT.match(plain[:80]) or signed:
            kept += [row for row in lines[index:] if POSTSCRIPT.match(fold(row[:20]))]
            break
        kept.append(line)
    return "\n".join(kept).strip()


def sentence_follows(lines: list[str]) -> bool:
    """Whether something is said after a sign-off: "Thanks, / we are not interested." is no signature."""
    for line in lines[:12]:
        plain = line.strip()
        if MARK.match(line) or SMALL_PRINT.match(fold(plain[:80])):
            return False
        if len(plain.split()) >= 4 and plain.endswith((".", "?", "!")):
            return True
    return False
