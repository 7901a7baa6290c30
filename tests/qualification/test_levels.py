import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.qualification import levels

FIVE = ["size", "industry", "affordability", "urgency", "fit"]


@pytest.mark.parametrize(
    ("strengths", "level"),
    [
        ([], "not_known"),
        (["hint"], "hint"),
        (["hint", "hint", "hint"], "hint"),
        (["hint", "shown"], "shown"),
        (["shown", "against"], "against"),
        (["against", "hint"], "against"),
    ],
)
def test_against_outweighs_shown_and_shown_outweighs_hints(strengths, level):
    assert levels.level(strengths) == level


@pytest.mark.parametrize(
    ("evidence", "lacking"),
    [
        ({}, FIVE),
        ({code: ["shown"] for code in FIVE}, []),
        ({**{code: ["shown"] for code in FIVE}, "fit": ["hint"]}, ["fit"]),
        ({**{code: ["shown"] for code in FIVE}, "size": ["shown", "against"]}, ["size"]),
        ({"another": ["shown"]}, FIVE),
    ],
)
def test_a_lead_may_be_qualified_only_when_every_criterion_is_shown(evidence, lacking):
    assert levels.missing(levels.standings(FIVE, evidence)) == lacking


@given(st.dictionaries(st.sampled_from(FIVE), st.lists(st.sampled_from(["shown", "hint", "against"]))))
def test_more_hints_never_change_what_is_missing(evidence):
    before = levels.missing(levels.standings(FIVE, evidence))
    more = {code: [*strengths, "hint"] for code, strengths in evidence.items()}
    assert levels.missing(levels.standings(FIVE, more)) == before
