"""Whole mails that were written for it (measure/corpora): answers above the quotes of mail programs in eleven
languages, and what machines send: bounces, complaints, challenges, answers to invitations. They were written before
the rules were read again, and are for measuring only.
"""

from collections.abc import Iterator
from pathlib import Path

from leadwright.inbox.explaining import as_values
from leadwright.inbox.parsing import parse
from leadwright.inbox.quoting import own_words
from leadwright.inbox.reading import read
from measure.figure import Figure
from measure.letters import DAY, rows

QUOTES, KINDS = "102 when first read", "36 when first read: challenges in English alone"


def figures(_data: Path) -> Iterator[Figure]:
    cases = rows("quotes_dawn")
    right = sum(own_words(text.replace("\\n", "\n")) == words for _program, _language, words, text in cases)
    yield Figure("quotes of mail programs, 11 languages", "the person's own words, exactly", right, len(cases), QUOTES)
    mails = [(kind, recipient, permanence, values_of(raw)) for kind, recipient, permanence, raw in rows("raws_dawn")]
    kinds = sum(values["kind"] == kind for kind, _recipient, _permanence, values in mails)
    yield Figure("machines' mail", "read with the right kind", kinds, len(mails), KINDS)
    bounced = [one for one in mails if one[0] == "bounce"]
    for what, name, at in (("with the right recipient", "recipient", 1), ("hard or soft", "permanence", 2)):
        right = sum([one[name] for one in mail[3]["bounces"]] == [mail[at]] for mail in bounced)
        yield Figure("machines' mail", what, right, len(bounced))


def values_of(raw: str) -> dict[str, object]:
    return as_values("", read(parse(raw.replace("\\n", "\n").encode()), today=DAY))
