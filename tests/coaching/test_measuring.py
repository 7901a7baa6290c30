import pytest

from leadwright.coaching.measuring import figures
from leadwright.coaching.timeline import ticks, timeline
from leadwright.coaching.transcripts import Line, Unreadable, read


def speaker(*parts):
    seconds = sum(end - begin for begin, end in parts)
    return {"parts": [list(part) for part in parts], "seconds": seconds, "longest": max(e - b for b, e in parts)}


def test_patience_is_the_silence_after_they_end():
    ours, theirs = speaker((0, 10), (16, 20), (30, 33)), speaker((11, 15), (21, 25), (26, 28))
    found = figures([ours, theirs], 0, 60)
    assert found.share == pytest.approx(17 / 27)
    assert found.longest == 10
    assert found.patience == pytest.approx(1.5)  # 1 s after the first time, 2 s after the last; between they went on
    assert found.turns_a_minute == 4
    assert figures([ours, theirs], 1, 60).share == pytest.approx(10 / 27)


def test_who_cuts_in_has_no_patience():
    assert figures([speaker((5, 20)), speaker((0, 10))], 0, 60).patience == 0


def test_one_voice_has_no_talk_share():
    found = figures([speaker((0, 10))], 0, 60)
    assert (found.share, found.patience, found.longest) == (None, None, 10)


def test_the_time_line_begins_with_ours_and_shows_each_stretch():
    lanes = timeline([speaker((0, 10)), speaker((30, 60))], 1, 60)
    assert [(lane.ours, lane.number) for lane in lanes] == [(True, 2), (False, 1)]
    assert lanes[0].bars == (("500.0", "500.0"),)
    assert lanes[0].share == pytest.approx(75)


def test_moments_stand_on_the_time_line_in_their_order():
    found = ticks([(60, "praise", "At the end."), (30, "passed", "Dear!"), (61, "note", "After it.")], 60)
    assert [(tick.x, tick.kind) for tick in found] == [("495.0", "passed"), ("990.0", "praise")]
    assert ticks([(0, "note", "x")], 0) == []


def test_transcripts_are_read_in_three_forms():
    plain = "00:01 Alice: Good morning.\n[1:05] Rūta: What does it cost?"
    vtt = "WEBVTT\n\n1\n00:00:01.500 --> 00:00:03.000\n<v Rūta>Hello?\n\n00:00:04.000 --> 00:00:05.000\n<v Alice>Hello."
    srt = "1\n00:00:02,250 --> 00:00:03,000\nAlice: Good morning.\n\n2\n00:01:00,000 --> 00:01:02,000\nRūta: Yes?\n"
    assert read(plain, "Alice") == [Line(1, 0, "Good morning."), Line(65, 1, "What does it cost?")]
    assert read(vtt, "Alice") == [Line(1.5, 1, "Hello?"), Line(4, 0, "Hello.")]
    assert read(srt, "Nobody") == [Line(2.25, 0, "Good morning."), Line(60, 1, "Yes?")]
    with pytest.raises(Unreadable):
        read("Just some words.", "Alice")
