from datetime import date

import pytest
from django.urls import reverse

from leadwright.leads.models import Lead, Status
from leadwright.pipeline.forms import plain_number
from leadwright.pipeline.models import Handoff, Opportunity, Stage
from tests.cast import a_mailbox
from tests.pipeline.stage import a_deal, a_qualified_lead, an_offer
from tests.qualification.stage import a_brief, a_reply

HTMX = {"HTTP_HX_REQUEST": "true"}


def at(name, pk=None):
    return reverse(f"pipeline:{name}", args=[pk] if pk else [])


def test_an_sdr_offers_from_the_lead_page_and_the_ae_accepts(cast, as_member):
    lead = a_qualified_lead(cast.alice)
    sdr = as_member(cast.alice)
    assert "Offer to the AE" in sdr.get(at("panel", lead.pk)).content.decode()
    answer = sdr.post(at("offer", lead.pk), {"to": cast.erin.pk, "note": "Audit"}, **HTMX)
    assert answer.status_code == 200 and "Waits for the AE" in answer.content.decode()
    offer = Handoff.objects.get()
    assert at("taking_back", offer.pk) in answer["HX-Trigger"]
    accepted = as_member(cast.erin).post(at("acceptance", offer.pk), **HTMX)
    assert accepted["HX-Redirect"] == at("opportunity", Opportunity.objects.get().pk)
    assert as_member(cast.erin).post(at("acceptance", offer.pk)).status_code == 303
    assert Opportunity.objects.count() == 1


def test_an_offer_goes_to_an_ae_of_this_workspace_only(cast, as_member):
    lead = a_qualified_lead(cast.alice)
    for to in (cast.bob.pk, cast.charlie.pk, 0):
        assert as_member(cast.alice).post(at("offer", lead.pk), {"to": to}, **HTMX).status_code == 422
    assert not Handoff.objects.exists()


def test_the_handoff_page_holds_what_an_ae_needs(cast, as_member):
    lead = a_qualified_lead(cast.alice)
    a_brief(lead)
    a_reply(lead, a_mailbox(cast.alice), intent="question", words="Does it fit our <b>trailers</b>?")
    page = as_member(cast.erin).get(at("handoff", an_offer(cast, lead).pk)).content.decode()
    for words in (
        "Records for the audit",
        "Urgency is known",
        "Does it fit our &lt;b&gt;trailers",
        "Audit in November",
    ):
        assert words in page
    assert "style=" not in page


def test_a_return_needs_a_reason_that_exists(cast, as_member):
    offer = an_offer(cast)
    ae = as_member(cast.erin)
    assert ae.post(at("giving_back", offer.pk), {"reason": "mood"}, **HTMX).status_code == 422
    assert ae.post(at("giving_back", offer.pk), {"reason": "no_need", "note": "x"}).status_code == 303
    assert Lead.objects.get().status == Status.ANSWERED


@pytest.mark.parametrize("name", ["acceptance", "giving_back"])
def test_only_the_ae_it_was_offered_to_or_a_manager_answers(cast, as_member, name):
    from leadwright.team.roles import Role
    from tests.cast import a_member

    offer = an_offer(cast)
    stranger = a_member(cast.workspace, "Felix Orr", Role.AE)
    given = {"reason": "no_need"}
    assert as_member(stranger).post(at(name, offer.pk), given).status_code == 403
    assert as_member(cast.alice).post(at(name, offer.pk), given).status_code == 403
    assert as_member(cast.dana).post(at(name, offer.pk), given).status_code == 303


def test_the_board_totals_each_column_and_moves_a_deal(cast, as_member):
    deal = a_deal(cast)
    Opportunity.objects.update(amount_cents=1_200_000)
    ae = as_member(cast.erin)
    page = ae.get(at("index")).content.decode()
    assert "12,000.00 EUR" in page and "style=" not in page
    answer = ae.post(f"{at('stage', deal.pk)}?from=board", {"to_stage": "demo"}, **HTMX)
    assert answer.status_code == 200 and 'id="board"' in answer.content.decode()
    assert Opportunity.objects.get().stage == Stage.DEMO
    undo = ae.post(f"{at('stage', deal.pk)}?to_stage=accepted&from=board", **HTMX)
    assert undo.status_code == 200 and Opportunity.objects.get().stage == Stage.ACCEPTED


def test_the_board_asks_for_the_amount_where_it_is_missing(cast, as_member):
    deal = a_deal(cast)
    ae = as_member(cast.erin)
    asked = ae.post(f"{at('stage', deal.pk)}?from=board", {"to_stage": "won"}, **HTMX)
    assert asked.status_code == 422 and "needs its amount" in asked.content.decode()
    given = {"to_stage": "won", "amount": "12 000,50", "won_reason": "The audit record"}
    assert ae.post(at("stage", deal.pk), given).status_code == 303
    assert Opportunity.objects.get().amount_cents == 1_200_050
    for page in (at("opportunity", deal.pk), at("forecast")):
        assert "The audit record" in ae.get(page).content.decode()


def test_a_lost_deal_may_send_its_lead_to_wait_for_a_date(cast, as_member):
    deal = a_deal(cast)
    given = {"to_stage": "lost", "lost_reason": "Budget next year", "revisit_on": "2030-03-01"}
    assert as_member(cast.erin).post(at("stage", deal.pk), given).status_code == 303
    assert Lead.objects.get().status == Status.WAITING


def test_a_deal_is_edited_by_its_owner(cast, as_member):
    deal = a_deal(cast)
    given = {"name": "Depots", "amount": "9,500", "next_step": "Demo", "next_step_on": "2026-12-04"}
    ae = as_member(cast.erin)
    assert ae.post(at("opportunity", deal.pk), {**given, "next_step_on": ""}, **HTMX).status_code == 422
    assert ae.post(at("opportunity", deal.pk), given, **HTMX).status_code == 200
    stored = Opportunity.objects.get()
    assert (stored.name, stored.amount_cents, stored.next_step_on) == ("Depots", 950_000, date(2026, 12, 4))
    assert as_member(cast.alice).post(at("opportunity", deal.pk), given).status_code == 403


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("panel", "get"),
        ("offer", "post"),
        ("handoff", "get"),
        ("acceptance", "post"),
        ("giving_back", "post"),
        ("taking_back", "post"),
        ("opportunity", "get"),
        ("stage", "post"),
    ],
)
def test_each_door_has_its_verb_its_roles_and_its_workspace(cast, as_member, name, verb):
    deal = a_deal(cast)
    pk = {"panel": deal.lead_id, "offer": deal.lead_id, "opportunity": deal.pk, "stage": deal.pk}.get(
        name, deal.handoff_id
    )
    if name != "opportunity":
        other = "post" if verb == "get" else "get"
        assert getattr(as_member(cast.dana), other)(at(name, pk)).status_code == 405
    outsider = cast.charlie
    outsider.role = "admin"
    outsider.save(update_fields=["role"])
    assert getattr(as_member(outsider), verb)(at(name, pk)).status_code == 404
    assert getattr(as_member(cast.mara), verb)(at(name, pk)).status_code == 403


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12,000.00", "12000.00"),
        ("12 000,00", "12000.00"),
        ("12.000,5", "12000.5"),
        ("12,000", "12000"),
        ("9500", "9500"),
        ("€ 9'500", "9500"),
    ],
)
def test_an_amount_is_read_as_people_write_it(written, number):
    assert plain_number(written) == number
