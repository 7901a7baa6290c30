"""Lists that are read beside the import, stopped in between, taken in from the command line, and taken back later."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.db import OperationalError, connection, transaction

from leadwright.accounts.models import Account
from leadwright.activities.models import Activity
from leadwright.cli.leads import leads as command
from leadwright.kit.statements import run
from leadwright.leads import importing, streaming, writing
from leadwright.leads.columns import guess
from leadwright.leads.importing import import_file
from leadwright.leads.models import Import, ImportRow, Lead
from leadwright.leads.overlapping import Relay
from leadwright.leads.preparing import prepared, prepared_beside
from leadwright.leads.tables import read_table
from leadwright.leads.writing import STAYS_TWO
from tests.cast import a_lead
from tests.lists import as_csv, flawed, people

HEADER = "First name,Last name,E-mail,Phone,Company,Job title,City\n"
ODD = 'First name,E-mail,Note\n"Rū\tta ","ruta@pk.example","two\nlines"\n\n,,\nJo\u200bnas\x0b,jonas@pk.example, x\n'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (ODD.encode(), "odd.csv"),
        (("sep=;\n" + ODD.replace(",", ";")).encode("utf-8-sig"), "excel.csv"),
        (ODD.encode("utf-16"), "wide.csv"),
        (as_csv(people(30), language="lt", delimiter=";", encoding="cp1257"), "baltic.csv"),
        (b"Report of May,,\r\n\r\nName,Mail,Phone\r\nA B,a@b.example,+37060000001\r\n", "padded.csv"),
    ],
)
def test_a_file_is_read_row_by_row_as_it_is_read_whole(content, name):
    table = read_table(content, name)
    file = io.BytesIO(content)
    width = len(table.columns)
    streamed = list(streaming.rows_of(file, table.shape()))
    assert [(number, [*row, *[""] * width][:width]) for number, row in streamed] == list(table.rows)
    assert list(streaming.rows_of(file, table.shape(), after=2)) == [row for row in streamed if row[0] > 2]


def test_a_file_too_long_for_memory_has_the_shape_of_a_short_one(monkeypatch):
    content = as_csv(people(400)) + "Žana,Ščebetaitė,z@pk.example,,,,,,\n".encode()
    whole = read_table(content, "l.csv").shape()
    monkeypatch.setattr(streaming, "MOST_BYTES", 10_000)
    monkeypatch.setattr(streaming, "HEAD", 5_000)
    shape, first = streaming.shape_of(io.BytesIO(content), "l.csv")
    assert shape == whole and first == [row for _number, row in read_table(content, "l.csv").rows][: len(first)]


def test_the_process_beside_makes_the_same_people(tmp_path):
    content = as_csv(flawed(120).rows)
    table = read_table(content, "l.csv")
    order = {
        "shape": table.shape(),
        "mapping": guess(table.columns, importing.sample_of(table)),
        "home_country": "LT",
        "after": 20,
    }
    here = [(one.number, one.values, one.company, one.refusal) for one in prepared(io.BytesIO(content), order)]
    (tmp_path / "l.csv").write_bytes(content)
    for file in (io.BytesIO(content), (tmp_path / "l.csv").open("rb")):
        with file, prepared_beside(file, order) as others:
            assert [(one.number, one.values, one.company, one.refusal) for one in others] == here
    assert here[0][0] == 21 and len(here) == 101


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("mode", ["fill", "overwrite"])
def test_looking_ahead_changes_no_outcome(cast, now, monkeypatch, mode):
    rows = flawed(150).rows
    rows += [{**row, "phone": "", "title": "Chief"} for row in rows[:60]]
    told = {"workspace": cast.workspace, "by": cast.alice, "content": as_csv(rows), "name": "l.csv", "now": now}
    told |= {"list_name": "Expo", "mode": mode}
    first = import_file(**told)
    plain = list(first.report.order_by("number").values_list("number", "outcome", "reason"))
    kept = list(Lead.objects.order_by("email").values_list("email", "title", "phone", "account__domain"))
    Lead.objects.all().delete()
    Account.objects.all().delete()
    monkeypatch.setattr(importing, "BATCH", 20)
    monkeypatch.setattr(importing, "BESIDE", 0)
    second = import_file(**told)
    assert list(second.report.order_by("number").values_list("number", "outcome", "reason")) == plain
    assert list(Lead.objects.order_by("email").values_list("email", "title", "phone", "account__domain")) == kept
    assert (second.created, second.duplicates) == (first.created, first.duplicates) and second.duplicates >= 60


@pytest.mark.django_db(transaction=True)
def test_what_was_decided_ahead_is_decided_anew_where_somebody_wrote_the_same_address_meanwhile(cast, now, monkeypatch):
    rows = people(100)
    rows[70] = {**rows[30], "title": "Chief"}
    monkeypatch.setattr(importing, "BATCH", 20)
    monkeypatch.setattr(importing, "BESIDE", 0)
    write, written = Relay.write, []

    def write_late(relay, draft, place, before):
        written.append(place)
        if len(written) == 2:
            a_lead(cast.bob, email=rows[30]["email"], phone="", title="")
        return write(relay, draft, place, before)

    monkeypatch.setattr(Relay, "write", write_late)
    told = {"workspace": cast.workspace, "by": cast.alice, "content": as_csv(rows), "name": "l.csv", "now": now}
    row = import_file(**told, list_name="Expo", mode="fill")
    assert (row.state, row.created, row.updated, row.settled) == ("done", 98, 1, 100)
    assert sorted(row.report.values_list("number", flat=True)) == list(range(2, 102))
    again = row.report.get(number=72)
    assert again.lead_id == row.report.get(number=32).lead_id == Lead.objects.get(email=rows[30]["email"]).pk
    assert Lead.objects.count() == 99 and Activity.objects.filter(kind="imported").count() == 98


@pytest.mark.django_db(transaction=True)
def test_nobody_deletes_a_lead_or_its_company_while_a_batch_is_written_that_may_refer_to_them(cast):
    lead, other = a_lead(cast.alice), a_lead(cast.charlie)
    gone = []

    def delete(row):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                row.delete()
            gone.append(row)
        except OperationalError:
            pass
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as beside:
        run(STAYS_TWO, {"workspace": cast.workspace.pk})
        for row in (lead, lead.account, other):
            beside.submit(delete, row).result()
    assert gone == [other] and Lead.objects.get() == lead and lead.account == Account.objects.get(pk=lead.account_id)


WORKER = """
import sys
from leadwright.cli.database import set_up
set_up()
from django.utils import timezone
from leadwright.leads import importing
from leadwright.leads.columns import guess
from leadwright.leads.models import Import
importing.BATCH, importing.BESIDE = 50, 0
row = Import.objects.get(pk=sys.argv[1])
importing.begin(row, now=row.created_at)
importing.run(row, now=row.created_at)
"""


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_at_the_row_where_it_was(cast, now):
    told = {"workspace": cast.workspace, "by": cast.alice, "name": "l.csv", "now": now, "mode": "skip"}
    row = importing.take(
        **told, content=as_csv(people(2_000)), list_name="Expo", motion="outbound", owners=[cast.alice, cast.bob]
    )
    place = connection.settings_dict
    url = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{place['NAME']}"
    reached = []
    for stop_after in (300, None):
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(row.pk)], env={**os.environ, "DATABASE_URL": url})
        while stop_after and worker.poll() is None and ImportRow.objects.count() < stop_after:
            time.sleep(0.005)
        if stop_after:
            worker.send_signal(signal.SIGKILL)
        worker.wait(60)
        time.sleep(0.2)  # the server notices that nobody is there any more
        reached.append(ImportRow.objects.count())
    row.refresh_from_db()
    assert 300 <= reached[0] < reached[1] == 2_000
    assert (row.state, row.created, row.settled) == ("done", 2_000, 2_000)
    assert sorted(row.report.values_list("number", flat=True)) == list(range(2, 2_002))
    assert Lead.objects.count() == Activity.objects.filter(kind="imported").count() == 2_000


def test_an_undo_weeks_later_takes_out_what_was_filled_in_and_keeps_what_people_wrote_since(cast, now):
    here = a_lead(cast.alice, phone="", title="", city="")
    none = a_lead(cast.bob, email="jonas@kita.example", phone="", title="Buyer")
    a_lead(cast.bob, email="ona@kita.example", title="Clerk")
    text = HEADER + (
        "Rūta,K,ruta@pieno-kelias.example,+370 600 00 118,Pieno Kelias,Director,Kaunas\n"
        "Jonas,P,jonas@kita.example,+370 600 00 119,Kita,Head of everything,Rīga\n"
        "Nauja,N,nauja@kita.example,,Kita,,\n"
    )
    told = {"workspace": cast.workspace, "by": cast.alice, "content": text.encode(), "name": "l.csv"}
    row = import_file(**told, list_name="Expo", mode="fill", now=now)
    assert (row.created, row.updated) == (1, 2)
    here.refresh_from_db()
    assert (here.title, here.city, here.phone) == ("Director", "Kaunas", "+37060000118")
    Lead.objects.filter(pk=here.pk).update(title="Managing director")  # a rep knows better by now
    assert importing.undo(row, now=now + timedelta(days=20)) == (1, 0)
    here.refresh_from_db()
    none.refresh_from_db()
    assert (here.title, here.city, here.phone) == ("Managing director", "", "")
    assert (none.title, none.phone, none.city) == ("Buyer", "", "")
    assert Account.objects.get(domain="kita.example").city == ""


def test_an_undo_gives_back_what_was_overwritten(cast, now):
    lead = a_lead(cast.alice, custom={"Stand": "A-1", "Hall": "3"})
    text = "First name,E-mail,Phone,Stand\nRuta,ruta@pieno-kelias.example,+37060000555,B-2\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "content": text.encode(), "name": "l.csv"}
    row = import_file(**told, list_name="Expo", mode="overwrite", now=now)
    lead.refresh_from_db()
    assert (lead.given_name, lead.phone, lead.custom["Stand"]) == ("Ruta", "+37060000555", "B-2")
    importing.undo(row, now=now + timedelta(days=20))
    lead.refresh_from_db()
    assert (lead.given_name, lead.phone) == ("Rūta", "+37060000117")
    assert lead.custom == {"Stand": "A-1", "Hall": "3"}


def test_a_later_batch_changes_whom_an_earlier_one_made(cast, now, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    text = HEADER + "Ona,L,ona@kita.example,,,,\nOna,L,ona@kita.example,+37060000121,,,\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "content": text.encode(), "name": "l.csv"}
    row = import_file(**told, list_name="Expo", mode="fill", now=now)
    assert (row.created, row.updated, row.duplicates) == (1, 1, 1)
    assert Lead.objects.get().phone == "+37060000121"


@pytest.mark.django_db(transaction=True)
def test_a_batch_that_is_decided_ahead_fills_in_the_company_of_a_lead_of_the_one_before(cast, now, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(importing, "BESIDE", 0)
    a_lead(cast.bob, email="jonas@kita.example", phone="")
    text = HEADER + "Ona,L,ona@kita.example,,Kita,,\nEva,B,eva@b.example,,,,\nOna,L,ona@kita.example,,Kita,,Kaunas\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "content": text.encode(), "name": "l.csv"}
    row = import_file(**told, list_name="Expo", mode="fill", now=now)
    assert (row.created, row.updated, row.duplicates) == (2, 1, 1)
    assert Account.objects.get(domain="kita.example").city == "Kaunas"
    assert set(row.report.get(number=4).filled) == {"lead", "account"}


def test_an_address_that_an_earlier_row_filled_in_is_known_to_the_next(cast, now):
    a_lead(cast.alice, email="", phone="+37060000117")
    line = "Rūta,Kazlauskaitė,ruta@pk.example,+37060000117,,,\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "name": "l.csv", "list_name": "Expo", "now": now}
    row = import_file(**told, content=(HEADER + line + "Other,Name,ruta@pk.example,,,,\n").encode(), mode="fill")
    assert [one.outcome for one in row.report.order_by("number")] == ["updated", "skipped"]


def call(*arguments: object):
    return CliRunner().invoke(command, ["import", *map(str, arguments)])


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "expo.csv"
    path.write_bytes(as_csv(flawed(100).rows))
    return path


def test_the_command_prints_the_totals_and_keeps_each_row(db, listed, tmp_path):
    planned, report = flawed(100), tmp_path / "report.csv"
    answer = call(listed, "--json", "--list", "Riga", "--report", report)
    totals = json.loads(answer.stdout)
    assert totals.pop("seconds") >= 0
    assert totals == {
        "rows": 100,
        "created": planned.good,
        "updated": 0,
        "skipped": planned.twice,
        "refused": planned.no_address + planned.nobody,
        "duplicates_in_file": planned.twice,
    }
    lines = list(csv.reader(report.open(encoding="utf-8-sig", newline="")))
    assert lines[0][:4] == ["row", "outcome", "reason", "First name"] and len(lines) == 101
    assert "There was no workspace" in answer.stderr
    assert Import.objects.get().list.name == "Riga"
    again = json.loads(call(listed, "--json").stdout)
    assert (again["created"], again["skipped"]) == (0, planned.good + planned.twice)


def test_a_dry_run_says_the_same_and_writes_nothing(cast, listed):
    answer = call(listed, "--workspace", "Northmark", "--dry-run")
    assert f"{flawed(100).good:,}" in answer.output and "Nothing was written" in answer.output
    assert not Lead.objects.exists() and not Import.objects.exists()


def test_of_several_workspaces_one_must_be_named(cast, listed, tmp_path):
    assert "several workspaces" in str(call(listed).exception)
    assert "no workspace is called Westmark" in str(call(listed, "--workspace", "Westmark").exception)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    assert "is empty" in str(call(empty, "--workspace", "Northmark").exception)
    nobody = tmp_path / "nobody.csv"
    nobody.write_text("Code,Stand\nA,1\nB,2\n")
    assert "no column of this file says who" in str(call(nobody, "--workspace", "Northmark").exception)
    assert not Import.objects.exists()


def test_the_command_goes_on_with_a_stopped_import_of_the_same_file(cast, listed, now, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 30)
    with monkeypatch.context() as broken:
        whole = writing.write
        calls = iter(range(9))
        broken.setattr(writing, "write", lambda *a, **k: 1 / 0 if next(calls) == 2 else whole(*a, **k))
        assert call(listed, "--workspace", "Northmark").exit_code == 1
    assert Import.objects.get().settled == 60
    answer = call(listed, "--workspace", "Northmark", "--json")
    assert "Going on behind row 60" in answer.stderr and json.loads(answer.stdout)["rows"] == 100
    assert Import.objects.get().state == "done" and ImportRow.objects.count() == 100
