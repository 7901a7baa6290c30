"""The same people and companies found in tables, whatever their columns are called."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads import comparing, holding_together, meanings
from leadwright.leads.comparing import DIFFER, MISSING, NEAR, PART, SAME
from leadwright.leads.pairing import Sheet, find_pairs
from measure import invented

ONE_TABLE = [
    (invented.people_of_companies, 0.95),
    (invented.families, 0.95),
]
TWO_TABLES = [(invented.two_systems, 0.97), (invented.companies, 0.95), (invented.products, 0.95)]


def sheets(world: invented.World) -> list[Sheet | None]:
    other = Sheet(world.other_columns, 0, world.other_rows) if world.other_rows else None
    return [Sheet(world.columns, 0, world.rows), other]


@pytest.mark.parametrize(("make", "least"), ONE_TABLE + TWO_TABLES)
def test_the_same_are_found_and_colleagues_families_and_branches_are_not(make, least):
    world = make(250, 11)
    pairs = find_pairs(*sheets(world))
    found = {frozenset([pair.a, pair.b]) for pair in pairs}
    right = len(found & world.truth)
    assert 2 * right / (len(found) + len(world.truth)) >= least
    assert all(pair.reasons and 0.5 <= pair.probability < 1 for pair in pairs)


def test_headers_that_say_nothing_are_no_hindrance():
    world = invented.families(250, 12, silent=True)
    found = {frozenset([pair.a, pair.b]) for pair in find_pairs(*sheets(world))}
    assert len(found & world.truth) >= 0.9 * len(world.truth) and len(found - world.truth) <= 0.1 * len(found)


def test_a_reason_says_in_words_what_agrees_and_what_differs():
    rows = [[str(at), f"Name{at * 7919 % 1000} {'abcdefgh'[at % 8] * 5}", f"+3706{at:07}"] for at in range(60)]
    again = ["x", rows[7][1], rows[7][2].replace("+370", "8")]
    [pair] = find_pairs(Sheet(["id", "Kontaktas", "Telefonas"], 0, [*rows, again]))
    assert {pair.a, pair.b} == {"7", "x"}
    assert {reason.split(":")[0] for reason in pair.reasons} == {"same Kontaktas", "same Telefonas"}


@pytest.mark.parametrize(
    ("kind", "one", "other", "step"),
    [
        ("given", "Bill", "William", NEAR),
        ("given", "Erik", "Henrik", DIFFER),
        ("given", "J", "Jonas", PART),
        ("given", "Jonsa", "Jonas", NEAR),
        ("person", "Kazlauskaitė, Rūta", "RUTA KAZLAUSKAITE", SAME),
        ("person", "Kazlauskas Jonas", "Jonas Kazlauskas", NEAR),
        ("person", "J. Kazlauskas", "Jonas Kazlauskas", PART),
        ("person", "Ona Kazlauskas", "Petras Kazlauskas", DIFFER),
        ("company", "UAB „Pieno kelias“", "Pieno Kelias, UAB", SAME),
        ("phone", "8 600 00117", "+370 600 00117", SAME),
        ("phone", "(702) 731-7547", "702 731 7110", PART),
        ("phone", "+370 600 00117", "+370 611 22333", DIFFER),
        ("street", "Main Street 5", "5 Main St.", SAME),
        ("number", "$1,200.50", "1200.5", SAME),
        ("number", "2412", "2142", NEAR),
        ("number", "12.40", "99.00", DIFFER),
        ("email", "r.kaz@pk.example", "r.kaz@gmail.com", PART),
        ("text", "", "x", MISSING),
    ],
)
def test_cells_are_compared_by_what_they_mean(kind, one, other, step):
    normal = comparing.normal(kind)
    assert comparing.steps(kind, [normal(one)], [normal(other)], {}).tolist() == [step]


def test_a_turned_name_is_compared_the_same_both_ways():
    """Found by chance: “J. Jo” has an initial for a given name where “Jo Jonas” has none."""
    for one, other in [("0 1", "10 0"), ("j jo", "jo jonas"), ("jonas j", "j ruta")]:
        assert comparing.steps("person", [one], [other], {}) == comparing.steps("person", [other], [one], {})


@given(st.sampled_from(["text", "given", "person", "company", "phone", "number", "email", "street"]), st.data())
def test_comparing_is_the_same_both_ways_and_a_cell_is_itself(kind, data):
    normal = comparing.normal(kind)
    one, other = (normal(data.draw(st.text("aeJonasRuta 0123.-@", max_size=14))) for _side in range(2))
    there, back = (comparing.steps(kind, [x], [y], {})[0] for x, y in ((one, other), (other, one)))
    assert there == back
    assert comparing.steps(kind, [one], [one], {})[0] == (SAME if one else MISSING)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 0.97)), max_size=40))
def test_across_two_tables_each_row_has_one_counterpart(pairs):
    a, b, likely = (np.array(side) for side in zip(*pairs, strict=True)) if pairs else (np.zeros(0, int),) * 3
    held = holding_together.counterparts(a, b, likely, 0.5)
    assert len({one.a for one in held}) == len(held) == len({one.b for one in held})


@given(st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(0, 1), min_size=1, max_size=30))
def test_within_one_table_what_is_the_same_as_the_same_is_the_same(drawn):
    drawn = {pair: sure for pair, sure in drawn.items() if pair[0] < pair[1]}
    if not drawn:
        return
    a, b = (np.array(side) for side in zip(*drawn, strict=True))
    held = {(one.a, one.b) for one in holding_together.groups(a, b, np.array(list(drawn.values())), 0.5)}
    for one, other in held:
        thirds = {row for pair in held for row in pair if (one in pair) and row not in {one, other}}
        assert all((min(other, row), max(other, row)) in held for row in thirds)


def test_columns_of_two_tables_find_each_other():
    left = meanings.read_columns(
        ["Vorname", "Nachname", "Tel"], [["Hans", "Maier", "+49 30 1234567"]] * 3, leave_out=-1
    )
    right = meanings.read_columns(["Full name", "Phone"], [["Maier, Hans", "030 1234567"]] * 3, leave_out=-1)
    assert [(one.kind, other.name) for one, other in meanings.aligned(left, right)] == [
        ("person", "Full name"),
        ("phone", "Phone"),
    ]


@pytest.mark.parametrize("make", [invented.two_systems, invented.companies, invented.products])
def test_where_nothing_is_twice_nothing_is_found(make):
    left, _right = sheets(make(250, 13))
    assert find_pairs(left) == []


def test_a_table_is_itself_and_its_halves_are_not_each_other():
    left, _right = sheets(invented.two_systems(250, 14))
    assert {(pair.a, pair.b) for pair in find_pairs(left, left)} == {(key, key) for key in left.ids}
    halves = [Sheet(left.columns, 0, left.rows[at::2]) for at in (0, 1)]
    assert find_pairs(*halves) == []


def test_two_rows_are_enough_for_an_address_to_say_who_somebody_is():
    left = Sheet(["id", "name", "mail"], 0, [["1", "Jonas Vilkas", "j@v.example"], ["2", "Ona Kalnė", "o@p.example"]])
    right = Sheet(["nr", "vardas", "el"], 0, [["9", "Vilkas Jonas", "j@v.example"]])
    [pair] = find_pairs(left, right)
    assert (pair.a, pair.b) == ("1", "9") and pair.reasons[0] == "same mail: j@v.example"


def test_a_table_of_nothing_has_no_pairs():
    assert find_pairs(Sheet(["id", "a"], 0, [])) == []
    assert find_pairs(Sheet(["id"], 0, [["1"], ["2"]])) == []
    assert find_pairs(Sheet(["id", "a"], 0, [["1", "x"]]), Sheet(["id", "b"], 0, [])) == []
