from leadwright.knowledge.passages import LONGEST_QUOTE, Text, quote, sections, sentences
from leadwright.knowledge.words import grams, language, words

LONG = (
    "Deliveries are watched all the way. Each load has one journal. The driver needs no training at all, since nothing "
    "is to be pressed. The depot sees every vehicle on one page. A vehicle that stands for an hour is shown in red. "
    "Alarms go to the people on duty, first by text message and after ten minutes by a call. A report is made in the "
    "night and lies there in the morning. It can be sent to the customer as a PDF.\n\n- Journals are kept five years\n"
    "- They can be exported"
)


def test_a_heading_begins_a_section_and_code_does_not():
    body = "First words.\n\n## Price\n\n14 euros.\n\n```\n# no heading\n```\n\n## Is it heavy?\n\n80 grams."
    found = sections(Text("a", "Logger", body))
    assert [section.title for section in found] == ["Logger", "Logger: Price", "Logger: Is it heavy?"]
    assert "# no heading" in found[1].body
    assert [section.asked for section in found] == [False, False, True]


def test_sentences_end_where_a_reader_ends_them():
    assert sentences("One. Two!\n- Three") == ["One.", "Two!", "- Three"]
    assert sentences("Send it to e.g. Vilnius. Then wait.") == ["Send it to e.g. Vilnius.", "Then wait."]
    assert sentences("Rašykite el. Paštu. Lauksime.")[-1] == "Lauksime."
    assert sentences("") == []


def test_a_quote_is_one_unbroken_piece_of_the_article_about_the_question():
    said = quote(LONG, "Who is called when an alarm comes?")
    assert said in LONG
    assert "by a call" in said
    assert len(said) < len(LONG) / 2
    assert quote("Short. Whole.", "anything") == "Short. Whole."
    assert len(quote("word " * 2000, "word")) <= LONGEST_QUOTE


def test_endings_accents_and_case_do_not_matter():
    assert words("Žurnalai AUDITORIAMS") == ["zurnalai", "auditoriams"]
    assert set(grams("auditoriams")) & set(grams("auditorius")) >= {"_au", "aud", "dit", "tor"}
    assert grams("api") == ("_api_",)


def test_the_language_of_a_short_question_is_told_by_its_common_words():
    assert language("How long does the battery last?") == "en"
    assert language("Kiek kainuoja jutiklis?") == "lt"
    assert language("Was kostet das und wie lange?") == "de"
    assert language("SAP 4711") == ""
