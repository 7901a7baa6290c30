"""What the person wrote, cut from what they answered to, their signature and their company's small print.

By lines and in linear time: the kept libraries for this need more than 20 s for 90 KB of "On On On" (measured), and a
mail is hostile input. What each of these cuts looks like in a language stands in quote_marks.py.
"""

from dataclasses import dataclass

from leadwright.inbox.quote_marks import (
    ADDRESS,
    BANNER,
    CONTACT,
    DASHED,
    DATED,
    FORWARDED,
    HEADER,
    INLINE,
    LEGAL,
    MARK,
    MORE,
    PHONE,
    POSTSCRIPT,
    QUOTING,
    RULED,
    SIGN_OFF,
    SIGNED,
    SMALL_PRINT,
    WHEN,
    WROTE,
)
from leadwright.inbox.words import fold

__all__ = ["Written", "own_words", "written"]

MOST_LINES = 2_000
MOST_WORDS = 12_000


@dataclass(frozen=True)
class Written:
    """`words` is what the writer says now; `unsigned` adds what was taken for a signature; `forwarded` says that
    somebody else's mail was sent along."""

    words: str
    unsigned: str
    forwarded: bool = False


def own_words(text: str) -> str:
    """The writer's own words; the whole text where nothing would be left of a mail that forwards nothing."""
    return written(text).words


def written(text: str) -> Written:
    lines = text.replace("\r", "").replace("\xa0", " ").replace("\u200b", "").split("\n")[:MOST_LINES]
    folded = [fold(line[:2_000]) for line in lines]
    kept, forwarded = unquoted(lines, folded)
    unsigned = "\n".join(kept).strip()
    words = without_signature(without_banner(kept))
    if not unsigned and not forwarded:
        unsigned = words = "\n".join(line.lstrip("> ") for line in lines).strip()
    return Written((words or unsigned)[:MOST_WORDS], unsigned[:MOST_WORDS], forwarded)


def unquoted(lines: list[str], folded: list[str]) -> tuple[list[str], bool]:
    """The lines that are the writer's, and whether what follows them was forwarded."""
    quoted = quoted_lines(folded)
    kept: list[str] = []
    forwarded = False
    index = 0
    while index < len(lines):
        if not quoted[index] and (shared := INLINE.search(folded[index])):
            kept.append(lines[index][: shared.start()].rstrip())
            if not quoted_below(folded, index + 1):
                break
            index += 1
            continue
        length = attribution(folded, index)
        if length and quoted_below(folded, index + length):
            index += length  # the quote is marked line by line: what is written below or between it counts
            continue
        bare = folded[index].strip().lstrip("> ")
        if FORWARDED.match(bare):
            forwarded = True
            if quoted[index] or quoted_below(folded, index + 1):
                index += 1
                continue
            break
        if length or block_starts(folded, index):
            forwarded = forwarded or not any(map(str.strip, kept))
            if not quoted[index] or bare.endswith(">>>"):
                break
        elif not quoted[index]:
            kept.append(lines[index])
        index += 1
    return kept, forwarded


def quoted_lines(folded: list[str]) -> list[bool]:
    """Which lines are marked as a quote. One marked line alone is none; a link that wrapped out of a quote is one."""
    marks = [line.lstrip().startswith(">") for line in folded]
    if sum(marks) == 1 and not any(attribution(folded, index) for index in range(len(folded[:200]))):
        return [False] * len(folded)
    for index in range(1, len(folded) - 1):
        wrapped = marks[index - 1] and marks[index + 1] and " " not in folded[index].strip()
        marks[index] = marks[index] or (wrapped and bool(folded[index].strip()) and "http" in folded[index - 1])
    return marks


def attribution(folded: list[str], index: int) -> int:
    """How many lines "On … wrote:" takes here; 0 where there is none. It names a day or an address."""
    first = folded[index].strip().lstrip("> ")
    if not any(letter.isdigit() or letter in "<@" for letter in first) and not first.startswith(("on ", "am ", "le ")):
        return 0
    joined = ""
    for length in range(1, 7):
        if index + length > len(folded) or len(joined) > 400:
            return 0
        row = folded[index + length - 1].strip().lstrip("> ")
        if length > 1 and not row and not joined.endswith("<") and not opens_below(folded, index + length):
            return 0
        joined = f"{joined} {row}".strip()
        if ends_attribution(joined):
            return length
    return 0


