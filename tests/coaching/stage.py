"""A recording on the shelf, as the tests need it."""

import io

import soundfile

from leadwright.coaching.hearing import RATE
from leadwright.coaching.keeping import take_in
from tests.coaching.talking import WORDS, call

TALK = [(at % 2, text) for at, text in enumerate(WORDS)]
WRITTEN = """00:00 Alice: Good morning, do you have a minute?
00:06 Rūta: Yes, but we already have a contract with another supplier.
00:12 Alice: I see. How do you notice today that a door was left open?
00:20 Rūta: The driver tells us. Your price is too high, I think.
00:26 Alice: Okay."""


def wav(turns=TALK) -> bytes:
    channels, _spoken = call(turns, noise=0.003)
    out = io.BytesIO()
    soundfile.write(out, channels.T, RATE, format="WAV", subtype="PCM_16")
    return out.getvalue()


def a_recording(member, now, content=b"RIFF....WAVEfmt ", **said):
    given = {"title": "First call", "consent": "asked", "by": member, "now": now}
    return take_in(content, member=member, **{**given, **said})
