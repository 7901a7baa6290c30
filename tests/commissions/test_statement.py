import csv
import io

import pytest
from django.urls import reverse

from leadwright.commissions.paying import pay_due
from leadwright.commissions.views import plain
from tests.pipeline.stage import a_deal, a_qualified_lead

NOVEMBER = "?month=2026-11"


@pytest.fixture
def paid(cast, now):
    a_deal(cast)
    pay_due(now=now)


def test_a_statement_explains_each_line_and_sums_them(cast, paid, as_member):
    page = as_member(cast.alice).get(reverse("commissions:index") + NOVEMBER).content.decode()
    assert "was accepted by Erin Castell" in page and "80.00 EUR" in page
    assert "style=" not in page


@pytest.mark.parametrize("month", ["2026-10", "nonsense", "2026-13", "0001-01", "9999-12"])
def test_another_month_is_empty_and_nonsense_is_this_month(cast, paid, as_member, month):
    answer = as_member(cast.alice).get(f"{reverse('commissions:index')}?month={month}")
    assert answer.status_code == 200


def test_a_rep_reads_their_own_a_manager_anyones_of_the_workspace(cast, paid, as_member):
    address = f"{reverse('commissions:index')}{NOVEMBER}&member="
    assert "was accepted" not in as_member(cast.bob).get(f"{address}{cast.alice.pk}").content.decode()
    manager = as_member(cast.dana)
    assert "was accepted" in manager.get(f"{address}{cast.alice.pk}").content.decode()
    assert manager.get(f"{address}{cast.charlie.pk}").status_code == 404
    assert as_member(cast.mara).get(address).status_code == 403
    assert as_member(cast.alice).post(reverse("commissions:index")).status_code == 405


def test_the_file_holds_no_formula(cast, now, as_member):
    lead = a_qualified_lead(cast.alice, given_name='=HYPERLINK("x")')
    a_deal(cast, lead)
    pay_due(now=now)
    answer = as_member(cast.alice).get(reverse("commissions:download") + NOVEMBER)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][3] == "80.00"
    assert rows[1][5].startswith("'=HYPERLINK")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1"])
def test_a_cell_that_would_run_is_made_text(text):
    assert plain(text) == f"'{text}"
    assert plain(f"a{text}") == f"a{text}"
