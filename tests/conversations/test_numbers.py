"""When a number is given up for a while, and Twilio's signature by its own example."""

from datetime import timedelta

import pytest

from leadwright.channels.phone.consent import NOT_KNOWN, RULES, Consent, rule_of
from leadwright.channels.phone.twilio.signature import is_genuine, signature
from leadwright.channels.phone.twilio.words import put_through
from leadwright.conversations.numbers import HELD, held_until

HOUR = timedelta(hours=1)
# The example of Twilio's documentation, which their own libraries are tested with.
URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
FIELDS = {
    "CallSid": ["CA1234567890ABCDE"],
    "Caller": ["+14158675309"],
    "Digits": ["1234"],
    "From": ["+14158675309"],
    "To": ["+18005551212"],
}


@pytest.mark.parametrize(
    ("hours", "days"),
    [([], None), ([0, 1, 2], None), ([0, 24], None), ([0, 24, 48], 2), ([0, 23, 24, 30, 72], 3), ([48, 0, 24], 2)],
)
def test_three_separate_days_hold_a_number_for_thirty(now, hours, days):
    until = held_until([now + hour * HOUR for hour in hours], "UTC")
    assert until == (None if days is None else now + timedelta(days=days) + HELD)


def test_days_are_those_of_the_workspace(now):
    late = now.replace(hour=23)
    three = [late, late + 2 * HOUR, late + 26 * HOUR]
    assert held_until(three, "UTC") is not None  # 23 o'clock, 1 o'clock, and 1 o'clock a day later
    assert held_until(three, "Asia/Tokyo") is None  # there the first two are of one morning


def test_the_signature_is_the_one_of_twilios_example():
    assert signature("12345", URL, FIELDS) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    assert is_genuine("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "12345", URL, FIELDS)
    for wrong in ("", "RSOYDt4T1cUTdK1PDd93/VVr8B9=", "é"):
        assert not is_genuine(wrong, "12345", URL, FIELDS)


def test_a_country_that_is_not_in_the_table_gets_the_strictest_rule():
    assert rule_of("lt").consent == rule_of("US").consent == Consent.ASK
    assert rule_of("NZ").consent == Consent.TELL
    assert rule_of("") == rule_of("XX") == NOT_KNOWN and NOT_KNOWN.consent == Consent.ASK
    assert all(rule.source for rule in RULES.values())


def test_nothing_in_a_number_breaks_out_of_the_words():
    told = put_through('+370"><Hangup/>', caller="<&>", state_at="https://x.example/?a=1&b=2").decode()
    assert "<Hangup" not in told and "&amp;b=2" in told
