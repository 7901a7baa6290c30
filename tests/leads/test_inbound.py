"""Somebody asks to hear from us: a lead at once, never twice, given by territory, with the clock running."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from leadwright.activities.first_touches import note_first_touches
from leadwright.activities.models import Activity, record
from leadwright.leads import asking, routing, territories
from leadwright.leads.models import Arrival, CustomField, Lead, OptOut, Source, Status, TerritoryRule, opt_out
from leadwright.leads.territories import Rule, Seat
from leadwright.reports.speed import speed
from leadwright.tasks.models import Leave
from leadwright.web import today
from tests.cast import a_lead, a_list

ONA = {"full_name": "Ona Lapė", "email": "Ona@Kita.example", "company": "UAB Kita", "country": "Lithuania"}


@pytest.fixture
def form(cast, now):
    told = {"workspace": cast.workspace, "at": now, "list": a_list(cast.workspace, "Site")}
    return Source.objects.create(name="Site", token="site-token", consent="You may write to me.", **told)


@pytest.fixture
def program(cast, now):
    kept = asking.kept_token("secret")
    return Source.objects.create(workspace=cast.workspace, at=now, name="CRM", kind="api", token=kept)


def post(source, **told):
    return Client().post(reverse("leads:ask", args=[source.token]), {"consent": "yes", **ONA, **told})


def send(told, token="secret", **headers):
    headers = {"Authorization": f"Bearer {token}", **headers}
    body = told if isinstance(told, str) else json.dumps(told)
    return Client().post(reverse("leads:inbound"), body, content_type="application/json", headers=headers)


def test_a_form_makes_a_lead_with_the_words_agreed_to(cast, form, stopped_clock):
    answer = post(form, message="Do you ship to Riga?")
    assert answer.status_code == 200 and "Thank you" in answer.content.decode()
    lead, arrival = Lead.objects.get(), Arrival.objects.get()
    assert (lead.name, lead.email, lead.country, lead.motion) == ("Ona Lapė", "ona@kita.example", "LT", "inbound")
    assert (lead.account.plain_name, lead.list, lead.owner) == ("kita", form.list, cast.alice)
    assert (arrival.consent, arrival.outcome) == ("You may write to me.", "created")
    assert "127.0.0.1" not in arrival.origin and arrival.origin
    assert "Do you ship to Riga?" in Activity.objects.get(lead=lead).summary


def test_a_character_that_no_database_keeps_is_left_out(cast, form, program):
    assert post(form, message="Do you\x00 ship?", **{"odd\x00name": "x"}).status_code == 200
    assert Arrival.objects.get().told["message"] == "Do you ship?"
    assert send({**ONA, "message": "And\x00 when?"}).status_code == 200


def test_who_is_here_is_known_again_and_gains_what_was_missing(cast, form):
    lead = a_lead(cast.bob, "ona@kita.example", given_name="Ona", family_name="Lapė", phone="", status=Status.FINISHED)
    post(form, phone="+37061234567")
    post(form)
    lead.refresh_from_db()
    assert Lead.objects.count() == 1 and lead.phone == "+37061234567"
    assert (lead.owner, lead.motion, lead.status) == (cast.bob, "inbound", Status.FINISHED)
    assert list(Arrival.objects.values_list("outcome", "lead")) == [("matched", lead.pk)] * 2


def test_a_no_that_was_said_before_still_stands(cast, form, now):
    lead = a_lead(cast.alice, "ona@kita.example")
    opt_out(lead, channel="all", source="rep", at=now)
    post(form)
    assert Lead.objects.get() == lead and OptOut.objects.covering(lead, "email").exists()


def test_the_form_refuses_programs_haste_and_nobody(cast, form, stopped_clock):
    assert Client().get(reverse("leads:ask", args=["no-such"])).status_code == 404
    assert Client().get(reverse("leads:ask", args=[form.token])).status_code == 200
    assert post(form, fax_number="1").status_code == 200 and not Arrival.objects.exists()
    assert post(form, consent="").status_code == 422 and not Lead.objects.exists()
    assert post(form, email="", full_name="").status_code == 422
    assert [post(form, email=f"p{n}@kita.example").status_code for n in range(5)] == [200] * 4 + [429]
    Source.objects.update(closed_at=form.at)
    assert post(form).status_code == 404


def test_a_program_posts_json_and_the_same_key_again_changes_nothing(cast, program, now):
    CustomField.objects.create(workspace=cast.workspace, key="trucks", name="Trucks", kind="number", at=now)
    told = {**ONA, "trucks": 40, "message": "Hi", "consent": "May call"}
    first, again = (
        send(told, **{"Idempotency-Key": "1"}),
        send({**told, "email": "x@y.example"}, **{"Idempotency-Key": "1"}),
    )
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "replayed": True}
    lead = Lead.objects.get()
    assert lead.custom == {"trucks": 40} and first.json()["lead"] == lead.pk
    assert Arrival.objects.get().consent == "May call"
    assert send(told).json()["outcome"] == "matched"


@pytest.mark.parametrize(
    ("told", "token", "status"),
    [
        (ONA, "wrong", 401),
        (ONA, "", 401),
        ("{", "secret", 400),
        ([ONA], "secret", 422),
        ({"email": ["a@b.example"]}, "secret", 422),
        ({"email": "not an address"}, "secret", 422),
        ({"full_name": "x" * 70_000}, "secret", 413),
    ],
)
def test_what_a_program_sends_wrongly_is_said(program, told, token, status):
    answer = send(told, token)
    assert answer.status_code == status and answer.json()["message"] and not Lead.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_by_one_address_are_one_lead(cast, program):
    codes = []

    def ask():
        try:
            codes.append(send(ONA).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(codes) == [200, 200, 200, 201]
    assert (Lead.objects.count(), Arrival.objects.count()) == (1, 4)


def a_territory(workspace, members, **given) -> TerritoryRule:
    rule = TerritoryRule.objects.create(workspace=workspace, **given)
    for member in members:
        routing.take_seat(rule, member)
    return rule


def test_the_first_territory_that_fits_gives_in_turn_and_passes_over_leave(cast, program, now, stopped_clock):
    baltic = {"field": "country", "test": "one_of", "value": "LT, LV"}
    a_territory(cast.workspace, [cast.erin], position=1, field="employees", test="at_least", value="500")
    a_territory(cast.workspace, [cast.alice, cast.bob], position=2, **baltic)
    for number in range(4):
        send({"full_name": "A B", "email": f"a@firm{number}.example", "country": "LV"})
    assert list(Lead.objects.order_by("pk").values_list("owner", flat=True)) == [cast.alice.pk, cast.bob.pk] * 2
    assert "next in turn" in Arrival.objects.latest("pk").why_owner
    send({"full_name": "Big", "email": "big@firm9.example", "country": "LV", "employees": "900"})
    assert Lead.objects.latest("pk").owner == cast.erin
    day = now.date()
    Leave.objects.create(workspace=cast.workspace, member=cast.alice, cover=cast.bob, first_on=day, last_on=day, at=now)
    for number in (20, 21):
        send({"full_name": "A B", "email": f"a@firm{number}.example", "country": "LT"})
    assert set(Lead.objects.order_by("-pk").values_list("owner", flat=True)[:2]) == {cast.bob.pk}
    send({"full_name": "Their colleague", "email": "c@firm0.example", "country": "LT"})
    assert Lead.objects.latest("pk").owner == cast.alice  # whoever works the company gets their colleagues
    came = Arrival.objects.select_related("lead__account", "source").order_by("pk")
    tried = routing.dry_run(cast.workspace, came, now=now)
    assert [given.member for _arrival, given in tried][4] == cast.erin
    assert any("does not fit" in why or "not known" in why for _arrival, given in tried for why in given.passed)


@pytest.mark.parametrize(
    ("rule", "told", "fits"),
    [
        (Rule(1, "country", "one_of", "lt, LV"), {"country": "LT"}, True),
        (Rule(1, "country", "one_of", "LT"), {"country": ""}, False),
        (Rule(1, "industry", "has_word", "food,dairy"), {"industry": "Dairy & cheese"}, True),
        (Rule(1, "industry", "has_word", "foo"), {"industry": "Food"}, False),
        (Rule(1, "employees", "at_least", "50"), {"employees": "50"}, True),
        (Rule(1, "employees", "at_most", "50"), {"employees": "51"}, False),
        (Rule(1), {}, True),
    ],
)
def test_whether_a_territory_fits(rule, told, fits):
    assert (territories.against(rule, told) == "") is fits


def test_turns_are_fair_over_many():
    rules = [Rule(1, seats=(Seat(1), Seat(2, 3), Seat(3, here=False)))]
    for _ in range(9):
        rules = territories.with_one_more(rules, territories.choose(rules, {}))
    assert [seat.given for seat in rules[0].seats] == [6, 6, 0]


def test_whoever_asks_is_on_top_of_today_and_the_first_touch_stops_the_clock(cast, form, now, stopped_clock):
    lead = a_lead(cast.alice, "ona@kita.example", status=Status.WORKING, created_at=now - timedelta(days=90))
    post(form)

    def first():
        groups = today.queue(cast.alice, now + timedelta(minutes=7), only="inbound", most=5)
        return [item for group in groups for item in group.items]

    Arrival.objects.update(at=now)
    assert [item.lead.pk for item in first()] == [lead.pk] and "7 min" in first()[0].why
    call = {"workspace_id": cast.workspace.pk, "summary": "Called", "lead": lead, "member": cast.alice}
    record("call", **call, key="1", at=now - timedelta(days=1))
    note_first_touches()
    assert Arrival.objects.get().touched_at is None
    at = now + timedelta(minutes=4)
    record("call", **call, key="2", at=at)
    assert first() == []
    note_first_touches()
    note_first_touches()
    arrival = Arrival.objects.get()
    assert (arrival.touched_at, arrival.touched_by) == (at, cast.alice)
    row = speed(cast.workspace, since=None)[0]
    assert (row["name"], row["came"], row["median"], row["soon"], row["waiting"]) == ("Alice Marlowe", 1, 4, 1, 0)


def test_a_manager_opens_a_source_and_sees_a_token_once(cast, as_member):
    client, page = as_member(cast.dana), reverse("leads:sources")
    answer = client.post(page, {"name": "CRM", "kind": "api"})
    token = answer.context["new_token"]
    assert token in answer.content.decode() and token not in client.get(page).content.decode()
    assert send(ONA, token).status_code == 201
    source = Source.objects.get()
    assert token not in source.token
    client.post(reverse("leads:source", args=[source.pk]), {"token": "new"})
    assert send(ONA, token).status_code == 401
    client.post(page, {"name": "Site", "kind": "form", "consent": "May write", "thanks": "https://kita.example/thanks"})
    site = Source.objects.get(kind="form")
    shown = client.get(page).content.decode()
    assert reverse("leads:ask", args=[site.token]) in shown and "May write" in shown
    answer = post(site)
    assert (answer.status_code, answer["Location"]) == (303, "https://kita.example/thanks")
    assert as_member(cast.alice).get(page).status_code == 403
    assert as_member(cast.charlie).post(reverse("leads:source", args=[site.pk]), {}).status_code in {403, 404}


def test_a_manager_changes_territories(cast, as_member):
    client, page = as_member(cast.dana), reverse("leads:territories")
    asked = {"field": "country", "test": "one_of", "value": "LT", "members": [cast.alice.pk, cast.bob.pk]}
    assert client.post(page, {**asked, "value": ""}).status_code == 422
    assert client.post(page, asked).status_code == 303
    rule = TerritoryRule.objects.get(field="country")
    assert set(rule.seats.values_list("member", flat=True)) == {cast.alice.pk, cast.bob.pk}
    one = reverse("leads:territory", args=[rule.pk])
    client.post(one, {**asked, "members": [cast.bob.pk]})
    assert set(rule.seats.values_list("member", flat=True)) == {cast.bob.pk}
    rest = TerritoryRule.objects.get(field="")
    assert client.post(reverse("leads:territory", args=[rest.pk]), {"removed": "1"}).status_code == 422
    client.post(one, {"removed": "1"})
    assert TerritoryRule.objects.get() == rest
