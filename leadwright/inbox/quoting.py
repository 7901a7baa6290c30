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
    r"rakstija|skrev|kirjoitti|kirjutas|napsal|napsala|написал|написала|пишет|scrisa|irta|wrote on)\b"
)
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
    r"(?:mit )?(?:freundlichen|besten|herzlichen|lieben|vielen) (?:grussen|dank)|(?:freundliche|beste|"
    r"liebe|viele|schone|herzliche) grusse|mfg|vg|lg|grusse|gruss|"
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
    lines = text.replace("\r", "").split("\n")[:MOST_LINES]
    folded = [fold(line[:2_000]) for line in lines]
    kept: list[str] = []
    index = 0
    while index < len(lines):
        if quote_starts(folded, index):
            break
        if not folded[index].lstrip().startswith(">"):
            kept.append(lines[index])
        index += 1
    found = without_signature(kept)
    if not found:
        found = "\n".join(line.lstrip("> ") for line in lines).strip() if not any(map(str.strip, kept)) else ""
        found = found or "\n".join(kept).strip()
    return found[:MOST_WORDS]


def quote_starts(folded: list[str], index: int) -> bool:
    """Here begins what was answered: "On … wrote:", a ruled "Original Message", or a block of mail headers."""
    line = folded[index].strip().lstrip("> ")
    if not line:
        return False
    if RULED.match(line):
        return True
    joined = line
    for more in range(1, 4):
        if joined.endswith(":") and WROTE.search(joined) and any(c.isdigit() or c in "@<" for c in joined):
            return True
        if len(joined) > 300 or index + more >= len(folded):
            break
        joined = f"{joined} {folded[index + more].strip().lstrip('> ')}"
    if HEADER.match(line):
        following = [row for row in folded[index + 1 : index + 7] if row.strip()]
        return sum(bool(HEADER.match(row)) for row in following) >= 2
    return False


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
