"""Whether an address is dead (hard) or only refused this time (soft), from the codes and the words of a bounce. Pure.

Hard only where the address or its domain does not exist: a full box, a policy, a block or a delay is soft, because a
wrong hard bounce loses a person for ever. Codes: RFC 3463 and its registry.
"""

import re

__all__ = ["HARD", "is_hard"]

SOFT = re.compile(
    r"full\b|quota|over ?limit|exceed|too (?:large|big|many|much)|storage|insufficient|temporar|try again|"
    r"retry|deferred|delayed|timed? ?out|expired|"
    r"greylist|spam|virus|block|black ?list|blocklist|banned|reputation|spf\b|dkim|dmarc|authenticat|"
    r"policy|policies|relay|denied by|access denied|"
    r"not authori[sz]ed|not permitted|permission|reverse dns|ptr\b|rdns|helo|loop|content|attachment|size|refused|"
    r"too old|could not (?:connect|be reached)|connection|network|unreachable|queue|warning|suspended|"
    r"disabled|inactive|rate|limit|"
    r"resources|system (?:error|not)|local error|configuration|unrout(?:e)?able (?!address)|"
    r"rejected .{0,20}(?:due|because)|filter|security|certificate|tls\b"
)
HARD = re.compile(
    r"(?:user|recipient|mailbox|address|account|e-?mail|destination|addressee|alias|box|receiver|person|"
    r"inbox)[\w\s'\"<>@.:,()-]{0,80}?"
    r"(?:unknown|does ?n.t exist|does not exist|not exist|not found|could not be found|couldn.t be found|"
    r"wasn.t found|was not found|"
    r"is not (?:a )?valid|invalid|not (?:a )?(?:known|valid|listed|local|recogni[sz]ed|registered|"
    r"our customer|available|in our|here)|no longer|non-?existent|undeliverable|doesn.t have|"
    r"has moved|was closed|closed)|"
    r"(?:no such|unknown|invalid|bad|non-?existent|unrecogni[sz]ed|not a valid|unrouteable|illegal|"
    r"unknown or illegal|nonexistent) (?:local |destination |remote |smtp |e-?mail |virtual |recipient |mail |"
    r"mailbox |final |domain |host )*"
    r"(?:user|recipient|mailbox|address|account|person|addressee|alias|domain|host|here|name|customer)|"
    r"no (?:mailbox|account|user|one|mail ?box|recipient|matching|valid recipient)[\w\s]{0,20}(?:here|by that|"
    r"with that|of that|found|named|called|name|for this)|user_unknown|unknown user|recipnotfound|resolver\.adr\.|"
    r"(?:host|domain)[\w\s'\"<>@.:,()-]{0,60}?(?:unknown|not found|does not exist|doesn.t exist|no mx|"
    r"nxdomain|non-existent|not accept mail)|no mx found|indicated no smtp service|"
    r"name or service not known|no mx|null mx|nullmx|doesn.t (?:accept|have an? (?:account|mailbox))|"
    r"has (?:left|moved)|no longer (?:valid|exist|available|in use|accept|works?|with)|"
    r"address rejected|recipient rejected|delivery to this (?:address|mailbox) is|not a mailbox|"
    r"not a registered|"
    r"adresse .{0,20}(?:inconnue|unbekannt|existiert nicht)|unbekannter|(?:empfanger|benutzer) .{0,30}unbekannt|"
    r"(?:destinataire|utilisateur) .{0,20}inconnu|existe pas|no existe|nao existe|inexist|"
    r"(?:utente|indirizzo|destinatario|casella) .{0,20}(?:sconosciut|non (?:esiste|valid))|"
    r"nie istnieje|nieznany (?:uzytkownik|adres)|neegzist|nerast|nezinam|"
    r"(?:finns|existerar) inte|okand (?:mottagare|anvandare)|bestaat niet|onbekende? (?:gebruiker|ontvanger)|"
    r"не (?:существует|наиден)|неизвестн\w+ (?:пользователь|получатель)|нет такого|несуществующ|"
    r"見つかりません|存在しません|見当たりません|用户不存在|收件人不存在|找不到"
)
HARD_CODES = {(1, 1), (1, 2), (1, 3), (1, 6), (1, 10), (4, 4)}
OUR_FAULT = {(1, 7), (1, 8)}  # the sender's address was refused, not the recipient's
ABOUT_US = re.compile(r"sender address|security polic|spamsignature|spam message|virus")
SOFT_WINS = re.compile(
    r"full\b(?! (?:details|text|headers?|message|report))|quota|over ?limit|spam|virus|block|black ?list|policy|"
    r"relay(?!s? (?:on|at|server|host))|greylist|spf\b|dmarc|reputation|"
    r"too large|too big|temporar|reverse dns|rdns|"
    r"suspend|disabled|inactive|exceed|sender address|(?:media|mailer|system) error|not authori[sz]ed|"
    r"couldn.t create|authentication check|"
    r"malformed|name service error|invalid domain name|signature"
)
# The address itself was taken and the mail refused: its owner's filter spoke, whatever it says about users.
AFTER_DATA = re.compile(r"(?:in reply to|after|following) (?:the )?(?:end of |sending of )?(?:data|message body)\b")
# Carriers of Japan answer like this where a subscriber's own filter refused the sender.
CARRIERS = re.compile(r"55\d:? ?: user unknown|unknown user \S{1,80}@docomo\.ne\.jp")


def is_hard(codes: list[str], words: str) -> bool:
    """`codes` are enhanced status codes, the report's own first and the remote server's last; `words` is folded."""
    numbers = [tuple(map(int, code.split("."))) for code in codes if code.count(".") == 2]
    if any(number[1:] in OUR_FAULT for number in numbers) or ABOUT_US.search(words):
        return False
    given_up = "unknown" in words and all(number[1:] == (1, 1) for number in numbers)  # tried for days, and no user
    if (any(number[0] == 4 for number in numbers[-1:]) and not given_up) or CARRIERS.search(words):
        return False
    if AFTER_DATA.search(words) and not any(number[1:] in HARD_CODES for number in numbers):
        return False
    soft_wins, hard_words = SOFT_WINS.search(words), HARD.search(words)
    if soft_wins and not (hard_words and hard_words.start() < soft_wins.start()):
        return False
    if any(number[1] in {2, 3, 6, 7} and number[1:] != (2, 4) for number in numbers) and not (
        hard_words and not soft_wins
    ):
        return False
    return bool(hard_words) or (any(number[1:] in HARD_CODES for number in numbers) and not SOFT.search(words))
