import pytest

from leadwright.qualification import fit
from leadwright.qualification.fit import Rule


@pytest.mark.parametrize(
    ("test", "value", "cell", "held"),
    [
        ("at_least", "11", "11", True),
        ("at_least", "11", "1,200", True),
        ("at_least", "11", "10", False),
        ("at_least", "11", "many", False),
        ("at_most", "10", "3", True),
        ("at_most", "10", "", False),
        ("one_of", "lt, lv", "LT", True),
        ("one_of", "lt, lv", "LTU", False),
        ("has_word", "head, vice president", "Head of quality", True),
        ("has_word", "head, vice president", "Vice  President, Sales", True),
        ("has_word", "head", "Headhunter", False),
        ("filled", "", "x", True),
        ("filled", "", "n/a", False),
    ],
)
def test_a_rule_holds_or_not_and_a_blank_passes_none(test, value, cell, held):
    assert fit.passes(Rule("Column", test, value, 1), {"Column": cell}) is held


def test_points_begin_at_fifty_and_stay_within_bounds():
    assert fit.fit([], {}).points == 50
    good = fit.fit(fit.SHIPPED, {"Employees": "120", "Title": "Head of quality", "Motion": "inbound"})
    assert good.points == 95 and [rule.points for rule in good.held] == [20, 15, 10]
    assert fit.fit(fit.SHIPPED, {"Employees": "4", "Title": "Student assistant"}).points == 0
    assert fit.fit([Rule("a", "filled", "", 90)], {"a": "x"}).points == 100
