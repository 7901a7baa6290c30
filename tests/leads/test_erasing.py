"""One person gone in one act, and who was erased stays away."""

from datetime import timedelta

import pytest

from leadwright.activities.models import Activity, Kind, record
from leadwright.conversations.models import Conversation, Message
from leadwright.leads import erasing
from leadwright.leads.importing import import_file
from leadwright.leads.models import Channel, Erasure, ImportRow, Lead, OptOut, Retention, Status, opt_out
from leadwright.pipeline.models import Opportunity
from leadwright.research.models import Fact
from tests.cast import a_lead, a_mailbox

ROW = "Rūta,Kazlauskaitė,ruta@pk.example,+37060000117\n"


def bring(cast, now, rows=ROW, mode="fill"):
    file = f"First name,Last name,E-mail,Phone\n{rows}".encode()
    return import_file(
        workspace=cast.workspace, by=cast.alice, content=file, name="x.csv", list_name="X", mode=mode, now=now
    )


def test_nothing_that_names_them_is_left_and_no_list_brings_them_back(cast, now):
    bring(cast, now, ROW + "Rūta,K,ruta@pk.example,x\n")
    lead = Lead.objects.get()
    box = a_mailbox(cast.alice)
    talk = Conversation.objects.create(workspace=cast.workspace, lead=lead, mailbox=box, started_at=now, subject="Rūta")
    Message.objects.create(
        workspace=cast.workspace, conversation=talk, mailbox=box, lead=lead, outbound=True, state="sent",
        message_id="<1@x>", sender=box.address, recipient=lead.email, text="Labas, Rūta", at=now,
    )  # fmt: skip
    Fact.objects.create(lead=lead, text="Rūta leads quality", source="call", seen_on=now.date())
    record(Kind.NOTE, workspace_id=cast.workspace.pk, key="n", summary="Rūta called", at=now, lead=lead)
    erasing.erase(lead, by=cast.dana, now=now)
    erasing.erase(lead, by=cast.dana, now=now)
    rows = (Lead, Activity, Message, Conversation, Fact)
    assert not any(model.objects.exists() for model in rows)
    assert not ImportRow.objects.filter(cells__contains=["ruta@pk.example"]).exists()
    assert Erasure.objects.count() == 2 and not Erasure.objects.filter(mark__contains="ruta").exists()
    for text in (ROW, "R.,K,RUTA@pk.example,\n", "Rūta,Kazlauskaite,new@pk.example,8 600 00117\n"):
        again = bring(cast, now, text)
        assert (again.created, again.refused) == (0, 1) and "erased person" in again.report.get().reason
    assert bring(cast, now, "Ana,B,ana@pk.example,\n").created == 1


def test_a_no_outlives_its_person(cast, now):
    lead = a_lead(cast.alice, "ruta@pk.example")
    opt_out(lead, channel=Channel.ALL, source="reply", words="no!", at=now)
    erasing.erase(lead, by=cast.dana, now=now)
    assert OptOut.objects.get().address == "ruta@pk.example"


def test_a_deal_keeps_its_figures_and_nobodys_name(cast, now):
    lead = a_lead(cast.alice, "ruta@pk.example", status=Status.QUALIFIED)
    deal = Opportunity.objects.create(**a_deal(cast, lead, now))
    record(Kind.NOTE, workspace_id=cast.workspace.pk, key="n", summary="Rūta called", at=now, lead=lead)
    erasing.erase(lead, by=cast.dana, now=now)
    deal.refresh_from_db()
    lead.refresh_from_db()
    assert deal.lead == lead and (lead.email, lead.given_name, lead.phone) == ("", "", "")
    assert not Activity.objects.filter(summary="Rūta called").exists()


def a_deal(cast, lead, now) -> dict:
    from tests.house.world import furnish

    world = furnish(cast, now)
    told = {field.attname: getattr(world.opportunity, field.attname) for field in Opportunity._meta.concrete_fields}
    return {
        **{name: value for name, value in told.items() if name not in {"id", "lead_id", "handoff_id"}},
        "lead": lead,
    }


def test_a_rule_erases_whom_nothing_was_heard_of(cast, now):
    old = a_lead(cast.alice, "old@pk.example", status=Status.DISQUALIFIED, created_at=now - timedelta(days=800))
    heard = a_lead(cast.alice, "heard@pk.example", status=Status.DISQUALIFIED, created_at=now - timedelta(days=800))
    record(Kind.NOTE, workspace_id=cast.workspace.pk, key="n", summary="s", at=now - timedelta(days=30), lead=heard)
    a_lead(cast.alice, "working@pk.example", status=Status.WORKING, created_at=now - timedelta(days=800))
    rule = Retention.objects.create(
        workspace=cast.workspace, status=Status.DISQUALIFIED, months=24, by=cast.dana, at=now
    )
    assert list(erasing.due(rule, now=now)) == [old] and Lead.objects.count() == 3
    assert erasing.apply_all_rules(now=now) == 1 and not Lead.objects.filter(pk=old.pk).exists()
    assert erasing.apply_rules(cast.workspace, now=now) == 0 and Erasure.objects.filter(why="retention").exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_restore_the_erased_are_erased_again(transactional_db, settings, tmp_path, now):
    from leadwright.leads.replaying import replay
    from tests import cast as people

    settings.HOME = tmp_path
    cast = people.assemble()
    lead = a_lead(cast.alice, "ruta@pk.example")
    erasing.erase(lead, by=cast.dana, now=now)
    Erasure.objects.all().delete()
    a_lead(cast.alice, "ruta@pk.example", pk=lead.pk)
    a_lead(cast.alice, "ana@pk.example", given_name="Ana")
    assert replay(now=now).erased_again == 1
    assert Lead.objects.get().email == "ana@pk.example" and Erasure.objects.count() == 2
    assert "ruta" not in (tmp_path / "journal" / "noes.jsonl").read_text()
