"""What came back undelivered: which recipients, with which status, and whether the address is dead (permanence.py).

By certainty: the fields of a delivery status (RFC 3464), the same fields where a broken mail shows them as text, and
last the words and codes of the many programs that keep to no form. `flufl.bounce` was tried and left out: on 280 real
bounces it knew 235 as bounces and 225 recipients; `make measure` says what this file knows.
"""

import re
from dataclasses import dataclass

from leadwright.inbox.automatic import from_daemon
from leadwright.inbox.parsing import Parsed, address_in, fields_of
from leadwright.inbox.permanence import HARD, is_hard
from leadwright.inbox.words import fold

__all__ = ["Bounce", "bounces_of"]

MOST_RECIPIENTS = 50

SUBJECTS = re.compile(
    r"undeliver|not deliver|non ?deliver|delivery (?:status|fail|has fail|error|report|problem|notif|"
    r"unsuccess)|returned (?:mail|to sender|e-?mail)|"
    r"failure (?:notice|delivery)|mail (?:failure|delivery|system error)|message (?:not|you sent|delivery|"
    r"could)|fail(?:ed|ure) .{0,20}deliver|"
    r"delivery|bounce|unzustellbar|unbekannt|fehlgeschlagen|zustell|nepristatyt|nepavyko|non remis|echec|"
    r"no se (?:ha )?entreg|"
    r"mancata consegna|nie(?:dostarcz|udan)|could not be|user unknown|mail could|unable to|error|warning|"
    r"nondeliver|non recapit|rejected|"
    r"returning to sender|mail failed|недоставлен|не доставлен"
)
BODY = re.compile(
    r"(?:could not|cannot|can.t|couldn.t|unable to|was not|were not|wasn.t|not able to|failed to|impossible to|been) "
    r"(?:able to )?(?:be )?(?:deliver|undeliver|return|sent to)\w*|"
    r"delivery (?:to|of|for) .{1,120}(?:failed|delayed|not possible)|delivery (?:has )?failed|undeliver|"
    r"error message below|no such user|user unknown|unknown user|mailbox is full|permanent(?: fatal)? error|"
    r"konnte nicht zugestellt|n'a pas pu etre (?:remis|livre)|no (?:se )?(?:ha )?(?:podido|pudo) (?:ser )?entreg|"
    r"impossibile (?:consegnare|recapitare)|nie (?:moze|mogla|zostala) .{0,20}dostarcz|nepavyko pristatyti|"
    r"nao (?:pode|foi possivel) .{0,20}entreg|kunde inte levereras|kon niet worden bezorgd|не может быть доставлено|"
    r"не удалось доставить|this is the mail system at host"
)
ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.\-:/@])([45]\d\d)(?=[ \-#:])")
TYPE = re.compile(r"^[\w-]{1,20} ?; ?")  # "smtp; 550 no such user"
ADDRESS = re.compile(r"[\w.+=/#%'~&!*?-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
# A line that begins with the address, or says that this is the one.
HEADED = re.compile(
    r"(?im)^[ \t>*-]{0,12}(?:(?:failed |final |original |intended |undelivered )?(?:recipient|addressed to|to|rcpt to|"
    r"address|user|mailbox)(?: address| name)?(?:\(s\)|s)?[ \t]{0,4}[:=][ \t]{0,4}(?:rfc822;)?[ \t]?)?"
    r"<?([\w.+=/#%'~&!*?-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?(?=[ \t]*(?:$|[:;,(\[<|-]|\.\.\."
    r"|(?:on|was|is|has|could) ))"
)
# "delivering your mail to <address>", "rejected recipient <address>"
NAMED = re.compile(
    r"(?i)\b(?:to|recipients?|for|address(?:es)?|mailbox|user|account|delivered|an|a|para|na)[ \t]{0,3}"
    r"(?:following )?[:]?\s{0,9}['\"<(\[]{0,2}([\w.+=/#%'~&!*?-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})"
)
COPY = re.compile(
    r"(?im)^[ \t>*#-]{0,40}(?:below (?:this line )?is (?:a copy|the original)|this is a copy of|original message"
    r"(?: follows| headers?)?|(?:copy of (?:the|your) )?(?:original )?message (?:headers?|follows|header follows)|"
    r"(?:unsent|returned|undelivered) message|the (?:original )?message (?:header|that)|included is a copy|"
    r"return-path:|received: from|message text|text of (?:the )?message|begin (?:original|returned) message|"
    r"content of the message|headers? of the (?:original )?message|message details?)[^\n]{0,60}$"
)
RCPT = re.compile(r"(?i)\brcpt to: {0,3}<?([^<>\s]{1,64}@[\w.-]{1,250}\w)")
FIELDS = re.compile(r"(?im)^[ \t>]{0,8}(?:final|original)-recipient[ \t]{0,3}:")
OUR_HOSTS = ("postmaster@", "mailer-daemon@", "abuse@", "support@", "helpdesk@", "noreply@", "no-reply@")


@dataclass(frozen=True)
class Bounce:
    """One recipient that was not reached. `permanence` is hard, soft, or "" for a mail that did arrive; `status` is
    an enhanced code (RFC 3463), `reply_code` that of SMTP; either is "" where it is not said."""

    recipient: str
    status: str
    permanence: str
    reason: str
    reply_code: str = ""


def bounces_of(parsed: Parsed) -> tuple[Bounce, ...]:
    """The recipients that this mail reports on; nothing where it is no bounce."""
    if parsed.report_type == "feedback-report" or parsed.feedback:
        return ()
    if parsed.statuses:
        return once(from_fields(fields, parsed) for fields in parsed.statuses[:MOST_RECIPIENTS])
    failed = parsed.header("x-failed-recipients")
    if not failed and not (looks_like_one(parsed) and machine_made(parsed)):
        return ()
    if blocks := fields_in(parsed.text):
        return once(from_fields(fields, parsed) for fields in blocks)
    return from_words(parsed, addresses_of(failed))


def once(bounces: object) -> tuple[Bounce, ...]:
    """Each recipient once: some programs report the same one in two blocks."""
    found: dict[str, Bounce] = {}
    for bounce in bounces:
        found.setdefault(bounce.recipient, bounce)
    return tuple(found.values())


def looks_like_one(parsed: Parsed) -> bool:
    if parsed.report_type == "delivery-status" or SUBJECTS.search(fold(parsed.subject[:300])):
        return True
    said = fold(before_copy(parsed.text)[:1_500])
    return bool(BODY.search(said)) and bool(ADDRESS.search(parsed.text[:3_000]))


def machine_made(parsed: Parsed) -> bool:
    empty = parsed.header("return-path").strip().lower() in {"<>", "<mailer-daemon>"}
    submitted = fold(parsed.header("auto-submitted")).startswith("auto-generated")
    tells = bool(ENHANCED.search(parsed.text[:20_000]) or REPLY_CODE.search(parsed.text[:20_000]))
    return (
        from_daemon(parsed)
        or empty
        or submitted
        or parsed.report_type == "delivery-status"
        or (tells and not parsed.in_reply_to and bool(HARD.search(fold(parsed.text[:4_000]))))
    )


def fields_in(text: str) -> list[dict[str, str]]:
    """The blocks of a delivery status that stand in the text itself, as broken or forwarded mail shows them."""
    if not FIELDS.search(text[:40_000]):
        return []
    plain = "\n".join(line.lstrip("> ") if line.startswith(">") else line for line in text[:40_000].split("\n"))
    blocks = [fields_of(block) for block in re.split(r"\n[ \t]*\n", plain)[:500]]
    return [fields for fields in blocks if {"final-recipient", "original-recipient"} & set(fields)][:MOST_RECIPIENTS]


def from_fields(fields: dict[str, str], parsed: Parsed) -> Bounce:
    """RFC 3464: one block of a delivery status. The recipient is the one we wrote to, not where it was sent on to."""
    named = (address_in(fields.get(name, "")) for name in ("original-recipient", "final-recipient"))
    recipient = next(filter(None, named), "") or parsed.returned_to
    action = fold(fields.get("action", "")).split(" ")[0]
    diagnosis = TYPE.sub("", fields.get("diagnostic-code", ""))
    told = diagnosis if len(diagnosis) > 12 and "\x1b" not in diagnosis else ""  # escapes: letters lost on the way
    text = "" if told else told_of(parsed.text, recipient)
    codes = [code_in(fields.get("status", "")), code_in(diagnosis or text)]
    said = " ".join((told or text or TYPE.sub("", fields.get("status", ""))).split())
    reason = said[:300] or first_line(parsed.text)
    reply_code = basic(diagnosis) or basic(text)
    status = codes[1] if codes[1] and not codes[1].endswith(".0.0") else codes[0] or codes[1]
    if action in {"delivered", "relayed", "expanded"}:
        return Bounce(recipient, status, "", reason, reply_code)
    near = told_of(parsed.text, recipient)
    words = fold(f"{said} {at_data(near)} {before_copy(parsed.text)[:3_000] if len(said) < 40 else ''}")
    hard = action != "delayed" and is_hard(codes, words)
    return Bounce(recipient, status, "hard" if hard else "soft", reason, reply_code)


def told_of(text: str, recipient: str) -> str:
    """What the text says of this recipient: from a line that begins with the address to the next empty line."""
    for hit in HEADED.finditer(text[:20_000]):
        if hit.group(1).lower() == recipient:
            return " ".join(text[hit.end() : hit.end() + 1_200].partition("\n\n")[0].split()).lstrip(">:;, ")[:600]
    return ""


def at_data(near: str) -> str:
    """Where Postfix says that the other server took the address and refused the mail."""
    return " (in reply to end of DATA)" if re.search(r"(?i)in reply to (?:end of )?data", near) else ""


def from_words(parsed: Parsed, failed: list[str]) -> tuple[Bounce, ...]:
    """A bounce without a standard form: the codes and phrases of its text, before the copy of what came back."""
    text = before_copy(parsed.text)
    named = failed or named_in(text, parsed) or [parsed.returned_to]
    found = []
    for recipient in named[:MOST_RECIPIENTS]:
        own = told_of(text, recipient)
        said = own if ENHANCED.search(own) or REPLY_CODE.search(own) or HARD.search(fold(own)) else text
        code = code_in(said)
        hard = is_hard([code], fold(said)[:6_000])
        reason = said[:300] if said is own else reason_in(text)
        found.append(Bounce(recipient, code, "hard" if hard else "soft", reason, basic(said)))
    return tuple(found)


def named_in(text: str, parsed: Parsed) -> list[str]:
    """The recipients that the text names, the surest way of naming them first."""
    ours = {*parsed.recipients, parsed.sender}
    for pattern in (HEADED, NAMED, ADDRESS):
        hits = [
            (hit.group(1) if pattern.groups else hit.group()).lower().strip("'.")
            for hit in pattern.finditer(text[:6_000])
        ]
        found = [one for one in dict.fromkeys(hits) if one not in ours and not one.startswith(OUR_HOSTS)]
        if parsed.returned_to in hits:
            return [parsed.returned_to]
        if found:
            return found if pattern is HEADED else found[:1]
    told = RCPT.search(parsed.text[:20_000])  # the transcript of a session
    own = [hit.lower() for hit in HEADED.findall(text[:6_000])]
    return [told.group(1).lower()] if told else own[:1]


def addresses_of(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(address_in, text.split(",")))))


def before_copy(text: str) -> str:
    """The text up to the copy of the mail that came back; all of it where nothing stands before."""
    cut = text[:20_000]
    for hit in COPY.finditer(cut):
        if ADDRESS.search(cut[: hit.start()]) or len(cut[: hit.start()].strip()) > 200:
            return cut[: hit.start()]
    return cut


def code_in(text: str) -> str:
    """The most telling enhanced code: 5.1.1 says more than 5.0.0, and a success of some step says nothing."""
    found = [hit for hit in ENHANCED.findall(text[:20_000]) if hit[0] != "2"]
    best = next((hit for hit in found if hit[1:] != ("0", "0")), found[0] if found else ())
    return ".".join(best)


def basic(text: str) -> str:
    """The reply code of SMTP (RFC 5321), "550"."""
    found = REPLY_CODE.search(text[:20_000])
    return found.group(1) if found else ""


def reason_in(text: str) -> str:
    """The line that says why, else the first one."""
    for line in text.splitlines()[:200]:
        plain = fold(line[:500])
        if HARD.search(plain) or ENHANCED.search(plain) or REPLY_CODE.search(plain):
            return " ".join(line.split())[:300]
    return first_line(text)


def first_line(text: str) -> str:
    return next((" ".join(line.split())[:300] for line in text.splitlines() if line.strip()), "")
