import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.knowledge.plaintext import plain


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("A **bold** and *quiet* __word__, in `code`.", "A bold and quiet word, in code."),
        ("One.\nTwo.\n\n\nThree.", "One.\nTwo.\n\nThree."),
        ("## Price ##\nIt is 14 euros.", "Price\n\nIt is 14 euros."),
        ("See [our prices](https://a.example/p_r_).", "See our prices (https://a.example/p_r_)."),
        ("[https://a.example](https://a.example) <https://b.example/>", "https://a.example https://b.example/"),
        ("Write to [us](mailto:us@a.example) or <us@a.example>.", "Write to us (us@a.example) or us@a.example."),
        ("[Terms](/terms) and [a trick](javascript:x)", "Terms and a trick"),
        ("https://a.example/_one_/*two* as it is", "https://a.example/_one_/*two* as it is"),
        ("So:\n\n* one\n* **two**\n  more", "So:\n\n- one\n- two\n  more"),
        ("1. first\n2. second\n   - deeper\n   - down", "1. first\n2. second\n   - deeper\n   - down"),
        ("5) fifth\n6) sixth", "5) fifth\n6) sixth"),
        ("- a lone point of a list", "a lone point of a list"),
        ("```\nGET /x **y**\n```\nafter", "    GET /x **y**\n\nafter"),
        ("> What they said.", "What they said."),
        ("![the logger](https://a.example/x.png) is small", "the logger is small"),
        (
            "| Plan | Price |\n| --- | --- |\n| Basic | 10 € |\n| **Pro** | 20 € |",
            "Plan: Basic; Price: 10 €\nPlan: Pro; Price: 20 €",
        ),
        ("It costs ~~10~~ 12 euros.", "It costs 12 euros."),
        ("One\n\n---\n\nTwo", "One\n\nTwo"),
        (r"4 \* 5 &amp; 6", "4 * 5 & 6"),
        ("", ""),
    ],
)
def test_marks_become_what_a_person_would_write(typed, sent):
    assert plain(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "2*3*4 and 2 * 3 * 4, snake_case_name, #1, 5 < 6 > 4, 5**2",
        "- 18 °C or colder",
        "+ 5 °C at most",
        "> 50 loggers: 11 euros",
        "5. gegužės pristatome",
        "Ar tai tiesa? Taip!\nAčiū (labai), „taip“ – 100 %.",
        "a <b>tag</b> & co",
    ],
)
def test_what_only_looks_like_a_mark_stays(typed):
    assert plain(typed) == typed


def test_a_quote_that_was_cut_in_its_marks_leaves_none():
    assert plain("**One sentence. Another.") == "One sentence. Another."
    assert plain("ends here.** And goes on.") == "ends here. And goes on."


@given(st.text(alphabet="ab1 .*_`#-+>|[]()!<\n~:/", max_size=120))
def test_any_text_is_read_and_no_word_is_added(typed):
    sent = plain(typed)
    assert sent.count("a") <= typed.count("a") and sent.count("b") <= typed.count("b")
    assert not sent.startswith("\n") and not sent.endswith(" \n")
