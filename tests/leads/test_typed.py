"""What people write in a number, a day, a choice, as a column shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads import typed
from leadwright.leads.typed import Kind, NotOfKind, Style, style_of


@pytest.mark.parametrize(
    ("cells", "text", "value"),
    [
        (["1,234", "12.5"], "1,234", 1234),
        (["1,234", "12,5"], "1,234", 1.234),
        (["1.234,50"], "1.234", 1234),
        (["1 234,5"], "1 234", 1234),
        (["0,5"], "1,25 €", 1.25),
        ([], "-3.75", -3.75),
        ([], "1,234,567", 1234567),
        ([], "12 %", 12),
    ],
)
def test_a_number_is_read_as_its_column_writes_numbers(cells, text, value):
    assert typed.read(Kind.NUMBER, text, style=style_of([*cells, text])) == value


@pytest.mark.parametrize(
    ("cells", "text", "value"),
    [
        (["25/12/2026"], "03/04/2026", "2026-04-03"),
        (["12/25/2026"], "03/04/2026", "2026-03-04"),
        ([], "2026-11-28", "2026-11-28"),
        ([], "2026-11-28 14:00:00", "2026-11-28"),
        ([], "28.11.26", "2026-11-28"),
        ([], "28 November 2026", "2026-11-28"),
        ([], "Nov 28, 2026", "2026-11-28"),
        ([], "2026 m. lapkričio 28 d.", "2026-11-28"),
    ],
)
def test_a_day_is_read_as_its_column_writes_days(cells, text, value):
    assert typed.read(Kind.DATE, text, style=style_of([*cells, text])) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NUMBER, "about 12"),
        (Kind.NUMBER, "1.2.3,4,5"),
        (Kind.DATE, "31.02.2026"),
        (Kind.DATE, "soon"),
        (Kind.YES_NO, "perhaps"),
        (Kind.CHOICE, "Iveco"),
        (Kind.URL, "javascript:alert(1)"),
        (Kind.URL, "https://a.example/\"onclick='x"),
    ],
)
def test_what_is_not_of_the_kind_is_refused(kind, text):
    with pytest.raises(NotOfKind):
        typed.read(kind, text, choices=["Volvo", "Scania"])


def test_yes_choices_and_addresses_are_kept_in_one_spelling():
    assert typed.read(Kind.YES_NO, "Taip") is True and typed.read(Kind.YES_NO, "no") is False
    assert typed.read(Kind.CHOICE, " volvo", choices=["Volvo", "Scania"]) == "Volvo"
    assert typed.read(Kind.URL, "fleet.example/x") == "https://fleet.example/x"
    assert typed.tags_in("Expo Riga; warm ,, EXPO  riga") == ["expo riga", "warm"]


@given(st.integers(-(10**12), 10**12), st.sampled_from([Style("."), Style(",")]))
def test_a_whole_number_reads_the_same_grouped_or_not(number, style):
    sign = "," if style.fraction == "." else "."
    assert typed.read(Kind.NUMBER, f"{number:,}".replace(",", sign), style=style) == number


@given(st.dates())
def test_a_day_as_it_is_kept_reads_as_itself(day):
    assert typed.read(Kind.DATE, day.isoformat()) == day.isoformat()


def test_keys_are_words_that_templates_can_name():
    assert typed.key_of("Fleet size") == "fleet_size"
    assert typed.key_of("Šaldytuvų skaičius") == "saldytuvu_skaicius"
    assert typed.key_of("2nd choice") == "f_2nd_choice"
    assert typed.key_of("Fleet size", ["fleet_size"]) == "fleet_size_2"
