"""What becomes of each row of a list, whatever the list."""

from collections import Counter
from datetime import timedelta

import pytest

from leadwright.accounts.models import Account
from leadwright.activities.models import Activity, record
from leadwright.leads import importing, settling
from leadwright.leads.importing import import_file
from leadwright.leads.models import Import, Lead, OptOut, Status, opt_out
from tests.cast import a_lead
from tests.lists import as_csv, flawed, people

HEADER = "First name,Last name,E-mail,Phone,Company,Job title\n"


def bring(cast, now, content, **given) -> Import:
    if isinstance(content, str):
        content = content.encode()
    told = {"by": cast.alice, "name": "list.csv", "list_name": "Expo", "owners": [], "now": now, **given}
    return import_file(workspace=cast.workspace, content=content, **told)


def outcomes(row: Import) -> list[tuple[str, str]]:
    return [(one.outcome, one.reason) for one in row.report.order_by("number")]


@pytest.mark.django_db
def test_ten_thousand_rows_are_accounted_for_one_by_one(cast, now):
    planned = flawed(10_000)
    row = bring(cast, now, as_csv(planned.rows))
    assert (row.state, row.rows, row.settled) == (Import.State.DONE, 10_000, 10_000)
    assert (row.created, row.skipped, row.refused) == (planned.good, planned.twice, planned.no_address + planned.nobody)
    assert row.report.filter(reason__startswith="Not an e-mail address").count() == planned.no_address
    assert row.report.filter(reason__startswith="Names nobody").count() == planned.nobody
    assert row.report.filter(reason__startswith="Same person as row").count() == planned.twice
    assert Lead.objects.count() == Activity.objects.filter(kind="imported").count() == planned.good
    assert bytes(row.content) == b""


def test_the_same_list_again_changes_nothing(cast, now):
    first = bring(cast, now, as_csv(people(50)))
    again = bring(cast, now, as_csv(people(50)))
    assert (first.created, again.created, again.skipped) == (50, 0, 50)
    assert Counter(row.outcome for row in again.report.all()) == {"skipped": 50}
    assert again.report.first().reason == "Already here, Alice's lead."
    assert Activity.objects.filter(kind="imported").count() == 50


