"""Guesses that a person finds already made."""

import pytest

from leadwright.leads.columns import FIELDS, cleaned, guess
from tests.lists import HEADERS, people

SAMPLE = [["Rūta Kazlauskaitė", "ruta@pk.example"], ["Jonas Petrauskas", "jonas@pk.example"]]


@pytest.mark.parametrize("language", ["en", "lt"])
def test_the_usual_headers_are_known(language):
    headers = HEADERS[language]
    rows = [[row[name] for name in headers] for row in people(20)]
    assert list(guess(list(headers.values()), rows).values()) == list(headers)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Vardas Pavardė", "full_name"),
        ("Vardas, pavardė", "full_name"),
        ("Kontaktinis asmuo", "full_name"),
        ("EL. PAŠTAS", "email"),
        ("El. pašto adresas", "email"),
        ("Email Address", "email"),
        ("E-mail (work)", "email"),
        ("Tel. nr.", "phone"),
        ("Mob. tel.", "phone"),
        ("Mobile Phone", "phone"),
        ("Įmonės pavadinimas", "company"),
        ("Organisation", "company"),
        ("Pareigos", "title"),
        ("Job Titel", "title"),
        ("Interneto svetainė", "website"),
        ("Company Website", "website"),
        ("Person Linkedin Url", "linkedin"),
        ("Darbuotojų skaičius", "employees"),
        ("# Employees", "employees"),
        ("Metinė apyvarta", "revenue"),
        ("Veiklos sritis", "industry"),
        ("Šalies kodas", "country"),
        ("Do Not Contact", "opted_out"),
        ("Stendas", "custom"),
        ("Lead score", "custom"),
    ],
)
def test_headers_as_people_write_them(header, field):
    assert guess([header], [["something"]] if field != "full_name" else [["Rūta Kazlauskaitė"]]) == {"0": field}


def test_contents_say_what_headers_do_not():
    sample = [
        ["Rūta Kazlauskaitė", "ruta@pk.example", "+370 600 00 117", "https://pk.example", "LT", "UAB Pieno Kelias", ""],
        ["Jonas Petrauskas", "jonas@kt.example", "8 600 00 118", "www.kita.example", "Latvia", "SIA Kita", ""],
    ]
    found = guess(["Name", "Column 2", "Column 3", "Column 4", "Column 5", "Column 6", "Column 7"], sample)
    assert list(found.values()) == ["full_name", "email", "phone", "website", "country", "company", ""]


def test_a_first_name_column_that_holds_whole_names_is_split():
    assert guess(["Vardas", "Paštas"], SAMPLE) == {"0": "full_name", "1": "email"}


def test_each_field_is_given_once():
    found = guess(["E-mail", "E-mail 2", "Email"], [["a@b.example", "c@d.example", "e@f.example"]])
    assert list(found.values()).count("email") == 1 and set(found.values()) <= set(FIELDS)


def test_a_mapping_from_outside_is_cleaned():
    assert cleaned({"0": "email", "1": "email", "2": "<script>", "9": "phone"}, 4) == {
        "0": "email",
        "1": "custom",
        "2": "custom",
        "3": "",
    }
