import json

from leadwright.ai.proposing import proposals

PAGE = """Northmark Foods was founded in 1994 in Kaunas.
It employs 240 people and   delivers to 12 countries."""
SIZE = {"kind": "size", "value": "employs 240 people", "words": "It employs 240 people"}


def said(*rows) -> str:
    return f"Here you are:\n```json\n{json.dumps(rows)}\n```"


def test_a_fact_comes_with_the_words_that_it_was_read_from():
    [found] = proposals(said(SIZE), PAGE, {"size"})
    assert (found.kind, found.value, found.words) == ("size", "employs 240 people", "It employs 240 people")


def test_words_may_go_over_the_end_of_a_line():
    row = {"kind": "size", "value": "12 countries", "words": "people and delivers to 12 countries"}
    assert len(proposals(said(row, row), PAGE, {"size"})) == 1


def test_what_the_page_does_not_say_is_left_out():
    invented = {**SIZE, "words": "It employs 500 people", "value": "employs 500 people"}
    larger = {**SIZE, "value": "employs 2400 people"}
    other = {**SIZE, "kind": "secret"}
    empty = {**SIZE, "words": ""}
    assert proposals(said(invented, larger, other, empty, "text", None), PAGE, {"size"}) == []


def test_no_list_is_no_proposal():
    assert proposals("I cannot read this page.", PAGE, {"size"}) == []
    assert proposals("[" * 5000, PAGE, {"size"}) == []
    assert proposals("[{]", PAGE, {"size"}) == []
