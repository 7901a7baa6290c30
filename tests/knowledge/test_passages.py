import pytest

from leadwright.knowledge.passages import Text, best_passages, sentences, stems
from leadwright.knowledge.shipped import ARTICLES

TEXTS = [Text(at, title, body) for at, (title, body) in enumerate(ARTICLES.items())]
TITLES = list(ARTICLES)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Does the logger keep records where there is no signal?", "Records where there is no signal"),
        ("What happens to the data when our trucks lose mobile coverage, no signal for days?", TITLES[1]),
        ("How much does it cost per truck?", "What it costs"),
        ("What is the price for 80 loggers?", "What it costs"),
        ("How long does the battery last?", "Battery"),
        ("Is there an API we could connect to SAP?", "Connecting your own systems"),
        ("Can an auditor see the journal of one load?", "What an auditor sees"),
        ("Are you certified to EN 12830? And the calibration?", "Standards and calibration"),
        ("How do you install it, do we need an electrician for the wiring?", "Installing"),
        ("Could we have a trial first?", "Contract and trial"),
        ("Where is our data stored and who owns it?", "Who owns the data"),
        ("Is this in line with the GDPR?", "Personal data and GDPR"),
        ("Do alarms come as a text message at night?", "Alarms"),
        ("In which languages does your support answer?", "Support"),
    ],
)
def test_a_question_finds_the_article_that_answers_it(question, title):
    found = best_passages(question, TEXTS)
    assert found
    assert TITLES[found[0].key] == title


@pytest.mark.parametrize(
    "question",
    [
        "Do you sponsor football clubs?",
        "Who won the match yesterday evening?",
        "What is the capital of Australia?",
        "Ar parduodate dviračius?",
        "",
        "???",
    ],
)
def test_a_question_that_no_article_answers_gets_none(question):
    assert best_passages(question, TEXTS) == []


def test_only_the_articles_own_sentences_are_said():
    for passage in best_passages("How long does the battery last, and is it changed by hand?", TEXTS):
        body = ARTICLES[TITLES[passage.key]]
        assert all(sentence in body for sentence in passage.sentences)


def test_endings_and_accents_do_not_matter():
    assert stems("Žurnalai auditoriams") == stems("zurnalai auditoriaus")
    assert sentences("One. Two!\n- Three") == ["One.", "Two!", "Three"]
