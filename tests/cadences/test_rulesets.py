"""The settings that cadences share: what an answer does, who is put on, how many, in which hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leadwright.cadences import answering
from leadwright.cadences.calling import call_made
from leadwright.cadences.calling_law import LAW, lawful
from leadwright.cadences.enrolling import enrol, enrol_all, enrol_despite
from leadwright.cadences.guards import last_look
from leadwright.cadences.hours import CALL_HOURS, Week, of_table, week
from leadwright.cadences.models import Absence, Echo, Enrolment, Hold, Refusal, Ruleset
from leadwright.cadences.rules import default_ruleset
from leadwright.cadences.snapshots import place_of
from leadwright.cadences.stopping import hold_all, resume
from leadwright.conversations.models import Message
from leadwright.conversations.writing import queue_email
from leadwright.leads.models import Status
from leadwright.leads.places import zone_of_phone
from leadwright.tasks.models import Leave, Task
from tests.cadences.floor import a_cadence, a_good_lead, on, run, tick
from tests.cast import a_mailbox

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MAIL = {"kind": "email", "subject": "For {{ lead.given_name }}"}


@pytest.fixture
def cadence(cast, now):
    return a_cadence(cast.alice, MAIL, {"kind": "email", "wait_days": 2}, {"kind": "call", "wait_days": 2}, now=now)


@pytest.fixture
def rules(cast):
    return default_ruleset(cast.workspace)


def say(rules, **settings):
    Ruleset.objects.filter(pk=rules.pk).update(**settings)


@pytest.fixture
def colleagues(cast, cadence, now):
    """Three of one company, and somebody of another one."""
    addresses = ["ruta@one.example", "jonas@one.example", "egle@one.example", "vytas@two.example"]
    return [on(cadence, cast.alice, now=now, email=address) for address in addresses]


@pytest.mark.parametrize(
    ("on_company", "state", "code"),
    [("nothing", "active", ""), ("delay", "active", "company_answered"), ("hold", "active", "company_answered"),
     ("stop", "stopped", "")],
)  # fmt: skip
def test_an_answer_reaches_the_colleagues_as_the_rules_say(cast, now, rules, colleagues, on_company, state, code):
    say(rules, on_company=on_company)
    ruta, jonas, egle, vytas = colleagues
    assert answering.answered(ruta.lead, themselves=True, why="They answered.", now=now)
    assert Echo.objects.get().lead == ruta.lead
    reached = answering.spread(now)
    assert (reached, Echo.objects.count()) == (0 if on_company == "nothing" else 2, 0)
    for each in colleagues:
        each.refresh_from_db()
    assert (ruta.state, ruta.ended_code) == ("stopped", "answered")
    assert {jonas.state, egle.state} == {state}
    assert vytas.state == "active" and not vytas.holds.exists()
    if code:
        hold = jonas.holds.get()
        assert (hold.code, hold.reason) == (code, "Rūta Kazlauskaitė of the same company answered.")
        assert (hold.until is None) is (on_company == "hold")
    if state == "stopped":
        assert jonas.ended_why == "Rūta Kazlauskaitė of the same company answered."
        assert (
            jonas.lead.status == Status.READY or type(jonas.lead).objects.get(pk=jonas.lead_id).status == Status.READY
        )


def test_no_mail_leaves_to_a_company_before_it_was_looked_at(cast, now, colleagues):
    ruta, jonas, _egle, vytas = colleagues
    tick(now + 3 * HOUR)
    for each in (jonas, vytas):
        message = Message.objects.filter(lead=each.lead).first() or pytest.fail("nothing was written")
        message.at = now + 3 * HOUR
        assert last_look([message])[0] == ""
    answering.answered(ruta.lead, themselves=True, why="They answered.", now=now + 3 * HOUR)
    told = {each.pk: last_look([Message.objects.get(lead=each.lead)])[0] for each in (jonas, vytas)}
    assert "colleague" in told[jonas.pk] and told[vytas.pk] == ""


def test_a_free_mail_domain_is_no_company(cast, now, cadence, rules):
    say(rules, on_company="stop")
    people = [on(cadence, cast.alice, now=now, email=f"{name}@gmail.example") for name in ("a", "b")]
    for each in people:
        type(each.lead).objects.filter(pk=each.lead_id).update(account=None)
        each.lead.refresh_from_db()
    answering.answered(people[0].lead, themselves=True, why="They answered.", now=now)
    assert (Echo.objects.count(), answering.spread(now)) == (0, 0)


@pytest.mark.parametrize(
    ("themselves", "settings", "state", "marked"),
    [
        (True, {}, "stopped", True),
        (True, {"on_reply": "go_on"}, "active", False),
        (False, {"on_reply": "go_on"}, "stopped", True),
        (False, {"on_others_reply": "go_on"}, "active", False),
        (False, {"on_others_reply": "hold"}, "held", False),
    ],
)
def test_who_answered_decides_what_it_does(cast, now, cadence, rules, themselves, settings, state, marked):
    say(rules, **settings, reply_hold_days=3)
    enrolment = on(cadence, cast.alice, now=now)
    assert answering.answered(enrolment.lead, themselves=themselves, why="They wrote.", now=now) is marked
    enrolment.refresh_from_db()
    if state != "held":
        assert enrolment.state == state
        return
    assert enrolment.holds.get().ends == "answered"
    run(now, days=5)
    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.ended_code) == ("stopped", "answered")
    assert not Message.objects.exists()


def test_a_talk_ends_the_cadence_unless_its_steps_look_at_it(cast, now, rules):
    steps = ({"kind": "call"}, {**MAIL, "wait_days": 1, "asks": "reached"})
    enrolment = on(a_cadence(cast.alice, *steps, now=now), cast.alice, now=now)
    say(rules, on_reached="go_on")
    tick(now + HOUR)
    call_made(Task.objects.get(), disposition="reached", note="", by=cast.alice, now=now + 2 * HOUR)
    run(now + 2 * HOUR, days=3)
    assert Message.objects.get(lead=enrolment.lead).state == "sent"


def test_who_is_away_is_away_in_every_cadence_until_somebody_says_otherwise(cast, now, cadence):
    lead = a_good_lead(cast.alice, now=now, country="")
    a_mailbox(cast.alice)
    back = now + 4 * DAY
    hold_all(lead, code="out_of_office", reason="Back on Friday.", until=back, now=now)
    hold_all(lead, code="out_of_office", reason="Sooner.", until=now + DAY, now=now)
    assert Absence.objects.get().until == back
    enrolment = enrol(lead, cadence=cadence, by=cast.alice, now=now)
    assert (enrolment.holds.get().until, enrolment.due_at >= back) == (back, True)
    assert "Back on Friday." in enrolment.due_why
    resume(enrolment, by=cast.alice, now=now + HOUR)
    assert not Absence.objects.filter(lifted_at=None).exists()
    other = a_good_lead(cast.alice, "jonas@two.example", now=now, country="")
    assert not Hold.objects.filter(enrolment=enrol(other, cadence=cadence, by=cast.alice, now=now)).exists()


def outcome(lead, cadence, by, now):
    found = enrol(lead, cadence=cadence, by=by, now=now)
    return found.code if isinstance(found, Refusal) else "enrolled"


def refused_by(settings, cast, cadence, now, rules, *, before=None, **fields):
    a_mailbox(cast.alice)
    a_mailbox(cast.bob)
    if before:
        before()
    say(rules, **settings)
    return outcome(a_good_lead(cast.alice, "next@one.example", now=now, **fields), cadence, cast.alice, now)


def test_a_cool_down_since_any_touch(cast, now, cadence, rules):
    lead = a_good_lead(cast.alice, now=now)
    a_mailbox(cast.alice)
    task = Task.objects.create(workspace=cast.workspace, lead=lead, owner=cast.bob, kind="call", title="Call", key="x",
                               due_at=now, created_at=now)  # fmt: skip
    call_made(task, disposition="no_answer", note="", by=cast.bob, now=now)
    say(rules, cool_down_days=10)
    assert outcome(lead, cadence, cast.alice, now + 9 * DAY) == "cool_down"
    assert outcome(lead, cadence, cast.alice, now + 11 * DAY) == "enrolled"


@pytest.mark.parametrize(("most", "expected"), [(0, ["enrolled"] * 3), (2, ["enrolled", "enrolled", "company_busy"])])
def test_so_many_of_a_company_at_once(cast, now, cadence, rules, most, expected):
    a_mailbox(cast.alice)
    say(rules, company_at_once=most)
    leads = [a_good_lead(cast.alice, f"p{n}@one.example", now=now) for n in range(3)]
    found = enrol_all(leads, cadence=cadence, by=cast.alice, now=now)
    assert [getattr(each, "code", "enrolled") for each in found] == expected


def test_a_company_that_a_colleague_works_or_that_is_in_a_deal(cast, now, cadence, rules):
    a_mailbox(cast.alice)
    other = a_good_lead(cast.bob, "b@one.example", now=now, status=Status.ANSWERED)
    lead = a_good_lead(cast.alice, "a@one.example", now=now)
    say(rules, one_owner_a_company=True)
    assert outcome(lead, cadence, cast.alice, now) == "company_owned"
    assert "Bob" in Refusal.objects.get(lead=lead).sentence
    type(other).objects.filter(pk=other.pk).update(status=Status.QUALIFIED)
    say(rules, one_owner_a_company=False)
    assert outcome(lead, cadence, cast.alice, now) == "company_in_deal"
    kept = enrol_despite(lead, code="company_in_deal", why="Erin asked.", cadence=cadence, by=cast.dana, now=now)
    assert isinstance(kept, Enrolment) and kept.override.why == "Erin asked."


@pytest.mark.parametrize(
    ("fields", "expected"),
    [({"country": "CA"}, "consent_needed"), ({"country": "CA", "motion": "inbound"}, "enrolled"), ({}, "enrolled")],
)
def test_where_the_law_asks_for_consent(cast, now, cadence, rules, fields, expected):
    assert refused_by({}, cast, cadence, now, rules, **fields) == expected


@pytest.mark.parametrize(
    ("custom", "expected"),
    [
        ({}, "address_not_verified"),
        ({"Email Status": "Catch-all"}, "address_not_verified"),
        ({"Email Status": "Verified"}, "enrolled"),
        ({"email_verified": "true"}, "enrolled"),
        ({"Email Status": "invalid"}, "address_invalid"),
    ],
)
def test_an_address_that_nobody_verified_where_the_rules_ask_for_it(cast, now, cadence, rules, custom, expected):
    assert refused_by({"needs_verified": True}, cast, cadence, now, rules, custom=custom) == expected


def test_an_address_that_the_list_calls_invalid_is_refused_whatever_the_rules(cast, now, cadence, rules):
    assert refused_by({}, cast, cadence, now, rules, custom={"Email Status": "undeliverable"}) == "address_invalid"


def test_an_address_at_which_a_mail_stayed_is_verified(cast, now, cadence, rules):
    say(rules, needs_verified=True)
    lead, box = a_good_lead(cast.alice, now=now), a_mailbox(cast.alice)
    mail = queue_email(
        lead=lead, mailbox=box, author=cast.alice, subject="A", text="B", automatic=False, due_at=now, now=now
    )
    assert outcome(lead, cadence, cast.alice, now) == "address_not_verified"
    Message.objects.filter(pk=mail.pk).update(state=Message.State.SENT, at=now)
    assert outcome(lead, cadence, cast.alice, now + 2 * DAY) == "address_not_verified"
    assert outcome(lead, cadence, cast.alice, now + 4 * DAY) == "enrolled"


def test_a_first_mail_that_would_lack_a_field_is_told_at_enrolment(cast, now, cadence, rules):
    assert refused_by({}, cast, cadence, now, rules, given_name="") == "missing_field"
    say(rules, needs_words=False)
    assert outcome(a_good_lead(cast.alice, "x@two.example", now=now, given_name=""), cadence, cast.alice, now) == (
        "enrolled"
    )


def test_the_brief_matters_where_the_rules_say_so(cast, now, cadence, rules):
    a_mailbox(cast.alice)
    lead = a_good_lead(cast.alice, now=now)
    lead.brief.good_at = None
    lead.brief.save()
    assert outcome(lead, cadence, cast.alice, now) == "brief_not_good"
    say(rules, needs_good_brief=False)
    assert outcome(lead, cadence, cast.alice, now) == "enrolled"


@pytest.mark.parametrize(
    ("limit", "code"),
    [("person_adds_a_day", "person_full"), ("person_at_once", "person_full"), ("cadence_adds_a_day", "cadence_full"),
     ("cadence_at_once", "cadence_full")],
)  # fmt: skip
def test_so_many_a_day_and_at_once_for_each_person_and_cadence(cast, now, cadence, rules, limit, code):
    a_mailbox(cast.alice)
    a_mailbox(cast.bob)
    say(rules, **{limit: 2})
    leads = [a_good_lead(cast.alice, f"p{n}@c{n}.example", now=now) for n in range(3)]
    found = enrol_all(leads, cadence=cadence, by=cast.dana, now=now)
    assert [getattr(each, "code", "enrolled") for each in found] == ["enrolled", "enrolled", code]
    of_bob = a_good_lead(cast.bob, "b@d.example", now=now)
    assert outcome(of_bob, cadence, cast.dana, now) == ("enrolled" if "person" in limit else code)
    tomorrow = outcome(leads[2], cadence, cast.dana, now + 25 * HOUR)
    assert tomorrow == ("enrolled" if "adds" in limit else code)


def test_the_cadences_own_hours_hold_for_planning_and_for_the_last_look(cast, now, cadence, rules):
    say(rules, mail_week=["", "13:00-17:00", "", "", "", "", ""])
    enrolment = on(cadence, cast.alice, now=now)
    assert (enrolment.due_at.weekday(), enrolment.due_at.hour in {13, 14}) == (1, True)
    run(now, days=3)
    message = Message.objects.filter(lead=enrolment.lead).earliest("pk")
    assert message.at.weekday() == 1
    message.at = now
    assert "outside their hours" in last_look([message])[0]


def test_mail_waits_while_its_sender_is_on_leave(cast, now, cadence, rules):
    away = {"first_on": now.date(), "last_on": now.date() + DAY, "cover": cast.bob, "at": now}
    Leave.objects.create(workspace=cast.workspace, member=cast.alice, **away)
    enrolment = on(cadence, cast.alice, now=now)
    assert enrolment.due_at.date() == now.date() + 2 * DAY
    run(now, days=3)
    message = Message.objects.get(lead=enrolment.lead)
    message.at = now + 2 * HOUR
    assert "on leave" in last_look([message])[0]
    say(rules, waits_for_leave=False)
    assert last_look([message])[0] == ""


def test_calls_wait_for_the_calling_list_where_there_is_one(cast, now, rules):
    say(rules, calling_list_countries=["LT"])
    calls = a_cadence(cast.alice, {"kind": "call"}, {"kind": "other"}, now=now)
    for email, custom in (("a@one.example", {}), ("b@two.example", {"calling_list_checked": "2026-11-20"})):
        on(calls, cast.alice, now=now, email=email, custom=custom, country="LT")
    tick(now + HOUR)
    assert sorted(Task.objects.values_list("lead__email", "kind")) == [
        ("a@one.example", "other"),
        ("b@two.example", "call"),
    ]
    assert Refusal.objects.get().code == "calling_list"


@pytest.mark.parametrize(
    ("phone", "zone"),
    [("+12125550123", "America/New_York"), ("+37060000117", "Europe/Vilnius"), ("+12", ""), ("", ""), ("x", "")],
)
def test_a_number_may_name_the_zone(phone, zone):
    assert zone_of_phone(phone) == zone


def test_the_ladder_of_zones(cast, now, cadence):
    enrolment = on(cadence, cast.alice, now=now, timezone="", country="US", city="", phone="+12125550123")
    assert place_of(enrolment).zone == "America/New_York"
    enrolment.lead.phone = ""
    enrolment.lead.account = None
    assert place_of(enrolment, "Asia/Dubai").zone == "UTC"
    enrolment.mailbox.member.timezone = ""
    assert place_of(enrolment, "Asia/Dubai").zone == "Asia/Dubai"


windows = st.lists(st.integers(0, 47), min_size=2, max_size=4, unique=True).map(
    lambda halves: tuple(
        (time(a // 2, a % 2 * 30), time(b // 2, b % 2 * 30)) for a, b in zip(*[iter(sorted(halves))] * 2, strict=False)
    )
)


@given(st.lists(windows, min_size=7, max_size=7), st.sampled_from([*LAW, "LT"]))
def test_nobody_is_called_at_an_hour_that_their_law_forbids(days, country):
    hours = week(tuple(days))
    found = lawful(hours, country)
    if country not in LAW:
        assert found is hours
        return
    assert isinstance(found, Week)
    for mine, law in zip(found.days, LAW[country], strict=True):
        assert all(any(c <= a and b <= d for c, d in law) for a, b in mine)
    assert lawful(CALL_HOURS, "US").days[0] == CALL_HOURS


@pytest.mark.parametrize(
    "table",
    [["9-17"] * 6, [""] * 7, ["17:00-09:00", *[""] * 6], ["09:00-12:00, 11:00-13:00"] * 7, ["x"] * 7],
)
def test_hours_that_mean_nothing_are_refused(table):
    with pytest.raises(ValueError, match=r".+"):
        of_table(table, CALL_HOURS)


def test_hours_are_read_as_they_are_written():
    assert of_table([], CALL_HOURS) is CALL_HOURS
    found = of_table(["9:00–12:00, 13:00-17:30", *[""] * 6], CALL_HOURS)
    assert found.days[0] == ((time(9), time(12)), (time(13), time(17, 30)))
    assert of_table(["9:00–12:00, 13:00-17:30", *[""] * 6], CALL_HOURS) is found
    assert datetime(2026, 11, 23, tzinfo=UTC).date() == date(2026, 11, 23)


def test_a_manager_sets_the_rules_and_a_cadence_follows_them(cast, now, cadence, as_member, rules):
    dana = as_member(cast.dana)
    page = dana.get(reverse("cadences:new_ruleset"))
    form = page.context["form"]
    given_ = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in given_.items() if value is not False}
    sent |= {"name": "Strict", "on_company": "stop", "consent_countries": "Canada, DE", "calling_list_countries": ""}
    sent |= {"mail_week": "09:00-17:00\n09:00-17:00", "call_week": ""}
    answer = dana.post(reverse("cadences:new_ruleset"), sent)
    assert answer.status_code == 303, answer.context["form"].errors
    strict = Ruleset.objects.get(name="Strict")
    assert (strict.consent_countries, strict.mail_week[2], strict.on_company) == (["CA", "DE"], "", "stop")
    assert dana.post(reverse("cadences:choice", args=[cadence.pk]), {"ruleset": strict.pk}).status_code == 303
    cadence.refresh_from_db()
    assert cadence.ruleset == strict
    assert dana.post(reverse("cadences:ruleset_removal", args=[strict.pk])).status_code == 303
    assert Ruleset.objects.filter(pk=strict.pk).exists()
    assert b"Strict" in dana.get(reverse("cadences:detail", args=[cadence.pk])).content
    bad = dana.post(reverse("cadences:ruleset", args=[strict.pk]), {**sent, "mail_week": "noon", "zone": "Mars"})
    assert (bad.status_code, {"mail_week", "zone"} <= set(bad.context["form"].errors)) == (422, True)
    assert dana.post(reverse("cadences:choice", args=[cadence.pk]), {"ruleset": rules.pk}).status_code == 303
    dana.post(reverse("cadences:ruleset_removal", args=[strict.pk]))
    assert not Ruleset.objects.filter(pk=strict.pk).exists()
    assert as_member(cast.alice).get(reverse("cadences:ruleset", args=[rules.pk])).status_code == 403
    assert as_member(cast.charlie).get(reverse("cadences:rulesets")).status_code == 200
