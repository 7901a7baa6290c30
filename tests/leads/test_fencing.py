"""A restored or copied database sends nothing until an operator says so, and forgets no opt-out."""

import json
from datetime import timedelta

import pytest
from django.db import connection, transaction

from leadwright.leads import fencing, journal
from leadwright.leads.fencing import join_fence, open_fence, why_closed
from leadwright.leads.models import Channel, Fence, Lead, OptOut, Status, opt_out
from leadwright.leads.replaying import replay
from tests import cast as people
from tests.cast import a_lead

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = ("leads_optout", "leads_lead", "leads_fence")


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def cast(home, transactional_db):
    return people.assemble()


class Backup:
    """Last night's copy of what this test is about, put back as it was."""

    def __enter__(self):
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"CREATE TABLE backup_{table} AS TABLE {table}")
        return self

    def restore(self):
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")
            for table in reversed(TABLES):
                cursor.execute(f"INSERT INTO {table} TABLE backup_{table}")

    def __exit__(self, *_ignored):
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DROP TABLE backup_{table}")


def test_a_new_installation_opens_by_itself_and_stays_open(cast, now):
    assert why_closed(now=now) == "" == why_closed(now=now + timedelta(minutes=1))
    assert Fence.objects.get().epoch == 2 == fencing.read_mark().epoch


def test_a_thousand_opt_outs_since_the_backup_are_there_after_the_restore(cast, now):
    leads = [a_lead(cast.alice, f"p{number}@pk.example", created_at=now) for number in range(1_000)]
    why_closed(now=now)
    with Backup() as backup:
        for at, lead in enumerate(leads):
            opt_out(lead, channel=Channel.ALL if at % 2 else Channel.EMAIL, source="one_click", at=now)
        slip = OptOut.objects.get(lead=leads[0])
        OptOut.objects.filter(pk=slip.pk).take_back()
        why_closed(now=now + timedelta(minutes=1))
        backup.restore()
    assert "restored" in why_closed(now=now + timedelta(hours=1)) and not OptOut.objects.exists()
    done = replay(now=now)
    assert (done.standing, done.kept_again) == (999, 999) and replay(now=now).kept_again == 0
    assert OptOut.objects.filter(lead=None).count() == 0 and OptOut.objects.count() == 999
    assert Lead.objects.filter(status=Status.OPTED_OUT).count() == 500
    assert "restored" in why_closed(now=now + timedelta(hours=2))
    open_fence(now=now)
    assert why_closed(now=now + timedelta(hours=3)) == ""


def test_a_lead_who_got_the_number_of_a_lost_one_is_not_taken_for_them(cast, now):
    lost = a_lead(cast.alice, "lost@pk.example")
    opt_out(lost, channel=Channel.ALL, source="form", at=now)
    number = lost.pk
    OptOut.objects.all().delete()
    lost.delete()
    other = a_lead(cast.alice, "other@pk.example", pk=number, created_at=now + timedelta(days=1))
    replay(now=now)
    other.refresh_from_db()
    assert not other.opted_out_of(Channel.EMAIL) and other.status == Status.NEW
    assert OptOut.objects.get().address == "lost@pk.example"


def test_a_copy_elsewhere_sends_nothing(cast, now, settings, tmp_path):
    a_lead(cast.alice)
    why_closed(now=now)
    settings.HOME = tmp_path / "elsewhere"
    settings.HOME.mkdir()
    assert "copy" in why_closed(now=now) and not fencing.place().exists()
    open_fence(now=now)
    assert why_closed(now=now) == ""
    settings.HOME = tmp_path
    assert "another installation" in why_closed(now=now)


def test_another_machine_joins_by_an_operators_word(cast, now, settings, tmp_path):
    a_lead(cast.alice)
    why_closed(now=now)
    settings.HOME = tmp_path / "beside"
    settings.HOME.mkdir()
    assert why_closed(now=now)
    join_fence()
    assert why_closed(now=now) == ""


def test_a_database_made_anew_in_an_old_home_is_no_restore(cast, now):
    why_closed(now=now)
    Fence.objects.all().delete()
    assert why_closed(now=now) == ""
    a_lead(cast.alice)
    Fence.objects.all().delete()
    assert "restored" in why_closed(now=now)


def test_the_timer_sends_nothing_while_the_fence_is_closed(cast, now, monkeypatch, caplog):
    from leadwright.cadences import jobs

    sent = []
    monkeypatch.setattr(jobs, "send_due", lambda **given: sent.append(given))
    a_lead(cast.alice)
    jobs.send_mail()
    assert len(sent) == 1
    fencing.place().unlink()
    jobs.send_mail()
    assert len(sent) == 1 and "leadwright fence" in caplog.text


def test_a_no_that_is_not_committed_does_not_stand_in_the_journal(cast, now):
    lead = a_lead(cast.alice)
    with transaction.atomic():
        opt_out(lead, channel=Channel.ALL, source="rep", at=now)
        transaction.set_rollback(True)
    assert list(journal.lines()) == []


def test_a_line_that_a_power_cut_tore_loses_no_other(cast, now):
    lead = a_lead(cast.alice)
    opt_out(lead, channel=Channel.EMAIL, source="form", at=now)
    with journal.place().open("a") as file:
        file.write('{"what": "opt_')
    opt_out(lead, channel=Channel.PHONE, source="form", words="private", at=now)
    told = list(journal.lines())
    assert [line["channel"] for line in told] == ["email", "phone"] and told[1]["phone"] == lead.phone
    assert "private" not in json.dumps(told) and journal.place().stat().st_mode & 0o777 == 0o600
