"""From a file to leads, in the browser."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from leadwright.leads import jobs
from leadwright.leads.models import Import, Lead, LeadList
from tests.cast import a_lead
from tests.lists import as_csv, flawed, people

HTMX = {"HX-Request": "true", "HX-Target": "import"}


def bring(client, content: bytes, name: str = "expo.csv", **given):
    told = {"list_name": "Expo", "motion": "outbound", "mode": "fill", **given}
    return client.post(reverse("leads:import"), {"file": SimpleUploadedFile(name, content), **told})


def door(name: str, row: Import) -> str:
    return reverse(f"leads:{name}", args=[row.pk])


def test_a_list_goes_from_file_to_leads_and_back(cast, as_member):
    client, planned = as_member(cast.alice), flawed(200)
    answer = bring(client, as_csv(planned.rows, language="lt", delimiter=";"))
    row = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, door("import_detail", row))
    page = client.get(door("import_detail", row)).content.decode()
    assert "Nothing is written until you say so" in page and not Lead.objects.exists()
    assert '<option value="email" selected>' in page and '<option value="company" selected>' in page
    answer = client.post(door("import_run", row), headers=HTMX)
    assert answer.status_code == 200 and f"{planned.good} created" in answer["HX-Trigger"]
    assert Lead.objects.count() == planned.good
    page = client.get(door("import_detail", row), {"outcome": "refused"}).content.decode()
    assert "Not an e-mail address" in page and ">Created<" not in page.split("What became of each row")[1]
    client.post(door("import_run", row))
    assert Lead.objects.count() == planned.good
    answer = client.post(door("import_undo", row), headers=HTMX)
    assert f"{planned.good} leads are taken back" in answer["HX-Trigger"] and not Lead.objects.exists()
    assert client.post(door("import_undo", row)).status_code == 303


def test_other_columns_change_the_preview_at_once(cast, as_member):
    client = as_member(cast.alice)
    bring(client, b"Code;Who\nruta@pk.example;B-214\n")
    row = Import.objects.get()
    choices = {"column-0": "custom", "column-1": "custom", "mode": "overwrite"}
    answer = client.post(door("import_detail", row), choices, headers=HTMX)
    assert "No column says who these people are" in answer.content.decode()
    assert client.post(door("import_run", row), choices, headers=HTMX).status_code == 422
    hostile = {"column-0": "email", "column-1": "email", "column-77": "x", "mode": "drop", "choose-owners": "1"}
    hostile["owners"] = [cast.charlie.pk, "x", cast.bob.pk]
    client.post(door("import_detail", row), hostile, headers=HTMX)
    row.refresh_from_db()
    assert (row.mapping, row.mode) == ({"0": "email", "1": "custom"}, "overwrite")
    assert list(row.owners.all()) == [cast.bob]


def test_another_encoding_can_be_chosen_where_letters_look_wrong(cast, as_member):
    client = as_member(cast.alice)
    bring(client, "Name;Mail\nŽana Ščebetaitė;z@pk.example\n".encode("cp1257"))
    row = Import.objects.get()
    client.post(door("import_detail", row), {"encoding": "cp1252"}, headers=HTMX)
    row.refresh_from_db()
    assert row.shape["encoding"] == "cp1252"
    assert client.post(door("import_detail", row), {"encoding": "utf-8"}, headers=HTMX).status_code == 422
    client.post(door("import_detail", row), {"encoding": "cp1257"}, headers=HTMX)
    client.post(door("import_run", row))
    assert Lead.objects.get().family_name == "Ščebetaitė"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "is a picture"),
        (b"PK\x03\x04" + b"\0" * 400, "damaged"),
        (b"E-mail\n", "no rows below the header"),
        (b"a\n" + b"x" * (25 * 1024 * 1024), "larger than 25 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(cast, as_member, content, said):
    answer = bring(as_member(cast.alice), content)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Import.objects.exists() and not LeadList.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_long_list_goes_to_a_worker(cast, as_member):
    client = as_member(cast.alice)
    bring(client, as_csv(people(700)))
    row = Import.objects.get()
    answer = client.post(door("import_run", row), headers=HTMX)
    assert "You may leave this page" in answer["HX-Trigger"] and 'hx-trigger="every 1s"' in answer.content.decode()
    job = ProcrastinateJob.objects.get(task_name="leadwright.leads.jobs.run_import", args={"import_id": row.pk})
    assert job.lock == f"import:{row.pk}"
    jobs.run_import(**job.args)
    jobs.run_import(**job.args)
    assert Lead.objects.count() == 700
    page = client.get(door("import_detail", row), headers=HTMX).content.decode()
    assert "<html" not in page and "every 1s" not in page and "Open the list" in page


def test_refused_rows_come_back_as_a_file_that_no_spreadsheet_works_out(cast, as_member):
    client = as_member(cast.alice)
    evil = '=HYPERLINK("http://x.example"),nothing,+370 600\n@SUM(1),nor this,x;=1+1\n'
    bring(client, ("First name,E-mail,Phone\n" + evil).encode())
    row = Import.objects.get()
    client.post(door("import_run", row))
    answer = client.get(door("import_refused", row))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert 'filename="expo-refused.csv"' in answer["Content-Disposition"]
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["First name", "E-mail", "Phone", "Why it was refused"]
    assert lines[1] == ['\'=HYPERLINK("http://x.example")', "nothing", "+370 600", "Not an e-mail address: nothing"]
    assert lines[2][::2] == ["'@SUM(1)", "x;'=1+1"]


@pytest.mark.parametrize("name", ["import_detail", "import_run", "import_undo", "import_refused"])
def test_imports_are_sealed_and_not_for_closers(cast, as_member, name):
    bring(as_member(cast.alice), as_csv(people(3)))
    row = Import.objects.get()
    for member, status in ((cast.charlie, 404), (cast.erin, 403)):
        client = as_member(member)
        answer = (
            client.get(door(name, row)) if name in {"import_detail", "import_refused"} else client.post(door(name, row))
        )
        assert answer.status_code == status
    if name in {"import_run", "import_undo"}:
        assert as_member(cast.alice).get(door(name, row)).status_code == 405


def test_lists_show_how_far_each_has_come(cast, as_member):
    a_lead(cast.alice)
    a_lead(cast.alice, email="b@pk.example", status="qualified")
    page = as_member(cast.mara).get(reverse("leads:lists")).content.decode()
    assert "Expo Riga" in page and "50 % begun" in page
    assert "No list has come in yet" in as_member(cast.charlie).get(reverse("leads:lists")).content.decode()
    assert "Drop the list here" in as_member(cast.mara).get(reverse("leads:import")).content.decode()
    assert as_member(cast.erin).get(reverse("leads:import")).status_code == 403


def test_an_import_that_only_filled_in_is_taken_back_too(cast, as_member):
    lead = a_lead(cast.alice, "ruta@pk.example", city="")
    client = as_member(cast.alice)
    bring(client, b"E-mail;City\nruta@pk.example;Kaunas\n")
    row = Import.objects.get()
    client.post(door("import_run", row))
    lead.refresh_from_db()
    page = client.get(door("import_detail", row)).content.decode()
    assert lead.city == "Kaunas" and "Take it back" in page
    answer = client.post(door("import_undo", row), headers=HTMX)
    lead.refresh_from_db()
    assert lead.city == "" and "is taken out again" in answer["HX-Trigger"]
    assert "is taken out again" not in client.post(door("import_undo", row), headers=HTMX)["HX-Trigger"]


def test_a_running_import_says_how_fast_it_goes_and_when_it_ends(cast, as_member, now):
    client = as_member(cast.alice)
    bring(client, b"E-mail;City\nruta@pk.example;Kaunas\n")
    row = Import.objects.get()
    begun = {"state": "running", "begun_at": now - timedelta(seconds=10), "begun_with": 1_000, "rows": 100_000}
    Import.objects.filter(pk=row.pk).update(**begun, created=1_000)
    assert "rows a second" not in client.get(door("import_detail", row)).content.decode()
    Import.objects.filter(pk=row.pk).update(created=6_000)
    row.refresh_from_db()
    assert row.pace(now=now) == (500, 188) and row.pace(now=row.begun_at) is None
    page = client.get(door("import_detail", row)).content.decode()
    assert "Row 6000 of 100000." in page and "rows a second, about" in page and "left." in page


def test_rows_are_pasted_as_a_spreadsheet_copies_them(cast, as_member):
    client = as_member(cast.alice)
    told = {"list_name": "Pasted", "motion": "outbound", "mode": "fill"}
    answer = client.post(reverse("leads:import"), {**told, "pasted": " \n"})
    assert answer.status_code == 422 and "Choose a file, or paste the rows." in answer.content.decode()
    rows = "Vardas\tEl. paštas\tMiestas\nRūta Ąžuolė\truta@pk.example\tKaunas\nJonas Lapė\tjonas@pk.example\t\n"
    answer = client.post(reverse("leads:import"), {**told, "pasted": rows})
    row = Import.objects.get()
    assert answer["Location"] == door("import_detail", row) and row.shape["delimiter"] == "\t"
    client.post(door("import_run", row))
    assert set(Lead.objects.values_list("given_name", "city")) == {("Rūta", "Kaunas"), ("Jonas", "")}


def test_the_report_names_the_columns_that_are_kept_as_notes(cast, as_member):
    a_lead(cast.alice, "ruta@pk.example", custom={"Stand": "B1"})
    client = as_member(cast.alice)
    bring(client, b"E-mail;Stand;Asked about\nruta@pk.example;B1;Prices\n", mode="overwrite")
    row = Import.objects.get()
    client.post(door("import_run", row))
    assert row.report.get().reason.endswith("Changed: Asked about.")
