"""Reading mail: real bounces with sisimai's labels, automatic answers, the words that people wrote in replies, and mail
that is broken by nature or by us. The kept libraries run beside, on the same cases."""

import json
import random
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from leadwright.inbox.parsing import Unreadable, parse
from leadwright.inbox.quoting import written
from leadwright.inbox.reading import Reading, read
from measure.figure import Figure

DAY = date(2026, 11, 23)
NOT_BOUNCES = {"feedback", "vacation", "delivered"}
MUTANTS, MEASURED_MUTANTS = 10_000, 300
MOST_SECONDS, MOST_BYTES = 1.0, 64 * 1024 * 1024
LONGEST_FOR_LIBRARIES = 8_000  # letters: mail-parser-reply needs more than 20 s for 90 KB of "On On"


def figures(data: Path) -> Iterator[Figure]:
    yield from bounces(data / "bounces_sisimai")
    mails = files(data, "autoreplies_misc")
    automatic = sum(reading_of(path.read_bytes()).kind != "reply" for path in mails)
    yield Figure("autoreplies_misc", "not taken for a person", automatic, len(mails))
    for name, cases in (("replies_talon", talon), ("replies_zapier", zapier), ("replies_quotequail", quotequail)):
        yield from cut(name, list(cases(data)))
    yield from robust(data)


def bounces(folder: Path) -> Iterator[Figure]:
    expected = json.loads((folder / "expected.json").read_text())
    found = recipients = right_side = total = beside = false = others = 0
    for name, labels in expected.items():
        raw = (folder / "mail" / name).read_bytes()
        reading, label = reading_of(raw), labels[0]
        if label["reason"] in NOT_BOUNCES:
            others, false = others + 1, false + (reading.kind == "bounce")
            continue
        total += 1
        found += reading.kind == "bounce"
        said = {one.recipient.lower(): one.permanence for one in reading.bounces}
        wanted = label["recipient_sisimai_out"].lower()
        recipients += wanted in said
        beside += wanted in recipients_by_flufl(raw)
        if reading.kind == "bounce":
            right_side += (said.get(wanted, reading.bounces[0].permanence) == "hard") == bool(label["hardbounce"])
    yield Figure("bounces_sisimai", "found", found, total)
    yield Figure("bounces_sisimai", "with the right recipient", recipients, total)
    yield Figure("bounces_sisimai", "with the right recipient, by flufl.bounce", beside, total)
    yield Figure("bounces_sisimai", "hard or soft as labelled", right_side, found, "sisimai's `filtered` is soft")
    yield Figure("bounces_sisimai", "vacations, complaints, successes not called a bounce", others - false, others)


def recipients_by_flufl(raw: bytes) -> set[str]:
    from email import message_from_bytes

    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(message_from_bytes(raw))
    except Exception:  # the library gives up on broken mail
        return set()
    return {address.decode("utf-8", "replace").lower() for address in (*temporary, *permanent)}


Case = tuple[str, Callable[[str], bool]]


def cut(name: str, cases: list[Case]) -> Iterator[Figure]:
    """The person's own words, exactly but for white space: ours, then the libraries'."""
    for tool, words in (("", lambda text: written(text).words), *libraries().items()):
        right = sum(holds(words(text)) for text, holds in cases if not tool or len(text) <= LONGEST_FOR_LIBRARIES)
        what = "the person's own words, exactly"
        yield Figure(name, f"{what}, by {tool}" if tool else what, right, len(cases))


def libraries() -> dict[str, Callable[[str], str]]:
    from email_reply_parser import EmailReplyParser
    from mailparser_reply import EmailReplyParser as MailParserReply
    from quotequail import quote

    parser = MailParserReply(languages=["en", "de", "fr", "es", "it", "nl", "pl", "sv"])
    return {
        "mail-parser-reply": lambda text: parser.parse_reply(text=text) or "",
        "email-reply-parser": EmailReplyParser.parse_reply,
        "quotequail": lambda text: "".join(part for shown, part in quote(text, quote_intro_line=True) if shown),
    }


def same(wanted: str) -> Callable[[str], bool]:
    return lambda words: squeezed(words) == squeezed(wanted)


def talon(data: Path) -> Iterator[Case]:
    for case in json.loads((data / "replies_talon" / "plain_quotation_cases.json").read_text()):
        yield case["body"], same(case["expected_reply"])