def ends_attribution(joined: str) -> bool:
    if QUOTING.match(joined):
        return True
    if not joined.endswith(":"):
        return bool(DATED.match(joined))
    return bool(WROTE.search(joined) or DATED.match(joined) or (ADDRESS.search(joined) and WHEN.search(joined)))


def opens_below(folded: list[str], index: int) -> bool:
    """A name, an empty line, and the address in brackets on lines of its own."""
    return index < len(folded) and folded[index].strip() == "<"


def quoted_below(folded: list[str], index: int) -> bool:
    following = next((row for row in folded[index : index + 6] if row.strip()), "")
    return following.lstrip().startswith(">")


def block_starts(folded: list[str], index: int) -> bool:
    """A ruled "Original Message" or a block of mail headers: everything below is not the writer's."""
    line = folded[index].strip().lstrip("> ")
    following = [row.strip().lstrip("> ") for row in folded[index + 1 : index + 9] if row.strip()]
    if DASHED.match(line):
        return any(HEADER.match(row) for row in following[:3])
    if RULED.match(line):
        return True
    return bool(HEADER.match(line)) and any(HEADER.match(row) for row in following[:4])


def without_banner(lines: list[str]) -> list[str]:
    """Without the warning that a mail server puts on top of what comes from outside."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if start < len(lines) and BANNER.match(fold(lines[start][:200])):
        end = next((index for index in range(start, len(lines)) if not lines[index].strip()), len(lines))
        return lines[end:]
    return lines


def without_signature(lines: list[str]) -> str:
    kept: list[str] = []
    for index, line in enumerate(lines):
        plain = fold(line).strip()
        if MARK.match(line) or is_small_print(lines, index) or is_phone(plain) or signs_off(kept, lines, index):
            kept += [row for row in lines[index:] if POSTSCRIPT.match(fold(row[:20]))]
            break
        kept.append(line)
    return "\n".join(without_card(kept)).strip()


def is_phone(plain: str) -> bool:
    """ "Sent from my phone", and not "Sent from my desk, which is easier." """
    return bool(PHONE.match(plain[:80])) and len(plain.split()) <= 8 and not ("," in plain and plain.endswith("."))


def is_small_print(lines: list[str], index: int) -> bool:
    if not SMALL_PRINT.match(fold(lines[index][:120]).strip()):
        return False
    return bool(LEGAL.search(fold(" ".join(lines[index : index + 8])[:1_500])))


def signs_off(kept: list[str], lines: list[str], index: int) -> bool:
    """A closing formula on a line of its own, or "-Tom", with nothing but a name and such below it."""
    plain = fold(lines[index]).strip()[:120]
    if not any(row.strip() for row in kept):
        return False
    if SIGNED.match(lines[index].strip()):
        return not any(row.strip() for row in lines[index + 1 : index + 4])
    sign_off = SIGN_OFF.match(plain)
    if not sign_off or sentence_follows(lines[index + 1 :]):
        return False
    named = bool(plain[sign_off.end(1) :].strip(" ,.!-"))
    return not named or any(row.strip() for row in lines[index + 1 : index + 4])


def sentence_follows(lines: list[str]) -> bool:
    """Whether something is said after a sign-off: "Thanks, / we are not interested." is no signature."""
    for line in lines[:12]:
        plain = line.strip()
        if MARK.match(line) or SMALL_PRINT.match(fold(plain[:80])):
            return False
        if (len(plain.split()) >= 4 and plain.endswith((".", "?", "!"))) or MORE.match(fold(plain[:60])):
            return True
    return False


def without_card(lines: list[str]) -> list[str]:
    """Without a last paragraph that is a visiting card: name, firm, telephone, site, and not one sentence."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    start = next((index for index in range(len(lines) - 1, -1, -1) if not lines[index].strip()), -1)
    card = lines[start + 1 :]
    said = any(len(line.split()) >= 3 for line in lines[: max(start, 0)])
    contacts = sum(bool(CONTACT.search(fold(line))) for line in card)
    is_card = 3 <= len(card) <= 10 and contacts >= 2 and all(len(line) < 80 for line in card)
    asks = any(line.strip().endswith(("?", "!")) for line in card)
    return lines[:start] if said and is_card and not asks else lines
