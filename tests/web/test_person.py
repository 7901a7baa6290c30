"""The person behind a lead: where each datum came from, who else might be them, all of it, or none."""

import json

import pytest
from django.urls import reverse

from leadwright.activities.models import Kind, record
from leadwright.leads.importing import import_file
from leadwright.leads.models import Lead, Merge
from leadwright.leads.twins import twins_of
from tests.cast import a_lead


def door(name: str, lead: Lead) -> str:
    return reverse(f"web:{name}", args=[lead.pk])


@pytest.fixture
def lead(cast, now):
    file = "Name,E-mail,Phone,City\nRūta Kazlauskaitė,ruta@pk.example,+37060000117,\n".encode()
    told = {"workspace": cast.workspace, "by": cast.alice, "list_name": "Expo", "now": now}
    import_file(content=file, name="expo.csv", **told)
    import_file(content=b"E-mail,City\nruta@pk.example,Kaunas\n", name="more.csv", mode="fill", **told)
    return Lead.objects.get()


def test_each_datum_says_where_it_came_from(cast, as_member, lead):
    page = as_member(cast.alice).get(door("person", lead)).content.decode()
    assert "expo.csv, row 2" in page and "more.csv, row 2" in page and "Kaunas" in page
    assert as_member(cast.charlie).get(door("person", lead)).status_code == 404


def test_all_that_is_kept_goes_into_one_file_for_those_who_may(cast, as_member, lead, now):
    record(Kind.NOTE, workspace_id=cast.workspace.pk, key="n", summary="Called back", at=now, lead=lead)
    assert as_member(cast.alice).post(door("export", lead)).status_code == 403
    answer = as_member(cast.dana).post(door("export", lead))
    told = json.loads(answer.content)
    assert told["person"]["email"] == "ruta@pk.example" and "attachment" in answer["Content-Disposition"]
    assert {"field": "city", "value": "Kaunas", "source": "more.csv, row 2", "at": now.isoformat()} in told["origins"]
    assert "Called back" in [row["summary"] for row in told["rows"]["activities.Activity.lead"]]


def test_a_likely_twin_is_shown_with_its_reasons_made_one_and_two_again(cast, as_member, lead):
    for number in range(30):
        a_lead(cast.bob, f"x{number}@y{number}.example", given_name=f"Ana{number}", family_name=f"B{number}", phone="")
    same = {"given_name": "Rūta", "family_name": "Kazlauskaitė", "phone": "+37060000117", "account": lead.account}
    twin = Lead.objects.create(
        workspace=cast.workspace, owner=cast.bob, email="ruta.k@gmail.com", created_at=lead.created_at, **same
    )
    found = twins_of(lead)
    assert [one.lead for one in found] == [twin] and found[0].probability > 0.5 and found[0].reasons
    client = as_member(cast.alice)
    assert "Make one lead of both" in client.get(door("person", lead)).content.decode()
    assert client.post(door("merging", lead), {"other": "x"}).status_code == 422
    assert client.post(door("parting", lead)).status_code == 422
    assert client.post(door("merging", lead), {"other": twin.pk, "why": "same phone"}).status_code == 303
    assert (
        not Lead.objects.filter(pk=twin.pk).exists()
        and "ruta.k@gmail.com" in client.get(door("person", lead)).content.decode()
    )
    assert client.post(door("parting", lead))["Location"] == reverse("leads:detail", args=[twin.pk])
    assert Merge.objects.get().undone_at
    assert client.post(door("merging", lead), {"other": lead.email}).status_code == 422
    assert client.post(door("merging", lead), {"other": " Ruta.K@gmail.com"}).status_code == 303


def test_a_lead_of_another_company_is_no_twin(cast, as_member, lead):
    theirs = a_lead(cast.charlie, "ruta@pk.example")
    assert as_member(cast.alice).post(door("merging", lead), {"other": theirs.pk}).status_code == 422
    assert Lead.objects.filter(pk=theirs.pk).exists()


def test_a_person_is_erased_by_a_manager_who_types_the_name(cast, as_member, lead):
    assert as_member(cast.alice).post(door("erasure", lead), {"name": lead.name}).status_code == 403
    client = as_member(cast.dana)
    assert client.post(door("erasure", lead), {"name": "Ruta"}).status_code == 422 and Lead.objects.exists()
    assert client.post(door("erasure", lead), {"name": lead.name}).status_code == 303 and not Lead.objects.exists()
