"""Whatever file marketing has."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads.cells import MOST_CELL, NotATable
from leadwright.leads.streaming import rows_of, shape_of
from leadwright.leads.tables import Table, read_table, reopened

LITHUANIAN = "Vardas;Pavardė;Įmonė\nRūta;Kazlauskaitė;UAB „Ąžuolas“\nŽygimantas;Šukys;Čiobrelis\n"
BALTIC = "Vardas;Pavardė;Įmonė\nRūta;Kazlauskaitė;Ąžuolas\nŽygimantas;Šukys;Čiobrelis\n"


def cells(table: Table) -> list[list[str]]:
    return [row for _number, row in table.rows]


def workbook(*sheets: list[list], name: str = "Sheet") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(f"{name} {number}")
            for line, row in enumerate(rows):
                sheet.write_row(line, 0, row)
    return held.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1257"])
def test_lithuanian_is_read_in_every_usual_encoding(encoding):
    text = BALTIC if encoding == "cp1257" else LITHUANIAN
    table = read_table(text.encode(encoding), "l.csv")
    assert table.columns == ("Vardas", "Pavardė", "Įmonė")
    assert cells(table)[1] == ["Žygimantas", "Šukys", "Čiobrelis"]


def test_french_and_norwegian_in_windows_letters_are_not_taken_for_baltic():
    text = "Nom;Société\nAmélie Lefèvre;Crèmerie François\nJørgen Sæther;Fjordkjøl\n"
    table = read_table(text.encode("cp1252"), "l.csv")
    assert cells(table)[0] == ["Amélie Lefèvre", "Crèmerie François"] and table.encoding == "cp1252"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "~"])
def test_any_delimiter_cuts_and_commas_in_quotes_do_not(delimiter):
    lines = [["Name", "E-mail", "Note"], ["Rūta", "r@pk.example", '"a, b; c | d"'], ["Jonas", "j@pk.example", "x"]]
    table = read_table("\n".join(delimiter.join(line) for line in lines).encode(), "l.csv")
    assert table.columns == ("Name", "E-mail", "Note")
    assert cells(table)[0] == ["Rūta", "r@pk.example", "a, b; c | d"]


def test_a_title_above_the_header_and_empty_rows_are_passed_over():
    text = "Exported from the fair,,\n23 November,,\n,,\nName,E-mail,Phone\n,,\nRūta,r@pk.example,1\n,,\nJonas,,2\n"
    table = read_table(text.encode(), "l.csv")
    assert (table.header_row, table.columns, table.count) == (4, ("Name", "E-mail", "Phone"), 2)
    assert [number for number, _row in table.rows] == [3, 5]


def test_a_list_without_a_header_is_all_data():
    table = read_table(b"Ruta,r@pk.example\nJonas,j@pk.example\n", "l.csv")
    assert (table.header_row, table.columns, table.count) == (0, ("Column 1", "Column 2"), 2)


def test_quoted_newlines_old_line_ends_long_and_short_rows():
    table = read_table(b'a,b,c\r"x\ry",2\r1,2,3,4\r', "l.csv")
    assert table.columns == ("a", "b", "c", "Column 4")
    assert cells(table) == [["x\ry", "2", "", ""], ["1", "2", "3", "4"]]


def test_one_column_and_excels_hint_line():
    assert cells(read_table(b"E-mail\na@b.example\nc@d.example\n", "l.csv")) == [["a@b.example"], ["c@d.example"]]
    assert cells(read_table(b"sep=;\r\na;b\r\n1,5;2\r\n", "l.csv")) == [["1,5", "2"]]


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list"])
def test_a_workbook_is_known_by_its_contents_and_its_first_filled_sheet_is_read(name):
    content = workbook([], [["Vardas", "Tel."], ["Rūta", 37060000117], ["Jonas", 1.5], ["", ""], ["=1+1", True]])
    table = read_table(content, name)
    assert cells(table)[:2] == [["Rūta", "37060000117"], ["Jonas", "1.5"]]
    assert cells(reopened(content, table.shape())) == cells(table)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n \n", "is empty"),
        (b"Name,E-mail\n", "no rows below the header"),
        (b"%PDF-1.7 ...", "is a picture, a document"),
        (b"\x1f\x8b\x08" + b"\0" * 50, "is a picture, a document"),
        (b"<!DOCTYPE html><table></table>", "is a web page"),
        (b'[ {"a": 1} ]', "is JSON"),
        (b"BEGIN:VCALENDAR\nVERSION:2.0\n", "is a calendar"),
        (bytes(range(256)) * 40, "bytes that are not text"),
        (b"PK\x03\x04 broken", "damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "cannot be opened"),
        (b"a,b\n1," + b"x" * (MOST_CELL + 1) + b"\n", "longer than 32 KB"),
        (b'a,b\n1,"' + b"x,\n" * 60_000, "longer than 32 KB"),
        (b",".join(b"c" for _ in range(201)) + b"\n" + b",".join(b"1" for _ in range(201)), "201 columns"),
        (workbook([]), "is empty"),
        (workbook([["c"] * 201, ["1"] * 201]), "201 columns"),
    ],
)
def test_what_is_no_table_gets_a_clear_sentence(content, said):
    with pytest.raises(NotATable) as refused:
        read_table(content, "l.csv")
    assert said in refused.value.sentence


def test_more_rows_than_a_list_has_are_refused(monkeypatch):
    monkeypatch.setattr("leadwright.leads.tables.MOST_ROWS", 3)
    with pytest.raises(NotATable, match="rows"):
        read_table(b"a\n1\n2\n3\n4\n", "l.csv")


def test_a_zip_that_unpacks_to_far_more_than_it_is_is_not_opened():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"\0" * (20 * 1024 * 1024))
    with pytest.raises(NotATable, match="unpacks to far more"):
        read_table(held.getvalue(), "l.xlsx")


def test_no_null_and_no_control_sign_reaches_a_cell():
    assert cells(read_table(b"a,b\n1\x00,x\x07y\n", "l.csv")) == [["1", "xy"]]


@given(st.binary(max_size=400))
def test_no_bytes_whatever_break_the_reader(content):
    try:
        table = read_table(content, "l.csv")
    except NotATable as refused:
        assert refused.sentence
    else:
        assert len(list(table.rows)) == table.count and table.count > 0


@given(
    st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=5), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_no_text_whatever_breaks_the_reader(rows, encoding):
    text = "\n".join(",".join(row) for row in rows)
    try:
        table = read_table(text.encode(encoding, "replace"), "l.csv")
    except NotATable:
        return
    assert all(len(row) == len(table.columns) and "\x00" not in "".join(row) for _number, row in table.rows)


def test_columns_at_fixed_places_are_refused_rather_than_cut_wrong():
    lines = ["Chicago Reader    1971-01-01  40", "Chicago Tribune   1920-01-01 164", "Sun-Times         1948-01-01  63"]
    with pytest.raises(NotATable, match="fixed places"):
        read_table("\n".join([*lines, "end"]).encode(), "l.txt")
    assert read_table(b"name,town\nA  B,x\nC  D,y\nE  F,z\n", "l.csv").count == 3


def test_odd_blanks_in_a_header_are_blanks():
    assert read_table(b'" \t\n\x0b\x0c\r start \t\n\x0b\x0c\r end ",b\n1,2\n', "l.csv").columns == ("start end", "b")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Имя;Город\nИван Петров;Москва\n"),
        ("cp1251", "ИМЯ;ГОРОД\nИВАНОВ ИВАН;МОСКВА\n"),
        ("koi8-r", "Имя;Город\nИван Петров;Москва\n"),
        ("cp866", "Имя;Город\nИван Петров;Москва\n"),
        ("cp1253", "Όνομα;Πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\n"),
        ("cp1250", "Imię;Miasto\nŁukasz Żółć;Gdańsk\n"),
        ("cp1250", "Jméno;Město\nJiří Dvořák;Plzeň\n"),
        ("cp1254", "Ad;Şehir\nGülşah Yıldız;İstanbul\n"),
        ("cp1257", "Vardas;Miestas\nĄžuolas Žydrūnas;Šiauliai\n"),
        ("cp1252", "Nom;Ville\nFrançois Müller;Besançon\n"),
        ("cp1250", "Nev;Ceg\nSzőke Gergő;Erdő Kft.\nKovács Ágnes;Gyűrű Bt.\n"),
        ("cp1250", "Nev;Ceg\nErnő;Bank\nFűzi Dezső;Alma Kft.\n"),
        ("cp1250", "Nume;Oras\nŞtefan;Braşov\nIonuţ;Iaşi\n"),
        ("cp1257", "Name;Company\nRūta Kazlauskas;Alfa\nJonas Būga;Beta\n"),
        ("cp1252", "Nome;Cidade\nJoão Simões;Guimarães\n"),
        ("cp1252", "Nimi;Linn\nTõnu Kõiv;Jõgeva\n"),
        ("cp1252", "Nom;Coût\nBenoît;Août\n"),
        ("shift_jis", "名前;都市\n山田太郎;東京\n"),
        ("gb18030", "姓名;城市\n王小明;北京\n"),
        ("euc_kr", "이름;도시\n김철수;서울\n"),
    ],
)
def test_each_script_is_read_in_the_encoding_of_its_old_machines(encoding, text):
    rows = [line.split(";") for line in text.splitlines()]
    table = read_table(text.encode(encoding), "l.csv")
    assert [list(table.columns), *cells(table)] == rows


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        (b'Name, City, Note\n"Ona", "K", "a, b"\n"J", "V", "c, d"\n', [["Ona", "K", "a, b"], ["J", "V", "c, d"]]),
        (b"Name,City\n'Ona, R',Kaunas\n'J, B',Vilnius\n", [["Ona, R", "Kaunas"], ["J, B", "Vilnius"]]),
        (b'Name,Note\nA,"she said \\"no\\", ok"\nB,x\n', [["A", 'she said "no", ok'], ["B", "x"]]),
        (b"Name,Note\nO'Neil,5\" pipe\nD'Arc,x\n", [["O'Neil", '5" pipe'], ["D'Arc", "x"]]),
        (b"Report,,\nMade,2026-01-02,\n,,\nName,E-mail,City\nOna,o@a.example,K\n", [["Ona", "o@a.example", "K"]]),
    ],
)  # fmt: skip
def test_cells_are_quoted_in_many_ways(content, rows):
    table = read_table(content, "l.csv")
    assert cells(table) == rows
    assert cells(reopened(content, table.shape())) == rows
    shape, first = shape_of(io.BytesIO(content), "l.csv")
    assert (first, [row for _number, row in rows_of(io.BytesIO(content), shape)]) == (rows, rows)


def test_a_quotation_mark_that_is_never_closed_is_named_with_its_line():
    with pytest.raises(NotATable, match="in line 3 is never closed"):
        read_table(b'Name,City\nOna,Kaunas\n"J,V\nK,W\n', "l.csv")
