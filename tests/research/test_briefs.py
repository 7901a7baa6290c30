"""What must be known before anybody is written to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadwright.activities.models import Activity
from leadwright.research import briefing, checking
from leadwright.research.models import Brief
from tests.cast import a_lead

GOOD = {
    "company": "Dairy with four depots",
    "need": "Audit at the end of November",
    "gap": "Nobody can show one load's journey",
    "role": "recommends",
    "opener": "",
}
WHOLE = briefing.Known("Dairy", "An audit", "Paper logs", "decides", ["https://pk.example"])


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (WHOLE, []),
        (briefing.Known(), ["company", "need", "gap", "role", "facts"]),
        (briefing.Known("Dairy", " - ", "?", "decides", ["call"]), ["need", "gap"]),
        (briefing.Known("Dairy", "Audit", "Paper", "unknown", ["call"]), ["role"]),
        (briefing.Known("Dairy", "Audit", "Paper", "decides", ["", "  "]), ["facts"]),
    ],
)
def test_what_is_missing_is_named_in_order(known, missing):
    assert briefing.missing(known) == missing


@given(st.builds(briefing.Known, st.text(), st.text(), st.text(), st.text(), st.lists(st.text(), max_size=3)))
def test_nothing_is_missing_twice_and_each_has_its_sentence(known):
    found = briefing.missing(known)
    assert len(found) == len(set(found)) and set(found) <= set(checking.SENTENCES)


def test_a_good_brief_makes_the_lead_ready_once(cast, now):
    lead = a_lead(cast.alice)
    brief = checking.brief_of(lead, now)
    assert len(checking.check(brief, by=cast.alice, now=now)) == 5 and lead.status == "new"
    checking.write(brief, GOOD, by=cast.alice, now=now)
    assert checking.check(brief, by=cast.alice, now=now) == ["No fact with a source stands behind it."]
    fact = lead.account.facts.create(text="33 trucks", source="call", seen_on=now.date())
    for _twice in range(2):
        assert checking.check(brief, by=cast.alice, now=now) == []
    lead.refresh_from_db()
    assert (lead.status, Brief.objects.get().good_at) == ("ready", now)
    assert Activity.objects.filter(summary="Brief good enough").count() == 1
    fact.struck_out_at = now
    fact.save(update_fields=["struck_out_at"])
    checking.lapse(brief, by=cast.alice, now=now)
    lead.refresh_from_db()
    assert (lead.status, Brief.objects.get().good_at) == ("new", None)


def test_a_brief_that_loses_what_it_must_hold_is_not_good_any_more(cast, now):
    lead = a_lead(cast.alice)
    brief = checking.brief_of(lead, now)
    checking.write(brief, GOOD, by=cast.alice, now=now)
    lead.facts.create(text="33 trucks", source="call", seen_on=now.date())
    checking.check(brief, by=cast.alice, now=now)
    lead.mark("working")
    checking.write(brief, {"need": ""}, by=cast.alice, now=now)
    lead.refresh_from_db()
    assert brief.good_at is None and lead.status == "working"
