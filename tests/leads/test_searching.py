"""The lead list of a large workspace: found by parts of words, counted as far as it is turned through."""

import pytest
from django.urls import reverse

from leadwright.leads import searching
from leadwright.leads.models import Lead
from tests.cast import a_lead


@pytest.fixture
def three(cast):
    a_lead(cast.alice, phone="+37060000117")
    a_lead(cast.bob, email="jonas.petrauskas@kita.example", given_name="Jonas", family_name="Petrauskas", phone="")
    a_lead(cast.bob, email="o@other.example", given_name="Ona", family_name="Lapė", phone="")
    return cast


def found(client, **query) -> set[str]:
    page = client.get(reverse("leads:index"), {"owner": "all", **query}).context["page"]
    return {lead.given_name for lead in page}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("trausk", {"Jonas"}),
        ("TRAUSK jon", {"Jonas"}),
        ("kita.exa", {"Jonas"}),
        ("eno kel", {"Rūta", "Jonas", "Ona"}),  # the name of their company
        ("pieno-k", {"Rūta"}),
        ("eno rūta", {"Rūta"}),
        ("jo", {"Jonas"}),  # two letters: only where a word begins
        ("na", set()),
        ("on", {"Ona"}),
        ("jonas.petrauskas@kita.example", {"Jonas"}),
        ("petrauskas@kita", {"Jonas"}),
        ("@kita", {"Jonas"}),
        ("+370 600 00117", {"Rūta"}),
        ("860000117", {"Rūta"}),
        ("%", set()),
        ("jonas pieno lapė", set()),
    ],
)
def test_each_word_may_be_a_part_of_the_name_the_address_or_the_company(three, as_member, words, names):
    assert found(as_member(three.dana), q=words) == names


def test_a_common_company_word_is_found_as_a_rare_one(three, as_member, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 0)
    assert found(as_member(three.dana), q="kita.exa") == {"Jonas"}


def test_more_leads_than_are_counted_are_said_to_be_more(cast, as_member, now, monkeypatch):
    monkeypatch.setattr(searching, "COUNTED", 100)
    told = {"workspace": cast.workspace, "owner": cast.alice, "created_at": now}
    Lead.objects.bulk_create(Lead(given_name=f"P{number}", **told) for number in range(100))
    client = as_member(cast.alice)
    page = client.get(reverse("leads:index")).content.decode()
    assert "100 leads" in page and "More than" not in page and '<span class="count">100</span>' in page
    Lead.objects.create(given_name="One more", **told)
    page = client.get(reverse("leads:index")).content.decode()
    assert "More than 100 leads" in page and '<span class="count">100+</span>' in page and "One more" in page
    last = client.get(reverse("leads:index"), {"page": "99"}).content.decode()
    assert "51 to 100 of more than 100. Narrow the list" in last
