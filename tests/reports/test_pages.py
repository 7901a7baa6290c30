import pytest
from django.urls import reverse

from leadwright.leads.models import Status
from tests.cast import a_lead
from tests.pipeline.stage import a_deal


@pytest.mark.parametrize("who", ["alice", "erin", "dana", "mara", "ada"])
def test_the_figures_are_open_to_every_role(cast, as_member, who):
    a_deal(cast)
    page = as_member(getattr(cast, who)).get(reverse("reports:index")).content.decode()
    assert "From list to won" in page and "every one of" in page
    assert "style=" not in page


def test_a_lead_that_slipped_is_a_door(cast, as_member):
    a_lead(cast.alice, status=Status.WORKING)
    client = as_member(cast.dana)
    assert "open them" in client.get(reverse("reports:index")).content.decode()
    assert "Rūta" in client.get(f"{reverse('reports:rows')}?stage=slipped").content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("stage=won", 200),
        ("stage=leads&member=none&list=none&period=week&page=99", 200),
        ("stage=leads&list=99999999999999999999&member=x&period=y&page=z", 200),
        ("stage=nonsense", 404),
        ("", 404),
    ],
)
def test_the_rows_of_a_figure_take_any_address(cast, as_member, query, status):
    a_deal(cast)
    assert as_member(cast.alice).get(f"{reverse('reports:rows')}?{query}").status_code == status


def test_rows_of_another_workspace_are_never_behind_a_figure(cast, as_member):
    a_lead(cast.alice)
    assert "Rūta" not in as_member(cast.charlie).get(f"{reverse('reports:rows')}?stage=leads").content.decode()


def test_the_banner_says_what_is_next_and_why(cast, as_member):
    lead = a_lead(cast.alice)
    address = reverse("reports:next", args=[lead.pk])
    page = as_member(cast.alice).get(address).content.decode()
    assert "Research Rūta Kazlauskaitė" in page and "Alice Marlowe" in page
    assert as_member(cast.charlie).get(address).status_code == 404
    assert as_member(cast.mara).get(address).status_code == 403
    assert as_member(cast.alice).post(address).status_code == 405
