import pytest
from django.urls import reverse

from leadwright.leads.models import Lead, Status
from leadwright.research.checking import missing_of, missing_of_each
from leadwright.research.models import Brief, Fact
from tests.cast import a_lead

WORDS = {"company": "Makes cheese.", "need": "a record of each load", "gap": "nobody can show one", "role": "decides"}


@pytest.fixture
def lead(cast):
    return a_lead(cast.alice)


def test_a_brief_is_written_shown_to_lack_a_fact_and_then_good(cast, as_member, lead):
    client = as_member(cast.alice)
    assert client.post(reverse("research:panel", args=[lead.pk]), WORDS).status_code == 303
    page = client.post(reverse("research:check", args=[lead.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "No fact with a source" in page
    client.post(reverse("research:facts", args=[lead.pk]), {"text": "240 people", "source": "annual report"})
    client.post(reverse("research:check", args=[lead.pk]))
    lead.refresh_from_db()
    assert lead.status == Status.READY
    assert lead.brief.good_at is not None


def test_a_fact_that_is_struck_out_takes_the_mark_back(cast, as_member, lead):
    client = as_member(cast.alice)
    client.post(reverse("research:panel", args=[lead.pk]), WORDS)
    client.post(
        reverse("research:facts", args=[lead.pk]), {"text": "240 people", "source": "report", "about": "company"}
    )
    client.post(reverse("research:check", args=[lead.pk]))
    fact = Fact.objects.get()
    assert fact.account == lead.account
    client.post(reverse("research:struck_out", args=[lead.pk, fact.pk]))
    assert Brief.objects.get(lead=lead).good_at is None


def test_a_site_that_cannot_be_read_says_so(cast, as_member, lead):
    lead.account.website = "http://127.0.0.1:9/"
    lead.account.save(update_fields=["website"])
    answer = as_member(cast.alice).post(reverse("research:site", args=[lead.pk]))
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content


def test_the_queue_names_what_is_missing(cast, as_member, lead):
    page = as_member(cast.alice).get(reverse("research:index")).content.decode()
    assert lead.name in page
    assert "Their need is not known." in page
    of_bob = as_member(cast.bob).get(reverse("research:index")).content.decode()
    assert lead.name not in of_bob and "Every brief of yours is good enough" in of_bob
    assert lead.name in as_member(cast.dana).get(reverse("research:index")).content.decode()
    assert lead.name not in as_member(cast.charlie).get(reverse("research:index"), {"owner": "all"}).content.decode()


@pytest.mark.parametrize("name", ["panel", "check", "facts", "site"])
def test_another_workspace_and_marketing_do_not_write_briefs(cast, as_member, lead, name):
    url = reverse(f"research:{name}", args=[lead.pk])
    assert as_member(cast.charlie).post(url, WORDS).status_code == 404
    assert as_member(cast.mara).post(url, WORDS).status_code == 403
    assert not Brief.objects.exists()


def test_the_queue_weighs_the_facts_of_person_and_company_as_the_card_does(cast, as_member, lead, now):
    """The list asks once for all; it must say what the card of each lead says."""
    known = {"company": "Makes cheese.", "need": "a record", "gap": "nobody can show one", "role": "decides"}
    lone = a_lead(cast.alice, "lone@elsewhere.example", given_name="Lone")
    lone.account = None
    lone.save(update_fields=["account"])
    colleague = a_lead(cast.alice, "asta@pieno-kelias.example", given_name="Asta")
    for each in (lead, lone, colleague):
        Brief.objects.create(lead=each, updated_at=now, **known)
    about = {"text": "240 people", "source": "annual report", "seen_on": now.date()}
    Fact.objects.create(account=lead.account, **about)
    missing = dict(missing_of_each(Lead.objects.order_by("pk")))
    assert missing == {lead: [], lone: ["facts"], colleague: []}
    assert missing == {each: missing_of(each.brief) for each in (lead, lone, colleague)}
    Fact.objects.create(lead=lone, **about)
    assert dict(missing_of_each([lone])) == {lone: []}
