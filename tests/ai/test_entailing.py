import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.ai.entailing import checked, sentences

BATTERY = (
    "The battery lasts five years at one value a minute. "
    "The portal warns 60 days before it is empty. A battery is changed by hand, without tools."
)
PRICE = "A logger costs 14 euros a month. From 50 loggers on, the price is 11 euros. The SIM card is part of the price."
TRIAL = "A trial runs for 30 days with up to five loggers. Only trucks registered in Lithuania can take part."
LITHUANIAN = "Baterija veikia penkerius metus. Portalas įspėja likus 60 dienų. Įrankių nereikia."
SOURCES = [BATTERY, PRICE, TRIAL, LITHUANIAN]

SAID = [
    "The battery lasts five years at one value a minute.",
    "Thank you for your question.",
    "The battery lasts 5 years, at one value a minute.",
    "The portal warns you 60 days before the battery is empty.",
    "From 50 loggers on, the price is 11 euros.",
    "The SIM card is a part of our price.",
    "A trial with up to five loggers runs for 30 days.",
    "Only trucks registered in Lithuania can take part.",
    "Portalas įspėja likus 60 dienų.",
]
NOT_SAID = [
    ("The battery lasts seven years at one value a minute.", "number"),
    ("The battery lasts 60 years.", "number"),
    ("A logger costs 11 euros a month.", "number"),
    ("From 50 loggers on, the price is 11 dollars.", "number"),
    ("From 11 loggers on, the price is 50 euros.", "number"),
    ("A logger costs 14.50 euros a month.", "number"),
    ("The battery lasts five months at one value a minute.", "number"),
    ("The portal of Siemens warns 60 days before it is empty.", "name"),
    ("Only trucks registered in Latvia can take part.", "name"),
    ("The battery is not changed by hand.", "turn"),
    ("A battery is changed by hand, with tools.", "turn"),
    ("A battery is changed without hand.", "turn"),
    ("The portal doesn't warn.", "turn"),
    ("Trucks registered in Lithuania can take part.", "turn"),
    ("A trial runs for 30 days with five loggers.", "turn"),
    ("A trial is free.", "turn"),
    ("Yes, the SIM card is part of the price.", "turn"),
    ("The portal always warns 60 days before it is empty.", "turn"),
    ("We guarantee that the battery lasts five years at one value a minute.", "turn"),
    ("The logger is waterproof.", "word"),
    ("The portal is hosted on a card.", "word"),
    ("The price of the battery is part of the trial.", "word"),
    ("Sure, we can do that.", "word"),
    ("Yes.", "word"),
    ("It does.", "word"),
    ("Portalas neįspėja.", "word"),
    ("Baterija veikia dešimt metų.", "number"),
]


@pytest.mark.parametrize("sentence", SAID)
def test_what_a_source_says_in_other_order_is_kept(sentence):
    assert checked(sentence, SOURCES).struck == ()


@pytest.mark.parametrize(("sentence", "why"), NOT_SAID)
def test_what_no_source_says_is_struck(sentence, why):
    [struck] = checked(sentence, SOURCES).struck
    assert struck.why == why
    assert struck.words


def test_a_sentence_without_any_source_is_struck():
    assert checked("The battery lasts five years.", []).kept == ()


def test_the_good_sentences_stay_where_others_are_struck():
    found = checked("The portal warns 60 days before it is empty. It is waterproof too!", SOURCES)
    assert found.kept == ("The portal warns 60 days before it is empty.",)
    assert [one.sentence for one in found.struck] == ["It is waterproof too!"]


def test_words_of_two_articles_are_not_put_together():
    sources = ["The pump is red.", "The valve is blue."]
    assert checked("The pump is blue.", sources).kept == ()


@given(st.text(max_size=200))
def test_any_text_is_taken_and_nothing_is_lost(text):
    found = checked(text, [PRICE])
    assert len(found.kept) + len(found.struck) == len(sentences(text))


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_says_what_it_says(source):
    assert checked(source, [source]).struck == ()
