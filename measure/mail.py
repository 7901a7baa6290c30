"""Reading mail: real bounces with sisimai's labels, automatic answers, and the words that people wrote in replies."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from leadwright.inbox.parsing import Unreadable, parse
from leadwright.inbox.quoting import own_words
from leadwright.inbox.reading import Reading, read
from measure.figure import Figure

DAY = date(2026, 11, 23)
NOT_BOUNCES = {"feedback", "vacation"}


def figures(data: Path) -> Iterator[Figure]:
    yield from bounces(data / "bounces_sisimai")
    folder = data / "autoreplies_misc"
    mails = [path for path in sorted(folder.iterdir()) if path.name != "SOURCE.txt"]
    automatic = sum(reading_of(path).kind != "reply" for path in mails)
    yield Figure("autoreplies_misc", "not taken for a person", automatic, len(mails))
    yield from replies(data)
    odd = [path for name in ("mime_cpython", "mime_mailparser") for path in sorted((data / name).rglob("*"))]
    odd = [path for path in odd if path.is_file() and path.name != "SOURCE.txt"]
    yield Figure("mime_cpython, mime_mailparser", "read or set aside", sum(holds(path) for path in odd), len(odd))


def bounces(folder: Path) -> Iterator[Figure]:
    expected = json.loads((folder / "expected.json").read_text())
    found = recipients = sided = right_side = vacations = away = 0
    total = 0
    for name, labels in expected.items():
        reading = reading_of(folder / "mail" / name)
        label = labels[0]
        if label["reason"] == "vacation":
            vacations, away = vacations + 1, away + (reading.kind != "bounce")
        if label["reason"] in NOT_BOUNCES:
            continue
        total += 1
        found += reading.kind == "bounce"
        said = {one.recipient.lower(): one.permanence for one in reading.bounces}
        wanted = label["recipient_sisimai_out"].lower()
        recipients += wanted in said
        if reading.kind == "bounce" and reading.bounces:
            sided += 1
            side = said.get(wanted, reading.bounces[0].permanence)
            right_side += (side == "hard") == bool(label["hardbounce"])
    yield Figure("bounces_sisimai", "found", found, total)
    yield Figure("bounces_sisimai", "with the right recipient", recipients, total)
    yield Figure("bounces_sisimai", "hard or soft as labelled", right_side, sided, "sisimai calls most rejections soft")
    yield Figure("bounces_sisimai", "vacations not called a bounce", away, vacations)


def replies(data: Path) -> Iterator[Figure]:
    cases = json.loads((data / "replies_talon" / "plain_quotation_cases.json").read_text())
    right = sum(squeezed(own_words(case["body"])) == squeezed(case["expected_reply"]) for case in cases)
    yield Figure("replies_talon", "the person's own words, exactly", right, len(cases))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def reading_of(path: Path) -> Reading:
    try:
        return read(parse(path.read_bytes()), today=DAY)
    except Unreadable:
        return Reading("other")


def holds(path: Path) -> bool:
    try:
        read(parse(path.read_bytes()), today=DAY)
    except Unreadable:
        return True
    except Exception:  # a mail that breaks the reader is what this figure counts
        return False
    return True
