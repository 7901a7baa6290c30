"""A call through Twilio, against a server that speaks its protocol and signs as it does; and what may not be rung."""

from datetime import timedelta

import pytest
from django.urls import reverse

from leadwright.channels.models import PhoneLine
from leadwright.conversations.calls import log_call
from leadwright.conversations.models import Dial, NumberHold
from leadwright.kit.models import MarketClock
from leadwright.leads.models import Channel, Status, opt_out
from leadwright.tasks.models import TaskKind
from leadwright.web.day import later
from leadwright.web.desk import SHOWN, desk
from leadwright.web.today import queue
from tests.browser.a_day import a_task
from tests.cast import a_lead
from tests.wire.twilio import ACCOUNT, TOKEN, Exchange, serve

HOUR = timedelta(hours=1)


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
def at_ten(now):
    return now + HOUR


def clock(at) -> None:
    MarketClock.objects.update_or_create(pk=1, defaults={"virtual_at": at, "real_at": at, "rate": 0})


@pytest.fixture
def one_call(cast, at_ten):
    cast.alice.phone = "+37060000200"
    cast.alice.save(update_fields=["phone"])
    lead = a_lead(cast.alice, status=Status.WORKING)
    return a_task(lead, TaskKind.CALL, "Call Rūta", "Step 5 of 10.", at_ten - HOUR)


@pytest.fixture
def line(cast, now):
    given = {"number": "+37052000001", "account": ACCOUNT, "token": TOKEN, "created_at": now}
    return PhoneLine.objects.create(workspace=cast.workspace, **given)


@pytest.fixture
def rung(transactional_db, cast, exchange, line, one_call, as_member, live_server, settings, at_ten):
    """Alice has pressed P: Twilio rings her."""
    settings.PUBLIC_URL = live_server.url
    clock(at_ten)
    client = as_member(cast.alice)
    assert client.post(reverse("web:dial", args=[one_call.pk]), headers={"HX-Request": "true"}).status_code == 200
    return client


def state() -> str:
    return Dial.objects.get().state


def test_the_rep_is_rung_then_the_lead_and_the_talk_is_timed(rung, exchange, one_call):
    assert exchange.calls["CA0"]["To"] == "+37060000200" and exchange.calls["CA0"]["From"] == "+37052000001"
    words = exchange.answer("CA0")
    assert words.find(".//Number").text == "+37060000117"
    assert words.find("Dial").get("callerId") == "+37052000001" and words.find("Dial").get("record") is None
    for status, kept in [("ringing", "ringing"), ("in-progress", "talking"), ("ringing", "talking")]:
        exchange.theirs("CA0", status)
        assert state() == kept  # what comes late changes nothing
    exchange.theirs("CA0", "completed", CallDuration="74")
    exchange.ours("CA0", "completed", CallDuration="80")
    dial = Dial.objects.get()
    assert (dial.state, dial.seconds, dial.sid) == ("ended", 74, "CA0")
    page = rung.get(reverse("web:dial", args=[one_call.pk])).content.decode()
    assert "The talk has ended" in page and "74 seconds" in page and "hx-trigger" not in page
    assert set(exchange.answers) == {200}


def test_a_second_press_while_it_rings_is_the_same_call(rung, exchange, one_call):
    rung.post(reverse("web:dial", args=[one_call.pk]), headers={"HX-Request": "true"})
    assert len(exchange.calls) == Dial.objects.count() == 1
    exchange.answer("CA0")
    exchange.theirs("CA0", "no-answer")
    rung.post(reverse("web:dial", args=[one_call.pk]), headers={"HX-Request": "true"})
    assert len(exchange.calls) == 2


def test_it_is_hung_up(rung, exchange, one_call):
    rung.post(reverse("web:hanging_up", args=[one_call.pk]))
    assert exchange.calls["CA0"]["Status"] == "completed" and state() == "called_off"
    assert exchange.answer("CA0").find("Dial") is None  # whoever takes the phone now is put through to nobody


@pytest.mark.parametrize("token", ["another token", ""])
def test_a_message_that_twilio_did_not_sign_changes_nothing(rung, exchange, token):
    url = exchange.calls["CA0"]["StatusCallback"]
    exchange.tell(url, token=token, CallSid="CA0", CallStatus="failed")
    assert exchange.answers == [403] and state() == "asked"
    exchange.tell(url.replace("/ours/", "x/ours/"), CallSid="CA0", CallStatus="failed")
    assert exchange.answers == [403, 404]


