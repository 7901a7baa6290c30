import pytest

from leadwright.knowledge.courtesy import asked_in, plainly


@pytest.mark.parametrize(
    ("mail", "left"),
    [
        ("Hi Alice, how much is it?", "how much is it?"),
        ("Hello,\n\nHow much is it?\n\nSabine", "How much is it?"),
        ("Dear Mr. Smith:\nIs there a trial?\n\nKind regards\nJohn Doe\nHead of Fleet", "Is there a trial?"),
        ("Laba diena, Alice!\nKiek tai kainuoja?\n\nPagarbiai\nJonas", "Kiek tai kainuoja?"),
        (
            "Thanks for the call. How long does the battery last?",
            "Thanks for the call. How long does the battery last?",
        ),
        ("Hey can I cancel?", "Hey can I cancel?"),
        ("Is it Best Western?\nBest Western asked us.", "Is it Best Western?\nBest Western asked us."),
        ("Regards from Berlin, is there a price list?", "Regards from Berlin, is there a price list?"),
        ("Hi", "Hi"),
        ("", ""),
    ],
)
def test_greetings_closings_and_names_are_left_aside(mail, left):
    assert plainly(mail) == left


def test_the_question_of_a_mail_is_told_in_one_line():
    mail = "Hi Bob,\nthat is interesting. We have 31 trucks. What would\nbe the next step?\n\nRuta"
    assert asked_in(mail) == "What would be the next step?"
    assert asked_in("Dear Bob,\nplease send the price list.\nRuta") == "please send the price list."


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line", ["word " * 200_000, "A" * 200_000 + "!", "Best " + "A" * 200_000 + "!", "Hi " * 100_000]
)
def test_a_line_without_an_end_takes_no_longer_than_its_length(line):
    assert asked_in(f"Is it safe?\n\n{line}").startswith("Is it safe?")
