"""A door is looked up once and filled in; it says the same as Django's own `reverse` and `resolve`."""

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from leadwright.kit.doors import address, door
from leadwright.team.access import SELLERS


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("web:today", ()),
        ("leads:detail", (1,)),
        ("leads:detail", (9_007_199_254_740_993,)),
        ("web:focus_card", ("call", 12)),
        ("web:focus_card", ("reply", 12)),
        ("playbooks:snippet_words", (3, 41)),
    ],
)
def test_a_door_leads_where_django_says(name, args):
    found, match = door(name, *args), resolve(reverse(name, args=args))
    assert found.address == address(name, *args) == reverse(name, args=args)
    assert (found.view, found.given) == (match.func, match.kwargs)


def test_a_name_that_no_page_has_leads_nowhere():
    assert door("web:nowhere") is None and door("leads:detail") is None
    assert door("web:focus").roles == SELLERS
    with pytest.raises(NoReverseMatch):
        address("web:nowhere", 1)
