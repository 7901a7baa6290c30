from django.urls import reverse

from tests.cast import a_lead


def test_the_company_page_shows_its_people_and_facts(cast, as_member, now):
    lead = a_lead(cast.alice)
    lead.account.facts.create(text="240 people", source="annual report", seen_on=now.date())
    url = reverse("accounts:detail", args=[lead.account_id])
    page = as_member(cast.alice).get(url).content.decode()
    assert lead.name in page
    assert "annual report" in page
    assert as_member(cast.charlie).get(url).status_code == 404
    assert as_member(cast.alice).post(url).status_code == 405
