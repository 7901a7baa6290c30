"""A company's own fields: defined by a manager, filled by imports, edited, filtered, exported, merged into letters."""

import csv
import io

import pytest
from django.urls import reverse

from leadwright.cadences.facts import field_of
from leadwright.leads import merging
from leadwright.leads.importing import import_file, preview, take, undo
from leadwright.leads.models import CustomField, FieldNumber, Import, Lead, Tag
from leadwright.playbooks.rendering import fields_for
from tests.cast import a_lead

FLEET = (
    "Name;E-mail;Trucks;Renewal;Maker;Cold chain;Labels\n"
    "Ona Lapė;ona@kita.example;1.250,5;03/04/2026;volvo;taip;expo, warm\n"
    "Jonas Ras;jonas@kita.example;12,5;25/12/2026;Iveco;;\n"
)


@pytest.fixture
def fields(cast, now):
    told = {"workspace": cast.workspace, "at": now}
    return {
        kind: CustomField.objects.create(**told, key=key, name=name, kind=kind, choices=choices)
        for key, name, kind, choices in (
            ("trucks", "Trucks", "number", []),
            ("renewal", "Renewal", "date", []),
            ("maker", "Maker", "choice", ["Volvo", "Scania"]),
            ("cold_chain", "Cold chain", "yes_no", []),
        )
    }


def bring(cast, now, text, **given) -> Import:
    told = {"by": cast.alice, "name": "fleet.csv", "list_name": "Fleet", "now": now, **given}
    return import_file(workspace=cast.workspace, content=text.encode(), **told)


def found(client, **query) -> set[str]:
    page = client.get(reverse("leads:index"), {"owner": "all", **query}).context["page"]
    return {lead.given_name for lead in page}


def test_a_manager_defines_changes_and_retires_a_field(cast, as_member):
    client, page = as_member(cast.dana), reverse("leads:fields")
    assert client.post(page, {"name": "Maker", "kind": "choice", "choices": "Volvo"}).status_code == 422
    assert client.post(page, {"name": "Maker", "kind": "choice", "choices": "Volvo\nScania"}).status_code == 303
    field = CustomField.objects.get()
    assert (field.key, field.choices) == ("maker", ["Volvo", "Scania"])
    assert client.post(page, {"name": " Maker ", "kind": "text"}).status_code == 422  # twice is once
    one = reverse("leads:field", args=[field.pk])
    client.post(one, {"name": "Truck maker", "kind": "number", "choices": "Volvo\nMAN"})
    field.refresh_from_db()
    assert (field.key, field.name, field.kind, field.choices) == ("maker", "Truck maker", "choice", ["Volvo", "MAN"])
    client.post(one, {"retired": "1"})
    assert not CustomField.objects.standing().exists()
    client.post(f"{one}?retired=0")
    assert CustomField.objects.standing().get() == field
    assert as_member(cast.alice).post(page, {"name": "X", "kind": "text"}).status_code == 403
    assert as_member(cast.charlie).post(one, {"name": "X"}).status_code in {403, 404}


def test_an_import_fills_fields_by_what_its_columns_show(cast, now, fields):
    row = bring(cast, now, FLEET)
    ona, jonas = Lead.objects.get(given_name="Ona"), Lead.objects.get(given_name="Jonas")
    assert ona.custom == {"trucks": 1250.5, "renewal": "2026-04-03", "maker": "Volvo", "cold_chain": True}
    assert ona.tags == ["expo", "warm"] and set(Tag.objects.values_list("name", flat=True)) == {"expo", "warm"}
    assert jonas.custom == {"trucks": 12.5, "renewal": "2026-12-25", "Maker": "Iveco"}
    reason = row.report.get(lead=jonas).reason
    assert "kept as a note: Maker" in reason
    numbers = FieldNumber.objects.filter(field=fields["number"]).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [12.5, 1250.5]


def test_fields_and_tags_narrow_the_list_alone_and_together(cast, now, as_member, fields):
    bring(cast, now, FLEET)
    client = as_member(cast.dana)
    assert found(client, **{"c-trucks-from": "100"}) == {"Ona"}
    assert found(client, **{"c-trucks-to": "100"}) == {"Jonas"}
    assert found(client, **{"c-renewal-from": "2026-01-01", "c-renewal-to": "2026-12-25"}) == {"Ona", "Jonas"}
    assert found(client, **{"c-maker": "Volvo", "c-cold_chain": "yes"}) == {"Ona"}
    assert found(client, tag="warm,expo") == {"Ona"} and found(client, tag="cold") == set()
    assert found(client, tag="warm", **{"c-trucks-to": "100"}) == set()
    assert found(client, **{"c-trucks-from": "many", "c-maker": "Iveco"}) == {"Ona", "Jonas"}  # nonsense asks nothing


def test_an_undone_import_takes_fields_and_tags_out_again(cast, now, fields):
    lead = a_lead(cast.alice, "ona@kita.example", given_name="Ona", custom={"trucks": 3}, tags=["old"])
    row = bring(cast, now, FLEET, mode=Import.Mode.OVERWRITE)
    lead.refresh_from_db()
    assert lead.custom["trucks"] == 1250.5 and lead.tags == ["expo", "old", "warm"]
    undo(row, now=now)
    lead.refresh_from_db()
    assert (lead.custom, lead.tags) == ({"trucks": 3}, ["old"])
    assert list(FieldNumber.objects.values_list("lead", "number")) == [(lead.pk, 3.0)]