def zapier(data: Path) -> Iterator[Case]:
    """What the tests of that project say of the reply, as far as they say it in words."""
    folder = data / "replies_zapier"
    for name, tests in json.loads((folder / "expected_from_tests.json").read_text()).items():
        checks = [check for test in tests for line in test["asserts"] if (check := claim(line))]
        if checks:
            text = (folder / "test" / "emails" / name).read_text()
            yield text, lambda words, checks=checks: all(check(words) for check in checks)


def claim(line: str) -> Callable[[str], bool] | None:
    literal = re.search(r"(['\"])(.+?)\1", line, re.DOTALL)
    about = "parse_reply" in line or "message.reply" in line or "fragments[0]" in line
    if not literal or not about or "re.match" in line:
        return None
    wanted = literal.group(2)
    if " not in " in line:
        return lambda words: wanted not in words
    return (lambda words: wanted in words) if " in " in line[literal.end() :] else same(wanted)


def quotequail(data: Path) -> Iterator[Case]:
    cases = json.loads((data / "replies_quotequail" / "cases.json").read_text())
    for text, told in cases["test_unwrap.py::test_unwrap"]["cases"]:
        parts = [told.get("text_top"), told.get("text_bottom")] if told else [text]
        yield text, same(" ".join(filter(None, parts)))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def robust(data: Path) -> Iterator[Figure]:
    """No crash, each under a second and under 64 MB: odd mail of others, and real mail that we broke."""
    odd = [path.read_bytes() for name in ("mime_cpython", "mime_mailparser") for path in files(data, name)]
    yield Figure("mime_cpython, mime_mailparser", "read or set aside, in 1 s", sum(map(holds, odd)), len(odd))
    seeds = [raw for raw in (*odd, *(p.read_bytes() for p in files(data, "bounces_sisimai"))) if len(raw) < 200_000]
    chance = random.Random(4)  # noqa: S311  a seed makes a failure come again
    mutants = [mutated(chance.choice(seeds), seeds, chance) for _ in range(MEASURED_MUTANTS)]
    light = sum(peak(raw) < MOST_BYTES for raw in (*odd, *mutants))
    yield Figure("the same and mutants", "under 64 MB each", light, len(odd) + len(mutants))
    fine = sum(holds(mutated(chance.choice(seeds), seeds, chance)) for _ in range(MUTANTS))
    yield Figure("mutated mail", "read or set aside, in 1 s", fine, MUTANTS)


def mutated(raw: bytes, seeds: list[bytes], chance: random.Random) -> bytes:
    """A mail with a few accidents: letters changed, pieces lost, doubled or from another mail, lines in disorder."""
    letters = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at, accident = chance.randrange(len(letters) + 1), chance.randrange(7)
        if accident == 0 and letters:
            letters[at - 1] = chance.randrange(256)
        elif accident == 1:
            del letters[at : at + chance.randrange(200)]
        elif accident == 2:
            letters[at:at] = letters[at : at + chance.randrange(400)] * chance.randrange(1, 30)
        elif accident == 3:
            other = chance.choice(seeds)
            start = chance.randrange(len(other) + 1)
            letters[at:at] = other[start : start + chance.randrange(2_000)]
        elif accident == 4:
            del letters[max(at, 1) :]
        elif accident == 5:
            letters[at:at] = chance.choice(ODD_PIECES) * chance.randrange(1, 20)
        else:
            lines = bytes(letters).split(b"\n")
            chance.shuffle(lines)
            letters = bytearray(b"\n".join(lines))
    return bytes(letters)


ODD_PIECES = (
    *(b"\x00", b"\r", b"\n\n", b"=?utf-8?B?", b'boundary="', b"\n--", b"\xff\xfe", b"> " * 50, b"(" * 300, b"<" * 300),
    *(b"Content-Type: multipart/mixed\n", b"Content-Transfer-Encoding: base64\n", b"Final-Recipient: rfc822;\n"),
)


def files(data: Path, name: str) -> list[Path]:
    found = sorted(path for path in (data / name).rglob("*") if path.is_file())
    return [path for path in found if path.name not in {"SOURCE.txt", "LICENSE", "expected.json"}]


def reading_of(raw: bytes) -> Reading:
    try:
        return read(parse(raw), today=DAY)
    except Unreadable:
        return Reading("other")


def holds(raw: bytes) -> bool:
    start = time.process_time()
    try:
        reading_of(raw)
    except Exception:  # a mail that breaks the reader is what this figure counts
        return False
    return time.process_time() - start < MOST_SECONDS


def peak(raw: bytes) -> int:
    tracemalloc.start()
    try:
        holds(raw)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
