# ruff: noqa: E501 - a file a line
"""Forty files as systems and people really write them, each with what a person would read in it."""

import io

import pytest

from leadwright.leads.cells import NotATable
from leadwright.leads.streaming import rows_of, shape_of

LONG = "x" * 30_000
SAID = [
    ("semicolons and decimal commas", b"Name;Turnover\nAlfa;1.234,50\nBeta;2,00\n", "Name|Turnover", "Alfa|1.234,50\nBeta|2,00"),
    ("semicolons, a comma in each cell", b"Name;City\nOna, R;Kaunas, LT\nJonas, P;Riga, LV\n", "Name|City", "Ona, R|Kaunas, LT\nJonas, P|Riga, LV"),
    ("tabs, trailing tab in each row", b"Name\tCity\t\nOna\tKaunas\t\nJ\tRiga\t\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("trailing empty columns", b"Name,City,,,\nOna,Kaunas,,,\nJ,Riga,,,\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("an empty first column", b",Name,City\n,Ona,Kaunas\n,J,Riga\n", "Column 1|Name|City", "|Ona|Kaunas\n|J|Riga"),
    ("a number of row without a header", b",Name,City\n1,Ona,Kaunas\n2,J,Riga\n", "Column 1|Name|City", "1|Ona|Kaunas\n2|J|Riga"),
    ("sep= with tab", b"sep=\t\nName\tNote\nOna\ta,b\n", "Name|Note", "Ona|a,b"),
    ("sep= in quotes", b'"sep=;"\r\nName;Note\r\nOna;a,b\r\n', "Name|Note", "Ona|a,b"),
    ("sep= in UTF-16", "sep=;\r\nVardas;Miestas\r\nRūta;Šiauliai\r\n".encode("utf-16"), "Vardas|Miestas", "Rūta|Šiauliai"),
    ("SEP= in capitals", b"SEP=,\r\nName,Note\r\nOna,a;b\r\n", "Name|Note", "Ona|a;b"),
    ("UTF-16 with tabs, as Excel's Unicode text", "Vardas\tMiestas\r\nRūta\tŠiauliai\r\n".encode("utf-16"), "Vardas|Miestas", "Rūta|Šiauliai"),
    ("UTF-16 without a mark", "Name,City\r\nOna,Kaunas\r\nJonas,Riga\r\n".encode("utf-16-le"), "Name|City", "Ona|Kaunas\nJonas|Riga"),
    ("a mark twice", b"\xef\xbb\xbf\xef\xbb\xbfName,City\nOna,Kaunas\n", "Name|City", "Ona|Kaunas"),
    ("a mark before a quoted header", b'\xef\xbb\xbf"Name","City"\n"Ona","Kaunas"\n', "Name|City", "Ona|Kaunas"),
    ("UTF-8 with one broken byte", b"Name,City\n" + "Rūta,Šiauliai\n".encode() * 20 + b"J\xe9r,Riga\n", "Name|City", "Rūta|Šiauliai\n" * 20 + "Jér|Riga"),
    ("a DOS code page", "Name;Ort\nJürgen;Köln\nBärbel;Gößnitz\n".encode("cp850"), "Name|Ort", "Jürgen|Köln\nBärbel|Gößnitz"),
    ("an old Macintosh", "Name;Ort\nJürgen;Köln\nBärbel;Gößnitz\n".replace("\n", "\r").encode("mac_roman"), "Name|Ort", "Jürgen|Köln\nBärbel|Gößnitz"),
    ("euro sign of Windows", "Name;Price\nOna;5 €\n".encode("cp1252"), "Name|Price", "Ona|5 €"),
    ("mixed line ends", b"Name,City\r\nOna,Kaunas\nJ,Riga\rP,Tartu\r\n", "Name|City", "Ona|Kaunas\nJ|Riga\nP|Tartu"),
    ("old line ends", b"Name,City\rOna,Kaunas\rJ,Riga\r", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("CR CR LF", b"Name,City\r\r\nOna,Kaunas\r\r\nJ,Riga\r\r\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("no end of the last line", b"Name,City\nOna,Kaunas", "Name|City", "Ona|Kaunas"),
    ("an end-of-file sign of DOS", b"Name,City\r\nOna,Kaunas\r\n\x1a", "Name|City", "Ona|Kaunas"),
    ("a newline in a quoted cell", b'Name,Note\nOna,"two\nlines"\nJ,x\n', "Name|Note", "Ona|two\\nlines\nJ|x"),
    ("a newline and delimiters in a header", b'"Name, full","Note\n(optional)"\nOna,x\nJ,y\n', "Name, full|Note (optional)", "Ona|x\nJ|y"),
    ("quotes doubled at the end of a cell", b'Name,Note\nOna,"the ""best"""\nJ,x\n', 'Name|Note', 'Ona|the "best"\nJ|x'),
    ("an empty quoted cell", b'Name,Note,City\nOna,"",Kaunas\nJ,"",Riga\n', "Name|Note|City", "Ona||Kaunas\nJ||Riga"),
    ("inches in plain cells", b'Name,Size\nScreen,27"\nPipe,5"\n', "Name|Size", 'Screen|27"\nPipe|5"'),
    ("each line in quotes", b'"Name,City"\n"Ona,Kaunas"\n"J,Riga"\n', "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("typographic quotes", "Name,Firm\nOna,UAB „Ąžuolas“\nJ,“Beta” Ltd\n".encode(), "Name|Firm", "Ona|UAB „Ąžuolas“\nJ|“Beta” Ltd"),
    ("pipes with blanks around, ruled", b"Name | City\n---- | ----\nOna | Kaunas\nJ | Riga\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("a table as in Markdown", b"| Name | City |\n| --- | --- |\n| Ona | Kaunas |\n| J | Riga |\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("padding above and a total below", b"Leads of the fair\n\nName,E-mail\nOna,o@a.example\nJ,j@b.example\n", "Name|E-mail", "Ona|o@a.example\nJ|j@b.example"),
    ("comments above", b"# exported 2026-11-20\n# by the CRM\nName,City\nOna,Kaunas\nJ,Riga\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("the header twice", b"Name,E-mail\nOna,o@a.example\nName,E-mail\nJ,j@b.example\n", "Name|E-mail", "Ona|o@a.example\nName|E-mail\nJ|j@b.example"),
    ("columns of one name", b"Name,Phone,Phone\nOna,1234567,7654321\nJ,2345678,\n", "Name|Phone|Phone", "Ona|1234567|7654321\nJ|2345678|"),
    ("rows longer than the header", b"Name,City\nOna,Kaunas,x\nJ,Riga\n", "Name|City|Column 3", "Ona|Kaunas|x\nJ|Riga|"),
    ("rows shorter than the header", b"Name,City,Note\nOna\nJ,Riga\nP,Tartu,x\n", "Name|City|Note", "Ona||\nJ|Riga|\nP|Tartu|x"),
    ("NULs between the letters of some cells", b"Name,City\nO\x00na,Kau\x00nas\nJ,Riga\n", "Name|City", "Ona|Kaunas\nJ|Riga"),
    ("a cell of 30,000 letters", f"Name,Note\nOna,{LONG}\nJ,x\n".encode(), "Name|Note", f"Ona|{LONG}\nJ|x"),
    ("no header, with addresses", b"Ona;Kaunas;ona@a.example;+37060000001\nJ;Riga;j@b.example;+37120000002\n", "Column 1|Column 2|Column 3|Column 4", "Ona|Kaunas|ona@a.example|+37060000001\nJ|Riga|j@b.example|+37120000002"),
    ("no-break blanks", "Name,City\nOna\u00a0R,\u00a0Kaunas\u00a0\nJ,Riga\n".encode(), "Name|City", "Ona\u00a0R|Kaunas\nJ|Riga"),
    ("a colon as delimiter", b"Name:City:Note\nOna:Kaunas:x\nJ:Riga:y\n", "Name|City|Note", "Ona|Kaunas|x\nJ|Riga|y"),
]  # fmt: skip


def told(text: str) -> list[list[str]]:
    return [[cell.replace("\\n", "\n") for cell in line.split("|")] for line in text.removesuffix("\n").split("\n")]


@pytest.mark.parametrize(("content", "columns", "rows"), [case[1:] for case in SAID], ids=[case[0] for case in SAID])
def test_an_odd_table_is_read_as_a_person_reads_it(content, columns, rows):
    shape, _first = shape_of(io.BytesIO(content), "list.csv")
    width = len(shape["columns"])
    found = [[*cells[:width], *[""] * (width - len(cells))] for _number, cells in rows_of(io.BytesIO(content), shape)]
    assert ([shape["columns"], *found], shape["count"]) == ([columns.split("|"), *told(rows)], len(told(rows)))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00" * 4_000, ""),
        (b"\xff\xfe", "no rows"),
        (b"sep=;\r\n", "no rows"),
        (b"{\\rtf1\\ansi Name, City}\n", "a document"),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(content, said):
    with pytest.raises(NotATable) as refused:
        shape_of(io.BytesIO(content), "list.csv")
    assert said in refused.value.sentence