def test_nothing_is_recorded_before_they_agreed(rung, exchange, line, one_call):
    line.records = True
    line.save(update_fields=["records"])
    door = reverse("web:agreement", args=[one_call.pk])
    rung.post(door)
    assert exchange.recordings == []  # nobody talks yet: there is nobody who could agree
    assert exchange.answer("CA0").find("Dial").get("record") is None
    exchange.theirs("CA0", "in-progress")
    assert "They agreed" in rung.get(reverse("web:dial", args=[one_call.pk])).content.decode()
    rung.post(door)
    ((sid, asked),) = exchange.recordings
    assert sid == "CA0" and asked["RecordingChannels"] == "dual"
    exchange.tell(
        asked["RecordingStatusCallback"], RecordingSid="RE0", RecordingStatus="completed", RecordingDuration="61"
    )
    dial = Dial.objects.get()
    assert (dial.recording, dial.recording_seconds) == ("RE0", 61) and dial.agreed_at


def test_where_being_told_is_enough_they_hear_it_first(rung, exchange, line):
    line.records = True
    line.save(update_fields=["records"])
    dial = Dial.objects.get()
    dial.lead.country = "NZ"
    dial.lead.save(update_fields=["country"])
    words = exchange.answer("CA0")
    assert words.find("Dial").get("record") == "record-from-answer-dual"
    heard = exchange.tell(words.find(".//Number").get("url"), CallSid="CA0-2").decode()
    assert "Northmark is recorded" in heard


def test_what_twilio_refuses_is_said_in_its_words(
    cast, exchange, line, one_call, as_member, settings, at_ten, stopped_clock
):
    clock(at_ten)
    exchange.refusal = "The number is not valid"
    as_member(cast.alice).post(reverse("web:dial", args=[one_call.pk]))
    dial = Dial.objects.get()
    assert dial.state == "called_off" and "The number is not valid" in dial.why and not dial.is_live


def test_without_a_number_of_ours_the_call_is_a_link(cast, one_call, as_member, at_ten, stopped_clock):
    clock(at_ten)
    client = as_member(cast.alice)
    assert (
        'href="tel:+37060000117"' in client.get(reverse("web:today_item", args=["call", one_call.pk])).content.decode()
    )
    assert client.post(reverse("web:dial", args=[one_call.pk])).status_code == 422


@pytest.mark.parametrize(
    ("what", "words"),
    [("no to calls", "said no to calls"), ("night", "outside their hours"), ("no number", "No number is known")],
)
def test_who_may_not_be_rung_is_not_and_the_page_says_why(
    cast, exchange, line, one_call, as_member, at_ten, stopped_clock, what, words
):
    clock(at_ten + 9 * HOUR if what == "night" else at_ten)
    lead = one_call.lead
    if what == "no to calls":
        opt_out(lead, channel=Channel.PHONE, source="rep", at=at_ten)
    if what == "no number":
        lead.phone = ""
        lead.save(update_fields=["phone"])
    client = as_member(cast.alice)
    page = client.get(reverse("web:today_item", args=["call", one_call.pk])).content.decode()
    assert words in page and "tel:" not in page
    assert client.post(reverse("web:dial", args=[one_call.pk])).status_code == 422
    assert exchange.calls == {}


def test_whoever_asked_for_the_evening_is_called_in_the_evening(cast, at_ten):
    lead = a_lead(cast.alice, status=Status.WORKING)
    task = a_task(lead, TaskKind.CALL, "Call back", "They asked for it.", at_ten + 8 * HOUR)
    task.key = f"callback:{task.pk}"
    task.save(update_fields=["key"])
    due = {hour: queue(cast.alice, at_ten + hour * HOUR) for hour in (7, 9, 12)}
    assert {hour: bool(groups) for hour, groups in due.items()} == {
        7: False,
        9: True,
        12: False,
    }  # 17, 19 and 22 o'clock


def test_a_number_that_fails_on_three_days_is_left_alone_for_thirty(cast, one_call, at_ten):
    lead = one_call.lead
    for day in range(3):
        for again in range(2):
            assert not NumberHold.objects.exists()
            same = {"lead": lead, "member": cast.bob, "disposition": "wrong_number", "note": ""}
            log_call(**same, key=f"t:{day}:{again}", now=at_ten - (3 - day) * 24 * HOUR)
            if day == 2:
                break
    hold = NumberHold.objects.get()
    assert hold.until - hold.at == timedelta(days=30)
    assert "call" not in [group.kind.name for group in queue(cast.alice, at_ten)]
    assert "three separate days" in later(desk(cast.alice, at_ten, SHOWN))[0].why
    after = hold.until + HOUR
    assert queue(cast.alice, after.replace(hour=10))[0].kind.name == "call"
