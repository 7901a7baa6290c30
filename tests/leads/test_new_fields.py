"""A field of the company's own, made where the columns of a list are mapped."""

import pytest
from django.urls import reverse

from leadwright.leads.models import CustomField, Import, Lead, RememberedColumn
from leadwright.leads.typed import Kind, kind_of
from tests.leads.test_arrivals import HTMX, bring, door

LIST = (
    "Name;E-mail;Fleet size (trucks);Maker;Maker\n"
    "Ona Lapė;ona@kita.example;1.250,5;Volvo;x\n"
    "Jonas Ras;jonas@kita.example;12,5;Scania;y\n"
    "Ieva Ras;ieva@kita.example;many;Volvo;z\n"
)
CHOSEN = {"column-2": "n:number", "column-3": "n:choice", "column-4": "n:text", "mode": "fill"}


@pytest.mark.parametrize("headers", [HTMX, {}], ids=["htmx", "without htmx"])
def test_a_manager_makes_typed_fields_of_columns_and_nothing_before_the_import(cast, as_member, headers):
    client = as_member(cast.dana)
    bring(client, LIST.encode())
    row = Import.objects.get()
    assert 'value="n:number">New field: Number' in client.get(door("import_detail", row)).content.decode()
    client.post(door("import_detail", row), CHOSEN, headers=headers)
    page = client.get(door("import_detail", row)).content.decode()
    assert 'value="n:number" selected' in page and "Not as the field asks, kept as a note: Fleet size" in page
    assert not CustomField.objects.exists()
    client.post(door("import_run", row), headers=headers)
    made = {field.key: (field.name, field.kind, field.choices) for field in CustomField.objects.all()}
    assert made == {
        "fleet_size_trucks": ("Fleet size (trucks)", "number", []),
        "maker": ("Maker", "choice", ["Volvo", "Scania"]),
        "maker_2": ("Maker 2", "text", []),
    }
    assert Lead.objects.get(given_name="Ona").custom == {"fleet_size_trucks": 1250.5, "maker": "Volvo", "maker_2": "x"}
    assert Lead.objects.get(given_name="Ieva").custom["Fleet size (trucks)"] == "many"
    narrowed = client.get(reverse("leads:index"), {"owner": "all", "c-fleet_size_trucks-from": "100"})
    assert [lead.given_name for lead in narrowed.context["page"]] == ["Ona"]
    remembered = RememberedColumn.objects.get(header="fleet size trucks")
    assert remembered.field == "c:fleet_size_trucks"
    client.post(door("import_run", row), headers=headers)
    assert CustomField.objects.count() == 3


def test_what_we_ask_of_each_lead_is_a_managers_to_say(cast, as_member):
    client = as_member(cast.alice)
    bring(client, LIST.encode())
    row = Import.objects.get()
    assert "New field" not in client.get(door("import_detail", row)).content.decode()
    client.post(door("import_run", row), CHOSEN)
    row.refresh_from_db()
    assert row.mapping["2"] == "custom" and not CustomField.objects.exists() and Lead.objects.count() == 3


def test_a_name_that_is_taken_gets_a_number(cast, as_member, now):
    told = {"workspace": cast.workspace, "key": "maker", "name": "maker", "kind": "text", "at": now}
    CustomField.objects.create(**told)
    client = as_member(cast.dana)
    bring(client, LIST.encode())
    client.post(door("import_run", Import.objects.get()), CHOSEN)
    assert set(CustomField.objects.values_list("name", flat=True)) == {
        "maker", "Maker 2", "Maker 3", "Fleet size (trucks)"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1.250,5", "12", "7,25"], Kind.NUMBER),
        (["1", "0", "1", "1"], Kind.YES_NO),
        (["1", "1"], Kind.NUMBER),
        (["03/04/2026", "25/12/2026"], Kind.DATE),
        (["taip", "ne", ""], Kind.YES_NO),
        (["https://a.example/x", "www.b.example"], Kind.URL),
        (["Volvo", "Scania"] * 4, Kind.CHOICE),
        (["Volvo", "Scania", "MAN"], Kind.TEXT),
        (["many", "12"], Kind.TEXT),
        ([], Kind.TEXT),
    ],
)
def test_a_column_looks_like_a_kind(cells, kind):
    assert kind_of(cells) == kind
