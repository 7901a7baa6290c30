"""Refusals of contact in words that no table foresaw, and what is only close to one."""

from datetime import date

import numpy as np
import pytest

from leadwright.inbox.parsing import Parsed
from leadwright.inbox.reading import read
from leadwright.inbox.refusing import likely_refusal
from leadwright.inbox.words import fold
from measure.letters import rows, with_its_subject
from measure.refusals import KEPT, fingerprint

TODAY = date(2026, 11, 23)


def meant(text: str) -> str:
    return read(Parsed(text=text.replace("\\n", "\n"), subject="Re: Your cold chain"), today=TODAY).intent


def test_the_weights_were_learnt_from_the_sentences_as_they_stand():
    with np.load(KEPT) as kept:
        assert str(kept["of"]) == fingerprint()


@pytest.mark.parametrize(
    ("name", "least"),
    [("closing", 0.98), ("sealed", 0.99), ("unseen", 0.97), ("odd", 0.97), ("wide", 0.99), ("held", 0.99)],
)
def test_a_refusal_is_heard_however_it_is_worded(name, least):
    letters = rows(f"optouts_{name}")
    missed = [text for _language, text in letters if meant(text) != "opt_out"]
    assert len(missed) <= (1 - least) * len(letters), missed


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("plain", 0.97),
        ("closing", 0.85),
        ("sealed", 0.97),
        ("unseen", 0.9),
        ("odd", 0.95),
        ("wide", 0.96),
        ("new", 0.95),
    ],
)
def test_what_is_only_close_to_a_refusal_is_none(name, least):
    letters = rows(f"notoptouts_{name}")
    wrong = [text for _language, text in letters if meant(text) == "opt_out"]
    assert len(wrong) <= (1 - least) * len(letters), wrong


@pytest.mark.parametrize(("name", "heard", "left"), [("doorstep", 0.99, 0.86), ("dusk", 0.97, 0.88)])
def test_letters_that_the_model_never_saw_are_read_as_the_guide_tells(name, heard, left):
    opting, others = rows(f"optouts_{name}"), rows(f"notoptouts_{name}")
    missed = [row for row in opting if with_its_subject(row).intent != "opt_out"]
    assert len(missed) <= (1 - heard) * len(opting), missed
    assert sum(meant(text) == "opt_out" for _language, text in others) <= (1 - left) * len(others)


@pytest.mark.parametrize("text", ["Nope. Unsub.", "Scam. Blocked.", "Wrong desk, I fear. remove thx"])
def test_a_few_scattered_words_are_judged_as_a_whole(text):
    assert meant(text) == "opt_out"


@pytest.mark.parametrize("text", ["plese stop emialing us", "unsubcribe", "Bitte nciht mehr schreben", "Ištrinkt mane"])
def test_a_slip_of_the_finger_hides_no_refusal(text):
    assert meant(text) == "opt_out"


def test_the_wish_is_found_in_the_middle_of_a_long_mail():
    talk = "We have eleven vans and the drivers know the paper sheets by heart. "
    reading = read(Parsed(text=f"Hello,\n\n{talk * 12}Please don't write to me any more. {talk * 12}"), today=TODAY)
    assert (reading.intent, reading.evidence) == ("opt_out", "Please don't write to me any more.")


@pytest.mark.parametrize(
    "text",
    [
        "Sounds good.\n\n> If you would rather not hear from me again: https://x.example/u/1",
        "Sounds good.\n\nTo unsubscribe from these emails click here.",
        "Sounds good.\n\nYou are receiving this e-mail because you are a customer. Unsubscribe: https://x.example",
        "Call me on Monday.\n\nIf you are not the intended recipient, delete this message.",
    ],
)
def test_a_foot_of_a_mail_refuses_nothing(text):
    assert meant(text) != "opt_out"


def test_the_order_of_words_and_their_endings_matter_little():
    never = likely_refusal(fold("Please never write to me again"))
    march = likely_refusal(fold("Please write to me again in March"))
    assert march < 0.4 < 0.75 < never
    assert likely_refusal("") == 0.0


@pytest.mark.parametrize("name", ["P. Meyer", "K. Lang", "S. Stopka", "H. Löscher"])
def test_a_name_under_a_mail_is_no_refusal(name):
    assert meant(f"ab 7. Dezember haben wir Zeit, wann passt es?\n\nMit freundlichen Gruessen\n{name}") != "opt_out"