def test_a_person_edits_fields_on_the_lead_page(cast, as_member, fields):
    lead = a_lead(cast.alice)
    client, door = as_member(cast.alice), reverse("leads:own_fields", args=[lead.pk])
    wrong = client.post(door, {"trucks": "many"})
    assert wrong.status_code == 422 and "Not a number." in wrong.content.decode()
    client.post(door, {"trucks": "1 250", "renewal": "2026-04-03", "maker": "Scania", "cold_chain": "no"})
    lead.refresh_from_db()
    assert lead.custom == {"trucks": 1250, "renewal": "2026-04-03", "maker": "Scania", "cold_chain": False}
    page = client.get(reverse("leads:detail", args=[lead.pk])).content.decode()
    assert "1,250" in page and "Scania" in page
    client.post(door, {"maker": "Scania"})
    lead.refresh_from_db()
    assert lead.custom == {"maker": "Scania"} and not FieldNumber.objects.exists()


def test_letters_and_cadences_name_a_field(cast, now, fields):
    bring(cast, now, FLEET)
    ona = Lead.objects.get(given_name="Ona")
    assert fields_for(ona, None, None)["lead"]["custom"]["trucks"] == 1250.5
    assert field_of(ona, "lead.custom.maker") == "Volvo"
    assert field_of(ona, "lead.custom.trucks") == "1250.5"


def test_the_file_has_a_column_for_each_field_and_reads_back_the_same(cast, now, as_member, fields):
    bring(cast, now, FLEET)
    kept = dict(Lead.objects.values_list("given_name", "custom"))
    answer = as_member(cast.dana).get(reverse("leads:download"), {"owner": "all"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = {row["First name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows["Ona"]["Trucks"] == "1250.5" and rows["Ona"]["Tags"] == "expo, warm"
    Lead.objects.all().delete()
    bring(cast, now, text)
    again = dict(Lead.objects.values_list("given_name", "custom"))
    assert all(again[name]["trucks"] == custom["trucks"] for name, custom in kept.items())
    assert again["Ona"]["renewal"] == "2026-04-03" and Lead.objects.get(given_name="Ona").tags == ["expo", "warm"]


def test_a_source_that_was_mapped_by_hand_is_mapped_so_the_next_time(cast, now, fields):
    text = "Who;Mail;Zone\nOna Lapė;ona@kita.example;12\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "name": "a.csv", "list_name": "A", "motion": "outbound"}
    told |= {"owners": [], "mode": "fill", "now": now}
    first = take(content=text.encode(), **told)
    assert first.mapping["2"] == "custom"
    import_file(**{key: told[key] for key in told}, content=text.encode(), mapping={**first.mapping, "2": "c:trucks"})
    again = take(content=text.replace("Ona", "Ida").encode(), **{**told, "name": "other.csv"})
    assert again.mapping["2"] == "c:trucks"
    other = take(content=b"Zone,E-mail\n7,ida@kita.example\n", **told)  # another source with such a header
    assert other.mapping == {"0": "c:trucks", "1": "email"}
    assert preview(other, now=now)[0].person.custom == {"trucks": 7}


def test_two_leads_who_become_one_keep_tags_and_numbers_of_both(cast, now, fields):
    kept = a_lead(cast.alice, custom={"trucks": 3}, tags=["a"])
    gone = a_lead(cast.alice, "r@other.example", custom={"trucks": 9, "maker": "Volvo"}, tags=["b"])
    made = merging.merge(kept, gone, by=cast.alice, now=now)
    kept.refresh_from_db()
    assert (kept.custom, kept.tags) == ({"trucks": 3, "maker": "Volvo"}, ["a", "b"])
    assert list(FieldNumber.objects.values_list("lead", "number")) == [(kept.pk, 3.0)]
    back = merging.unmerge(made, by=cast.alice, now=now)
    kept.refresh_from_db()
    assert (kept.tags, back.tags, back.custom["trucks"]) == (["a"], ["b"], 9)
    assert set(FieldNumber.objects.values_list("lead", "number")) == {(kept.pk, 3.0), (back.pk, 9.0)}


def test_tags_go_on_and_off_on_the_lead_page(cast, as_member):
    lead = a_lead(cast.alice)
    client, door = as_member(cast.alice), reverse("leads:tags", args=[lead.pk])
    client.post(door, {"tags": "Expo Riga, warm, warm"})
    lead.refresh_from_db()
    assert lead.tags == ["expo riga", "warm"]
    client.post(door, {"off": "warm"})
    client.post(door, {"off": "warm"})
    lead.refresh_from_db()
    assert lead.tags == ["expo riga"]
    client.post(f"{door}?on=warm")  # Undo says so in the address
    lead.refresh_from_db()
    assert lead.tags == ["expo riga", "warm"]
    assert as_member(cast.charlie).post(door, {"tags": "x"}).status_code == 404
