"""Answers that no table of phrases foresaw: the weights that ship are those of the examples that ship."""

import numpy as np
import pytest

from leadwright.inbox.meaning import intents_by_meaning, objection_by_meaning
from leadwright.inbox.parsing import Parsed
from leadwright.inbox.reading import read
from measure.meanings import KEPT, fingerprint


def test_the_weights_were_learnt_from_the_examples_as_they_stand():
    with np.load(KEPT) as kept:
        assert str(kept["of"]) == fingerprint()


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Our accountant would faint at those figures.", "price"),
        ("A rival of yours has looked after us since 2019.", "has_vendor"),
        ("None of our cargo minds the heat.", "no_need"),
        ("You would have to convince the people at group level, I only follow orders.", "no_authority"),
        ("The whole crew is tied up with moving to the new plant.", "timing"),
    ],
)
def test_an_objection_is_known_by_its_meaning(words, kind):
    assert objection_by_meaning(words) == kind


def test_what_is_meant_is_likelier_than_the_rest():
    scores = intents_by_meaning("Any chance you could give us half an hour next Tuesday?")
    assert max(scores, key=scores.__getitem__) == "meeting"
    assert sum(np.exp(score) for score in scores.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("words", "opts_out"),
    [
        ("Next time this goes to our lawyers.", True),
        ("Could you take me off?", True),
        ("Nächstes Mal schalte ich meinen Anwalt ein.", True),
        ("Can the old readings be deleted?", False),
        ("Please don't call me by phone, an e-mail is fine.", False),
        ("Do our drivers have to stop the recording?", False),
    ],
)
def test_who_speaks_of_themselves_is_told_from_who_asks_about_the_product(words, opts_out):
    reading = read(Parsed(text=words, subject="Re: Your cold chain", sender="a@b.example"))
    assert (reading.intent == "opt_out") == opts_out


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("We have received your message and will reply within two working days.", "auto_reply"),
        ("Ihre Anfrage ist eingegangen. Wir melden uns schnellstmöglich.", "auto_reply"),
        ("I got your message and will reply within two days. What does it cost?", "reply"),
        ("Does it work where there is limited internet access?", "reply"),
    ],
)
def test_a_desk_that_confirms_is_no_person(words, kind):
    assert read(Parsed(text=words, subject="Re: Your cold chain", sender="a@b.example")).kind == kind
