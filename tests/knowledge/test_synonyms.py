import pytest

from leadwright.knowledge.passages import Text
from leadwright.knowledge.ranking import Shelf
from leadwright.knowledge.synonyms import meant
from leadwright.knowledge.words import words

ARTICLES = [
    Text("price", "What does it cost?", "14 euros a month."),
    Text("end", "How do I cancel?", "Write to us a month before."),
    Text("hours", "When are you open?", "Monday to Friday, 8 to 17."),
    Text("staff", "How do I add an employee?", "Under People, press Add."),
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("What do you charge?", "price"), ("I want to quit", "end"), ("Saturday too?", "hours"), ("new staff", "staff")],
)
def test_an_article_is_found_by_a_word_that_means_the_same(asked, found):
    assert Shelf(ARTICLES, None).ask(asked).sources[0].key == found


def test_words_stand_before_what_they_mean_and_a_pair_of_words_is_one_thing():
    assert meant("How much is a logger?")[: len(words("How much is a logger?"))] == words("How much is a logger?")
    assert meant("how much")[-1] == meant("price")[-1]
    assert meant("much how")[-1:] != meant("price")[-1:]
    assert meant("Šviesoforas") == words("Šviesoforas")
