from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from leadwright.activities.models import Kind, record
from leadwright.playbooks.following import Followed
from leadwright.playbooks.models import Objection
from leadwright.playbooks.objections import WITHIN, followed
from tests.cast import a_lead

DAY = timedelta(days=1)


@pytest.fixture
def card(cast, now) -> Objection:
    return Objection.objects.create(workspace=cast.workspace, name="Price", answer="Compared with?", updated_at=now)


def heard(card, member, number: int, at, again: bool = False):
    lead = a_lead(member, email=f"one{number}@pieno-kelias.example")
    for turn in range(2 if again else 1):
        said = {
            "workspace_id": card.workspace_id,
            "lead": lead,
            "summary": "Concern heard: Price",
            "at": at + turn * DAY,
        }
        record(Kind.NOTE, key=f"concern:{number}:{turn}", detail={"concern": "Price", "objection": card.pk}, **said)
    return lead


def then(lead, kind: str, at, **detail) -> None:
    key = f"then:{lead.pk}:{kind}:{at.isoformat()}"
    record(kind, workspace_id=lead.workspace_id, key=key, summary="Then", lead=lead, detail=detail, at=at)


def test_what_followed_within_fourteen_days_counts_once_a_lead(cast, card, now):
    long_ago = now - 60 * DAY
    then(heard(card, cast.alice, 1, long_ago, again=True), Kind.MEETING_BOOKED, long_ago + 3 * DAY)
    then(heard(card, cast.alice, 2, long_ago), Kind.EMAIL_RECEIVED, long_ago + DAY, intent="interested")
    then(heard(card, cast.alice, 3, long_ago), Kind.EMAIL_RECEIVED, long_ago + DAY, intent="not_interested")
    then(heard(card, cast.alice, 4, long_ago), Kind.MEETING_BOOKED, long_ago + WITHIN + DAY)
    then(heard(card, cast.alice, 5, long_ago), Kind.MEETING_BOOKED, long_ago - DAY)
    heard(card, cast.alice, 6, now - DAY)
    then(heard(card, cast.alice, 7, now - 2 * DAY), Kind.MEETING_BOOKED, now - DAY)
    assert followed([card], now=now) == {card.pk: Followed(used=6, well=3, open=1)}


def test_a_card_says_that_there_is_not_enough_evidence_until_there_is(cast, card, now, as_member):
    alice, page = as_member(cast.alice), reverse("playbooks:objections")
    for number in range(9):
        then(heard(card, cast.alice, number, now - 40 * DAY), Kind.MEETING_BOOKED, now - 39 * DAY)
    assert "Not enough evidence yet" in alice.get(page).content.decode()
    heard(card, cast.alice, 10, now - 40 * DAY)
    said = alice.get(page).content.decode()
    assert "Not enough evidence yet" not in said
    assert "9 of 10: 90 %, between 60 and 98 %" in said
    assert "9 of 10" in alice.get(reverse("playbooks:objection", args=[card.pk])).content.decode()


def test_another_workspace_counts_for_itself(cast, card, now, as_member):
    heard(card, cast.alice, 1, now - 40 * DAY)
    other = Objection.objects.create(workspace=cast.charlie.workspace, name="Price", answer="?", updated_at=now)
    assert followed([other], now=now) == {other.pk: Followed(0, 0)}


@given(st.integers(1, 500), st.data())
def test_the_interval_holds_the_share_and_narrows(used, data):
    well = data.draw(st.integers(0, used))
    one, more = Followed(used, well), Followed(used * 10, well * 10)
    assert 0 <= one.low <= one.percent <= one.high <= 100
    assert more.high - more.low <= one.high - one.low