def test_a_killed_worker_leaves_whole_batches_and_the_next_goes_on(cast, now, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 20)
    told = {"workspace": cast.workspace, "by": cast.alice, "content": as_csv(people(70)), "name": "l.csv", "now": now}
    row = importing.take(**told, list_name="Expo", motion="outbound", owners=[cast.alice, cast.bob], mode="skip")
    importing.begin(row, now=now)
    table = importing.reopened(bytes(row.content), row.shape)
    whole = importing.write_batch
    begun = []

    def killed_at_the_third(*args, **kwargs):
        begun.append(1)
        if len(begun) == 3:
            raise KeyboardInterrupt
        whole(*args, **kwargs)

    monkeypatch.setattr(importing, "write_batch", killed_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        importing.run(row, now=now)
    row.refresh_from_db()
    assert (row.state, row.created, Lead.objects.count()) == ("running", 40, 40)
    monkeypatch.setattr(importing, "write_batch", whole)
    importing.write_batch(row, list(table.rows)[:20], now=now)  # a batch that is there already
    importing.run(row, now=now)
    assert (row.state, row.created, Lead.objects.count(), row.report.count()) == ("done", 70, 70, 70)
    assert Counter(Lead.objects.values_list("owner", flat=True)) == {cast.alice.pk: 35, cast.bob.pk: 35}
    importing.run(row, now=now)
    assert Lead.objects.count() == 70


def test_an_error_stops_the_import_with_a_sentence_and_it_can_go_on(cast, now, monkeypatch):
    told = {"workspace": cast.workspace, "by": cast.alice, "content": as_csv(people(5)), "name": "l.csv", "now": now}
    row = importing.take(**told, list_name="Expo", motion="outbound", owners=[], mode="skip")
    importing.begin(row, now=now)
    with monkeypatch.context() as broken:
        broken.setattr(settling, "decide", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            importing.run(row, now=now)
    assert row.state == "failed" and "nothing is half written" in row.error
    assert importing.begin(row, now=now)
    importing.run(row, now=now)
    assert (row.state, row.created) == ("done", 5)


def test_fill_adds_what_was_empty_and_overwrite_takes_the_file(cast, now):
    a_lead(cast.bob, phone="", title="Head of quality")
    line = "Ruta,Kazlauskaite,RUTA@pieno-kelias.example,+370 600 00 117,Pieno Kelias,Quality director\n"
    filled = bring(cast, now, HEADER + line, mode="fill")
    assert outcomes(filled) == [("updated", "Already here, Bob's lead. Filled in: phone.")]
    lead = Lead.objects.get()
    assert (lead.phone, lead.title, lead.given_name, lead.owner) == (
        "+37060000117",
        "Head of quality",
        "Rūta",
        cast.bob,
    )
    overwritten = bring(cast, now, HEADER + line, mode="overwrite")
    assert outcomes(overwritten)[0][0] == "updated"
    lead.refresh_from_db()
    assert (lead.title, lead.given_name) == ("Quality director", "Ruta")
    emptied = "Ruta,Kazlauskaite,ruta@pieno-kelias.example,,,\n"
    assert outcomes(bring(cast, now, HEADER + emptied, mode="overwrite"))[0][0] == "skipped"
    lead.refresh_from_db()
    assert lead.phone == "+37060000117"


def test_an_opt_out_outlives_lists(cast, now):
    gone = a_lead(cast.alice)
    opt_out(gone, channel="all", source="rep", at=now)
    gone.mark(Status.OPTED_OUT)
    removed = a_lead(cast.alice, email="jonas@kita-imone.example")
    opt_out(removed, channel="all", source="reply", at=now)
    removed.delete()
    row = bring(
        cast,
        now,
        HEADER + "Rūta,K,ruta@pieno-kelias.example,,,Boss\nJonas,P,jonas@kita-imone.example,,,\n",
        mode="overwrite",
    )
    assert outcomes(row) == [
        ("skipped", "Opted out; left as they are."),
        ("refused", "Opted out on 23 November 2026; a no outlives lists."),
    ]
    gone.refresh_from_db()
    assert (gone.title, gone.status) == ("Head of quality", "opted_out")


def test_a_no_that_the_list_brings_is_kept(cast, now):
    lead = a_lead(cast.alice)
    text = "E-mail,First name,Do not contact\nruta@pieno-kelias.example,Rūta,yes\nnew@kita.example,Ieva,x\n"
    text += "ok@kita.example,Ona,\n"
    row = bring(cast, now, text)
    assert [outcome for outcome, _reason in outcomes(row)] == ["refused", "refused", "created"]
    lead.refresh_from_db()
    assert lead.status == "opted_out" and lead.opted_out_of("email")
    assert OptOut.objects.filter(source="import").count() == 2
    bring(cast, now, text)
    assert OptOut.objects.count() == 2
    assert Activity.objects.filter(kind="opted_out", lead=lead).count() == 1


@pytest.mark.parametrize(
    ("line", "outcome", "reason"),
    [
        ("Jurgita,Lapė,jurgita(at)lapes.example,,,", "refused", "Not an e-mail address: jurgita(at)lapes.example"),
        (",,,,UAB Lapė,", "refused", "Names nobody: no e-mail, no phone and no name."),
        (",,info@lapes.example,,UAB Lapė,", "refused", "A shared address without a person's name."),
        ("Jurgita,,,,,", "created", "New lead; the company is not known."),
        (",,,8 600 00 118,,", "created", "New lead; the company is not known."),
        ("Jurgita,L,jurgita@gmail.com,,,", "created", "New lead; the company is not known."),
        ("Jurgita,L,j@lapes.example,,UAB „Lapės“,", "created", "New lead, new company."),
        ("Ona,L,ona@pieno-kelias.example,,,", "created", "New, at a company that is here."),
        ('Ona,L,,,"Pieno kelias, UAB",', "created", "New, at a company that is here."),
        ("Rūta,Kazlauskaitė,,,UAB Pieno Kelias,", "skipped", "Already here, Alice's lead."),
        ("RUTA,Kazlauskaite,other@x.example,+370 600 00117,,", "skipped", "Already here, Alice's lead."),
    ],
)
def test_each_row_says_why(cast, now, line, outcome, reason):
    a_lead(cast.alice)
    assert outcomes(bring(cast, now, HEADER + line + "\n")) == [(outcome, reason)]


def test_free_mail_never_makes_a_company(cast, now):
    bring(cast, now, HEADER + "A,B,a@gmail.com,,,\nC,D,c@gmail.com,,,\nE,F,e@inbox.lt,,Namai,\n")
    assert list(Account.objects.values_list("name", "domain")) == [("Namai", "")]


def test_spellings_of_one_company_make_one_account(cast, now):
    text = HEADER + (
        "A,B,a@baltagra.example,,UAB „Baltagra“,\nC,D,c@mail.baltagra.example,,Baltagra UAB,\n"
        "E,F,,+37060000001,BALTAGRA,\nG,H,g@baltagra.test-shop.example,,Baltagra Shop,\n"
    )
    bring(cast, now, text)
    assert sorted(Account.objects.values_list("domain", flat=True)) == ["baltagra.example", "test-shop.example"]
    assert Account.objects.get(domain="baltagra.example").leads.count() == 3


def test_what_has_no_field_is_kept_beside_the_lead(cast, now):
    bring(cast, now, "Vardas Pavardė;El. paštas;Stendas;Tel.\nRūta Kazlauskaitė;r@pk.example;B-214;nėra\n")
    lead = Lead.objects.get()
    assert (lead.given_name, lead.family_name) == ("Rūta", "Kazlauskaitė")
    assert lead.custom == {"Stendas": "B-214", "Phone": "nėra"}


def test_an_undo_removes_whom_nobody_has_touched_and_says_whom_it_kept(cast, now):
    here = a_lead(cast.alice, email="here@pieno-kelias.example", phone="")
    content = as_csv(people(10)) + b"Here,There,here@pieno-kelias.example,+37061111111,Pieno Kelias,,,,\n"
    row = bring(cast, now, content, mode="fill")
    assert (row.created, row.updated) == (10, 1)
    touched = Lead.objects.get(email=people(10)[3]["email"])
    record("note", workspace_id=cast.workspace.pk, lead=touched, key="n1", summary="Met her", at=now)
    later = now + timedelta(days=1)
    assert importing.undo(row, now=later) == (9, 1)
    assert importing.undo(row, now=later) == (0, 1)
    assert row.state == "undone"
    assert set(Lead.objects.all()) == {here, touched}
    assert [one.lead for one in importing.kept_by(row)] == [touched]
    assert set(Account.objects.all()) == {here.account, touched.account}


def test_nothing_of_another_workspace_is_matched_or_changed(cast, now):
    theirs = a_lead(cast.charlie)
    row = bring(cast, now, HEADER + "Rūta,K,ruta@pieno-kelias.example,,Pieno Kelias,Boss\n", mode="overwrite")
    assert row.created == 1
    theirs.refresh_from_db()
    assert theirs.title == "Head of quality" and theirs.account.workspace == cast.elsewhere


def test_marketing_brings_leads_to_those_who_work_them(cast, now):
    bring(cast, now, as_csv(people(4)), by=cast.mara, motion="outbound")
    assert set(Lead.objects.values_list("owner", flat=True)) == {cast.bob.pk}
    bring(cast, now, as_csv(people(8)[4:]), by=cast.mara, motion="inbound", list_name="Form")
    assert Lead.objects.filter(owner=cast.alice, motion="inbound").count() == 4


def test_a_preview_says_what_the_import_then_does(cast, now):
    a_lead(cast.bob)
    content = as_csv(flawed(300).rows) + b"R,K,ruta@pieno-kelias.example,,,,,,\n"
    told = {"workspace": cast.workspace, "by": cast.alice, "content": content, "name": "l.csv", "now": now}
    row = importing.take(**told, list_name="Expo", motion="outbound", owners=[], mode="fill")
    foreseen = [(one.person.number, one.outcome, one.reason) for one in importing.preview(row, now=now)]
    assert Lead.objects.count() == 1
    importing.begin(row, now=now)
    importing.run(row, now=now)
    assert foreseen == list(row.report.order_by("number").values_list("number", "outcome", "reason"))


def test_hostile_and_endless_cells_are_taken_as_words_or_refused(cast, now):
    nasty = ["'; DROP TABLE leads_lead;--", "{{ 7|add:7 }}", "<script>", "=cmd|' /C calc'!A0", "a" * 9000, "😀" * 500]
    nasty += ["\u202egnp.exe", "\ufeff", "ﷺ" * 90, "1e309", "-0", "NaN", "\\x00", "%00", "../../etc/passwd", "ß" * 300]
    fields = "First name,Last name,E-mail,Phone,Job title,Company,Website,LinkedIn,City,Country,Industry,Employees,"
    text = fields + "Turnover,Language,Stand\n"
    for place, cell in enumerate(nasty):
        quoted = '"' + cell.replace('"', '""') + '"'
        text += ",".join([quoted, quoted, f"n{place}@kita.example", *[quoted] * 12]) + "\n"
        text += ",".join([quoted, quoted, quoted, *[quoted] * 12]) + "\n"
    row = bring(cast, now, text)
    assert (row.state, row.settled, row.created) == ("done", 2 * len(nasty) - 1, len(nasty))
