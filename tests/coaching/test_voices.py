import numpy as np
import pytest

from leadwright.coaching.hearing import RATE
from leadwright.coaching.voices import listen
from tests.coaching.talking import WORDS, call, made_voice, music, voice

TURNS = [(at % 2, text) for at, text in enumerate(WORDS)]
UNEVEN = [(0, WORDS[0]), (0, WORDS[4]), (1, WORDS[5]), (0, WORDS[2]), (0, WORDS[4])]


@pytest.mark.parametrize("turns", [TURNS, UNEVEN])
@pytest.mark.parametrize(
    "room",
    [{}, {"noise": 0.01}, {"noise": 0.03}, {"gap": 4.0}, {"gap": 0.05}, {"spill": 0.2, "noise": 0.003}],
    ids=["clean", "hiss", "loud hiss", "long silence", "no pause", "spill"],
)
def test_the_talk_share_in_stereo_is_right_within_three_points(turns, room):
    channels, spoken = call(turns, **room)
    heard = listen(channels)
    assert [one.channel for one in heard.speakers] == [0, 1]
    assert heard.speakers[0].share == pytest.approx(spoken[0] / sum(spoken), abs=0.03)
    assert heard.seconds == pytest.approx(channels.shape[1] / RATE)


def test_two_who_speak_at_once_are_both_heard():
    channels, spoken = call(TURNS, gap=-0.8)
    heard = listen(channels)
    assert heard.speakers[0].share == pytest.approx(spoken[0] / sum(spoken), abs=0.03)


def test_one_channel_tells_a_low_and_a_high_voice_apart_and_says_how_sure_it_is():
    channels, spoken = call(TURNS)
    mono = listen(channels.mean(0, keepdims=True))
    assert len(mono.speakers) == 2
    assert mono.speakers[0].share == pytest.approx(spoken[0] / sum(spoken), abs=0.1)
    assert mono.sure < listen(channels).sure
    alone = listen(call([(0, text) for text in WORDS])[0][:1])
    assert len(alone.speakers) == 1
    assert alone.sure <= 0.3


def test_a_call_in_mono_that_is_stored_in_stereo_is_mono():
    channels, _spoken = call(TURNS)
    both = np.stack([channels.mean(0)] * 2)
    assert {one.channel for one in listen(both).speakers} == {0}


def test_a_channel_that_only_hisses_or_hums_speaks_not():
    hiss = np.random.default_rng(1).normal(0, 0.05, RATE * 10).astype(np.float32)
    talk = np.zeros(RATE * 10, np.float32)
    said = made_voice(WORDS[0], 0)
    talk[RATE : RATE + len(said)] = said
    heard = listen(np.stack([talk, hiss]))
    assert heard.speakers[1].seconds == 0
    assert heard.speakers[0].share == 1


@pytest.mark.parametrize("loud", [0.3, 1.0, 2.0])
def test_music_that_is_played_to_who_waits_is_nobodys_speech(loud):
    channels, spoken = call(TURNS)
    waits = np.zeros((2, RATE * 12), np.float32)
    waits[1] = loud * music(12)
    middle = channels.shape[1] // 2
    heard = listen(np.concatenate([channels[:, :middle], waits, channels[:, middle:]], axis=1))
    assert heard.speakers[0].share == pytest.approx(spoken[0] / sum(spoken), abs=0.03)


def test_ringing_and_pressed_keys_are_nobodys_speech():
    at = np.arange(RATE * 15) / RATE
    rings = 0.2 * np.sin(2 * np.pi * 425 * at) * (at % 5 < 1)
    keys = 0.2 * (np.sin(2 * np.pi * 770 * at) + np.sin(2 * np.pi * 1336 * at)) * (at % 1 < 0.3)
    heard = listen(np.stack([rings, keys]).astype(np.float32))
    assert [one.seconds for one in heard.speakers] == [0, 0]


@pytest.mark.parametrize("who", [0, 1])
def test_a_made_voice_is_heard_as_one(who):
    said = made_voice(" ".join(WORDS), who)
    heard = listen(np.stack([np.pad(said, RATE), np.zeros(len(said) + 2 * RATE, np.float32)]))
    assert heard.speakers[0].seconds == pytest.approx(len(said) / RATE, rel=0.05)


def test_silence_has_no_speakers_and_no_share():
    heard = listen(np.zeros((2, RATE * 3), np.float32))
    assert [one.share for one in heard.speakers] == [0, 0]
    assert heard.why == "nobody is heard to speak"
    assert listen(np.zeros((1, 10), np.float32)).speakers[0].seconds == 0


def test_the_longest_time_at_one_go_ends_when_the_other_speaks():
    channels, _spoken = call([(0, WORDS[0]), (0, WORDS[4]), (1, WORDS[1]), (0, WORDS[2])])
    heard = listen(channels)
    both = len(voice(WORDS[0], 0)) + len(voice(WORDS[4], 0))
    assert heard.speakers[0].longest == pytest.approx(both / RATE + 0.6, abs=0.5)
    assert heard.speakers[0].longest < heard.speakers[0].seconds
