"""Visiting cards as a list."""

from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads.cells import NotATable
from leadwright.leads.columns import guess
from leadwright.leads.tables import read_table

CARDS = """BEGIN:VCARD\r
VERSION:3.0\r
N:Kazlauskaitė;Rūta;;dr.;\r
FN:dr. Rūta Kazlauskaitė\r
ORG:UAB Pieno\\, kelias;Kokybė\r
TITLE:Head of\r
  quality\r
item1.EMAIL;TYPE=HOME:ruta@home.example\r
EMAIL;TYPE=WORK,PREF:ruta@pk.example\r
TEL;TYPE=CELL:+370 600 00117\r
ADR;TYPE=WORK:;;Gatvė 1\\;2;Vilnius;;01100;Lietuva\r
PHOTO;ENCODING=b:AAAA\r
END:VCARD\r
BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=A0uk=\r
ys;Jonas\r
TEL;VOICE:8 600 00118\r
END:VCARD\r
"""


def test_each_card_is_a_row_with_the_preferred_address_first():
    table = read_table(CARDS.encode(), "people.vcf")
    first, second = (dict(zip(table.columns, cells, strict=True)) for _number, cells in table.rows)
    assert first["E-mail"] == "ruta@pk.example" and first["Other e-mail"] == "ruta@home.example"
    assert (first["First name"], first["Last name"], first["Company"]) == ("Rūta", "Kazlauskaitė", "UAB Pieno, kelias")
    assert (first["Job title"], first["Street"], first["City"]) == ("Head of quality", "Gatvė 1;2", "Vilnius")
    assert (second["First name"], second["Last name"], second["Phone"]) == ("Jonas", "Šukys", "8 600 00118")
    assert second["E-mail"] == ""


def test_the_columns_of_cards_are_understood():
    table = read_table(CARDS.encode(), "people.csv")
    guessed = guess(table.columns, [cells for _number, cells in table.rows])
    known = {table.columns[int(index)]: field for index, field in guessed.items() if field not in {"custom", ""}}
    assert known == {
        "First name": "given_name",
        "Last name": "family_name",
        "Company": "company",
        "Job title": "title",
        "E-mail": "email",
        "Phone": "phone",
        "City": "city",
        "Country": "country",
    }


@given(st.binary(max_size=200), st.text(max_size=80))
def test_no_card_whatever_breaks_the_reader(content, text):
    for inside in (content, f"N:{text}\nEMAIL;ENCODING=QUOTED-PRINTABLE:{text}".encode()):
        try:
            table = read_table(b"BEGIN:VCARD\n" + inside + b"\nEND:VCARD\n", "l.vcf")
        except NotATable as refused:
            assert refused.sentence
        else:
            assert len(list(table.rows)) == table.count


def test_a_whole_name_alone_is_cut_and_a_company_is_not():
    cards = "".join(
        f"BEGIN:VCARD\r\nVERSION:4.0\r\n{lines}\r\nEND:VCARD\r\n"
        for lines in (
            "N:Nowak;Anna;;;\r\nFN:Anna Nowak",
            "FN:Dr. Karel Novák\r\nTEL:1",
            "N:;;;;\r\nFN:Fjord AS\r\nORG:Fjord AS",
        )
    )
    table = read_table(cards.encode(), "people.vcf")
    rows = [dict(zip(table.columns, cells, strict=True)) for _number, cells in table.rows]
    assert [(row["Title before the name"], row["First name"], row["Last name"]) for row in rows] == [
        ("", "Anna", "Nowak"),
        ("Dr.", "Karel", "Novák"),
        ("", "", ""),
    ]
