"""Views that the team keeps, and the list as a file that no spreadsheet is hurt by."""

import csv
import io
import unicodedata

from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leadwright.leads.exporting import NUMBER, as_csv
from leadwright.leads.models import SavedView
from tests.cast import a_lead

HOSTILE = st.text(st.sampled_from("=+-@\t\r\n|;,'\"\\ \u3000\u200b\ufeff\xa0\u2007＝＋－＠﹦a1(!\x00"), max_size=12)
TRICKS = [
    '=HYPERLINK("http://x")',
    "＝1+1",
    "\u3000=1+1",
    "\t@SUM(1)",
    "a;=cmd|' /C calc'!A0",
    "\x00=1+1",
    "-2+3",
    "\u2028=1",
]


def as_a_spreadsheet_reads(text: str) -> list[str]:
    """The cells, whichever delimiter the reader's own country has."""
    return [
        cell
        for delimiter in (",", ";", "\t", "|")
        for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
        for cell in row
    ]


def begins(cell: str) -> str:
    plain = unicodedata.normalize("NFKC", cell)
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] not in "ZC")[:1]


@given(st.lists(st.one_of(HOSTILE, st.sampled_from(TRICKS), st.text(max_size=8)), min_size=1, max_size=4))
def test_no_cell_of_any_export_is_worked_out(cells):
    text = "".join(as_csv([cells]))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    for cell in rows[0] if rows else []:
        assert begins(cell) not in set("=+-@|") or NUMBER.fullmatch(cell), repr(cell)
    for cell in as_a_spreadsheet_reads(text):
        assert begins(cell) not in set("=@") or NUMBER.fullmatch(cell), repr(cell)


def test_a_view_is_kept_for_the_team_and_shown_to_nobody_else(cast, as_member):
    a_lead(cast.alice)
    keep = {"name": " New  ones ", "status": "new", "owner": "all", "page": "7", "x": "y"}
    assert as_member(cast.alice).post(reverse("leads:saved_views"), keep).status_code == 303
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("New ones", "status=new&owner=all")
    page = as_member(cast.bob).get(f"{reverse('leads:index')}?{view.query}").content.decode()
    assert "New ones" in page and 'aria-current="true"' in page
    assert "New ones" not in as_member(cast.charlie).get(reverse("leads:index")).content.decode()
    assert as_member(cast.charlie).post(reverse("leads:saved_view_removal", args=[view.pk])).status_code == 404
    as_member(cast.alice).post(reverse("leads:saved_views"), {"name": "", "status": "new"})
    as_member(cast.alice).post(reverse("leads:saved_views"), {"name": "Empty"})
    assert SavedView.objects.count() == 1
    assert as_member(cast.bob).post(reverse("leads:saved_view_removal", args=[view.pk])).status_code == 303
    assert not SavedView.objects.exists()


def test_the_file_holds_what_the_list_shows(cast, as_member):
    a_lead(cast.alice, custom={"Stand": "=1+1"})
    a_lead(cast.bob, "jonas@kita.example", given_name="Jonas", status="ready")
    assert as_member(cast.alice).get(reverse("leads:download")).status_code == 403
    for query, names in (
        ({}, {"Rūta", "Jonas"}),
        ({"status": "ready"}, {"Jonas"}),
        ({"q": "kazlausk"}, {"Rūta", "Jonas"}),
    ):
        answer = as_member(cast.dana).get(reverse("leads:download"), query)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {row["First name"] for row in rows} == names
    answer = as_member(cast.dana).get(reverse("leads:download"), {"q": "ruta"})
    assert b"'=1+1" in b"".join(answer.streaming_content)
