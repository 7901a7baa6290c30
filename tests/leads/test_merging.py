"""Two leads who are one person, and two again."""

import psycopg
import pytest
from django.db import connection, transaction

from leadwright.activities.models import Activity, Kind, record
from leadwright.cadences.enrolling import enrol
from leadwright.cadences.merging import merge_people
from leadwright.cadences.models import Enrolment
from leadwright.cadences.shipped import default_cadence
from leadwright.conversations import sending
from leadwright.inbox import watching
from leadwright.inbox.belonging import leads_with
from leadwright.kit.statements import run
from leadwright.leads.importing import import_file
from leadwright.leads.merging import MERGES, NotMerged, merge, references, unmerge
from leadwright.leads.models import Channel, Lead, OptOut, OtherAddress, Status, opt_out
from leadwright.leads.writing import STAYS_TWO
from leadwright.research.models import Brief, Fact
from tests.cast import a_lead, a_mailbox


@pytest.fixture
def two(cast):
    kept = a_lead(cast.alice, "ruta@pk.example", phone="", city="Kaunas")
    gone = a_lead(cast.bob, "r.kazlauskaite@pk.example", status=Status.ANSWERED, custom={"Stand": "B-214"})
    return kept, gone


def a_note(lead, now, key="n") -> Activity:
    record(Kind.NOTE, workspace_id=lead.workspace_id, key=f"{key}:{lead.pk}", summary="s", at=now, lead=lead)
    return Activity.objects.get(key=f"{key}:{lead.pk}")


def test_every_room_that_refers_to_a_lead_is_found():
    names = {f"{field.model._meta.label}.{field.name}" for field in references()}
    assert {
        "activities.Activity.lead",
        "research.Brief.lead",
        "leads.ImportRow.lead",
        "pipeline.Opportunity.lead",
    } <= names


def test_history_and_knowledge_come_together_and_go_apart_again(cast, now, two):
    kept, gone = two
    notes = [a_note(kept, now), a_note(gone, now)]
    Brief.objects.create(lead=kept, company="Dairy", updated_at=now)
    Brief.objects.create(lead=gone, company="Milk", need="a record", role="decides", updated_at=now)
    fact = Fact.objects.create(lead=gone, text="33 lorries", source="call", seen_on=now.date())
    made = merge_people(kept, gone, by=cast.alice, why="same profile", now=now)
    kept.refresh_from_db()
    assert list(Lead.objects.all()) == [kept] and set(kept.activities.all()) >= set(notes)
    assert (kept.phone, kept.city, kept.status) == ("+37060000117", "Kaunas", Status.ANSWERED)
    assert kept.custom == {"Stand": "B-214"} and kept.brief.company == "Dairy" and kept.brief.need == "a record"
    assert list(kept.facts.all()) == [fact] and OtherAddress.objects.get().address == gone.email
    back = unmerge(made, by=cast.dana, now=now)
    kept = Lead.objects.get(pk=kept.pk)
    assert (kept.phone, kept.status, kept.custom, kept.brief.need) == ("", Status.NEW, {}, "")
    assert (back.pk, back.email, back.owner, back.status) == (gone.pk, gone.email, cast.bob, Status.ANSWERED)
    assert back.brief.need == "a record" and back.brief.role == "decides" and list(back.facts.all()) == [fact]
    assert notes[1] in back.activities.all() and not OtherAddress.objects.exists()
    with pytest.raises(NotMerged):
        unmerge(made, by=cast.dana, now=now)


def test_the_strictest_no_counts_and_one_that_came_since_counts_for_both(cast, now, two):
    kept, gone = two
    opt_out(gone, channel=Channel.PHONE, source="rep", at=now)
    OptOut.objects.create(workspace=cast.workspace, address=gone.email, channel=Channel.EMAIL, source="list", at=now)
    made = merge_people(kept, gone, by=cast.alice, now=now)
    kept.refresh_from_db()
    assert kept.opted_out_of(Channel.EMAIL) and kept.opted_out_of(Channel.PHONE)
    opt_out(kept, channel=Channel.LINKEDIN, source="rep", at=now)
    back = unmerge(made, by=cast.alice, now=now)
    kept = Lead.objects.get(pk=kept.pk)
    assert OptOut.objects.channels_of([kept, back]) == {kept.pk: {"linkedin"}, back.pk: {"phone", "email", "linkedin"}}


def test_of_two_cadences_one_goes_on(cast, now, two):
    kept, gone = two
    cadence = default_cadence(cast.workspace, by=cast.dana, now=now)
    for lead, member in ((kept, cast.alice), (gone, cast.bob)):
        Lead.objects.filter(pk=lead.pk).update(status=Status.READY)
        Brief.objects.create(lead=lead, company="c", need="n", gap="g", good_at=now, updated_at=now)
        a_mailbox(member)
        enrol(lead, cadence=cadence, by=member, now=now)
    assert Enrolment.objects.active().count() == 2
    with pytest.raises(NotMerged, match="open"):
        merge(kept, gone, by=cast.alice, now=now)
    merge_people(kept, gone, by=cast.alice, now=now)
    states = {each.state: each for each in Enrolment.objects.filter(lead=kept)}
    assert set(states) == {"active", "stopped"} and "Merged with" in states["stopped"].ended_why


def test_whoever_writes_from_the_other_address_is_known_and_no_list_brings_them_back(cast, now, two):
    kept, gone = two
    merge_people(kept, gone, by=cast.alice, now=now)
    assert leads_with(a_mailbox(cast.alice), {gone.email}) == {gone.email: kept}
    file = f"First name,E-mail,Phone\nRūta,{gone.email},+37060000999\n".encode()
    row = import_file(workspace=cast.workspace, by=cast.bob, content=file, name="x.csv", list_name="X", now=now,
                      mode="overwrite")  # fmt: skip
    kept.refresh_from_db()
    assert (row.created, row.updated) == (0, 1) and kept.phone == "+37060000999" and kept.email == "ruta@pk.example"


def test_a_lead_without_an_address_takes_the_others(cast, now, two):
    kept, gone = two
    Lead.objects.filter(pk=kept.pk).update(email="")
    made = merge_people(kept, gone, by=cast.alice, now=now)
    kept.refresh_from_db()
    assert kept.email == gone.email and not OtherAddress.objects.exists()
    assert unmerge(made, by=cast.alice, now=now).email == gone.email and Lead.objects.get(pk=kept.pk).email == ""


def test_leads_of_two_companies_stay_two(cast, now):
    with pytest.raises(NotMerged):
        merge_people(a_lead(cast.alice), a_lead(cast.charlie, "x@y.example"), by=cast.alice, now=now)


def test_who_watches_or_sends_from_a_mailbox_of_the_same_number_keeps_nobody_waiting(cast):
    workspace = cast.workspace.pk
    told = connection.get_connection_params()
    address = {name: told[name] for name in ("dbname", "user", "password", "host", "port") if name in told}
    with psycopg.connect(**address) as another, transaction.atomic():
        another.execute(watching.TAKE, {"key": watching.WATCH_LOCK, "mailbox": workspace})
        another.execute(sending.TAKE_MAILBOX, {"key": sending.MAILBOX_LOCK, "mailbox": workspace})
        run("SET LOCAL lock_timeout = '2s'", {})
        run(STAYS_TWO, {"workspace": workspace})
        run(MERGES, {"workspace": workspace})
