"""Recordings from the telephony wire, against a server that speaks its protocol."""

from datetime import timedelta

import pytest

from leadwright.channels.models import PhoneLine
from leadwright.coaching.collecting import collect
from leadwright.coaching.models import Recording
from leadwright.conversations.models import Call, Dial
from tests.cast import a_lead
from tests.coaching.stage import wav
from tests.wire.twilio import ACCOUNT, TOKEN, Exchange, serve


@pytest.fixture
def exchange(settings):
    made = Exchange()
    server = serve(made)
    settings.DEMO, settings.MARKET_ADDRESS = True, f"127.0.0.1:{made.port}"
    settings.TWILIO_URL = "https://api.twilio.example"
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def dial(cast, now, exchange) -> Dial:
    line = PhoneLine.objects.create(
        workspace=cast.workspace, number="+37060000117", account=ACCOUNT, token=TOKEN, records=True, created_at=now
    )
    lead = a_lead(cast.alice)
    exchange.sounds["RE1"] = wav()
    Call.objects.create(workspace=cast.workspace, key="task:1", lead=lead, disposition="reached", at=now)
    return Dial.objects.create(
        workspace=cast.workspace, line=line, lead=lead, member=cast.alice, key="task:1", token="t", number="+3706",
        asked_at=now, answered_at=now, agreed_at=now, recording="RE1",
    )  # fmt: skip


def test_a_recording_comes_here_with_its_consent_and_is_deleted_there(dial, exchange, cast, now):
    assert collect(now=now) == 1
    kept = Recording.objects.get()
    assert (kept.member, kept.lead, kept.consent) == (cast.alice, dial.lead, "asked")
    assert kept.call.key == "task:1"
    assert kept.sound.size > 1000
    assert exchange.sounds == {}
    assert collect(now=now) == 0
    kept.forget(why="x", now=now)
    exchange.sounds["RE1"] = wav()
    assert collect(now=now) == 0


def test_where_they_were_told_first_that_is_the_consent(dial, now):
    Dial.objects.update(agreed_at=None)
    collect(now=now)
    assert Recording.objects.get().consent == "announced"


def test_what_cannot_be_had_is_tried_again_and_then_left(dial, exchange, now):
    exchange.refusal = "Busy"
    assert collect(now=now) == 0
    assert not Recording.objects.exists()
    exchange.refusal = ""
    assert collect(now=now + timedelta(days=4)) == 0
    assert collect(now=now + timedelta(days=1)) == 1
