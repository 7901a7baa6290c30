"""The lead list, the lead's page, one lead by hand, and a person's no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.activities.models import Activity
from leadwright.leads.models import Lead, OptOut, Status, opt_out
from tests.cast import a_lead

HTMX = {"HX-Request": "true"}
WRITTEN = {"given_name": "Ieva", "family_name": "Lapė", "email": "ieva@lapes.example", "motion": "outbound"}


def test_the_list_shows_a_rep_their_own_leads_and_finds_all_by_words(cast, as_member):
    mine = a_lead(cast.alice)
    theirs = a_lead(cast.bob, email="jonas@kita.example", given_name="Jonas", family_name="Petrauskas")
    client = as_member(cast.alice)
    page = client.get(reverse("leads:index")).content.decode()
    assert mine.name in page and theirs.name not in page
    for words in ("jonas", "PETRAUSKAS kita", "kita.example"):
        assert theirs.name in client.get(reverse("leads:index"), {"q": words}).content.decode()
    page = client.get(reverse("leads:index"), {"owner": "all", "status": "ready"}).content.decode()
    assert mine.name not in page and "Nobody fits all of this" in page


@pytest.mark.parametrize(
    "query", [{"page": "x"}, {"page": "99"}, {"list": "x"}, {"owner": "0 or 1"}, {"status": "?"}, {"q": "\x00%_'\""}]
)
def test_nonsense_in_the_address_is_no_error(cast, as_member, query):
    a_lead(cast.alice)
    assert as_member(cast.alice).get(reverse("leads:index"), query).status_code == 200


def test_pages_keep_their_filters(cast, as_member, now):
    Lead.objects.bulk_create(
        Lead(workspace=cast.workspace, owner=cast.alice, given_name=f"P{number}", created_at=now)
        for number in range(150)
    )
    page = as_member(cast.alice).get(reverse("leads:index"), {"owner": "me", "status": "new"}).content.decode()
    assert "owner=me&amp;status=new&amp;page=2" in page
    fragment = as_member(cast.alice).get(reverse("leads:index"), headers={**HTMX, "HX-Target": "found"})
    assert "<html" not in fragment.content.decode()


def test_an_empty_workspace_says_where_leads_come_from(cast, as_member):
    assert "Import a list" in as_member(cast.charlie).get(reverse("leads:index")).content.decode()


def test_the_lead_page_asks_the_other_rooms_for_their_panels(cast, as_member):
    lead = a_lead(cast.bob)
    page = as_member(cast.alice).get(reverse("leads:detail", args=[lead.pk])).content.decode()
    for name in ("activities:panel", "research:panel", "qualification:panel"):
        assert f'hx-get="{reverse(name, args=[lead.pk])}"' in page
    assert "Rūta Kazlauskaitė" in page and "Head of quality" in page
    page = as_member(cast.mara).get(reverse("leads:detail", args=[lead.pk])).content.decode()
    assert reverse("qualification:panel", args=[lead.pk]) not in page


@pytest.mark.parametrize("name", ["detail", "head", "edit", "opt_out", "opt_out_withdrawal"])
def test_another_workspace_finds_nothing(cast, as_member, name):
    address = reverse(f"leads:{name}", args=[a_lead(cast.alice).pk])
    ask = as_member(cast.charlie)
    assert (ask.post(address) if "opt" in name else ask.get(address)).status_code == 404


def test_a_lead_is_added_by_hand_with_its_company(cast, as_member, now):
    form = {**WRITTEN, "phone": "8 600 00 123", "company": "UAB Lapės", "country": "Lietuva", "owner": cast.alice.pk}
    answer = as_member(cast.alice).post(reverse("leads:new"), form)
    lead = Lead.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("leads:detail", args=[lead.pk]))
    assert (lead.phone, lead.country, lead.timezone) == ("+37060000123", "LT", "Europe/Vilnius")
    assert (lead.account.domain, lead.account.plain_name) == ("lapes.example", "lapes")
    assert Activity.objects.filter(lead=lead, kind="imported").count() == 1
    again = as_member(cast.alice).post(reverse("leads:new"), form)
    assert again.status_code == 422 and "Already here" in again.content.decode()
    assert Lead.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "not at all"}, "Not an e-mail address"),
        ({"phone": "nėra"}, "Not a telephone number"),
        ({"country": "Atlantis"}, "No country is called that"),
        ({"linkedin": "https://other.example/x"}, "Not the address of a LinkedIn profile"),
        ({"email": "", "given_name": "", "family_name": ""}, "Names nobody"),
        ({"owner": ""}, "required"),
        ({"owner": "charlie"}, "valid choice"),
        ({"email": "gone@kita.example"}, "Opted out on"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(cast, as_member, now, changed, said):
    opt_out(a_lead(cast.charlie), channel="all", source="rep", at=now)
    OptOut.objects.create(workspace=cast.workspace, address="gone@kita.example", at=now, source="reply")
    owner = cast.charlie.pk if changed.get("owner") == "charlie" else changed.get("owner", cast.alice.pk)
    answer = as_member(cast.alice).post(reverse("leads:new"), {**WRITTEN, **changed, "owner": owner})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Lead.objects.filter(workspace=cast.workspace).exists()


def test_a_change_is_kept_and_told_once(cast, as_member):
    lead = a_lead(cast.alice)
    form = {**WRITTEN, "email": lead.email, "company": "Pieno Kelias", "owner": cast.bob.pk, "title": "COO"}
    assert as_member(cast.alice).post(reverse("leads:edit", args=[lead.pk]), form).status_code == 303
    lead.refresh_from_db()
    assert (lead.title, lead.owner, lead.account.name) == ("COO", cast.bob, "Pieno Kelias")
    assert "job title" in Activity.objects.get(lead=lead, kind="note").summary
    assert as_member(cast.alice).get(reverse("leads:edit", args=[lead.pk])).status_code == 200
    assert as_member(cast.mara).get(reverse("leads:edit", args=[lead.pk])).status_code == 403


def test_a_no_is_kept_once_and_can_be_taken_back(cast, as_member):
    lead = a_lead(cast.alice, status=Status.READY)
    address, client = reverse("leads:opt_out", args=[lead.pk]), as_member(cast.bob)
    for _twice in range(2):
        answer = client.post(address, {"channel": "all", "words": "Please stop"}, headers=HTMX)
        assert answer.status_code == 200 and "opted out" in answer["HX-Trigger"]
    assert reverse("leads:opt_out_withdrawal", args=[lead.pk]) in answer["HX-Trigger"]
    lead.refresh_from_db()
    assert (lead.status, OptOut.objects.count(), lead.opted_out_of("email")) == ("opted_out", 1, True)
    assert Activity.objects.get(kind="opted_out").why == "Please stop"
    assert client.delete(address).status_code == 303
    lead.refresh_from_db()
    assert (lead.status, OptOut.objects.count()) == ("ready", 0)
    client.post(reverse("leads:opt_out_withdrawal", args=[lead.pk]))
    assert Activity.objects.filter(summary__startswith="Opt-out taken back").count() == 1


def test_what_the_person_wrote_is_not_taken_back_by_a_rep(cast, as_member, now):
    lead = a_lead(cast.alice, status=Status.OPTED_OUT)
    opt_out(lead, channel="all", source="reply", words="unsubscribe", at=now)
    as_member(cast.alice).post(reverse("leads:opt_out_withdrawal", args=[lead.pk]))
    lead.refresh_from_db()
    assert lead.status == "opted_out" and OptOut.objects.count() == 1


def test_a_no_to_one_channel_leaves_the_others(cast, as_member):
    lead = a_lead(cast.alice)
    as_member(cast.alice).post(reverse("leads:opt_out", args=[lead.pk]), {"channel": "phone"})
    lead.refresh_from_db()
    assert lead.status == "new" and lead.opted_out_of("phone") and not lead.opted_out_of("email")
    wrong = as_member(cast.alice).post(reverse("leads:opt_out", args=[lead.pk]), {"channel": "pigeon"}, headers=HTMX)
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", ["index", "detail", "head"])
def test_reading_pages_are_only_read(cast, as_member, name):
    lead = a_lead(cast.alice, created_at=cast.workspace.created_at - timedelta(days=1))
    address = reverse(f"leads:{name}", args=[] if name == "index" else [lead.pk])
    assert as_member(cast.alice).post(address).status_code == 405


def test_what_a_list_wrote_is_shown_as_words(cast, as_member):
    lead = a_lead(cast.alice, given_name="<script>alert(1)</script>", custom={"<b>x": "{{ 7|add:7 }}<img src=x>"})
    page = as_member(cast.alice).get(reverse("leads:detail", args=[lead.pk])).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "{{ 7|add:7 }}" in page
