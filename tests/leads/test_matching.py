"""Two spellings of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads import matching
from leadwright.leads.exporting import harmless
from leadwright.leads.places import country_code, zone_of
from leadwright.leads.rows import split_name


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (" Ruta@Pieno-Kelias.EXAMPLE ", "ruta@pieno-kelias.example"),
        ("Rūta K <ruta@pk.example>", "ruta@pk.example"),
        ("mailto:ruta@pk.example", "ruta@pk.example"),
        ("<ruta@pk.example>;", "ruta@pk.example"),
        ("a@pk.example; b@pk.example", "a@pk.example"),
        ("o'neil+x@pk.example", "o'neil+x@pk.example"),
        ("ruta＠pk.example", "ruta@pk.example"),
        ("ruta(at)pk.example", ""),
        ("ruta@pk", ""),
        ("@pk.example", ""),
        ("ruta@pk..example", ""),
        ("a..b@pk.example", ""),
        ("ruta @pk.example", ""),
        ("ruta@pk.example\nBcc: x@y.example", ""),
        ("", ""),
        ("x" * 70 + "@pk.example", ""),
    ],
)
def test_addresses(written, address):
    assert matching.email(written) == address


@given(st.text(max_size=60))
def test_an_address_is_never_more_than_one_line_and_stays_itself(text):
    found = matching.email(text)
    assert not any(sign.isspace() for sign in found)
    assert matching.email(found) == found


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("ruta@mail.pieno-kelias.example", "pieno-kelias.example"),
        ("https://www.foo.co.uk/about?x=1", "foo.co.uk"),
        ("foo.lt", "foo.lt"),
        ("a@gmail.com", ""),
        ("a@inbox.lt", ""),
        ("127.0.0.1", ""),
        ("not a host", ""),
        ("", ""),
    ],
)
def test_company_domains(address, domain):
    assert matching.company_domain(address) == domain


@pytest.mark.parametrize(
    "spellings",
    [
        ["UAB „Pieno Kelias“", "Pieno kelias, UAB", "PIENO KELIAS", 'uab "Pieno  kelias"'],
        ["Fjordkjøl A/S", "Fjordkjol", "FJORDKJØL AS"],
        ["Gdyńska Sp. z o.o.", "Gdynska sp z o o", "Gdyńska"],
        ["Bar GmbH & Co. KG", "BAR GmbH", "Bar"],
        ["SIA Kita", "Kita SIA"],
    ],
)
def test_spellings_of_one_company(spellings):
    assert len({matching.plain_company(name) for name in spellings}) == 1


def test_a_company_that_is_only_a_legal_form_keeps_its_name():
    assert matching.plain_company("UAB") == "uab" and matching.plain_company("AS Co") == "as"


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("8 600 00 117", "LT", "+37060000117"),
        ("(8-600) 00117", "LT", "+37060000117"),
        ("+370 600 00 117", "", "+37060000117"),
        ("37060000117", "", "+37060000117"),
        ("00370 600 00117", "LT", "+37060000117"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("none", "LT", ""),
        ("12", "LT", ""),
        ("1" * 40, "LT", ""),
    ],
)
def test_telephone_numbers(written, country, number):
    assert matching.phone(written, country) == number


@pytest.mark.parametrize(
    ("country", "city", "code", "zone"),
    [
        ("Lietuva", "Kaunas", "LT", "Europe/Vilnius"),
        ("lv", "", "LV", "Europe/Riga"),
        ("Vokietija", "", "DE", "Europe/Berlin"),
        ("UK", "Leeds", "GB", "Europe/London"),
        ("USA", "", "US", ""),
        ("United States", "New York", "US", "America/New_York"),
        ("Ispanija", "", "ES", "Europe/Madrid"),
        ("Atlantis", "", "", ""),
    ],
)
def test_countries_and_zones(country, city, code, zone):
    assert (country_code(country), zone_of(code, city)) == (code, zone)


@pytest.mark.parametrize(
    ("whole", "given_name", "family_name"),
    [
        ("Rūta Kazlauskaitė", "Rūta", "Kazlauskaitė"),
        ("Kazlauskaitė, Rūta", "Rūta", "Kazlauskaitė"),
        ("dr. Juan de la Vega", "Juan", "de la Vega"),
        ("Rūta", "Rūta", ""),
        ("ruta@pk.example", "", ""),
    ],
)
def test_whole_names_are_split(whole, given_name, family_name):
    assert split_name(whole) == (given_name, family_name)


@pytest.mark.parametrize(
    "cell", ["=1+1", " =1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(1)", "\t=1", "\ufeff=1", "＝1+1", "a;=1"]
)
def test_no_cell_that_goes_out_is_worked_out(cell):
    out = harmless(cell)
    assert out != cell and out.replace("'", "") == cell.replace("'", "")


@pytest.mark.parametrize("cell", ["+370 600 00 117", "-12.5", "Rūta", "a-b", "ruta@pk.example", ""])
def test_plain_cells_go_out_as_they_are(cell):
    assert harmless(cell) == cell
