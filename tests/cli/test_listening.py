"""`leadwright listen` as a shell runs it: no database is named and none is started."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
import soundfile

from leadwright.coaching.hearing import RATE
from tests.coaching.talking import WORDS, call


def listen(file):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "DJANGO"))}
    command = [sys.executable, "-m", "leadwright.cli", "listen", str(file), "--json"]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)


@pytest.mark.parametrize("ending", ["wav", "mp3", "ogg"])
def test_a_recording_of_each_kind_says_who_spoke_how_long(tmp_path, ending):
    channels, spoken = call([(at % 2, text) for at, text in enumerate(WORDS)], noise=0.003)
    soundfile.write(tmp_path / f"call.{ending}", channels.T, RATE)
    found = json.loads(listen(tmp_path / f"call.{ending}").stdout)
    assert {"seconds", "speakers", "transcript"} <= set(found)
    assert found["seconds"] == pytest.approx(channels.shape[1] / RATE, abs=0.3)
    assert [set(one) for one in found["speakers"]] == [{"channel", "seconds", "share", "questions", "longest"}] * 2
    assert found["speakers"][0]["share"] == pytest.approx(spoken[0] / sum(spoken), abs=0.03)
    assert 0 <= found["sure"] <= 1
    assert found["transcript"] or "transcript" in found["why"]


@pytest.mark.parametrize("name", ["call.wav", "call.mp3", "call.ogg"])
def test_what_is_no_recording_is_refused_in_a_sentence(tmp_path, name):
    file = tmp_path / name
    file.write_bytes(b"no sound at all")
    done = listen(file)
    assert done.returncode == 1
    assert done.stderr == f"Error: {name} is no WAV, MP3 or OGG that can be read.\n"


def test_a_recording_whose_head_was_never_finished_is_heard_to_its_end(tmp_path):
    channels, _spoken = call([(at % 2, text) for at, text in enumerate(WORDS[:2])])
    soundfile.write(tmp_path / "call.wav", channels.T, RATE, subtype="PCM_16")
    whole = (tmp_path / "call.wav").read_bytes()
    length = whole.index(b"data") + 4
    (tmp_path / "call.wav").write_bytes(whole[:length] + bytes(4) + whole[length + 4 :])
    assert json.loads(listen(tmp_path / "call.wav").stdout)["seconds"] == pytest.approx(
        channels.shape[1] / RATE, abs=0.01
    )


def test_silence_says_that_nobody_speaks_and_six_channels_are_refused_in_a_sentence(tmp_path):
    soundfile.write(tmp_path / "still.wav", np.zeros((RATE, 1)), RATE)
    found = json.loads(listen(tmp_path / "still.wav").stdout)
    assert "nobody is heard to speak" in found["why"] and found["speakers"][0]["seconds"] == 0
    soundfile.write(tmp_path / "six.wav", np.zeros((RATE, 6)), RATE)
    refused = listen(tmp_path / "six.wav")
    assert refused.returncode == 1 and refused.stderr.startswith("Error: six.wav has 6 channels.")
