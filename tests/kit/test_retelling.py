from datetime import date

import pytest
from django.utils import formats, translation

from leadwright.kit.retelling import retell


def written_in(language: str, sentence: str) -> str:
    with translation.override(language):
        return translation.gettext(sentence)


@pytest.mark.parametrize(("stored", "read"), [("en", "lt"), ("lt", "en"), ("en", "en"), ("lt", "lt")])
def test_a_stored_sentence_is_told_in_the_language_of_the_reader(stored, read):
    text = "Voicemail left for %s: has anything come back?"
    told = written_in(stored, text) % "Rūta Kazlauskaitė"
    with translation.override(read):
        assert retell(told) == written_in(read, text) % "Rūta Kazlauskaitė"


def test_a_sentence_in_a_field_and_a_date_are_told_as_well():
    with translation.override("lt"):
        day = formats.date_format(date(2026, 11, 23), "j M Y")
        told = retell("The cadence has ended: Step 5 could not be sent: No phone number is known.")
        assert retell("until 23 Nov 2026").endswith(day)
    words = ["The cadence has ended: %(why)s", "Step %(step)s could not be sent: %(why)s", "No phone number is known."]
    ended, failed, known = (written_in("lt", text) for text in words)
    assert told == ended % {"why": failed % {"step": "5", "why": known}}


def test_sentences_in_a_row_are_told_one_by_one():
    with translation.override("lt"):
        told = retell("Step 3 was done. Bob wrote this by hand. The hold is over.")
        assert told.endswith(translation.gettext("The hold is over."))
        assert "Bob wrote this by hand." in told and "Step 3" not in told


def test_what_somebody_wrote_after_a_word_of_ours_stays_as_it_is():
    with translation.override("lt"):
        assert retell("Step 5 of 10 is due today.") == "Step 5 of 10 is due today."
        assert retell("Call them back on Friday.") == "Call them back on Friday."
        assert retell("Call Ingrid Solberg") == translation.gettext("Call %(name)s") % {"name": "Ingrid Solberg"}


def test_a_plural_takes_the_form_of_its_number():
    with translation.override("lt"):
        forms = {retell(f"{n} working days") for n in (2, 10)} | {retell("1 working day"), retell("21 working days")}
        assert len({form.split(" ", 1)[1] for form in forms}) == 3


@pytest.mark.parametrize("words", ["", "He said the log is kept on paper.", "Ar užteks pusvalandžio?", "100 %", "%s"])
def test_what_a_person_wrote_stays(words):
    with translation.override("lt"):
        assert retell(words) == words
