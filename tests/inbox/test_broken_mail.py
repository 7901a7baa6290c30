"""Whatever arrives is read or set aside with a reason: mail broken by chance, and mail made to break a reader. The
same with 10,000 mutants of real mail, and with time and memory, is `make measure`."""

import random

import pytest

from leadwright.inbox.explaining import as_values
from leadwright.inbox.parsing import Unreadable, parse
from leadwright.inbox.reading import read
from measure.mail import mutated
from tests.inbox.letters import a_bounce, a_complaint, a_mail

SEEDS = [
    a_mail("Not now, please write again in March.\n\nKind regards\nRūta"),
    a_mail("", html="<p>Yes, gladly.</p><blockquote>On 20 Nov 2026, Alice wrote:</blockquote>"),
    a_bounce("<m1@northmark.example>", recipient="p.doyle@tarrant.example"),
    a_complaint("<m1@northmark.example>"),
]


@pytest.mark.parametrize("seed", range(4))
def test_mail_broken_by_chance_is_read_or_set_aside(seed):
    chance = random.Random(seed)
    for _ in range(75):
        try:
            reading = read(parse(mutated(chance.choice(SEEDS), SEEDS, chance)))
        except Unreadable as refusal:
            assert refusal.sentence.endswith(".")
        else:
            assert as_values("a.eml", reading)["kind"]


@pytest.mark.parametrize(
    "text",
    ["On " * 30_000, "a@" * 45_000, "Aa " * 30_000, "> " * 45_000,
     "a@b.co:\n" * 11_000, "not " * 22_000, "contact ask " * 7_000],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_mail_that_is_made_to_be_slow_is_not(text):
    for sender in ("mailer-daemon@mx.example", "ruta@pieno-kelias.example"):
        assert read(parse(a_mail(text, sender=sender))).kind
